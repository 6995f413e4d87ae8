// One-time links by which admins set their passwords: whoever deletes the row has used it.
import type { Tx } from './database.ts'

export type InvitationKind = 'first' | 'new' | 'reset'

export interface Invitation {
  kind: InvitationKind
  /** Whose password it sets; null: of an admin who is yet to be. */
  admin: number | null
  expiresAt: string
}

interface InvitationRow {
  kind: string
  admin: number | null
  expires_at: string
}

const toInvitation = ({ kind, admin, expires_at }: InvitationRow): Invitation => ({
  ...{ kind: kind as InvitationKind, admin, expiresAt: expires_at },
})

/** Puts a link in the place of the one there was before for the same. */
export async function replaceInvitation(tx: Tx, { kind, admin, expiresAt }: Invitation, hash: string): Promise<void> {
  await deleteInvitations(tx, admin)
  await tx('admin_invitations').insert({ hash, kind, admin, expires_at: expiresAt })
}

/** The links of an admin; null: those for the first. */
export async function deleteInvitations(tx: Tx, admin: number | null): Promise<void> {
  await tx('admin_invitations').where({ admin }).delete()
}

export async function findInvitation(tx: Tx, hash: string, now: string): Promise<Invitation | undefined> {
  const row: InvitationRow | undefined = await tx('admin_invitations')
    .where({ hash })
    .where('expires_at', '>', now)
    .first()
  return row && toInvitation(row)
}

/** Uses a link up. True when this call did. */
export async function takeInvitation(tx: Tx, hash: string): Promise<boolean> {
  return (await tx('admin_invitations').where({ hash }).delete()) === 1
}

export async function deleteExpiredInvitations(tx: Tx, now: string): Promise<void> {
  await tx('admin_invitations').where('expires_at', '<=', now).delete()
}
