// Looks: what only reads is no turn. It sees the database as it is at one moment, beside the turns, and nobody who writes waits for it.
import { type Database, isPostgres } from './database.ts'
import type { Turn, TurnsOptions } from './turns.ts'

/** Resolves with what `work` gave. What would be written is refused by the database, and what would be told by us. */
export type Look = <T>(work: (turn: Turn) => Promise<T>) => Promise<T>

/** Looks at what was committed, through a database that was opened to be looked at. */
export function openLooks(db: Database, { random, clock, mails = false }: Omit<TurnsOptions, 'posted'>): Look {
  // On SQLite a transaction that reads is just this already.
  const asAtOneMoment = isPostgres(db) ? ({ readOnly: true, isolationLevel: 'repeatable read' } as const) : {}
  return (work) =>
    db.transaction(async (tx) => {
      const turn: Turn = { tx, now: clock(), random, mails, notices: [] }
      const value = await work(turn)
      if (turn.notices.length > 0) throw new Error('a look has something to tell')
      return value
    }, asAtOneMoment)
}
