// `bellhop restore`: brings a backup back on a machine where there is nothing yet. All is unpacked and checked in a folder
// beside the data folder, which appears when everything else is done.
import { existsSync, readdirSync, realpathSync, statSync } from 'node:fs'
import { copyFile, mkdir, rename, rm, rmdir } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { lockData } from '../../ejabberd/lock.ts'
import { findRunning } from '../../ejabberd/server.ts'
import { type Config, readConfig } from '../config.ts'
import { knownMigrations, openDatabase } from '../store/database.ts'
import { unpack } from './archive.ts'
import { databaseName, type Manifest, names, readBackup, settingsIn } from './manifest.ts'
import { load } from './postgres.ts'
import { goOnWith } from './restored-desk.ts'
import { sqliteFile } from './snapshot.ts'
import { type Asked, CliError, type Exit, exits } from './verb.ts'
import { failed, workFolder } from './work-folder.ts'

export interface RestoreOptions {
  file: string
  /** What is there already is moved aside. */
  force?: boolean
  progress: (text: string) => void
}

export interface RestoreResult {
  manifest: Manifest
  /** Where what was there before is now. */
  aside: string[]
}

/** Brings everything back, or refuses and leaves everything as it was. */
export async function restore(
  config: Config,
  { file, force = false, progress }: RestoreOptions,
): Promise<RestoreResult> {
  refuseRunning(config.data)
  const inTheWay = [config.data, ...databaseFiles(config)].filter(isTaken)
  if (inTheWay.length > 0 && !force) {
    throw new CliError('refused', `${inTheWay[0]} is not empty; --force moves what is there aside`)
  }
  const place = dirname(config.data)
  if (existsSync(config.data) && statSync(config.data).dev !== statSync(place).dev) {
    throw new CliError('refused', `${config.data} is another disk’s; name a folder in it, such as ${config.data}/data`)
  }
  await mkdir(place, { recursive: true }).catch((error: Error) => {
    throw new CliError('refused', `${place} cannot be made: ${error.message}`)
  })
  const draft = await workFolder(place, `${basename(config.data)}.restoring-`)
  try {
    progress('unpacking')
    await unpack(resolve(file), draft).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOSPC') throw error
      throw new CliError('refused', `${file} cannot be read as a backup: ${error.message}`)
    })
    progress('checking')
    const manifest = await readBackup(draft, await knownMigrations())
    checkFits(manifest, config)
    progress('the desk’s database')
    await bringDatabase(config, draft, manifest)
    const aside = await moveAside(inTheWay)
    await publish(config, draft, manifest).catch(async (error: Error) => {
      await Promise.all(aside.map((path, i) => rename(path, inTheWay[i] as string)))
      throw error
    })
    return { manifest, aside }
  } catch (error) {
    throw failed(error, 'restored', place)
  } finally {
    // Again, since one that is cut short is given up while its last files are still being written.
    await rm(draft, { recursive: true, force: true, maxRetries: 10 })
  }
}

function refuseRunning(data: string): void {
  if (!existsSync(data)) return
  const lock = lockData(data)
  const pid = 'heldBy' in lock ? lock.heldBy : findRunning(data)
  if ('release' in lock) lock.release()
  if (pid !== undefined) throw new CliError('refused', `a Bellhop (process ${pid}) runs on ${data}; stop it first`)
}

/** The desk’s SQLite file, where it is not in the data folder, and what SQLite has beside it: an old one’s log would spoil ours. */
function databaseFiles({ database, data }: Config): string[] {
  if (!database.startsWith('sqlite:') || database.startsWith(`sqlite://${data}/`)) return []
  const file = sqliteFile(database)
  return [file, `${file}-wal`, `${file}-shm`]
}

const isTaken = (path: string): boolean =>
  existsSync(path) && (!statSync(path).isDirectory() || readdirSync(path).length > 0)

/** Addresses are in the database, so a desk can’t go on under another domain; nor can one kind of database read the other’s. */
function checkFits(manifest: Manifest, config: Config): void {
  if (manifest.domain !== config.domain) {
    throw new CliError('refused', `the backup is of BELLHOP_DOMAIN=${manifest.domain}; this is ${config.domain}`)
  }
  const kind = config.database.startsWith('sqlite:') ? 'sqlite' : 'postgres'
  if (manifest.database === kind) return
  const right =
    kind === 'sqlite' ? 'name an empty PostgreSQL database in BELLHOP_DATABASE' : 'leave BELLHOP_DATABASE out'
  throw new CliError('refused', `the backup is of a desk on ${titles[manifest.database]}; ${right}`)
}

const titles = { sqlite: 'SQLite', postgres: 'PostgreSQL' }

/** Puts the desk’s database where it belongs, or for SQLite where it lies until all appears together. */
async function bringDatabase(config: Config, draft: string, manifest: Manifest): Promise<void> {
  const data = join(draft, names.data)
  const dumped = join(draft, databaseName[manifest.database])
  if (manifest.database === 'sqlite') return goOnWith(`sqlite://${dumped}`, data)
  await refuseFilled(config.database)
  await load(config.database, dumped)
  await goOnWith(config.database, data)
}

/** Nothing is ever deleted from a PostgreSQL, so it has to be empty. */
async function refuseFilled(url: string): Promise<void> {
  const db = openDatabase(url)
  try {
    const tables = await db('information_schema.tables').where({ table_schema: 'public' }).count({ n: '*' })
    if (Number(tables[0]?.n) === 0) return
  } finally {
    await db.destroy()
  }
  throw new CliError('refused', 'the database of BELLHOP_DATABASE is not empty; make a new one for the restored desk')
}

async function moveAside(paths: readonly string[]): Promise<string[]> {
  const mark = `.before-${new Date().toISOString().replaceAll(':', '')}`
  for (const path of paths) await rename(path, path + mark)
  return paths.map((path) => path + mark)
}

/** Each of these is a renaming on one disk, the data folder last: with it the desk is there. */
async function publish(config: Config, draft: string, manifest: Manifest): Promise<void> {
  const data = join(draft, names.data)
  if (manifest.database === 'sqlite') {
    const inside = config.database.startsWith(`sqlite://${config.data}/`)
    const file = sqliteFile(config.database)
    const target = inside ? join(data, file.slice(config.data.length + 1)) : file
    await mkdir(dirname(target), { recursive: true, mode: 0o700 })
    if (inside) await rename(join(draft, databaseName.sqlite), target)
    else {
      // It may be another disk.
      await copyFile(join(draft, databaseName.sqlite), `${target}.restoring`)
      await rename(`${target}.restoring`, target)
    }
  }
  if (existsSync(config.data)) await rmdir(config.data)
  await rename(data, config.data)
}

/** What `bellhop restore` does. */
export async function restoreAsked({ argument, text, isSet, env, output }: Asked): Promise<Exit> {
  process.umask(0o077)
  const data = text('data')
  // As it is typed: from where the person is. A setting counts from our own folder.
  const BELLHOP_DATA = data === undefined ? env.BELLHOP_DATA : resolve(data)
  const given = { ...env, BELLHOP_DATA, BELLHOP_DATABASE: text('database') ?? env.BELLHOP_DATABASE }
  const named = readConfig(given).data
  // Where a link leads is what appears, and what is moved aside.
  const config = readConfig({ ...given, BELLHOP_DATA: existsSync(named) ? realpathSync(named) : named })
  const file = argument('file') ?? ''
  const force = isSet('force') === true
  const { manifest, aside } = await restore(config, { file, force, progress: output.progress })
  for (const each of different(manifest, env)) output.note(each)
  for (const path of aside) output.note(`what was there before is in ${path}`)
  const done = `The desk is in ${config.data} as it was at ${manifest.at}. npm start goes on with it.`
  await output.show({ data: config.data, aside, ...manifest }, done)
  return exits.done
}

function different(manifest: Manifest, env: NodeJS.ProcessEnv): string[] {
  const now = settingsIn(env)
  const all = new Set([...Object.keys(manifest.settings), ...Object.keys(now)])
  const other = [...all].filter((name) => manifest.settings[name] !== now[name])
  return other.map(
    (name) => `${name} was ${manifest.settings[name] ?? 'not set'}, and is ${now[name] ?? 'not set'} here`,
  )
}
