// Figures, against a month that was counted by hand; and that the document says what the code does.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import type { Turn } from '../../../component/desk/turn.ts'
import { documented } from '../../../docs/figures.ts'
import { type ApiDesk, fill, jidOf, openApiDesk, visitorOf } from './desk.ts'

type Event = [at: string, what: string, who: string | null, detail?: string]

/** Monday, 2 March 2026, and the Tuesday after it; Oslo is an hour ahead of UTC. */
const conversations: { queue: string; lastAgent: string | null; events: Event[] }[] = [
  {
    // Waits 30 s, is answered after 60 s, handled for 600 s, five stars.
    ...{ queue: 'support', lastAgent: 'ann' },
    events: [
      ['02T09:00:00', 'opened', null],
      ['02T09:00:30', 'assigned', 'ann'],
      ['02T09:01:00', 'answered', 'ann'],
      ['02T09:10:30', 'closed', 'ann'],
      ['02T09:11:00', 'rated', null, '5'],
    ],
  },
  {
    // Waits 60 s for Ann, who does not answer; Bob does after 300 s; handled for 840 s. Then again: 10 s, 40 s, 300 s.
    ...{ queue: 'support', lastAgent: 'bob' },
    events: [
      ['02T09:05:00', 'opened', null],
      ['02T09:06:00', 'assigned', 'ann'],
      ['02T09:09:00', 'not answered', 'ann'],
      ['02T09:09:00', 'assigned', 'bob'],
      ['02T09:10:00', 'answered', 'bob'],
      ['02T09:20:00', 'closed', 'bob'],
      ['02T09:21:00', 'rated', null, '2'],
      ['02T10:00:00', 'reopened', null],
      ['02T10:00:10', 'assigned', 'bob'],
      ['02T10:00:40', 'answered', 'bob'],
      ['02T10:05:10', 'closed', 'bob'],
    ],
  },
  {
    // Left in the night, claimed after nine hours, answered a minute later, handled for 600 s.
    ...{ queue: 'billing', lastAgent: 'cem' },
    events: [
      ['02T23:30:00', 'opened', null],
      ['02T23:30:00', 'left', null],
      ['03T08:30:00', 'claimed', 'cem'],
      ['03T08:31:00', 'answered', 'cem'],
      ['03T08:40:00', 'closed', 'cem'],
    ],
  },
  {
    // Left after five minutes in line; Cem's claim after 300 s lapses, Bob's is 1500 s after it was left.
    ...{ queue: 'billing', lastAgent: 'bob' },
    events: [
      ['03T12:00:00', 'opened', null],
      ['03T12:05:00', 'left', null],
      ['03T12:10:00', 'claimed', 'cem'],
      ['03T12:25:00', 'claim lapsed', 'cem'],
      ['03T12:30:00', 'claimed', 'bob'],
    ],
  },
]

const at = (time: string): string => `2026-03-${time}.000Z`

async function aMonth(turn: Turn): Promise<void> {
  for (const { queue, lastAgent, events } of conversations) {
    await visitorOf(turn, 'Somebody')
    const visitor = (await turn.tx('visitors').max({ id: 'id' }).first())?.id
    const times = { opened_at: at(events[0]?.[0] ?? ''), state_at: at('03T12:30:00') }
    const row = {
      visitor,
      queue,
      served_by: queue,
      state: 'active',
      ...times,
      last_agent: lastAgent && jidOf(lastAgent),
    }
    const [{ id: conversation }] = await turn.tx('conversations').insert(row).returning('id')
    for (const [time, what, who, detail = null] of events)
      await turn.tx('events').insert({ conversation, what, who: who && jidOf(who), detail, at: at(time) })
  }
  await anIssue(
    turn,
    'billing/refund',
    'hana',
    [
      ['02T09:10:00', 'filed', 'ann'],
      ['02T10:10:00', 'resolved', 'hana'],
      ['02T11:00:00', 'reopened', 'ann'],
      ['02T11:30:00', 'resolved', 'hana'],
    ],
    [
      { clock: 'accept', due: at('02T09:40:00'), done_at: at('02T09:20:00') },
      { clock: 'resolve', due: at('02T09:50:00'), breached_at: at('02T09:50:00'), done_at: at('02T10:10:00') },
    ],
  )
  await anIssue(
    turn,
    'billing',
    'cem',
    [['03T10:00:00', 'filed', 'bob']],
    [
      { clock: 'accept', due: at('03T10:30:00') },
      { clock: 'resolve', due: at('04T10:00:00'), done_at: at('03T11:00:00') },
    ],
  )
}

async function anIssue(turn: Turn, type: string, handler: string, events: Event[], clocks: object[]): Promise<void> {
  const times = { opened_at: at(events[0]?.[0] ?? ''), state_at: at('03T12:00:00') }
  const about = {
    type,
    content: 'x',
    priority: 'normal',
    state: 'accepted',
    handler: jidOf(handler),
    agent: jidOf('ann'),
  }
  const [{ id: issue }] = await turn
    .tx('issues')
    .insert({ ...about, queue: 'support', ...times })
    .returning('id')
  for (const [time, what, who] of events)
    await turn.tx('issue_events').insert({ issue, what, who: who && jidOf(who), at: at(time) })
  for (const clock of clocks)
    await turn.tx('issue_clocks').insert({ issue, round: 1, started_at: times.opened_at, ...clock })
}

describe('figures', function () {
  this.timeout(60_000)
  let desk: ApiDesk
  before(async () => {
    desk = await openApiDesk()
    await desk.run(fill)
    await desk.run(aMonth)
  })
  after(() => desk?.stop())

  const march = 'from=2026-03-01&to=2026-04-01'

  /** Group, count, mean, median, 90th percentile and greatest. */
  async function counted(name: string, query = ''): Promise<unknown[][]> {
    const answer = await desk.ask('GET', `/figures/${name}?${march}${query}`)
    assert.equal(answer.status, 200, answer.text)
    const { items } = answer.json() as { items: Record<string, unknown>[] }
    return items.map(({ group, count, mean, median, p90, max }) => [group, count, mean, median, p90, max])
  }
  const only = async (name: string, query = '') => (await counted(name, query)).map(([group, count]) => [group, count])
  const none = [null, null, null, null]

  it('count how long visitors waited, for a first answer, and how long it took', async () => {
    assert.deepEqual(await counted('waiting'), [['all', 3, 33.333, 30, 60, 60]])
    assert.deepEqual(await counted('waiting', '&by=agent'), [
      [jidOf('ann'), 2, 45, 45, 60, 60],
      [jidOf('bob'), 1, 10, 10, 10, 10],
    ])
    assert.deepEqual(await counted('first-answer'), [['all', 4, 8215, 180, 32460, 32460]])
    assert.deepEqual(await counted('first-answer', '&queue=support'), [['all', 3, 133.333, 60, 300, 300]])
    assert.deepEqual(await counted('handling'), [['all', 4, 585, 600, 840, 840]])
    assert.deepEqual(await counted('handling', `&agent=${jidOf('bob')}`), [['all', 2, 570, 570, 840, 840]])
  })

  it('count what was missed, left and claimed', async () => {
    assert.deepEqual(await counted('missed', '&by=agent'), [[jidOf('ann'), 1, ...none]])
    assert.deepEqual(await counted('left', '&by=queue'), [['billing', 2, ...none]])
    assert.deepEqual(await counted('claim-age'), [['all', 3, 11400, 1500, 32400, 32400]])
  })

  it('count ratings, issues, and deadlines that were kept', async () => {
    assert.deepEqual(await counted('ratings', '&by=agent'), [
      [jidOf('ann'), 1, 5, 5, 5, 5],
      [jidOf('bob'), 1, 2, 2, 2, 2],
    ])
    assert.deepEqual(await only('issues', '&by=type'), [
      ['billing', 1],
      ['billing/refund', 1],
    ])
    assert.deepEqual(await only('issues', '&by=agent'), [
      [jidOf('cem'), 1],
      [jidOf('hana'), 1],
    ])
    assert.deepEqual(await counted('issue-time'), [['all', 2, 2700, 2700, 3600, 3600]])
    assert.deepEqual(await counted('deadlines'), [['all', 3, 0.667, 1, 1, 1]])
  })

  it('count the load by hour, weekday and day of the zone', async () => {
    assert.deepEqual(await only('load'), [['all', 5]])
    assert.deepEqual(await only('load', '&by=hour'), [
      ['09', 2],
      ['10', 1],
      ['12', 1],
      ['23', 1],
    ])
    assert.deepEqual(await only('load', '&by=hour&zone=Europe/Oslo'), [
      ['00', 1],
      ['10', 2],
      ['11', 1],
      ['13', 1],
    ])
    assert.deepEqual(await only('load', '&by=weekday'), [
      ['mon', 4],
      ['tue', 1],
    ])
    assert.deepEqual(await only('load', '&by=weekday&zone=Europe/Oslo'), [
      ['mon', 3],
      ['tue', 2],
    ])
    assert.deepEqual(
      (await only('load', '&by=weekday-hour')).map(([name]) => name),
      [...['mon 09', 'mon 10', 'mon 23', 'tue 12']],
    )
    assert.deepEqual(await only('load', '&by=day&zone=Europe/Oslo'), [
      ['2026-03-02', 3],
      ['2026-03-03', 2],
    ])
  })

  it('begin and end where the days of the zone do', async () => {
    const day = async (from: string, to: string, zone: string) => {
      const answer = await desk.ask('GET', `/figures/load?from=${from}&to=${to}&zone=${zone}`)
      return (answer.json().items as { count: number }[])[0]?.count
    }
    assert.equal(await day('2026-03-02', '2026-03-03', 'UTC'), 4)
    assert.equal(await day('2026-03-02', '2026-03-03', 'Europe/Oslo'), 3)
    assert.equal(await day('2026-03-03', '2026-03-04', 'Pacific/Kiritimati'), 2)
    assert.equal(await day('2026-03-02', '2026-03-02T09:05:00Z', 'UTC'), 1) // the end is not included
  })

  it('refuse a span that goes backwards or is too long', async () => {
    for (const span of ['from=2026-04-01&to=2026-03-01', 'from=2020-01-01&to=2026-03-01', 'from=2026-02-30'])
      assert.equal((await desk.ask('GET', `/figures/load?${span}`)).json().field, 'from', span)
  })

  it('come all at once, and page by page', async () => {
    const all = (await desk.ask('GET', `/figures?${march}&by=queue`)).json()
    assert.equal(all.from, '2026-03-01T00:00:00.000Z')
    assert.equal((all.figures as unknown[]).length, 15)
    const first = (await desk.ask('GET', `/figures/load?${march}&by=hour&limit=3`)).json()
    const second = (await desk.ask('GET', `/figures/load?${march}&by=hour&limit=3&cursor=${first.next}`)).json()
    assert.deepEqual([...(first.items as object[]), ...(second.items as object[])].length, 4)
    assert.equal(second.next, null)
  })

  it('are in docs/api.md as they are in the code', () => {
    const text = readFileSync(new URL('../../../docs/api.md', import.meta.url), 'utf8')
    assert.equal(documented(text), text, 'npx tsx docs/figures.ts brings docs/api.md up to date')
  })
})
