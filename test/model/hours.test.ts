// Hours: open time added and counted, over nights, holidays and changes of the clock; and quiet hours.
import assert from 'node:assert/strict'
import fc from 'fast-check'
import { addOpen, type Hours, isOpen, nextOpening, openBetween, quietUntil } from '../../component/model/hours.ts'

const at = (text: string): Date => new Date(text)
const hour = 3600
const office: Hours = {
  zone: 'Europe/Berlin',
  week: {
    mon: [['09:00', '17:00']],
    tue: [
      ['09:00', '12:00'],
      ['13:00', '17:00'],
    ],
    fri: [['09:00', '17:00']],
  },
  exceptions: { '2026-12-25': [], '2026-12-24': [['10:00', '12:00']] },
}
const everyDay = (zone: string, ...ranges: [string, string][]): Hours => ({
  zone,
  week: { mon: ranges, tue: ranges, wed: ranges, thu: ranges, fri: ranges, sat: ranges, sun: ranges },
})
const plus = (hours: Hours | null, from: string, seconds: number) => addOpen(hours, at(from), seconds).toISOString()

describe('Open hours', () => {
  it('count nothing while it is closed', () => {
    // Friday 16:00 in Berlin; the weekend is closed, Monday opens at 09:00.
    assert.equal(plus(office, '2026-11-20T15:00:00Z', 2 * hour), '2026-11-23T09:00:00.000Z')
    assert.equal(openBetween(office, at('2026-11-20T15:00:00Z'), at('2026-11-23T09:00:00Z')), 2 * hour)
    // To the second, the end of a day still belongs to it.
    assert.equal(plus(office, '2026-11-20T15:00:00Z', hour), '2026-11-20T16:00:00.000Z')
    assert.equal(plus(office, '2026-11-20T15:00:00Z', hour + 1), '2026-11-23T08:00:01.000Z')
    assert.equal(plus(office, '2026-11-21T15:00:00Z', 0), '2026-11-23T08:00:00.000Z')
  })

  it('leave out a break at noon, holidays, and the shorter hours of single dates', () => {
    assert.equal(plus(office, '2026-11-24T10:30:00Z', hour), '2026-11-24T12:30:00.000Z')
    // Thursday the 24th has two hours, Friday the 25th none.
    assert.equal(plus(office, '2026-12-24T08:00:00Z', 2 * hour), '2026-12-24T11:00:00.000Z')
    assert.equal(plus(office, '2026-12-24T08:00:00Z', 3 * hour), '2026-12-28T09:00:00.000Z')
    assert.equal(isOpen(office, at('2026-12-25T10:00:00Z')), false)
    assert.equal(nextOpening(office, at('2026-12-24T12:00:00Z'))?.toISOString(), '2026-12-28T08:00:00.000Z')
  })

  it('go to the end of the day as 24:00, and on at 00:00 without a gap', () => {
    const always = everyDay('Asia/Shanghai', ['00:00', '24:00'])
    assert.equal(isOpen(always, at('2026-11-22T15:59:59Z')), true)
    assert.equal(plus(always, '2026-11-22T15:30:00Z', 5 * hour), '2026-11-22T20:30:00.000Z')
    assert.equal(openBetween(always, at('2026-11-20T00:00:00Z'), at('2026-11-22T12:00:00Z')), 60 * hour)
  })

  it('are those of the zone’s clock on both days on which it changes', () => {
    const night = everyDay('Europe/Berlin', ['00:00', '06:00'])
    // 29 March 2026: 02:00 becomes 03:00, so these six hours on the clock are five. 25 October has seven.
    const spring = openBetween(night, at('2026-03-28T22:00:00Z'), at('2026-03-29T12:00:00Z'))
    const autumn = openBetween(night, at('2026-10-24T21:00:00Z'), at('2026-10-25T12:00:00Z'))
    assert.deepEqual([spring / hour, autumn / hour], [5, 7])
    assert.equal(plus(night, '2026-03-29T00:00:00Z', 3 * hour), '2026-03-29T03:00:00.000Z')
    const day = everyDay('Europe/Berlin', ['09:00', '17:00'])
    assert.equal(plus(day, '2026-03-28T15:00:00Z', 2 * hour), '2026-03-29T08:00:00.000Z')
    assert.equal(plus(day, '2026-10-24T14:00:00Z', 2 * hour), '2026-10-25T09:00:00.000Z')
  })

  it('that overlap count once', () => {
    const both = everyDay('UTC', ['09:00', '13:00'], ['12:00', '17:00'], ['09:30', '10:00'])
    assert.equal(openBetween(both, at('2026-11-22T00:00:00Z'), at('2026-11-23T00:00:00Z')), 8 * hour)
  })

  it('that never come let all time count; without hours it always does', () => {
    const never = everyDay('UTC')
    for (const hours of [never, null])
      assert.equal(plus(hours, '2026-11-22T10:00:00Z', hour), '2026-11-22T11:00:00.000Z')
    assert.equal(openBetween(never, at('2026-11-22T10:00:00Z'), at('2026-11-22T11:00:00Z')), 0)
    assert.equal(nextOpening(never, at('2026-11-22T10:00:00Z')), undefined)
    assert.equal(openBetween(null, at('2026-11-22T11:00:00Z'), at('2026-11-22T10:00:00Z')), 0)
  })

  it('count back what was added, wherever and whenever', () => {
    const minute = fc.integer({ min: 0, max: 1439 })
    const text = (time: number) =>
      `${String(Math.floor(time / 60)).padStart(2, '0')}:${String(time % 60).padStart(2, '0')}`
    const range = fc.tuple(minute, minute).filter(([from, to]) => from !== to)
    const ranges = fc
      .array(range, { maxLength: 3 })
      .map((all) => all.map((each) => each.toSorted((a, b) => a - b).map(text) as [string, string]))
    const zone = fc.constantFrom('UTC', 'Europe/Berlin', 'Asia/Shanghai', 'America/New_York', 'Australia/Lord_Howe')
    const day = fc.record({ mon: ranges, wed: ranges, sat: ranges, sun: ranges })
    const when = fc.integer({ min: Date.parse('2026-01-01'), max: Date.parse('2027-01-01') }).map((ms) => new Date(ms))
    const span = fc.integer({ min: 0, max: 3 * 86_400 })
    const property = fc.property(zone, day, when, span, (name, week, from, seconds) => {
      const hours = { zone: name, week }
      const due = addOpen(hours, from, seconds)
      assert.ok(due >= from)
      const counted = openBetween(hours, from, due)
      // Too few hours within sight: then all time counts.
      if (due.getTime() === from.getTime() + seconds * 1000) assert.ok(counted <= seconds)
      else assert.ok(Math.abs(counted - seconds) < 0.001, `${counted} ≠ ${seconds}`)
    })
    fc.assert(property, { numRuns: 150 })
  })
})

describe('Quiet hours', () => {
  const night = { zone: 'Europe/Berlin', from: '20:00', to: '07:00' }
  const until = (quiet: typeof night | null, time: string) => quietUntil(quiet, at(time))?.toISOString()

  it('go over midnight and end in the morning', () => {
    assert.equal(until(night, '2026-11-22T18:59:59Z'), undefined)
    assert.equal(until(night, '2026-11-22T19:00:00Z'), '2026-11-23T06:00:00.000Z')
    assert.equal(until(night, '2026-11-23T05:59:00Z'), '2026-11-23T06:00:00.000Z')
    assert.equal(until(night, '2026-11-23T06:00:00Z'), undefined)
    assert.equal(until(null, '2026-11-23T02:00:00Z'), undefined)
  })

  it('may lie within a day', () => {
    const noon = { zone: 'Asia/Shanghai', from: '12:00', to: '13:30' }
    assert.equal(until(noon, '2026-11-22T04:00:00Z'), '2026-11-22T05:30:00.000Z')
    assert.equal(until(noon, '2026-11-22T05:30:00Z'), undefined)
  })

  it('end later than now at any time of the year, also when the clock changes', () => {
    const quiets = [night, { ...night, from: '01:00', to: '02:30' }, { ...night, from: '02:30', to: '03:00' }]
    for (const quiet of quiets) {
      for (const day of ['2026-03-28', '2026-03-29', '2026-10-24', '2026-10-25']) {
        for (let minute = 0; minute < 1440; minute += 5) {
          const now = new Date(Date.parse(`${day}T00:00:00Z`) + minute * 60_000)
          const end = quietUntil(quiet, now)
          assert.ok(end === undefined || end > now, `${quiet.from}-${quiet.to} at ${now.toISOString()}`)
        }
      }
    }
  })
})
