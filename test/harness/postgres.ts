// A PostgreSQL for tests: Debian's, in a temporary folder, reached by a socket in it, gone at the end.
// initdb and postgres refuse root, so as root both run as somebody else.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import knex from 'knex'
import { until } from './until.ts'

export interface Postgres {
  /** The URL of a fresh database: empty, or like another of this server that nobody is connected to. */
  database(like?: string): Promise<string>
  /** Stops it and removes everything. */
  stop(): Promise<void>
}

/** The folder of its newest programs, or undefined where it is not installed. */
export function findPostgres(): string | undefined {
  const versions = existsSync('/usr/lib/postgresql') ? readdirSync('/usr/lib/postgresql') : []
  const folders = versions.sort((a, b) => Number(b) - Number(a)).map((version) => `/usr/lib/postgresql/${version}/bin`)
  return folders.find((folder) => existsSync(join(folder, 'initdb')))
}

/** User and group that it runs as: ours, or for root those of `postgres`, else of `nobody`. */
function owner(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined
  const users = readFileSync('/etc/passwd', 'utf8').split('\n')
  const line = users.find((each) => each.startsWith('postgres:')) ?? users.find((each) => each.startsWith('nobody:'))
  const [, , uid, gid] = (line ?? '').split(':')
  return { uid: Number(uid ?? 65534), gid: Number(gid ?? 65534) }
}

/** Starts one; nothing of it is safe from a power cut, which makes it quick. */
export async function startPostgres(): Promise<Postgres> {
  const programs = findPostgres()
  if (!programs) throw new Error('PostgreSQL is not installed; on Debian: apt-get install postgresql')
  const as = owner()
  // Somebody else must be able to get there.
  const parent = !as || statSync(tmpdir()).mode & 0o001 ? tmpdir() : '/tmp'
  const folder = mkdtempSync(join(parent, 'bellhop-pg-'))
  const data = join(folder, 'data')
  mkdirSync(data, { mode: 0o700 })
  if (as) for (const each of [folder, data]) chownSync(each, as.uid, as.gid)
  chmodSync(folder, 0o711)
  const settings = { cwd: folder, env: { PATH: process.env.PATH ?? '/usr/bin:/bin', LC_ALL: 'C.UTF-8' }, ...as }
  const initdb = ['-D', data, '-U', 'bellhop', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8', '-N']
  let server: ChildProcess | undefined
  const stop = async (): Promise<void> => {
    const child = server
    if (child && child.exitCode === null && child.signalCode === null) {
      const gone = new Promise((resolve) => child.once('exit', resolve))
      child.kill('SIGQUIT') // at once: nothing of it is kept
      await gone
    }
    process.off('exit', killed)
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
  /** A run that ends without `stop`: no server stays behind. */
  const killed = () => {
    server?.kill('SIGQUIT')
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
  process.on('exit', killed)
  try {
    execFileSync(join(programs, 'initdb'), initdb, { ...settings, stdio: ['ignore', 'ignore', 'pipe'] })
    const options = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', autovacuum: 'off' }
    // Only a socket, so no port that another might have.
    const where = { unix_socket_directories: folder, listen_addresses: '', shared_buffers: '32MB' }
    const args = Object.entries({ ...options, ...where }).flatMap(([name, value]) => ['-c', `${name}=${value}`])
    let said = ''
    server = spawn(join(programs, 'postgres'), ['-D', data, ...args], {
      ...settings,
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    server.stderr?.on('data', (text) => {
      said = (said + text).slice(-2000)
    })
    const url = (name: string) => `postgres://bellhop@localhost/${name}?host=${encodeURIComponent(folder)}`
    const admin = knex({ client: 'pg', connection: url('postgres'), pool: { min: 0, max: 1 } })
    const answers = () =>
      admin.raw('SELECT 1').then(
        () => true,
        () => server?.exitCode !== null && Promise.reject(new Error(`PostgreSQL ended:\n${said}`)),
      )
    await until(answers, 'PostgreSQL')
    let databases = 0
    return {
      async database(like) {
        const name = `play_${++databases}`
        const template = like === undefined ? 'template1' : new URL(like).pathname.slice(1)
        await admin.raw('CREATE DATABASE ?? TEMPLATE ??', [name, template])
        return url(name)
      },
      async stop() {
        await admin.destroy()
        await stop()
      },
    }
  } catch (error) {
    await stop()
    throw error
  }
}

let shared: Promise<Postgres> | undefined

/** Whether the tests that can use either database are to use PostgreSQL this time. */
export const onPostgres = process.env.BELLHOP_TEST_DATABASE === 'postgres'

/** A server that all tests of a file share; only while mocha runs them. */
export function sharedPostgres(): Promise<Postgres> {
  shared ??= startPostgres()
  return shared
}

if (onPostgres) after(async () => (await shared)?.stop())
