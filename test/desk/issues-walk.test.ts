// Whatever agents, handlers, leads and visitors do with issues, in whatever order: no forbidden state, no reminder lost or
// sent twice, and not a word of it to visitors.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import type { IssueState } from '../../component/model/issue.ts'
import type { MessageNotice } from '../../component/model/notice.ts'
import { type Database, openDatabase } from '../../component/store/database.ts'
import { freshDatabase } from '../harness/database.ts'
import { onPostgres } from '../harness/postgres.ts'
import { openWalker, type Step, secret, step, type Walker } from './issues-walker.ts'

// biome-ignore lint/suspicious/noExplicitAny: rows as they are in the table.
type Rows = any[]
const pending = ['open', 'reopened', 'accepted']

/** Where each thing that happens leads, and from which states it may. */
const edges: Record<string, [from: readonly string[], to: IssueState]> = {
  accepted: [['open', 'reopened'], 'accepted'],
  passed: [pending, 'open'],
  resolved: [pending, 'resolved'],
  reopened: [['resolved', 'closed'], 'reopened'],
  'not solved': [['resolved', 'closed'], 'reopened'],
  closed: [[...pending, 'resolved'], 'closed'],
  waived: [['resolved'], 'closed'],
  duplicate: [[...pending, 'resolved'], 'closed'],
}

/** The history alone tells the state. */
function replayed(events: Rows): string {
  let state = 'none'
  for (const { what } of events) {
    if (what === 'filed') assert.equal(state, 'none')
    const edge = edges[what]
    if (edge) assert.ok(edge[0].includes(state), `${what} when it was ${state}`)
    state = what === 'filed' ? 'open' : (edge?.[1] ?? state)
  }
  return state
}

function checkClocks(issue: Rows[number], clocks: Rows): void {
  const running = clocks.filter(({ done_at }) => done_at === null)
  const has = running.map(({ clock }) => clock).sort()
  const wanted = { open: ['accept', 'resolve'], reopened: ['accept', 'resolve'], accepted: ['resolve'] }
  assert.deepEqual(has, wanted[issue.state as 'open'] ?? [], `clocks of #${issue.id}, ${issue.state}`)
  for (const clock of running) {
    assert.equal(clock.round, issue.round)
    assert.equal(clock.left !== null, issue.waits !== null, `#${issue.id} waits for ${issue.waits}, left ${clock.left}`)
    if (clock.breached_at === null && clock.left === null)
      assert.ok(clock.remind_at >= clock.due, 'reminded before it is due')
  }
  if (issue.waits !== null) assert.equal(issue.state, 'accepted')
  if (issue.bearer !== null) assert.equal(issue.state, 'resolved')
}

/** What must hold after each step. Gives the history, for the next. */
async function check(db: Database, walker: Walker, before: Rows): Promise<Rows> {
  assert.deepEqual(walker.bugs, [])
  const events: Rows = await db('issue_events').orderBy('id')
  assert.deepEqual(events.slice(0, before.length), before, 'history only grows')
  const [clocks, scenes]: [Rows, Rows] = [await db('issue_clocks'), await db('issue_scenes')]
  const of = (rows: Rows, id: number): Rows => rows.filter(({ issue }) => issue === id)
  for (const issue of (await db('issues')) as Rows) {
    assert.equal(replayed(of(events, issue.id)), issue.state)
    checkClocks(issue, of(clocks, issue.id))
    const own = of(scenes, issue.id)
    const isReceived = own.length > 0 && own.every(({ received_at }) => received_at !== null)
    assert.ok(!(isReceived && issue.state === 'resolved'), `#${issue.id} was received and is not closed`)
  }
  return events
}

/** Each reminder that is written down was sent once, and none was sent that is not. */
async function checkReminders(db: Database, { told }: Walker): Promise<void> {
  const sent = new Map<string, number>()
  const count = (key: string, by: number) => sent.set(key, (sent.get(key) ?? 0) + by)
  for (const notice of told) {
    if (notice.kind !== 'message' || !notice.issue) continue
    const { number, about, level } = notice.issue
    if (about === 'reminder' || level === 0) count(`#${number} ${level} to ${notice.to}`, 1)
  }
  for (const { issue, level, jid } of (await db('reminders')) as Rows) count(`#${issue} ${level} to ${jid}`, -1)
  assert.deepEqual(
    [...sent].filter(([, more]) => more !== 0),
    [],
  )
}

function checkVisitors({ told }: Walker): void {
  for (const notice of told) {
    if (!notice.to.includes('@visitors.')) continue
    assert.equal((notice as MessageNotice).issue, undefined)
    assert.doesNotMatch(JSON.stringify(notice), new RegExp(`${secret}|agents\\.test|issue-|hana|hugo`))
  }
}

/** When time has passed all deadlines, whoever could be reminded of what is still to be done has been. */
async function checkNoneLost(db: Database, walker: Walker): Promise<void> {
  for (let time = 0; time < 8; time++) await walker.take({ do: 'passes', seconds: 15 * 86_400 })
  const reminders: Rows = await db('reminders')
  for (const { id, round, state, waits } of (await db('issues').whereIn('state', pending)) as Rows) {
    if (waits !== null) continue
    for (const clock of state === 'accepted' ? ['resolve'] : ['accept', 'resolve']) {
      const who = reminders.filter(
        (each) => each.issue === id && each.round === round && each.clock === clock && each.level > 0,
      )
      assert.ok(
        who.some(({ level }) => level === 1),
        `its handler was not reminded of #${id}: ${clock}`,
      )
      assert.ok(
        who.some(({ jid }) => jid === 'lea@agents.test'),
        `no lead was reminded of #${id}: ${clock}`,
      )
    }
  }
  assert.equal((await db('issue_clocks').whereNotNull('remind_at').whereNull('left')).length, 0)
}

const begin: Step[] = [
  { do: 'comes', who: 'ann', show: '' },
  { do: 'comes', who: 'hana', show: '' },
  { do: 'comes', who: 'li', show: '' },
  { do: 'comes', who: 'wei', show: '' },
  { do: 'asks', who: 'li', words: 'Hello' },
  { do: 'asks', who: 'wei', words: 'Hello' },
  { do: 'says', who: 'ann', nth: 0, words: `!issue billing hana high ${secret} question` },
]

const handles = (line: string): Step => ({ do: 'issues', who: 'hana', nth: 0, line })
/** Where a walk begins: just filed, waiting for an answer, or with two visitors who have been told. */
const beginnings: Step[][] = [
  [],
  [handles(`!ask ${secret} which?`), handles('!snooze 3d')],
  [
    { do: 'says', who: 'ann', nth: 0, words: '!link #0' },
    { do: 'says', who: 'ann', nth: 1, words: '!link #0' },
    handles('!resolve the answer 答案'),
    { do: 'issues', who: 'ann', nth: 0, line: '!tell' },
  ],
]

/** Numbers that look like chance and are the same for the same seed (mulberry32). */
function chance(seed: number): () => number {
  let a = seed
  return () => {
    a = (a + 0x6d2b79f5) | 0
    let t = Math.imul(a ^ (a >>> 15), 1 | a)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** Milliseconds, but for so many walks at least; a longer search is asked for by WALK_SECONDS. */
const budget = Number(process.env.WALK_SECONDS ?? 8) * 1000
const least = 10

describe(`Walks on issues, on ${onPostgres ? 'PostgreSQL' : 'SQLite'}`, function () {
  this.timeout(4 * budget + 60_000)
  const folder = mkdtempSync(join(tmpdir(), 'bellhop-walk-'))
  let db: Database
  let tables: string[] = []
  before(async () => {
    db = openDatabase(await freshDatabase(folder))
    if (onPostgres) return
    await db.raw('PRAGMA synchronous = OFF')
    await db.raw('PRAGMA foreign_keys = OFF')
    const own = db('sqlite_master').where({ type: 'table' }).whereNot('name', 'like', 'sqlite_%')
    tables = await own.whereNot('name', 'like', 'knex_%').whereNot('name', 'like', 'issue_search_%').pluck('name')
  })
  after(async () => {
    await db.destroy()
    rmSync(folder, { recursive: true, force: true })
  })

  /** All that a walk left, but for what a new desk has, and for the audit, from which nothing can be taken. */
  async function empty(): Promise<void> {
    if (onPostgres)
      await db.raw(
        'TRUNCATE issues, conversations, visitors, staff, queues, resources, outbox, inbound, issue_types RESTART IDENTITY CASCADE',
      )
    else for (const table of tables.filter((name) => !['deadlines', 'audit'].includes(name))) await db(table).delete()
  }

  it('find no forbidden state, no lost reminder, and none sent twice', async () => {
    const seen = new Map<string, number>()
    const seed = Number(process.env.WALK_SEED ?? Date.now() % 2 ** 31)
    console.log(`      seed ${seed} (WALK_SEED)`)
    let [walks, steps, failed] = [0, 0, false]
    let end = Date.now() + budget
    async function goes(walk: readonly Step[], by: number): Promise<void> {
      await empty()
      walks += 1
      const walker = await openWalker(db, chance(by))
      let history: Rows = []
      for (const each of [...begin, ...walk]) {
        await walker.take(each)
        history = await check(db, walker, history)
        steps += 1
      }
      await checkNoneLost(db, walker)
      await check(db, walker, history)
      await checkReminders(db, walker)
      checkVisitors(walker)
      for (const { what } of history) seen.set(what, (seen.get(what) ?? 0) + 1)
    }
    const walk = fc.array(step, { minLength: 5, maxLength: 40, size: 'max' })
    const property = fc.asyncProperty(fc.constantFrom(...beginnings), walk, fc.nat(), async (first, then, by) => {
      if (Date.now() > end && walks >= least) return
      await goes([...first, ...then], by).catch((error: unknown) => {
        // As long again to find a shorter one that fails.
        end = failed ? end : Date.now() + budget
        failed = true
        throw error
      })
    })
    await fc.assert(property, { seed, numRuns: 10_000 })
    console.log(
      `      ${walks} walks, ${steps} steps: ${[...seen].map(([what, count]) => `${what} ${count}`).join(', ')}`,
    )
    assert.ok(walks >= least)
  })
})
