// Stanzas in, reports out; and nothing in that does not come from the queue.

import assert from 'node:assert/strict'
import { parse } from 'ltx'
import { type Report, readStanza } from '../../web-client/headless/read.ts'

const who = { visitor: 'v1@visitors.test', queue: 'support@desk.test' }
const read = (stanza: string): Report[] => readStanza(parse(stanza), who, 5000)

describe('a visitor reads', () => {
  it('an answer with its place, name and wish for a receipt', () => {
    const reports = read(`<message from='support@desk.test' type='chat' id='m-124'><body>你好</body>
      <nick xmlns='http://jabber.org/protocol/nick'>Ann</nick><stanza-id xmlns='urn:xmpp:sid:0' by='support@desk.test' id='124'/>
      <request xmlns='urn:xmpp:receipts'/><markable xmlns='urn:xmpp:chat-markers:0'/></message>`)
    const line = { id: 'm-124', kind: 'agent', body: '你好', at: 5000, archive: 124, nick: 'Ann' }
    assert.deepEqual(reports, [
      { type: 'line', line, id: 'm-124', wantsReceipt: true },
      { type: 'typing', on: false },
    ])
  })

  it('no place that somebody else gave', () => {
    const [report] = read(`<message from='support@desk.test' id='m-1'><body>x</body>
      <stanza-id xmlns='urn:xmpp:sid:0' by='evil.test' id='9'/></message>`)
    assert.ok(report?.type === 'line' && report.line.archive === undefined)
  })

  it('receipts, with a place or without, and markers', () => {
    const head = `<message from='support@desk.test'><received xmlns='urn:xmpp:receipts' id='X'/>`
    assert.deepEqual(read(`${head}</message>`), [{ type: 'receipt', id: 'X' }])
    assert.deepEqual(read(`${head}<stanza-id xmlns='urn:xmpp:sid:0' by='support@desk.test' id='7'/></message>`), [
      { type: 'receipt', id: 'X', archive: 7 },
    ])
    assert.deepEqual(
      read(`<message from='support@desk.test'><displayed xmlns='urn:xmpp:chat-markers:0' id='X'/></message>`),
      [{ type: 'read', id: 'X' }],
    )
  })

  it('typing, and its end', () => {
    const state = (name: string) =>
      read(`<message from='support@desk.test'><${name} xmlns='http://jabber.org/protocol/chatstates'/></message>`)
    assert.deepEqual(state('composing'), [{ type: 'typing', on: true }])
    assert.deepEqual(state('paused'), [{ type: 'typing', on: false }])
  })

  it('whether someone is in', () => {
    const availability = (inside: string, type = '') => {
      const [report] = read(`<presence from='support@desk.test' ${type}>${inside}</presence>`)
      return report?.type === 'presence' ? report.availability : undefined
    }
    assert.equal(availability(''), 'in')
    assert.equal(availability('<show>dnd</show>'), 'busy')
    assert.equal(availability('<show>xa</show>'), 'out')
    assert.equal(availability('', `type='unavailable'`), 'out')
    assert.equal(availability('', `type='error'`), undefined)
  })

  it('a correction as the line it replaces, a receipt for itself', () => {
    const [report] = read(`<message from='support@desk.test' id='m-9'><body>second</body>
      <replace xmlns='urn:xmpp:message-correct:0' id='m-5'/><request xmlns='urn:xmpp:receipts'/>
      <stanza-id xmlns='urn:xmpp:sid:0' by='support@desk.test' id='9'/></message>`)
    assert.ok(report?.type === 'line')
    assert.equal(report.id, 'm-9')
    assert.deepEqual([report.line.id, report.line.edited], ['m-5', 9])
  })

  it('the archive, with his own lines as stored', () => {
    const [report] = read(`<message from='support@desk.test'><result xmlns='urn:xmpp:mam:2' id='12' queryid='q'>
      <forwarded xmlns='urn:xmpp:forward:0'><delay xmlns='urn:xmpp:delay' stamp='2026-01-02T03:04:05.678Z'/>
      <message from='v1@visitors.test' id='X'><body>hi</body><origin-id xmlns='urn:xmpp:sid:0' id='X'/></message>
      </forwarded></result></message>`)
    const at = Date.parse('2026-01-02T03:04:05.678Z')
    const line = { id: 'X', kind: 'own', body: 'hi', at, archive: 12, state: 'stored' }
    assert.deepEqual(report, { type: 'archived', queryId: 'q', archive: '12', line })
  })

  it('lines of the desk itself as such', () => {
    const [report] = read(`<message from='support@desk.test' id='m-3'><body>Ann joined</body>
      <system xmlns='urn:bellhop:0' kind='joined'/></message>`)
    assert.ok(report?.type === 'line' && report.line.kind === 'system' && report.line.event === 'joined')
  })

  it('what another tab sent, from a carbon of his own account only', () => {
    const carbon = (from: string) =>
      read(`<message from='${from}'><sent xmlns='urn:xmpp:carbons:2'><forwarded xmlns='urn:xmpp:forward:0'>
        <message to='support@desk.test' id='Y'><body>hi</body></message></forwarded></sent></message>`)
    assert.equal(carbon('v1@visitors.test')[0]?.type, 'line')
    assert.deepEqual(carbon('mallory@visitors.test'), [])
    assert.deepEqual(carbon('v1@visitors.test.evil'), [])
  })

  it('nothing from strangers', () => {
    assert.deepEqual(read(`<message from='mallory@visitors.test' id='1'><body>hi</body></message>`), [])
    assert.deepEqual(read(`<presence from='other@desk.test'/>`), [])
  })

  it('a refusal of the desk as final, of a server without desk as an outage', () => {
    const refusal = (error: string) => {
      const [report] = read(`<message from='support@desk.test' type='error' id='X'><body>hi</body>${error}</message>`)
      return report?.type === 'refused' ? `${report.outage ? 'outage' : 'final'} ${report.reason}` : 'nothing'
    }
    const ns = `xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'`
    assert.equal(
      refusal(`<error type='modify'><not-acceptable ${ns}/><text ${ns}>too long</text></error>`),
      'final too long',
    )
    assert.equal(refusal(`<error type='auth'><forbidden ${ns}/></error>`), 'outage ')
    assert.equal(refusal(`<error type='auth' by='desk.test'><forbidden ${ns}/></error>`), 'final ')
    assert.equal(refusal(`<error type='wait'><policy-violation ${ns}/></error>`), 'outage ')
  })
})
