// slixmpp, a Python library that shares no code with ours, as an independent client: one process for each person.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

/** What came from the server: a message, receipt, marker and so on. */
export interface Happening {
  event: string
  from: string
  id: string
  /** The whole stanza. */
  stanza: string
  body: string
  nick: string
  of: string
  state: string
  condition: string
  text: string
  show: string
  status: string
}

/** A refusal by the server, or a failure of the client. */
export class Refused extends Error {
  readonly condition: string
  constructor(condition: string, text: string) {
    super(`${condition}: ${text}`)
    this.condition = condition
  }
}

export interface Slixmpp {
  jid: string
  /** All that came, oldest first. */
  happened: Happening[]
  /** Asks client.py for one of its methods. */
  asks<T = Record<string, unknown>>(what: string, details?: Record<string, unknown>): Promise<T>
  /** Resolves with the first happening, past or future, of that kind which satisfies `like`. */
  sees(event: string, like: (happening: Happening) => boolean, what: string, timeout?: number): Promise<Happening>
  /** What was said to him, by bodies, in order. */
  heard(from: string): string[]
  /** kill -9: it vanishes without a word. */
  vanishes(): Promise<void>
  /** Signs out and ends. */
  leaves(): Promise<void>
}

export interface Login {
  jid: string
  password: string
  port: number
  /** PLAIN for visitors, whose password is a token. */
  mechanism?: string
  show?: string
  /** Of its stream; English unless it is told. */
  lang?: string
}

const program = fileURLToPath(new URL('./slixmpp/client.py', import.meta.url))
/** Debian's python3-slixmpp belongs to Debian's python3; PATH may hold another. */
const python = '/usr/bin/python3'

/** Starts one and signs it in. */
export async function startSlixmpp(login: Login): Promise<Slixmpp> {
  const child = spawn(python, ['-u', program], { stdio: ['pipe', 'pipe', 'pipe'] })
  const happened: Happening[] = []
  const waiting = new Map<number, { resolve: (value: never) => void; reject: (error: Error) => void }>()
  let said = ''
  let ids = 0
  child.stderr.on('data', (text) => {
    said = (said + text).slice(-3000)
  })
  child.stdin.on('error', () => undefined)
  createInterface({ input: child.stdout }).on('line', (line) => {
    const answer = JSON.parse(line)
    if (answer.event !== undefined) return void happened.push(answer)
    const { resolve, reject } = waiting.get(answer.id) ?? {}
    waiting.delete(answer.id)
    if (answer.error) reject?.(new Refused(answer.error.condition, answer.error.text))
    else resolve?.(answer.ok as never)
  })
  child.once('exit', () => {
    for (const { reject } of waiting.values()) reject(new Error(`slixmpp has ended:\n${said}`))
    waiting.clear()
  })

  const asks: Slixmpp['asks'] = (what, details = {}) =>
    new Promise((resolve, reject) => {
      const id = ++ids
      waiting.set(id, { resolve, reject })
      child.stdin.write(`${JSON.stringify({ ...details, id, do: what })}\n`)
    })
  const sees: Slixmpp['sees'] = async (event, like, what, timeout = 15_000) => {
    const deadline = Date.now() + timeout
    for (;;) {
      const found = happened.find((each) => each.event === event && like(each))
      if (found) return found
      if (Date.now() > deadline) {
        throw new Error(`${login.jid} never saw ${what}; he saw:\n${happened.map(({ stanza }) => stanza).join('\n')}`)
      }
      await sleep(20)
    }
  }
  try {
    const { jid: account, ...rest } = login
    const { jid } = await asks<{ jid: string }>('connect', { jid: account, ...rest })
    return {
      jid,
      happened,
      asks,
      sees,
      heard: (from) =>
        happened.filter((each) => each.event === 'message' && each.from === from && each.body).map(({ body }) => body),
      vanishes: () => end(child, 'SIGKILL'),
      async leaves() {
        if (child.exitCode === null && child.signalCode === null) await asks('disconnect').catch(() => undefined)
        await end(child, 'SIGTERM')
      },
    }
  } catch (error) {
    await end(child, 'SIGKILL')
    throw error
  }
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill(signal)
  await once(child, 'exit')
}
