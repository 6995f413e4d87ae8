// The clocks of issues (until it is accepted, until it is resolved), and which reminders were sent.
import type { Clock, ClockKind } from '../model/issue.ts'
import type { Tx } from './database.ts'

interface ClockRow {
  issue: number
  round: number
  clock: string
  started_at: string
  due: string
  left: number | null
  remind_at: string | null
  level: number
  breached_at: string | null
  done_at: string | null
}

const toClock = ({ started_at, remind_at, breached_at, done_at, ...row }: ClockRow): Clock => ({
  ...row,
  clock: row.clock as ClockKind,
  startedAt: started_at,
  remindAt: remind_at,
  breachedAt: breached_at,
  doneAt: done_at,
})

type Named = Pick<Clock, 'issue' | 'round' | 'clock'>

const named = ({ issue, round, clock }: Named): Named => ({ issue, round, clock })

export async function insertClock(tx: Tx, clock: Named & Pick<Clock, 'startedAt' | 'due'>): Promise<void> {
  const { startedAt, due } = clock
  await tx('issue_clocks').insert({ ...named(clock), started_at: startedAt, due, remind_at: due })
}

/** The clocks of an issue that have not come to their end: the one until it is accepted first. */
export async function listRunning(tx: Tx, issue: number): Promise<Clock[]> {
  return (await tx<ClockRow>('issue_clocks').where({ issue, done_at: null }).orderBy('clock')).map(toClock)
}

/** What is to be known of a clock from now on. */
export type ClockChange = Partial<Pick<Clock, 'due' | 'left' | 'remindAt' | 'level' | 'round'>>

export async function markClock(tx: Tx, clock: Named, change: ClockChange): Promise<void> {
  const { remindAt, ...rest } = change
  const row = remindAt === undefined ? rest : { ...rest, remind_at: remindAt }
  await tx('issue_clocks').where(named(clock)).update(row)
}

/** It has come to its end; nobody is reminded any more. */
export async function markClockDone(tx: Tx, issue: number, clocks: readonly ClockKind[], at: string): Promise<void> {
  await tx('issue_clocks')
    .where({ issue, done_at: null })
    .whereIn('clock', clocks as ClockKind[])
    .update({ done_at: at, remind_at: null, left: null })
}

/** Clocks of which somebody is to be reminded by a time, the oldest first. */
export async function listDueReminders(tx: Tx, by: string, limit: number): Promise<Clock[]> {
  const rows = tx<ClockRow>('issue_clocks').where('remind_at', '<=', by).whereNull('done_at').whereNull('left')
  return (await rows.orderBy('remind_at').limit(limit)).map(toClock)
}

/** Marks those whose time has run out by then; gives them, each once. */
export async function takeBreaches(tx: Tx, by: string): Promise<Clock[]> {
  const late = tx<ClockRow>('issue_clocks').where('due', '<=', by).whereNull('done_at').whereNull('left')
  return (await late.whereNull('breached_at').update({ breached_at: by }).returning<ClockRow[]>('*')).map(toClock)
}

/** Writes down that somebody is reminded at a level. False when he was: then he must not be again. */
export async function insertReminder(tx: Tx, clock: Named, level: number, jid: string, at: string): Promise<boolean> {
  const rows = tx('reminders').insert({ ...named(clock), level, jid, at })
  return (await rows.onConflict(['issue', 'round', 'clock', 'level', 'jid']).ignore().returning('jid')).length === 1
}

/** Who was reminded at a level. */
export async function listReminded(tx: Tx, clock: Named, level: number): Promise<string[]> {
  return tx('reminders')
    .where({ ...named(clock), level })
    .pluck('jid')
}
