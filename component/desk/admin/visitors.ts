// Visitors as the admin sees them, and blocking one for a time without a conversation with him.
import { DeskError } from '../../model/error.ts'
import type { Page as WebPage } from '../../model/person.ts'
import { say } from '../../model/say.ts'
import { stamp } from '../../model/time.ts'
import { listPage, type Page, type PageQuery } from '../../store/pages.ts'
import { toVisitor } from '../../store/rows.ts'
import { findVisitorRow, putVisitor, type VisitorFilter, type VisitorViewRow, visitorRows } from '../../store/views.ts'
import { markLinksEnded, markVisitor } from '../../store/visitors.ts'
import type { Turn } from '../turn.ts'

export interface VisitorView {
  id: number
  name: string | null
  email: string | null
  lang: string
  /** Who a site says he is. */
  verified: { site: string; sub: string } | null
  blockedUntil: string | null
  page: WebPage | null
  /** When he was erased, and whether that is done on the IM servers and in the uploads too. */
  erased: { at: string; outside: 'done' | 'pending' | 'failed'; error: string | null } | null
  firstSeen: string
  lastSeen: string
}

/** Without who he is, only whether it is known: the audit can't be changed, and he can be erased. */
export function discreetly({ name, email, verified, page: _, ...rest }: VisitorView): object {
  return { ...rest, hasName: name !== null, hasEmail: email !== null, isVerified: verified !== null }
}

type Row = VisitorViewRow

function viewOf(row: Row): VisitorView {
  const { id, name, email, lang, blockedUntil, page, firstSeen, lastSeen } = toVisitor(row)
  const verified = row.site === null ? null : { site: row.site, sub: row.sub ?? '' }
  return { id, name, email, lang, verified, blockedUntil, page, erased: erasureOf(row), firstSeen, lastSeen }
}

function erasureOf({ erased_at, erasure, erasure_error, erasure_failed }: Row): VisitorView['erased'] {
  if (erased_at === null) return null
  const outside = erasure === null ? 'done' : erasure_failed === null ? 'pending' : 'failed'
  return { at: erased_at, outside, error: erasure_error }
}

export async function listVisitors(
  turn: Turn,
  { words, blocked }: { words?: string | undefined; blocked?: boolean | undefined },
  page: PageQuery,
): Promise<Page<VisitorView>> {
  const filter: VisitorFilter = { words, blockedAt: blocked ? stamp(turn.now) : undefined }
  const { rows, next } = await listPage<Row>(visitorRows(turn.tx, filter), page)
  return { rows: rows.map(viewOf), next }
}

export async function getVisitorView(turn: Turn, number: number): Promise<VisitorView> {
  const row = await findVisitorRow(turn.tx, number)
  if (!row) throw new DeskError('not-found', say('adminVisitorNone', { number }))
  return viewOf(row)
}

/** What he is called and where he gets mail; null takes it away. */
export async function changeVisitor(
  turn: Turn,
  number: number,
  change: { name?: string | null; email?: string | null },
): Promise<VisitorView> {
  await notErased(turn, number)
  if (Object.keys(change).length > 0) await putVisitor(turn.tx, number, change)
  return getVisitorView(turn, number)
}

/** Until then nothing of the visitor is taken; null ends it. */
export async function blockUntil(turn: Turn, number: number, until: string | null): Promise<VisitorView> {
  await notErased(turn, number)
  await markVisitor(turn.tx, number, { blockedUntil: until })
  return getVisitorView(turn, number)
}

async function notErased(turn: Turn, number: number): Promise<void> {
  const { erased } = await getVisitorView(turn, number)
  if (erased) throw new DeskError('conflict', say('visitorErased', { number }))
}

/** Links in mails that he got until now lead nowhere any more. */
export async function endLinks(turn: Turn, number: number): Promise<VisitorView> {
  await getVisitorView(turn, number)
  await markLinksEnded(turn.tx, number, stamp(turn.now))
  return getVisitorView(turn, number)
}
