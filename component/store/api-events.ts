// What programs are told of as it happens: a number for each, in the order of the commits; of messages what their own tables say.
import type { Tx } from './database.ts'

export interface ApiEvent {
  id: number
  kind: 'conversation' | 'issue' | 'staff'
  what: string
  /** The number of the conversation or issue, or a bare JID. */
  subject: string
  who: string | null
  at: string
}

export async function insertApiEvent(tx: Tx, event: Omit<ApiEvent, 'id'>): Promise<void> {
  await tx('api_events').insert(event)
}

/** Those after a number, oldest first. */
export async function listApiEvents(
  tx: Tx,
  after: number,
  kinds: readonly string[],
  limit: number,
): Promise<ApiEvent[]> {
  return tx<ApiEvent>('api_events')
    .where('id', '>', after)
    .whereIn('kind', kinds as ApiEvent['kind'][])
    .orderBy('id')
    .limit(limit)
}

/** The number of the newest, and of the oldest that is still there; 0 when there is none. */
export async function apiEventEnds(tx: Tx): Promise<{ first: number; last: number }> {
  const ends = await tx('api_events').min({ first: 'id' }).max({ last: 'id' }).first()
  return { first: Number(ends?.first ?? 0), last: Number(ends?.last ?? 0) }
}

/** What became of a message: its words are not told. */
export interface MessageEvent {
  kind: 'message'
  what: 'said' | 'reacted' | 'corrected' | 'retracted'
  /** The number of the conversation. */
  subject: string
  message: number
  author: 'visitor' | 'agent' | 'desk'
  at: string
}

/** The rows themselves are the news of messages, so that whoever writes one pays nothing for it. */
interface MessageRow {
  id: number
  conversation: number
  message: number
  author: MessageEvent['author']
  act: string | null
  at: string
  retracted_at: string | null
}

export type MessageNews = { id: number; event: MessageEvent }

/** Those said after a number, oldest first: in one conversation, or in all. */
export async function listSaid(
  tx: Tx,
  after: number,
  conversation: number | 'all',
  limit: number,
): Promise<MessageNews[]> {
  const rows = tx('messages as m').where('m.id', '>', after).orderBy('m.id').limit(limit)
  rows.where((kept) => void kept.whereNull('m.act').orWhere('m.act', 'reactions'))
  if (conversation !== 'all') rows.where('m.conversation', conversation)
  const found: MessageRow[] = await rows.select(
    'm.id',
    'm.conversation',
    'm.id as message',
    'm.author',
    'm.act',
    'm.at',
  )
  return found.map((row) => asNews(row, row.act === null ? 'said' : 'reacted'))
}

/** The same of what was corrected or taken back. */
export async function listCorrected(
  tx: Tx,
  after: number,
  conversation: number | 'all',
  limit: number,
): Promise<MessageNews[]> {
  const rows = tx('corrections as k').join('messages as m', 'm.id', 'k.message')
  rows.where('k.id', '>', after).orderBy('k.id').limit(limit)
  if (conversation !== 'all') rows.where('m.conversation', conversation)
  const columns = ['k.id', 'm.conversation', 'k.message', 'm.author', 'k.at', 'm.retracted_at']
  const found: MessageRow[] = await rows.select(columns)
  return found.map((row) => asNews(row, row.at === row.retracted_at ? 'retracted' : 'corrected'))
}

const asNews = ({ id, conversation, message, author, at }: MessageRow, what: MessageEvent['what']): MessageNews => ({
  ...{ id, event: { kind: 'message', what, subject: String(conversation), message, author, at } },
})

/** The numbers of the newest message, and of the newest that was corrected or taken back; 0 when there is none. */
export async function messageEnds(tx: Tx): Promise<{ said: number; corrected: number }> {
  const [said, corrected] = [await tx('messages').max({ id: 'id' }), await tx('corrections').max({ id: 'id' })]
  return { said: Number(said[0]?.id ?? 0), corrected: Number(corrected[0]?.id ?? 0) }
}

/** The newest always stays, so that numbers are never given twice. */
export async function deleteApiEvents(tx: Tx, before: string): Promise<void> {
  const { last } = await apiEventEnds(tx)
  await tx('api_events').where('at', '<', before).where('id', '<', last).delete()
}
