// A conversation that nobody has: who it is, how long he has waited, and a button to take it.

import { useSignal } from '@preact/signals'
import type { Row } from '../headless/agent/forms.ts'
import { span } from '../look/time.ts'
import { type App, perform, useApp } from './app.ts'
import { Avatar } from './avatar.tsx'

export function WaitingRow({ row }: { row: Row }) {
  const app = useApp()
  const { words, locale, clock } = app
  const busy = useSignal(false)
  const { number = '', visitor = '', state, last, stateAt = '', servedBy } = row
  const take = async () => {
    busy.value = true
    await claim(app, number)
    busy.value = false
  }
  return (
    <li class="row waiting" data-number={number}>
      <Avatar name={visitor} kind="chat" here={row.here === '1' ? 'in' : 'out'} />
      <span class="what">
        <span class="title" dir="auto">
          {visitor} <small>#{number}</small>
        </span>
        <span class="last" dir="auto">
          {last}
        </span>
        <small class={state === 'left' ? 'age' : 'age soon'}>
          {state === 'left' ? words.left : words.waits} {words.since(span(clock.value - Date.parse(stateAt), locale))} ·{' '}
          {servedBy}
        </small>
      </span>
      <button type="button" class="primary small" disabled={busy.value} onClick={() => void take()}>
        {words.claim}
      </button>
    </li>
  )
}

/** Takes it, and goes there; else the desk has said who was quicker. */
export async function claim(app: App, number: string): Promise<void> {
  const { desk } = app.session.store.domains
  if (await perform(app, desk, 'claim', { number })) location.hash = `#/chats/${number}`
  app.session.desk.want('queue')
}
