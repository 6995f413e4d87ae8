// Readers of stanzas, forms, addresses and typed lines: whatever comes, they give plain values or a refusal.
import assert from 'node:assert/strict'
import fc from 'fast-check'
import { check, fromLine } from '../../component/commands/command.ts'
import { menu } from '../../component/commands/menu.ts'
import {
  addressOf,
  bareOf,
  domainOf,
  localOf,
  messageId,
  messageOf,
  resourceOf,
} from '../../component/model/address.ts'
import { DeskError } from '../../component/model/error.ts'
import { readForm } from '../../component/xmpp/forms.ts'
import { langOf, readMessage, readPresence } from '../../component/xmpp/read.ts'
import { anything, build, stanza } from './stanzas.ts'

const people = {
  from: ['v1@visitors.localhost/x', 'ann@agents.localhost'],
  to: ['support@desk.localhost', 'chat-1@x/y'],
}
const runs = { numRuns: 1000 }

/** The answer, or undefined where it refuses; anything else that is thrown is a bug. */
function orRefusal<T>(work: () => T): T | undefined {
  try {
    return work()
  } catch (error) {
    if (error instanceof DeskError) return undefined
    throw error
  }
}

describe('readers, given anything', () => {
  it('read messages as plain values', () => {
    fc.assert(
      fc.property(stanza(people), (given) => {
        const message = readMessage(given)
        assert.equal(`${message.jid}/`, `${given.attrs.from.split('/')[0]}/`)
        assert.ok(message.body === undefined || message.body.length > 0)
        assert.ok(message.key === undefined || message.key.length <= 102, 'a key fits its column')
        assert.ok(!message.wantsReceipt || message.id !== undefined, 'a receipt names an id')
        assert.equal(readMessage(given).key, message.key, 'the same stanza has the same key')
        for (const value of [message.id, message.replaces, message.lang, ...message.marks.map(({ id }) => id)])
          assert.ok(value === undefined || (typeof value === 'string' && value !== ''))
      }),
      runs,
    )
  })

  it('take the fallback text of an encrypted message for encrypted', () => {
    const kinds = [
      ['encrypted', 'eu.siacs.conversations.axolotl'],
      ['encrypted', 'urn:xmpp:omemo:2'],
      ['openpgp', 'urn:xmpp:openpgp:0'],
      ['x', 'jabber:x:encrypted'],
      ['encryption', 'urn:xmpp:eme:0'],
    ] as const
    fc.assert(
      fc.property(stanza(people), fc.constantFrom(...kinds), (given, [name, xmlns]) => {
        given.cnode(build(name, { xmlns }, []))
        assert.equal(readMessage(given).encrypted, true)
      }),
      runs,
    )
  })

  it('read presences as plain values', () => {
    fc.assert(
      fc.property(stanza(people), (given) => {
        const { priority, show, type, page } = readPresence(given)
        assert.ok(Number.isInteger(priority) && Math.abs(priority) <= 128)
        assert.ok(['', 'chat', 'away', 'xa', 'dnd'].includes(show))
        assert.notEqual(type, '')
        for (const part of Object.values(page ?? {})) assert.ok(part.length <= 2000)
      }),
      runs,
    )
  })

  it('read forms as text by name, and languages that are well-formed', () => {
    fc.assert(
      fc.property(stanza(people), (given) => {
        const raw = readForm(given)
        for (const value of Object.values(raw)) assert.equal(typeof value, 'string')
        for (const command of menu) orRefusal(() => check(command, raw))
        assert.match(langOf(given) ?? 'en', /^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/)
      }),
      runs,
    )
  })

  it('do not mind a stanza of 5,000 levels or of a million characters', () => {
    let deep = build('body', {}, ['at the bottom'])
    for (let level = 0; level < 5000; level++) deep = build(level % 2 ? 'x' : 'encrypted', {}, [deep])
    const attrs = { from: 'v@visitors.localhost/x', to: 'support@desk.localhost', id: 'i'.repeat(1_000_000) }
    const message = readMessage(build('message', attrs, [deep, build('body', {}, ['你'.repeat(1_000_000)])]))
    assert.equal(message.body?.length, 1_000_000)
    assert.ok((message.key?.length ?? 0) <= 102)
    readPresence(build('presence', attrs, [deep]))
    readForm(deep)
  })

  it('take addresses apart so that they can be put together again', () => {
    fc.assert(
      fc.property(anything, (jid) => {
        const bare = bareOf(jid)
        assert.equal(jid.includes('/') ? `${bare}/${resourceOf(jid)}` : bare, jid)
        const local = localOf(jid)
        assert.equal(bare.includes('@') ? `${local}@${domainOf(jid)}` : domainOf(jid), bare)
        const address = addressOf(local)
        if (address.kind === 'chat' || address.kind === 'issue') assert.equal(`${address.kind}-${address.id}`, local)
        if (address.kind === 'queue') assert.equal(address.name, local)
        assert.equal(address.kind === 'desk', local === '')
        const number = messageOf(jid)
        if (number !== undefined) assert.equal(messageId(number), jid)
      }),
      runs,
    )
  })

  it('read typed lines as the values of a command, or refuse them', () => {
    fc.assert(
      fc.property(fc.constantFrom(...menu), anything, (command, line) => {
        const given = orRefusal(() => check(command, fromLine(command, line)))
        for (const { name, type, required } of given ? command.fields : []) {
          const value = given?.[name]
          if (required) assert.notEqual(value, undefined)
          if (type === 'integer' && value !== undefined) assert.ok(Number.isSafeInteger(value) && Number(value) > 0)
        }
      }),
      runs,
    )
  })
})
