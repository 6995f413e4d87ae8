// A list of issues, here and on the page of a visitor.

import type { People } from '../all.ts'
import type { Query } from '../api.ts'
import { useApp } from '../app.ts'
import { List } from '../list.tsx'
import { Badge, type Tone, When } from '../parts.tsx'
import { to } from '../route.ts'
import type { Issue } from '../things.ts'

const tones: Record<Issue['state'], Tone> = {
  ...{ open: 'soon', reopened: 'bad', accepted: 'good' },
  ...{ resolved: 'good', closed: 'calm' },
} as const

export function IssueState({ state }: Pick<Issue, 'state'>) {
  const { words } = useApp()
  return <Badge tone={tones[state]}>{words.issues.states[state]}</Badge>
}

export function PriorityOf({ priority }: Pick<Issue, 'priority'>) {
  const { words } = useApp()
  const tone = priority === 'urgent' ? 'bad' : priority === 'high' ? 'soon' : 'calm'
  return <Badge tone={tone}>{words.issues.priorities[priority]}</Badge>
}

interface IssueListProps {
  query: Query
  people: People
  csv?: string
}

export function IssueList({ query, people, csv }: IssueListProps) {
  const { words } = useApp()
  const of = words.issues
  return (
    <List<Issue>
      title={of.title}
      path="/issues"
      query={query}
      live={['issue']}
      keyOf={({ id }) => id}
      href={({ id }) => to('issues', id)}
      empty={of.none}
      {...(csv && { csv })}
      columns={[
        { title: of.number, sort: 'id', cell: ({ id }) => `#${id}` },
        {
          title: of.content,
          kind: 'grow',
          cell: ({ content }) => (
            <span class="excerpt" dir="auto">
              {content}
            </span>
          ),
        },
        { title: of.type, cell: ({ type }) => <span dir="auto">{type}</span> },
        { title: of.priority, cell: ({ priority }) => <PriorityOf priority={priority} /> },
        { title: of.state, cell: ({ state }) => <IssueState state={state} /> },
        { title: of.handler, cell: ({ handler }) => <span dir="auto">{people.nameOf(handler)}</span> },
        { title: of.openedAt, sort: 'openedAt', cell: ({ openedAt }) => <When at={openedAt} /> },
      ]}
    />
  )
}
