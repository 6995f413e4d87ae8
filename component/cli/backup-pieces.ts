// What goes into a backup, in the order that docs/developers.md gives reasons for: the desk first, and whatever may be newer
// than the desk after it.
import { readdir, rm, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { EjabberdApiError } from '../../ejabberd/api.ts'
import { certificateFile, ejabberdFolder, plainly } from '../../ejabberd/configure.ts'
import { lockData } from '../../ejabberd/lock.ts'
import { restoredFile } from '../../ejabberd/restored.ts'
import { findRunning } from '../../ejabberd/server.ts'
import type { Config } from '../config.ts'
import { type Archive, openArchive } from './archive.ts'
import { apiOf, secretsOf } from './ejabberd.ts'
import { databaseName, format, type Manifest, names, settingsIn, version } from './manifest.ts'
import { pinDesk, pinSqlite, type Snapshot } from './snapshot.ts'
import { CliError } from './verb.ts'
import { ownPath } from './work-folder.ts'

export interface Work {
  /** The file to write, and a folder for what lies in between. */
  draft: string
  folder: string
  env: NodeJS.ProcessEnv
  progress: (text: string) => void
}

const archiveFiles = ['ejabberd/messages-visitors.sqlite', 'ejabberd/messages-agents.sqlite'] as const

export interface Written {
  manifest: Manifest
  bytes: number
  files: number
}

/** Writes all of it to the draft; when it refuses, what is there of the draft is of no use. */
export async function putAll(config: Config, work: Work): Promise<Written> {
  secretsOf(config)
  const accounts = howAccounts(config)
  const pinned: Pinned[] = []
  try {
    const manifest = await pinAll(config, accounts.kind, work.env, pinned)
    const archive = openArchive(work.draft)
    try {
      await archive.addText(names.manifest, `${JSON.stringify(manifest, null, 2)}\n`)
      await put(config, work, archive, manifest, pinned)
      return { ...(await archive.close()), manifest }
    } catch (error) {
      archive.abandon()
      throw error
    }
  } finally {
    await Promise.all(pinned.map(({ snapshot }) => snapshot.close()))
    accounts.release()
  }
}

interface Pinned {
  /** In the backup. */
  name: string
  snapshot: Snapshot
}

/** The desk, and a few milliseconds later the archives, as they are at this moment. `pinned` has what is to be closed. */
async function pinAll(
  { data, database, domain }: Config,
  ejabberd: Manifest['ejabberd'],
  env: NodeJS.ProcessEnv,
  pinned: Pinned[],
): Promise<Manifest> {
  const desk = await pinDesk(database)
  const at = new Date().toISOString()
  pinned.push({ name: databaseName[desk.kind], snapshot: desk })
  for (const file of archiveFiles) {
    if (await isThere(join(data, file)))
      pinned.push({ name: `${names.data}/${file}`, snapshot: await pinSqlite(join(data, file)) })
  }
  const { kind, migrations } = desk
  return { format, bellhop: version(), at, domain, database: kind, migrations, ejabberd, settings: settingsIn(env) }
}

async function put(
  config: Config,
  { folder, progress }: Work,
  archive: Archive,
  { ejabberd }: Manifest,
  pinned: readonly Pinned[],
): Promise<void> {
  const { data } = config
  progress('accounts and rosters')
  if (ejabberd === 'backup') await addAccounts(config, archive)
  if (ejabberd === 'files') await addFolder(archive, data, 'ejabberd/spool')
  const copy = join(folder, 'copy')
  for (const { name, snapshot } of pinned) {
    progress(name)
    await snapshot.copyTo(copy)
    await archive.addFile(name, copy)
    await rm(copy)
  }
  for (const file of ['secrets.json', certificateFile('')]) {
    await archive.addFile(`${names.data}/${file}`, join(data, file))
  }
  progress('uploads')
  await addFolder(archive, data, 'upload')
}

/** ejabberd that runs writes a backup of its own; of one that stands still, and is held still, the files are taken. */
function howAccounts(config: Config): { kind: Manifest['ejabberd']; release: () => void } {
  const nothing = () => undefined
  if (config.ejabberd === 'external') return { kind: 'none', release: nothing }
  if (findRunning(config.data) !== undefined) return { kind: 'backup', release: nothing }
  const lock = lockData(config.data)
  if ('heldBy' in lock) {
    throw new CliError('refused', 'Bellhop runs, but its ejabberd does not at this moment; try again when it is up')
  }
  return { kind: 'files', release: lock.release }
}

/** Written by ejabberd into a file of its own folder, since it may be another user's than ours. */
async function addAccounts(config: Config, archive: Archive): Promise<void> {
  const file = await ownPath(ejabberdFolder(config.data), 'backup-')
  await rm(file, { force: true })
  try {
    await apiOf(config).backup(join(ejabberdFolder(plainly(config.data)), basename(file)))
    await archive.addFile(`${names.data}/${restoredFile('')}`, file)
  } catch (error) {
    if (!(error instanceof EjabberdApiError) || error.status !== 403) throw error
    throw new CliError(
      'refused',
      'ejabberd was started by an older Bellhop, which allowed no backup; restart Bellhop once',
    )
  } finally {
    await rm(file, { force: true })
  }
}

/** All plain files below a folder of the data folder; one that goes away meanwhile is left out. */
async function addFolder(archive: Archive, data: string, folder: string): Promise<void> {
  if (!(await isThere(join(data, folder)))) return
  for (const entry of await readdir(join(data, folder), { recursive: true, withFileTypes: true })) {
    const file = join(entry.parentPath, entry.name)
    if (entry.isFile()) await archive.addFile(`${names.data}/${file.slice(data.length + 1)}`, file)
  }
}

const isThere = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    (error: NodeJS.ErrnoException) => (error.code === 'ENOENT' ? false : Promise.reject(error)),
  )
