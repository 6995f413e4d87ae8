// What programs are told of as it happens: a number for each, in the order of the commits.
import type { Tx } from './database.ts'

export interface ApiEvent {
  id: number
  kind: 'conversation' | 'issue' | 'staff'
  what: string
  /** The number of the conversation or issue, or a bare JID. */
  subject: string
  who: string | null
  at: string
}

export async function insertApiEvent(tx: Tx, event: Omit<ApiEvent, 'id'>): Promise<void> {
  await tx('api_events').insert(event)
}

/** Those after a number, oldest first. */
export async function listApiEvents(
  tx: Tx,
  after: number,
  kinds: readonly string[],
  limit: number,
): Promise<ApiEvent[]> {
  return tx<ApiEvent>('api_events')
    .where('id', '>', after)
    .whereIn('kind', kinds as ApiEvent['kind'][])
    .orderBy('id')
    .limit(limit)
}

/** The number of the newest, and of the oldest that is still there; 0 when there is none. */
export async function apiEventEnds(tx: Tx): Promise<{ first: number; last: number }> {
  const ends = await tx('api_events').min({ first: 'id' }).max({ last: 'id' }).first()
  return { first: Number(ends?.first ?? 0), last: Number(ends?.last ?? 0) }
}

/** The newest always stays, so that numbers are never given twice. */
export async function deleteApiEvents(tx: Tx, before: string): Promise<void> {
  const { last } = await apiEventEnds(tx)
  await tx('api_events').where('at', '<', before).where('id', '<', last).delete()
}
