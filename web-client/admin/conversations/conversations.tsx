// Conversations: by state (left messages are one), queue, agent, day and the words in them; and the one that is open.

import { usePeople, useQueues } from '../all.ts'
import { useApp } from '../app.ts'
import { Choice, Filters, Words } from '../filters.tsx'
import { Head } from '../parts.tsx'
import { to } from '../route.ts'
import { conversationStates } from '../things.ts'
import { Claims } from './claims.tsx'
import { OneConversation } from './conversation.tsx'
import { ConversationList } from './list.tsx'

export function Conversations() {
  const { route, words } = useApp()
  const [which] = route.value.rest
  if (which !== undefined && which !== 'claims') return <OneConversation key={which} number={which} />
  return (
    <>
      <Head title={words.conversations.title} lead={words.conversations.lead} />
      <Views isClaims={which === 'claims'} />
      {which === 'claims' ? <Claims /> : <AllConversations />}
    </>
  )
}

function Views({ isClaims }: { isClaims: boolean }) {
  const { words } = useApp()
  const of = words.conversations.views
  return (
    <div>
      <nav class="tabs" aria-label={of.title}>
        <a href={to('conversations')} aria-current={isClaims ? undefined : 'page'}>
          {of.all}
        </a>
        <a href={to('conversations', 'claims')} aria-current={isClaims ? 'page' : undefined}>
          {of.claims}
        </a>
      </nav>
    </div>
  )
}

function AllConversations() {
  const { words, route } = useApp()
  const of = words.conversations
  const { options } = useQueues()
  const people = usePeople()
  const { state, queue, agent, from, to: until, words: sought } = route.value.query
  const query = { state, queue, agent, from: startOf(from), to: startOf(until, 1), words: sought }
  const all = ['', words.common.all] as const
  return (
    <>
      <Filters>
        <Words name="words" label={of.search} />
        <Choice
          name="state"
          label={of.state}
          options={[all, ...conversationStates.map((each) => [each, of.states[each]] as const)]}
        />
        <Choice name="queue" label={of.queue} options={[all, ...options]} />
        <Choice name="agent" label={of.agent} options={[all, ...people.of('agent', 'lead')]} />
        <Words name="from" label={of.from} type="date" />
        <Words name="to" label={of.to} type="date" />
      </Filters>
      <ConversationList query={query} people={people} csv="conversations.csv" />
    </>
  )
}

/** When a day begins where the admin is, so many days later; no word about what is no day. */
function startOf(date: string | undefined, later = 0): string | undefined {
  const [year = Number.NaN, month = 1, day = 1] = (date ?? '').split('-').map(Number)
  const time = new Date(year, month - 1, day + later)
  return date && !Number.isNaN(time.getTime()) ? time.toISOString() : undefined
}
