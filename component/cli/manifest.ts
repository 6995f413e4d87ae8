// What a backup says of itself. The file is a tar.gz: manifest.json first, what belongs into the data folder below data/,
// the desk's database, and SHA256SUMS last; one without the last is not whole. `sha256sum -c` reads it too.
import { createHash } from 'node:crypto'
import { createReadStream, readFileSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { settings } from '../config.ts'
import { CliError } from './verb.ts'

export interface Manifest {
  /** Of the backup’s own layout. */
  format: number
  /** Version of Bellhop. */
  bellhop: string
  /** When the desk was as it is in here. */
  at: string
  domain: string
  database: 'sqlite' | 'postgres'
  migrations: readonly string[]
  /** What there is of ejabberd: a backup of its own, its files as they lay while it stood still, or nothing. */
  ejabberd: 'backup' | 'files' | 'none'
  /** Settings that were not left to their defaults, but for those that hold passwords. */
  settings: Readonly<Record<string, string>>
}

export const format = 1
export const names = { manifest: 'manifest.json', sums: 'SHA256SUMS', data: 'data' } as const
export const databaseName = { sqlite: 'database.sqlite', postgres: 'database.pgdump' } as const

/** Those that hold passwords, or are of the machine and not of the desk. */
const unsaid = new Set(['BELLHOP_DATABASE', 'BELLHOP_SMTP_URL', 'BELLHOP_DATA'])

/** What the environment sets, for whoever restores: the settings are not in the data folder. */
export function settingsIn(env: NodeJS.ProcessEnv): Record<string, string> {
  const set = settings.flatMap(({ name }) => (env[name] && !unsaid.has(name) ? [[name, env[name]] as const] : []))
  return Object.fromEntries(set)
}

export function version(): string {
  const file = new URL(
    import.meta.url.endsWith('.ts') ? '../../package.json' : '../../../package.json',
    import.meta.url,
  )
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version
}

/** Reads the manifest in an unpacked backup and checks every file against its sum; refuses with what is wrong. */
export async function readBackup(folder: string, known: readonly string[]): Promise<Manifest> {
  const manifest = parse(await readFile(join(folder, names.manifest), 'utf8').catch(() => undefined))
  if (manifest.format > format || manifest.migrations.some((name) => !known.includes(name))) {
    throw new CliError(
      'refused',
      `the backup was made by a newer Bellhop (${manifest.bellhop}); restore it with that one`,
    )
  }
  await checkSums(folder)
  return manifest
}

function parse(text: string | undefined): Manifest {
  try {
    const manifest = JSON.parse(text ?? '') as Manifest
    if (Number.isInteger(manifest.format) && Array.isArray(manifest.migrations)) return manifest
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
  }
  throw new CliError('refused', 'this is not a backup made by bellhop backup: it has no manifest.json that can be read')
}

async function checkSums(folder: string): Promise<void> {
  const text = await readFile(join(folder, names.sums), 'utf8').catch(() => undefined)
  if (text === undefined) throw new CliError('refused', 'the backup is not whole: its end is missing')
  const sums = new Map(text.split('\n').flatMap((line) => (line ? [[line.slice(66), line.slice(0, 64)] as const] : [])))
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => !entry.isDirectory())
  for (const file of files) {
    const name = join(file.parentPath, file.name).slice(folder.length + 1)
    if (name === names.sums) continue
    const sum = sums.get(name)
    if (sum === undefined) throw new CliError('refused', `the backup has a file that it does not name: ${name}`)
    if (!file.isFile() || (await sumOf(join(folder, name))) !== sum) {
      throw new CliError('refused', `the backup is damaged: ${name} is not what was put into it`)
    }
    sums.delete(name)
  }
  const [missing] = sums.keys()
  if (missing !== undefined) throw new CliError('refused', `the backup is damaged: ${missing} is missing`)
}

async function sumOf(file: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(file), hash)
  return hash.digest('hex')
}
