// A whole desk for tests: an ejabberd of its own and the real component as a process beside it.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { appendFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Config } from '../../component/config.ts'
import { type TestEjabberd, testEjabberd } from './ejabberd.ts'
import { onPostgres, sharedPostgres } from './postgres.ts'

export interface DemoAgent {
  jid: string
  password: string
  name: string
  roles: string[]
}

export interface TestDesk {
  http: string
  websocket: string
  config: Config
  /** The demo people: ann, bob and cem are agents, hana is a handler, lea a lead. */
  agents: DemoAgent[]
  /** Where the first admin sets his password, as `npm start` prints it; only while nobody has. */
  firstLink: string | undefined
  ejabberd: TestEjabberd
  component: {
    pid(): number
    kill9(): Promise<void>
    /** Starts it again; resolves when it is ready. */
    start(): Promise<void>
    stop(): Promise<void>
  }
  /** Stops everything and removes the data. */
  stop(): Promise<void>
}

/** What the desk says when it is. */
interface Ready {
  type?: string
  demo?: { agents: DemoAgent[] }
  firstAdmin?: { link: string }
}

const main = fileURLToPath(new URL('../../dist/component/main.js', import.meta.url))

/** Starts both and waits until the desk is ready. `env` overrides settings. */
export async function startDesk(env: Record<string, string> = {}): Promise<TestDesk> {
  const database = onPostgres ? { BELLHOP_DATABASE: await (await sharedPostgres()).database() } : {}
  const ejabberd = await testEjabberd({ ...database, ...env })
  let agents: DemoAgent[] = []
  let firstLink: string | undefined
  let running: ChildProcess | undefined

  async function start(): Promise<void> {
    const child = spawn(process.execPath, [main], {
      env: { ...process.env, ...ejabberd.env },
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    })
    running = child
    const log = join(ejabberd.config.data, 'component.log')
    child.stderr?.on('data', (text) => appendFileSync(log, text))
    const tail: string[] = []
    child.stderr?.on('data', (text) => tail.push(String(text)))
    await new Promise<void>((resolve, reject) => {
      child.once('exit', (code) =>
        reject(new Error(`the component ended with ${code}:\n${tail.join('').slice(-3000)}`)),
      )
      child.on('message', (message: Ready) => {
        if (message.type !== 'ready') return
        firstLink = message.firstAdmin?.link
        agents = message.demo?.agents ?? []
        resolve()
      })
    })
  }

  async function end(signal: NodeJS.Signals): Promise<void> {
    const child = running
    running = undefined
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    child.kill(signal)
    await once(child, 'exit')
  }

  try {
    await start()
  } catch (error) {
    await end('SIGKILL')
    await ejabberd.stop()
    throw error
  }
  return {
    http: ejabberd.config.publicUrl,
    websocket: ejabberd.config.websocketUrl,
    config: ejabberd.config,
    get agents() {
      return agents
    },
    get firstLink() {
      return firstLink
    },
    ejabberd,
    component: {
      pid: () => running?.pid as number,
      kill9: () => end('SIGKILL'),
      start,
      stop: () => end('SIGTERM'),
    },
    async stop() {
      await end('SIGTERM')
      await ejabberd.stop()
    },
  }
}
