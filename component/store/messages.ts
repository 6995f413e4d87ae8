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

type Later = 'deliveredAt' | 'displayedAt' | 'retractedAt'
type Seldom = 'act' | 'about' | 'file' | 'photo'
export type NewMessage = Omit<Message, 'id' | Later | Seldom> & Partial<Pick<Message, Seldom>> & { held?: boolean }

export async function insertMessage(tx: Tx, message: NewMessage): Promise<number> {
  const { conversation, author, nick, body, line, lang, at, act, about, file, photo, held } = message
  const rest = {
    conversation,
    author,
    nick,
    body,
    line,
    lang,
    at,
    act: act ?? null,
    file: file ?? null,
    photo: photo ?? null,
  }
  const reference = about ? { about: about.message, reference: JSON.stringify(about) } : {}
  const [row] = await tx('messages')
    .insert({ ...rest, ...reference, held: held ?? false, author_jid: message.authorJid, stanza_id: message.stanzaId })
    .returning<{ id: number }[]>('id')
  return (row as { id: number }).id
}

export async function findMessage(tx: Tx, id: number): Promise<Message | undefined> {
  const row = await tx<MessageRow>('messages').where({ id }).first()
  return row && toMessage(row)
}

/** Those of these numbers, in no order. */
export async function listMessagesById(tx: Tx, ids: readonly number[]): Promise<Message[]> {
  return (await tx<MessageRow>('messages').whereIn('id', ids as number[])).map(toMessage)
}

/** The newest message of a conversation that its author sent with this id. */
export async function findByStanzaId(
  tx: Tx,
  conversation: number,
  authorJid: string,
  stanzaId: string,
): Promise<Message | undefined> {
  const row = await tx<MessageRow>('messages')
    .where({ conversation, author_jid: authorJid, stanza_id: stanzaId, act: null, retracted_at: null })
    .orderBy('id', 'desc')
    .first()
  return row && toMessage(row)
}

/** Puts other words in the place of a message's; the old ones are kept. */
export async function correctMessage(
  tx: Tx,
  message: Message,
  body: string,
  at: string,
  file?: string | null,
): Promise<void> {
  await tx('corrections').insert({ message: message.id, was: message.body, at })
  await tx('messages')
    .where({ id: message.id })
    .update(file === undefined ? { body } : { body, file })
}

/**
 * Its author takes it back: a tombstone remains, and the words are kept apart. True when nobody will ever have seen
 * it, since it was still waiting for its visitor.
 */
export async function retractMessage(tx: Tx, { id, body }: Message, at: string): Promise<boolean> {
  await tx('corrections').insert({ message: id, was: body, at })
  const waited = await tx('messages').where({ id, held: true }).update({ held: false })
  await tx('messages').where({ id }).update({ body: '', file: null, retracted_at: at })
  const answers = await tx<MessageRow>('messages').where({ about: id, act: null })
  for (const answer of answers) {
    const about = { ...toMessage(answer).about, words: '' }
    await tx('messages')
      .where({ id: answer.id })
      .update({ reference: JSON.stringify(about) })
  }
  return waited === 1
}

/** The last lines of a conversation, oldest first; of words only. */
export async function listLastMessages(tx: Tx, conversation: number, limit: number): Promise<Message[]> {
  const rows = await tx<MessageRow>('messages')
    .where({ conversation, act: null, retracted_at: null })
    .orderBy('id', 'desc')
    .limit(limit)
  return rows.reverse().map(toMessage)
}

/** From the first message of a conversation to the last; or from so many lines of people before the end. */
export async function findRange(
  tx: Tx,
  conversation: number,
  lines: number | undefined,
): Promise<{ first: number; last: number }> {
  const ends = await tx('messages').where({ conversation }).min({ first: 'id' }).max({ last: 'id' }).first()
  const { first, last } = ends as { first: number; last: number }
  if (lines === undefined) return { first, last }
  const words = tx('messages').where({ conversation, act: null, retracted_at: null }).whereNot({ author: 'desk' })
  const ids: number[] = await words.orderBy('id', 'desc').limit(lines).pluck('id')
  return { first: ids.at(-1) ?? first, last }
}

/** The words that messages of a conversation had at a time, of those that were corrected since. */
export async function listCorrectedSince(tx: Tx, conversation: number, at: string): Promise<Map<number, string>> {
  const rows: { message: number; was: string }[] = await tx('corrections')
    .whereIn('message', tx('messages').where({ conversation }).select('id'))
    .where('at', '>', at)
    .orderBy('id', 'desc')
    .select('message', 'was')
  // The oldest correction since then comes last, and its words are those of the time.
  return new Map(rows.map(({ message, was }) => [message, was]))
}

/** When words of a conversation were last changed, by message; of what was taken back there are no words any more. */
export async function listCorrections(tx: Tx, conversation: number): Promise<{ message: number; at: string }[]> {
  const words = tx('messages').where({ conversation, act: null, retracted_at: null })
  const rows = tx('corrections').whereIn('message', words.select('id')).groupBy('message').orderBy('message')
  return rows.select('message').max({ at: 'at' })
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

/** What waits for a visitor, in order; with `unconfirmed`, also what he has not confirmed since a time. */
export async function listForVisitor(
  tx: Tx,
  visitor: number,
  unconfirmed: string | undefined,
): Promise<(Message & { held: boolean })[]> {
  const rows = await tx<MessageRow>('messages')
    .whereIn('conversation', tx('conversations').where({ visitor }).select('id'))
    .whereNot({ author: 'visitor' })
    .whereNull('delivered_at')
    .where((some) => {
      some.where({ held: true } as object)
      // Nobody confirms that he got a reaction or retraction.
      if (unconfirmed)
        some.orWhere((words) => words.where('at', '>=', unconfirmed).whereNull('act').whereNull('retracted_at'))
    })
    .orderBy('id')
  return rows.map((row) => ({ ...toMessage(row), held: Boolean((row as { held?: unknown }).held) }))
}

/** What visitors said in an agent's conversations since a time and his client has not confirmed, in order. */
export async function listUnconfirmedByAgent(tx: Tx, agent: string, since: string): Promise<Message[]> {
  const his = tx('conversations').where({ agent, state: 'active' }).select('id')
  const rows = await tx<MessageRow>('messages')
    .whereIn('conversation', his)
    .where({ author: 'visitor', delivered_at: null, act: null, retracted_at: null })
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
    .whereNull('m.act')
    .groupBy('c.queue')
    .max('m.id')
  return tx('messages as m')
    .join('conversations as c', 'c.id', 'm.conversation')
    .whereIn('m.id', newest)
    .select('c.queue as queue', 'm.stanza_id as stanzaId')
}
