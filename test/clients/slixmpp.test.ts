// An agent and a visitor with slixmpp, a library that shares no code with ours: what one library writes, another reads.
import assert from 'node:assert/strict'
import type { Slixmpp } from '../harness/slixmpp.ts'
import { meets, people, queue, refusedWith, theDesk } from './slixmpp-desk.ts'

describe('slixmpp', function () {
  this.timeout(60_000)
  const { signsIn, comes } = people()

  it('carries thirty messages each way, once and in order', async () => {
    const [ann, wei] = await Promise.all([signsIn('ann'), comes('Wei')])
    const chat = await meets(wei, ann, '你好 0')
    const numbers = Array.from({ length: 30 }, (_, i) => i + 1)
    for (const n of numbers) await wei.asks('message', { to: queue, body: `你好 ${n}` })
    for (const n of numbers) await ann.asks('message', { to: chat, body: `您好 😀 ${n}` })
    await ann.sees('message', ({ body }) => body === '你好 30', 'the last')
    const last = await wei.sees('message', ({ body }) => body === '您好 😀 30', 'the last')
    assert.deepEqual([last.from, last.nick], [queue, 'Ann'])
    assert.deepEqual(
      ann.heard(chat),
      [0, ...numbers].map((n) => `你好 ${n}`),
    )
    assert.deepEqual(
      wei.heard(queue),
      numbers.map((n) => `您好 😀 ${n}`),
    )
    assert.doesNotMatch(wei.happened.map(({ stanza }) => stanza).join('\n'), /agents\.localhost/)
  })

  it('shows receipts, markers and typing to both', async () => {
    const [ann, wei] = await Promise.all([signsIn('ann'), comes('Wei')])
    const asked = await wei.asks('message', { to: queue, body: 'read me', markable: true })
    await wei.sees('receipt', ({ of }) => of === asked.id, 'that it is stored')
    const seen = await ann.sees('message', ({ body }) => body === 'read me', 'read me')
    await ann.asks('displayed', { to: seen.from, of: seen.id })
    await wei.sees('displayed', ({ of }) => of === asked.id, 'that it was read')

    const answered = await ann.asks('message', { to: seen.from, body: 'done', markable: true })
    await ann.sees('receipt', ({ of }) => of === answered.id, 'that it is stored')
    const got = await wei.sees('message', ({ body }) => body === 'done', 'done')
    await wei.asks('displayed', { to: queue, of: got.id })
    await ann.sees('displayed', ({ of }) => of === answered.id, 'that it was read')

    await wei.asks('message', { to: queue, state: 'composing' })
    await ann.sees('typing', ({ from, state }) => from.startsWith(seen.from) && state === 'composing', 'typing')
    await ann.asks('message', { to: seen.from, state: 'paused' })
    await wei.sees('typing', ({ from, state }) => from === queue && state === 'paused', 'a pause')
  })

  it('passes corrections both ways, naming the message that the receiver knows', async () => {
    const [ann, wei] = await Promise.all([signsIn('ann'), comes('Wei')])
    const asked = await wei.asks('message', { to: queue, body: 'teh order' })
    const seen = await ann.sees('message', ({ body }) => body === 'teh order', 'the first')
    await wei.asks('message', { to: queue, body: 'the order', replaces: asked.id })
    const corrected = await ann.sees('correction', ({ body }) => body === 'the order', 'the correction')
    assert.equal(corrected.of, seen.id)

    const answered = await ann.asks('message', { to: seen.from, body: 'on Modnay' })
    const got = await wei.sees('message', ({ body }) => body === 'on Modnay', 'the answer')
    await ann.asks('message', { to: seen.from, body: 'on Monday', replaces: answered.id })
    const better = await wei.sees('correction', ({ body }) => body === 'on Monday', 'the correction')
    assert.deepEqual([better.of, better.nick], [got.id, 'Ann'])
    const { messages } = await wei.asks<{ messages: { body: string }[] }>('archive', { of: queue, page: 10 })
    assert.deepEqual(
      messages.map(({ body }) => body),
      ['the order', 'on Monday'],
    )
  })

  it('finds what every address is, and nothing that is not its business', async () => {
    const [ann, wei] = await Promise.all([signsIn('ann'), comes('Wei')])
    const chat = await meets(wei, ann, 'who are you?')
    const info = (who: Slixmpp, to: string) => who.asks<{ identities: string[][]; features: string[] }>('info', { to })
    assert.deepEqual((await info(ann, theDesk)).identities, [['component', 'generic', null, 'Bellhop']])
    assert.deepEqual((await info(ann, chat)).identities, [['client', 'bot', null, 'Wei']])
    const { identities, features } = await info(wei, queue)
    assert.deepEqual(identities, [['client', 'bot', null, 'Support']])
    for (const feature of ['urn:xmpp:mam:2', 'urn:xmpp:receipts', 'urn:xmpp:message-correct:0'])
      assert.ok(features.includes(feature), feature)
    assert.deepEqual(await wei.asks('items', { to: theDesk }), { items: [[queue, null, 'Support']] })
    assert.deepEqual(await wei.asks('vcard', { to: queue }), { name: 'Support', nick: ['Support'] })
    assert.deepEqual(await ann.asks('vcard', { to: chat }), { name: 'Wei', nick: ['Wei'] })
    await ann.asks('ping', { to: chat })
    for (const what of ['info', 'vcard'])
      await assert.rejects(wei.asks(what, { to: chat }), refusedWith('forbidden'), what)
    await assert.rejects(wei.asks('vcard', { to: 'nosuch@desk.localhost' }), refusedWith('item-not-found'))
    await assert.rejects(ann.asks('info', { to: 'chat-999@desk.localhost' }), refusedWith('item-not-found'))
  })

  it('gives a visitor his own archive in pages, and nobody else’s', async () => {
    const [ann, wei, zoe] = await Promise.all([signsIn('ann'), comes('Wei'), comes('Zoe')])
    const chat = await meets(wei, ann, 'one')
    for (const body of ['two', 'three', 'four']) await ann.asks('message', { to: chat, body })
    await wei.sees('message', ({ body }) => body === 'four', 'four')
    const asked = await wei.asks('message', { to: queue, body: 'five' })
    await wei.sees('receipt', ({ of }) => of === asked.id, 'that it is stored')
    interface Archived {
      archive: string
      id: string
      body: string
      nick: string | null
    }
    const { messages } = await wei.asks<{ messages: Archived[] }>('archive', { of: queue, page: 2 })
    assert.deepEqual(
      messages.map(({ body, nick }) => [body, nick]),
      [...[['one', null]], ...['two', 'three', 'four'].map((body) => [body, 'Ann']), ['five', null]],
    )
    assert.equal(messages.at(-1)?.id, asked.id)
    const ids = messages.map(({ archive }) => Number(archive))
    assert.deepEqual(
      ids,
      ids.toSorted((a, b) => a - b),
    )
    const back = await wei.asks<{ messages: Archived[] }>('archive', { of: queue, page: 2, reverse: true })
    assert.deepEqual(
      back.messages.map(({ body }) => body),
      ['five', 'four', 'three', 'two', 'one'],
    )
    const rest = await wei.asks('page', { of: queue, max: 50, after: String(ids[2]) })
    assert.deepEqual([rest.bodies, rest.complete], [['four', 'five'], 'true'])
    assert.deepEqual((await zoe.asks('archive', { of: queue, page: 10 })).messages, [])
    await assert.rejects(ann.asks('page', { of: queue, max: 5 }), refusedWith('forbidden'))
    await assert.rejects(wei.asks('page', { of: queue, max: 5, after: 'nonsense' }), refusedWith('item-not-found'))
  })

  it('refuses what is encrypted, both ways, and relays nothing of it', async () => {
    const [ann, wei] = await Promise.all([signsIn('ann'), comes('Wei')])
    const chat = await meets(wei, ann, 'hello')
    const raw = `<encrypted xmlns='eu.siacs.conversations.axolotl'><header sid='1'/><payload>AA==</payload></encrypted>`
    for (const [who, other, to] of [
      [ann, wei, chat],
      [wei, ann, queue],
    ] as const) {
      const sent = await who.asks('message', { to, body: 'I sent you an OMEMO encrypted message', raw })
      const refused = await who.sees('refused', ({ id }) => id === sent.id, 'the refusal')
      assert.equal(refused.condition, 'not-acceptable')
      assert.match(refused.text, /Switch encryption \(OMEMO, OpenPGP\) off/)
      await who.asks('message', { to, body: 'in the clear' })
      await other.sees('message', ({ body }) => body === 'in the clear', 'what is readable')
    }
    assert.doesNotMatch([...ann.happened, ...wei.happened].map(({ body }) => body).join('\n'), /OMEMO encrypted/)
  })
})
