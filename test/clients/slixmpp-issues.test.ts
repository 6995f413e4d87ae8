// Every command about issues as a form, with slixmpp: by the agent who filed it, its handler, and a lead.
import assert from 'node:assert/strict'
import type { Slixmpp } from '../harness/slixmpp.ts'
import { meets, people, queue, runs, theDesk } from './slixmpp-desk.ts'

const at = (number: number) => `issue-${number}@desk.localhost`
const about = { type: 'billing/refund', handler: 'auto', priority: 'high' }

describe('each command about issues, with slixmpp', function () {
  this.timeout(60_000)
  const { signsIn, comes } = people({}, 'suite')
  let ann: Slixmpp
  let hana: Slixmpp
  let lea: Slixmpp
  let wei: Slixmpp
  let chat: string
  const does = async (who: Slixmpp, to: string, node: string, values = {}) => (await runs(who, to, node, values)).note
  const reads = (who: Slixmpp, from: string, words: RegExp) =>
    who.sees('message', (each) => each.from === from && words.test(each.body), String(words))

  before(async () => {
    ;[ann, hana, lea] = await Promise.all([signsIn('ann'), signsIn('hana'), signsIn('lea')])
    wei = await comes('Wei')
    chat = await meets(wei, ann, 'Where is my refund?')
    for (const body of ['It is order 7.', 'I paid by card.']) await wei.asks('message', { to: queue, body })
    await reads(ann, chat, /by card/)
  })

  it('works for the agent who files it, of all that was said or of its last lines', async () => {
    const all = await does(ann, chat, 'issue', { ...about, question: 'Order 7:\nno refund' })
    assert.match(all, /^Issue #1 \(high\) is filed for Hana\.\nHana reads it now\./)
    assert.match(
      (await reads(hana, at(1), /^Ann has an issue/)).body,
      /\nOrder 7:\nno refund\n[\s\S]*Where is my refund\?/,
    )
    await does(ann, chat, 'issue', { ...about, handler: 'lea', priority: 'low', last: '1', question: 'By which card?' })
    const scene = await does(lea, at(2), 'scene')
    assert.match(scene, /I paid by card\./)
    assert.doesNotMatch(scene, /order 7/)
    assert.match(
      await does(ann, chat, 'info'),
      /\nIssues of this conversation:\n#1 high, billing\/refund, open, with Hana: /,
    )
    assert.match(await does(ann, theDesk, 'issue', { ...about, question: 'Of no visitor' }), /^Issue #3 \(high\)/)
  })

  it('works for its handler', async () => {
    assert.match(await does(hana, theDesk, 'mine'), /^Your issues:\n[\s\S]*#1 high, billing\/refund, open/)
    assert.equal(await does(hana, at(1), 'snooze', { for: '2h' }), 'No reminder of issue #1 for 2h.')
    assert.equal(await does(hana, at(1), 'accept'), 'Issue #1 is yours.')
    await reads(ann, at(1), /^\(Hana has taken up issue #1\.\)$/)
    assert.match(await does(hana, at(1), 'ask', { question: 'Which day?\nMay or June?' }), /^Asked\./)
    await reads(ann, at(1), /^Hana asks: Which day\?\nMay or June\?\n/)
    assert.match(
      await does(ann, theDesk, 'issues', { filter: 'mine' }),
      /#1 high, billing\/refund, accepted, waits for agent/,
    )
    assert.equal(await does(hana, at(1), 'priority', { priority: 'urgent' }), 'Issue #1 is urgent now.')
    await reads(ann, at(1), /^\(Hana has made issue #1 urgent\.\)$/)
    assert.equal(await does(hana, at(1), 'pass', { handler: 'lea', why: 'she signs' }), 'Issue #1 is passed to Lea.')
    await reads(ann, at(1), /^\(Hana has passed issue #1 to Lea\.\) she signs$/)
    assert.match((await reads(lea, at(1), /^Hana passes an issue to you\. she signs\n/)).body, /!accept/)
    assert.ok(!lea.heard(at(1)).some((body) => /has passed/.test(body)), 'told twice')
  })

  it('works for a lead, and who watches hears of it', async () => {
    assert.equal(await does(hana, at(1), 'watch'), 'You watch issue #1.')
    assert.equal(await does(lea, at(1), 'accept'), 'Issue #1 is yours.')
    await reads(hana, at(1), /^\(Lea has taken up issue #1\.\)$/)
    assert.equal(await does(hana, at(1), 'unwatch'), 'You watch issue #1 no longer.')
    assert.match(
      await does(lea, at(1), 'info'),
      /^Issue #1 · urgent · billing\/refund · accepted\nOrder 7:\nno refund\nHandler: Lea\./,
    )
    assert.equal(await does(lea, at(2), 'duplicate', { of: '#1' }), 'Issue #2 is closed; #1 stands for it.')
    await reads(ann, at(2), /^\(Lea has closed issue #2: it is the same as #1\.\)$/)
    assert.equal(
      await does(lea, at(1), 'resolve', { answer: 'Sent again.\nTwo days.' }),
      'Issue #1 is answered; the visitor will be told.',
    )
    await reads(ann, at(1), /^Lea has answered issue #1: Sent again\.\nTwo days\.\n/)
  })

  it('brings the answer to every visitor who waits for it', async () => {
    const yan = await comes('Yan')
    const other = await meets(yan, ann, 'My refund too')
    assert.equal(
      await does(ann, other, 'link', { issue: '1' }),
      'This visitor waits for the answer to issue #1 as well.',
    )
    await reads(lea, at(1), /^\(Ann has linked conversation #2 with Yan to issue #1\.\)$/)
    const told = await does(ann, at(1), 'tell', { text: 'It was sent again.\nWait two days.' })
    assert.equal(told, 'Issue #1:\nSent to Wei in conversation #1.\nSent to Yan in conversation #2.')
    for (const visitor of [wei, yan]) await reads(visitor, queue, /^It was sent again\.\nWait two days\.$/)
    await reads(lea, at(1), /has got the answer; issue #1 is closed\.\)$/)
    assert.equal(await does(ann, at(1), 'reopen', { why: 'it came back' }), 'Issue #1 is open again.')
    await reads(lea, at(1), /^\(Ann has opened issue #1 again\.\) it came back\n/)
    assert.equal(await does(ann, at(1), 'close', { why: 'no, it did not' }), 'Issue #1 is closed.')
    await reads(lea, at(1), /^\(Ann has closed issue #1\.\) no, it did not$/)
    const history = await does(ann, at(1), 'history')
    for (const line of [
      'filed Ann Order 7:\nno refund',
      'passed Hana Lea she signs',
      'linked Ann 2',
      'told Ann',
      'received',
      'reopened Ann it came back',
    ])
      assert.ok(history.includes(`] ${line}`), `${line} in ${history}`)
  })

  it('lists and finds', async () => {
    assert.match(
      await does(ann, theDesk, 'issues'),
      /^1 issues:\n#3 high, billing\/refund, open, with Hana: Of no visitor$/,
    )
    assert.match(await does(ann, theDesk, 'issues', { filter: 'billing closed, lea' }), /^2 issues:\n/)
    assert.equal(await does(ann, theDesk, 'issues', { filter: 'overdue' }), 'There are no such issues.')
    assert.match(
      await does(ann, theDesk, 'find', { words: 'order refund' }),
      /^Found for “order refund”:\n#1 billing\/refund, closed: /,
    )
    assert.match(
      await does(ann, theDesk, 'similar', { words: 'refund of an order' }),
      /^Solved before:\n#1 .* – answer: Sent again\. Two days\.$/,
    )
    assert.equal(await does(ann, theDesk, 'find', { words: 'elephants' }), 'Nothing is found for “elephants”.')
  })

  it('sets what leads set, and everybody’s quiet hours', async () => {
    assert.equal(
      await does(lea, theDesk, 'type', { name: 'Billing/Card', handler: 'lea', backup: 'hana' }),
      'Type “billing/card”: Lea, Hana',
    )
    assert.match(
      await does(ann, theDesk, 'types'),
      /^Types of issues[^\n]*\nbilling: Hana, Lea\nbilling\/card: Lea, Hana\n/,
    )
    const set = await does(lea, theDesk, 'deadline', { priority: 'high', accept: '45m', resolve: '2d', count: 'all' })
    assert.match(set, /\nhigh: 45m, 2d at all hours\n/)
    assert.match(
      await does(lea, theDesk, 'deadline'),
      /^To be taken up within, and answered within:\nurgent: 5m, 4h at all hours\n/,
    )
    assert.match(
      await does(lea, theDesk, 'hours', { hours: 'mon 09:00-17:00 Asia/Shanghai' }),
      /^Open hours: mon 09:00-17:00 Asia\/Shanghai$/,
    )
    assert.equal(await does(lea, theDesk, 'hours', { hours: 'always' }), 'Open hours: always')
    assert.equal(
      await does(hana, theDesk, 'quiet', { hours: '20:00-07:00 Europe/Berlin' }),
      'You are not reminded between 20:00 and 07:00 (Europe/Berlin), but for what is urgent.',
    )
    assert.equal(await does(hana, theDesk, 'quiet', { hours: 'off' }), 'You are reminded at any time.')
  })
})
