// The outbox: lasting notices, written in the transaction that caused them, taken out when an IM server has them.
import { isLasting, type LastingNotice, type Notice } from '../model/notice.ts'
import { stamp } from '../model/time.ts'
import type { Tx } from './database.ts'
import type { Posted } from './turns.ts'

/** Writes the lasting ones in their order; gives all of them back in order, lasting ones with their number. */
export async function insertNotices(tx: Tx, notices: readonly Notice[], now: Date): Promise<Posted[]> {
  const lasting = notices.filter(isLasting)
  const ids: number[] = []
  for (let start = 0; start < lasting.length; start += 100) {
    const rows = lasting.slice(start, start + 100).map((notice) => ({ notice: JSON.stringify(notice), at: stamp(now) }))
    for (const { id } of await tx('outbox').insert(rows).returning<{ id: number }[]>('id')) ids.push(id)
  }
  ids.sort((a, b) => a - b)
  let next = 0
  return notices.map((notice) => ({ notice, id: isLasting(notice) ? ids[next++] : undefined }))
}

/** The oldest of what is to be sent, after a number, in order. */
export async function listNotices(
  tx: Tx,
  after: number,
  limit: number,
): Promise<{ id: number; notice: LastingNotice }[]> {
  const rows = await tx('outbox').where('id', '>', after).orderBy('id').limit(limit).select('id', 'notice')
  return rows.map((row: { id: number; notice: string }) => ({ id: row.id, notice: JSON.parse(row.notice) }))
}

/** Takes out what the IM server has. */
export async function deleteNotices(tx: Tx, ids: readonly number[]): Promise<void> {
  for (let start = 0; start < ids.length; start += 500) {
    await tx('outbox')
      .whereIn('id', ids.slice(start, start + 500))
      .delete()
  }
}
