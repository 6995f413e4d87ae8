// The whole desk behind the router, with its real database, and no server: whatever comes, nothing breaks, every question
// is answered once, and what is not meant for visitors never goes to one.
import assert from 'node:assert/strict'
import fc from 'fast-check'
import { type Element, parse } from 'ltx'
import { write } from '../../component/xmpp/write.ts'
import { domains, type FuzzDesk, openFuzzDesk, visitor } from './desk.ts'
import { anything, build, stanza } from './stanzas.ts'

const people = {
  from: [
    ...[
      `${visitor}/a`,
      'v2@visitors.localhost/b',
      'visitors.localhost',
      'ann@agents.localhost/c',
      'ann@agents.localhost',
    ],
    ...['hana@agents.localhost/d', 'nobody@agents.localhost/e', 'agents.localhost', 'x@elsewhere.test/f', '@/', '/'],
  ],
  to: [
    ...[
      'desk.localhost',
      'support@desk.localhost',
      'support@desk.localhost/x',
      'chat-1@desk.localhost',
      '@desk.localhost',
    ],
    ...['chat-999@desk.localhost', 'issue-1@desk.localhost', 'nosuch@desk.localhost', 'chat-0@desk.localhost', '/'],
  ],
}

describe('the desk, given anything', function () {
  this.timeout(120_000)
  let desk: FuzzDesk

  /** Whatever was before: Ann is in and has the visitor, in the conversation of this number. */
  const together = async () => {
    await desk.handle([build('presence', { from: 'ann@agents.localhost/c', to: 'desk.localhost' }, [])])
    await desk.hears(`${visitor}/a`, 'support@desk.localhost', 'hello')
    const conversation = await desk
      .db('conversations')
      .where({ agent: 'ann@agents.localhost', state: 'active' })
      .first()
    assert.ok(conversation, 'Ann has nobody')
    return Number(conversation.id)
  }

  before(async () => {
    desk = await openFuzzDesk()
  })
  beforeEach(() => desk.forget())
  after(() => desk?.close())

  it('never breaks, answers each question once and no error ever', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(stanza(people), { minLength: 1, maxLength: 12 }), async (stanzas) => {
        desk.forget()
        await desk.handle(stanzas)
        assert.deepEqual(desk.bugs, [])
        const routable = stanzas.filter(({ attrs }) => attrs.from && attrs.to)
        const questions = routable.filter(({ name, attrs }) => name === 'iq' && /^(get|set)$/.test(attrs.type))
        assert.equal(desk.sent.filter(({ name }) => name === 'iq').length, questions.length)
        assert.equal(desk.sent.filter(({ name }) => name === 'presence').length, 0)
        const refusable = routable.filter(({ name, attrs }) => name === 'message' && attrs.type !== 'error')
        const refusals = desk.sent.filter(({ name, attrs }) => name === 'message' && attrs.type === 'error')
        assert.ok(refusals.length <= refusable.length)
        for (const notice of desk.told) assert.ok(notice.kind === 'contact' || write(notice, domains.desk, 1))
      }),
      { numRuns: 400 },
    )
  })

  it('never relays a line that begins with “!”, whoever of the staff writes it, wherever', async () => {
    const secret = 'zq-not-for-visitors'
    const where = fc.constantFrom('chat-N@desk.localhost', 'chat-N@desk.localhost/x', 'desk.localhost')
    const white = fc.constantFrom('', ' ', '\n', '\t ', '\u3000', '\u00a0', '\ufeff')
    const rest = anything.filter((text) => !text.startsWith('!'))
    const property = fc.asyncProperty(where, white, rest, stanza(people), async (to, space, text, more) => {
      const number = await together()
      desk.forget()
      const attrs = { ...more.attrs, from: 'ann@agents.localhost/c', to: to.replace('N', `${number}`), type: 'chat' }
      const children = more.children.filter((child) => typeof child === 'string' || !child.is('body'))
      await desk.handle([build('message', attrs, [build('body', {}, [`${space}!${text} ${secret}`]), ...children])])
      assert.deepEqual(desk.bugs, [])
      const toVisitors = desk.told.filter(({ to: receiver }) => receiver.includes('@visitors.'))
      assert.doesNotMatch(JSON.stringify(toVisitors), new RegExp(secret))
    })
    await fc.assert(property, { numRuns: 400 })
    const kept = await desk.db('messages').where('body', 'like', `%${secret}%`).count({ count: '*' })
    assert.equal(Number(kept[0]?.count), 0)
  })

  it('never names anybody of IM server 2 to a visitor', async () => {
    const saying = fc.record({ who: fc.constantFrom(0, 1), text: anything.filter((text) => text !== '') })
    const property = fc.asyncProperty(fc.array(saying, { minLength: 1, maxLength: 6 }), async (sayings) => {
      const number = await together()
      desk.forget()
      for (const { who, text } of sayings) {
        if (who === 0) await desk.hears(`${visitor}/a`, 'support@desk.localhost', text)
        else await desk.hears('ann@agents.localhost/c', `chat-${number}@desk.localhost`, text)
      }
      assert.deepEqual(desk.bugs, [])
      const toVisitors = desk.told.filter(({ to }) => to.includes('@visitors.'))
      assert.doesNotMatch(JSON.stringify(toVisitors), /agents\.localhost/)
    })
    await fc.assert(property, { numRuns: 100 })
  })

  it('writes what people say so that it reads the same', () => {
    const legal = anything.map((text) => text.toWellFormed().replace(/[^\t\n\u0020-\ud7ff\ue000-\ufffd]/g, ''))
    fc.assert(
      fc.property(legal, legal, (body, nick) => {
        const notice = { kind: 'message', to: visitor, from: 'support', id: 'm-1', body, nick, lang: 'en' } as const
        const read = parse(String(write(notice, domains.desk, 1))) as Element
        assert.equal(read.getChildText('body'), body)
        assert.equal(read.getChildText('nick'), nick)
      }),
      { numRuns: 500 },
    )
  })
})
