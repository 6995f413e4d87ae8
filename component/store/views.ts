// Visitors, conversations, messages and issues as lists that the admin filters, sorts and pages through.
import type { Tx } from './database.ts'
import { whereLike } from './pages.ts'
import type { ConversationRow, MessageRow, VisitorRow } from './rows.ts'

type Text = string | undefined

export interface ConversationFilter {
  state?: Text
  queue?: Text
  agent?: Text
  visitor?: number | undefined
  from?: Text
  to?: Text
  ids?: readonly number[] | undefined
}

export interface ConversationViewRow extends ConversationRow {
  visitor_name: string | null
  erased_at: string | null
  close_reason: string | null
  waited: number | null
  rating_words: string | null
}

export function conversationRows(tx: Tx, filter: ConversationFilter = {}) {
  const { state, queue, agent, visitor, from, to, ids } = filter
  const rows = tx('conversations')
    .join('visitors', 'visitors.id', 'conversations.visitor')
    .select('conversations.*', 'visitors.name as visitor_name', 'visitors.erased_at')
  if (state !== undefined) rows.where('conversations.state', state)
  if (queue !== undefined) rows.where((one) => one.where({ queue }).orWhere({ served_by: queue }))
  if (agent !== undefined) rows.where((one) => one.where({ agent }).orWhere({ last_agent: agent }))
  if (visitor !== undefined) rows.where('conversations.visitor', visitor)
  if (from !== undefined) rows.where('opened_at', '>=', from)
  if (to !== undefined) rows.where('opened_at', '<', to)
  if (ids !== undefined) rows.whereIn('conversations.id', ids as number[])
  return rows
}

export async function findConversationRow(tx: Tx, id: number): Promise<ConversationViewRow | undefined> {
  return (await conversationRows(tx).where('conversations.id', id).first()) as ConversationViewRow | undefined
}

export const messageRows = (tx: Tx, conversation: number) => tx('messages').where({ conversation }).select('*')

/** All of a conversation, oldest first. */
export async function listMessageRows(tx: Tx, conversation: number): Promise<MessageRow[]> {
  return messageRows(tx, conversation).orderBy('id')
}

/** Closes one that nobody has. True when this call did. */
export async function markClosedUnheld(tx: Tx, id: number, at: string, reason: string | null): Promise<boolean> {
  const closed = await tx('conversations')
    .where({ id })
    .whereIn('state', ['waiting', 'left'])
    .update({ state: 'closed', closed_at: at, state_at: at, close_reason: reason, waiting_line: null })
  return closed === 1
}

export interface ClaimFilter {
  agent?: Text
  queue?: Text
  from?: Text
  to?: Text
}

export interface ClaimRow {
  id: number
  conversation: number
  queue: string
  who: string
  at: string
  left_at: string | null
  lapsed_at: string | null
}

/** Claims, each with when its message was left before, and when it lapsed, if it did before the next claim. */
export function claimRows(tx: Tx, { agent, queue, from, to }: ClaimFilter) {
  const left =
    "SELECT MAX(l.at) FROM events l WHERE l.conversation = e.conversation AND l.id < e.id AND l.what = 'left'"
  const after = 'x.conversation = e.conversation AND x.id > e.id'
  const next = `SELECT MIN(x.id) FROM events x WHERE ${after} AND x.what IN ('claimed', 'claim lapsed')`
  const lapsed = `SELECT y.at FROM events y WHERE y.id = (${next}) AND y.what = 'claim lapsed'`
  const rows = tx('events as e')
    .join('conversations as c', 'c.id', 'e.conversation')
    .where('e.what', 'claimed')
    .select('e.id', 'e.conversation', 'c.queue', 'e.who', 'e.at')
    .select(tx.raw(`(${left}) AS left_at`), tx.raw(`(${lapsed}) AS lapsed_at`))
  if (agent !== undefined) rows.where('e.who', agent)
  if (queue !== undefined) rows.where('c.queue', queue)
  if (from !== undefined) rows.where('e.at', '>=', from)
  if (to !== undefined) rows.where('e.at', '<', to)
  return rows
}

export interface VisitorFilter {
  /** A part of his name or e-mail address. */
  words?: Text
  /** Blocked at this time. */
  blockedAt?: Text
}

export function visitorRows(tx: Tx, { words, blockedAt }: VisitorFilter = {}) {
  const rows = tx('visitors')
    .leftJoin('identities', 'identities.visitor', 'visitors.id')
    .leftJoin('erasures', 'erasures.visitor', 'visitors.id')
    .select('visitors.*', 'identities.site', 'identities.sub')
    .select({ erasure: 'erasures.due', erasure_error: 'erasures.error', erasure_failed: 'erasures.failed_at' })
  if (words !== undefined) whereLike(rows, words, ['visitors.name', 'visitors.email'])
  if (blockedAt !== undefined) rows.where('blocked_until', '>', blockedAt)
  return rows
}

export interface VisitorViewRow extends VisitorRow {
  site: string | null
  sub: string | null
  erasure: string | null
  erasure_error: string | null
  erasure_failed: string | null
}

export async function findVisitorRow(tx: Tx, id: number): Promise<VisitorViewRow | undefined> {
  return (await visitorRows(tx).where('visitors.id', id).first()) as VisitorViewRow | undefined
}

/** What a visitor is called from now on; null: nothing. */
export async function putVisitor(
  tx: Tx,
  id: number,
  change: { name?: string | null; email?: string | null },
): Promise<void> {
  await tx('visitors').where({ id }).update(change)
}

export interface IssueViewFilter {
  state?: Text
  type?: Text
  priority?: Text
  handler?: Text
  agent?: Text
  queue?: Text
  /** Only those with a scene of a conversation of this visitor’s, or of this one. */
  visitor?: number | undefined
  conversation?: number | undefined
  /** Only those of which a clock has run out by then and was not stopped. */
  overdueAt?: Text
  ids?: readonly number[] | undefined
}

export function issueRows(tx: Tx, filter: IssueViewFilter = {}) {
  const { state, type, priority, handler, agent, queue, visitor, conversation, overdueAt, ids } = filter
  const rows = tx('issues').select('issues.*')
  for (const [column, value] of Object.entries({ state, priority, handler, agent, queue }))
    if (value !== undefined) rows.where(column, value)
  if (type !== undefined)
    rows.where((one) => one.where({ type }).orWhereRaw('substr(type, 1, ?) = ?', [type.length + 1, `${type}/`]))
  if (ids !== undefined) rows.whereIn('issues.id', ids as number[])
  if (conversation !== undefined) rows.whereIn('issues.id', tx('issue_scenes').where({ conversation }).select('issue'))
  if (visitor !== undefined) {
    const his = tx('conversations').where({ visitor }).select('id')
    rows.whereIn('issues.id', tx('issue_scenes').whereIn('conversation', his).select('issue'))
  }
  if (overdueAt !== undefined) {
    const late = tx('issue_clocks').whereNull('done_at').whereNull('left').where('due', '<=', overdueAt)
    rows.whereIn('issues.id', late.select('issue'))
  }
  return rows
}

export function reminderRows(tx: Tx, issue: number | undefined) {
  const place = tx.raw("at || ' ' || issue || ' ' || round || ' ' || clock || ' ' || level || ' ' || jid AS place")
  const rows = tx.from(tx('reminders').select('issue', 'round', 'clock', 'level', 'jid', 'at', place).as('reminders'))
  return issue === undefined ? rows : rows.where({ issue })
}

export interface Board {
  staff: { state: string; count: number }[]
  /** Those of them who get visitors of a queue. */
  agents: { state: string; count: number }[]
  conversations: { state: string; count: number }[]
  issues: { state: string; count: number }[]
  overdue: number
  outbox: number
  mails: number
}

/** How much of everything there is now. */
export async function countAll(tx: Tx, now: string): Promise<Board> {
  const count = async (rows: Promise<{ n?: number | string }[]>) => Number((await rows)[0]?.n ?? 0)
  const byState = async (table: string, among: (rows: ReturnType<Tx>) => void): Promise<Board['staff']> => {
    const rows = tx(table).groupBy('state').select('state').count({ n: '*' }).orderBy('state')
    among(rows as ReturnType<Tx>)
    const found = (await rows) as { state?: string; n?: number | string }[]
    return found.map(({ state, n }) => ({ state: String(state), count: Number(n) }))
  }
  const late = tx('issue_clocks').whereNull('done_at').whereNull('left').where('due', '<=', now)
  return {
    staff: await byState('staff', (rows) => rows.where({ active: true })),
    agents: await byState('staff', (rows) =>
      rows.where({ active: true }).whereIn('jid', tx('queue_agents').select('jid')),
    ),
    conversations: await byState('conversations', (rows) => rows.whereNot({ state: 'closed' })),
    issues: await byState('issues', (rows) => rows.whereNot({ state: 'closed' })),
    overdue: await count(late.countDistinct({ n: 'issue' }) as never),
    outbox: await count(tx('outbox').count({ n: '*' }) as never),
    mails: await count(tx('mails').whereNull('failed_at').count({ n: '*' }) as never),
  }
}
