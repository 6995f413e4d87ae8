// One conversation: all that was said and done in it, who it belongs to, and what an admin can do with it.

import { Download } from 'lucide'
import { useEffect, useState } from 'preact/hooks'
import { Icon } from '../../look/icon.tsx'
import { usePeople } from '../all.ts'
import { perform, useApp } from '../app.ts'
import { useAnswer } from '../ask.ts'
import { saveFile } from '../csv.ts'
import { Card, Head, Shown, When } from '../parts.tsx'
import { to } from '../route.ts'
import type { Conversation, Transcript } from '../things.ts'
import { Assign, Close } from './acts.tsx'
import { Lines } from './lines.tsx'
import { Stars, StateOf } from './list.tsx'

export function OneConversation({ number }: { number: string }) {
  const app = useApp()
  const { words, api } = app
  const of = words.conversations
  const path = `/conversations/${encodeURIComponent(number)}`
  const answer = useAnswer<Transcript>(`${path}/transcript`, {}, ['conversation', 'message'])
  const people = usePeople()
  const [act, setAct] = useState<'assign' | 'close' | undefined>()
  const conversation = answer.value?.conversation
  const isGoingOn = conversation !== undefined && conversation.state !== 'closed'
  useEffect(() => (isGoingOn ? app.news.follow(conversation.id) : undefined), [isGoingOn, conversation?.id])
  const download = async () => {
    const { text } = await api.text(`${path}/transcript`, {}, 'text/plain')
    saveFile(`conversation-${number}.txt`, new Blob([text], { type: 'text/plain;charset=utf-8' }))
  }
  const release = async () => {
    const asked = { title: of.releaseTitle, text: of.releaseText, action: of.release }
    if (!(await app.confirm(asked))) return
    await perform(app, () => api.send('POST', `${path}/release`), of.released)
    await answer.again()
  }
  const dialog = { path, onClose: () => setAct(undefined), onDone: () => void answer.again() }
  return (
    <>
      <Head
        title={
          <>
            #{number} <bdi>{conversation?.visitor.name}</bdi>
          </>
        }
        back={{ href: to('conversations'), title: of.title }}
      >
        <button type="button" onClick={() => void perform(app, download)}>
          <Icon of={Download} /> {of.download}
        </button>
        {isGoingOn && (
          <>
            <button type="button" onClick={() => setAct('assign')}>
              {of.assign}
            </button>
            {conversation.agent && (
              <button type="button" onClick={() => void release()}>
                {of.release}
              </button>
            )}
            <button type="button" class="bad" onClick={() => setAct('close')}>
              {of.close}
            </button>
          </>
        )}
      </Head>
      <Shown of={people.loading ? { ...answer, value: undefined } : answer}>
        {(whole) => (
          <div class="split">
            <Card title={of.transcript} class="transcript">
              <Lines transcript={whole} people={people} />
            </Card>
            <Facts conversation={whole.conversation} nameOf={people.nameOf} />
          </div>
        )}
      </Shown>
      {act === 'assign' && <Assign {...dialog} people={people.of('agent', 'lead')} />}
      {act === 'close' && <Close {...dialog} />}
    </>
  )
}

interface FactsProps {
  conversation: Conversation
  nameOf(jid: string | null): string
}

function Facts({ conversation, nameOf }: FactsProps) {
  const { words } = useApp()
  const of = words.conversations
  const { visitor, queue, servedBy, state, agent, lastAgent, openedAt, closedAt } = conversation
  const { closeReason, rating, ratingWords } = conversation
  return (
    <Card title={of.facts}>
      <dl class="facts">
        <dt>{of.state}</dt>
        <dd>
          <StateOf state={state} />
        </dd>
        <dt>{of.visitor}</dt>
        <dd>
          <a href={to('visitors', visitor.id)} dir="auto">
            {visitor.name}
          </a>
        </dd>
        <dt>{of.queue}</dt>
        <dd>
          <a href={to('queues', queue)}>{queue}</a>
          {servedBy !== queue && ` → ${servedBy}`}
        </dd>
        <dt>{of.agent}</dt>
        <dd dir="auto">{agent ? nameOf(agent) : lastAgent ? of.was(nameOf(lastAgent)) : '–'}</dd>
        <dt>{of.openedAt}</dt>
        <dd>
          <When at={openedAt} />
        </dd>
        {closedAt && (
          <>
            <dt>{of.closedAt}</dt>
            <dd>
              <When at={closedAt} />
            </dd>
          </>
        )}
        {closeReason && (
          <>
            <dt>{of.reason}</dt>
            <dd dir="auto">{closeReason}</dd>
          </>
        )}
        {rating !== null && (
          <>
            <dt>{of.rating}</dt>
            <dd>
              <Stars count={rating} />
              {ratingWords && <span dir="auto"> {ratingWords}</span>}
            </dd>
          </>
        )}
      </dl>
      <p class="links">
        <a href={`${to('issues')}?conversation=${conversation.id}`}>{of.issues}</a>
      </p>
    </Card>
  )
}
