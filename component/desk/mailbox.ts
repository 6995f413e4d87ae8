// The leave-message mailbox: what visitors write while nobody can answer is kept and shown to those who come in.

import { chatAddress, messageId } from '../model/address.ts'
import type { Conversation, Message } from '../model/conversation.ts'
import { isOpen, nextOpening } from '../model/hours.ts'
import type { LineKind } from '../model/notice.ts'
import { type Staff, type Visitor, visitorName } from '../model/person.ts'
import type { Queue } from '../model/queue.ts'
import { tellingOf } from '../model/reference.ts'
import { lines, localeOf, render, renderBody, type Say, say } from '../model/say.ts'
import { age, later, stamp } from '../model/time.ts'
import { short } from '../model/words-of.ts'
import {
  countBefore,
  insertEvent,
  listUnassigned,
  listWaiting,
  listWaits,
  markLeft,
  markWaitingLine,
} from '../store/conversations.ts'
import { correctMessage, findMessage, insertMessage, listLastMessages } from '../store/messages.ts'
import { findText } from '../store/queues.ts'
import { listQueuesOf } from '../store/staff.ts'
import { deleteTimers, putTimer } from '../store/timers.ts'
import { getVisitor } from '../store/visitors.ts'
import { type Turn, tell } from './turn.ts'

/** The conversation is kept as a left message and the visitor told its number, and when to expect an answer. */
export async function leave(turn: Turn, conversation: Conversation, visitor: Visitor, queue: Queue): Promise<void> {
  const at = stamp(turn.now)
  await deleteTimers(turn.tx, conversation.id)
  if (!(await markLeft(turn.tx, conversation.id, at))) return
  await insertEvent(turn.tx, { conversation: conversation.id, what: 'left', who: null, at })
  await tellVisitor(turn, conversation, visitor, 'left', await leftText(turn, conversation, visitor, queue))
}

async function leftText(turn: Turn, { id }: Conversation, visitor: Visitor, queue: Queue): Promise<Say | string> {
  const own = await findText(turn.tx, queue.name, 'away', visitor.lang)
  if (own !== undefined) return own.replaceAll('{number}', String(id))
  const opening = queue.hours && !isOpen(queue.hours, turn.now) ? nextOpening(queue.hours, turn.now) : undefined
  const ask = visitor.email === null ? [say('visitorEmail')] : []
  if (!opening || !queue.hours) return lines(say('visitorLeft', { number: id }), ...ask)
  const format = { timeZone: queue.hours.zone, dateStyle: 'full', timeStyle: 'short' } as const
  const when = new Intl.DateTimeFormat(localeOf(visitor.lang), format).format(opening)
  return lines(say('visitorLeftUntil', { number: id, when, zone: queue.hours.zone }), ...ask)
}

/** The conversation waits in line and the visitor is told where; after the queue's patience something else is done. */
export async function wait(turn: Turn, conversation: Conversation, visitor: Visitor, queue: Queue): Promise<void> {
  await putTimer(turn.tx, conversation.id, 'patience', later(turn.now, queue.patience))
  await tellPosition(turn, conversation, visitor, (await countBefore(turn.tx, conversation)) + 1)
}

/** The line has moved: who waits hears his new place. */
export async function tellPositions(turn: Turn, queue: Queue): Promise<void> {
  for (const [before, conversation] of (await listWaiting(turn.tx, queue.name)).entries()) {
    await tellPosition(turn, conversation, await getVisitor(turn.tx, conversation.visitor), before + 1)
  }
}

/** One line, which is corrected when the position changes, rather than one line after the other. */
async function tellPosition(turn: Turn, conversation: Conversation, visitor: Visitor, position: number): Promise<void> {
  const minutes = await estimate(turn, conversation.servedBy)
  const text =
    minutes === undefined ? say('visitorWaiting', { position }) : say('visitorWaitingAbout', { position, minutes })
  const line = conversation.waitingLine === null ? undefined : await findMessage(turn.tx, conversation.waitingLine)
  if (!line) {
    const id = await tellVisitor(turn, conversation, visitor, 'waiting', text)
    await markWaitingLine(turn.tx, conversation.id, id)
    return
  }
  const body = render(text, visitor.lang)
  if (body === line.body) return
  await correctMessage(turn.tx, line, body, stamp(turn.now))
  const replaces = messageId(line.id)
  if (!visitor.held)
    sendToVisitor(turn, conversation.queue, visitor, { ...line, body, at: stamp(turn.now) }, { replaces })
}

const enough = 5
const samples = 20

/** The median of the last waits in minutes, once there are enough of them to mean something. */
async function estimate(turn: Turn, queue: string): Promise<number | undefined> {
  const waits = (await listWaits(turn.tx, queue, samples)).sort((a, b) => a - b)
  const median = waits[Math.floor(waits.length / 2)]
  return waits.length < enough || median === undefined ? undefined : Math.max(1, Math.round(median / 60))
}

/** A line of the desk itself to the visitor, in his language, kept with the conversation. Gives its number. */
export async function tellVisitor(
  turn: Turn,
  conversation: Conversation,
  visitor: Visitor,
  line: LineKind,
  sentence: Say | string,
): Promise<number> {
  const message = {
    conversation: conversation.id,
    author: 'desk',
    authorJid: null,
    nick: null,
    body: renderBody(sentence, visitor.lang),
    line,
    stanzaId: null,
    lang: visitor.lang,
    at: stamp(turn.now),
    held: visitor.held,
  } as const
  const id = await insertMessage(turn.tx, message)
  if (!visitor.held) sendToVisitor(turn, conversation.queue, visitor, { ...message, id })
  return id
}

/** Sends what a visitor said to an agent, in the conversation's window. */
export function sendToAgent(
  turn: Turn,
  to: string,
  message: Pick<Message, 'id' | 'conversation' | 'body' | 'nick' | 'lang'> & Partial<Message>,
): void {
  tell(turn, {
    kind: 'message',
    to,
    from: chatAddress(message.conversation),
    id: messageId(message.id),
    ...tellingOf(message, to),
    lang: message.lang,
    ...(message.author === undefined ? {} : { author: message.author }),
    ...(message.nick === null ? {} : { nick: message.nick }),
  })
}

/** Sends a stored message to its visitor. */
export function sendToVisitor(
  turn: Turn,
  queue: string,
  visitor: Visitor,
  message: Pick<Message, 'id' | 'body' | 'nick' | 'line' | 'lang' | 'at'> & Partial<Message>,
  how: { again?: boolean; replaces?: string } = {},
): void {
  // A correction is a message of its own: under the old id it would be taken for a repeat.
  const identity = how.replaces === undefined ? { id: messageId(message.id), archive: message.id } : {}
  tell(turn, {
    kind: 'message',
    to: visitor.jid,
    from: queue,
    ...identity,
    ...tellingOf(message, visitor.jid),
    lang: message.lang,
    ...(message.nick === null ? {} : { nick: message.nick }),
    ...(message.photo == null ? {} : { photo: message.photo }),
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
