// Staff: agents, handlers and leads, the queues they serve, and the clients they are connected with.
import type { Quiet } from '../model/hours.ts'
import type { Resource, Role, Staff, State } from '../model/person.ts'
import { insertApiEvent } from './api-events.ts'
import type { Tx } from './database.ts'
import { type StaffRow, toStaff } from './rows.ts'

export async function findStaff(tx: Tx, jid: string): Promise<Staff | undefined> {
  const row = await tx<StaffRow>('staff').where({ jid }).first()
  return row && toStaff(row)
}

/** Everybody who is on the desk, by name. */
export async function listStaff(tx: Tx): Promise<Staff[]> {
  return (await tx<StaffRow>('staff').where({ active: true }).orderBy('name')).map(toStaff)
}

/** The staff of a queue, by name. */
export async function listQueueStaff(tx: Tx, queue: string): Promise<Staff[]> {
  const rows = await tx<StaffRow>('staff')
    .where({ active: true })
    .whereIn('jid', tx('queue_agents').where({ queue }).select('jid'))
    .orderBy('name')
  return rows.map(toStaff)
}

/** The names of the queues somebody serves. */
export async function listQueuesOf(tx: Tx, jid: string): Promise<string[]> {
  return tx('queue_agents').where({ jid }).orderBy('queue').pluck('queue')
}

/** Adds him, or brings name and roles up to date. */
export async function putStaff(tx: Tx, person: { jid: string; name: string; roles: readonly Role[] }): Promise<void> {
  const row = { jid: person.jid, name: person.name, roles: person.roles.join(',') }
  await tx('staff').insert(row).onConflict('jid').merge(['name', 'roles'])
}

export async function putQueueAgent(tx: Tx, queue: string, jid: string): Promise<void> {
  await tx('queue_agents').insert({ queue, jid }).onConflict(['queue', 'jid']).ignore()
}

/** True when this call changed the state. */
export async function markState(tx: Tx, jid: string, state: State, at: string): Promise<boolean> {
  if ((await tx('staff').where({ jid }).whereNot({ state }).update({ state })) !== 1) return false
  await insertApiEvent(tx, { kind: 'staff', what: state, subject: jid, who: null, at })
  return true
}

/** His own choice of state; null leaves it to his clients. */
export async function markOverride(tx: Tx, jid: string, override: 'normal' | 'busy' | null): Promise<void> {
  await tx('staff').where({ jid }).update({ override })
}

/** How many conversations in a row he let go without an answer. */
export async function markIgnored(tx: Tx, jid: string, ignored: number): Promise<void> {
  await tx('staff').where({ jid }).whereNot({ ignored }).update({ ignored })
}

/** When he is not to be reminded; null: always. */
export async function markQuiet(tx: Tx, jid: string, quiet: Quiet | null): Promise<void> {
  await tx('staff')
    .where({ jid })
    .update({ quiet: quiet === null ? null : JSON.stringify(quiet) })
}

/** How many conversations he has at most; null: as his queues say. */
export async function markCapacity(tx: Tx, jid: string, capacity: number | null): Promise<void> {
  await tx('staff').where({ jid }).update({ capacity })
}

/** When his last client vanished without a word; null once he is back or gone for good. */
export async function markLost(tx: Tx, jid: string, at: string | null): Promise<void> {
  await tx('staff').where({ jid }).update({ lost_at: at })
}

/** Those whose last client vanished at or before a time. */
export async function listLost(tx: Tx, until: string): Promise<Staff[]> {
  return (await tx<StaffRow & { lost_at: string }>('staff').where('lost_at', '<=', until)).map(toStaff)
}

export async function markStaffLang(tx: Tx, jid: string, lang: string): Promise<void> {
  await tx('staff').where({ jid }).update({ lang })
}

/** His client answers with receipts. */
export async function markStaffReceipts(tx: Tx, jid: string): Promise<void> {
  await tx('staff').where({ jid, receipts: false }).update({ receipts: true })
}

/** The connected clients of a bare JID. */
export async function listResources(tx: Tx, jid: string): Promise<Resource[]> {
  return tx('resources').where({ jid, stale: false }).select('show', 'priority')
}

/** Notes a client of somebody. True when it was not known. */
export async function putResource(
  tx: Tx,
  jid: string,
  resource: string,
  { show, priority }: Resource,
): Promise<boolean> {
  const known = await tx('resources').where({ jid, resource }).update({ show, priority, stale: false })
  if (known === 1) return false
  await tx('resources').insert({ jid, resource, show, priority, stale: false }).onConflict(['jid', 'resource']).merge()
  return true
}

/** True when it was known. */
export async function deleteResource(tx: Tx, jid: string, resource: string): Promise<boolean> {
  return (await tx('resources').where({ jid, resource }).delete()) === 1
}

/** After the desk was away nothing is known for sure: all count again once they show themselves. */
export async function markResourcesStale(tx: Tx): Promise<void> {
  await tx('resources').update({ stale: true })
}

/** The bare JIDs of all who were connected when the desk last knew. */
export async function listConnected(tx: Tx): Promise<string[]> {
  return tx('resources').distinct().pluck('jid')
}

/** Takes out clients that did not show themselves again; gives the bare JIDs. */
export async function takeStaleResources(tx: Tx): Promise<string[]> {
  const jids: string[] = await tx('resources').where({ stale: true }).distinct().pluck('jid')
  await tx('resources').where({ stale: true }).delete()
  return jids
}
