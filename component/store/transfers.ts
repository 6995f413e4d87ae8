// Transfers under way, colleagues who joined, internal notes and canned replies.
import type { Tx } from './database.ts'

export interface Transfer {
  conversation: number
  from: string
  to: string
  note: string
  at: string
}

/** Offers a conversation to somebody; false when one is offered already. */
export async function insertTransfer(tx: Tx, transfer: Transfer): Promise<boolean> {
  const rows = await tx('transfers').insert(transfer).onConflict('conversation').ignore().returning('conversation')
  return rows.length === 1
}

/** The offer of a conversation to somebody, taken: it can be accepted or declined once. */
export async function takeTransfer(tx: Tx, conversation: number, to?: string): Promise<Transfer | undefined> {
  const where = to === undefined ? { conversation } : { conversation, to }
  const offer = await tx<Transfer>('transfers').where(where).first()
  const taken = offer && (await tx('transfers').where({ conversation, to: offer.to, at: offer.at }).delete()) === 1
  return taken ? offer : undefined
}

export async function deleteTransfer(tx: Tx, conversation: number): Promise<void> {
  await tx('transfers').where({ conversation }).delete()
}

/** Lets a colleague in; false when he is in already. */
export async function insertGuest(tx: Tx, conversation: number, jid: string): Promise<boolean> {
  const rows = await tx('guests')
    .insert({ conversation, jid })
    .onConflict(['conversation', 'jid'])
    .ignore()
    .returning('jid')
  await tx('conversations').where({ id: conversation }).update({ has_guests: true })
  return rows.length === 1
}

/** True when he was in. */
export async function deleteGuest(tx: Tx, conversation: number, jid: string): Promise<boolean> {
  return (await tx('guests').where({ conversation, jid }).delete()) === 1
}

/** The bare JIDs of the colleagues who joined a conversation. */
export async function listGuests(tx: Tx, conversation: number): Promise<string[]> {
  return tx('guests').where({ conversation }).orderBy('jid').pluck('jid')
}

/** Empties a conversation of its guests; gives who they were. */
export async function takeGuests(tx: Tx, conversation: number): Promise<string[]> {
  const guests = await listGuests(tx, conversation)
  await tx('guests').where({ conversation }).delete()
  await tx('conversations').where({ id: conversation, has_guests: true }).update({ has_guests: false })
  return guests
}

export interface Note {
  author: string
  body: string
  at: string
}

export async function insertNote(tx: Tx, conversation: number, note: Note): Promise<void> {
  await tx('notes').insert({ conversation, ...note })
}

export async function listNotes(tx: Tx, conversation: number): Promise<Note[]> {
  return tx('notes').where({ conversation }).orderBy('id').select('author', 'body', 'at')
}

/** A canned reply of somebody or of a queue: in the language, else in its main part, else in any. */
export async function findCanned(
  tx: Tx,
  owners: readonly string[],
  name: string,
  lang: string,
): Promise<string | undefined> {
  const rows: { owner: string; lang: string; body: string }[] = await tx('canned')
    .where({ name })
    .whereIn('owner', owners as string[])
  for (const wanted of [lang, lang.split('-')[0], 'en']) {
    for (const owner of owners) {
      const found = rows.find((row) => row.owner === owner && row.lang === wanted)
      if (found) return found.body
    }
  }
  return rows[0]?.body
}

export async function listCanned(tx: Tx, owners: readonly string[]): Promise<string[]> {
  return tx('canned')
    .whereIn('owner', owners as string[])
    .distinct()
    .orderBy('name')
    .pluck('name')
}

export async function putCanned(
  tx: Tx,
  reply: { owner: string; name: string; lang: string; body: string },
): Promise<void> {
  await tx('canned').insert(reply).onConflict(['owner', 'name', 'lang']).merge()
}
