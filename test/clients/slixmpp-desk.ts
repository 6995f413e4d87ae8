// People with slixmpp around one desk: what the files about it share. The hooks are those of the suite that calls it.
import { startDesk, type TestDesk } from '../harness/desk.ts'
import { Refused, type Slixmpp, startSlixmpp } from '../harness/slixmpp.ts'
import { newSession } from './visitor.ts'

export const queue = 'support@desk.localhost'
export const theDesk = 'desk.localhost'

export interface Done {
  note: string
  fields: string[][]
}

/** Starts a desk before the suite and stops it after it; whoever came leaves at the end of the test, or of the suite. */
export function people(env: Record<string, string> = {}, until: 'test' | 'suite' = 'test') {
  let desk: TestDesk
  const all: Slixmpp[] = []
  before(async () => {
    desk = await startDesk(env)
  })
  const leave = async () => {
    await Promise.all(all.splice(0).map((person) => person.leaves()))
  }
  if (until === 'test') afterEach(leave)
  else after(leave)
  after(() => desk?.stop())

  /** With what one of the demo people signs in. */
  const account = (name: string) => {
    const { jid, password } = desk.agents.find((each) => each.jid.startsWith(`${name}@`)) as TestDesk['agents'][0]
    return { jid, password, port: desk.config.ports.c2s }
  }
  return {
    account,
    /** Where the desk's web port is. */
    http: () => desk.http,
    /** One of the demo people, shown as available or as told. */
    async signsIn(name: string, show?: string, lang?: string): Promise<Slixmpp> {
      const agent = await startSlixmpp({ ...account(name), ...(show && { show }), ...(lang && { lang }) })
      all.push(agent)
      await agent.sees('available', ({ from }) => from === `${theDesk}/desk`, 'the desk')
      return agent
    },
    /** A new visitor at the queue. */
    async comes(name?: string, lang?: string): Promise<Slixmpp> {
      const { jid, password } = await newSession(desk.http, { ...(name && { name }) })
      const login = { jid, password, port: desk.config.ports.c2s, mechanism: 'PLAIN' }
      const visitor = await startSlixmpp({ ...login, ...(lang && { lang }) })
      all.push(visitor)
      await visitor.asks('presence', { to: queue })
      return visitor
    },
  }
}

/** A visitor's first words, and the address under which the agent gets them. */
export async function meets(visitor: Slixmpp, agent: Slixmpp, words: string): Promise<string> {
  await visitor.asks('message', { to: queue, body: words, markable: true })
  return (await agent.sees('message', ({ body }) => body === words, words)).from
}

/** A visitor's words when nobody is in; gives their number. */
export async function leavesWord(visitor: Slixmpp, words: string): Promise<string> {
  await visitor.asks('message', { to: queue, body: words })
  const kept = await visitor.sees('message', ({ body }) => body.includes('kept as number'), 'the number')
  return /kept as number (\d+)/.exec(kept.body)?.[1] as string
}

/** The nodes of the commands that disco lists for somebody at an address. */
export async function nodes(who: Slixmpp, to: string): Promise<string[]> {
  return (await who.asks<{ commands: string[][] }>('commands', { to })).commands.map(([node]) => node as string)
}

/** Runs a command with its form filled in. */
export async function runs(who: Slixmpp, to: string, node: string, values = {}): Promise<Done> {
  const { notes, fields } = await who.asks<{ notes: string[]; fields: string[][] }>('command', { to, node, values })
  return { note: notes.join('\n'), fields }
}

/** For `assert.rejects`: refused with this condition, and a text like that. */
export const refusedWith = (condition: string, text?: RegExp) => (error: unknown) =>
  error instanceof Refused && error.condition === condition && (text === undefined || text.test(error.message))
