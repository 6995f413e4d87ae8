// Rows of a command for a part of the screen: asked for when it is shown, and again when something was done or has changed.

import { type ReadonlySignal, useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { CommandRefused } from '../headless/agent/commands.ts'
import type { Row } from '../headless/agent/forms.ts'
import type { App } from './app.ts'

interface Question {
  address: string
  node: string
  values?: Readonly<Record<string, string>>
  /** Whatever else makes the answer old. */
  also?: unknown
}

/** Undefined until they are there; they stay while they are asked for again. */
export function useRows(app: App, question: Question | undefined): ReadonlySignal<readonly Row[] | undefined> {
  const rows = useSignal<readonly Row[] | undefined>(undefined)
  const { address = '', node = '', values, also } = question ?? {}
  const online = app.state.value.link === 'online' && app.state.value.ready && !app.state.value.deskAway
  const done = app.done.value.get(address)
  useEffect(() => {
    if (!question || !online) return undefined
    let stale = false
    app.session.desk
      .rows(address, node, values)
      .then((found) => {
        if (!stale) rows.value = found
      })
      .catch((error) => {
        // Refused: there is nothing of it for us. What can't be asked now is asked again later.
        if (!stale && error instanceof CommandRefused) rows.value ??= []
      })
    return () => {
      stale = true
    }
  }, [address, node, JSON.stringify(values), online, done, also])
  return rows
}
