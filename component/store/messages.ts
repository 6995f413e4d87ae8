// Messages and their marks, and the memory by which a repeated one is recognised.
import type { Message } from '../model/conversation.ts'
import type { Tx } from './database.ts'
import { type MessageRow, toMessage } from './rows.ts'

/** Remembers what came in. False when it had come in before: a repeat. */
export async function takeInbound(
  tx: Tx,
  sender: string,
  recipient: string,
  key: string,
  at: string,
): Promise<boolean> {
  const rows = await tx('inbound')
    .insert({ sender, recipient, key, at })
    .onConflict(['sender', 'recipient', 'key'])
    .ignore()
    .returning('key')
  return rows.length === 1
}

/** Forgets what came in before a time. */
export async function deleteInbound(tx: Tx, before: string): Promise<number> {
  return tx('inbound').where('at', '<', before).delete()
}

export type NewMessage = Omit<Message, 'id' | 'deliveredAt' | 'displayedAt'> & { held?: boolean }

export async function insertMessage(tx: Tx, message: NewMessage): Promise<number> {
  const { authorJid, stanzaId, ...rest } = message
  const [row] = await tx('messages')
    .insert({ ...rest, author_jid: authorJid, stanza_id: stanzaId })
    .returning<{ id: number }[]>('id')
  return (row as { id: number }).id
}

export async function findMessage(tx: Tx, id: number): Promise<Message | undefined> {
  const row = await tx<MessageRow>('messages').where({ id }).first()
  return row && toMessage(row)
}

/** The newest message of a conversation that its author sent with this id. */
export async function findByStanzaId(
  tx: Tx,
  conversation: number,
  authorJid: string,
  stanzaId: string,
): Promise<Message | undefined> {
  const row = await tx<MessageRow>('messages')
    .where({ conversation, author_jid: authorJid, stanza_id: stanzaId })
    .orderBy('id', 'desc')
    .first()
  return row && toMessage(row)
}

/** Puts other words in the place of a message's; the old ones are kept. */
export async function correctMessage(tx: Tx, message: Message, body: string, at: string): Promise<void> {
  await tx('corrections').insert({ message: message.id, was: message.body, at })
  await tx('messages').where({ id: message.id }).update({ body })
}

/** The last lines of a conversation, oldest first. */
export async function listLastMessages(tx: Tx, conversation: number, limit: number): Promise<Message[]> {
  const rows = await tx<MessageRow>('messages').where({ conversation }).orderBy('id', 'desc').limit(limit)
  return rows.reverse().map(toMessage)
}

/** True when this call marked it. */
export async function markDelivered(tx: Tx, id: number, at: string): Promise<boolean> {
  return (await tx('messages').where({ id, delivered_at: null }).update({ delivered_at: at, held: false })) === 1
}

/** Marks a message and all before it of the same side as displayed. True when it was not yet. */
export async function markDisplayed(
  tx: Tx,
  message: Pick<Message, 'id' | 'conversation' | 'author'>,
  at: string,
): Promise<boolean> {
  const changed = await tx('messages')
    .where({ conversation: message.conversation, author: message.author, displayed_at: null })
    .where('id', '<=', message.id)
    .update({ displayed_at: at })
  return changed > 0
}

/** It came back: it waits until its visitor is there. True when this call marked it. */
export async function markHeld(tx: Tx, id: number): Promise<boolean> {
  return (await tx('messages').where({ id, delivered_at: null, held: false }).update({ held: true })) === 1
}

function ofVisitor(tx: Tx, visitor: number, queue?: string) {
  const conversations = tx('conversations').where(queue === undefined ? { visitor } : { visitor, queue })
  return tx<MessageRow>('messages').whereIn('conversation', conversations.select('id'))
}

/** What waits for a visitor, in order; with `unconfirmed`, also what he has not confirmed since a time. */
export async function listForVisitor(
  tx: Tx,
  visitor: number,
  unconfirmed: string | undefined,
): Promise<(Message & { held: boolean })[]> {
  const rows = await ofVisitor(tx, visitor)
    .whereNot({ author: 'visitor' })
    .whereNull('delivered_at')
    .where((some) => {
      some.where({ held: true } as object)
      if (unconfirmed) some.orWhere('at', '>=', unconfirmed)
    })
    .orderBy('id')
  return rows.map((row) => ({ ...toMessage(row), held: Boolean((row as { held?: unknown }).held) }))
}

/** What visitors said in an agent's conversations since a time and his client has not confirmed, in order. */
export async function listUnconfirmedByAgent(tx: Tx, agent: string, since: string): Promise<Message[]> {
  const his = tx('conversations').where({ agent, state: 'active' }).select('id')
  const rows = await tx<MessageRow>('messages')
    .whereIn('conversation', his)
    .where({ author: 'visitor', delivered_at: null })
    .where('at', '>=', since)
    .orderBy('id')
  return rows.map(toMessage)
}

/** None of these waits any longer. */
export async function markReleased(tx: Tx, ids: readonly number[]): Promise<void> {
  await tx('messages')
    .whereIn('id', ids as number[])
    .update({ held: false })
}

/** The visitor's newest message that an agent has read, and the queue it went to. */
export async function listNewestDisplayed(tx: Tx, visitor: number): Promise<{ queue: string; stanzaId: string }[]> {
  const newest = tx('messages as m')
    .join('conversations as c', 'c.id', 'm.conversation')
    .where({ 'c.visitor': visitor, 'm.author': 'visitor' })
    .whereNotNull('m.displayed_at')
    .whereNotNull('m.stanza_id')
    .groupBy('c.queue')
    .max('m.id')
  return tx('messages as m')
    .join('conversations as c', 'c.id', 'm.conversation')
    .whereIn('m.id', newest)
    .select('c.queue as queue', 'm.stanza_id as stanzaId')
}

export interface ArchivePage {
  messages: Message[]
  complete: boolean
  count: number
}

export interface ArchiveQuery {
  max: number
  after?: number
  before?: number
  /** The last page rather than the first. */
  last?: boolean
  start?: string
  end?: string
}

/** A page of a visitor's archive with a queue, oldest first. */
export async function listArchive(tx: Tx, visitor: number, queue: string, query: ArchiveQuery): Promise<ArchivePage> {
  const matching = () => {
    const rows = ofVisitor(tx, visitor, queue)
    if (query.start) rows.where('at', '>=', query.start)
    if (query.end) rows.where('at', '<=', query.end)
    return rows
  }
  const backwards = query.last || query.before !== undefined
  const page = matching()
  if (query.after !== undefined) page.where('id', '>', query.after)
  if (query.before !== undefined) page.where('id', '<', query.before)
  const rows = await page.orderBy('id', backwards ? 'desc' : 'asc').limit(query.max + 1)
  const [total] = await matching().count({ n: '*' })
  const complete = rows.length <= query.max
  const kept = rows.slice(0, query.max).map(toMessage)
  return {
    messages: backwards ? kept.reverse() : kept,
    complete,
    count: Number((total as { n?: unknown } | undefined)?.n ?? 0),
  }
}
