// Brings the database up to date without starting the desk, or tells how it stands.
import { mkdirSync } from 'node:fs'
import { lockData } from '../../ejabberd/lock.ts'
import type { Config } from '../config.ts'
import { type Database, hasDesk, migrate, migrationsOf, NewerDatabase } from '../store/database.ts'
import { isThere, shownUrl, withDatabase } from './database.ts'
import { columns } from './table.ts'
import { type Asked, CliError, type Exit, exits } from './verb.ts'

/** Does what was asked of `bellhop migrate`. */
export const migration = (asked: Asked): Promise<Exit> =>
  withDatabase(asked, 'bellhop migrate', (db, config) =>
    asked.isSet('status') ? status(db, config, asked) : bringUpToDate(db, config, asked),
  )

async function status(db: Database, config: Config, { output }: Asked): Promise<Exit> {
  if (!isThere(config)) throw new CliError('refused', `There is no database at ${shownUrl(config)} yet.`)
  const all = await migrationsOf(db)
  const rows = all.map(({ name, at, isKnown }) => ({ name, at: at?.toISOString() ?? null, isKnown }))
  const text = rows.map(({ name, at, isKnown }) => [name, at ?? 'missing', isKnown ? '' : 'of a newer Bellhop'])
  await output.show({ migrations: rows, missing: all.filter(({ at }) => !at).length }, columns(text).text)
  return exits.done
}

async function bringUpToDate(db: Database, config: Config, asked: Asked): Promise<Exit> {
  const before = isThere(config) ? await migrationsOf(db) : []
  const ran = new Set(before.filter(({ at }) => at !== undefined).map(({ name }) => name))
  if (before.length === 0 || ran.size < before.length || before.some(({ isKnown }) => !isKnown))
    await whileNoDeskRuns(db, config, () => migrate(db).catch(refused))
  const done = (await migrationsOf(db)).map(({ name }) => name).filter((name) => !ran.has(name))
  await asked.output.show({ done }, done.length > 0 ? `Done: ${done.join(', ')}.` : 'The database is up to date.')
  return exits.done
}

function refused(error: Error): never {
  throw error instanceof NewerDatabase ? new CliError('refused', error.message) : error
}

/** With the data folder in our hands no desk can start on it, either. */
async function whileNoDeskRuns(db: Database, config: Config, work: () => Promise<unknown>): Promise<void> {
  mkdirSync(config.data, { recursive: true })
  const lock = lockData(config.data)
  if ('heldBy' in lock) {
    const text = `A Bellhop (process ${lock.heldBy}) is running on BELLHOP_DATA=${config.data}: stop it first.`
    throw new CliError('refused', text)
  }
  try {
    if (await hasDesk(db)) throw new CliError('refused', `A desk is connected to ${shownUrl(config)}: stop it first.`)
    await work()
  } finally {
    lock.release()
  }
}
