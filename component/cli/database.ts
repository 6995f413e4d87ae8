// What the verbs need that work on the database itself, beside a desk that may be running or not.
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type Config, readConfig } from '../config.ts'
import { type Database, openDatabase } from '../store/database.ts'
import { type Asked, CliError } from './verb.ts'

/** Opens the database of the settings for some work; one that is not there, or lets us not in, is no bug of ours. */
export async function withDatabase<T>(
  { env }: Asked,
  as: string,
  work: (db: Database, config: Config) => Promise<T>,
): Promise<T> {
  const config = readConfig(env)
  process.umask(0o077)
  const db = openDatabase(config.database, as)
  try {
    return await work(db, config)
  } catch (error) {
    throw asReachable(error, config)
  } finally {
    await db.destroy()
  }
}

/** Whether it was ever made, as far as that can be seen: opening a SQLite file makes it, which is not for who only asks. */
export const isThere = ({ database }: Config): boolean =>
  !database.startsWith('sqlite:') || existsSync(fileURLToPath(database.replace(/^sqlite:/, 'file:')))

/** Without the password that may be in it. */
export const shownUrl = ({ database }: Config): string => database.replace(/\/\/[^@/]*@/, '//…@')

// Errors of sockets; of PostgreSQL (28: who are you, 3D: no such database); of SQLite.
const outside = /^(ECONN|ENOTFOUND|ETIMEDOUT|EACCES|28|3D000|SQLITE_(CANTOPEN|NOTADB|READONLY|BUSY))/

function asReachable(error: unknown, config: Config): unknown {
  const { code, message } = error as NodeJS.ErrnoException
  if (!outside.test(code ?? '')) return error
  return new CliError('unreachable', `The database at ${shownUrl(config)} can’t be used: ${message}`)
}
