// What mod_bellhop does besides isolation: size limit, visitors' presence for the desk, polite and lost exits, repeats.
import assert from 'node:assert/strict'
import type { Element } from 'ltx'
import { type TestEjabberd, testEjabberd } from '../harness/ejabberd.ts'
import { type TestDesk, testDesk } from './desk.ts'
import { agent, type Person, resumable, until, visitor } from './wire.ts'

describe('mod_bellhop', () => {
  let server: TestEjabberd
  let desk: TestDesk
  let ann: Person

  before(async () => {
    server = await testEjabberd()
    desk = await testDesk(server)
    ann = await agent(server, 'ann')
    await server.api.addRosterItem({
      user: 'ann',
      host: 'agents.localhost',
      jid: 'desk.localhost',
      name: 'Desk',
      group: 'Desk',
    })
  })
  after(async () => {
    await desk?.stop()
    await server?.stop()
  })

  const presences = (from: string, type?: string) =>
    desk.received.filter(
      (each) =>
        each.name === 'presence' &&
        each.attrs.from === from &&
        each.attrs.to === 'desk.localhost' &&
        each.attrs.type === type,
    )
  const text = (stanza: Element) => stanza.getChildText('body') ?? ''

  for (const who of ['visitor', 'agent'] as const) {
    it(`refuses a stanza of more than 64 KiB from the ${who} over WebSocket, and lets a smaller one pass`, async () => {
      const person = who === 'visitor' ? await visitor(server, 'v-large') : ann
      const message = (id: string, body: string) =>
        `<message to='support@desk.localhost' type='chat' id='${id}'><body>${body}</body></message>`
      person.send(message(`${who} large`, '你'.repeat(22_000)))
      person.send(message(`${who} escaped`, '&amp;'.repeat(13_200)))
      person.send(message(`${who} fits`, '你'.repeat(21_000)))
      await desk.receives((each) => each.attrs.id === `${who} fits`)
      for (const id of [`${who} large`, `${who} escaped`]) {
        const error = await person.receives((each) => each.attrs.id === id)
        assert.ok(error.getChild('error')?.getChild('policy-violation'), id)
        assert.ok(!desk.received.some((each) => each.attrs.id === id), id)
      }
    })
  }

  it('tells the desk when a visitor comes, changes, leaves politely and comes no more', async () => {
    const polite = await visitor(server, 'v-polite')
    await until(() => presences(polite.jid).length === 1, 'the first presence')
    polite.send(`<presence><show>away</show></presence>`)
    await until(() => presences(polite.jid).length === 2, 'the second')
    assert.equal(presences(polite.jid)[1]?.getChildText('show'), 'away')
    polite.send(`<presence type='unavailable'/>`)
    await until(() => presences(polite.jid, 'unavailable').length >= 1, 'the exit')
    await polite.leaves()
    await until(() => presences(polite.jid, 'unavailable').length >= 2, 'the end of the session')
  })

  it('tells the desk when a visitor’s connection is cut', async () => {
    const lost = await visitor(server, 'v-lost')
    await until(() => presences(lost.jid).length === 1, 'his presence')
    lost.vanishes()
    await until(() => presences(lost.jid, 'unavailable').length === 1, 'the end of the session')
  })

  it('does not copy a visitor’s directed presence, nor presence of agents', async () => {
    const one = await visitor(server, 'v-directed')
    await until(() => presences(one.jid).length === 1, 'his presence')
    one.send(`<presence to='support@desk.localhost' id='directed'/>`)
    await desk.receives((each) => each.attrs.id === 'directed')
    one.send(`<message to='support@desk.localhost' id='after directed'/>`)
    await desk.receives((each) => each.attrs.id === 'after directed')
    assert.equal(presences(one.jid).length, 1)
    one.vanishes()
  })

  it('marks the exit of an agent who leaves, and not of one who is lost', async () => {
    for (const [name, isPolite] of [
      ['ann', true],
      ['ann', false],
    ] as const) {
      const person = await agent(server, name)
      await until(() => presences(person.jid).length === 1, 'the agent’s presence')
      if (isPolite) person.send(`<presence type='unavailable'><status>lunch</status></presence>`)
      else person.vanishes()
      await until(() => presences(person.jid, 'unavailable').length >= 1, 'the exit')
      const exit = presences(person.jid, 'unavailable')[0] as Element
      assert.equal(exit.getChild('left', 'urn:bellhop:presence:0') !== undefined, isPolite)
      if (isPolite) assert.equal(exit.getChildText('status'), 'lunch')
      person.vanishes()
    }
  })

  it('drops a message that the desk repeats, and nothing else', async () => {
    const message = (from: string, to: string, id: string, body: string, extra = '') =>
      `<message from='${from}' to='${to}' type='chat' ${id && `id='${id}'`}><body>${body}</body>${extra}</message>`
    const again = `<again xmlns='urn:bellhop:repeat:0'/>`
    const guest = await visitor(server, 'v-guest')
    await desk.send(message('chat-1@desk.localhost', ann.bare, 'm-1', 'first'))
    await desk.send(message('chat-1@desk.localhost', ann.bare, 'm-1', 'repeated'))
    await desk.send(message('chat-1@desk.localhost', ann.bare, 'm-1', 'on purpose', again))
    await desk.send(message('chat-2@desk.localhost', ann.bare, 'm-1', 'other sender'))
    await desk.send(message('chat-1@desk.localhost', guest.bare, 'm-1', 'other receiver'))
    await desk.send(message('chat-1@desk.localhost', guest.bare, 'm-1', 'repeated'))
    await desk.send(message('chat-1@desk.localhost', ann.bare, '', 'no id'))
    await desk.send(message('chat-1@desk.localhost', ann.bare, '', 'no id'))
    await desk.send(message('chat-1@desk.localhost', ann.bare, 'm-2', 'last'))
    await desk.send(message('chat-1@desk.localhost', guest.bare, 'm-2', 'last'))
    for (const each of [ann, guest]) await each.receives((stanza) => text(stanza) === 'last')
    const heard = (person: Person) => person.received.filter((each) => each.attrs.type === 'chat').map(text)
    assert.deepEqual(heard(ann), ['first', 'on purpose', 'other sender', 'no id', 'no id', 'last'])
    assert.deepEqual(heard(guest), ['other receiver', 'last'])
    assert.ok(!ann.received.some((stanza) => stanza.getChild('again')))
    guest.vanishes()
  })

  it('lets the desk repeat what came back as an error', async () => {
    const message = `<message from='support@desk.localhost' to='v-later@visitors.localhost' type='chat' id='m-9'><body>you there?</body></message>`
    await desk.send(message)
    await desk.receives((each) => each.attrs.id === 'm-9' && each.attrs.type === 'error', 'the error')
    const later = await visitor(server, 'v-later')
    await desk.send(message)
    await later.receives((each) => text(each) === 'you there?')
    later.vanishes()
  })

  it('gives an agent later what his lost connection swallowed, and does not take it for a repeat', async () => {
    const eve = await agent(server, 'eve', resumable)
    await desk.send(
      `<message from='chat-5@desk.localhost' to='${eve.bare}' type='chat' id='m-5'><body>seen?</body></message>`,
    )
    await eve.receives((each) => each.attrs.id === 'm-5')
    eve.vanishes() // without having acknowledged it: ejabberd can't know that it was read
    await until(async () => !(await server.api.sessions()).some(({ jid }) => jid === eve.jid), 'the end of the session')
    const again = await agent(server, 'eve')
    assert.equal(text(await again.receives((each) => each.attrs.id === 'm-5')), 'seen?')
    again.vanishes()
  })

  it('gives the desk back what a visitor’s lost connection swallowed, then says that he is gone', async () => {
    const guest = await visitor(server, 'v-swallow', resumable)
    await until(() => presences(guest.jid).length === 1, 'his presence')
    guest.vanishes()
    await desk.send(
      `<message from='support@desk.localhost' to='${guest.bare}' type='chat' id='m-6'><body>hello?</body></message>`,
    )
    await desk.receives((each) => each.attrs.id === 'm-6' && each.attrs.type === 'error', 'the error')
    await until(() => presences(guest.jid, 'unavailable').length === 1, 'the end of the session')
  })

  it('keeps both directions of a conversation in the agent’s archive', async () => {
    ann.send(`<message to='chat-7@desk.localhost' type='chat' id='q'><body>how can I help?</body></message>`)
    await desk.receives((each) => each.attrs.id === 'q')
    await desk.send(
      `<message from='chat-7@desk.localhost' to='${ann.bare}' type='chat' id='m-77'><body>你好</body></message>`,
    )
    await ann.receives((each) => each.attrs.id === 'm-77')
    const form = `<x xmlns='jabber:x:data' type='submit'><field var='FORM_TYPE' type='hidden'><value>urn:xmpp:mam:2</value></field><field var='with'><value>chat-7@desk.localhost</value></field></x>`
    await ann.asks(`<iq type='set'><query xmlns='urn:xmpp:mam:2' queryid='a'>${form}</query></iq>`)
    const archived = ann.received.flatMap((each) => {
      const inner = each.getChild('result')?.getChild('forwarded')?.getChild('message')
      return inner ? [text(inner)] : []
    })
    assert.deepEqual(archived, ['how can I help?', '你好'])
  })
})
