// An agent and a visitor with slixmpp, a library that shares no code with ours: what one library writes, another reads.
import assert from 'node:assert/strict'
import { startDesk, type TestDesk } from '../harness/desk.ts'
import { Refused, type Slixmpp, startSlixmpp } from '../harness/slixmpp.ts'
import { newSession } from './visitor.ts'

const queue = 'support@desk.localhost'

describe('slixmpp', function () {
  this.timeout(60_000)
  let desk: TestDesk
  const people: Slixmpp[] = []

  const signsIn = async (name: string, show?: string) => {
    const { jid, password } = desk.agents.find((each) => each.jid.startsWith(`${name}@`)) as TestDesk['agents'][0]
    const agent = await startSlixmpp({ jid, password, port: desk.config.ports.c2s, ...(show && { show }) })
    people.push(agent)
    await agent.sees('available', ({ from }) => from === 'desk.localhost', 'the desk')
    return agent
  }
  const comes = async (name?: string) => {
    const { jid, password } = await newSession(desk.http, { ...(name && { name }) })
    const visitor = await startSlixmpp({ jid, password, port: desk.config.ports.c2s, mechanism: 'PLAIN' })
    people.push(visitor)
    await visitor.asks('presence', { to: queue })
    return visitor
  }
  /** A visitor's first words, and the agent who gets them. */
  const meets = async (visitor: Slixmpp, agent: Slixmpp, words: string) => {
    await visitor.asks('message', { to: queue, body: words, markable: true })
    const first = await agent.sees('message', ({ body }) => body === words, words)
    return first.from
  }
  const numberIn = (body: string) => /kept as number (\d+)/.exec(body)?.[1] as string
  const refusedWith = (condition: string, text?: RegExp) => (error: unknown) =>
    error instanceof Refused && error.condition === condition && (text === undefined || text.test(error.message))

  before(async () => {
    desk = await startDesk({ BELLHOP_GRACE: '1' })
  })
  afterEach(async () => {
    await Promise.all(people.splice(0).map((person) => person.leaves()))
  })
  after(() => desk?.stop())

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

  it('lists commands by role, and runs each with its form', async () => {
    const wei = await comes('Wei')
    await wei.asks('message', { to: queue, body: 'take me' })
    const kept = await wei.sees('message', ({ body }) => body.includes('kept as number'), 'the number')
    const id = numberIn(kept.body)
    const [ann, hana] = await Promise.all([signsIn('ann', 'dnd'), signsIn('hana')])
    const nodes = async (who: Slixmpp, to: string) =>
      (await who.asks<{ commands: string[][] }>('commands', { to })).commands.map(([node]) => node)
    assert.deepEqual(await nodes(ann, 'desk.localhost'), ['claim', 'help', 'mine', 'state', 'who'])
    assert.deepEqual(await nodes(hana, 'desk.localhost'), ['help', 'state', 'who'])
    assert.deepEqual(await nodes(wei, 'desk.localhost'), [])
    assert.deepEqual(await nodes(wei, queue), [])

    const runs = async (to: string, node: string, values = {}) => {
      const done = await ann.asks<{ notes: string[]; fields: string[][] }>('command', { to, node, values })
      return { ...done, note: done.notes.join('\n') }
    }
    assert.match((await runs('desk.localhost', 'help')).note, /^claim NUMBER — /m)
    assert.match((await runs('desk.localhost', 'state')).note, /^You are busy\./)
    assert.match((await runs('desk.localhost', 'who')).note, /^Ann: busy \(agent\), 0 conversations$/m)
    assert.equal((await runs('desk.localhost', 'mine')).note, 'You have no conversations.')
    await assert.rejects(runs('desk.localhost', 'claim', { number: 'x' }), refusedWith('bad-request', /not a number/))
    await assert.rejects(runs('desk.localhost', 'claim', { number: '999' }), refusedWith('item-not-found', /999/))
    const claimed = await runs('desk.localhost', 'claim', { number: id })
    assert.deepEqual(claimed.fields, [['number', 'text-single', 'Number of the conversation', true]])
    assert.equal(claimed.note, `#${id} is yours.`)

    const chat = `chat-${id}@desk.localhost`
    await ann.sees('message', ({ from, body }) => from === chat && body.includes('take me'), 'what was said so far')
    assert.deepEqual(await nodes(ann, chat), ['close', 'help', 'info'])
    assert.match((await runs('desk.localhost', 'mine')).note, new RegExp(`^#${id} support, Wei, .*: take me$`, 'm'))
    assert.match((await runs(chat, 'help')).note, /^!close — /m)
    assert.match((await runs(chat, 'info')).note, /^Wei in support, conversation/)
    await assert.rejects(hana.asks('command', { to: chat, node: 'close' }), refusedWith('forbidden'))
    await assert.rejects(wei.asks('command', { to: 'desk.localhost', node: 'who' }), refusedWith('forbidden'))
    assert.equal((await runs(chat, 'close')).note, `Conversation #${id} is closed.`)
    await wei.sees('message', ({ body }) => body.startsWith('This conversation is closed.'), 'the end')
  })

  it('finds what every address is, and nothing that is not its business', async () => {
    const [ann, wei] = await Promise.all([signsIn('ann'), comes('Wei')])
    const chat = await meets(wei, ann, 'who are you?')
    const info = (who: Slixmpp, to: string) => who.asks<{ identities: string[][]; features: string[] }>('info', { to })
    assert.deepEqual((await info(ann, 'desk.localhost')).identities, [['component', 'generic', null, 'Bellhop']])
    assert.deepEqual((await info(ann, chat)).identities, [['client', 'bot', null, 'Wei']])
    const { identities, features } = await info(wei, queue)
    assert.deepEqual(identities, [['client', 'bot', null, 'Support']])
    for (const feature of ['urn:xmpp:mam:2', 'urn:xmpp:receipts', 'urn:xmpp:message-correct:0'])
      assert.ok(features.includes(feature), feature)
    assert.deepEqual(await wei.asks('items', { to: 'desk.localhost' }), { items: [[queue, null, 'Support']] })
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

  it('gives the conversation of an agent who vanished to another, after the grace time', async () => {
    const [ann, wei] = await Promise.all([signsIn('ann'), comes('Wei')])
    const chat = await meets(wei, ann, 'do not leave me')
    const bob = await signsIn('bob')
    await ann.vanishes()
    const handed = await bob.sees('message', ({ from }) => from === chat, 'the conversation')
    assert.equal(handed.body, 'do not leave me')
    await wei.sees('message', ({ body }) => body === 'Somebody else will go on with you in a moment.', 'the change')
    await bob.asks('message', { to: chat, body: 'I am Bob' })
    assert.equal((await wei.sees('message', ({ body }) => body === 'I am Bob', 'an answer')).nick, 'Bob')
  })

  it('lets a visitor stay with an agent whose lost connection is back within the grace time', async () => {
    const [ann, wei] = await Promise.all([signsIn('ann'), comes('Wei')])
    const chat = await meets(wei, ann, 'wait for her')
    const again = signsIn('ann')
    await ann.vanishes()
    const back = await again
    await wei.asks('message', { to: queue, body: 'still you?' })
    await back.sees('message', ({ from, body }) => from === chat && body === 'still you?', 'what he says next')
  })

  it('gives the conversation of an agent who signs out to another at once', async () => {
    const [ann, wei] = await Promise.all([signsIn('ann'), comes('Wei')])
    const chat = await meets(wei, ann, 'bye already?')
    const bob = await signsIn('bob')
    await ann.leaves()
    // Sooner than the clock that looks for lost ones: it is his presence that did it.
    await bob.sees('message', ({ from, body }) => from === chat && body.includes('bye already?'), 'him', 800)
  })

  it('gives a left message to exactly one of two who claim it at once, and tells the other who has it', async () => {
    const wei = await comes('Wei')
    await wei.asks('message', { to: queue, body: 'anybody?' })
    const kept = await wei.sees('message', ({ body }) => body.includes('kept as number'), 'the number')
    const number = numberIn(kept.body)
    const [ann, bob] = await Promise.all([signsIn('ann'), signsIn('bob')])
    const named = [
      ['Ann', ann],
      ['Bob', bob],
    ] as const
    for (const [, agent] of named)
      await agent.sees('message', ({ body }) => body.includes('left in the mailbox'), 'what was left')
    await Promise.all(
      named.map(([, agent]) => agent.asks('message', { to: 'desk.localhost', body: `claim ${number}` })),
    )
    const answers = await Promise.all(
      named.map(
        async ([, agent]) =>
          (await agent.sees('message', ({ body }) => /is yours|is with/.test(body), 'what became of it')).body,
      ),
    )
    const winner = answers.indexOf(`#${number} is yours.`)
    assert.notEqual(winner, -1, answers.join(' | '))
    assert.equal(answers[1 - winner], `#${number} is with ${named[winner]?.[0]}.`)
    const chat = `chat-${number}@desk.localhost`
    await named[winner]?.[1].sees('message', ({ from }) => from === chat, 'the conversation')
    assert.deepEqual(named[1 - winner]?.[1].heard(chat), [])
  })
})
