// A visitor can write to nobody but the desk and himself, whatever the stanza; nothing of it arrives at the other end.
import assert from 'node:assert/strict'
import type { Element } from 'ltx'
import { type TestEjabberd, testEjabberd } from '../harness/ejabberd.ts'
import { type TestDesk, testDesk } from './desk.ts'
import { agent, type Person, visitor } from './wire.ts'

describe('isolation of visitors', () => {
  let server: TestEjabberd
  let desk: TestDesk
  let ann: Person
  let other: Person
  let intruder: Person

  before(async () => {
    server = await testEjabberd()
    desk = await testDesk(server)
    ann = await agent(server, 'ann')
    other = await visitor(server, 'v-other')
    intruder = await visitor(server, 'v-intruder')
  })
  after(async () => {
    await desk?.stop()
    await server?.stop()
  })

  /** What each must have received when everything sent before has been dealt with: a last word by way of the desk. */
  async function lastWord(id: string): Promise<void> {
    intruder.send(`<message to='support@desk.localhost' type='chat' id='${id}'><body>last word</body></message>`)
    await desk.receives((stanza) => stanza.attrs.id === id)
    for (const each of [ann, other]) {
      await desk.send(
        `<message from='support@desk.localhost' to='${each.jid}' type='chat' id='${id}'><body>stop</body></message>`,
      )
      await each.receives((stanza) => stanza.attrs.id === id)
    }
  }

  const body = '<body>let me in</body>'
  const vcard = `<vCard xmlns='vcard-temp'/>`
  const items = `<query xmlns='http://jabber.org/protocol/disco#items'/>`
  const info = `<query xmlns='http://jabber.org/protocol/disco#info'/>`
  const victims = (): [string, string][] => [
    ['an agent', ann.bare],
    ['an agent’s session', ann.jid],
    ['another visitor', other.bare],
    ['another visitor’s session', other.jid],
    ['an account that is not there', 'nobody@agents.localhost'],
    ['a foreign domain', 'somebody@example.org'],
  ]
  const stanzas = (to: string): Record<string, string> => ({
    'message with body': `<message to='${to}' type='chat'>${body}</message>`,
    'normal message': `<message to='${to}'>${body}</message>`,
    headline: `<message to='${to}' type='headline'>${body}</message>`,
    groupchat: `<message to='${to}' type='groupchat'>${body}</message>`,
    'chat state without body': `<message to='${to}' type='chat'><composing xmlns='http://jabber.org/protocol/chatstates'/></message>`,
    'receipt without body': `<message to='${to}'><received xmlns='urn:xmpp:receipts' id='m-1'/></message>`,
    invitation: `<message to='${to}'><x xmlns='jabber:x:conference' jid='room@example.org'/></message>`,
    'vCard question': `<iq to='${to}' type='get'>${vcard}</iq>`,
    'disco question': `<iq to='${to}' type='get'>${info}</iq>`,
    'version question': `<iq to='${to}' type='get'><query xmlns='jabber:iq:version'/></iq>`,
    'roster push': `<iq to='${to}' type='set'><query xmlns='jabber:iq:roster'><item jid='x@example.org'/></query></iq>`,
    presence: `<presence to='${to}'/>`,
    'presence subscribe': `<presence to='${to}' type='subscribe'/>`,
    'presence subscribed': `<presence to='${to}' type='subscribed'/>`,
    'presence unsubscribe': `<presence to='${to}' type='unsubscribe'/>`,
    'presence probe': `<presence to='${to}' type='probe'/>`,
    'presence unavailable': `<presence to='${to}' type='unavailable'/>`,
  })
  const hosts: Record<string, string> = {
    'vCard of the agents host': `<iq to='agents.localhost' type='get'>${vcard}</iq>`,
    'disco of the agents host': `<iq to='agents.localhost' type='get'>${info}</iq>`,
    'disco items of the agents host': `<iq to='agents.localhost' type='get'>${items}</iq>`,
    'ping of the agents host': `<iq to='agents.localhost' type='get'><ping xmlns='urn:xmpp:ping'/></iq>`,
    'archive of an agent': `<iq to='ann@agents.localhost' type='set'><query xmlns='urn:xmpp:mam:2'/></iq>`,
    'archive of another visitor': `<iq to='v-other@visitors.localhost' type='set'><query xmlns='urn:xmpp:mam:2'/></iq>`,
    'upload host of the agents': `<iq to='upload.agents.localhost' type='get'>${info}</iq>`,
    'pubsub of the agents': `<iq to='pubsub.agents.localhost' type='get'>${items}</iq>`,
    'chat room': `<presence to='room@conference.agents.localhost/me'/>`,
    'message to the agents host': `<message to='agents.localhost'>${body}</message>`,
    'announcement to all agents': `<message to='agents.localhost/announce/online'>${body}</message>`,
    'other domain of the desk’s name': `<message to='desk.example.org'>${body}</message>`,
    'server of a foreign domain': `<iq to='example.org' type='get'>${info}</iq>`,
  }

  const isRefusal = (id: string) => (stanza: Element) =>
    stanza.attrs.id === id &&
    stanza.attrs.type === 'error' &&
    stanza.getChild('error')?.getChild('forbidden') !== undefined

  /** Sends each, numbered, and expects `forbidden` for each. */
  async function refused(list: Record<string, string>): Promise<void> {
    const numbered = Object.entries(list).map(([name, xml], i) => ({ name, xml, id: `${name} ${i} ${Math.random()}` }))
    for (const { xml, id } of numbered) intruder.send(xml.replace(/^<\w+ /, `$&id='${id}' `))
    for (const { name, id } of numbered) await intruder.receives(isRefusal(id), `the refusal of: ${name}`)
  }

  it('refuses every stanza to anybody else, and nothing arrives', async () => {
    ann.received.length = 0
    other.received.length = 0
    for (const [, to] of victims()) await refused(stanzas(to))
    await refused(hosts)
    await lastWord('all tried')
    for (const each of [ann, other])
      assert.deepEqual(
        each.received.map((stanza) => stanza.attrs.id),
        ['all tried'],
      )
  })

  it('drops answers and errors to anybody else without a word', async () => {
    intruder.received.length = 0
    for (const [, to] of victims()) {
      intruder.send(`<iq to='${to}' type='result' id='r'/>`)
      intruder.send(`<iq to='${to}' type='error' id='r'><error type='cancel'/></iq>`)
      intruder.send(`<message to='${to}' type='error' id='r'>${body}</message>`)
    }
    await lastWord('answers tried')
    assert.deepEqual(intruder.received.map(String), [])
    assert.ok(![...ann.received, ...other.received].some((stanza) => stanza.attrs.id === 'r'))
  })

  it('cannot lend another’s name', async () => {
    const forger = await visitor(server, 'v-forger')
    forger.send(`<message from='${other.jid}' to='support@desk.localhost' id='forged'>${body}</message>`)
    await forger.receives((element) => element.name === 'stream:error')
    assert.ok(!desk.received.some((stanza) => stanza.attrs.id === 'forged' && stanza.attrs.from !== forger.jid))
    forger.vanishes()
  })

  it('lets a visitor reach the desk, his own account and his own server', async () => {
    intruder.send(`<message to='support@desk.localhost' type='chat' id='hello'>${body}</message>`)
    assert.equal((await desk.receives((stanza) => stanza.attrs.id === 'hello')).attrs.from, intruder.jid)
    const own = {
      ping: `<iq to='visitors.localhost' type='get'><ping xmlns='urn:xmpp:ping'/></iq>`,
      archive: `<iq type='set'><query xmlns='urn:xmpp:mam:2'><set xmlns='http://jabber.org/protocol/rsm'><max>1</max></set></query></iq>`,
      carbons: `<iq type='set'><enable xmlns='urn:xmpp:carbons:2'/></iq>`,
      disco: `<iq to='${intruder.bare}' type='get'>${info}</iq>`,
      upload: `<iq to='upload.visitors.localhost' type='get'><request xmlns='urn:xmpp:http:upload:0' filename='a.png' size='10'/></iq>`,
    }
    for (const [name, xml] of Object.entries(own)) {
      assert.equal((await intruder.asks(xml)).attrs.type, 'result', `own ${name}`)
    }
  })

  it('keeps agents from writing to visitors directly', async () => {
    other.received.length = 0
    ann.send(`<message to='${other.jid}' type='chat' id='direct'>${body}</message>`)
    ann.send(`<presence to='${other.bare}' type='subscribe' id='subscribe'/>`)
    ann.send(`<iq to='upload.visitors.localhost' type='get' id='upload'>${info}</iq>`)
    for (const id of ['direct', 'subscribe', 'upload']) await ann.receives(isRefusal(id), id)
    await lastWord('agent tried')
    assert.deepEqual(
      other.received.map((stanza) => stanza.attrs.id),
      ['agent tried'],
    )
  })

  it('lets agents write to the desk and to each other', async () => {
    const bob = await agent(server, 'bob')
    ann.send(`<message to='${bob.bare}' type='chat' id='colleague'>${body}</message>`)
    ann.send(`<message to='chat-1@desk.localhost' type='chat' id='answer'>${body}</message>`)
    await bob.receives((stanza) => stanza.attrs.id === 'colleague')
    await desk.receives((stanza) => stanza.attrs.id === 'answer')
    await bob.leaves()
  })
})
