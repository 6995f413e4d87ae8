// The audit: who changed what when, before and after; rows are added and never changed. And the answers kept for repeats.
import type { Tx } from './database.ts'

export interface AuditRow {
  id: number
  at: string
  who: string
  door: 'api' | 'desk'
  what: string
  target: string
  before: string | null
  after: string | null
}

export async function insertAudit(tx: Tx, row: Omit<AuditRow, 'id'>): Promise<void> {
  await tx('audit').insert(row)
}

export function auditRows(
  tx: Tx,
  { who, what, target, from, to }: Partial<Record<'who' | 'what' | 'target' | 'from' | 'to', string | undefined>>,
) {
  const rows = tx('audit').select('*')
  if (who !== undefined) rows.where({ who })
  if (what !== undefined) rows.where({ what })
  if (target !== undefined) rows.where({ target })
  if (from !== undefined) rows.where('at', '>=', from)
  if (to !== undefined) rows.where('at', '<', to)
  return rows
}

/** What was answered to a request that somebody gave a key. */
export async function findAnswer(
  tx: Tx,
  caller: string,
  key: string,
): Promise<{ request: string; sealed: string } | undefined> {
  return tx('api_answers').where({ caller, key }).first('request', 'sealed')
}

export async function insertAnswer(
  tx: Tx,
  answer: { caller: string; key: string; request: string; sealed: string; at: string },
): Promise<void> {
  await tx('api_answers').insert(answer)
}

export async function deleteAnswers(tx: Tx, before: string): Promise<void> {
  await tx('api_answers').where('at', '<', before).delete()
}
