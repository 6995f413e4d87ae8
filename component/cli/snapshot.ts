// A database as it is at one moment, taken while others write to it: the moment is pinned first, and copied at leisure.
import { stat } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import sqlite3 from 'sqlite3'
import { openDatabase } from '../store/database.ts'
import { dump } from './postgres.ts'

export interface Snapshot {
  /** Writes all that was there at the moment of pinning, and nothing later, into a new file. */
  copyTo(file: string): Promise<void>
  /** Lets go of the moment; to be called whatever happened. */
  close(): Promise<void>
}

export interface DeskSnapshot extends Snapshot {
  kind: 'sqlite' | 'postgres'
  /** The migrations it had, in order. */
  migrations: string[]
}

/** What its typings leave out: SQLite’s online backup. */
interface Copying {
  step(pages: number, done: (error: Error | null, completed: boolean) => void): void
  finish(done: () => void): void
}
export type Connection = sqlite3.Database & { backup(file: string, opened: (error: Error | null) => void): Copying }

export const sqliteFile = (url: string): string => fileURLToPath(url.replace(/^sqlite:/, 'file:'))

/** Pins a SQLite file as it is now. Nobody has to wait for us: in WAL, who reads holds up no writer. */
export async function pinSqlite(file: string): Promise<Snapshot> {
  const connection = await openSqlite(file)
  try {
    // The first read of a transaction decides what it sees; the copy is made inside of it.
    await rows(connection, 'BEGIN')
    await rows(connection, 'SELECT count(*) FROM sqlite_master')
  } catch (error) {
    await closed(connection)
    throw error
  }
  return { copyTo: (target) => copy(connection, target), close: () => closed(connection) }
}

/** Pins the desk’s own database. */
export async function pinDesk(url: string): Promise<DeskSnapshot> {
  return /^postgres/.test(url) ? pinPostgres(url) : pinDeskFile(sqliteFile(url))
}

async function pinDeskFile(file: string): Promise<DeskSnapshot> {
  if (!(await stat(file).catch(() => undefined))) {
    throw new Error(`there is no database at ${file}; BELLHOP_DATA and BELLHOP_DATABASE must be those of the desk`)
  }
  const { copyTo, close } = await pinSqlite(file)
  const connection = await openSqlite(file)
  try {
    const names = await rows<{ name: string }>(connection, 'SELECT name FROM knex_migrations ORDER BY id')
    return { kind: 'sqlite', migrations: names.map(({ name }) => name), copyTo, close }
  } catch (error) {
    await close()
    throw error
  } finally {
    await closed(connection)
  }
}

/** PostgreSQL lends the snapshot of an open transaction to pg_dump. */
async function pinPostgres(url: string): Promise<DeskSnapshot> {
  const db = openDatabase(url)
  try {
    const tx = await db.transaction({ isolationLevel: 'repeatable read' })
    await tx.raw('SET LOCAL idle_in_transaction_session_timeout = 0')
    const exported = (await tx.raw('SELECT pg_export_snapshot() AS id')) as { rows: [{ id: string }] }
    const names = await tx('knex_migrations').orderBy('id').select('name')
    return {
      kind: 'postgres',
      migrations: names.map(({ name }: { name: string }) => name),
      copyTo: (file) => dump(url, exported.rows[0].id, file),
      async close() {
        await tx.rollback()
        await db.destroy()
      },
    }
  } catch (error) {
    await db.destroy()
    throw error
  }
}

/** One that is there. */
export function openSqlite(file: string): Promise<Connection> {
  return new Promise((resolve, reject) => {
    const connection = new sqlite3.Database(file, sqlite3.OPEN_READWRITE, (error) => {
      if (error) return reject(new Error(`${file}: ${error.message}`))
      connection.configure('busyTimeout', 10_000)
      resolve(connection as Connection)
    })
  })
}

export function rows<T>(connection: Connection, sql: string): Promise<T[]> {
  return new Promise((resolve, reject) =>
    connection.all<T>(sql, (error, found) => (error ? reject(error) : resolve(found))),
  )
}

export const closed = (connection: Connection): Promise<void> =>
  new Promise((resolve) => connection.close(() => resolve()))

async function copy(connection: Connection, target: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const copying = connection.backup(target, (error) => {
      if (error) return reject(error)
      // All pages in one step, on a thread of its own: nobody’s writing can make it begin anew.
      copying.step(-1, (wrong, completed) =>
        copying.finish(() => (completed ? resolve() : reject(wrong ?? new Error('the database is busy')))),
      )
    })
  })
  await check(target)
}

/** A damaged database is told when it is backed up, not when it is needed. */
async function check(file: string): Promise<void> {
  const connection = await openSqlite(file)
  try {
    const [first] = await rows<{ quick_check: string }>(connection, 'PRAGMA quick_check(1)')
    if (first?.quick_check !== 'ok') throw new Error(`the database is damaged: ${first?.quick_check}`)
    // One file, without -wal and -shm beside it; whoever opens it next makes them anew.
    await rows(connection, 'PRAGMA journal_mode = DELETE')
  } finally {
    await closed(connection)
  }
}
