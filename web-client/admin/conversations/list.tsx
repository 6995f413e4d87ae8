// A list of conversations, here and on the page of a visitor.

import type { People } from '../all.ts'
import type { Query } from '../api.ts'
import { useApp } from '../app.ts'
import { List } from '../list.tsx'
import { Badge, type Tone, When } from '../parts.tsx'
import { to } from '../route.ts'
import type { Conversation } from '../things.ts'

const tones: Record<Conversation['state'], Tone> = { waiting: 'soon', left: 'bad', active: 'good', closed: 'calm' }

export function StateOf({ state }: Pick<Conversation, 'state'>) {
  const { words } = useApp()
  return <Badge tone={tones[state]}>{words.conversations.states[state]}</Badge>
}

interface ConversationListProps {
  query: Query
  people: People
  csv?: string
}

export function ConversationList({ query, people, csv }: ConversationListProps) {
  const { words } = useApp()
  const of = words.conversations
  return (
    <List<Conversation>
      title={of.title}
      path="/conversations"
      query={query}
      live={['conversation']}
      keyOf={({ id }) => id}
      href={({ id }) => to('conversations', id)}
      empty={of.none}
      {...(csv && { csv })}
      columns={[
        { title: of.number, sort: 'id', cell: ({ id }) => `#${id}` },
        { title: of.visitor, kind: 'grow', cell: (conversation) => <Who {...conversation} /> },
        { title: of.queue, cell: ({ queue }) => queue },
        { title: of.state, cell: ({ state }) => <StateOf state={state} /> },
        { title: of.agent, cell: ({ agent, lastAgent }) => <Agent jid={agent ?? lastAgent} people={people} /> },
        { title: of.rating, cell: ({ rating }) => rating && <Stars count={rating} /> },
        { title: of.openedAt, sort: 'openedAt', cell: ({ openedAt }) => <When at={openedAt} /> },
      ]}
    />
  )
}

/** The visitor, and below what was looked for, where it was found. */
function Who({ visitor, found, erased }: Conversation) {
  const { words } = useApp()
  if (erased) return <Badge>{words.conversations.erased}</Badge>
  return (
    <span class="who">
      <span dir="auto">{visitor.name}</span>
      {found && (
        <small dir="auto" class="excerpt">
          {found.excerpt}
        </small>
      )}
    </span>
  )
}

const Agent = ({ jid, people }: { jid: string | null; people: People }) =>
  jid === null ? <span class="never">–</span> : <span dir="auto">{people.nameOf(jid)}</span>

export function Stars({ count }: { count: number }) {
  const { words } = useApp()
  return (
    <span class="stars" role="img" aria-label={words.conversations.stars(count)}>
      {'★'.repeat(count)}
      <span>{'★'.repeat(5 - count)}</span>
    </span>
  )
}
