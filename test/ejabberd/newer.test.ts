// The same configuration and module on a newer ejabberd (24.12): logins, isolation, API, presence, repeats.
import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Element } from 'ltx'
import { type TestEjabberd, testEjabberd } from '../harness/ejabberd.ts'
import { newerEjabberd } from '../harness/ejabberd-24.ts'
import { type TestDesk, testDesk } from './desk.ts'
import { agent, plain, Stream, token, until, visitor } from './wire.ts'

describe('a newer ejabberd', () => {
  let server: TestEjabberd | undefined
  let desk: TestDesk | undefined
  after(async () => {
    await desk?.stop()
    await server?.stop()
  })

  it('runs with our configuration and module', async function () {
    this.timeout(180_000) // its packages are fetched on the first run
    const ejabberd = await newerEjabberd()
    if (typeof ejabberd === 'string') {
      console.log(`      skipped: ${ejabberd}`)
      return this.skip()
    }
    server = await testEjabberd({}, { ejabberd })
    assert.match(server.version, /^2[4-9]\./)
    desk = await testDesk(server)

    const ann = await agent(server, 'ann')
    const guest = await visitor(server, 'v-guest')
    const other = await visitor(server, 'v-other')

    for (const [domain, offered] of [
      ['visitors.localhost', /^PLAIN$/],
      ['agents.localhost', /^SCRAM-/],
    ] as const) {
      const stream = new Stream(server, domain)
      const mechanisms = (await stream.open()).getChild('mechanisms')?.getChildren('mechanism') ?? []
      assert.ok(mechanisms.length && mechanisms.every((each) => offered.test(each.text())), mechanisms.join())
      stream.cut()
    }
    const forged = new Stream(server, 'visitors.localhost')
    await forged.open()
    assert.equal((await plain(forged, 'v-guest', await token(server, 'v-other@visitors.localhost'))).name, 'failure')
    forged.cut()

    for (const to of [ann.jid, ann.bare, other.jid, 'agents.localhost', 'x@example.org']) {
      for (const name of ['message', 'presence', 'iq']) {
        const id = `${name} to ${to}`
        guest.send(
          `<${name} to='${to}' id='${id}' ${name === 'iq' ? `type='get'` : ''}><ping xmlns='urn:xmpp:ping'/></${name}>`,
        )
        const refusal = await guest.receives((each) => each.attrs.id === id, `the refusal of ${id}`)
        assert.ok(refusal.getChild('error')?.getChild('forbidden'), id)
      }
    }
    guest.send(`<message to='support@desk.localhost' id='large'><body>${'x'.repeat(70_000)}</body></message>`)
    guest.send(`<message to='support@desk.localhost' type='chat' id='hello'><body>你好</body></message>`)
    assert.equal((await desk.receives((each) => each.attrs.id === 'hello')).getChildText('body'), '你好')
    assert.ok(!desk.received.some((each) => each.attrs.id === 'large'))

    const { api } = server
    await api.register('ann', 'agents.localhost', 'again')
    await api.addRosterItem({
      user: 'ann',
      host: 'agents.localhost',
      jid: 'desk.localhost',
      name: 'Desk',
      group: 'Desk',
    })
    await api.setVcardName('ann', 'agents.localhost', 'Ann')
    const roster = await ann.asks(`<iq type='get'><query xmlns='jabber:iq:roster'/></iq>`)
    const item = roster.getChild('query')?.getChild('item')
    assert.deepEqual(
      [item?.attrs.jid, item?.attrs.subscription, item?.getChildText('group')],
      ['desk.localhost', 'both', 'Desk'],
    )

    const bob = await agent(server, 'bob')
    await ann.receives((each) => each.name === 'presence' && each.attrs.from === bob.jid, 'a colleague’s presence')
    const room = 'backroom@rooms.agents.localhost'
    ann.send(`<presence to='${room}/Ann'><x xmlns='http://jabber.org/protocol/muc'/></presence>`)
    await ann.receives((each) => each.attrs.from === `${room}/Ann`, 'the room')
    ann.send(`<message to='${room}' type='groupchat' id='room'><body>to all</body></message>`)
    await ann.receives((each) => each.attrs.id === 'room', 'her own words')
    ann.send(`<message to='${bob.bare}' type='chat' id='bob'><body>to you</body></message>`)
    await bob.receives((each) => each.attrs.id === 'bob')
    for (const [to, words] of [
      [ann.bare, 'to you'],
      [room, 'to all'],
    ]) {
      await ann.asks(`<iq to='${to}' type='set'><query xmlns='urn:xmpp:mam:2' queryid='${words}'/></iq>`)
      const kept = (each: Element) =>
        each.getChild('result')?.attrs.queryid === words && String(each).includes(words ?? '')
      assert.ok(ann.received.some(kept), `${words} in the archive`)
    }
    assert.ok(existsSync(join(server.config.data, 'ejabberd/messages-agents.sqlite')))
    assert.ok((await api.sessions()).some(({ jid, show }) => jid === ann.jid && show === 'available'))

    for (const body of ['once', 'twice']) {
      await desk.send(
        `<message from='chat-1@desk.localhost' to='${ann.bare}' type='chat' id='m-1'><body>${body}</body></message>`,
      )
    }
    await desk.send(
      `<message from='chat-1@desk.localhost' to='${ann.bare}' type='chat' id='m-2'><body>last</body></message>`,
    )
    await ann.receives((each) => each.attrs.id === 'm-2')
    assert.deepEqual(
      ann.received.filter((each) => each.attrs.type === 'chat').map((each) => each.getChildText('body')),
      ['once', 'last'],
    )

    const left = (jid: string) =>
      desk?.received.find((each) => each.attrs.from === jid && each.attrs.type === 'unavailable')
    guest.vanishes()
    ann.send(`<presence type='unavailable'/>`)
    await until(() => left(guest.jid) !== undefined && left(ann.jid) !== undefined, 'both exits')
    assert.ok(left(ann.jid)?.getChild('left', 'urn:bellhop:presence:0'))
    await api.kick(other.jid)
    await until(() => left(other.jid) !== undefined, 'the end of the kicked session')
  })
})
