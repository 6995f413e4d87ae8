// Issues, with two desks on one PostgreSQL, each a process of its own: a reminder is sent once, an answer counts once.
import assert from 'node:assert/strict'
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { fileIssue } from '../../component/desk/issue.ts'
import { typeIs } from '../../component/desk/issue-rules.ts'
import { hire } from '../../component/desk/staff.ts'
import type { Staff } from '../../component/model/person.ts'
import { type Database, migrate, openDatabase } from '../../component/store/database.ts'
import { findStaff } from '../../component/store/staff.ts'
import { openTurns } from '../../component/store/turns.ts'
import { findPostgres, type Postgres, startPostgres } from '../harness/postgres.ts'
import type { Order, Outcome } from '../harness/race-desk.ts'

function startRacer(url: string): { child: ChildProcess; desk: (order: Order) => Promise<Outcome> } {
  const script = fileURLToPath(new URL('../harness/race-desk.ts', import.meta.url))
  const child = fork(script, { execArgv: ['--import', 'tsx'], env: { ...process.env, RACE_DATABASE: url } })
  const waiting = new Map<number, (outcome: Outcome) => void>()
  let orders = 0
  child.on('message', ({ number, outcome }: { number: number; outcome: Outcome }) => waiting.get(number)?.(outcome))
  const desk = (order: Order) =>
    new Promise<Outcome>((done) => {
      const number = orders++
      waiting.set(number, done)
      child.send({ number, order })
    })
  return { child, desk }
}

const times = 60
const jid = (name: string) => `${name}@agents.test`

describe('Issues with two desks on one PostgreSQL', function () {
  this.timeout(60_000)
  let postgres: Postgres
  let db: Database
  const racers: ReturnType<typeof startRacer>[] = []

  before(async function () {
    if (!findPostgres()) return this.skip()
    postgres = await startPostgres()
    const url = await postgres.database()
    db = openDatabase(url)
    await migrate(db)
    for (let i = 0; i < 2; i++) racers.push(startRacer(url))
    const { run } = openTurns(db, { random: Math.random, clock: () => new Date(), posted: () => undefined })
    await run(async (turn) => {
      for (const name of ['hana', 'hugo']) await hire(turn, { jid: jid(name), name, roles: ['handler'], queues: [] })
      for (const name of ['lea', 'leo']) await hire(turn, { jid: jid(name), name, roles: ['lead'], queues: [] })
      await typeIs(turn, 'billing', 'hana', 'hugo')
      const lea = (await findStaff(turn.tx, jid('lea'))) as Staff
      const filing = { type: 'billing', handler: 'auto', priority: 'urgent', conversation: undefined } as const
      for (let i = 0; i < times; i++) await fileIssue(turn, lea, { ...filing, content: `Question ${i}` })
    })
    await db('outbox').delete()
  })
  after(async () => {
    for (const { child } of racers) {
      child.disconnect()
      await once(child, 'exit')
    }
    await db?.destroy()
    await postgres?.stop()
  })

  const both = (order: (desk: number) => Order) => Promise.all(racers.map(({ desk }, number) => desk(order(number))))

  /** Who was sent a reminder of each issue since the last look, as the outbox has it. */
  async function reminded(): Promise<Map<number, string[]>> {
    const rows: { notice: string }[] = await db('outbox').orderBy('id')
    await db('outbox').delete()
    const all = new Map<number, string[]>()
    for (const { notice } of rows) {
      const { to, issue } = JSON.parse(notice)
      if (issue?.about === 'reminder') all.set(issue.number, [...(all.get(issue.number) ?? []), to].sort())
    }
    return all
  }

  it(`remind once at each level, of ${times} issues`, async () => {
    const start = Date.now()
    for (const [minutes, who] of [
      [5, ['hana']],
      [10, ['hugo']],
      [15, ['lea', 'leo']],
      [20, []],
    ] as const) {
      const at = new Date(start + (minutes + 0.5) * 60_000).toISOString()
      for (let again = 0; again < 4; again++)
        for (const outcome of await both(() => ({ do: 'reminds', at }))) assert.ok('gave' in outcome)
      const all = await reminded()
      assert.equal(all.size, who.length > 0 ? times : 0)
      for (const names of all.values()) assert.deepEqual(names, who.map(jid))
    }
    const [row] = await db('issue_events').where({ what: 'breached' }).count({ n: '*' })
    assert.equal(Number(row?.n), times)
  })

  it('let one of two handlers take each up, and one of two answers count', async () => {
    const ids: number[] = await db('issues').orderBy('id').pluck('id')
    const winner = (outcomes: Outcome[]): number => {
      assert.equal(outcomes.filter((outcome) => 'gave' in outcome).length, 1)
      for (const outcome of outcomes) if (!('gave' in outcome)) assert.deepEqual(outcome, { refused: 'conflict' })
      return outcomes.findIndex((outcome) => 'gave' in outcome)
    }
    const names = ['hana', 'hugo'] as const
    await Promise.all(
      ids.map(async (issue) => {
        const taken = winner(await both((desk) => ({ do: 'accepts', jid: jid(names[desk] as string), issue })))
        assert.equal((await db('issues').where({ id: issue }).first()).handler, jid(names[taken] as string))
        const by = winner(
          await both((desk) => ({ do: 'resolves', jid: jid(names[desk] as string), issue, answer: `by ${desk}` })),
        )
        assert.equal((await db('issues').where({ id: issue }).first()).answer, `by ${by}`)
      }),
    )
  })
})
