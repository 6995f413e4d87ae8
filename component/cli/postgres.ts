// PostgreSQL's own pg_dump and pg_restore, told where the database is without showing its password in the list of processes.
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** Writes the database, as the exported snapshot sees it, in pg_dump’s custom format. */
export async function dump(url: string, snapshot: string, file: string): Promise<void> {
  const what = ['--format=custom', '--no-owner', '--no-privileges', `--snapshot=${snapshot}`, `--file=${file}`]
  await tool('pg_dump', url, what)
}

/** Fills an empty database: all of it, or when anything fails, nothing. */
export async function load(url: string, file: string): Promise<void> {
  const how = ['--single-transaction', '--exit-on-error', '--no-owner', '--no-privileges']
  await tool('pg_restore', url, [...how, file])
}

/** What libpq does not know in an address that node-postgres takes would be refused. */
const understood = new Set(['host', 'port', 'user', 'sslmode', 'sslcert', 'sslkey', 'sslrootcert', 'options'])

async function tool(name: 'pg_dump' | 'pg_restore', url: string, args: string[]): Promise<void> {
  const place = new URL(url)
  const password = decodeURIComponent(place.password) || place.searchParams.get('password')
  place.password = ''
  for (const key of [...place.searchParams.keys()]) if (!understood.has(key)) place.searchParams.delete(key)
  // Spaces as %20: libpq takes a plus sign for itself.
  place.search = place.search.replaceAll('+', '%20')
  const env = { ...process.env, ...(password ? { PGPASSWORD: password } : {}) }
  try {
    await run(name, [`--dbname=${place.href}`, ...args], { env, maxBuffer: 16 * 1024 * 1024 })
  } catch (error) {
    const { code, stderr, message } = error as Error & { code?: unknown; stderr?: string }
    if (code === 'ENOENT') throw new Error(`${name} is not installed; on Debian: apt-get install postgresql-client`)
    throw new Error(`${name} failed: ${(stderr || message).trim().split('\n').slice(0, 5).join('\n')}`)
  }
}
