// References to earlier messages: what is quoted, and under which id each reader knows a message.
import assert from 'node:assert/strict'
import type { Message } from '../../component/model/conversation.ts'
import { idFor, quote, referenceTo, tellingOf } from '../../component/model/reference.ts'

const message = (more: Partial<Message> = {}): Message => ({
  ...{ id: 7, conversation: 1, author: 'visitor', authorJid: 'v@visitors.test', nick: 'Li', body: 'Hello', line: null },
  ...{ stanzaId: 'v1', lang: 'en', at: '2026-01-01T00:00:00.000Z', deliveredAt: null, displayedAt: null },
  ...{ act: null, about: null, file: null, photo: null, retractedAt: null },
  ...more,
})

describe('a reference', () => {
  it('has the id that its reader knows', () => {
    const reference = referenceTo(message())
    assert.equal(idFor('v@visitors.test', reference), 'v1')
    assert.equal(idFor('ann@agents.test', reference), 'm-7')
    assert.equal(idFor('v@visitors.test', referenceTo(message({ stanzaId: null }))), 'm-7')
    assert.equal(idFor('', referenceTo(message({ authorJid: null }))), 'm-7')
  })

  it('quotes the first lines, none too long, and nothing of what is gone', () => {
    const { words } = referenceTo(message({ body: `${'😀'.repeat(200)}\n\n2\n3\n4` }))
    const lines = quote(words).split('\n')
    assert.deepEqual([lines.length, lines[1], lines[3], lines[4]], [5, '> 2', '> …', ''])
    assert.equal([...(lines[0] as string)].length, 122)
    assert.equal(quote(''), '')
  })

  it('makes reactions and retractions of what is kept', () => {
    const about = referenceTo(message())
    const reactions = tellingOf(message({ act: 'reactions', about, body: '👍 🎉' }), 'v@visitors.test')
    assert.deepEqual(reactions, { body: '', reactions: { id: 'v1', set: ['👍', '🎉'] } })
    assert.deepEqual(tellingOf(message({ act: 'reactions', about, body: '' }), 'x').reactions?.set, [])
    assert.equal(tellingOf(message({ act: 'retraction', about, body: '' }), 'x').retracts, 'm-7')
  })
})
