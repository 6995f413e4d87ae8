// One issue: its content and answer, clocks, history, scenes and reminders, and what an admin can do with it.

import { useState } from 'preact/hooks'
import { usePeople } from '../all.ts'
import { useApp } from '../app.ts'
import { useAnswer } from '../ask.ts'
import { Card, Head, Shown, When } from '../parts.tsx'
import { to } from '../route.ts'
import type { WholeIssue } from '../things.ts'
import { Pass, Priority, Why } from './acts.tsx'
import { Clocks } from './clocks.tsx'
import { IssueState, PriorityOf } from './list.tsx'
import { History, Reminders, Scenes } from './past.tsx'

type Act = 'pass' | 'priority' | 'close' | 'reopen'

export function OneIssue({ number }: { number: string }) {
  const { words } = useApp()
  const of = words.issues
  const path = `/issues/${encodeURIComponent(number)}`
  const answer = useAnswer<WholeIssue>(path, {}, ['issue'])
  const people = usePeople()
  const [act, setAct] = useState<Act | undefined>()
  const issue = answer.value
  const isOver = issue?.state === 'closed' || issue?.state === 'resolved'
  const acts: Act[] = issue ? [...(isOver ? [] : (['pass', 'priority'] as const)), ...endsOf(issue)] : []
  const dialog = { path, onClose: () => setAct(undefined), onDone: () => void answer.again() }
  return (
    <>
      <Head title={of.one(number)} back={{ href: to('issues'), title: of.title }}>
        {acts.map((each) => (
          <button key={each} type="button" class={each === 'close' ? 'bad' : ''} onClick={() => setAct(each)}>
            {of.acts[each]}
          </button>
        ))}
      </Head>
      <Shown of={answer}>
        {(whole) => (
          <div class="split">
            <div class="stack">
              <Card title={of.content}>
                <p class="long" dir="auto">
                  {whole.content}
                </p>
                {whole.answer !== null && (
                  <>
                    <h3>{of.answer}</h3>
                    <p class="long" dir="auto">
                      {whole.answer}
                    </p>
                  </>
                )}
              </Card>
              <Scenes path={path} people={people} />
              <History path={path} people={people} />
            </div>
            <div class="stack">
              <Facts issue={whole} nameOf={people.nameOf} />
              <Reminders issue={whole.id} people={people} />
            </div>
          </div>
        )}
      </Shown>
      {issue && act === 'pass' && <Pass {...dialog} people={people.of('handler', 'lead')} now={issue.handler} />}
      {issue && act === 'priority' && <Priority {...dialog} now={issue.priority} />}
      {(act === 'close' || act === 'reopen') && <Why {...dialog} act={act} />}
    </>
  )
}

function endsOf({ state }: WholeIssue): Act[] {
  if (state === 'closed') return ['reopen']
  return state === 'resolved' ? ['reopen', 'close'] : ['close']
}

function Facts({ issue, nameOf }: { issue: WholeIssue; nameOf(jid: string | null): string }) {
  const { words } = useApp()
  const of = words.issues
  const { state, priority, type, handler, agent, queue, waits, duplicateOf, openedAt, clocks, conversations } = issue
  return (
    <Card title={of.facts}>
      <dl class="facts">
        <dt>{of.state}</dt>
        <dd class="badges">
          <IssueState state={state} />
          {waits && of.waits[waits]}
        </dd>
        <dt>{of.priority}</dt>
        <dd>
          <PriorityOf priority={priority} />
        </dd>
        <dt>{of.type}</dt>
        <dd dir="auto">{type}</dd>
        <dt>{of.handler}</dt>
        <dd dir="auto">{nameOf(handler)}</dd>
        <dt>{of.agent}</dt>
        <dd dir="auto">{nameOf(agent)}</dd>
        {queue && (
          <>
            <dt>{of.queue}</dt>
            <dd>
              <a href={to('queues', queue)}>{queue}</a>
            </dd>
          </>
        )}
        <dt>{of.openedAt}</dt>
        <dd>
          <When at={openedAt} />
        </dd>
        {conversations.length > 0 && (
          <>
            <dt>{of.conversations}</dt>
            <dd class="badges">
              {conversations.map((each) => (
                <a key={each} href={to('conversations', each)}>
                  #{each}
                </a>
              ))}
            </dd>
          </>
        )}
        {duplicateOf !== null && (
          <>
            <dt>{of.duplicateOf}</dt>
            <dd>
              <a href={to('issues', duplicateOf)}>#{duplicateOf}</a>
            </dd>
          </>
        )}
      </dl>
      <Clocks clocks={clocks} />
    </Card>
  )
}
