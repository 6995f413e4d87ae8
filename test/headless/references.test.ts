// What the widget's side makes of replies, reactions, retractions and files.

import assert from 'node:assert/strict'
import fc from 'fast-check'
import { parse } from 'ltx'
import { countReactions, type Line, mergeLine, withLines } from '../../web-client/headless/line.ts'
import { readStanza } from '../../web-client/headless/read.ts'
import { isPicture } from '../../web-client/headless/text.ts'

const who = { visitor: 'v1@visitors.test', queue: 'support@desk.test' }
const read = (inside: string, attrs = `id='m-9'`): Line => {
  const [report] = readStanza(
    parse(`<message from='support@desk.test' type='chat' ${attrs}>${inside}
      <stanza-id xmlns='urn:xmpp:sid:0' by='support@desk.test' id='9'/></message>`),
    who,
    5000,
  )
  assert.ok(report?.type === 'line')
  return report.line
}
const own: Line = { id: 'v1', kind: 'own', body: 'Blue?', at: 1, archive: 1, state: 'stored' }
const range = (end: number) =>
  `<fallback xmlns='urn:xmpp:fallback:0' for='urn:xmpp:reply:0'><body start='0' end='${end}'/></fallback>`

describe('the visitor’s side', () => {
  it('shows a reply’s quote apart from its words, counted in characters', () => {
    const line = read(
      `<body>&gt; 😀 Blue?\n&gt; Or red?\nYes</body><reply xmlns='urn:xmpp:reply:0' id='v1'/>${range(20)}`,
    )
    assert.deepEqual([line.body, line.reply], ['Yes', { id: 'v1', words: '😀 Blue?\nOr red?' }])
    const wild = read(`<body>Yes</body><reply xmlns='urn:xmpp:reply:0' id='v1'/>${range(99)}`)
    assert.deepEqual([wild.body, wild.reply], ['Yes', { id: 'v1', words: '' }])
  })

  it('puts reactions on their line, the newest set of each person', () => {
    const reaction = (set: string, nick: string, place: number) =>
      ({
        ...read(`<reactions xmlns='urn:xmpp:reactions:0' id='v1'>${set}</reactions>
          <nick xmlns='http://jabber.org/protocol/nick'>${nick}</nick>`),
        reactions: { [nick]: { place, set: [...set.matchAll(/>([^<]+)</g)].map(([, one = '']) => one) } },
      }) as Line
    const thumb = reaction('<reaction>👍</reaction><reaction>🎉</reaction>', 'Ann', 3)
    const bob = reaction('<reaction>👍</reaction>', 'Bob', 4)
    const less = reaction('<reaction>🎉</reaction>', 'Ann', 5)
    const counts = (reports: Line[]) => countReactions(withLines([own], reports)[0]?.reactions ?? {})
    assert.deepEqual(counts([thumb, bob]), [
      ['👍', 2],
      ['🎉', 1],
    ])
    for (const order of [
      [thumb, bob, less],
      [less, thumb, bob],
      [less, less, bob, thumb],
    ])
      assert.deepEqual(counts(order), [
        ['👍', 1],
        ['🎉', 1],
      ])
    assert.equal(withLines([own], [thumb])[0]?.body, 'Blue?')
    assert.equal(withLines([own], [thumb])[0]?.patch, undefined)
    assert.deepEqual(withLines([], [thumb]), [])
  })

  it('keeps a tombstone of what was taken back, whatever comes later', () => {
    const news = read(
      `<body>(Ann has taken back a message.)</body><retract xmlns='urn:xmpp:message-retract:1' id='m-5'/>`,
    )
    const line: Line = { id: 'm-5', kind: 'agent', body: 'Oops', at: 5, archive: 5, file: 'https://a.test/x' }
    const [gone] = withLines([line], [news])
    assert.deepEqual([gone?.body, gone?.retracted, gone?.file], ['', true, undefined])
    assert.equal(withLines(gone ? [gone] : [], [{ ...line, body: 'Edited', edited: 8 }])[0]?.body, '')
    const tombstone = read(`<retracted xmlns='urn:xmpp:message-retract:1' stamp='2026-01-01T00:00:00Z'/>`)
    assert.deepEqual([tombstone.body, tombstone.retracted], ['', true])
  })

  it('merges all of it whatever the order', () => {
    const lineOf = fc.record(
      {
        body: fc.constant('x'),
        retracted: fc.constant(true as const),
        file: fc.constant('https://a.test/x.png'),
        reply: fc.constantFrom('', 'a', 'b', 'ab').map((words) => ({ id: 'm-1', words })),
        reactions: fc.dictionary(
          fc.constantFrom('', 'Ann'),
          fc.integer({ min: 1, max: 4 }).map((place) => ({ place, set: [String(place)] })),
          { noNullPrototype: true },
        ),
      },
      { requiredKeys: ['body'], noNullPrototype: true },
    )
    const whole = (more: object): Line => ({ id: 'm-5', kind: 'agent', at: 5, archive: 5, body: 'x', ...more })
    fc.assert(
      fc.property(lineOf, lineOf, (a, b) => {
        const merged = mergeLine(whole(a), whole(b))
        assert.deepEqual(mergeLine(whole(b), whole(a)), merged)
        assert.deepEqual(mergeLine(merged, whole(b)), merged)
      }),
    )
  })

  it('shows pictures of the desk’s own files only', () => {
    const uploads = 'https://desk.test/upload/'
    assert.ok(isPicture('https://desk.test/upload/agents/1/a.PNG', uploads))
    for (const other of [
      'https://evil.test/upload/a.png',
      'https://desk.test.evil.test/upload/a.png',
      'https://desk.test/a.png',
      'https://desk.test/upload/../a.png',
      'https://desk.test/upload/a.svg',
      'javascript:https://desk.test/upload/a.png',
    ])
      assert.equal(isPicture(other, uploads), false, other)
    assert.equal(isPicture('https://desk.test/upload/a.png', ''), false)
  })
})
