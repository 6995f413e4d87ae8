// Admins: who may use the admin page, and the one-time links by which they set their passwords. All may do the same.
import { DeskError } from '../../model/error.ts'
import { say } from '../../model/say.ts'
import { later, stamp } from '../../model/time.ts'
import { endAdminSessions } from '../../store/admin-sessions.ts'
import {
  type Admin,
  type AdminRow,
  adminRows,
  adminSecrets,
  countActiveAdmins,
  deleteAdmin,
  findAdmin,
  findAdminByName,
  insertAdmin,
  markActive,
  markInactive,
  toAdmin,
} from '../../store/admins.ts'
import {
  deleteInvitations,
  findInvitation,
  type Invitation,
  type InvitationKind,
  replaceInvitation,
  takeInvitation,
} from '../../store/invitations.ts'
import { listPage, type Page, type PageQuery } from '../../store/pages.ts'
import type { Turn } from '../turn.ts'

export type { Admin } from '../../store/admins.ts'
export type { InvitationKind } from '../../store/invitations.ts'

const day = 86_400

export async function listAdmins(turn: Turn, page: PageQuery): Promise<Page<Admin>> {
  const { rows, next } = await listPage<AdminRow>(adminRows(turn.tx), page)
  return { rows: rows.map(toAdmin), next }
}

export async function getAdmin(turn: Turn, number: number): Promise<Admin> {
  const admin = await findAdmin(turn.tx, number)
  if (!admin) throw new DeskError('not-found', say('adminNone', { number }))
  return admin
}

/** Takes a link for somebody who may become an admin under any name; until when it counts. The one before counts no more. */
export const inviteAnybody = (turn: Turn, hash: string): Promise<string> => link(turn, 'first', null, hash)

/** The same while there is no admin who can sign in; undefined when there is one. */
export async function inviteFirst(turn: Turn, hash: string): Promise<string | undefined> {
  return (await countActiveAdmins(turn.tx)) === 0 ? inviteAnybody(turn, hash) : undefined
}

export interface Invited {
  admin: Admin
  expiresAt: string
}

/** A link for a new admin; refuses a name that one has. */
export async function addAdmin(turn: Turn, name: string, hash: string): Promise<Invited> {
  const admin = await insertAdmin(turn.tx, name, stamp(turn.now))
  if (!admin) throw new DeskError('conflict', say('adminThere', { name }))
  return { admin, expiresAt: await link(turn, 'new', admin.id, hash) }
}

/** Another link for an admin, also for one who was put out: what he knows counts until it is used. */
export async function inviteAgain(turn: Turn, number: number, hash: string): Promise<Invited> {
  const admin = await getAdmin(turn, number)
  const secrets = await adminSecrets(turn.tx, number)
  const kind = secrets?.password === null ? 'new' : 'reset'
  return { admin, expiresAt: await link(turn, kind, number, hash) }
}

/** A link for the admin of this name, whether there is one yet or not. */
export async function invite(turn: Turn, name: string, hash: string): Promise<Invited> {
  const admin = await findAdminByName(turn.tx, name)
  return admin ? inviteAgain(turn, admin.id, hash) : addAdmin(turn, name, hash)
}

async function link(turn: Turn, kind: InvitationKind, admin: number | null, hash: string): Promise<string> {
  const expiresAt = later(turn.now, day)
  await replaceInvitation(turn.tx, { kind, admin, expiresAt }, hash)
  return expiresAt
}

/** What a link is for; refuses one that counts no more. `name` is '' where it may be any. */
export async function lookAtLink(
  turn: Turn,
  hash: string,
): Promise<{ name: string; kind: InvitationKind; expiresAt: string }> {
  const { admin, kind, expiresAt } = await getInvitation(turn, hash)
  return { name: admin === null ? '' : (await getAdmin(turn, admin)).name, kind, expiresAt }
}

/** Uses a link up: he signs in with this password from now on, and with that alone. */
export async function acceptLink(turn: Turn, hash: string, name: string, password: string): Promise<Admin> {
  const { admin } = await getInvitation(turn, hash)
  if (!(await takeInvitation(turn.tx, hash))) throw linkNone()
  const his = admin === null ? await firstOf(turn, name) : await getAdmin(turn, admin)
  if (admin !== null && (await findAdminByName(turn.tx, name))?.id !== admin)
    throw new DeskError('conflict', say('adminLinkOther', { name: his.name }))
  await endAdminSessions(turn.tx, his.id, stamp(turn.now))
  await markActive(turn.tx, his.id, password)
  return getAdmin(turn, his.id)
}

async function firstOf(turn: Turn, name: string): Promise<Admin> {
  const admin = await insertAdmin(turn.tx, name, stamp(turn.now))
  if (!admin) throw new DeskError('conflict', say('adminThere', { name }))
  return admin
}

async function getInvitation(turn: Turn, hash: string): Promise<Invitation> {
  const found = await findInvitation(turn.tx, hash, stamp(turn.now))
  if (!found) throw linkNone()
  return found
}

const linkNone = () => new DeskError('not-found', say('adminLinkNone'))

/** Puts him out everywhere; one who was only invited is as if he had never been. Refuses the last who can sign in. */
export async function removeAdmin(turn: Turn, number: number): Promise<void> {
  const { name, active } = await getAdmin(turn, number)
  if (active && (await countActiveAdmins(turn.tx)) === 1) throw new DeskError('conflict', say('adminLast', { name }))
  await deleteInvitations(turn.tx, number)
  await endAdminSessions(turn.tx, number, stamp(turn.now))
  const secrets = await adminSecrets(turn.tx, number)
  if (secrets?.password === null) await deleteAdmin(turn.tx, number)
  else await markInactive(turn.tx, number)
}
