// Opens the database (SQLite or PostgreSQL) and brings its tables up to date.
import { readdir } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import knex, { type Knex } from 'knex'

/** An open transaction; every store function takes it first, since SQLite has one connection and would wait for itself. */
export type Tx = Knex.Transaction

export type Database = Knex

const nameOfDesk = 'bellhop'

/** Opens `sqlite:///absolute/file` or `postgres://…`; nothing is read or written yet. PostgreSQL knows the connection by `as`. */
export function openDatabase(url: string, as = nameOfDesk): Database {
  // FULL: a commit survives a power cut, not only a kill. Turns share commits, so its price is shared too.
  return open(url, as, 1, 'PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON')
}

/** Opens the same to look at: nothing can be written through it. */
export const openReader = (url: string): Database => open(url, `${nameOfDesk} reader`, 2, 'PRAGMA query_only = ON')

/** `connections` is for SQLite, where one that reads takes one of the few threads there are. */
function open(url: string, as: string, connections: number, pragmas: string): Database {
  if (/^postgres(ql)?:/.test(url)) {
    // A desk that hangs in the middle of a turn must not keep another one on this database from taking over.
    const connection = { connectionString: url, application_name: as, idle_in_transaction_session_timeout: 10_000 }
    return knex({ client: 'pg', connection, pool: { min: 0, max: 4 } })
  }
  return knex({
    client: 'sqlite3',
    connection: { filename: fileURLToPath(url.replace(/^sqlite:/, 'file:')) },
    useNullAsDefault: true,
    pool: {
      min: 1,
      max: connections,
      afterCreate(connection: { exec(sql: string, done: (error: Error | null) => void): void }, done: () => void) {
        connection.exec(`${pragmas}; PRAGMA busy_timeout = 10000`, done)
      },
    },
  })
}

const migrations = new URL('../../migrations/', import.meta.url)
const numbered = /^(\d{3}_\w+)\.(?:ts|js)$/

const migrationFiles = async (): Promise<string[]> =>
  (await readdir(migrations)).filter((file) => numbered.test(file)).sort()

const nameOf = (file: string): string => numbered.exec(file)?.[1] ?? file

/** An older Bellhop would spoil what it does not know. */
export class NewerDatabase extends Error {
  override name = 'NewerDatabase'
  constructor(names: readonly string[]) {
    super(`The database is that of a newer Bellhop, which did ${names.join(', ')}: use that one.`)
  }
}

/** The names of all that this Bellhop knows, in order. */
export const knownMigrations = async (): Promise<string[]> => (await migrationFiles()).map(nameOf)

/** Every migration there is and every one that ran, in order: when it ran, if it did, and whether we know it. Only looks. */
export async function migrationsOf(db: Database): Promise<{ name: string; at: Date | undefined; isKnown: boolean }[]> {
  const known = await knownMigrations()
  const rows: { name: string; migration_time: Date | number | string }[] = (await db.schema.hasTable('knex_migrations'))
    ? await db('knex_migrations')
    : []
  const ran = new Map(rows.map(({ name, migration_time }) => [name, new Date(migration_time)]))
  const all = [...new Set([...known, ...ran.keys()])].sort()
  return all.map((name) => ({ name, at: ran.get(name), isKnown: known.includes(name) }))
}

/** Whether a desk is connected to it, as far as PostgreSQL can say. Who has a SQLite file open it says to nobody. */
export async function hasDesk(db: Database): Promise<boolean> {
  if (!isPostgres(db)) return false
  const desks = db('pg_stat_activity').where({ application_name: nameOfDesk }).whereRaw('datname = current_database()')
  return (await desks.first('pid')) !== undefined
}

/** Runs what is missing of migrations/, in order; the same names whether compiled or not. Gives how many ran; throws NewerDatabase. */
export async function migrate(db: Database): Promise<number> {
  const newer = (await migrationsOf(db)).filter(({ isKnown }) => !isKnown)
  if (newer.length > 0) throw new NewerDatabase(newer.map(({ name }) => name))
  const files = await migrationFiles()
  const options = {
    migrationSource: {
      getMigrations: async () => files,
      getMigrationName: nameOf,
      getMigration: (file: string) => import(new URL(file, migrations).href),
    },
  }
  return alone(db, async () => {
    // knex has a lock of its own, a row that stays when a process is killed while it migrates; here nobody else does.
    await db.migrate.forceFreeMigrationsLock(options)
    const [, ran] = await db.migrate.latest(options)
    return ran.length
  })
}

/** Any numbers that nothing else in the database uses as its locks. */
const locks = { migrate: 2_355_467, turn: 2_355_468 }

/** Else it is SQLite. */
export const isPostgres = (db: Database): boolean => db.client.config.client === 'pg'

/** One desk after the other: several may start on one PostgreSQL at the same time. A SQLite file has one desk. */
async function alone<T>(db: Database, work: () => Promise<T>): Promise<T> {
  if (!isPostgres(db)) return work()
  return db.transaction(async (tx) => {
    await tx.raw('SET LOCAL idle_in_transaction_session_timeout = 0')
    await tx.raw('SELECT pg_advisory_xact_lock(?)', [locks.migrate])
    return work()
  })
}

/**
 * Until the end of the transaction no other desk on this database has a turn. As on SQLite, what a turn has read stays
 * true until it commits, no two turns wait for each other, and the outbox's numbers are committed in their order.
 */
export async function lockTurns(tx: Tx): Promise<void> {
  if (isPostgres(tx)) await tx.raw('SELECT pg_advisory_xact_lock(?)', [locks.turn])
  // A transaction that reads first and writes later is refused at once (SQLITE_BUSY_SNAPSHOT) when another process, such as an
  // admin's sqlite3, wrote in between. One that begins with a write, even of nothing, waits for its turn instead.
  else await tx.raw('DELETE FROM timers WHERE 1 = 0')
}
