// The visitor's session against a desk that exists only here: no network, no browser.

import assert from 'node:assert/strict'
import { parse } from 'ltx'
import type { Connection, ConnectionOptions, Session } from '../../web-client/headless/connection.ts'
import { SessionRefused } from '../../web-client/headless/link.ts'
import { VisitorSession } from '../../web-client/headless/session.ts'
import { type Change, memoryStorage, type Storage } from '../../web-client/headless/storage.ts'

const queue = 'support@desk.test'
const sid = `xmlns='urn:xmpp:sid:0' by='${queue}'`

/** A desk with one visitor's archive; `up` false answers like a server whose desk is away. */
function smallDesk() {
  const archive: { id: number; stanza: string }[] = []
  const links: { options: ConnectionOptions; drop(): void }[] = []
  const got: string[] = []
  const queries: (string | undefined)[] = []
  const desk = {
    ...{ archive, links, got, queries, up: true, mute: false },
    hear: (stanza: string) => {
      for (const { options } of links) options.onStanza(parse(stanza))
    },
    bodies: () => got.flatMap((stanza) => /<body>(.*)<\/body>/.exec(stanza)?.[1] ?? []),
    async connect(options: ConnectionOptions): Promise<Connection> {
      let drop = (): void => undefined
      const closed = new Promise<void>((resolve) => {
        drop = () => {
          links.splice(links.indexOf(link), 1)
          resolve()
        }
      })
      const link = { options, drop: () => drop() }
      links.push(link)
      const answer = (stanza: string) => queueMicrotask(() => options.onStanza(parse(stanza)))
      return {
        domain: 'visitors.test',
        closed,
        drop: () => drop(),
        send(stanza) {
          got.push(stanza.toString())
          const id = stanza.attrs.id
          if (desk.mute || !stanza.getChild('body')) return
          if (!desk.up) {
            answer(`<message type='error' from='${queue}' id='${id}'><error type='auth'>
              <forbidden xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></message>`)
            return
          }
          if (!archive.some((each) => each.stanza.includes(`id='${id}'`))) {
            const stanzaText = `<message from='${options.session.jid}' id='${id}'><body>${stanza.getChildText('body')}</body></message>`
            archive.push({ id: archive.length + 1, stanza: stanzaText })
          }
          answer(`<message from='${queue}'><received xmlns='urn:xmpp:receipts' id='${id}'/></message>`)
        },
        async ask(iq) {
          if (!desk.up) throw Object.assign(new Error('forbidden'), { condition: 'forbidden' })
          const query = iq.getChild('query')
          if (!query) return parse(`<iq/>`)
          const after = query.getChild('set')?.getChildText('after') ?? undefined
          queries.push(after)
          const rest = archive.filter(({ id }) => id > Number(after ?? 0))
          const page = rest.slice(0, 2)
          for (const { id, stanza } of page) {
            options.onStanza(
              parse(`<message from='${queue}'><result xmlns='urn:xmpp:mam:2' id='${id}' queryid='${query.attrs.queryid}'>
                <forwarded xmlns='urn:xmpp:forward:0'>${stanza}</forwarded></result></message>`),
            )
          }
          const last = page.at(-1) ? `<last>${page.at(-1)?.id}</last>` : ''
          return parse(`<iq><fin xmlns='urn:xmpp:mam:2' complete='${rest.length <= 2}'>
            <set xmlns='http://jabber.org/protocol/rsm'>${last}</set></fin></iq>`)
        },
      }
    },
  }
  return desk
}

type SmallDesk = ReturnType<typeof smallDesk>

const login = (token = 'secret'): Session => ({
  ...{ jid: `${token}@visitors.test`, password: 'jwt', websocket: 'ws://x', queue, token },
})

describe('a visitor’s session', () => {
  const open: VisitorSession[] = []
  function visitor(desk: SmallDesk, storage: Storage = memoryStorage(), more = {}): VisitorSession {
    const session = new VisitorSession({
      ...{ storage, lang: 'en', connect: desk.connect, random: () => 0 },
      fetchSession: async () => login(),
      page: () => ({ url: 'https://shop.test/', title: 'Shop', referrer: '' }),
      ...more,
    })
    open.push(session)
    return session
  }
  afterEach(() => {
    for (const session of open.splice(0)) session.stop()
  })
  const states = ({ state }: VisitorSession) =>
    state.lines.map((line) => `${line.body}:${line.state ?? line.kind}`).join(' ')

  it('keeps a line before it is sent, and knows when the desk has it', async () => {
    const [desk, storage] = [smallDesk(), memoryStorage()]
    const session = visitor(desk, storage)
    await session.start()
    session.draft('hel')
    await session.say('hello')
    assert.equal((await storage.load()).draft, '')
    await until(() => states(session) === 'hello:stored')
    assert.deepEqual(desk.bodies(), ['hello'])
    await until(() => session.state.lines[0]?.archive === 1)
  })

  it('sends what the desk does not have yet again on the next connection, in order and under its old id', async () => {
    const [desk, storage] = [smallDesk(), memoryStorage()]
    desk.mute = true
    const first = visitor(desk, storage)
    await first.start()
    await first.say('one')
    await first.say('two')
    await until(() => desk.bodies().length === 1)
    first.stop()
    desk.mute = false
    const second = visitor(desk, storage)
    await second.start()
    await until(() => states(second) === 'one:stored two:stored')
    assert.deepEqual(desk.bodies(), ['one', 'one', 'two'])
    assert.equal(desk.archive.length, 2)
  })

  it('fetches the archive page by page after the last id it knows, and nothing twice', async () => {
    const [desk, storage] = [smallDesk(), memoryStorage()]
    for (const id of [1, 2, 3]) {
      desk.archive.push({ id, stanza: `<message from='${queue}' id='m-${id}'><body>${id}</body></message>` })
    }
    await storage.save({ cursor: '0' })
    const session = visitor(desk, storage)
    await session.start()
    await until(() => states(session) === '1:agent 2:agent 3:agent')
    await until(async () => (await storage.load()).cursor === '3')
    assert.deepEqual(desk.queries, ['0', '2'])
    session.stop()
    const again = visitor(desk, storage)
    await again.start()
    await until(() => desk.queries.length === 3)
    assert.equal(desk.queries[2], '3')
    assert.equal(again.state.lines.length, 3)
  })

  it('waits and repeats while the desk is away, and shows it', async () => {
    const desk = smallDesk()
    const session = visitor(desk)
    await session.start()
    await until(() => session.state.link === 'online')
    desk.up = false
    await session.say('anybody?')
    await until(() => session.state.deskAway)
    assert.equal(states(session), 'anybody?:sending')
    desk.up = true
    await until(() => states(session) === 'anybody?:stored' && !session.state.deskAway)
    assert.equal(desk.archive.length, 1)
  })

  it('shows a refusal and tries again when told to', async () => {
    const desk = smallDesk()
    const session = visitor(desk)
    await session.start()
    desk.mute = true
    await session.say('x')
    await until(() => desk.bodies().length === 1)
    const id = session.state.lines[0]?.id ?? ''
    desk.hear(`<message type='error' from='${queue}' id='${id}'><error type='modify'>
      <not-acceptable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></message>`)
    assert.equal(states(session), 'x:failed')
    desk.mute = false
    await session.retry(id)
    await until(() => states(session) === 'x:stored')
    assert.equal(desk.archive.length, 1)
  })

  it('comes back by itself with a new login', async () => {
    const desk = smallDesk()
    let logins = 0
    const session = visitor(desk, memoryStorage(), { fetchSession: async () => login(`t${++logins}`) })
    await session.start()
    await until(() => session.state.link === 'online')
    desk.links[0]?.drop()
    await until(() => session.state.link !== 'online')
    await until(() => session.state.link === 'online')
    assert.equal(logins, 2)
  })

  it('confirms answers always, marks them as displayed only when they can be seen', async () => {
    const desk = smallDesk()
    const session = visitor(desk)
    await session.start()
    await until(() => session.state.link === 'online')
    const answer = `<message from='${queue}' type='chat' id='m-5'><body>hi</body><stanza-id ${sid} id='5'/>
      <request xmlns='urn:xmpp:receipts'/></message>`
    desk.hear(answer)
    desk.hear(answer)
    const count = (what: string) => desk.got.filter((stanza) => stanza.includes(what)).length
    assert.equal(count('<received'), 2)
    assert.equal(count('<displayed'), 0)
    session.look(true)
    await until(() => count('<displayed') === 1)
    desk.hear(answer)
    assert.equal(count('<displayed'), 1)
    assert.equal(session.state.lines.length, 1)
  })

  it('is one visitor in two tabs, even when both start at once', async () => {
    const [desk, storage] = [smallDesk(), memoryStorage()]
    const listeners: ((change: Change) => void)[] = []
    const peers = () => {
      let mine: (change: Change) => void = () => undefined
      return {
        post: (change: Change) => listeners.filter((each) => each !== mine).forEach((each) => void each(change)),
        listen(listener: (change: Change) => void) {
          mine = listener
          listeners.push(listener)
        },
        close: () => undefined,
      }
    }
    let issued = 0
    const fetchSession = async (token?: string) => login(token ?? `new${++issued}`)
    const [one, two] = [0, 1].map(() => visitor(desk, storage, { fetchSession, peers: peers() }))
    assert.ok(one && two)
    await Promise.all([one.start(), two.start()])
    await until(() => one.state.link === 'online' && two.state.link === 'online')
    assert.equal(new Set(desk.links.map(({ options }) => options.session.jid)).size, 1)
    await one.say('from one')
    await until(() => states(one) === 'from one:stored' && states(two) === states(one))
    await two.say('from two')
    await until(() => states(one) === 'from one:stored from two:stored' && states(two) === states(one))
    assert.deepEqual(desk.bodies(), ['from one', 'from two'])
  })

  it('becomes a new visitor when its token is no good any more, keeping what was not sent', async () => {
    const [desk, storage] = [smallDesk(), memoryStorage()]
    await storage.claim({ token: 'old', jid: 'old@visitors.test', verified: false }, undefined)
    await storage.save({
      lines: [
        { id: 'm-1', kind: 'agent', body: 'old', at: 1, archive: 1 },
        { id: 'x', kind: 'own', body: 'mine', at: 2, state: 'sending' },
      ],
    })
    const fetchSession = async (token?: string) => {
      if (token === 'old') throw new SessionRefused('unknown token', true)
      return login()
    }
    const session = visitor(desk, storage, { fetchSession })
    await session.start()
    await until(() => states(session) === 'mine:stored')
    assert.equal((await storage.load()).token, 'secret')
  })

  it('leaves nothing of somebody verified to the next one, not even what was not sent', async () => {
    const [desk, storage] = [smallDesk(), memoryStorage()]
    await storage.claim({ token: 'anna', jid: 'anna@visitors.test', verified: true }, undefined)
    const lines = [{ id: 'x', kind: 'own', body: 'of Anna', at: 2, state: 'sending' } as const]
    await storage.save({ draft: 'half a line of Anna', lines })
    const session = visitor(desk, storage, { fetchSession: async () => ({ ...login('berta'), verified: true }) })
    await session.start()
    await until(() => session.state.link === 'online')
    assert.deepEqual([states(session), session.state.draft, desk.bodies()], ['', '', []])
    const { token, draft, lines: left } = await storage.load()
    assert.deepEqual([token, draft, left], ['berta', '', []])
  })

  it('tells the other tabs when another visitor is here, and they say so', async () => {
    const storage = memoryStorage()
    await storage.claim({ token: 'a', jid: 'a@visitors.test', verified: false }, undefined)
    const posted: Change[] = []
    let hear = (_: Change): void => undefined
    const peers = () => ({
      post: (change: Change) => void posted.push(change),
      listen: (listener: typeof hear) => {
        hear = listener
      },
      close: () => undefined,
    })
    const heard: string[] = []
    const session = visitor(smallDesk(), storage, {
      fetchSession: async () => login('b'),
      peers: peers(),
      onForgot: (by: string) => heard.push(by),
    })
    await session.start()
    await until(() => session.state.link === 'online')
    assert.deepEqual(posted[0], { forgot: 'other' })
    hear({ forgot: 'nobody' })
    assert.deepEqual(heard, ['nobody'])
  })

  it('sends what the queue asked for with the first message, and again with its repeat', async () => {
    const desk = smallDesk()
    desk.mute = true
    const ask = [{ name: 'order', type: 'text', required: true, label: { en: 'Order' } }]
    const session = visitor(desk, memoryStorage(), { fetchSession: async () => ({ ...login(), ask }) })
    await session.start()
    await until(() => session.state.ask.length === 1)
    await session.say('hello', { type: 'urn:bellhop:prechat', values: { order: '<17>' } })
    await until(() => desk.bodies().length === 1)
    desk.links[0]?.drop()
    await until(() => desk.bodies().length === 2)
    for (const stanza of desk.got.filter((each) => each.includes('<body>'))) {
      const form = parse(stanza).getChild('x', 'jabber:x:data')
      const values = form?.getChildren('field').map((field) => `${field.attrs.var}=${field.getChildText('value')}`)
      assert.deepEqual(values, ['FORM_TYPE=urn:bellhop:prechat', 'order=<17>'])
    }
  })

  it('hands in a form: done with the receipt, refused with the desk’s words', async () => {
    const desk = smallDesk()
    const session = visitor(desk)
    await session.start()
    await until(() => session.state.link === 'online' && desk.queries.length === 1)
    const form = { type: 'urn:bellhop:rating', values: { rating: '5' } }
    desk.hear(
      `<message from='${queue}' id='m-1'><body>How was it?</body><system xmlns='urn:bellhop:0' kind='closed'/></message>`,
    )
    const idOf = () => parse(desk.got.findLast((each) => each.includes('urn:bellhop:rating')) as string).attrs.id
    const [good, bad] = [session.submit(form, 'm-1'), idOf()]
    desk.hear(`<message from='${queue}'><received xmlns='urn:xmpp:receipts' id='${bad}'/></message>`)
    await good
    assert.equal(session.state.lines.find((line) => line.id === 'm-1')?.answered, true)
    const refused = session.submit(form, 'm-1')
    desk.hear(`<message type='error' from='${queue}' id='${idOf()}'><error type='cancel' by='desk.test'>
      <conflict xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/><text xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'>Rated already.</text>
      </error></message>`)
    await assert.rejects(refused, { message: 'Rated already.' })
    session.stop()
    await assert.rejects(session.submit(form, 'm-1'), /no connection/)
  })

  it('tells once that somebody writes, and when he stopped by sending', async () => {
    const desk = smallDesk()
    const session = visitor(desk)
    await session.start()
    await until(() => desk.queries.length === 1 && session.state.link === 'online')
    for (const text of ['h', 'he', 'hey']) session.draft(text)
    assert.equal(desk.got.filter((stanza) => stanza.includes('<composing')).length, 1)
    session.draft('')
    assert.equal(desk.got.filter((stanza) => /<message[^>]*><active/.test(stanza)).length, 1)
  })
})

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  const end = Date.now() + 8000
  while (!(await condition())) {
    if (Date.now() > end) throw new Error(`never came true: ${condition}`)
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}
