// Sessions of admins: signing in, who a session is, where else he is signed in, and what he signs in with.
// Passwords and codes are compared before a turn, since that takes long; here is held that nothing has changed since.
import { DeskError } from '../../model/error.ts'
import { say } from '../../model/say.ts'
import { later, stamp } from '../../model/time.ts'
import {
  type AdminSession,
  deleteAdminSessions,
  endAdminSession,
  endAdminSessions,
  endSessionByHash,
  findAdminSession,
  insertAdminSession,
  listAddresses,
  listAdminSessions,
  markSeen,
  type Since,
} from '../../store/admin-sessions.ts'
import {
  adminSecrets,
  changePassword,
  findAdmin,
  findAdminByName,
  markSignedIn,
  offerTotp,
  setTotp,
  takeStep,
} from '../../store/admins.ts'
import { deleteExpiredInvitations } from '../../store/invitations.ts'
import type { Turn } from '../turn.ts'
import type { Admin } from './admins.ts'
import type { Caller } from './tokens.ts'

const idleHours = 12
const longestDays = 7
/** For so long is remembered from where he came. */
const rememberedDays = 30
const seenEvery = 60_000

const sinceOf = ({ now }: Turn): Since => ({
  ...{ seen: later(now, -idleHours * 3600), begun: later(now, -longestDays * 86_400) },
})

/** A caller who is signed in. */
export interface SignedIn extends Caller {
  session: { id: number; admin: number }
}

/** Whose session has this hash. `looks` only: that he is seen there does not keep it alive. */
export async function callerBySession(turn: Turn, hash: string, looks: boolean): Promise<SignedIn | undefined> {
  const session = await findAdminSession(turn.tx, hash, sinceOf(turn))
  const admin = session && (await findAdmin(turn.tx, session.admin))
  if (!session || !admin?.active) return undefined
  const isOld = turn.now.getTime() - Date.parse(session.lastSeenAt) > seenEvery
  if (isOld && !looks) await markSeen(turn.tx, session.id, stamp(turn.now))
  return asCaller(admin, session.id)
}

const asCaller = ({ id, name }: Admin, session: number): SignedIn => ({
  ...{ id: `admin-${id}`, name, scopes: ['all'], session: { id: session, admin: id } },
})

/** What somebody who names himself so must know; undefined where nobody can sign in under that name. */
export interface Account {
  id: number
  name: string
  password: string
  totp: string | null
  totpNext: string | null
  /** From where he came lately. */
  addresses: readonly string[]
  now: Date
}

export async function accountOf(turn: Turn, who: string | SignedIn): Promise<Account | undefined> {
  const admin = await (typeof who === 'string' ? findAdminByName(turn.tx, who) : findAdmin(turn.tx, who.session.admin))
  const secrets = admin?.active ? await adminSecrets(turn.tx, admin.id) : undefined
  if (!admin || !secrets || secrets.password === null) return undefined
  const { password, totp, totpNext } = secrets
  const addresses = await listAddresses(turn.tx, admin.id)
  return { id: admin.id, name: admin.name, password, totp, totpNext, addresses, now: turn.now }
}

/** Where a session begins. */
export interface Place {
  hash: string
  address: string
  agent: string
  /** What was signed in there before. */
  before: string | undefined
}

export interface Session {
  who: SignedIn
  admin: Admin
  expiresAt: string
}

/** Signs in whoever knew what the account has; undefined when it has changed since, or the code was used before. */
export async function signIn(
  turn: Turn,
  { id, password, totp }: Account,
  step: number | undefined,
  place: Place,
): Promise<Session | undefined> {
  const secrets = await adminSecrets(turn.tx, id)
  const admin = await findAdmin(turn.tx, id)
  if (!admin?.active || secrets?.password !== password || secrets.totp !== totp) return undefined
  if (step !== undefined && !(await takeStep(turn.tx, id, step))) return undefined
  return begin(turn, admin, place)
}

/** A session of its own for each signing in; what the browser had before ends. */
export async function begin(turn: Turn, { id }: Admin, { before, ...place }: Place): Promise<Session> {
  const at = stamp(turn.now)
  if (before !== undefined) await endSessionByHash(turn.tx, before, at)
  await markSignedIn(turn.tx, id, at)
  const session = await insertAdminSession(turn.tx, { ...place, admin: id, at })
  const admin = (await findAdmin(turn.tx, id)) as Admin
  return { who: asCaller(admin, session.id), admin, expiresAt: endOf(session) }
}

/** When it ends if he does nothing more. */
const endOf = ({ createdAt, lastSeenAt }: AdminSession): string => {
  const idle = later(new Date(lastSeenAt), idleHours * 3600)
  const longest = later(new Date(createdAt), longestDays * 86_400)
  return idle < longest ? idle : longest
}

export async function currentSession(turn: Turn, who: SignedIn): Promise<Session> {
  const session = (await listAdminSessions(turn.tx, who.session.admin, sinceOf(turn))).find(
    ({ id }) => id === who.session.id,
  )
  const admin = await findAdmin(turn.tx, who.session.admin)
  if (!session || !admin) throw new DeskError('not-found', say('adminSessionNone', { number: who.session.id }))
  return { who, admin, expiresAt: endOf(session) }
}

export async function signOut(turn: Turn, { session }: SignedIn): Promise<void> {
  await endAdminSession(turn.tx, session.admin, session.id, stamp(turn.now))
}

/** Everywhere he is signed in, here too. */
export const sessionsOf = (turn: Turn, { session }: SignedIn): Promise<AdminSession[]> =>
  listAdminSessions(turn.tx, session.admin, sinceOf(turn))

export async function endOther(turn: Turn, { session }: SignedIn, number: number): Promise<void> {
  if (!(await endAdminSession(turn.tx, session.admin, number, stamp(turn.now))))
    throw new DeskError('not-found', say('adminSessionNone', { number }))
}

/** Another password in place of the one that `was`; he is signed out everywhere else. False when that was changed before. */
export async function setPassword(turn: Turn, { session }: SignedIn, was: string, password: string): Promise<boolean> {
  if (!(await changePassword(turn.tx, session.admin, was, password))) return false
  await endAdminSessions(turn.tx, session.admin, stamp(turn.now), session.id)
  return true
}

/** A secret for one-time codes that counts once a code of it was given. */
export const showTotp = (turn: Turn, { session }: SignedIn, sealed: string): Promise<void> =>
  offerTotp(turn.tx, session.admin, sealed)

/** Codes of the secret that waited are asked for from now on; `step` is that of the first. */
export async function beginTotp(turn: Turn, { session }: SignedIn, sealed: string, step: number): Promise<void> {
  const waits = (await adminSecrets(turn.tx, session.admin))?.totpNext
  if (waits !== sealed) throw totpNone()
  await takeStep(turn.tx, session.admin, step)
  await setTotp(turn.tx, session.admin, sealed)
}

export const totpNone = () => new DeskError('conflict', say('adminTotpNone'))

export const endTotp = (turn: Turn, { session }: SignedIn): Promise<void> => setTotp(turn.tx, session.admin, null)

/** Old sessions, and links that count no more. */
export async function forgetSessions(turn: Turn): Promise<void> {
  await deleteAdminSessions(turn.tx, later(turn.now, -rememberedDays * 86_400))
  await deleteExpiredInvitations(turn.tx, stamp(turn.now))
}
