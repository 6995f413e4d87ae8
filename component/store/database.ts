// Opens the database (SQLite or PostgreSQL) and brings its tables up to date.
import { readdir } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import knex, { type Knex } from 'knex'

/** An open transaction; every store function takes it first, since SQLite has one connection and would wait for itself. */
export type Tx = Knex.Transaction

export type Database = Knex

/** Opens `sqlite:///absolute/file` or `postgres://…`; nothing is read or written yet. */
export function openDatabase(url: string): Database {
  if (/^postgres(ql)?:/.test(url)) return knex({ client: 'pg', connection: url, pool: { min: 0, max: 4 } })
  return knex({
    client: 'sqlite3',
    connection: { filename: fileURLToPath(url.replace(/^sqlite:/, 'file:')) },
    useNullAsDefault: true,
    pool: {
      min: 1,
      max: 1,
      afterCreate(connection: { exec(sql: string, done: (error: Error | null) => void): void }, done: () => void) {
        // FULL: a commit survives a power cut, not only a kill. Turns share commits, so its price is shared too.
        connection.exec(
          'PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA busy_timeout = 10000',
          done,
        )
      },
    },
  })
}

const numbered = /^(\d{3}_\w+)\.(?:ts|js)$/

/** Runs what is missing of migrations/, in order; the same names whether compiled or not. Gives how many ran. */
export async function migrate(db: Database): Promise<number> {
  const folder = new URL('../../migrations/', import.meta.url)
  const files = (await readdir(folder)).filter((file) => numbered.test(file)).sort()
  const [, ran] = await db.migrate.latest({
    migrationSource: {
      getMigrations: async () => files,
      getMigrationName: (file: string) => numbered.exec(file)?.[1] ?? file,
      getMigration: (file: string) => import(new URL(file, folder).href),
    },
  })
  return ran.length
}
