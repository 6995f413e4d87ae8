// What every part of the page can reach: the API, where one is, words, what is new, and how to say or ask something.

import type { ReadonlySignal, Signal } from '@preact/signals'
import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { Api } from './api.ts'
import type { News } from './news.ts'
import type { Route } from './route.ts'
import type { Strings } from './strings/en.ts'

/** The admin who is signed in. */
export interface Me {
  readonly id: number
  readonly name: string
  readonly totp: boolean
}

export interface Session {
  readonly admin: Me
  readonly csrf: string
  readonly expiresAt: string
}

export interface Question {
  readonly title: string
  readonly text?: string
  /** What the button says that does it. */
  readonly action: string
  /** It can't be undone, or it hurts somebody. */
  readonly bad?: true
}

export interface App {
  readonly api: Api
  readonly me: Signal<Me>
  readonly route: ReadonlySignal<Route>
  readonly words: Strings
  readonly locale: string
  readonly news: News
  /** Says for a few seconds what came of something. */
  say(text: string, bad?: true): void
  /** Asks before something is done. */
  confirm(question: Question): Promise<boolean>
  signOut(): Promise<void>
}

export const AppContext = createContext<App | undefined>(undefined)

export function useApp(): App {
  const app = useContext(AppContext)
  if (!app) throw new Error('There is no app around this.')
  return app
}

export const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

/** Does something that needs no form, and says what came of it: undefined when it was refused. */
export async function perform<Value>(app: App, work: () => Promise<Value>, done?: string): Promise<Value | undefined> {
  try {
    const value = await work()
    if (done !== undefined) app.say(done)
    return value
  } catch (error) {
    app.say(reasonOf(error), true)
    return undefined
  }
}
