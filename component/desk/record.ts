// The record module: who is there, what was delivered and read, and what waits for a visitor who has gone.
import { bareOf, chatAddress, messageOf, resourceOf } from '../model/address.ts'
import type { Conversation, Message } from '../model/conversation.ts'
import type { Mark } from '../model/notice.ts'
import type { Page, Visitor } from '../model/person.ts'
import { stamp } from '../model/time.ts'
import { findConversation, listOpenOfVisitor } from '../store/conversations.ts'
import {
  findMessage,
  listForVisitor,
  listNewestDisplayed,
  listUnconfirmedByAgent,
  markDelivered,
  markDisplayed,
  markHeld,
  markReleased,
} from '../store/messages.ts'
import { deleteResource, findStaff, listResources, markStaffReceipts, putResource } from '../store/staff.ts'
import { findVisitor, getVisitor, markVisitor } from '../store/visitors.ts'
import { knownVisitor } from './access.ts'
import { showVisitor } from './allocation.ts'
import { answerReceived } from './answer.ts'
import { presentIn } from './guests.ts'
import { noteAway, noteBack } from './mail.ts'
import { sendToAgent, sendToVisitor } from './mailbox.ts'
import { type Turn, tell } from './turn.ts'

const unconfirmedFor = 24 * 3600

/** One of a visitor's clients is there: he gets what waited for him, his agent sees him. */
export async function visitorCame(turn: Turn, fullJid: string, about: { page?: Page; lang?: string }): Promise<void> {
  const visitor = await knownVisitor(turn, bareOf(fullJid))
  const before = await listResources(turn.tx, visitor.jid)
  const isNew = await putResource(turn.tx, visitor.jid, resourceOf(fullJid), { show: '', priority: 0 })
  await markVisitor(turn.tx, visitor.id, { ...about, lastSeen: stamp(turn.now) })
  if (isNew || visitor.held) await release(turn, visitor)
  if (before.length === 0) await showToAgents(turn, visitor)
  for (const { queue, stanzaId } of await listNewestDisplayed(turn.tx, visitor.id)) {
    tell(turn, { kind: 'mark', to: fullJid, from: queue, mark: 'displayed', of: stanzaId })
  }
}

/** One of a visitor's clients has gone. */
export async function visitorGone(turn: Turn, fullJid: string): Promise<void> {
  const visitor = await findVisitor(turn.tx, bareOf(fullJid))
  if (!visitor) return
  await deleteResource(turn.tx, visitor.jid, resourceOf(fullJid))
  await markVisitor(turn.tx, visitor.id, { lastSeen: stamp(turn.now) })
  if ((await listResources(turn.tx, visitor.jid)).length === 0) await showToAgents(turn, visitor)
}

async function showToAgents(turn: Turn, visitor: Visitor): Promise<void> {
  for (const conversation of await listOpenOfVisitor(turn.tx, visitor.id)) {
    for (const jid of await presentIn(turn, conversation)) {
      const person = await findStaff(turn.tx, jid)
      if (person) await showVisitor(turn, chatAddress(conversation.id), visitor, person)
    }
  }
}

/** Sends, in order, what waited; and again what a client that confirms has not confirmed since yesterday. */
async function release(turn: Turn, visitor: Visitor): Promise<void> {
  const since = stamp(new Date(turn.now.getTime() - unconfirmedFor * 1000))
  const waiting = await listForVisitor(turn.tx, visitor.id, visitor.receipts ? since : undefined)
  for (const message of waiting) {
    const conversation = await findConversation(turn.tx, message.conversation)
    // The IM server has seen these ids before and must not drop them as repeats.
    if (conversation) sendToVisitor(turn, conversation.queue, visitor, message, { again: true })
  }
  if (waiting.length > 0)
    await markReleased(
      turn.tx,
      waiting.map(({ id }) => id),
    )
  if (!visitor.held) return
  await markVisitor(turn.tx, visitor.id, { held: false })
  await noteBack(turn, visitor)
}

const lostWithin = 600

/**
 * The stream was lost, perhaps because the IM servers died with what they had not yet handed on. Those who were
 * connected and whose clients confirm get again what they have not confirmed; where the servers live, our module in
 * them drops it as a repeat.
 */
export async function repeatUnconfirmed(turn: Turn, connected: readonly string[]): Promise<void> {
  const since = stamp(new Date(turn.now.getTime() - lostWithin * 1000))
  for (const jid of connected) {
    const [agent, visitor] = [await findStaff(turn.tx, jid), await findVisitor(turn.tx, jid)]
    if (agent?.receipts) {
      for (const message of await listUnconfirmedByAgent(turn.tx, jid, since)) sendToAgent(turn, agent.jid, message)
    }
    if (!visitor?.receipts || visitor.held) continue
    for (const message of await listForVisitor(turn.tx, visitor.id, since)) {
      const conversation = await findConversation(turn.tx, message.conversation)
      if (conversation) sendToVisitor(turn, conversation.queue, visitor, message)
    }
  }
}

/** A message to a visitor came back, for he is not there: it and what follows waits for him; his agent is told once. */
export async function cameBack(turn: Turn, jid: string, id: string): Promise<void> {
  const visitor = await findVisitor(turn.tx, jid)
  const number = messageOf(id)
  const own = visitor && number !== undefined ? await ownMessage(turn, visitor, number) : undefined
  if (!visitor || number === undefined || !own) return
  // What was taken back meanwhile is not missed; a reaction waits without a word about it.
  if (own.message.retractedAt !== null || !(await markHeld(turn.tx, number))) return
  if (own.message.act !== null) return
  if (!visitor.held) await markVisitor(turn.tx, visitor.id, { held: true })
  if (own.message.author === 'agent') await noteAway(turn, visitor, own.conversation, !visitor.held)
}

async function ownMessage(turn: Turn, visitor: Visitor, id: number) {
  const message = await findMessage(turn.tx, id)
  const conversation = message && (await findConversation(turn.tx, message.conversation))
  return conversation?.visitor === visitor.id && message ? { message, conversation } : undefined
}

/** The visitor's client got or showed a message of ours. */
export async function visitorMarks(turn: Turn, jid: string, mark: Mark, id: string): Promise<void> {
  const visitor = await knownVisitor(turn, jid)
  const number = messageOf(id)
  const own = number === undefined ? undefined : await ownMessage(turn, visitor, number)
  if (!own || own.message.author === 'visitor') return
  const { message, conversation } = own
  if (!visitor.receipts && mark === 'received') await markVisitor(turn.tx, visitor.id, { receipts: true })
  if (await markDelivered(turn.tx, message.id, stamp(turn.now))) await answerReceived(turn, message.id)
  if (mark !== 'displayed' || !(await markDisplayed(turn.tx, message, stamp(turn.now)))) return
  const { authorJid: to, stanzaId: of } = message
  if (to === null || of === null || !(await presentIn(turn, conversation)).includes(to)) return
  tell(turn, { kind: 'mark', to, from: chatAddress(conversation.id), mark, of })
}

/** The client of the agent, or of a guest of his, got or showed a message of his visitor's. */
export async function agentMarks(turn: Turn, jid: string, number: number, mark: Mark, id: string): Promise<void> {
  const conversation = await findConversation(turn.tx, number)
  const stored = messageOf(id)
  if (!conversation || stored === undefined || !(await presentIn(turn, conversation)).includes(jid)) return
  const message = await findMessage(turn.tx, stored)
  if (message?.conversation !== number || message.author !== 'visitor') return
  if (mark === 'received') await markStaffReceipts(turn.tx, jid)
  const arrived = await markDelivered(turn.tx, stored, stamp(turn.now))
  if (arrived && mark === 'received') await tellArrived(turn, conversation, message)
  if (mark !== 'displayed' || !(await markDisplayed(turn.tx, message, stamp(turn.now)))) return
  await tellRead(turn, conversation.queue, await getVisitor(turn.tx, conversation.visitor))
}

/** The visitor's clients hear that an agent's client has got a line of his. */
async function tellArrived(turn: Turn, { queue, visitor }: Conversation, { stanzaId }: Message): Promise<void> {
  if (stanzaId === null) return
  const { jid } = await getVisitor(turn.tx, visitor)
  tell(turn, { kind: 'mark', to: jid, from: queue, mark: 'received', of: stanzaId })
}

/** Tells all of a visitor's clients up to where he has been read in a queue. */
export async function tellRead(turn: Turn, queue: string, visitor: Visitor): Promise<void> {
  const newest = (await listNewestDisplayed(turn.tx, visitor.id)).find((entry) => entry.queue === queue)
  if (newest) tell(turn, { kind: 'mark', to: visitor.jid, from: queue, mark: 'displayed', of: newest.stanzaId })
}
