// Agents among themselves on IM server 2: one-to-one, in rooms, in each other's roster; none of it is for visitors.
import assert from 'node:assert/strict'
import type { Element } from 'ltx'
import { apiUser } from '../../ejabberd/configure.ts'
import { type TestEjabberd, testEjabberd } from '../harness/ejabberd.ts'
import { type TestDesk, testDesk } from './desk.ts'
import { agent, type Person, Stream, scram, until, visitor } from './wire.ts'

const room = 'backroom@rooms.agents.localhost'
const muc = 'http://jabber.org/protocol/muc'
const join = (nick: string) => `<presence to='${room}/${nick}'><x xmlns='${muc}'/></presence>`
const info = `<query xmlns='http://jabber.org/protocol/disco#info'/>`
const items = `<query xmlns='http://jabber.org/protocol/disco#items'/>`

const isHere = (from: string) => (stanza: Element) =>
  stanza.name === 'presence' && stanza.attrs.from === from && stanza.attrs.type === undefined

/** The bare JIDs of a roster, with the subscription and group of each. */
async function roster(person: Person): Promise<string[]> {
  const answer = await person.asks(`<iq type='get'><query xmlns='jabber:iq:roster'/></iq>`)
  const found = answer.getChild('query')?.getChildren('item') ?? []
  return found.map(({ attrs, ...item }) => `${attrs.jid} ${attrs.subscription} ${group(item as Element)}`).sort()
}
const group = (item: Element) => item.children.map((child) => (typeof child === 'string' ? '' : child.text())).join()

/** The words in an archive, oldest first; `to` is a room, else it is one's own. */
async function archive(person: Person, to = ''): Promise<string[]> {
  person.received.length = 0
  const address = to && `to='${to}'`
  await person.asks(`<iq type='set' ${address}><query xmlns='urn:xmpp:mam:2'/></iq>`)
  const results = person.received.map((stanza) => stanza.getChild('result')).filter((each) => each !== undefined)
  return results.flatMap((each) => each.getChild('forwarded')?.getChild('message')?.getChildText('body') ?? [])
}

describe('colleagues', () => {
  let server: TestEjabberd
  let desk: TestDesk
  let ann: Person
  let bob: Person
  let guest: Person

  before(async () => {
    server = await testEjabberd()
    desk = await testDesk(server)
    ann = await agent(server, 'ann')
    // Bob's account is made while Ann is there.
    bob = await agent(server, 'bob')
    guest = await visitor(server, 'v-guest')
  })
  after(async () => {
    await desk?.stop()
    await server?.stop()
  })

  it('see each other in the roster, with presence, and nobody else', async () => {
    await server.api.addRosterItem({
      user: 'ann',
      host: 'agents.localhost',
      jid: 'desk.localhost',
      name: 'Bellhop',
      group: 'Desk',
    })
    assert.deepEqual(await roster(ann), ['bob@agents.localhost both Colleagues', 'desk.localhost both Desk'])
    assert.deepEqual(await roster(bob), ['ann@agents.localhost both Colleagues'])
    await ann.receives(isHere(bob.jid), 'Bob’s presence')
    await bob.receives(isHere(ann.jid), 'Ann’s presence')
    ann.send('<presence><show>dnd</show></presence>')
    await bob.receives((each) => isHere(ann.jid)(each) && each.getChildText('show') === 'dnd', 'busy')
    const cem = await agent(server, 'cem')
    await cem.receives(isHere(ann.jid), 'Ann’s presence for a new colleague')
    await ann.receives(isHere(cem.jid), 'the new colleague’s presence')
    await cem.leaves()
    const left = (each: Element) => each.attrs.from === cem.jid && each.attrs.type === 'unavailable'
    await ann.receives(left, 'his exit')
    await server.api.unregister('cem', 'agents.localhost')
    await until(async () => (await roster(bob)).length === 1, 'the end of his entry')
    assert.ok(!ann.received.some((each) => String(each).includes(apiUser)))
  })

  it('write to each other, and both find it in their archives', async () => {
    ann.send(`<message to='${bob.bare}' type='chat' id='a'><body>lunch?</body></message>`)
    await bob.receives((each) => each.getChildText('body') === 'lunch?')
    bob.send(`<message to='${ann.bare}' type='chat' id='b'><body>好的</body></message>`)
    await ann.receives((each) => each.getChildText('body') === '好的')
    for (const each of [ann, bob]) assert.deepEqual(await archive(each), ['lunch?', '好的'])
    assert.ok(!desk.received.some((each) => each.name === 'message'))
  })

  it('meet in a room, which keeps what was said', async () => {
    ann.send(join('Ann'))
    await ann.receives(isHere(`${room}/Ann`), 'her own presence in the room')
    const form = `<x xmlns='jabber:x:data' type='submit'/>`
    await ann.asks(`<iq to='${room}' type='set'><query xmlns='${muc}#owner'>${form}</query></iq>`)
    bob.send(join('Bob'))
    await bob.receives(isHere(`${room}/Ann`), 'Ann in the room')
    await ann.receives(isHere(`${room}/Bob`), 'Bob in the room')
    for (const [from, to, body] of [
      [ann, bob, 'the printer is out of ink'],
      [bob, ann, '我去买'],
    ] as const) {
      from.send(`<message to='${room}' type='groupchat' id='${body}'><body>${body}</body></message>`)
      await to.receives((each) => each.attrs.type === 'groupchat' && each.getChildText('body') === body)
    }
    assert.deepEqual(await archive(bob, room), ['the printer is out of ink', '我去买'])
    const found = await bob.asks(`<iq to='rooms.agents.localhost' type='get'>${items}</iq>`)
    assert.ok(
      found
        .getChild('query')
        ?.getChildren('item')
        .some((each) => each.attrs.jid === room),
    )
  })

  it('keep a bookmark of it, seen by nobody else', async () => {
    const node = `urn:xmpp:bookmarks:1`
    const conference = `<conference xmlns='${node}' name='Backroom' autojoin='true'><nick>Ann</nick></conference>`
    const publish = `<publish node='${node}'><item id='${room}'>${conference}</item></publish>`
    const pubsub = (content: string) => `<pubsub xmlns='http://jabber.org/protocol/pubsub'>${content}</pubsub>`
    assert.equal((await ann.asks(`<iq type='set'>${pubsub(publish)}</iq>`)).attrs.type, 'result')
    const own = await ann.asks(`<iq type='get'>${pubsub(`<items node='${node}'/>`)}</iq>`)
    assert.match(own.toString(), /Backroom/)
    const foreign = await bob.asks(`<iq to='${ann.bare}' type='get'>${pubsub(`<items node='${node}'/>`)}</iq>`)
    assert.equal(foreign.attrs.type, 'error')
  })

  it('are out of a visitor’s reach, in the room too', async () => {
    const tried = {
      join: join('Guest'),
      word: `<message to='${room}' type='groupchat'><body>hello</body></message>`,
      room: `<iq to='${room}' type='get'>${info}</iq>`,
      rooms: `<iq to='rooms.agents.localhost' type='get'>${items}</iq>`,
      kept: `<iq to='${room}' type='set'><query xmlns='urn:xmpp:mam:2'/></iq>`,
      private: `<message to='${room}/Ann' type='chat'><body>hello</body></message>`,
    }
    for (const [id, xml] of Object.entries(tried)) guest.send(xml.replace(/^<\w+ /, `$&id='${id}' `))
    for (const id of Object.keys(tried)) {
      const answer = await guest.receives((each) => each.attrs.id === id, `the refusal of: ${id}`)
      assert.ok(answer.getChild('error')?.getChild('forbidden'), id)
    }
  })

  it('can’t bring a visitor in by an invitation or a membership', async () => {
    guest.received.length = 0
    const invitation = `<x xmlns='${muc}#user'><invite to='${guest.bare}'/></x>`
    ann.send(`<message to='${room}'>${invitation}</message>`)
    const member = `<item jid='${guest.bare}' affiliation='member'/>`
    await ann.asks(`<iq to='${room}' type='set'><query xmlns='${muc}#admin'>${member}</query></iq>`)
    await desk.send(`<message from='support@desk.localhost' to='${guest.jid}' id='last'><body>stop</body></message>`)
    await guest.receives((each) => each.attrs.id === 'last')
    assert.deepEqual(
      guest.received.map((each) => each.attrs.id),
      ['last'],
    )
  })

  /** Logs in to an account that must be there already. */
  async function login(name: string): Promise<void> {
    const stream = new Stream(server, 'agents.localhost')
    await stream.open()
    assert.equal((await scram(stream, name, `password of ${name}`)).name, 'success')
    stream.cut()
  }

  it('keep accounts, room, roster and archives when ejabberd is killed', async () => {
    ann.send(`<message to='${bob.bare}' type='chat' id='z'><body>before the crash</body></message>`)
    await bob.receives((each) => each.attrs.id === 'z')
    await desk.stop()
    await server.api.register('dan', 'agents.localhost', 'password of dan')
    await server.kill9()
    await server.start()
    desk = await testDesk(server)
    await login('dan')
    ann = await agent(server, 'ann')
    assert.equal((await archive(ann)).at(-1), 'before the crash')
    assert.ok((await roster(ann)).includes('bob@agents.localhost both Colleagues'))
    ann.send(join('Ann'))
    await ann.receives(isHere(`${room}/Ann`), 'her own presence in the room')
    assert.deepEqual(await archive(ann, room), ['the printer is out of ink', '我去买'])
  })
})
