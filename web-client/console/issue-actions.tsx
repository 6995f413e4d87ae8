// What is to be done with an issue next, by how it stands and whose it is; all else is behind “more”.

import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { Row } from '../headless/agent/forms.ts'
import { type App, perform, useApp } from './app.ts'

interface Action {
  readonly node: string
  /** Asks something first. */
  readonly asks: boolean
}

const does = (node: string): Action => ({ node, asks: false })
const asks = (node: string): Action => ({ node, asks: true })

/** The first one is the step that is expected now. */
function actionsFor({ state, handler, bearer, agent }: Row, { state: now }: App): Action[] {
  const { jid, roles } = now.value
  const isHandler = handler === jid || roles.includes('lead')
  const isAgent = agent === jid || bearer === jid || roles.includes('lead')
  const isUntaken = state === 'open' || state === 'reopened'
  return [
    ...(isUntaken && isHandler ? [does('accept')] : []),
    ...((isUntaken || state === 'accepted') && isHandler ? [asks('resolve'), asks('ask'), asks('pass')] : []),
    ...(isUntaken && isHandler ? [asks('snooze')] : []),
    ...(state === 'resolved' && isAgent ? [asks('tell'), asks('reopen'), asks('close')] : []),
    ...(state === 'closed' ? [asks('reopen')] : []),
  ]
}

export function IssueActions({ row, jid }: { row: Row; jid: string }) {
  const app = useApp()
  const { overlay, words } = app
  const actions = actionsFor(row, app)
  // Until it is known how the issue stands now: the next step would be another one.
  const busy = useSignal(false)
  useEffect(() => {
    busy.value = false
  }, [row])
  if (actions.length === 0) return null
  const run = async ({ node, asks: first }: Action) => {
    if (first) overlay.value = { kind: 'command', address: jid, node, title: words.actions[node] ?? node }
    else {
      busy.value = true
      if (!(await perform(app, jid, node))) busy.value = false
    }
  }
  return (
    <p class="buttons actions">
      {actions.map((action, place) => (
        <button
          key={action.node}
          type="button"
          class={place === 0 ? 'primary small' : 'small'}
          disabled={busy.value}
          onClick={() => void run(action)}
        >
          {words.actions[action.node] ?? action.node}
        </button>
      ))}
    </p>
  )
}
