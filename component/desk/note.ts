// What colleagues keep for each other about a conversation: notes, and the history of what happened.

import { chatAddress } from '../model/address.ts'
import type { Conversation } from '../model/conversation.ts'
import { DeskError } from '../model/error.ts'
import type { Staff, Visitor } from '../model/person.ts'
import { say } from '../model/say.ts'
import { stamp } from '../model/time.ts'
import { countEarlier, findConversation, listEvents, listOfVisitor, listUnassigned } from '../store/conversations.ts'
import { findStaff, listQueuesOf } from '../store/staff.ts'
import { insertNote, listNotes } from '../store/transfers.ts'
import { getVisitor } from '../store/visitors.ts'
import { presentIn, spokenIn } from './guests.ts'
import { type Glimpse, glimpse } from './staff.ts'
import { type Turn, tell } from './turn.ts'

/** Keeps a note of the agent's, and tells it to his colleagues in the conversation; it is no message and can't be relayed. */
export async function note(turn: Turn, agent: Staff, number: number, body: string): Promise<void> {
  const conversation = await spokenIn(turn, number, agent)
  await insertNote(turn.tx, number, { author: agent.jid, body, at: stamp(turn.now) })
  const words = say('noteOfColleague', { name: agent.name, body })
  for (const jid of await presentIn(turn, conversation)) {
    const other = jid === agent.jid ? undefined : await findStaff(turn.tx, jid)
    const from = chatAddress(number)
    if (other) tell(turn, { kind: 'message', to: jid, from, body: words, lang: other.lang, noted: true })
  }
}

const earlier = 10

/** What happened at a time, or what a colleague noted then. */
export interface Told {
  at: string
  what: string
  /** Name of whose doing or note it was; '' when it came by itself. */
  name: string
  detail: string
}

/** What happened to a conversation with its notes, oldest first, and the visitor's other conversations, newest first. */
export async function history(
  turn: Turn,
  who: Staff,
  number: number,
): Promise<{ visitor: Visitor; told: Told[]; others: Glimpse[] }> {
  const conversation = await findConversation(turn.tx, number)
  if (!conversation) throw new DeskError('not-found', say('chatUnknown', { number }))
  if (!who.roles.includes('lead')) await spokenIn(turn, number, who)
  const names = async (jid: string | null) => (jid === null ? '' : ((await findStaff(turn.tx, jid))?.name ?? ''))
  const told: Told[] = []
  for (const { what, who: jid, detail, at } of await listEvents(turn.tx, number))
    told.push({ at, what, name: await names(jid), detail: detail ?? '' })
  for (const { author, body, at } of await listNotes(turn.tx, number))
    told.push({ at, what: 'note', name: await names(author), detail: body })
  told.sort((a, b) => a.at.localeCompare(b.at))
  const visitor = await getVisitor(turn.tx, conversation.visitor)
  const others: Glimpse[] = []
  for (const other of await listOfVisitor(turn.tx, visitor.id, earlier + 1))
    if (other.id !== number) others.push(await glimpse(turn, other))
  return { visitor, told, others }
}

/** How many conversations the visitor had before this one. */
export async function earlierThan(turn: Turn, { id, visitor }: Conversation): Promise<number> {
  return countEarlier(turn.tx, visitor, id)
}

/** Who waits and what was left in the queues somebody serves, or in all of them for a lead; oldest first. */
export async function unassigned(turn: Turn, who: Staff, all: readonly string[]): Promise<Glimpse[]> {
  const queues = who.roles.includes('lead') ? all : await listQueuesOf(turn.tx, who.jid)
  const found: Glimpse[] = []
  for (const conversation of await listUnassigned(turn.tx, queues)) found.push(await glimpse(turn, conversation))
  return found
}
