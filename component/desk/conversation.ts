// Conversations: what visitors and agents say to each other, stored before anybody is told, and passed on.
import { chatAddress, messageId } from '../model/address.ts'
import type { Conversation, Message } from '../model/conversation.ts'
import { DeskError } from '../model/error.ts'
import type { Typing } from '../model/notice.ts'
import { type Staff, type Visitor, visitorName } from '../model/person.ts'
import { say } from '../model/say.ts'
import { stamp } from '../model/time.ts'
import {
  findConversation,
  findOpenConversation,
  insertEvent,
  markClosed,
  openConversation,
} from '../store/conversations.ts'
import { correctMessage, findByStanzaId, insertMessage, markDisplayed, takeInbound } from '../store/messages.ts'
import { findQueue } from '../store/queues.ts'
import { findStaff } from '../store/staff.ts'
import { getVisitor, markVisitor } from '../store/visitors.ts'
import { knownStaff, knownVisitor } from './access.ts'
import { allocate } from './allocation.ts'
import { sendToAgent, sendToVisitor, tellVisitor } from './mailbox.ts'
import { tellRead } from './record.ts'
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
  checkLength(said.body)
  const visitor = await knownVisitor(turn, said.jid)
  if (!(await isFirst(turn, said))) return undefined
  if (said.replaces !== undefined) {
    await visitorCorrects(turn, queue, visitor, said, said.replaces)
    return undefined
  }
  const at = stamp(turn.now)
  const lang = said.lang ?? visitor.lang
  if (lang !== visitor.lang) await markVisitor(turn.tx, visitor.id, { lang })
  visitor.lang = lang
  const { conversation, isNew } = await openFor(turn, visitor, queue)
  const nick = visitorName(visitor)
  const id = await insertMessage(turn.tx, {
    conversation: conversation.id,
    author: 'visitor',
    authorJid: visitor.jid,
    nick,
    body: said.body,
    line: null,
    stanzaId: said.stanzaId ?? null,
    lang,
    at,
  })
  if (conversation.state === 'active' && conversation.agent !== null) {
    sendToAgent(turn, conversation.agent, { id, conversation: conversation.id, body: said.body, nick, lang })
  } else if (isNew || conversation.state === 'left') {
    await allocate(turn, conversation, visitor)
  }
  return id
}

async function openFor(
  turn: Turn,
  visitor: Visitor,
  queue: string,
): Promise<{ conversation: Conversation; isNew: boolean }> {
  const open = await findOpenConversation(turn.tx, visitor.id, queue)
  if (open) return { conversation: open, isNew: false }
  if (!(await findQueue(turn.tx, queue))) throw new DeskError('not-found', say('queueUnknown', { name: queue }))
  const at = stamp(turn.now)
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
  if (conversation?.agent == null) return
  tell(turn, {
    kind: 'message',
    to: conversation.agent,
    from: chatAddress(conversation.id),
    body: said.body,
    lang: said.lang ?? visitor.lang,
    nick: visitorName(visitor),
    replaces: messageId(message.id),
  })
}

/** An agent says something in his conversation: it is kept and goes to the visitor under the agent's name. */
export async function agentSays(turn: Turn, number: number, said: Said): Promise<void> {
  checkLength(said.body)
  const agent = await knownStaff(turn, said.jid)
  if (!(await isFirst(turn, said))) return
  const conversation = await heldBy(turn, number, agent)
  const visitor = await getVisitor(turn.tx, conversation.visitor)
  if (said.replaces !== undefined) {
    const message = await correct(turn, conversation, said, said.replaces)
    const { held } = visitor
    if (!held)
      sendToVisitor(
        turn,
        conversation.queue,
        visitor,
        { ...message, body: said.body },
        { replaces: messageId(message.id) },
      )
    return
  }
  const message = {
    conversation: conversation.id,
    author: 'agent',
    authorJid: agent.jid,
    nick: agent.name,
    body: said.body,
    line: null,
    stanzaId: said.stanzaId ?? null,
    lang: said.lang ?? agent.lang,
    at: stamp(turn.now),
    held: visitor.held,
  } as const
  const id = await insertMessage(turn.tx, message)
  if (!visitor.held) sendToVisitor(turn, conversation.queue, visitor, { ...message, id })
  await readByAnswering(turn, conversation, visitor, id)
}

/** Who answers has read what was said before, also when his client sends no marks. */
async function readByAnswering(
  turn: Turn,
  conversation: Conversation,
  visitor: Visitor,
  answer: number,
): Promise<void> {
  const before = { conversation: conversation.id, author: 'visitor', id: answer } as const
  if (await markDisplayed(turn.tx, before, stamp(turn.now))) await tellRead(turn, conversation.queue, visitor)
}

async function correct(
  turn: Turn,
  conversation: Conversation | undefined,
  said: Said,
  replaces: string,
): Promise<Message> {
  const message = conversation && (await findByStanzaId(turn.tx, conversation.id, said.jid, replaces))
  if (!message) throw new DeskError('not-found', say('correctionUnknown'))
  await correctMessage(turn.tx, message, said.body, stamp(turn.now))
  return message
}

/** The conversation, if it is this agent's; else a refusal that says whose it is. */
export async function heldBy(turn: Turn, number: number, agent: Staff): Promise<Conversation> {
  const conversation = await findConversation(turn.tx, number)
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
  if (conversation?.agent == null) return
  tell(turn, { kind: 'typing', to: conversation.agent, from: chatAddress(conversation.id), typing })
}

export async function agentTypes(turn: Turn, number: number, jid: string, typing: Typing): Promise<void> {
  const conversation = await findConversation(turn.tx, number)
  if (conversation?.agent !== jid || conversation.state !== 'active') return
  const visitor = await getVisitor(turn.tx, conversation.visitor)
  tell(turn, { kind: 'typing', to: visitor.jid, from: conversation.queue, typing })
}

/** The agent closes his conversation; the visitor is told, and a new word of his opens another. */
export async function close(turn: Turn, number: number, agent: Staff): Promise<void> {
  const conversation = await heldBy(turn, number, agent)
  const at = stamp(turn.now)
  if (!(await markClosed(turn.tx, number, agent.jid, at)))
    throw new DeskError('conflict', say('chatClosed', { number }))
  await insertEvent(turn.tx, { conversation: number, what: 'closed', who: agent.jid, at })
  const visitor = await getVisitor(turn.tx, conversation.visitor)
  await tellVisitor(turn, conversation, visitor, 'closed', say('visitorClosed'))
  forgetContact(turn, number, agent.jid)
}

/** The conversation's contact goes from the roster of who had it. */
export function forgetContact(turn: Turn, number: number, jid: string): void {
  const from = chatAddress(number)
  tell(turn, { kind: 'presence', to: jid, from, show: 'unavailable', lang: 'en' })
  tell(turn, { kind: 'contact', to: jid, contact: from, name: null })
}
