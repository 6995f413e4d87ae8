// The end of a conversation, and what comes after: it can be rated once, and a word soon after opens it again.
import { chatAddress } from '../model/address.ts'
import type { Conversation } from '../model/conversation.ts'
import { DeskError } from '../model/error.ts'
import { type Filled, type Staff, type Visitor, visitorName } from '../model/person.ts'
import { isEmail } from '../model/prechat.ts'
import { say } from '../model/say.ts'
import { stamp } from '../model/time.ts'
import { findClosedSince, findOpenConversation, insertEvent, markClosed, markRated } from '../store/conversations.ts'
import { insertMessage } from '../store/messages.ts'
import { findQueue } from '../store/queues.ts'
import { listQueuesOf } from '../store/staff.ts'
import { deleteTimers } from '../store/timers.ts'
import { deleteTransfer } from '../store/transfers.ts'
import { getVisitor, markVisitor } from '../store/visitors.ts'
import { allocateWaiting } from './allocation.ts'
import { heldBy, type Said } from './conversation.ts'
import { dismissGuests } from './guests.ts'
import { tellVisitor } from './mailbox.ts'
import { type Turn, tell } from './turn.ts'

/** The agent closes his conversation; the visitor is told, may rate it, and opens it again by writing soon. */
export async function close(turn: Turn, number: number, agent: Staff, reason: string | null): Promise<void> {
  const conversation = await heldBy(turn, number, agent)
  const at = stamp(turn.now)
  if (!(await markClosed(turn.tx, number, agent.jid, at, reason)))
    throw new DeskError('conflict', say('chatClosed', { number }))
  await insertEvent(turn.tx, {
    conversation: number,
    what: 'closed',
    who: agent.jid,
    at,
    ...(reason && { detail: reason }),
  })
  await deleteTimers(turn.tx, number)
  await deleteTransfer(turn.tx, number)
  const visitor = await getVisitor(turn.tx, conversation.visitor)
  await tellVisitor(turn, conversation, visitor, 'closed', say('visitorClosed'))
  forgetContact(turn, number, agent.jid)
  await dismissGuests(turn, number)
  // He can take another one now.
  await allocateWaiting(turn, await listQueuesOf(turn.tx, agent.jid))
}

/** The conversation's contact goes from the roster of who had it. */
export function forgetContact(turn: Turn, number: number, jid: string): void {
  const from = chatAddress(number)
  tell(turn, { kind: 'presence', to: jid, from, show: 'unavailable', lang: 'en' })
  tell(turn, { kind: 'contact', to: jid, contact: from, name: null })
}

/** After a conversation was closed a single digit from 1 to 5 rates it, once; it is kept, and opens nothing. */
export async function rateByDigit(
  turn: Turn,
  visitor: Visitor,
  queue: string,
  said: Pick<Said, 'body' | 'stanzaId'>,
): Promise<number | undefined> {
  if (!/^[1-5]$/.test(said.body.trim()) || (await findOpenConversation(turn.tx, visitor.id, queue))) return undefined
  const conversation = await closedLately(turn, visitor, queue)
  if (!conversation || conversation.rating !== null) return undefined
  const id = await insertMessage(turn.tx, {
    conversation: conversation.id,
    author: 'visitor',
    authorJid: visitor.jid,
    nick: visitorName(visitor),
    body: said.body,
    about: null,
    file: null,
    line: null,
    stanzaId: said.stanzaId ?? null,
    lang: visitor.lang,
    at: stamp(turn.now),
  })
  await rate(turn, conversation, visitor, Number(said.body.trim()), null)
  return id
}

/** The rating of a closed conversation counts once; the visitor is thanked. */
async function rate(
  turn: Turn,
  conversation: Conversation,
  visitor: Visitor,
  rating: number,
  words: string | null,
): Promise<void> {
  if (!(await markRated(turn.tx, conversation.id, rating, words))) throw new DeskError('conflict', say('ratedAlready'))
  await insertEvent(turn.tx, {
    conversation: conversation.id,
    what: 'rated',
    who: visitor.jid,
    detail: String(rating),
    at: stamp(turn.now),
  })
  await tellVisitor(turn, conversation, visitor, 'rated', say('visitorRated'))
}

/** What was closed so short a time ago that it can be rated, or opened again. */
export async function closedLately(turn: Turn, visitor: Visitor, name: string): Promise<Conversation | undefined> {
  const queue = await findQueue(turn.tx, name)
  if (!queue) throw new DeskError('not-found', say('queueUnknown', { name }))
  return findClosedSince(turn.tx, visitor.id, name, stamp(new Date(turn.now.getTime() - queue.reopen * 1000)))
}

/** The rating that the form of the closing line gives: 1 to 5, and words. */
export async function rateByForm(turn: Turn, visitor: Visitor, queue: string, given: Filled): Promise<void> {
  const rating = given.rating?.trim() ?? ''
  if (!/^[1-5]$/.test(rating)) throw new DeskError('bad-request', say('ratingWrong', { value: rating }))
  const conversation = await closedLately(turn, visitor, queue)
  if (!conversation) throw new DeskError('not-found', say('ratingNothing'))
  await rate(turn, conversation, visitor, Number(rating), given.words?.trim() || null)
}

/** Name and e-mail address that the form of a left message gives; either may be empty. */
export async function leaveContact(turn: Turn, visitor: Visitor, queue: string, given: Filled): Promise<void> {
  const [name, email] = [given.name?.trim() ?? '', given.email?.trim() ?? '']
  if (name.length > 100) throw new DeskError('bad-request', say('nameWrong', { value: name }))
  if (email !== '' && !isEmail(email)) throw new DeskError('bad-request', say('emailWrong', { value: email }))
  if (name === '' && email === '') return
  await markVisitor(turn.tx, visitor.id, { ...(name && { name }), ...(email && { email }) })
  const conversation = await findOpenConversation(turn.tx, visitor.id, queue)
  if (conversation && email) await tellVisitor(turn, conversation, visitor, 'kept', say('visitorEmailKept', { email }))
}

/** Who leaves a message may leave an e-mail address as a line of its own. */
export async function keepEmail(
  turn: Turn,
  conversation: Conversation,
  visitor: Visitor,
  words: string,
): Promise<void> {
  const email = words.trim()
  if (conversation.state !== 'left' || !isEmail(email)) return
  await markVisitor(turn.tx, visitor.id, { email })
  await tellVisitor(turn, conversation, visitor, 'kept', say('visitorEmailKept', { email }))
}
