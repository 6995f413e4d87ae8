// Staff and queues of the desk: added by the admin, looked at by everybody on the desk.
import type { Conversation, Message } from '../model/conversation.ts'
import { DeskError } from '../model/error.ts'
import { type Role, type Staff, stateOf, type Visitor, visitorName } from '../model/person.ts'
import type { Queue } from '../model/queue.ts'
import { say } from '../model/say.ts'
import { findConversation, listActive } from '../store/conversations.ts'
import { listLastMessages } from '../store/messages.ts'
import { findQueue, listQueues, putQueue, putText, type TextKind } from '../store/queues.ts'
import { findStaff, listResources, listStaff, putQueueAgent, putStaff } from '../store/staff.ts'
import { getVisitor } from '../store/visitors.ts'
import type { Turn } from './turn.ts'

export interface NewStaff {
  jid: string
  name: string
  roles: readonly Role[]
  queues: readonly string[]
}

/** Adds somebody, or brings him up to date; his account on IM server 2 is another matter. */
export async function hire(turn: Turn, { queues, ...person }: NewStaff): Promise<void> {
  await putStaff(turn.tx, person)
  for (const queue of queues) await putQueueAgent(turn.tx, queue, person.jid)
}

/** Adds a queue, or changes what is given of it. */
export async function openQueue(turn: Turn, queue: Partial<Queue> & { name: string; title: string }): Promise<void> {
  await putQueue(turn.tx, queue)
}

/** A text of a queue in a language. */
export async function setQueueText(
  turn: Turn,
  queue: string,
  kind: TextKind,
  lang: string,
  body: string,
): Promise<void> {
  await putText(turn.tx, queue, kind, lang, body)
}

/** Everybody by name, with how many conversations he has. */
export async function whoIsIn(turn: Turn): Promise<(Staff & { conversations: number })[]> {
  const staff: (Staff & { conversations: number })[] = []
  for (const person of await listStaff(turn.tx)) {
    staff.push({ ...person, conversations: (await listActive(turn.tx, person.jid)).length })
  }
  return staff
}

export interface Glimpse {
  conversation: Conversation
  visitor: Visitor
  here: boolean
  /** The visitor's newest words. */
  last: Message | undefined
  /** The newest answer, with when it was delivered and read. */
  answer: Message | undefined
  /** How many of the visitor's newest lines nobody has answered. */
  unanswered: number
  /** How many of these nobody has read. */
  unread: number
}

/** A conversation with its visitor and his last words. */
export async function glimpse(turn: Turn, conversation: Conversation): Promise<Glimpse> {
  const visitor = await getVisitor(turn.tx, conversation.visitor)
  const said = await listLastMessages(turn.tx, conversation.id, 20)
  const here = stateOf(await listResources(turn.tx, visitor.jid)) !== 'exit'
  const answer = said.findLast((message) => message.author === 'agent')
  const open = said.filter(({ author, id }) => author === 'visitor' && id > (answer?.id ?? 0))
  const unread = open.filter(({ displayedAt }) => displayedAt === null).length
  const last = said.findLast(({ author }) => author === 'visitor')
  return { conversation, visitor, here, last, answer, unanswered: open.length, unread }
}

/** The conversations an agent has, oldest first. */
export async function conversationsOf(turn: Turn, agent: Staff): Promise<Glimpse[]> {
  const glimpses: Glimpse[] = []
  for (const conversation of await listActive(turn.tx, agent.jid)) glimpses.push(await glimpse(turn, conversation))
  return glimpses
}

export async function findPerson(turn: Turn, jid: string): Promise<Staff | undefined> {
  return findStaff(turn.tx, jid)
}

export async function queueTitles(turn: Turn): Promise<Queue[]> {
  return listQueues(turn.tx)
}

/** What people call a queue; refuses a name that is none. */
export async function queueTitle(turn: Turn, name: string): Promise<string> {
  const queue = await findQueue(turn.tx, name)
  if (!queue) throw new DeskError('not-found', say('queueUnknown', { name }))
  return queue.title
}

/** What the staff call a conversation. */
export async function nameOfChat(turn: Turn, number: number): Promise<string> {
  const conversation = await findConversation(turn.tx, number)
  if (!conversation) throw new DeskError('not-found', say('chatUnknown', { number }))
  return visitorName(await getVisitor(turn.tx, conversation.visitor))
}
