// Lines come in any order and more than once; what is shown must not depend on it.

import assert from 'node:assert/strict'
import fc from 'fast-check'
import { backoff } from '../../web-client/headless/backoff.ts'
import { type Line, mergeLine, unread, unsent, upTo, withLines } from '../../web-client/headless/line.ts'

const own = (id: string, more: Partial<Line> = {}): Line => ({
  ...{ id, kind: 'own', body: id, at: 1000, state: 'sending' },
  ...more,
})
const agent = (archive: number, more: Partial<Line> = {}): Line => ({
  ...{ id: `m-${archive}`, kind: 'agent', body: 'x', at: archive, archive, nick: 'Ann' },
  ...more,
})
const ids = (lines: readonly Line[]) => lines.map((line) => line.id).join(' ')

describe('lines', () => {
  it('are shown by their place in the archive, unsent ones last in the order they were written', () => {
    const lines = withLines([], [own('b', { at: 3 }), agent(7), own('a', { at: 2 }), agent(5)])
    assert.equal(ids(lines), 'm-5 m-7 a b')
    assert.equal(ids(unsent(lines)), 'a b')
  })

  it('stay where they were when the receipt tells no place', () => {
    const lines = withLines([], [agent(5), own('a', { state: 'stored', after: 5 }), agent(7)])
    assert.equal(ids(lines), 'm-5 a m-7')
    assert.equal(ids(withLines(lines, [own('a', { state: 'stored', archive: 8 })])), 'm-5 m-7 a')
  })

  it('appear once however often they come', () => {
    assert.equal(withLines([agent(5)], [agent(5), agent(5)]).length, 1)
  })

  it('never become unsent again once stored, nor unread once read', () => {
    const read = mergeLine(own('a', { state: 'read' }), own('a', { state: 'sending', tries: 3 }))
    assert.equal(read.state, 'read')
    assert.equal(mergeLine(own('a', { state: 'failed' }), own('a', { state: 'stored' })).state, 'stored')
  })

  it('fail by the newest attempt only', () => {
    const failed = own('a', { state: 'failed', reason: 'too long' })
    const again = own('a', { state: 'sending', tries: 1 })
    assert.equal(mergeLine(failed, own('a')).state, 'failed')
    assert.equal(mergeLine(failed, own('a')).reason, 'too long')
    assert.equal(mergeLine(failed, again).state, 'sending')
    assert.equal('reason' in mergeLine(failed, again), false)
  })

  it('show the newest correction and keep their place', () => {
    const corrected = agent(9, { id: 'm-5', archive: 9, body: 'second', edited: 9 })
    for (const lines of [withLines([agent(5), agent(7)], [corrected]), withLines([corrected, agent(7)], [agent(5)])]) {
      assert.equal(ids(lines), 'm-5 m-7')
      assert.equal(lines[0]?.body, 'second')
      assert.equal(lines[0]?.edited, 9)
    }
  })

  it('are read up to the one the marker names', () => {
    const lines = withLines(
      [],
      [
        own('a', { state: 'stored', archive: 1 }),
        agent(2),
        own('b', { state: 'stored', archive: 3 }),
        own('c', { state: 'stored', archive: 4 }),
      ],
    )
    assert.equal(ids(upTo(lines, 'b', 'read')), 'a b')
    assert.equal(ids(upTo(lines, 'unknown', 'read')), '')
    const stored = [own('a', { state: 'read', archive: 1 }), own('b', { state: 'stored', archive: 3 })]
    assert.deepEqual(
      upTo(stored, 'b', 'delivered').map(({ id, state }) => `${id} ${state}`),
      ['b delivered'],
    )
    assert.equal(unread(lines, 1), 1)
    assert.equal(unread(lines, 2), 0)
  })

  it('come out the same in every order of reports', () => {
    const report = fc.record(
      {
        id: fc.constantFrom('a', 'b', 'c'),
        kind: fc.constant('own' as const),
        body: fc.constant('text'),
        at: fc.integer({ min: 1, max: 5 }),
        state: fc.constantFrom('sending' as const, 'failed' as const, 'stored' as const, 'read' as const),
        archive: fc.integer({ min: 1, max: 9 }),
        after: fc.integer({ min: 1, max: 9 }),
        tries: fc.integer({ min: 1, max: 3 }),
      },
      { requiredKeys: ['id', 'kind', 'body', 'at', 'state'] },
    )
    fc.assert(
      fc.property(fc.array(report, { maxLength: 8 }), fc.integer(), (reports, seed) => {
        const shuffled = [...reports].sort(
          (a, b) => ((JSON.stringify(a).length * seed) % 7) - ((JSON.stringify(b).length * seed) % 7),
        )
        const one = reports.reduce<readonly Line[]>((lines, line) => withLines(lines, [line]), [])
        const other = withLines(withLines([], shuffled.reverse()), shuffled)
        assert.deepEqual(normal(one), normal(other))
      }),
    )
  })
})

// `tries` of a settled line says nothing any more.
function normal(lines: readonly Line[]) {
  return lines.map(({ tries, ...line }) => line)
}

describe('backoff', () => {
  it('grows to its limit and leaves half to chance', () => {
    assert.equal(
      backoff(0, () => 0),
      300,
    )
    assert.equal(
      backoff(0, () => 1),
      600,
    )
    assert.equal(
      backoff(50, () => 1),
      30_000,
    )
  })
})
