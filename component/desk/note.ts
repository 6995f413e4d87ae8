// What colleagues keep for each other about a conversation: notes, and the history of what happened.

import type { Conversation } from '../model/conversation.ts'
import { DeskError } from '../model/error.ts'
import type { Staff } from '../model/person.ts'
import { visitorName } from '../model/person.ts'
import { lines, type Say, say } from '../model/say.ts'
import { stamp } from '../model/time.ts'
import { countEarlier, findConversation, listEvents, listOfVisitor, listUnassigned } from '../store/conversations.ts'
import { findStaff, listQueuesOf } from '../store/staff.ts'
import { insertNote, listNotes } from '../store/transfers.ts'
import { getVisitor } from '../store/visitors.ts'
import { spokenIn } from './guests.ts'
import { type Glimpse, glimpse } from './staff.ts'
import type { Turn } from './turn.ts'

/** Keeps a note of the agent's; it is no message and can't be relayed. */
export async function note(turn: Turn, agent: Staff, number: number, body: string): Promise<void> {
  await spokenIn(turn, number, agent)
  await insertNote(turn.tx, number, { author: agent.jid, body, at: stamp(turn.now) })
}

const earlier = 10

/** What happened to a conversation, its notes, and the visitor's earlier conversations: for who has it, and for leads. */
export async function history(turn: Turn, who: Staff, number: number): Promise<Say> {
  const conversation = await findConversation(turn.tx, number)
  if (!conversation) throw new DeskError('not-found', say('chatUnknown', { number }))
  if (!who.roles.includes('lead')) await spokenIn(turn, number, who)
  const names = async (jid: string | null) => (jid === null ? '' : ((await findStaff(turn.tx, jid))?.name ?? ''))
  const told: { at: string; line: Say }[] = []
  for (const { what, who: jid, detail, at } of await listEvents(turn.tx, number)) {
    told.push({
      at,
      line: say('historyEvent', { time: minute(at), what, who: await names(jid), detail: detail ?? '' }),
    })
  }
  for (const { author, body, at } of await listNotes(turn.tx, number)) {
    told.push({ at, line: say('historyNote', { time: minute(at), name: await names(author), body }) })
  }
  told.sort((a, b) => a.at.localeCompare(b.at))
  const visitor = await getVisitor(turn.tx, conversation.visitor)
  const others = (await listOfVisitor(turn.tx, visitor.id, earlier + 1)).filter(({ id }) => id !== number)
  const name = visitorName(visitor)
  const before: Say[] = [say(others.length > 0 ? 'historyEarlier' : 'historyNone', { name })]
  for (const other of others) {
    const { last } = await glimpse(turn, other)
    const values = { number: other.id, queue: other.queue, opened: minute(other.openedAt), state: other.state }
    before.push(say('historyLine', { ...values, body: last?.body ?? '' }))
  }
  return lines(say('historyTitle', { number }), ...told.map(({ line }) => line), ...before)
}

/** How many conversations the visitor had before this one. */
export async function earlierThan(turn: Turn, { id, visitor }: Conversation): Promise<number> {
  return countEarlier(turn.tx, visitor, id)
}

const minute = (at: string): string => at.slice(0, 16).replace('T', ' ')

/** Who waits and what was left in the queues somebody serves, or in all of them for a lead; oldest first. */
export async function unassigned(turn: Turn, who: Staff, all: readonly string[]): Promise<Glimpse[]> {
  const queues = who.roles.includes('lead') ? all : await listQueuesOf(turn.tx, who.jid)
  const found: Glimpse[] = []
  for (const conversation of await listUnassigned(turn.tx, queues)) found.push(await glimpse(turn, conversation))
  return found
}
