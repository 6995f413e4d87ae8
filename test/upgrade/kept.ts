// Databases as earlier versions left them, kept as SQL text: loaded into a fresh database, and looked at row by row.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Database, isPostgres, openDatabase } from '../../component/store/database.ts'
import { findPostgres, type Postgres, startPostgres } from '../harness/postgres.ts'

export const kinds = ['sqlite', 'postgres'] as const
export type Kind = (typeof kinds)[number]

export interface Shelf {
  /** The URL of a fresh database with what a version left. */
  load(version: string): Promise<string>
  close(): Promise<void>
}

/** Where kept databases of a kind can be loaded; undefined where there is no such database. */
export async function openShelf(kind: Kind): Promise<Shelf | undefined> {
  if (kind === 'postgres' && !findPostgres()) return undefined
  const postgres: Postgres | undefined = kind === 'postgres' ? await startPostgres() : undefined
  const folder = mkdtempSync(join(tmpdir(), 'bellhop-upgrade-'))
  let files = 0
  return {
    async load(version) {
      const url = (await postgres?.database()) ?? `sqlite://${join(folder, `${++files}.sqlite`)}`
      const text = readFileSync(new URL(`./${version}-${kind}.sql`, import.meta.url), 'utf8')
      const db = openDatabase(url)
      await execute(db, text)
      await db.destroy()
      return url
    },
    async close() {
      await postgres?.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Many statements at once, which knex does not do: it would take question marks in texts for its own. */
async function execute(db: Database, text: string): Promise<void> {
  const connection = await db.client.acquireConnection()
  try {
    if (isPostgres(db)) await connection.query(text)
    else {
      await new Promise<void>((resolve, reject) => {
        connection.exec(text, (error: Error | null) => (error ? reject(error) : resolve()))
      })
    }
  } finally {
    await db.client.releaseConnection(connection)
  }
}

export type Row = Record<string, unknown>
export type Tables = Record<string, Row[]>

/** All rows of some tables, in an order of their own. */
export async function rowsOf(db: Database, tables: readonly string[]): Promise<Tables> {
  const all: Tables = {}
  for (const table of tables) {
    const rows: Row[] = await db(table).select('*')
    all[table] = rows.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))
  }
  return all
}

/** Only the columns that were there before, and without what a version moved elsewhere. */
export function asBefore(before: Tables, after: Tables, moved: Readonly<Record<string, string>>): [Tables, Tables] {
  const [left, right]: [Tables, Tables] = [{}, {}]
  for (const [table, rows] of Object.entries(before)) {
    const columns = Object.keys(rows[0] ?? {}).filter((column) => moved[table] !== column)
    const only = (row: Row): Row => Object.fromEntries(columns.map((column) => [column, row[column]]))
    const sorted = (each: Row[]) =>
      each
        .map((row) => JSON.stringify(only(row)))
        .sort()
        .map((row) => JSON.parse(row))
    left[table] = sorted(rows)
    right[table] = sorted(after[table] ?? [])
  }
  return [left, right]
}
