// The leave-message mailbox: what visitors write while nobody can answer is kept and shown to those who come in.

import { chatAddress, messageId } from '../model/address.ts'
import type { Conversation, Message } from '../model/conversation.ts'
import type { LineKind } from '../model/notice.ts'
import { type Staff, type Visitor, visitorName } from '../model/person.ts'
import { lines, render, type Say, say } from '../model/say.ts'
import { age, stamp } from '../model/time.ts'
import { countBefore, insertEvent, listUnassigned, markLeft } from '../store/conversations.ts'
import { insertMessage, listLastMessages } from '../store/messages.ts'
import { listQueuesOf } from '../store/staff.ts'
import { getVisitor } from '../store/visitors.ts'
import { type Turn, tell } from './turn.ts'

/** The conversation is kept as a left message and the visitor told its number. */
export async function leave(turn: Turn, conversation: Conversation, visitor: Visitor): Promise<void> {
  const at = stamp(turn.now)
  if (!(await markLeft(turn.tx, conversation.id, at))) return
  await insertEvent(turn.tx, { conversation: conversation.id, what: 'left', who: null, at })
  await tellVisitor(turn, conversation, visitor, 'left', say('visitorLeft', { number: conversation.id }))
}

/** The conversation waits in line and the visitor is told where. */
export async function wait(turn: Turn, conversation: Conversation, visitor: Visitor): Promise<void> {
  const position = (await countBefore(turn.tx, conversation)) + 1
  await tellVisitor(turn, conversation, visitor, 'waiting', say('visitorWaiting', { position }))
}

/** A line of the desk itself to the visitor, in his language, kept with the conversation. */
export async function tellVisitor(
  turn: Turn,
  conversation: Conversation,
  visitor: Visitor,
  line: LineKind,
  sentence: Say,
): Promise<void> {
  const message = {
    conversation: conversation.id,
    author: 'desk',
    authorJid: null,
    nick: null,
    body: render(sentence, visitor.lang),
    line,
    stanzaId: null,
    lang: visitor.lang,
    at: stamp(turn.now),
    held: visitor.held,
  } as const
  const id = await insertMessage(turn.tx, message)
  if (!visitor.held) sendToVisitor(turn, conversation.queue, visitor, { ...message, id })
}

/** Sends what a visitor said to an agent, in the conversation's window. */
export function sendToAgent(
  turn: Turn,
  to: string,
  message: Pick<Message, 'id' | 'conversation' | 'body' | 'nick' | 'lang'>,
): void {
  tell(turn, {
    kind: 'message',
    to,
    from: chatAddress(message.conversation),
    id: messageId(message.id),
    body: message.body,
    lang: message.lang,
    ...(message.nick === null ? {} : { nick: message.nick }),
    receipt: true,
  })
}

/** Sends a stored message to its visitor. */
export function sendToVisitor(
  turn: Turn,
  queue: string,
  visitor: Visitor,
  message: Pick<Message, 'id' | 'body' | 'nick' | 'line' | 'lang' | 'at'>,
  how: { again?: boolean; replaces?: string } = {},
): void {
  // A correction is a message of its own: under the old id it would be taken for a repeat.
  const identity = how.replaces === undefined ? { id: messageId(message.id), archive: message.id } : {}
  tell(turn, {
    kind: 'message',
    to: visitor.jid,
    from: queue,
    ...identity,
    body: message.body,
    lang: message.lang,
    receipt: true,
    ...(message.nick === null ? {} : { nick: message.nick }),
    ...(message.line === null ? {} : { line: message.line }),
    ...(message.at === stamp(turn.now) ? {} : { at: message.at }),
    ...how,
  })
}

const shown = 5

/** Somebody came in: one digest of what was left in his queues, if anything was. */
export async function tellLeft(turn: Turn, agent: Staff): Promise<void> {
  const left = (await listUnassigned(turn.tx, await listQueuesOf(turn.tx, agent.jid))).filter(
    ({ state }) => state === 'left',
  )
  if (left.length === 0) return
  const list: Say[] = []
  for (const conversation of left.slice(0, shown)) {
    const [visitor, said] = [
      await getVisitor(turn.tx, conversation.visitor),
      await listLastMessages(turn.tx, conversation.id, 20),
    ]
    const words = said.findLast((message) => message.author === 'visitor')?.body ?? ''
    const values = {
      number: conversation.id,
      queue: conversation.queue,
      name: visitorName(visitor),
      body: short(words),
    }
    list.push(say('leftDigestLine', { ...values, age: age(conversation.openedAt, turn.now) }))
  }
  tell(turn, {
    kind: 'message',
    to: agent.jid,
    from: '',
    body: lines(say('leftDigest', { count: left.length }), ...list),
    lang: agent.lang,
  })
}

/** One line of at most 80 characters. */
export function short(words: string): string {
  const line = [...words.replace(/\s+/g, ' ').trim()]
  return line.length <= 80 ? line.join('') : `${line.slice(0, 79).join('')}…`
}
