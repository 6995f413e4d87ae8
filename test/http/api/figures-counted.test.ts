// Every figure of a weekend on which the clocks change, counted by hand, in all its groups; and `stats`, which counts by the same.
import assert from 'node:assert/strict'
import { today } from '../../../component/desk/figures.ts'
import type { Turn } from '../../../component/desk/turn.ts'
import { figureNames } from '../../../component/store/figure-sql.ts'
import { type ApiDesk, fill, jidOf, openApiDesk, visitorOf } from './desk.ts'

/** On Sunday, 29 March 2026, at 01:00 UTC it becomes 03:00 instead of 02:00 in Oslo. These are times of UTC. */
const conversations: { queue: string; lastAgent: string; events: string[]; messages: string[] }[] = [
  {
    // Half past midnight in Oslo: waits 60 s, is answered after 90 s, handled for 600 s, four stars.
    ...{ queue: 'support', lastAgent: 'ann', messages: ['28T23:31:30 ann', '28T23:35:00 ann'] },
    events: [
      ...['28T23:30:00 opened', '28T23:31:00 assigned ann', '28T23:31:30 answered ann', '28T23:41:00 closed ann'],
      ...['28T23:42:00 rated 4'],
    ],
  },
  {
    // Half past one: waits 20 s, is answered after 140 s, handled for 1200 s, two stars for Bob, though Ann has it by now.
    ...{ queue: 'support', lastAgent: 'ann', messages: ['29T00:32:20 bob'] },
    events: [
      ...['29T00:30:00 opened', '29T00:30:20 assigned bob', '29T00:32:20 answered bob', '29T00:50:20 closed bob'],
      ...['29T00:51:00 rated 2'],
    ],
  },
  {
    // Half past three, an hour later: left after 300 s; claimed 104,100 s after that, answered a minute later, handled for 660 s.
    ...{ queue: 'billing', lastAgent: 'cem', messages: [] },
    events: [
      ...['29T01:30:00 opened', '29T01:35:00 left', '30T06:30:00 claimed cem', '30T06:31:00 answered cem'],
      ...['30T06:41:00 closed cem'],
    ],
  },
  {
    // Monday at eight: waits 10 s; Cem misses it, Bob passes it on, Ann answers after 310 s; handled for 900 s. On Tuesday
    // Ann brings an answer, which nobody waited for: handled for 120 s.
    ...{ queue: 'billing', lastAgent: 'ann', messages: ['30T06:05:10 ann'] },
    events: [
      ...['30T06:00:00 opened', '30T06:00:10 assigned cem', '30T06:03:10 not-answered cem', '30T06:03:10 assigned bob'],
      ...['30T06:04:10 transferred ann', '30T06:05:10 answered ann', '30T06:15:10 closed ann'],
      ...[
        '31T10:00:00 contacted ann',
        '31T10:00:00 assigned ann',
        '31T10:01:00 answered ann',
        '31T10:02:00 closed ann',
      ],
    ],
  },
]

const at = (time: string): string => `2026-03-${time}.000Z`

async function aWeekend(turn: Turn): Promise<void> {
  const { tx } = turn
  for (const { queue, lastAgent, events, messages } of conversations) {
    await visitorOf(turn, 'Somebody')
    const visitor = (await tx('visitors').max({ id: 'id' }).first())?.id
    const times = { opened_at: at(events[0]?.slice(0, 11) ?? ''), state_at: at('31T12:00:00') }
    const row = { visitor, queue, served_by: queue, state: 'closed', ...times, last_agent: jidOf(lastAgent) }
    const [{ id: conversation }] = await tx('conversations').insert(row).returning('id')
    for (const event of events) {
      const [time = '', what = '', rest] = event.split(' ')
      const given = what === 'rated' ? { who: 'v', detail: rest } : { who: rest === undefined ? null : jidOf(rest) }
      await tx('events').insert({ conversation, what: what.replace('-', ' '), ...given, at: at(time) })
    }
    for (const message of messages) {
      const [time = '', who = ''] = message.split(' ')
      const by = { author: 'agent', author_jid: jidOf(who), body: 'x', lang: 'en' }
      await tx('messages').insert({ conversation, ...by, at: at(time) })
      await tx('messages').insert({ conversation, ...by, act: 'reactions', at: at(time) }) // no message
    }
  }
  await anIssue(
    turn,
    'billing/refund',
    'hana',
    ['29T00:40:00 filed ann', '29T01:40:00 resolved hana'],
    [
      { clock: 'accept', due: at('29T01:00:00'), done_at: at('29T00:50:00') },
      { clock: 'resolve', due: at('29T01:10:00'), breached_at: at('29T01:10:00'), done_at: at('29T01:40:00') },
    ],
  )
  await anIssue(
    turn,
    'billing',
    'cem',
    ['30T06:10:00 filed bob'],
    [
      { clock: 'accept', due: at('30T10:00:00'), done_at: at('30T06:15:00') },
      { clock: 'resolve', due: at('31T10:00:00') },
    ],
  )
}

async function anIssue({ tx }: Turn, type: string, handler: string, events: string[], clocks: object[]): Promise<void> {
  const [opened = '', , agent = ''] = events[0]?.split(' ') ?? []
  const times = { opened_at: at(opened), state_at: at('30T12:00:00') }
  const about = { type, content: 'x', priority: 'normal', state: 'accepted', queue: 'support' }
  const people = { handler: jidOf(handler), agent: jidOf(agent) }
  const [{ id: issue }] = await tx('issues')
    .insert({ ...about, ...people, ...times })
    .returning('id')
  for (const event of events) {
    const [time = '', what, who = ''] = event.split(' ')
    await tx('issue_events').insert({ issue, what, who: jidOf(who), at: at(time) })
  }
  for (const clock of clocks) await tx('issue_clocks').insert({ issue, round: 1, started_at: at(opened), ...clock })
}

const [ann, bob, cem, hana] = ['ann', 'bob', 'cem', 'hana'].map(jidOf) as [string, string, string, string]
type Groups = Record<string, readonly number[]>

/** Count, mean, median, 90th percentile and greatest; of a number alone only how many. */
const expected: Record<string, { all: number[]; queue: Groups; agent: Groups; hours: Record<string, number> }> = {
  waiting: {
    all: [3, 30, 20, 60, 60],
    queue: { billing: [1, 10, 10, 10, 10], support: [2, 40, 40, 60, 60] },
    agent: { [ann]: [1, 60, 60, 60, 60], [bob]: [1, 20, 20, 20, 20], [cem]: [1, 10, 10, 10, 10] },
    hours: { 'mon 08': 1, 'sun 00': 1, 'sun 01': 1 },
  },
  'first-answer': {
    all: [4, 26_250, 225, 104_460, 104_460],
    queue: { billing: [2, 52_385, 52_385, 104_460, 104_460], support: [2, 115, 115, 140, 140] },
    agent: {
      ...{ [ann]: [2, 200, 200, 310, 310], [bob]: [1, 140, 140, 140, 140] },
      [cem]: [1, 104_460, 104_460, 104_460, 104_460],
    },
    hours: { 'mon 08': 2, 'sun 00': 1, 'sun 01': 1 },
  },
  handling: {
    all: [5, 696, 660, 1200, 1200],
    queue: { billing: [3, 560, 660, 900, 900], support: [2, 900, 900, 1200, 1200] },
    agent: {
      ...{ [ann]: [3, 540, 600, 900, 900], [bob]: [1, 1200, 1200, 1200, 1200] },
      [cem]: [1, 660, 660, 660, 660],
    },
    hours: { 'mon 08': 2, 'tue 12': 1, 'sun 00': 1, 'sun 01': 1 },
  },
  taken: {
    ...{ all: [7], queue: { billing: [5], support: [2] }, agent: { [ann]: [3], [bob]: [2], [cem]: [2] } },
    hours: { 'mon 08': 4, 'tue 12': 1, 'sun 00': 1, 'sun 01': 1 },
  },
  closed: {
    ...{ all: [5], queue: { billing: [3], support: [2] }, agent: { [ann]: [3], [bob]: [1], [cem]: [1] } },
    hours: { 'mon 08': 2, 'tue 12': 1, 'sun 00': 1, 'sun 01': 1 },
  },
  messages: {
    ...{ all: [4], queue: { billing: [1], support: [3] }, agent: { [ann]: [3], [bob]: [1] } },
    hours: { 'mon 08': 1, 'sun 00': 2, 'sun 01': 1 },
  },
  missed: { all: [1], queue: { billing: [1] }, agent: { [cem]: [1] }, hours: { 'mon 08': 1 } },
  left: { all: [1], queue: { billing: [1] }, agent: { '': [1] }, hours: { 'sun 03': 1 } },
  'claim-age': {
    all: [1, 104_100, 104_100, 104_100, 104_100],
    queue: { billing: [1, 104_100, 104_100, 104_100, 104_100] },
    agent: { [cem]: [1, 104_100, 104_100, 104_100, 104_100] },
    hours: { 'mon 08': 1 },
  },
  ratings: {
    all: [2, 3, 3, 4, 4],
    queue: { support: [2, 3, 3, 4, 4] },
    agent: { [ann]: [1, 4, 4, 4, 4], [bob]: [1, 2, 2, 2, 2] },
    hours: { 'sun 00': 1, 'sun 01': 1 },
  },
  load: {
    ...{ all: [4], queue: { billing: [2], support: [2] }, agent: { '': [4] } },
    hours: { 'mon 08': 1, 'sun 00': 1, 'sun 01': 1, 'sun 03': 1 },
  },
  issues: {
    ...{ all: [2], queue: { support: [2] }, agent: { [cem]: [1], [hana]: [1] } },
    hours: { 'mon 08': 1, 'sun 01': 1 },
  },
  filed: {
    ...{ all: [2], queue: { support: [2] }, agent: { [ann]: [1], [bob]: [1] } },
    hours: { 'mon 08': 1, 'sun 01': 1 },
  },
  'issue-time': {
    all: [1, 3600, 3600, 3600, 3600],
    queue: { support: [1, 3600, 3600, 3600, 3600] },
    agent: { [hana]: [1, 3600, 3600, 3600, 3600] },
    hours: { 'sun 03': 1 },
  },
  deadlines: {
    all: [3, 0.667, 1, 1, 1],
    queue: { support: [3, 0.667, 1, 1, 1] },
    agent: { [cem]: [1, 1, 1, 1, 1], [hana]: [2, 0.5, 0.5, 1, 1] },
    hours: { 'mon 08': 1, 'sun 01': 1, 'sun 03': 1 },
  },
}

describe('figures counted by hand', function () {
  this.timeout(60_000)
  let desk: ApiDesk
  before(async () => {
    desk = await openApiDesk()
    await desk.run(fill)
    await desk.run(aWeekend)
    const hours = { zone: 'Europe/Oslo', week: {} }
    assert.equal((await desk.ask('PATCH', '/settings', { body: { hours } })).status, 200)
  })
  after(() => desk?.stop())

  const days = 'from=2026-03-28&to=2026-04-01&zone=Europe/Oslo'

  async function counted(name: string, query: string): Promise<Groups> {
    const answer = await desk.ask('GET', `/figures/${name}?${days}&${query}`)
    assert.equal(answer.status, 200, answer.text)
    const { items } = answer.json() as { items: Record<string, number | string | null>[] }
    return Object.fromEntries(
      items.map(({ group, count, mean, median, p90, max }) => [
        String(group),
        mean === null ? [Number(count)] : [count, mean, median, p90, max].map(Number),
      ]),
    )
  }

  it('are all of them', () => assert.deepEqual(Object.keys(expected).sort(), [...figureNames].sort()))

  for (const [name, { all, queue, agent, hours }] of Object.entries(expected))
    it(`agree on “${name}”, by queue, agent, and hour of the week`, async () => {
      assert.deepEqual(await counted(name, 'by=all'), { all })
      assert.deepEqual(await counted(name, 'by=queue'), queue)
      assert.deepEqual(await counted(name, 'by=agent'), agent)
      const found = await counted(name, 'by=weekday-hour')
      assert.deepEqual(
        Object.entries(found).map(([hour, [count]]) => [hour, count]),
        Object.entries(hours),
      )
      for (const one of ['billing', 'support'])
        assert.deepEqual((await counted(name, `by=queue&queue=${one}`))[one], queue[one], one)
      for (const one of [ann, bob, cem, hana])
        assert.deepEqual((await counted(name, `by=agent&agent=${one}`))[one], agent[one], one)
    })

  it('are what stats tells somebody of his day, which begins where the desk is', async () => {
    const stats = (now: string, jid: string) =>
      desk.run((turn) => today({ ...turn, now: new Date(now) }, { jid } as Parameters<typeof today>[1]))
    const none = { issuesFiled: 0, issuesResolved: 0, rating: null, rated: 0 }
    assert.deepEqual(await stats(at('29T20:00:00'), ann), {
      ...{ taken: 1, answered: 1, closed: 1, messages: 2, issuesFiled: 1, issuesResolved: 0 },
      ...{ firstAnswer: 90, rating: 4, rated: 1 },
    })
    assert.deepEqual(await stats(at('30T20:00:00'), ann), {
      ...{ ...none, taken: 1, answered: 1, closed: 1, messages: 1, firstAnswer: 310 },
    })
    assert.deepEqual(await stats(at('30T06:04:00'), bob), {
      ...{ ...none, taken: 1, answered: 0, closed: 0, messages: 0, firstAnswer: null },
    })
    const handler = await stats(at('29T20:00:00'), hana)
    assert.equal(handler.issuesResolved, 1)
  })
})
