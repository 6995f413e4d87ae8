// Two desks on one PostgreSQL: what both do at once happens once.
import assert from 'node:assert/strict'
import { openSession } from '../../component/desk/access.ts'
import { claim } from '../../component/desk/claim.ts'
import { type Said, visitorSays } from '../../component/desk/conversation.ts'
import { findPerson, hire, openQueue } from '../../component/desk/staff.ts'
import type { Turn } from '../../component/desk/turn.ts'
import { DeskError } from '../../component/model/error.ts'
import { type Database, migrate, openDatabase } from '../../component/store/database.ts'
import { openTurns } from '../../component/store/turns.ts'
import { findPostgres, type Postgres, startPostgres } from '../harness/postgres.ts'

type Run = <T>(work: (turn: Turn) => Promise<T>) => Promise<T>

const times = 200
const numbers = Array.from({ length: times }, (_, i) => i)

describe('Two desks on one PostgreSQL', function () {
  this.timeout(60_000)
  let postgres: Postgres
  const open: Database[] = []
  const desks: Run[] = []
  const [ann, bob] = ['ann@agents.test', 'bob@agents.test'] as const

  before(async function () {
    if (!findPostgres()) return this.skip()
    postgres = await startPostgres()
    const url = await postgres.database()
    for (let i = 0; i < 2; i++) open.push(openDatabase(url))
    const options = { random: Math.random, clock: () => new Date(), posted: () => undefined }
    desks.push(...open.map((db) => openTurns(db, options).run))
  })
  after(async () => {
    for (const db of open) await db.destroy()
    await postgres?.stop()
  })

  /** Both desks at once. */
  const both = <T>(work: (run: Run, desk: number) => Promise<T>) =>
    Promise.all(desks.map((run, desk) => work(run, desk)))
  const first: Run = (work) => (desks[0] as Run)(work)
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
  const says = (run: Run, jid: string, key: string) => run((turn) => visitorSays(turn, 'support', said(jid, key)))
  const conversations = () => first(({ tx }) => tx('conversations').select('id', 'visitor', 'state', 'agent'))

  it('come up at the same time, on an empty database', async () => {
    await Promise.all(open.map((db) => migrate(db)))
    await first(async (turn) => {
      await openQueue(turn, { name: 'support', title: 'Support' })
      await hire(turn, { jid: ann, name: 'Ann', roles: ['agent'], queues: ['support'] })
      await hire(turn, { jid: bob, name: 'Bob', roles: ['agent'], queues: ['support'] })
    })
  })

  it(`open one conversation when a visitor’s first two messages come at once, ${times} times`, async () => {
    const visitors = await Promise.all(numbers.map((i) => comes(`v-${i}`)))
    await both((run, desk) => Promise.all(visitors.map((jid, i) => says(run, jid, `${i} by ${desk}`))))
    assert.equal((await conversations()).length, times)
    const [row] = await first(({ tx }) => tx('messages').where({ author: 'visitor' }).count({ n: '*' }))
    assert.equal(Number(row?.n), 2 * times)
  })

  it('store a message that comes twice at once only once', async () => {
    const jid = await comes('v-twice')
    for (const i of numbers.slice(0, 50)) {
      const stored = await both((run) => says(run, jid, `twice ${i}`))
      assert.equal(stored.filter((id) => id !== undefined).length, 1, `message ${i}`)
    }
  })

  it(`let one of two claims win, ${times} times, in whatever order`, async () => {
    const ids = (await conversations()).map(({ id }) => id as number)
    const claims = await both((run, desk) => {
      // One from the first to the last, the other from the last to the first: both hold something the other wants.
      const order = desk === 0 ? ids : ids.toReversed()
      const attempt = async (id: number) => {
        const jid = desk === 0 ? ann : bob
        return run(async (turn) => {
          const person = await findPerson(turn, jid)
          assert.ok(person)
          await claim(turn, person, id)
        }).then(
          () => ({ id, jid }),
          (error: unknown) => {
            // Not a bug, not an outage: he reads who was quicker.
            assert.ok(error instanceof DeskError && error.code === 'conflict', String(error))
            return undefined
          },
        )
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
