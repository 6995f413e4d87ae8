// One issue: what is asked and answered, what happened, what can be done now; and the scene it was filed out of beside it.

import { useComputed, useSignal } from '@preact/signals'
import { Clapperboard, Ellipsis } from 'lucide'
import type { Row } from '../headless/agent/forms.ts'
import { threadOf } from '../headless/agent/state.ts'
import { useApp } from './app.ts'
import { Back, Nowhere } from './back.tsx'
import { Words } from './bubble.tsx'
import { Composer } from './composer.tsx'
import { IssueActions } from './issue-actions.tsx'
import { Log } from './log.tsx'
import { useRows } from './rows.ts'
import { Scene } from './scene.tsx'
import { type Aim, Tool } from './thread.tsx'
import { deadlineOf } from './time.ts'
import { issueLines } from './told.ts'

export function IssueView({ number, scene }: { number: number; scene: boolean }) {
  const app = useApp()
  const { session, state, words, overlay } = app
  const jid = `issue-${number}@${session.store.domains.desk}`
  const also = state.value.issueNews.get(number)
  const thread = useComputed(() => threadOf(state.value, jid, session.store.domains)).value
  const said = thread?.lines.filter(({ kind, state: sent }) => kind === 'own' && sent !== 'sending').length
  const info = useRows(app, { address: jid, node: 'info', also })
  const history = useRows(app, { address: jid, node: 'history', also: `${also} ${said}` })
  const aim = useSignal<Aim | undefined>(undefined)
  const row = info.value?.[0]
  if (!thread) return null
  if (info.value?.length === 0) return <Nowhere text={words.issueGone(number)} to="#/issues" />
  // What was said here and is not in the history yet.
  const pending = thread.lines.filter((line) => line.state === 'sending' || line.state === 'failed')
  // The desk's answers to commands; everything else it says here is in the history.
  const answers = thread.lines.filter(
    (line) => line.kind === 'command' || (line.kind === 'desk' && line.event !== 'news'),
  )
  const lines = [...issueLines(history.value, words, state.value.jid), ...answers, ...pending].sort(
    (a, b) => a.at - b.at,
  )
  const where = scene ? `#/issues/${number}` : `#/issues/${number}/scene`
  return (
    <>
      <main class="thread issue" data-issue={number}>
        <header class="head">
          <Back to="#/issues" />
          <div class="heading">
            <h1>
              #{number} <small>{row?.type}</small>
            </h1>
            <Standing row={row} />
          </div>
          <Tool
            icon={Clapperboard}
            name={scene ? words.hideScene : words.showScene}
            pressed={scene}
            onClick={() => {
              location.hash = where
            }}
          />
          <Tool
            icon={Ellipsis}
            name={words.more}
            onClick={() => {
              overlay.value = { kind: 'palette', address: jid }
            }}
          />
        </header>
        <section class="question">
          <p dir="auto">
            <Words text={row?.content ?? ''} />
          </p>
          {row?.answer && (
            <p class="answer" dir="auto">
              <b>{words.answer}</b> <Words text={row.answer} />
            </p>
          )}
        </section>
        {row && <IssueActions row={row} jid={jid} />}
        <Log
          thread={{ ...thread, history: 'none', unread: 0, name: `#${number}` }}
          lines={lines}
          onOlder={nothing}
          onAim={nothing}
        />
        <Composer thread={thread} aim={aim} />
      </main>
      {scene && <Scene jid={jid} also={also} />}
    </>
  )
}

const nothing = (): void => undefined

function Standing({ row }: { row: Row | undefined }) {
  const { words, locale, clock } = useApp()
  if (!row) return <p />
  const { state = '', priority = 'normal', handlerName, handlerState } = row
  const due = deadlineOf(row, clock.value, words, locale)
  return (
    <p class="standing">
      <i class={`priority ${priority}`} />
      <span>{words.priorities[priority as 'low'] ?? priority}</span>
      <span class={`chip ${state}`}>{words.states[state as 'open'] ?? state}</span>
      <span>
        {handlerName}
        {handlerState === 'exit' && ` (${words.exit})`}
      </span>
      {due && <span class={`age ${due.urgency}`}>{due.words}</span>}
    </p>
  )
}
