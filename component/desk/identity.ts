// Verified visitors: the same person in every browser that his site vouches for him in, and never two people in one.
import { DeskError } from '../model/error.ts'
import type { Visitor } from '../model/person.ts'
import { isEmail } from '../model/prechat.ts'
import { say } from '../model/say.ts'
import { stamp } from '../model/time.ts'
import {
  deleteExpiredUses,
  endIdentityKey,
  findIdentity,
  findVerified,
  type IdentityKey,
  insertIdentity,
  insertIdentityKey,
  listIdentityKeys,
  takeIdentityUse,
} from '../store/identities.ts'
import { findQueue } from '../store/queues.ts'
import {
  deleteToken,
  findVisitor,
  findVisitorByToken,
  getVisitor,
  insertToken,
  insertVisitor,
  markVisitor,
} from '../store/visitors.ts'
import type { Turn } from './turn.ts'

export type { IdentityKey } from '../store/identities.ts'

/** A key for a site: whoever has it can vouch for the site's visitors. `secret` comes from the caller's chance. */
export async function makeIdentityKey(turn: Turn, key: IdentityKey): Promise<void> {
  await insertIdentityKey(turn.tx, { ...key, at: stamp(turn.now) })
}

/** What is signed with it counts no more; who was verified by it stays who he is. */
export async function dropIdentityKey(turn: Turn, id: string): Promise<void> {
  if (!(await endIdentityKey(turn.tx, id, stamp(turn.now)))) throw new DeskError('not-found', say('keyUnknown', { id }))
}

/** The keys a signature may have been made with. */
export const identityKeys = (turn: Turn, id: string | undefined): Promise<IdentityKey[]> =>
  listIdentityKeys(turn.tx, id)

/** Whom a site vouches for, checked already: the signature is good and has not run out. */
export interface Vouched {
  site: string
  sub: string
  name: string | undefined
  email: string | undefined
  /** Names this signature among all of the site. */
  jti: string
  expiresAt: string
}

export interface VerifiedRequest {
  queue: string
  vouched: Vouched
  /** Hash of a secret of the browser it comes from. */
  browser: string
  /** Hash of the token the browser shows, if it has one. */
  tokenHash: string | undefined
  /** What a new visitor, and a browser without a good token, gets. */
  fresh: { jid: string; tokenHash: string }
}

/**
 * Opens a session for who the site says it is. `fresh`: the browser gets the fresh token; else the one it shows is his.
 * A browser's anonymous visitor becomes the verified one, if there was none yet and nobody has become him before.
 */
export async function openVerified(turn: Turn, request: VerifiedRequest): Promise<{ jid: string; fresh: boolean }> {
  const { queue, vouched, browser, tokenHash, fresh } = request
  const { site, sub, jti, expiresAt } = vouched
  const at = stamp(turn.now)
  if (!(await findQueue(turn.tx, queue))) throw new DeskError('not-found', say('queueUnknown', { name: queue }))
  await deleteExpiredUses(turn.tx, at)
  if (!(await takeIdentityUse(turn.tx, { site, jti, browser, expiresAt })))
    throw new DeskError('forbidden', say('identityReplayed'))
  const shown = tokenHash === undefined ? undefined : await findVisitorByToken(turn.tx, tokenHash)
  const known = await findIdentity(turn.tx, site, sub)
  if (known !== undefined) return enter(turn, await getVisitor(turn.tx, known), shown, request)
  if (shown && !(await findVerified(turn.tx, shown.id))) {
    await insertIdentity(turn.tx, { site, sub, visitor: shown.id, at })
    return enter(turn, shown, shown, request)
  }
  await insertVisitor(turn.tx, { ...fresh, name: vouched.name ?? null, at })
  const visitor = (await findVisitor(turn.tx, fresh.jid)) as Visitor
  await insertIdentity(turn.tx, { site, sub, visitor: visitor.id, at })
  await learn(turn, visitor, vouched)
  return { jid: visitor.jid, fresh: true }
}

/** He comes in by this browser, which gets a token of its own unless it has one of his. */
async function enter(
  turn: Turn,
  visitor: Visitor,
  shown: Visitor | undefined,
  { vouched, fresh }: VerifiedRequest,
): Promise<{ jid: string; fresh: boolean }> {
  await learn(turn, visitor, vouched)
  const own = shown?.id === visitor.id
  if (!own) await insertToken(turn.tx, visitor.id, fresh.tokenHash, stamp(turn.now))
  return { jid: visitor.jid, fresh: !own }
}

/** What the site says of him counts more than what he said himself. */
async function learn(turn: Turn, visitor: Visitor, { name, email }: Vouched): Promise<void> {
  const address = email !== undefined && isEmail(email) ? { email } : {}
  await markVisitor(turn.tx, visitor.id, { lastSeen: stamp(turn.now), ...(name ? { name } : {}), ...address })
}

/** Whether, and by whom, a visitor is verified. */
export async function verifiedAs(
  turn: Turn,
  visitor: Pick<Visitor, 'id'>,
): Promise<{ site: string; sub: string } | undefined> {
  return findVerified(turn.tx, visitor.id)
}

export async function isVerified(turn: Turn, jid: string): Promise<boolean> {
  const visitor = await findVisitor(turn.tx, jid)
  return visitor !== undefined && (await findVerified(turn.tx, visitor.id)) !== undefined
}

/** He logs out in one browser: its token leads back to nothing. Those of his other browsers stay good. */
export async function leaveBrowser(turn: Turn, tokenHash: string): Promise<void> {
  await deleteToken(turn.tx, tokenHash)
}
