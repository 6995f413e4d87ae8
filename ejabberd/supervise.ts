// Runs the two processes of a Bellhop, ejabberd and the desk, and says where they are in <data>/endpoints.json.
// Each is restarted when it crashes; both are stopped in reverse. If we are killed, both notice by themselves:
// the desk by its IPC channel, ejabberd by its standard input.
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Config } from '../component/config.ts'
import { loadSecrets, type Secrets } from '../component/secrets.ts'
import { type Kept, keep, type Running, startNode } from './children.ts'
import { writeExternal } from './external.ts'
import { lockData } from './lock.ts'
import { portProblems } from './ports.ts'
import { startEjabberd, stopOrphan } from './server.ts'

export interface DemoAgent {
  jid: string
  password: string
  name: string
  roles: string[]
}

/** What endpoints.json says. `pids.ejabberd` is null when the admin runs ejabberd. */
export interface Endpoints {
  domains: Config['domains']
  http: string
  /** Where this machine finds the web port; `http` may lead through a proxy. */
  web: { host: string; port: number }
  websocket: string
  c2s: { host: string; port: number }
  component: { host: string; port: number }
  pids: { ejabberd: number | null; component: number | null }
  demo?: { agents: DemoAgent[]; adminToken: string }
}

/** Nothing was started, for a reason that the person at the keyboard can change. */
export class StartRefused extends Error {
  override name = 'StartRefused'
}

export interface SuperviseOptions {
  /** Environment of the desk: the settings from which `config` was read. */
  env: NodeJS.ProcessEnv
  log: (line: string) => void
  /** Told at each start of the desk while no admin can sign in; what was told before counts no more. */
  firstAdmin?: (link: FirstLink) => void
  /** Ends it while it is still coming up; afterwards there is stop(). */
  signal?: AbortSignal
  /** The desk's script; dist/component/main.js unless a test plays the desk. */
  script?: string
}

/** By which the first admin sets his password, once. */
export interface FirstLink {
  link: string
  expiresAt: string
}

export interface Supervised {
  endpoints(): Endpoints
  secrets: Secrets
  /** Resolves when the desk has ended for good by itself (it refused its configuration). */
  ended: Promise<string>
  stop(): Promise<void>
}

const mainScript = fileURLToPath(
  new URL(import.meta.url.endsWith('.ts') ? '../dist/component/main.js' : '../component/main.js', import.meta.url),
)

/** Starts both and resolves when the desk is ready; refuses (and stops what it has started) when that does not happen, or is not to. */
export async function supervise(
  config: Config,
  { env, log, firstAdmin, signal, script = mainScript }: SuperviseOptions,
): Promise<Supervised> {
  const lock = takeData(config.data)
  if ('heldBy' in lock) {
    throw new StartRefused(`a Bellhop (process ${lock.heldBy}) is running on BELLHOP_DATA=${config.data} already`)
  }
  const file = join(config.data, 'endpoints.json')
  const parts: Parts = {}
  let stopping = false
  const stop = async () => {
    stopping = true
    rmSync(file, { force: true })
    await parts.desk?.stop()
    await parts.ejabberd?.stop()
    lock.release()
  }
  const stopEarly = () => void stop()
  signal?.addEventListener('abort', stopEarly)
  try {
    const secrets = loadSecrets(config.data)
    rmSync(file, { force: true })
    await stopOrphan(config.data, log)
    const problems = await portProblems(config)
    if (problems.length) throw new StartRefused(problems.join('\n'))

    let demo: DemoAgent[] | undefined
    const endpoints = () => describe(config, secrets, parts, demo)
    const publish = () => {
      const complete = parts.desk?.pid() && (parts.ejabberd?.pid() || config.ejabberd === 'external')
      if (complete && !stopping) writeWhole(file, endpoints(), log)
    }
    signal?.throwIfAborted()
    if (config.ejabberd === 'external') {
      log(`configuration for your ejabberd: ${await writeExternal(config, secrets)}`)
    } else {
      log('starting ejabberd')
      parts.ejabberd = keep('ejabberd', (left) => runEjabberd(config, secrets, log, left), publish, log)
      await parts.ejabberd.up
    }
    signal?.throwIfAborted()
    log('starting the desk')
    const gaveUp = new Promise<string>((resolve) => {
      const ready = (message: Ready) => {
        demo = message.demo?.agents
        if (message.firstAdmin) firstAdmin?.(message.firstAdmin)
      }
      parts.desk = keep('the desk', (left) => runDesk(script, env, ready, resolve, left), publish, log)
    })
    await parts.desk?.up
    return { endpoints, secrets, ended: gaveUp, stop }
  } catch (error) {
    await stop()
    throw error
  } finally {
    signal?.removeEventListener('abort', stopEarly)
  }
}

function takeData(data: string): ReturnType<typeof lockData> {
  try {
    mkdirSync(data, { recursive: true, mode: 0o700 })
    return lockData(data)
  } catch (error) {
    throw new StartRefused(`BELLHOP_DATA=${data} cannot be written: ${(error as Error).message}`)
  }
}

interface Parts {
  ejabberd?: Kept
  desk?: Kept
}

interface Ready {
  type: 'ready'
  demo?: { agents: DemoAgent[] }
  firstAdmin?: FirstLink
}

async function runEjabberd(
  config: Config,
  secrets: Secrets,
  log: (line: string) => void,
  signal: AbortSignal,
): Promise<Running> {
  let end: (why: string) => void = () => undefined
  const gone = new Promise<string>((resolve) => {
    end = resolve
  })
  const server = await startEjabberd(config, secrets, { log, signal, onExit: (why) => end(why) })
  const stop = async () => {
    await server.stop()
    end('stopped')
  }
  return { pid: server.pid, gone, stop }
}

/** Resolves when the desk says that it is ready. Exit code 2 means that it will never be: its configuration is wrong. */
async function runDesk(
  script: string,
  env: NodeJS.ProcessEnv,
  onReady: (message: Ready) => void,
  giveUp: (why: string) => void,
  signal: AbortSignal,
): Promise<Running> {
  let isReady: (running: Running) => void = () => undefined
  const ready = new Promise<Running>((resolve) => {
    isReady = resolve
  })
  const running = startNode(script, {
    env,
    onMessage(message) {
      if ((message as Ready | undefined)?.type !== 'ready') return
      onReady(message as Ready)
      isReady(running)
    },
  })
  signal.addEventListener('abort', () => void running.stop())
  const early = running.gone.then((why) => {
    if (why === 'code 2') {
      giveUp('the desk refused its configuration')
      throw new StartRefused('the desk refused its configuration, as said above')
    }
    throw new Error(`the desk has ended (${why}) before it was ready`)
  })
  return Promise.race([ready, early])
}

function describe(config: Config, secrets: Secrets, parts: Parts, demo: DemoAgent[] | undefined): Endpoints {
  const { bind, ports, domains } = config
  const host = bind === '0.0.0.0' ? '127.0.0.1' : bind === '::' ? '::1' : bind
  return {
    domains,
    http: config.publicUrl,
    web: { host, port: ports.http },
    websocket: config.websocketUrl,
    c2s: { host, port: ports.c2s },
    component: { host: '127.0.0.1', port: ports.component },
    pids: { ejabberd: parts.ejabberd?.pid() ?? null, component: parts.desk?.pid() ?? null },
    ...(demo ? { demo: { agents: demo, adminToken: secrets.adminToken } } : {}),
  }
}

/**
 * Readers see the old file or the new one, never a half; only the owner may read it, since it holds passwords. Without it, as on a
 * full disk, all goes on.
 */
function writeWhole(file: string, content: Endpoints, log: (line: string) => void): void {
  try {
    writeFileSync(`${file}.new`, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 })
    renameSync(`${file}.new`, file)
  } catch (error) {
    log(`${file} cannot be written: ${(error as Error).message}`)
  }
}
