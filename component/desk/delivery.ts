// Delivery: what the outbox still has to send, and what has been sent for good.

import type { LastingNotice } from '../model/notice.ts'
import { stamp } from '../model/time.ts'
import { deleteInbound } from '../store/messages.ts'
import { deleteNotices, listNotices } from '../store/outbox.ts'
import type { Turn } from './turn.ts'

/** The next notices to send after a number, oldest first. */
export async function nextToSend(
  turn: Turn,
  after: number,
  limit: number,
): Promise<{ id: number; notice: LastingNotice }[]> {
  return listNotices(turn.tx, after, limit)
}

/** The IM servers have these. */
export async function handedOver(turn: Turn, ids: readonly number[]): Promise<void> {
  await deleteNotices(turn.tx, ids)
}

/** So long repeats are recognised, in days. */
export const rememberDays = 30

/** Repeats come soon or never: after a month their ids are forgotten. */
export async function forgetRepeats(turn: Turn): Promise<void> {
  await deleteInbound(turn.tx, stamp(new Date(turn.now.getTime() - rememberDays * 86_400_000)))
}
