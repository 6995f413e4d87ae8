// How a queue gives out conversations, and when it is open.
import assert from 'node:assert/strict'
import { type Hours, isOpen, nextOpening } from '../../component/model/hours.ts'
import type { State } from '../../component/model/person.ts'
import { able, type Candidate, choose } from '../../component/model/queue.ts'

const candidate = (name: string, state: State, load = 0, assignedAt: string | null = null): Candidate => ({
  staff: {
    jid: `${name}@a`,
    name,
    roles: ['agent'],
    state,
    lang: 'en',
    receipts: false,
    override: null,
    ignored: 0,
    quiet: null,
    photo: null,
    capacity: null,
  },
  load,
  assignedAt,
})
const five = [
  candidate('ann', 'normal'),
  candidate('bob', 'busy'),
  candidate('cem', 'normal'),
  candidate('dan', 'exit'),
  candidate('eve', 'normal'),
]

describe('Allocation', () => {
  it('picks each of the normal equally likely, and nobody else (χ² over 3,000)', () => {
    const counts = new Map<string, number>()
    for (let time = 0; time < 3000; time++) {
      const name = choose('random', able(five, 5), null, Math.random)?.staff.name as string
      counts.set(name, (counts.get(name) ?? 0) + 1)
    }
    assert.deepEqual([...counts.keys()].sort(), ['ann', 'cem', 'eve'])
    const chiSquare = [...counts.values()].reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0)
    // Two degrees of freedom: a fair choice exceeds 23 once in a hundred thousand runs.
    assert.ok(chiSquare < 23, `χ² = ${chiSquare}`)
  })

  it('fails the same test when it is not fair', () => {
    const thirds = Array.from({ length: 3000 }, () => Math.floor(Math.random() ** 1.5 * 3))
    const counts = [0, 1, 2].map((third) => thirds.filter((each) => each === third).length)
    // About 310 with a deviation of 35: less than 23 does not happen.
    assert.ok(counts.reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0) > 23)
  })

  it('gives nobody more than he can have', () => {
    const full = [candidate('ann', 'normal', 5), candidate('cem', 'normal', 4)]
    assert.deepEqual(
      able(full, 5).map(({ staff }) => staff.name),
      ['cem'],
    )
    assert.equal(choose('random', able(full, 4), null, Math.random), undefined)
  })

  it('by least-busy to who has least, by round-robin to who waits longest, by last-agent to who knows the visitor', () => {
    const loads = [
      candidate('ann', 'normal', 2, '2026-01-03'),
      candidate('bob', 'normal', 1, '2026-01-02'),
      candidate('cem', 'normal', 2, '2026-01-01'),
    ]
    const by = (policy: 'least-busy' | 'round-robin' | 'last-agent', last: string | null = null) =>
      choose(policy, loads, last, () => 0)?.staff.name
    assert.equal(by('least-busy'), 'bob')
    assert.equal(by('round-robin'), 'cem')
    assert.equal(by('last-agent', 'bob@a'), 'bob')
    assert.equal(by('last-agent', 'gone@a'), 'ann')
  })
})

describe('Opening hours', () => {
  const hours: Hours = {
    zone: 'Europe/Berlin',
    week: {
      mon: [
        ['09:00', '12:00'],
        ['13:00', '17:00'],
      ],
      fri: [['09:00', '24:00']],
    },
    exceptions: { '2026-12-25': [], '2026-11-24': [['10:00', '11:00']] },
  }

  it('are the queue’s own, in its time zone', () => {
    assert.equal(isOpen(hours, new Date('2026-11-23T08:30:00Z')), true) // Monday 09:30
    assert.equal(isOpen(hours, new Date('2026-11-23T07:59:00Z')), false)
    assert.equal(isOpen(hours, new Date('2026-11-23T11:30:00Z')), false) // lunch
    assert.equal(isOpen(hours, new Date('2026-11-27T22:59:00Z')), true) // until midnight
    assert.equal(isOpen(null, new Date()), true)
  })

  it('know exceptions: a holiday, and a Tuesday with an hour of its own', () => {
    assert.equal(isOpen(hours, new Date('2026-12-25T10:00:00Z')), false)
    assert.equal(isOpen(hours, new Date('2026-11-24T09:30:00Z')), true)
  })

  it('tell when it opens next, also when clocks change in between', () => {
    assert.equal(nextOpening(hours, new Date('2026-11-23T11:30:00Z'))?.toISOString(), '2026-11-23T12:00:00.000Z')
    assert.equal(nextOpening(hours, new Date('2026-11-24T12:00:00Z'))?.toISOString(), '2026-11-27T08:00:00.000Z')
    // Sunday 2027-03-28: from UTC+1 to UTC+2.
    assert.equal(nextOpening(hours, new Date('2027-03-27T12:00:00Z'))?.toISOString(), '2027-03-29T07:00:00.000Z')
    assert.equal(nextOpening({ zone: 'UTC', week: {} }, new Date()), undefined)
  })
})
