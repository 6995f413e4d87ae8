// Admins: who may use the admin page. What they know is kept as a hash (passwords) or encrypted (one-time codes).
import { adminKey } from '../model/admin.ts'
import type { Tx } from './database.ts'

export interface Admin {
  id: number
  name: string
  /** Whether a one-time code is asked for. */
  totp: boolean
  active: boolean
  createdAt: string
  lastLoginAt: string | null
}

/** What he must know to come in. */
export interface AdminSecrets {
  password: string | null
  /** Both encrypted: the one that counts, and one that waits for its first code. */
  totp: string | null
  totpNext: string | null
}

export interface AdminRow {
  id: number
  name: string
  password: string | null
  totp: string | null
  totp_next: string | null
  active: boolean | number
  created_at: string
  last_login_at: string | null
}

export const toAdmin = (row: AdminRow): Admin => ({
  id: row.id,
  name: row.name,
  totp: row.totp !== null,
  active: Boolean(row.active),
  createdAt: row.created_at,
  lastLoginAt: row.last_login_at,
})

/** Adds one who can't sign in yet; undefined when there is one of this name. */
export async function insertAdmin(tx: Tx, name: string, at: string): Promise<Admin | undefined> {
  const row = { name, key: adminKey(name), active: false, created_at: at }
  const [made] = await tx('admins').insert(row).onConflict('key').ignore().returning<AdminRow[]>('*')
  return made && toAdmin(made)
}

export async function findAdmin(tx: Tx, id: number): Promise<Admin | undefined> {
  const row = await tx<AdminRow>('admins').where({ id }).first()
  return row && toAdmin(row as AdminRow)
}

export async function findAdminByName(tx: Tx, name: string): Promise<Admin | undefined> {
  const row: AdminRow | undefined = await tx('admins')
    .where({ key: adminKey(name) })
    .first()
  return row && toAdmin(row)
}

export async function adminSecrets(tx: Tx, id: number): Promise<AdminSecrets | undefined> {
  const row = await tx<AdminRow>('admins').where({ id }).first()
  return row && { password: row.password, totp: row.totp, totpNext: row.totp_next }
}

export const adminRows = (tx: Tx) => tx('admins').select('*')

export async function countActiveAdmins(tx: Tx): Promise<number> {
  return Number((await tx('admins').where({ active: true }).count({ n: '*' }))[0]?.n)
}

/** His password from now on, in place of the one that `was`. True when it was that one. */
export async function changePassword(tx: Tx, id: number, was: string, password: string): Promise<boolean> {
  return (await tx('admins').where({ id, password: was, active: true }).update({ password })) === 1
}

/** He can sign in from now on with this password alone. */
export async function markActive(tx: Tx, id: number, password: string): Promise<void> {
  await tx('admins').where({ id }).update({ password, active: true, totp: null, totp_next: null })
}

export async function markInactive(tx: Tx, id: number): Promise<void> {
  await tx('admins').where({ id }).update({ active: false, totp_next: null })
}

export async function deleteAdmin(tx: Tx, id: number): Promise<void> {
  await tx('admins').where({ id }).delete()
}

export async function markSignedIn(tx: Tx, id: number, at: string): Promise<void> {
  await tx('admins').where({ id }).update({ last_login_at: at })
}

/** Takes a code by its step in time; false when that or a later one was used before. */
export async function takeStep(tx: Tx, id: number, step: number): Promise<boolean> {
  return (await tx('admins').where({ id }).where('totp_step', '<', step).update({ totp_step: step })) === 1
}

/** The secret that waits for its first code. */
export async function offerTotp(tx: Tx, id: number, sealed: string): Promise<void> {
  await tx('admins').where({ id }).update({ totp_next: sealed })
}

/** Codes are asked for from now on, of the secret that waited; null: none are. */
export async function setTotp(tx: Tx, id: number, sealed: string | null): Promise<void> {
  await tx('admins').where({ id }).update({ totp: sealed, totp_next: null })
}
