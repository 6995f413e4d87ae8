// Visitors: who they are on IM server 1, and what is known of them.
import type { Page, Visitor } from '../model/person.ts'
import type { Tx } from './database.ts'
import { toVisitor, type VisitorRow } from './rows.ts'

export async function findVisitor(tx: Tx, jid: string): Promise<Visitor | undefined> {
  const row = await tx<VisitorRow>('visitors').where({ jid }).first()
  return row && toVisitor(row)
}

export async function getVisitor(tx: Tx, id: number): Promise<Visitor> {
  const row = await tx<VisitorRow>('visitors').where({ id }).first()
  if (!row) throw new Error(`no visitor ${id}`)
  return toVisitor(row)
}

export async function findVisitorByToken(tx: Tx, tokenHash: string): Promise<Visitor | undefined> {
  const row = await tx<VisitorRow>('visitors').where({ token_hash: tokenHash }).first()
  return row && toVisitor(row)
}

export async function insertVisitor(
  tx: Tx,
  visitor: { jid: string; tokenHash: string; name: string | null; at: string },
): Promise<void> {
  const { jid, tokenHash, name, at } = visitor
  await tx('visitors').insert({ jid, token_hash: tokenHash, name, first_seen: at, last_seen: at })
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
