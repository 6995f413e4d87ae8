// What this browser remembers beside the conversation: that the chat was used, whether it rings, and a secret of its own.

import { newId } from '../headless/ids.ts'
import { storageKey } from './launcher.ts'

const soundKey = 'bellhop-sound'
const browserKey = 'bellhop-browser'
let browser: string | undefined

/** A page that may not store anything starts from nothing the next time. */
function attempt<T>(work: () => T): T | undefined {
  try {
    return work()
  } catch {
    return undefined
  }
}

export function remember(open: boolean): void {
  attempt(() => {
    sessionStorage.setItem(storageKey, open ? 'open' : 'closed')
    localStorage.setItem(storageKey, String(Date.now()))
  })
}

export const isSoundOn = (): boolean => attempt(() => localStorage.getItem(soundKey)) !== 'off'

export function switchSound(on: boolean): void {
  attempt(() => (on ? localStorage.removeItem(soundKey) : localStorage.setItem(soundKey, 'off')))
}

/** The same until the visitor logs out. */
export function browserSecret(): string {
  browser ??= attempt(() => localStorage.getItem(browserKey)) ?? newId() + newId()
  attempt(() => localStorage.setItem(browserKey, browser as string))
  return browser
}

export function forgetPreferences(): void {
  browser = undefined
  for (const key of [storageKey, soundKey, browserKey]) attempt(() => localStorage.removeItem(key))
  attempt(() => sessionStorage.removeItem(storageKey))
}
