// Who claimed what was left, and when.
import { listPage, type Page, type PageQuery } from '../../store/pages.ts'
import { type ClaimFilter, type ClaimRow, claimRows } from '../../store/views.ts'
import type { Turn } from '../turn.ts'

export type { ClaimFilter } from '../../store/views.ts'

export interface Claimed {
  id: number
  conversation: number
  queue: string
  agent: string
  leftAt: string | null
  claimedAt: string
  /** When it went back, since he did not answer in time. */
  lapsedAt: string | null
}

export async function listClaims(turn: Turn, filter: ClaimFilter, page: PageQuery): Promise<Page<Claimed>> {
  const { rows, next } = await listPage<ClaimRow>(claimRows(turn.tx, filter), page)
  return { rows: rows.map(toClaimed), next }
}

const toClaimed = ({ id, conversation, queue, who, at, left_at, lapsed_at }: ClaimRow): Claimed => ({
  ...{ id, conversation, queue, agent: who },
  ...{ leftAt: left_at, claimedAt: at, lapsedAt: lapsed_at },
})
