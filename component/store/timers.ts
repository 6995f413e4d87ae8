// Timers of conversations: what is due when, across restarts.
import type { Tx } from './database.ts'

export const timerKinds = ['patience', 'nudge', 'reroute', 'lapse', 'transfer'] as const
export type TimerKind = (typeof timerKinds)[number]

export async function putTimer(tx: Tx, conversation: number, kind: TimerKind, due: string): Promise<void> {
  await tx('timers').insert({ conversation, kind, due }).onConflict(['conversation', 'kind']).merge()
}

export async function deleteTimers(
  tx: Tx,
  conversation: number,
  kinds: readonly TimerKind[] = timerKinds,
): Promise<void> {
  await tx('timers')
    .where({ conversation })
    .whereIn('kind', kinds as TimerKind[])
    .delete()
}

/** The timers due by a time, oldest first. */
export async function listDue(tx: Tx, by: string, limit: number): Promise<{ conversation: number; kind: TimerKind }[]> {
  return tx('timers').where('due', '<=', by).orderBy('due').limit(limit).select('conversation', 'kind')
}

/** True when this call took it: what it stands for is done once. */
export async function takeTimer(tx: Tx, conversation: number, kind: TimerKind, by: string): Promise<boolean> {
  return (await tx('timers').where({ conversation, kind }).where('due', '<=', by).delete()) === 1
}
