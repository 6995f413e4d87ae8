// The numbers that rows get by themselves, for a desk that goes on from an older state of itself.
import { isPostgres, type Tx } from './database.ts'

/** The table’s next row gets a number beyond the next multiple of `step`. */
export async function skipNumbers(tx: Tx, table: string, step: number): Promise<void> {
  const last = await lastNumber(tx, table)
  const next = (Math.floor(last / step) + 1) * step
  if (isPostgres(tx)) return void (await tx.raw('SELECT setval(pg_get_serial_sequence(?, ?), ?)', [table, 'id', next]))
  await tx('sqlite_sequence').where({ name: table }).delete()
  await tx('sqlite_sequence').insert({ name: table, seq: next })
}

/** 0 when there never was one. */
async function lastNumber(tx: Tx, table: string): Promise<number> {
  const row = isPostgres(tx)
    ? await tx(`${table}_id_seq`).first({ last: 'last_value' })
    : await tx('sqlite_sequence').where({ name: table }).first({ last: 'seq' })
  return Number(row?.last ?? 0)
}
