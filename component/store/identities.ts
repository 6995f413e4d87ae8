// Keys by which sites vouch for their visitors, whom they vouched for, and what each signature was used for.
import type { Tx } from './database.ts'

export interface IdentityKey {
  id: string
  site: string
  secret: string
}

/** Those that count now; of one id only, where it is named. */
export async function listIdentityKeys(tx: Tx, id?: string): Promise<IdentityKey[]> {
  const keys = tx('identity_keys').whereNull('ended_at').orderBy('at', 'desc')
  return (id === undefined ? keys : keys.where({ id })).select<IdentityKey[]>('id', 'site', 'secret')
}

export async function insertIdentityKey(tx: Tx, key: IdentityKey & { at: string }): Promise<void> {
  await tx('identity_keys').insert(key)
}

/** From now on nothing that is signed with it counts. True when this call ended it. */
export async function endIdentityKey(tx: Tx, id: string, at: string): Promise<boolean> {
  return (await tx('identity_keys').where({ id }).whereNull('ended_at').update({ ended_at: at })) === 1
}

/** The number of the visitor somebody of a site is. */
export async function findIdentity(tx: Tx, site: string, sub: string): Promise<number | undefined> {
  const row = await tx('identities').where({ site, sub }).first<{ visitor: number } | undefined>('visitor')
  return row?.visitor
}

/** Who a visitor is, if a site has vouched for him. */
export async function findVerified(tx: Tx, visitor: number): Promise<{ site: string; sub: string } | undefined> {
  return tx('identities').where({ visitor }).first<{ site: string; sub: string } | undefined>('site', 'sub')
}

export async function insertIdentity(
  tx: Tx,
  identity: { site: string; sub: string; visitor: number; at: string },
): Promise<void> {
  await tx('identities').insert(identity)
}

/** Takes a signature for a browser; false when another browser had it before. */
export async function takeIdentityUse(
  tx: Tx,
  use: { site: string; jti: string; browser: string; expiresAt: string },
): Promise<boolean> {
  const { site, jti, browser, expiresAt } = use
  await tx('identity_uses').insert({ site, jti, browser, expires_at: expiresAt }).onConflict(['site', 'jti']).ignore()
  const row = await tx('identity_uses').where({ site, jti }).first<{ browser: string } | undefined>('browser')
  return row?.browser === browser
}

/** What has expired can't be used again anyway. */
export async function deleteExpiredUses(tx: Tx, before: string): Promise<void> {
  await tx('identity_uses').where('expires_at', '<', before).delete()
}

/** All of them, without their secrets. */
export const identityKeyRows = (tx: Tx) => tx('identity_keys').select('id', 'site', 'at', 'ended_at')

export async function findIdentityKeyById(
  tx: Tx,
  id: string,
): Promise<{ id: string; site: string; at: string; ended_at: string | null } | undefined> {
  return identityKeyRows(tx).where({ id }).first()
}
