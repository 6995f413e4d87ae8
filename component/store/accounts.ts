// How the accounts of the staff on IM server 2 are to be, whether they are so, and the staff as the admin sees it.
import type { Tx } from './database.ts'
import { whereLike } from './pages.ts'
import type { StaffRow } from './rows.ts'

export interface AccountRow {
  jid: string
  wanted: 'open' | 'shut'
  sealed: string | null
  version: number
  done: number
  tries: number
  due: string
  taken_until: string | null
  error: string | null
  failed_at: string | null
  at: string
}

/** From now on the account is to be so; an earlier password that was not yet handed over gives way to a newer one. */
export async function putAccount(
  tx: Tx,
  account: { jid: string; wanted: 'open' | 'shut'; sealed: string | null; at: string },
): Promise<void> {
  const { jid, wanted, sealed, at } = account
  const was = await findAccount(tx, jid)
  const fresh = { due: at, tries: 0, taken_until: null, error: null, failed_at: null }
  if (!was) {
    await tx('accounts').insert({ jid, wanted, sealed, at, ...fresh })
    return
  }
  // What is shut needs no password of anybody's.
  const kept = wanted === 'shut' ? null : (sealed ?? was.sealed)
  await tx('accounts')
    .where({ jid })
    .update({ ...fresh, wanted, sealed: kept, version: was.version + 1, at })
}

export async function findAccount(tx: Tx, jid: string): Promise<AccountRow | undefined> {
  return tx<AccountRow>('accounts').where({ jid }).first()
}

/** The next account that is not yet as it is to be, taken until a time. */
export async function takeAccount(tx: Tx, now: string, until: string): Promise<AccountRow | undefined> {
  const row = await tx<AccountRow>('accounts')
    .whereRaw('done < version')
    .whereNull('failed_at')
    .where('due', '<=', now)
    .where((free) => free.whereNull('taken_until').orWhere('taken_until', '<=', now))
    .orderBy('due')
    .first()
  if (row) await tx('accounts').where({ jid: row.jid }).update({ taken_until: until })
  return row
}

/** It is as that version wants it; the password is forgotten, unless there is a newer one. */
export async function markAccountDone(tx: Tx, jid: string, version: number): Promise<void> {
  await tx('accounts').where({ jid }).update({ taken_until: null, done: version })
  await tx('accounts').where({ jid, version }).update({ sealed: null, error: null, tries: 0 })
}

/** It could not be done; `due` is when it is tried again, null never. */
export async function markAccountFailed(
  tx: Tx,
  { jid, version }: Pick<AccountRow, 'jid' | 'version'>,
  { error, due, at }: { error: string; due: string | null; at: string },
): Promise<void> {
  await tx('accounts').where({ jid }).update({ taken_until: null })
  const rest = due === null ? { failed_at: at, sealed: null } : { due }
  await tx('accounts')
    .where({ jid, version })
    .update({ error, tries: tx.raw('tries + 1'), ...rest })
}

/** How many accounts are not yet as they are to be, and how many were given up. */
export async function countAccounts(tx: Tx): Promise<{ pending: number; failed: number }> {
  const open = () => tx('accounts').whereRaw('done < version')
  const [pending] = await open().whereNull('failed_at').count({ n: '*' })
  const [failed] = await open().whereNotNull('failed_at').count({ n: '*' })
  return { pending: Number(pending?.n ?? 0), failed: Number(failed?.n ?? 0) }
}

export interface PersonRow extends StaffRow {
  active: boolean | number
  sync_version: number | null
  sync_done: number | null
  sync_error: string | null
  sync_failed_at: string | null
  sync_at: string | null
  conversations: number | string
}

/** Everybody, also who is not on the desk any more, with how his account stands. */
export interface PeopleFilter {
  role?: string | undefined
  queue?: string | undefined
  active?: boolean | undefined
  /** A part of the name or the account. */
  words?: string | undefined
}

export function people(tx: Tx, filter: PeopleFilter = {}) {
  const load = tx('conversations').where({ state: 'active' }).whereRaw('conversations.agent = staff.jid').count('*')
  const rows = tx('staff')
    .leftJoin('accounts', 'accounts.jid', 'staff.jid')
    .select('staff.*', load.as('conversations'))
    .select({ sync_version: 'accounts.version', sync_done: 'accounts.done', sync_error: 'accounts.error' })
    .select({ sync_failed_at: 'accounts.failed_at', sync_at: 'accounts.at' })
  if (filter.role !== undefined) rows.whereRaw("',' || staff.roles || ',' LIKE ?", [`%,${filter.role},%`])
  if (filter.queue !== undefined)
    rows.whereIn('staff.jid', tx('queue_agents').where({ queue: filter.queue }).select('jid'))
  if (filter.active !== undefined) rows.where('staff.active', filter.active)
  if (filter.words !== undefined) whereLike(rows, filter.words, ['staff.name', 'staff.jid'])
  return rows
}

export async function findPersonRow(tx: Tx, jid: string): Promise<PersonRow | undefined> {
  return (await people(tx).where('staff.jid', jid).first()) as PersonRow | undefined
}

/** True when this call changed it. */
export async function markActive(tx: Tx, jid: string, active: boolean): Promise<boolean> {
  return (await tx('staff').where({ jid, active: !active }).update({ active })) === 1
}

/** The queues somebody serves from now on; no others. */
export async function putQueuesOf(tx: Tx, jid: string, queues: readonly string[]): Promise<void> {
  await tx('queue_agents').where({ jid }).delete()
  for (const queue of new Set(queues)) await tx('queue_agents').insert({ queue, jid })
}

/** None of his clients counts any more. */
export async function deleteResources(tx: Tx, jid: string): Promise<void> {
  await tx('resources').where({ jid }).delete()
}
