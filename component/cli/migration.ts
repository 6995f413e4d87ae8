// Brings the database up to date without starting the desk, or tells how it stands.
import { existsSync, mkdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { lockData } from '../../ejabberd/lock.ts'
import { type Config, readConfig } from '../config.ts'
import { type Database, hasDesk, migrate, migrationsOf, openDatabase } from '../store/database.ts'
import { columns } from './table.ts'
import { type Asked, CliError, type Exit, exits } from './verb.ts'

/** Does what was asked of `bellhop migrate`. */
export async function migration(asked: Asked): Promise<Exit> {
  const config = readConfig(asked.env)
  const isStatus = asked.isSet('status') === true
  if (isStatus && !isThere(config)) throw new CliError('refused', `There is no database at ${shownUrl(config)} yet.`)
  process.umask(0o077)
  mkdirSync(config.data, { recursive: true })
  const db = openDatabase(config.database, 'bellhop migrate')
  try {
    return await (isStatus ? status(db, asked) : bringUpToDate(db, config, asked))
  } catch (error) {
    throw asReachable(error, config)
  } finally {
    await db.destroy()
  }
}

/** Opening a SQLite file makes it, which is not for who only asks. */
const isThere = ({ database }: Config): boolean =>
  !database.startsWith('sqlite:') || existsSync(fileURLToPath(database.replace(/^sqlite:/, 'file:')))

/** Without the password that may be in it. */
const shownUrl = ({ database }: Config): string => database.replace(/\/\/[^@/]*@/, '//…@')

async function status(db: Database, { output }: Asked): Promise<Exit> {
  const all = await migrationsOf(db)
  const rows = all.map(({ name, at, isKnown }) => ({ name, at: at?.toISOString() ?? null, isKnown }))
  const text = rows.map(({ name, at, isKnown }) => [name, at ?? 'missing', isKnown ? '' : 'of a newer Bellhop'])
  await output.show({ migrations: rows, missing: all.filter(({ at }) => !at).length }, columns(text).text)
  return exits.done
}

async function bringUpToDate(db: Database, config: Config, asked: Asked): Promise<Exit> {
  const before = isThere(config) ? await migrationsOf(db) : []
  const newer = before.filter(({ isKnown }) => !isKnown)
  if (newer.length > 0) {
    const names = newer.map(({ name }) => name).join(', ')
    throw new CliError('refused', `The database is that of a newer Bellhop, which did ${names}: use that one.`)
  }
  const ran = new Set(before.filter(({ at }) => at !== undefined).map(({ name }) => name))
  if (before.length === 0 || ran.size < before.length) await whileNoDeskRuns(db, config, () => migrate(db))
  const done = (await migrationsOf(db)).map(({ name }) => name).filter((name) => !ran.has(name))
  await asked.output.show({ done }, done.length > 0 ? `Done: ${done.join(', ')}.` : 'The database is up to date.')
  return exits.done
}

/** With the data folder in our hands no desk can start on it, either. */
async function whileNoDeskRuns(db: Database, config: Config, work: () => Promise<unknown>): Promise<void> {
  const lock = lockData(config.data)
  if ('heldBy' in lock)
    throw new CliError(
      'refused',
      `A Bellhop (process ${lock.heldBy}) is running on BELLHOP_DATA=${config.data}: stop it first.`,
    )
  try {
    if (await hasDesk(db)) throw new CliError('refused', `A desk is connected to ${shownUrl(config)}: stop it first.`)
    await work()
  } finally {
    lock.release()
  }
}

/** A database that is not there, or does not let us in, is no bug of ours. */
function asReachable(error: unknown, config: Config): unknown {
  const { code, message } = error as NodeJS.ErrnoException
  // Those of sockets; of PostgreSQL (28: who are you, 3D: no such database); of SQLite.
  const isOutside = /^(ECONN|ENOTFOUND|ETIMEDOUT|EACCES|28|3D000|SQLITE_(CANTOPEN|NOTADB|READONLY|BUSY))/.test(
    code ?? '',
  )
  return isOutside
    ? new CliError('unreachable', `The database at ${shownUrl(config)} can’t be used: ${message}`)
    : error
}
