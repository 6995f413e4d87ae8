// All tables of a database, whatever they are called, and all that is in them.
import type { Knex } from 'knex'
import { isPostgres } from '../../../component/store/database.ts'

/** The names of all tables, with those that hold a search. */
export async function tablesOf(db: Knex): Promise<string[]> {
  const names: string[] = isPostgres(db)
    ? await db('information_schema.tables').where({ table_schema: 'public' }).pluck('table_name')
    : await db('sqlite_master').where({ type: 'table' }).whereNot('name', 'sqlite_sequence').pluck('name')
  return names.filter((name) => !name.startsWith('knex_')).sort()
}

/** In which columns of which tables a text stands, also as bytes and within other texts; capitals make no difference. */
export async function whereIs(db: Knex, text: string): Promise<string[]> {
  const found = new Set<string>()
  const wanted = text.toLowerCase()
  for (const table of await tablesOf(db))
    for (const row of (await db(table)) as Record<string, unknown>[])
      for (const [column, value] of Object.entries(row)) {
        const read = value instanceof Uint8Array ? Buffer.from(value).toString('utf8') : String(value)
        if (read.toLowerCase().includes(wanted)) found.add(`${table}.${column}`)
      }
  return [...found].sort()
}
