// Where admins are signed in: a row for each browser, found by the hash of what its cookie holds.
import type { Tx } from './database.ts'

export interface AdminSession {
  id: number
  admin: number
  address: string
  agent: string
  createdAt: string
  lastSeenAt: string
}

interface AdminSessionRow {
  id: number
  admin: number
  address: string
  agent: string
  created_at: string
  last_seen_at: string
}

const toSession = ({ id, admin, address, agent, created_at, last_seen_at }: AdminSessionRow): AdminSession => ({
  ...{ id, admin, address, agent, createdAt: created_at, lastSeenAt: last_seen_at },
})

/** A session counts that was seen after `seen`, and was begun after `begun`. */
export interface Since {
  seen: string
  begun: string
}

const counting = (tx: Tx, { seen, begun }: Since) =>
  tx('admin_sessions').whereNull('ended_at').where('last_seen_at', '>', seen).where('created_at', '>', begun)

export async function insertAdminSession(
  tx: Tx,
  session: { hash: string; admin: number; address: string; agent: string; at: string },
): Promise<AdminSession> {
  const { at, ...row } = session
  const [made] = await tx('admin_sessions')
    .insert({ ...row, created_at: at, last_seen_at: at })
    .returning<AdminSessionRow[]>('*')
  return toSession(made as AdminSessionRow)
}

/** The session of this hash, if it counts. */
export async function findAdminSession(tx: Tx, hash: string, since: Since): Promise<AdminSession | undefined> {
  const row: AdminSessionRow | undefined = await counting(tx, since).where({ hash }).first()
  return row && toSession(row)
}

/** Where an admin is signed in, the latest first. */
export async function listAdminSessions(tx: Tx, admin: number, since: Since): Promise<AdminSession[]> {
  const rows: AdminSessionRow[] = await counting(tx, since).where({ admin }).orderBy('id', 'desc')
  return rows.map(toSession)
}

/** From where an admin has signed in, as far as that is remembered. */
export async function listAddresses(tx: Tx, admin: number): Promise<string[]> {
  return tx('admin_sessions').where({ admin }).distinct('address').pluck('address')
}

export async function markSeen(tx: Tx, id: number, at: string): Promise<void> {
  await tx('admin_sessions').where({ id }).update({ last_seen_at: at })
}

/** Ends a session of an admin. True when this call ended it. */
export async function endAdminSession(tx: Tx, admin: number, id: number, at: string): Promise<boolean> {
  return (await tx('admin_sessions').where({ id, admin }).whereNull('ended_at').update({ ended_at: at })) === 1
}

/** Ends the one whose cookie holds this, whoever’s it is. */
export async function endSessionByHash(tx: Tx, hash: string, at: string): Promise<void> {
  await tx('admin_sessions').where({ hash }).whereNull('ended_at').update({ ended_at: at })
}

/** Ends all sessions of an admin, but for one. */
export async function endAdminSessions(tx: Tx, admin: number, at: string, but?: number): Promise<void> {
  const rows = tx('admin_sessions').where({ admin }).whereNull('ended_at')
  if (but !== undefined) rows.whereNot({ id: but })
  await rows.update({ ended_at: at })
}

/** Forgets those that began before, and with them from where that was. */
export async function deleteAdminSessions(tx: Tx, before: string): Promise<void> {
  await tx('admin_sessions').where('created_at', '<', before).delete()
}
