// Issues that are late; nothing at all while there are none.

import type { Page } from '../api.ts'
import { useApp } from '../app.ts'
import { useAnswer } from '../ask.ts'
import { Badge, Card, Shown, When } from '../parts.tsx'
import { to } from '../route.ts'

interface Issue {
  id: number
  type: string
  content: string
  handler: string
  priority: 'low' | 'normal' | 'high' | 'urgent'
  openedAt: string
}

export function Overdue({ count }: { count: number }) {
  const { words: all } = useApp()
  const words = all.overview
  const late = useAnswer<Page<Issue>>(
    count > 0 ? '/issues' : undefined,
    { overdue: true, limit: 8, sort: 'openedAt' },
    ['issue'],
  )
  if (count === 0) return null
  return (
    <Card title={words.numbers.overdue}>
      <Shown of={late}>
        {({ items }) => (
          <ul class="lines">
            {items.map(({ id, type, content, handler, priority, openedAt }) => (
              <li key={id}>
                <Badge tone={priority === 'urgent' || priority === 'high' ? 'bad' : 'calm'}>
                  {words.priorities[priority]}
                </Badge>
                <a class="grow" href={to('issues', id)}>
                  #{id} <bdi>{content}</bdi>
                </a>
                <small>{type}</small>
                <small>{handler.split('@')[0]}</small>
                <When at={openedAt} />
              </li>
            ))}
          </ul>
        )}
      </Shown>
    </Card>
  )
}
