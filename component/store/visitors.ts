// Visitors: who they are on IM server 1, and what is known of them.
import type { Page, Visitor } from '../model/person.ts'
import type { Tx } from './database.ts'
import { toVisitor, type VisitorRow } from './rows.ts'

export async function findVisitor(tx: Tx, jid: string): Promise<Visitor | undefined> {
  const row = await tx<VisitorRow>('visitors').where({ jid }).first()
  return row && toVisitor(row)
}

export async function findVisitorById(tx: Tx, id: number): Promise<Visitor | undefined> {
  const row = await tx<VisitorRow>('visitors').where({ id }).first()
  return row && toVisitor(row)
}

export async function getVisitor(tx: Tx, id: number): Promise<Visitor> {
  const visitor = await findVisitorById(tx, id)
  if (!visitor) throw new Error(`no visitor ${id}`)
  return visitor
}

/** Whose browser shows the token of this hash. */
export async function findVisitorByToken(tx: Tx, tokenHash: string): Promise<Visitor | undefined> {
  const visitor = tx('visitor_tokens').where({ hash: tokenHash }).select('visitor')
  const row = await tx<VisitorRow>('visitors').whereIn('id', visitor).first()
  return row && toVisitor(row)
}

export async function insertVisitor(
  tx: Tx,
  visitor: { jid: string; tokenHash: string; name: string | null; at: string },
): Promise<void> {
  const { jid, tokenHash, name, at } = visitor
  const [row] = await tx('visitors')
    .insert({ jid, name, first_seen: at, last_seen: at })
    .returning<{ id: number }[]>('id')
  await insertToken(tx, (row as { id: number }).id, tokenHash, at)
}

/** One more token for a visitor; those of his other browsers stay good. */
export async function insertToken(tx: Tx, visitor: number, hash: string, at: string): Promise<void> {
  await tx('visitor_tokens').insert({ hash, visitor, at })
}

/** The browser that has it is nobody's any more. */
export async function deleteToken(tx: Tx, hash: string): Promise<void> {
  await tx('visitor_tokens').where({ hash }).delete()
}

export interface VisitorChange {
  name?: string
  lang?: string
  held?: boolean
  receipts?: boolean
  page?: Page
  lastSeen?: string
  email?: string
  blockedUntil?: string | null
}

export async function markVisitor(tx: Tx, id: number, change: VisitorChange): Promise<void> {
  const { lastSeen, page, blockedUntil, ...rest } = change
  const row: Record<string, unknown> = { ...rest }
  if (page) row.page = JSON.stringify(page)
  if (lastSeen) row.last_seen = lastSeen
  if (blockedUntil !== undefined) row.blocked_until = blockedUntil
  await tx('visitors').where({ id }).update(row)
}

/** Links in mails that were signed until then lead nowhere. */
export async function markLinksEnded(tx: Tx, id: number, at: string): Promise<void> {
  await tx('visitors').where({ id }).update({ links_since: at })
}

export async function findLinksSince(tx: Tx, id: number): Promise<string | null> {
  return (await tx('visitors').where({ id }).first('links_since'))?.links_since ?? null
}
