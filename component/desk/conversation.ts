// Conversations: what visitors and agents say to each other, stored before anybody is told, and passed on.
import { chatAddress, messageId } from '../model/address.ts'
import type { Conversation, Message, Reference } from '../model/conversation.ts'
import { DeskError } from '../model/error.ts'
import type { Typing } from '../model/notice.ts'
import { type Staff, type Visitor, visitorName } from '../model/person.ts'
import { referenceTo, tellingOf } from '../model/reference.ts'
import { say } from '../model/say.ts'
import { stamp } from '../model/time.ts'
import { type ArchiveScope, findReferred } from '../store/archive.ts'
import {
  findConversation,
  findOpenConversation,
  insertEvent,
  markReopened,
  openConversation,
} from '../store/conversations.ts'
import { correctMessage, findByStanzaId, insertMessage, takeInbound } from '../store/messages.ts'
import { findStaff } from '../store/staff.ts'
import { getVisitor, markVisitor } from '../store/visitors.ts'
import { knownVisitor } from './access.ts'
import { allocate } from './allocation.ts'
import { aboutAnswer } from './answer.ts'
import { checkBlocked } from './block.ts'
import { closedLately, keepEmail, rateByDigit } from './closing.ts'
import { presentIn } from './guests.ts'
import { sendToAgent } from './mailbox.ts'
import { type Turn, tell } from './turn.ts'

/** What somebody said, as it came in. */
export interface Said {
  /** Bare JID of who said it. */
  jid: string
  /** Address it was said to. */
  to: string
  body: string
  /** By which a repeat is recognised; none when the client gave it no id. */
  key: string | undefined
  /** The client's own id of it. */
  stanzaId: string | undefined
  /** Id of the earlier message that this one corrects. */
  replaces: string | undefined
  /** The id under which he knows the message he answers, and his words without the quote of it. */
  reply?: { id: string; body: string } | undefined
  /** Address of a file that he hands over. */
  file?: string | undefined
  lang: string | undefined
}

const limit = 10_000

/** Refuses what is longer than a message may be. */
export function checkLength(body: string): void {
  if (body.length > limit) throw new DeskError('too-large', say('tooLong', { length: body.length, limit }))
}

/** False when the same came from the same before: it was handled then. */
export async function isFirst(turn: Turn, said: Pick<Said, 'jid' | 'to' | 'key'>): Promise<boolean> {
  return said.key === undefined || takeInbound(turn.tx, said.jid, said.to, said.key, stamp(turn.now))
}

/**
 * A visitor says something to a queue: it is kept, and goes to the agent who has him, or one is looked for.
 * Gives its number in the archive, unless it is a correction or came before.
 */
export async function visitorSays(turn: Turn, queue: string, said: Said): Promise<number | undefined> {
  checkLength(said.reply?.body ?? said.body)
  const visitor = await knownVisitor(turn, said.jid)
  if (!(await isFirst(turn, said))) return undefined
  checkBlocked(turn, visitor)
  if (said.replaces !== undefined) {
    await visitorCorrects(turn, queue, visitor, said, said.replaces)
    return undefined
  }
  const at = stamp(turn.now)
  const lang = said.lang ?? visitor.lang
  if (lang !== visitor.lang) await markVisitor(turn.tx, visitor.id, { lang })
  visitor.lang = lang
  const rated = await rateByDigit(turn, visitor, queue, said)
  if (rated !== undefined) return rated
  const { conversation, isNew } = await openFor(turn, visitor, queue)
  const nick = visitorName(visitor)
  const words = await wordsOf(turn, { visitor: visitor.id, queue }, said)
  const message = {
    conversation: conversation.id,
    author: 'visitor',
    authorJid: visitor.jid,
    nick,
    ...words,
    line: null,
    stanzaId: said.stanzaId ?? null,
    lang,
    at,
  } as const
  const id = await insertMessage(turn.tx, message)
  await aboutAnswer(turn, visitor, queue, conversation, said.body)
  if (conversation.state === 'active' && conversation.agent !== null) {
    for (const jid of await presentIn(turn, conversation)) sendToAgent(turn, jid, { ...message, id })
  } else if (isNew || conversation.state === 'left') {
    const got = await allocate(turn, conversation, visitor, { prefer: conversation.lastAgent })
    if (!got) await keepEmail(turn, conversation, visitor, said.body)
  }
  return id
}

/** His open conversation with the queue; else one closed a moment ago, opened again; else a new one. */
async function openFor(
  turn: Turn,
  visitor: Visitor,
  queue: string,
): Promise<{ conversation: Conversation; isNew: boolean }> {
  const open = await findOpenConversation(turn.tx, visitor.id, queue)
  if (open) return { conversation: open, isNew: false }
  const closed = await closedLately(turn, visitor, queue)
  const at = stamp(turn.now)
  if (closed && (await markReopened(turn.tx, closed.id, at))) {
    await insertEvent(turn.tx, { conversation: closed.id, what: 'reopened', who: visitor.jid, at })
    return { conversation: { ...closed, state: 'waiting', agent: null, stateAt: at }, isNew: true }
  }
  const opened = await openConversation(turn.tx, visitor.id, queue, at)
  if (opened.isNew)
    await insertEvent(turn.tx, { conversation: opened.conversation.id, what: 'opened', who: visitor.jid, at })
  return opened
}

async function visitorCorrects(
  turn: Turn,
  queue: string,
  visitor: Visitor,
  said: Said,
  replaces: string,
): Promise<void> {
  const conversation = await findOpenConversation(turn.tx, visitor.id, queue)
  const message = await correct(turn, conversation, said, replaces)
  if (conversation) await showCorrection(turn, conversation, message, said.lang ?? visitor.lang, visitor.jid)
}

/** Colleagues in the conversation, but for who corrected it, see the words that take the place of a message's. */
export async function showCorrection(
  turn: Turn,
  conversation: Conversation,
  message: Message,
  lang: string,
  by: string,
): Promise<void> {
  const [from, replaces] = [chatAddress(conversation.id), messageId(message.id)]
  const nick = message.nick === null ? {} : { nick: message.nick }
  for (const to of await presentIn(turn, conversation)) {
    if (to === by) continue
    const told = { ...tellingOf(message, to), receipt: false, lang, author: message.author }
    tell(turn, { kind: 'message', to, from, ...told, ...nick, replaces })
  }
}

/** Puts other words in the place of a message's; refuses when there is none of his by that id. */
export async function correct(
  turn: Turn,
  conversation: Conversation | undefined,
  said: Said,
  replaces: string,
): Promise<Message> {
  const message = conversation && (await findByStanzaId(turn.tx, conversation.id, said.jid, replaces))
  if (!message) throw new DeskError('not-found', say('correctionUnknown'))
  const body = (message.about ? said.reply?.body : undefined) ?? said.body
  const corrected = { body, file: said.file ?? null }
  await correctMessage(turn.tx, message, body, stamp(turn.now), corrected.file)
  return { ...message, ...corrected }
}

/** What is kept of what was said. An answer to a message that is not here stays as it came, quote and all. */
export async function wordsOf(
  turn: Turn,
  scope: ArchiveScope,
  { jid, body, reply, file: given }: Said,
): Promise<{ body: string; about: Reference | null; file: string | null }> {
  const file = given ?? null
  const target = reply && (await findReferred(turn.tx, scope, jid, reply.id))
  return target ? { body: reply.body, about: referenceTo(target), file } : { body, about: null, file }
}

/** The conversation, if it is this agent's; else a refusal that says whose it is. `found` is it, where that is known. */
export async function heldBy(turn: Turn, number: number, agent: Staff, found?: Conversation): Promise<Conversation> {
  const conversation = found ?? (await findConversation(turn.tx, number))
  if (!conversation) throw new DeskError('not-found', say('chatUnknown', { number }))
  if (conversation.state === 'closed') throw new DeskError('conflict', say('chatClosed', { number }))
  if (conversation.agent === agent.jid) return conversation
  if (conversation.agent === null) throw new DeskError('conflict', say('chatNobody', { number }))
  const other = await findStaff(turn.tx, conversation.agent)
  throw new DeskError('conflict', say('chatOther', { number, name: other?.name ?? conversation.agent }))
}

export async function visitorTypes(turn: Turn, queue: string, jid: string, typing: Typing): Promise<void> {
  const visitor = await knownVisitor(turn, jid)
  const conversation = await findOpenConversation(turn.tx, visitor.id, queue)
  if (!conversation) return
  for (const to of await presentIn(turn, conversation))
    tell(turn, { kind: 'typing', to, from: chatAddress(conversation.id), typing })
}

export async function agentTypes(turn: Turn, number: number, jid: string, typing: Typing): Promise<void> {
  const conversation = await findConversation(turn.tx, number)
  if (conversation?.state !== 'active' || !(await presentIn(turn, conversation)).includes(jid)) return
  const visitor = await getVisitor(turn.tx, conversation.visitor)
  tell(turn, { kind: 'typing', to: visitor.jid, from: conversation.queue, typing })
}
