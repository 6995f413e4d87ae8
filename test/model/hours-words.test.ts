// Hours, quiet hours and spans as people type them: what is read, what is refused, and that it reads back the same.
import assert from 'node:assert/strict'
import fc from 'fast-check'
import { readHours, readQuiet, writeHours } from '../../component/model/hours-words.ts'
import { secondsOf, spanOf } from '../../component/model/span.ts'

describe('Hours as typed', () => {
  it('are days with times, and a zone', () => {
    assert.deepEqual(readHours('mon-fri 09:00-17:00 sat 10:00-14:00 Europe/Berlin'), {
      zone: 'Europe/Berlin',
      week: {
        ...Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri'].map((day) => [day, [['09:00', '17:00']]])),
        sat: [['10:00', '14:00']],
      },
    })
    assert.deepEqual(readHours(' Mon 09:00-12:00  13:00-24:00 '), {
      zone: 'UTC',
      week: {
        mon: [
          ['09:00', '12:00'],
          ['13:00', '24:00'],
        ],
      },
    })
    assert.deepEqual(Object.keys(readHours('sat-mon 09:00-10:00')?.week ?? {}), ['sat', 'sun', 'mon'])
    assert.deepEqual(Object.keys(readHours('mon wed fri 09:00-10:00')?.week ?? {}), ['mon', 'wed', 'fri'])
    assert.equal(readHours('always'), null)
  })

  for (const wrong of [
    ...['', 'never', 'mon', 'mon 9-17', 'mon 09:00-17:00 tue', '09:00-17:00', 'mon 17:00-09:00', 'mon 09:00-09:00'],
    ...['mon 09:00-25:00', 'mon 24:00-24:00', 'mon 09:60-10:00', 'mon-fri-sun 09:00-17:00', 'mo 09:00-17:00'],
    ...['mon 09:00-17:00 Berlin', 'Europe/Berlin', 'always Europe/Berlin', 'mon 09:00-17:00 Europe/Berlin x'],
  ]) {
    it(`cannot be “${wrong}”`, () => assert.equal(readHours(wrong), undefined))
  }

  it('read back as they were written', () => {
    const time = fc
      .integer({ min: 0, max: 1439 })
      .map((all) => `${String(Math.floor(all / 60)).padStart(2, '0')}:${String(all % 60).padStart(2, '0')}`)
    const range = fc.tuple(time, fc.oneof(time, fc.constant('24:00'))).filter(([from, to]) => from < to)
    const day = fc.constantFrom('mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun')
    const zone = fc.constantFrom('UTC', 'Asia/Shanghai', 'America/Argentina/Buenos_Aires')
    const property = fc.property(
      fc.array(fc.tuple(day, range), { minLength: 1, maxLength: 8 }),
      zone,
      (parts, name) => {
        const text = [...parts.map(([on, [from, to]]) => `${on} ${from}-${to}`), name].join(' ')
        const hours = readHours(text)
        assert.ok(hours)
        assert.deepEqual(readHours(writeHours(hours)), hours)
      },
    )
    fc.assert(property)
    assert.equal(readHours(writeHours(null)), null)
  })
})

describe('Quiet hours as typed', () => {
  it('are two times, and a zone', () => {
    assert.deepEqual(readQuiet('20:00-07:00 Asia/Shanghai'), { zone: 'Asia/Shanghai', from: '20:00', to: '07:00' })
    assert.deepEqual(readQuiet('12:00-13:00'), { zone: 'UTC', from: '12:00', to: '13:00' })
    assert.equal(readQuiet('off'), null)
  })
  for (const wrong of [
    '',
    'on',
    '20-7',
    '20:00',
    '20:00-20:00',
    '20:00-07:00 Mars/Base',
    '20:00-07:00 21:00-22:00',
    'mon 20:00-07:00',
  ]) {
    it(`cannot be “${wrong}”`, () => assert.equal(readQuiet(wrong), undefined))
  }
})

describe('Spans as typed', () => {
  it('are seconds, and are written in the largest unit that fits', () => {
    assert.deepEqual(['90s', '30m', '2h', '3d'].map(secondsOf), [90, 1800, 7200, 259_200])
    assert.deepEqual([90, 60, 5400, 86_400, 604_800, 0].map(spanOf), ['90s', '1m', '90m', '1d', '7d', '0s'])
    for (let seconds = 1; seconds < 100_000; seconds += 37) assert.equal(secondsOf(spanOf(seconds)), seconds)
  })
  it('fit an integer of the database', () => {
    assert.equal(secondsOf('24855d'), 24_855 * 86_400)
    assert.equal(secondsOf('24856d'), undefined)
  })
  for (const wrong of ['', '0m', '-5m', '5', '5 m', '1.5h', '1w', '2H', '100000s', '٣h', 'h'])
    it(`cannot be “${wrong}”`, () => assert.equal(secondsOf(wrong), undefined))
})
