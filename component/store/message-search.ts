// Messages by what is written in them. The index follows behind what is said: two cursors tell how far it has come, in the
// messages and in what was corrected or taken back since. What a text is found by is in model/tokens.ts.
import { type Term, tokens } from '../model/tokens.ts'
import { isPostgres, type Tx } from './database.ts'
import { allOf, vectorOf } from './search.ts'

export interface Cursors {
  /** The newest message that the index knows, and the newest row of `corrections`. */
  message: number
  correction: number
}

export async function getCursors(tx: Tx): Promise<Cursors> {
  return tx('message_search_at').first('message', 'correction')
}

export async function putCursors(tx: Tx, cursors: Cursors): Promise<void> {
  await tx('message_search_at').update({ ...cursors })
}

/** What follows the cursors, oldest first. */
export async function listUnindexed(
  tx: Tx,
  { message, correction }: Cursors,
  limit: number,
): Promise<{ messages: number[]; corrections: { id: number; message: number }[] }> {
  const messages: number[] = await tx('messages').where('id', '>', message).orderBy('id').limit(limit).pluck('id')
  const corrections = tx('corrections').where('id', '>', correction).orderBy('id').limit(limit).select('id', 'message')
  return { messages, corrections: await corrections }
}

/** Each of these is found by its words; what has none, or is the desk's own line, by nothing. None of them was before. */
export async function putInIndex(tx: Tx, ids: readonly number[]): Promise<void> {
  const words = tx('messages').whereIn('id', ids as number[])
  words.where({ act: null, retracted_at: null }).whereNot({ author: 'desk' }).orderBy('id')
  const messages = (await words.select('id', 'body')) as { id: number; body: string }[]
  const rows = messages.map(({ id, body }) => ({ id, found: tokens(body) })).filter(({ found }) => found.length > 0)
  if (rows.length === 0) return
  if (isPostgres(tx))
    await tx('message_search').insert(
      rows.map(({ id, found }) => ({ message: id, vector: tx.raw('?::tsvector', [vectorOf([found])]) })),
    )
  else
    await tx.raw(`INSERT INTO message_search (rowid, tokens) VALUES ${rows.map(() => '(?, ?)').join(', ')}`, [
      ...rows.flatMap(({ id, found }) => [id, found.join(' ')]),
    ])
}

/** Merges some of the parts that an index grows by, so that a search looks at few; never much at once. */
export async function mergeIndex(tx: Tx): Promise<void> {
  // https://www.sqlite.org/fts5.html, 6.8. The 'merge' Command: about so many pages. PostgreSQL does it by itself.
  if (!isPostgres(tx)) await tx.raw("INSERT INTO message_search (message_search, rank) VALUES ('merge', 100)")
}

/** They are found by nothing any more. */
export async function dropFromIndex(tx: Tx, ids: readonly number[]): Promise<void> {
  const key = isPostgres(tx) ? 'message' : 'rowid'
  for (let start = 0; start < ids.length; start += 500)
    await tx('message_search')
      .whereIn(key, ids.slice(start, start + 500))
      .delete()
}

/** The newest messages in which all of these are, newest first. */
export async function listMatches(
  tx: Tx,
  terms: readonly Term[],
  limit: number,
): Promise<{ id: number; conversation: number }[]> {
  if (terms.length === 0) return []
  const query = allOf(tx, terms)
  const matches = isPostgres(tx)
    ? tx('message_search').select({ id: 'message' }).whereRaw('vector @@ ?::tsquery', [query])
    : tx('message_search').select({ id: 'rowid' }).whereRaw('message_search MATCH ?', [query])
  const newest = matches.orderBy('id', 'desc').limit(limit).as('newest')
  return tx
    .from(newest)
    .join('messages', 'messages.id', 'newest.id')
    .select('messages.id', 'messages.conversation')
    .orderBy('messages.id', 'desc')
}
