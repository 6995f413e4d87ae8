// Who waits for an agent, and what was left and nobody has claimed yet; the oldest first.

import type { Page } from '../api.ts'
import { useApp } from '../app.ts'
import { useAnswer } from '../ask.ts'
import { Badge, Card, Shown, When } from '../parts.tsx'
import { to } from '../route.ts'

interface Conversation {
  id: number
  queue: string
  state: 'waiting' | 'left'
  visitor: { name: string }
  stateAt: string
}

const shown = { limit: 6, sort: 'stateAt' }

export function Waiting() {
  const { words: all } = useApp()
  const words = all.overview
  const waiting = useAnswer<Page<Conversation>>('/conversations', { ...shown, state: 'waiting' }, [
    'conversation',
    'minute',
  ])
  const left = useAnswer<Page<Conversation>>('/conversations', { ...shown, state: 'left' }, ['conversation', 'minute'])
  return (
    <Card title={words.waiting} class="list-card">
      <Shown of={waiting}>
        {({ items }) => {
          const all = [...items, ...(left.value?.items ?? [])]
          if (all.length === 0) return <p class="empty">{words.nobodyWaits}</p>
          return (
            <ul class="lines">
              {all.map(({ id, queue, state, visitor, stateAt }) => (
                <li key={id}>
                  <Badge tone={state === 'waiting' ? 'soon' : 'calm'}>{words.states[state]}</Badge>
                  <a class="grow" href={to('conversations', id)}>
                    #{id} <bdi>{visitor.name}</bdi>
                  </a>
                  <small>{queue}</small>
                  <When at={stateAt} />
                </li>
              ))}
            </ul>
          )
        }}
      </Shown>
    </Card>
  )
}
