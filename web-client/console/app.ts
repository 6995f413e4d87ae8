// What every part of the screen can reach: the session, where one is, words, alerts, and what lies over the screen.

import type { ReadonlySignal, Signal } from '@preact/signals'
import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import { CommandRefused } from '../headless/agent/commands.ts'
import type { AgentSession } from '../headless/agent/session.ts'
import type { AgentState } from '../headless/agent/state.ts'
import type { Toasts } from '../look/toasts.tsx'
import type { Alerts } from './alerts.ts'
import type { Route } from './route.ts'
import type { Drafts } from './store.ts'
import type { Strings } from './strings/en.ts'

/** What lies over the screen: a command's form, or one of our own dialogs. */
export type Overlay =
  | { kind: 'palette'; address?: string }
  | { kind: 'command'; address: string; node: string; title: string }
  | { kind: 'issue'; address: string; about?: string }
  | { kind: 'room' }
  | { kind: 'keys' }
  | { kind: 'settings' }

export interface App {
  readonly session: AgentSession
  readonly state: ReadonlySignal<AgentState>
  readonly route: Signal<Route>
  readonly words: Strings
  readonly locale: string
  readonly alerts: Alerts
  readonly drafts: Drafts
  readonly overlay: Signal<Overlay | undefined>
  readonly toasts: Toasts
  /** The pane beside a thread, where there is room for it only when wanted. */
  readonly pane: Signal<boolean>
  /** The time, once every few seconds: for ages and deadlines. */
  readonly clock: ReadonlySignal<number>
  /** Counts what was done to each address here, so that what is shown of it is asked for again. */
  readonly done: Signal<ReadonlyMap<string, number>>
  /** Where the desk's files are: pictures from there may be shown. */
  readonly uploads: string
  say(text: string, bad?: true): void
  signOut(): Promise<void>
}

export const AppContext = createContext<App | undefined>(undefined)

export function useApp(): App {
  const app = useContext(AppContext)
  if (!app) throw new Error('There is no app around this.')
  return app
}

/** Whether somebody with these roles talks with visitors; who only handles issues does not. */
export const isAgentIn = (roles: readonly string[]): boolean => roles.some((role) => role !== 'handler')

/** Something was done to this address: whoever shows it asks again. */
export function touched({ done }: App, address: string): void {
  done.value = new Map(done.value).set(address, (done.value.get(address) ?? 0) + 1)
}

/** Runs a command that asks nothing more, and says what came of it. True when it was done. */
export async function perform(
  app: App,
  address: string,
  node: string,
  values?: Readonly<Record<string, string>>,
): Promise<boolean> {
  try {
    const { note } = await app.session.desk.run(address, node, values)
    if (note) app.say(note)
    touched(app, address)
    return true
  } catch (error) {
    app.say(reasonOf(error, app.words), true)
    return false
  }
}

/** The desk's own words where it refused, else that it can't be reached. */
export function reasonOf(error: unknown, words: Strings): string {
  return error instanceof CommandRefused ? error.message : words.failedWhy
}
