// Conversations: by state (left messages are one), queue, agent, day and the words in them; and the one that is open.

import { usePeople, useQueues } from '../all.ts'
import { useApp } from '../app.ts'
import { Choice, Filters, Words } from '../filters.tsx'
import { Head } from '../parts.tsx'
import { conversationStates } from '../things.ts'
import { OneConversation } from './conversation.tsx'
import { ConversationList } from './list.tsx'

export function Conversations() {
  const { route } = useApp()
  const [number] = route.value.rest
  return number === undefined ? <AllConversations /> : <OneConversation key={number} number={number} />
}

function AllConversations() {
  const { words, route } = useApp()
  const of = words.conversations
  const { options } = useQueues()
  const people = usePeople()
  const { state, queue, agent, from, to, words: sought } = route.value.query
  const query = { state, queue, agent, from: startOf(from), to: startOf(to, 1), words: sought }
  const all = ['', words.common.all] as const
  return (
    <>
      <Head title={of.title} lead={of.lead} />
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
