// The three stages, each with an ejabberd of its own: direct, through a bare relay, through the desk.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { SignJWT } from 'jose'
import { EjabberdApiError } from '../ejabberd/api.ts'
import { type TestEjabberd, testEjabberd } from '../test/harness/ejabberd.ts'
import type { RelayOrders } from './bare-relay.ts'
import { Lane, listen } from './lane.ts'
import { type Person, signIn } from './person.ts'

export interface Crowd {
  visitors: number
  agents: number
}

/** Takes what is to be done at the end, in reverse order. */
export type AtEnd = (work: () => Promise<unknown>) => void

export interface Stage {
  name: 'ejabberd' | 'relay' | 'desk'
  toAgents: Lane[]
  toVisitors: Lane[]
  version: string
  /** Process ids: the server, and the component where there is one. */
  server: number
  component: number | undefined
}

type Child = ChildProcess & { pid: number }
const password = 'bench-0123456789'
const numbers = (count: number) => Array.from({ length: count }, (_, index) => index)

/** Two accounts of the agents host write to each other. */
export async function directStage(crowd: Crowd, atEnd: AtEnd): Promise<Stage> {
  const ejabberd = await server({}, atEnd)
  const agents = await signInAgents(ejabberd, 'agent', crowd.agents)
  const visitors = await signInAgents(ejabberd, 'visitor', crowd.visitors)
  const lanes = pairs(visitors, agents, { visitorsWriteTo: (_, agent) => agent.jid, agentsWriteTo: (_, v) => v.jid })
  return stage('ejabberd', ejabberd, lanes, [...visitors, ...agents], undefined, atEnd)
}

/** A component between them that stores nothing. */
export async function relayStage(crowd: Crowd, atEnd: AtEnd): Promise<Stage> {
  const ejabberd = await server({}, atEnd)
  const { domains, ports } = ejabberd.config
  const agents = await signInAgents(ejabberd, 'agent', crowd.agents)
  const jids = numbers(crowd.visitors).map((n) => `visitor${n}@${domains.visitors}`)
  const visitors = await Promise.all(
    jids.map(async (jid) => signIn(ejabberd.config.websocketUrl, jid, await visitorPassword(ejabberd, jid))),
  )
  const queue = `support@${domains.desk}`
  const chat = (n: number) => `chat-${n}@${domains.desk}`
  const lanes = pairs(visitors, agents, { visitorsWriteTo: () => queue, agentsWriteTo: chat })
  const orders: RelayOrders = {
    service: `xmpp://127.0.0.1:${ports.component}`,
    domain: domains.desk,
    password: ejabberd.secrets.componentPassword,
    visitors: Object.fromEntries(lanes.toAgents.map((l, n) => [l.writer.jid, { agent: l.reader.jid, as: chat(n) }])),
    chats: Object.fromEntries(visitors.map(({ jid }, n) => [chat(n), { visitor: jid, as: queue }])),
  }
  const file = fileURLToPath(new URL('./bare-relay.ts', import.meta.url))
  const relay = start(['--import', 'tsx', file], atEnd)
  relay.send(orders)
  await heard(relay, (message) => message === 'online')
  return stage('relay', ejabberd, lanes, [...visitors, ...agents], relay, atEnd)
}

/** The desk itself; `main` is its compiled entry. The first message of each visitor finds him an agent. */
export async function deskStage(crowd: Crowd, atEnd: AtEnd, main: string, env: Record<string, string>): Promise<Stage> {
  const ejabberd = await server(env, atEnd)
  const desk = start([main], atEnd, { BELLHOP_LOG: 'warn', ...ejabberd.env })
  const ready = await heard(desk, (message) => (message as { type?: string }).type === 'ready')
  const people = (ready as { demo: { agents: { jid: string; password: string; roles: string[] }[] } }).demo.agents
  const url = ejabberd.config.websocketUrl
  const agents: Person[] = []
  for (const { jid, password } of people.filter(({ roles }) => roles.join() === 'agent').slice(0, crowd.agents)) {
    const agent = await signIn(url, jid, password)
    // The desk shows itself to an agent once it has taken note of him.
    await new Promise<void>((resolve) => {
      agent.hears = (stanza) => stanza.is('presence') && stanza.attrs.from === ejabberd.config.domains.desk && resolve()
    })
    agents.push(agent)
  }
  const visitors = await Promise.all(
    numbers(crowd.visitors).map(async () => {
      const body = JSON.stringify({ queue: 'support' })
      const response = await fetch(`${ejabberd.config.publicUrl}/widget/session`, { method: 'POST', body })
      if (!response.ok) throw new Error(`no session: ${await response.text()}`)
      const session = (await response.json()) as { jid: string; password: string }
      return signIn(url, session.jid, session.password)
    }),
  )
  const queue = `support@${ejabberd.config.domains.desk}`
  const lanes = pairs(visitors, agents, { visitorsWriteTo: () => queue, agentsWriteTo: () => '' })
  const everybody = [...visitors, ...agents]
  const back = new Map(lanes.toVisitors.map((lane) => [lane.reader, lane]))
  const answering: Lane[] = []
  listen(lanes.toAgents, everybody, (lane, stanza, agent) => {
    lane.reader = agent
    const { name, reader } = back.get(lane.writer) as Lane
    answering.push(new Lane(name, agent, stanza.attrs.from, reader))
  })
  for (const lane of lanes.toAgents) lane.send()
  await until(() => answering.length === visitors.length, 'an agent for each visitor')
  return stage('desk', ejabberd, { ...lanes, toVisitors: answering }, everybody, desk, atEnd)
}

function pairs(
  visitors: readonly Person[],
  agents: readonly Person[],
  how: { visitorsWriteTo: (n: number, agent: Person) => string; agentsWriteTo: (n: number, visitor: Person) => string },
): { toAgents: Lane[]; toVisitors: Lane[] } {
  const agentOf = (n: number) => agents[n % agents.length] as Person
  return {
    toAgents: visitors.map((who, n) => new Lane(`v${n}`, who, how.visitorsWriteTo(n, agentOf(n)), agentOf(n))),
    toVisitors: visitors.map((who, n) => new Lane(`a${n}`, agentOf(n), how.agentsWriteTo(n, who), who)),
  }
}

function stage(
  name: Stage['name'],
  ejabberd: TestEjabberd,
  lanes: { toAgents: Lane[]; toVisitors: Lane[] },
  people: readonly Person[],
  child: Child | undefined,
  atEnd: AtEnd,
): Stage {
  listen([...lanes.toAgents, ...lanes.toVisitors], people)
  atEnd(() => Promise.all(people.map((person) => person.stop())))
  return {
    name,
    ...lanes,
    version: ejabberd.version,
    server: ejabberd.pid(),
    component: child?.pid,
  }
}

async function signInAgents({ config, api }: TestEjabberd, name: string, count: number): Promise<Person[]> {
  const host = config.domains.agents
  return Promise.all(
    numbers(count).map(async (n) => {
      await patiently(() => api.register(`${name}${n}`, host, password))
      return signIn(config.websocketUrl, `${name}${n}@${host}`, password)
    }),
  )
}

/** The account of the API may come a moment after the server. */
async function patiently(work: () => Promise<void>): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work()
    } catch (error) {
      if (attempt === 50 || !(error instanceof EjabberdApiError)) throw error
      await new Promise((resolve) => setTimeout(resolve, 200))
    }
  }
}

function visitorPassword({ secrets }: TestEjabberd, jid: string): Promise<string> {
  const token = new SignJWT({ jid }).setProtectedHeader({ alg: 'HS256' }).setExpirationTime('5m')
  return token.sign(Buffer.from(secrets.jwtKey, 'base64url'))
}

/** Visitors are not slowed down here; otherwise it is the server that `npm start` runs. */
async function server(env: Record<string, string>, atEnd: AtEnd): Promise<TestEjabberd> {
  const ejabberd = await testEjabberd(env, { shaper: false })
  atEnd(() => ejabberd.stop())
  return ejabberd
}

function start(args: string[], atEnd: AtEnd, env: Record<string, string> = {}): Child {
  const stdio = ['ignore', 'inherit', 'inherit', 'ipc'] as const
  const child = spawn(process.execPath, args, { env: { ...process.env, ...env }, stdio: [...stdio] }) as Child
  atEnd(async () => {
    if (child.exitCode !== null || child.signalCode !== null) return
    child.kill('SIGTERM')
    await once(child, 'exit')
  })
  return child
}

function heard(child: ChildProcess, like: (message: unknown) => boolean): Promise<unknown> {
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the component ended with ${code}`)))
    child.on('message', (message) => like(message) && resolve(message))
  })
}

/** Polls until it is so; rejects with what was waited for after twenty seconds. */
export async function until(condition: () => boolean, what: string): Promise<void> {
  const deadline = performance.now() + 20_000
  while (!condition()) {
    if (performance.now() > deadline) throw new Error(`waited in vain for ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}
