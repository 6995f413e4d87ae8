// Two desks, each a process of its own, on one PostgreSQL: what both do at once happens once.
import assert from 'node:assert/strict'
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { openSession } from '../../component/desk/access.ts'
import type { Said } from '../../component/desk/conversation.ts'
import { hire, openQueue } from '../../component/desk/staff.ts'
import type { Turn } from '../../component/desk/turn.ts'
import { type Database, openDatabase } from '../../component/store/database.ts'
import { openTurns } from '../../component/store/turns.ts'
import { findPostgres, type Postgres, startPostgres } from '../harness/postgres.ts'
import type { Order, Outcome } from '../harness/race-desk.ts'

type Run = <T>(work: (turn: Turn) => Promise<T>) => Promise<T>
type Desk = (order: Order) => Promise<Outcome>

/** A desk as a process: orders in, outcomes out, in whatever order they come. */
function startRacer(url: string): { child: ChildProcess; desk: Desk } {
  const script = fileURLToPath(new URL('../harness/race-desk.ts', import.meta.url))
  const child = fork(script, { execArgv: ['--import', 'tsx'], env: { ...process.env, RACE_DATABASE: url } })
  const waiting = new Map<number, (outcome: Outcome) => void>()
  let orders = 0
  child.on('message', ({ number, outcome }: { number: number; outcome: Outcome }) => waiting.get(number)?.(outcome))
  const desk: Desk = (order) =>
    new Promise((resolve) => {
      const number = orders++
      waiting.set(number, resolve)
      child.send({ number, order })
    })
  return { child, desk }
}

const gave = (outcome: Outcome): unknown => {
  assert.ok('gave' in outcome, JSON.stringify(outcome))
  return outcome.gave
}

const times = 200
const numbers = Array.from({ length: times }, (_, i) => i)

describe('Two desks on one PostgreSQL', function () {
  this.timeout(60_000)
  let postgres: Postgres
  let own: Database
  let first: Run
  const racers: ReturnType<typeof startRacer>[] = []
  const [ann, bob] = ['ann@agents.test', 'bob@agents.test'] as const

  before(async function () {
    if (!findPostgres()) return this.skip()
    postgres = await startPostgres()
    const url = await postgres.database()
    for (let i = 0; i < 2; i++) racers.push(startRacer(url))
    // What is prepared and looked at beside them goes through a connection of our own.
    own = openDatabase(url)
    first = openTurns(own, { random: Math.random, clock: () => new Date(), posted: () => undefined }).run
  })
  after(async () => {
    for (const { child } of racers) {
      child.disconnect()
      await once(child, 'exit')
    }
    await own?.destroy()
    await postgres?.stop()
  })

  /** Both desks at once. */
  const both = <T>(work: (desk: Desk, number: number) => Promise<T>) =>
    Promise.all(racers.map(({ desk }, number) => work(desk, number)))
  const comes = async (name: string): Promise<string> => {
    const jid = `${name}@visitors.test`
    const fresh = { jid, tokenHash: name.padStart(64, '0') }
    return first((turn) => openSession(turn, { queue: 'support', name, tokenHash: undefined, fresh }))
  }
  const said = (jid: string, key: string): Said => ({
    jid,
    to: 'support@desk.test',
    body: `I am ${key}`,
    key,
    stanzaId: key,
    replaces: undefined,
    reply: undefined,
    file: undefined,
    lang: undefined,
  })
  const says = async (desk: Desk, jid: string, key: string) => gave(await desk({ do: 'says', said: said(jid, key) }))
  const conversations = () => first(({ tx }) => tx('conversations').select('id', 'visitor', 'state', 'agent'))

  it('come up at the same time, on an empty database', async () => {
    for (const outcome of await both((desk) => desk({ do: 'migrate' }))) gave(outcome)
    await first(async (turn) => {
      await openQueue(turn, { name: 'support', title: 'Support' })
      await hire(turn, { jid: ann, name: 'Ann', roles: ['agent'], queues: ['support'] })
      await hire(turn, { jid: bob, name: 'Bob', roles: ['agent'], queues: ['support'] })
    })
  })

  it(`open one conversation when a visitor’s first two messages come at once, ${times} times`, async () => {
    const visitors = await Promise.all(numbers.map((i) => comes(`v-${i}`)))
    await both((desk, number) => Promise.all(visitors.map((jid, i) => says(desk, jid, `${i} by ${number}`))))
    assert.equal((await conversations()).length, times)
    const [row] = await first(({ tx }) => tx('messages').where({ author: 'visitor' }).count({ n: '*' }))
    assert.equal(Number(row?.n), 2 * times)
  })

  it('store a message that comes twice at once only once', async () => {
    const jid = await comes('v-twice')
    for (const i of numbers.slice(0, 50)) {
      const stored = await both((desk) => says(desk, jid, `twice ${i}`))
      assert.equal(stored.filter((id) => id !== null).length, 1, `message ${i}`)
    }
  })

  it(`let one of two claims win, ${times} times, in whatever order`, async () => {
    const ids = (await conversations()).map(({ id }) => id as number)
    const claims = await both((desk, number) => {
      // One from the first to the last, the other from the last to the first: both hold something the other wants.
      const order = number === 0 ? ids : ids.toReversed()
      const jid = number === 0 ? ann : bob
      const attempt = async (id: number) => {
        const outcome = await desk({ do: 'claims', jid, conversation: id })
        // Not a bug, not an outage: he reads who was quicker.
        if (!('gave' in outcome)) assert.deepEqual(outcome, { refused: 'conflict' })
        return 'gave' in outcome ? { id, jid } : undefined
      }
      return Promise.all(order.map(attempt))
    })
    const winners = claims.flat().filter((each) => each !== undefined)
    assert.equal(winners.length, ids.length)
    assert.equal(new Set(winners.map(({ id }) => id)).size, ids.length)
    const held = new Map((await conversations()).map(({ id, agent }) => [id, agent]))
    for (const { id, jid } of winners) assert.equal(held.get(id), jid)
  })
})
