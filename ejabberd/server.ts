// One ejabberd as our child: no root, no epmd, no node name, no system path. Its process is the Erlang VM itself.
// It lives as long as we do: it holds our end of its standard input, and stops when that closes (mod_bellhop).
import { spawn } from 'node:child_process'
import { closeSync, openSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Config } from '../component/config.ts'
import type { Secrets } from '../component/secrets.ts'
import { ejabberdFolder, plainly, prepareEjabberd, type Tuning } from './configure.ts'
import { compareVersions, type Ejabberd, findEjabberd, withoutDotErlang } from './find.ts'
import { installRestored } from './restored.ts'

/** The oldest that the template and mod_bellhop have been run on: Debian 12's. */
const oldest = '23.01'

export interface RunningEjabberd {
  pid: number
  version: string
  /** Orderly stop; resolves when the process is gone, at the latest after ten seconds (then by SIGKILL). */
  stop(): Promise<void>
  /** kill -9; resolves when the process is gone. */
  kill9(): Promise<void>
}

export interface StartOptions extends Tuning {
  /** Called once when the process ends without having been asked to. */
  onExit?: (why: string) => void
  log?: (line: string) => void
  ejabberd?: Ejabberd | undefined
  /** Milliseconds until a server that does not open its ports is given up; 60 s by default. */
  patience?: number
  /** Ends one that is still coming up. */
  signal?: AbortSignal
}

/** Starts ejabberd and resolves when it serves; refuses with ejabberd's own last words when it does not come up. */
export async function startEjabberd(
  config: Config,
  secrets: Secrets,
  options: StartOptions = {},
): Promise<RunningEjabberd> {
  const ejabberd = options.ejabberd ?? findEjabberd()
  if (!ejabberd) throw new Error('ejabberd is not installed; on Debian: apt-get install ejabberd')
  if (compareVersions(ejabberd.version, oldest) < 0) {
    throw new Error(`this is ejabberd ${ejabberd.version}; Bellhop needs ${oldest} or later`)
  }
  const configuration = await prepareEjabberd(config, secrets, ejabberd, options)
  const folder = ejabberdFolder(config.data)
  await stopOrphan(config.data, options.log)
  await installRestored(config.data, ejabberd, options.log)

  const output = join(folder, 'logs', 'console.log')
  const out = openSync(output, 'w', 0o600)
  const spool = join(folder, 'spool')
  const child = spawn(ejabberd.erl, erlangArguments(folder, spool, ejabberd.paths), {
    cwd: config.data,
    // Standard input is a pipe that nobody writes to: the lifeline. A group of its own: Ctrl-C is for us to pass on.
    stdio: ['pipe', out, out],
    detached: true,
    env: {
      PATH: process.env.PATH ?? '/usr/bin:/bin',
      LANG: 'C.UTF-8',
      HOME: join(ejabberdFolder(plainly(config.data)), 'home'),
      ERL_LIBS: ejabberd.libs,
      ERL_CRASH_DUMP_BYTES: '0',
      EJABBERD_CONFIG_PATH: configuration,
      EJABBERD_LOG_PATH: join(folder, 'logs', 'ejabberd.log'),
      BELLHOP_LIFELINE: 'stdin',
    },
  })
  closeSync(out)
  child.stdin?.on('error', () => options.log?.('ejabberd closed its standard input'))
  const started = new Promise<number>((resolve, reject) => {
    child.once('spawn', () => resolve(child.pid as number))
    child.once('error', reject)
  })
  const pid = await started
  writeFileSync(pidFile(config.data), `${pid}\n`, { mode: 0o600 })

  let wanted = true
  let ended: string | undefined
  const gone = new Promise<void>((resolve) => {
    child.once('exit', (code, signal) => {
      ended = signal ? `signal ${signal}` : `code ${code}`
      rmSync(pidFile(config.data), { force: true })
      resolve()
    })
  })
  const stop = async (): Promise<void> => {
    wanted = false
    child.kill('SIGTERM')
    const stopped = await Promise.race([gone.then(() => true), sleep(10_000, false, { ref: false })])
    if (!stopped) child.kill('SIGKILL')
    await gone
  }
  const kill9 = async (): Promise<void> => {
    wanted = false
    child.kill('SIGKILL')
    await gone
  }

  const { c2s, ws, component, api } = config.ports
  const deadline = Date.now() + (options.patience ?? 60_000)
  const local = localAddress(config.bind)
  // Connections are taken before anything answers on them, and what is then started may fail.
  const signs = [
    () => accepts(component, '127.0.0.1'),
    () => accepts(ws, local),
    () => accepts(c2s, local),
    () => answers(`http://127.0.0.1:${api}/api/status`),
  ]
  for (const isThere of signs) {
    while (ended === undefined && !(await isThere())) {
      if (Date.now() > deadline || options.signal?.aborted) await kill9()
      else await sleep(50)
    }
  }
  // A port that accepts may be another's while ours has just died of it.
  if (ended !== undefined) {
    options.signal?.throwIfAborted()
    throw new Error(`ejabberd did not come up (${ended}): ${lastWords(output)}\nIts log: ${join(folder, 'logs')}`)
  }
  child.once(
    'exit',
    (code) => wanted && options.onExit?.(code === null ? `${ended}` : `${ended}: ${lastWords(output)}`),
  )
  return { pid, version: ejabberd.version, stop, kill9 }
}

function erlangArguments(folder: string, spool: string, paths: string[]): string[] {
  // Schedulers that spin while they wait cost more than they gain on a machine that does other work too.
  const quiet = ['+sbwt', 'none', '+sbwtdcpu', 'none', '+sbwtdio', 'none']
  // Not called ebin: Erlang would take …/ejabberd/ebin for the application ejabberd, and look for its files there.
  const start = [
    '-boot',
    withoutDotErlang,
    '-pa',
    join(folder, 'modules'),
    ...paths,
    '-mnesia',
    'dir',
    erlangString(spool),
    '-s',
    'ejabberd',
    '-noinput',
  ]
  return ['+K', 'true', '+P', '250000', ...quiet, ...start]
}

/** Backslash and quote are the only characters that need care. */
const erlangString = (text: string): string => `"${text.replace(/[\\"]/g, '\\$&')}"`

function pidFile(data: string): string {
  return join(ejabberdFolder(data), 'ejabberd.pid')
}

/** Process id of a live ejabberd of this data folder, whoever started it; undefined if there is none. */
export function findRunning(data: string): number | undefined {
  try {
    const pid = Number(readFileSync(pidFile(data), 'utf8'))
    // The number may belong to another process by now: ours has our folder among its arguments.
    const commandLine = readFileSync(`/proc/${pid}/cmdline`, 'utf8')
    return commandLine.includes(erlangString(join(ejabberdFolder(data), 'spool'))) ? pid : undefined
  } catch (error) {
    if (['ENOENT', 'ESRCH'].includes((error as NodeJS.ErrnoException).code ?? '')) return undefined
    throw error
  }
}

/** Stops an ejabberd that outlived its supervisor, so that it does not hold the ports and the spool. */
export async function stopOrphan(data: string, log?: (line: string) => void): Promise<void> {
  const pid = findRunning(data)
  if (pid === undefined) return
  log?.(`stopping ejabberd ${pid}, which an earlier start has left behind`)
  process.kill(pid, 'SIGTERM')
  const deadline = Date.now() + 10_000
  while (findRunning(data) === pid) {
    if (Date.now() > deadline) process.kill(pid, 'SIGKILL')
    await sleep(50)
  }
}

function localAddress(bind: string): string {
  return bind === '0.0.0.0' ? '127.0.0.1' : bind === '::' ? '::1' : bind
}

/** True when something accepts TCP connections there. */
export function accepts(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host })
    const answer = (open: boolean) => {
      socket.destroy()
      resolve(open)
    }
    socket.once('connect', () => answer(true))
    socket.once('error', () => answer(false))
    socket.setTimeout(2000, () => answer(false))
  })
}

/** True when a web server says anything at all there. */
const answers = (url: string): Promise<boolean> =>
  fetch(url, { signal: AbortSignal.timeout(2000) }).then(
    async (answer) => answer.body?.cancel().then(() => true) ?? true,
    () => false,
  )

function lastWords(file: string): string {
  const size = statSync(file).size
  const text = readFileSync(file, 'utf8').slice(-Math.min(size, 20_000))
  const critical = text.split('\n').filter((line) => /\[critical\]|\[error\]|^Error|\{error,/.test(line))
  return (critical.length ? critical : text.trim().split('\n')).slice(-3).join('\n').slice(0, 1500)
}
