// `bellhop backup`: everything in one file, consistent while the desk runs. The file appears when it is whole.
import { link, open, rename, rm, stat } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { type Config, readConfig } from '../config.ts'
import { putAll } from './backup-pieces.ts'
import type { Manifest } from './manifest.ts'
import { type Asked, CliError, type Exit, exits } from './verb.ts'
import { failed, workFolder } from './work-folder.ts'

export interface BackupOptions {
  /** The file to write, or a folder that is there, in which one is made with the time in its name. */
  target: string
  /** Takes the place of a file that is there. */
  force?: boolean
  env: NodeJS.ProcessEnv
  progress: (text: string) => void
}

export interface BackupResult {
  file: string
  bytes: number
  files: number
  manifest: Manifest
}

/** Writes the backup. Until it is whole there is no file of that name, nor is one that was there touched. */
export async function backUp(
  config: Config,
  { target, force = false, env, progress }: BackupOptions,
): Promise<BackupResult> {
  const file = await place(resolve(target), force)
  const folder = await workFolder(dirname(file), '.bellhop-backup-')
  try {
    const draft = join(folder, 'draft')
    const done = await putAll(config, { draft, folder, env, progress })
    await publish(draft, file, force)
    return { file, ...done }
  } catch (error) {
    throw failed(error, 'backed up', dirname(file))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function place(target: string, force: boolean): Promise<string> {
  const there = await stat(target).catch(() => undefined)
  if (there?.isDirectory()) return join(target, `bellhop-${new Date().toISOString().replaceAll(':', '')}.tar.gz`)
  if (there && !force) throw exists(target)
  if (!/\.(tar\.gz|tgz)$/.test(target)) {
    throw new CliError('usage', `${target} must end in .tar.gz, or be a folder that is there`)
  }
  return target
}

const exists = (file: string) => new CliError('refused', `${file} is there already; --force takes its place`)

/** A link, unlike a renaming, refuses a name that somebody else has taken meanwhile. */
async function publish(draft: string, file: string, force: boolean): Promise<void> {
  if (force) await rename(draft, file)
  else {
    await link(draft, file).catch((error: NodeJS.ErrnoException) => {
      throw error.code === 'EEXIST' ? exists(file) : error
    })
  }
  const folder = await open(dirname(file))
  await folder.sync().finally(() => folder.close())
}

/** What `bellhop backup` does. */
export async function backupAsked({ argument, isSet, env, output }: Asked): Promise<Exit> {
  process.umask(0o077)
  const done = await backUp(readConfig(env), {
    target: argument('file') ?? '',
    force: isSet('force') === true,
    env,
    progress: output.progress,
  })
  if (done.manifest.ejabberd === 'none') {
    output.note('ejabberd is yours (BELLHOP_EJABBERD=external): its accounts and rosters are not in the backup')
  }
  const { file, bytes, files, manifest } = done
  const text = `${file}\n${files} files, ${megabytes(bytes)}; the desk as it was at ${manifest.at}`
  await output.show({ file, bytes, files, ...manifest }, text)
  return exits.done
}

const megabytes = (bytes: number): string => `${(bytes / 1_000_000).toFixed(1)} MB`
