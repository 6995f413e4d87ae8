// Opens the console: asks where the desk is, signs in by what is kept here or by a password, and draws.

import { render } from 'preact'
import { Login } from '../headless/agent/login.ts'
import type { Domains } from '../headless/agent/names.ts'
import { Console } from './console.tsx'
import { keychain } from './store.ts'
import type { Strings } from './strings/en.ts'
import { loadStrings } from './strings/load.ts'

export interface Settings extends Domains {
  websocket: string
}

async function start(): Promise<void> {
  const place = document.getElementById('app') as HTMLElement
  const locale = navigator.language
  const words = await loadStrings(locale)
  document.documentElement.lang = locale
  const settings = await fetchSettings().catch(() => undefined)
  if (!settings || !crypto.subtle) return notice(place, words, settings ? words.insecure : words.unreachable)
  const kept = await keychain.load().catch(() => undefined)
  const login = kept && new Login(kept)
  render(<Console settings={settings} words={words} locale={locale} login={login} />, place)
}

async function fetchSettings(): Promise<Settings> {
  const response = await fetch('config.json')
  if (!response.ok) throw new Error(String(response.status))
  return response.json()
}

function notice(place: HTMLElement, words: Strings, text: string): void {
  render(
    <main class="sign-in">
      <h1>{words.app}</h1>
      <p role="alert">{text}</p>
    </main>,
    place,
  )
}

void start()
