// Issues: what each is, who has to do with it, and how it goes from one state to the next.
import type { Issue, IssueState, Priority } from '../model/issue.ts'
import type { Tx } from './database.ts'

export interface IssueRow {
  id: number
  type: string
  content: string
  priority: string
  state: string
  handler: string
  agent: string
  queue: string | null
  bearer: string | null
  answer: string | null
  waits: string | null
  round: number
  duplicate_of: number | null
  opened_at: string
  state_at: string
}

export const toIssue = ({ duplicate_of, opened_at, state_at, ...row }: IssueRow): Issue => ({
  ...row,
  priority: row.priority as Priority,
  state: row.state as IssueState,
  waits: row.waits as Issue['waits'],
  duplicateOf: duplicate_of,
  openedAt: opened_at,
  stateAt: state_at,
})

export type NewIssue = Pick<Issue, 'type' | 'content' | 'priority' | 'handler' | 'agent' | 'queue'>

export async function insertIssue(tx: Tx, issue: NewIssue, at: string): Promise<Issue> {
  const [row] = await tx('issues')
    .insert({ ...issue, state: 'open', opened_at: at, state_at: at })
    .returning<IssueRow[]>('*')
  return toIssue(row as IssueRow)
}

export async function findIssue(tx: Tx, id: number): Promise<Issue | undefined> {
  const row = await tx<IssueRow>('issues').where({ id }).first()
  return row && toIssue(row)
}

/** Somebody as far as it decides which issues he sees: the queues he serves, and the types he is responsible for. */
export interface Seer {
  jid: string
  isLead: boolean
  queues: readonly string[]
  types: readonly string[]
}

/** The ids of the issues somebody may see, as a query for others to use. */
export function seenBy(tx: Tx, { jid, isLead, queues, types }: Seer) {
  const ids = tx('issues').select('issues.id')
  if (isLead) return ids
  return ids.where((his) => {
    his
      .where({ handler: jid } as object)
      .orWhere({ agent: jid } as object)
      .orWhere({ bearer: jid } as object)
      .orWhereIn('queue', queues as string[])
      .orWhereIn('type', types as string[])
      .orWhereIn('issues.id', tx('issue_watchers').where({ jid }).select('issue'))
  })
}

/** Whether somebody may see one. */
export async function canSee(tx: Tx, seer: Seer, id: number): Promise<boolean> {
  return (await seenBy(tx, seer).where('issues.id', id).first()) !== undefined
}

export interface IssueFilter {
  states?: readonly IssueState[]
  /** This type and all below it. */
  type?: string
  queue?: string
  priority?: Priority
  handler?: string
  /** Only those of which a clock has run out by then and was not stopped. */
  overdueAt?: string
  /** Those that this person has to do something about, or filed. */
  mine?: string
  ids?: readonly number[]
}

const urgency = "CASE priority WHEN 'urgent' THEN 0 WHEN 'high' THEN 1 WHEN 'normal' THEN 2 ELSE 3 END"

/** Those somebody may see that fit, the most urgent first, then the oldest; and how many there are. */
export async function listIssues(
  tx: Tx,
  seer: Seer,
  filter: IssueFilter,
  limit: number,
): Promise<{ issues: Issue[]; count: number }> {
  const fitting = () => narrow(tx, tx<IssueRow>('issues').whereIn('issues.id', seenBy(tx, seer)), filter)
  const rows = await fitting().orderByRaw(urgency).orderBy('id').limit(limit).select('issues.*')
  const [total] = await fitting().count({ n: '*' })
  return { issues: rows.map((row) => toIssue(row as IssueRow)), count: Number((total as { n?: unknown })?.n ?? 0) }
}

function narrow(tx: Tx, rows: ReturnType<typeof allRows>, filter: IssueFilter) {
  const { states, type, queue, priority, handler, overdueAt, mine, ids } = filter
  if (states) rows.whereIn('state', states as IssueState[])
  if (type)
    rows.where((one) => one.where('type', type).orWhereRaw('substr(type, 1, ?) = ?', [type.length + 1, `${type}/`]))
  if (queue) rows.where({ queue } as object)
  if (priority) rows.where({ priority } as object)
  if (handler) rows.where({ handler } as object)
  if (ids) rows.whereIn('issues.id', ids as number[])
  if (mine)
    rows.where((his) =>
      his
        .where({ handler: mine } as object)
        .orWhere({ agent: mine } as object)
        .orWhere({ bearer: mine } as object),
    )
  if (overdueAt) {
    const late = tx('issue_clocks').whereNull('done_at').whereNull('left').where('due', '<=', overdueAt)
    rows.whereIn('issues.id', late.select('issue'))
  }
  return rows
}

const allRows = (tx: Tx) => tx<IssueRow>('issues')

/** Issues as they come, without asking who may see them. */
export async function listIssuesWhere(tx: Tx, where: Partial<IssueRow>): Promise<Issue[]> {
  return (await tx<IssueRow>('issues').where(where).orderBy('id')).map((row) => toIssue(row as IssueRow))
}

/** The issues that are not closed and that somebody handles, filed, or is to bring the answer of. */
export async function listPendingOf(tx: Tx, jid: string): Promise<Issue[]> {
  const rows = tx<IssueRow>('issues')
    .whereNot({ state: 'closed' })
    .where((his) => {
      his
        .where({ handler: jid } as object)
        .orWhere({ agent: jid } as object)
        .orWhere({ bearer: jid } as object)
    })
  return (await rows.orderBy('id')).map((row) => toIssue(row as IssueRow))
}

const pending: readonly IssueState[] = ['open', 'reopened', 'accepted']

async function move(tx: Tx, id: number, from: readonly IssueState[], to: object): Promise<boolean> {
  return (
    (await tx('issues')
      .where({ id })
      .whereIn('state', from as IssueState[])
      .update(to)) === 1
  )
}

/** Somebody takes it up, and is its handler. True when this call did. */
export function markAccepted(tx: Tx, id: number, handler: string, at: string): Promise<boolean> {
  return move(tx, id, ['open', 'reopened'], { state: 'accepted', handler, state_at: at })
}

/** It goes to another handler, who has not taken it up. True when this call did. */
export function markPassed(tx: Tx, id: number, handler: string, at: string): Promise<boolean> {
  const round = tx.raw('round + 1')
  return move(tx, id, pending, { state: 'open', handler, waits: null, round, state_at: at })
}

/** True when this call did. */
export function markResolved(tx: Tx, id: number, handler: string, answer: string, at: string): Promise<boolean> {
  return move(tx, id, pending, { state: 'resolved', handler, answer, waits: null, bearer: null, state_at: at })
}

/** It is open again, and begins a new round. True when this call did. */
export function markIssueReopened(tx: Tx, id: number, at: string): Promise<boolean> {
  const round = tx.raw('round + 1')
  return move(tx, id, ['resolved', 'closed'], {
    state: 'reopened',
    bearer: null,
    round,
    duplicate_of: null,
    state_at: at,
  })
}

/** True when this call did. */
export function markIssueClosed(tx: Tx, id: number, at: string, duplicateOf: number | null = null): Promise<boolean> {
  const all: readonly IssueState[] = [...pending, 'resolved']
  return move(tx, id, all, { state: 'closed', waits: null, bearer: null, duplicate_of: duplicateOf, state_at: at })
}

/** Whom it waits for; null when it goes on. True when this call changed it. */
export async function markWaits(tx: Tx, id: number, from: Issue['waits'], to: Issue['waits']): Promise<boolean> {
  const changed = await tx('issues')
    .where({ id, waits: from })
    .whereIn('state', pending as IssueState[])
    .update({ waits: to })
  return changed === 1
}

export async function markPriority(tx: Tx, id: number, priority: Priority): Promise<boolean> {
  const rows = tx('issues').where({ id }).whereNot({ priority }).whereNot({ state: 'closed' })
  return (await rows.update({ priority })) === 1
}

/** Who takes the answer to the visitor. True when this call changed it from what it was. */
export async function markBearer(tx: Tx, id: number, from: string | null, to: string | null): Promise<boolean> {
  return (await tx('issues').where({ id, bearer: from, state: 'resolved' }).update({ bearer: to })) === 1
}

/** True when he did not watch it. */
export async function insertWatcher(tx: Tx, issue: number, jid: string): Promise<boolean> {
  const rows = tx('issue_watchers').insert({ issue, jid }).onConflict(['issue', 'jid']).ignore()
  return (await rows.returning('jid')).length === 1
}

/** True when he watched it. */
export async function deleteWatcher(tx: Tx, issue: number, jid: string): Promise<boolean> {
  return (await tx('issue_watchers').where({ issue, jid }).delete()) === 1
}

export async function listWatchers(tx: Tx, issue: number): Promise<string[]> {
  return tx('issue_watchers').where({ issue }).orderBy('jid').pluck('jid')
}
