// The archive: what was said between a visitor and a queue, or in one conversation, page by page.
import type { Knex } from 'knex'
import { messageOf } from '../model/address.ts'
import type { Message } from '../model/conversation.ts'
import type { Tx } from './database.ts'
import { type MessageRow, toMessage } from './rows.ts'

/** Part of a conversation: from the first message to the last, both included; all of it without them. */
export interface Stretch {
  conversation: number
  first?: number
  last?: number
  /** Its words are meant as they were then. */
  at?: string
}

/** All of a visitor with a queue, or one conversation or a part of it, or parts of several. */
export type ArchiveScope = { visitor: number; queue: string } | Stretch | { stretches: readonly Stretch[] }

export interface ArchivePage {
  messages: Message[]
  complete: boolean
  count: number
}

export interface ArchiveQuery {
  max: number
  /** The page after or before one. */
  after?: number
  before?: number
  /** The last page rather than the first. */
  last?: boolean
  start?: string
  end?: string
  /** Only what comes after or before one; only these. */
  afterId?: number
  beforeId?: number
  ids?: readonly number[]
  /** Only with somebody who is not in this archive. */
  nobody?: boolean
}

function within(tx: Tx, scope: ArchiveScope) {
  const rows = tx<MessageRow>('messages')
  if ('conversation' in scope) return inStretch(rows, scope)
  if ('stretches' in scope)
    return rows.where((any) => {
      any.whereRaw('1 = 0')
      for (const stretch of scope.stretches) any.orWhere((one) => inStretch(one, stretch))
    })
  return rows.whereIn('conversation', tx('conversations').where(scope).select('id'))
}

function inStretch<Rows extends Knex.QueryBuilder>(rows: Rows, { conversation, first, last }: Stretch): Rows {
  rows.where({ conversation })
  if (first !== undefined) rows.where('id', '>=', first)
  if (last !== undefined) rows.where('id', '<=', last)
  return rows
}

/** The message that an id means to somebody: ours, or the one he gave it. Never a reaction or retraction. */
export async function findReferred(tx: Tx, scope: ArchiveScope, jid: string, id: string): Promise<Message | undefined> {
  const words = () => within(tx, scope).whereNull('act')
  const number = messageOf(id)
  const ours = number === undefined ? undefined : await words().where({ id: number }).first()
  const row = ours ?? (await words().where({ author_jid: jid, stanza_id: id }).orderBy('id', 'desc').first())
  return row && toMessage(row)
}

/** Whether all of these are in the archive. */
export async function hasMessages(tx: Tx, scope: ArchiveScope, ids: readonly number[]): Promise<boolean> {
  const wanted = [...new Set(ids)]
  if (wanted.length === 0) return true
  const [row] = await within(tx, scope).whereIn('id', wanted).count({ n: '*' })
  return Number((row as { n?: unknown } | undefined)?.n ?? 0) === wanted.length
}

/** A page, oldest first. */
export async function listArchive(tx: Tx, scope: ArchiveScope, query: ArchiveQuery): Promise<ArchivePage> {
  if (query.nobody) return { messages: [], complete: true, count: 0 }
  const matching = () => {
    const rows = within(tx, scope)
    if (query.start !== undefined) rows.where('at', '>=', query.start)
    if (query.end !== undefined) rows.where('at', '<=', query.end)
    if (query.afterId !== undefined) rows.where('id', '>', query.afterId)
    if (query.beforeId !== undefined) rows.where('id', '<', query.beforeId)
    if (query.ids !== undefined) rows.whereIn('id', query.ids as number[])
    return rows
  }
  const backwards = query.last || query.before !== undefined
  const page = matching()
  if (query.after !== undefined) page.where('id', '>', query.after)
  if (query.before !== undefined) page.where('id', '<', query.before)
  const rows = await page.orderBy('id', backwards ? 'desc' : 'asc').limit(query.max + 1)
  const [total] = await matching().count({ n: '*' })
  const kept = rows.slice(0, query.max).map(toMessage)
  return {
    messages: backwards ? kept.reverse() : kept,
    complete: rows.length <= query.max,
    count: Number((total as { n?: unknown } | undefined)?.n ?? 0),
  }
}

/** Its oldest and its newest message. */
export async function findEnds(tx: Tx, scope: ArchiveScope): Promise<{ first: Message; last: Message } | undefined> {
  const first = await within(tx, scope).orderBy('id').first()
  const last = await within(tx, scope).orderBy('id', 'desc').first()
  return first && last && { first: toMessage(first), last: toMessage(last) }
}
