// What the IM servers do beside the desk: files are uploaded (XEP-0363) and handed over as links (XEP-0066), an agent's
// clients are kept in step (XEP-0280), and what is no XML ends a stream.
import assert from 'node:assert/strict'
import { type Person, serverScene, together } from '../harness/play.ts'

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

/** Asks his server for a place, puts the picture there, and gives its address. */
async function upload(person: Person, host: string): Promise<string> {
  const slot = await person.asks(`<iq type='get' to='upload.${host}'>
    <request xmlns='urn:xmpp:http:upload:0' filename='订单 1.png' size='${png.length}' content-type='image/png'/></iq>`)
  const place = slot.getChild('slot', 'urn:xmpp:http:upload:0')
  const put: string = place?.getChild('put')?.attrs.url
  const answer = await fetch(put, { method: 'PUT', body: png, headers: { 'content-type': 'image/png' } })
  assert.equal(answer.status, 201)
  return place?.getChild('get')?.attrs.url
}

serverScene('Files', (play) => {
  play('a visitor’s picture reaches the agent, and the agent’s the visitor', async ({ visitor, ann }) => {
    await together(ann.comes(), visitor.comes())
    const hand = async (from: Person, to: string, url: string) =>
      from.sends(
        `<message to='${to}' type='chat'><body>${url}</body><x xmlns='jabber:x:oob'><url>${url}</url></x></message>`,
      )
    const fetched = async (to: Person, from: string, url: string) => {
      await to.receives(
        `<message from='${from}'><body>${url}</body><x xmlns='jabber:x:oob'><url>${url}</url></x></message>`,
      )
      const answer = await fetch(url)
      assert.deepEqual([answer.status, Buffer.from(await answer.arrayBuffer())], [200, png])
      // A page of another origin may show it.
      assert.equal(answer.headers.get('access-control-allow-origin'), '*')
    }
    const photo = await upload(visitor, 'visitors.test')
    await hand(visitor, 'support@desk.test', photo)
    await fetched(ann, 'chat-1@desk.test', photo)
    const label = await upload(ann, 'agents.test')
    await hand(ann, 'chat-1@desk.test', label)
    await fetched(visitor, 'support@desk.test', label)
  })
})

serverScene('An agent’s clients', (play) => {
  play('are in step: what is said on one is seen on the other', async ({ visitor, ann }) => {
    const carbons = `<iq type='set' id='carbons'><enable xmlns='urn:xmpp:carbons:2'/></iq>`
    await together(ann.comes(), visitor.comes())
    await ann.sends(carbons)
    await ann.receives(`<iq type='result' id='carbons'/>`)
    const phone = ann.client
    await visitor.says('support@desk.test', 'Hello')
    await ann.receives(`<message from='chat-1@desk.test'><body>Hello</body></message>`)
    await ann.connects()
    await ann.sends(`<presence/>`)
    await ann.settled()
    await ann.says('chat-1@desk.test', 'From the laptop')
    await visitor.receives(`<message><body>From the laptop</body></message>`)
    await ann.receives(`<message to='${phone?.jid}'><sent xmlns='urn:xmpp:carbons:2'><forwarded><message to='chat-1@desk.test'>
      <body>From the laptop</body></message></forwarded></sent></message>`)
  })
})

serverScene('A name that XML can’t carry', (play) => {
  play('ends no stream: the agent reads what is left of it', async ({ newVisitor, ann }) => {
    const odd = await newVisitor('Li\uffff\u0001!')
    await together(ann.comes(), odd.comes())
    await odd.says('support@desk.test', 'Hello')
    await ann.receives(`<message from='chat-1@desk.test'><body>Hello</body>
      <nick xmlns='http://jabber.org/protocol/nick'>Li\ufffd\ufffd!</nick></message>`)
    await ann.receives(`<iq type='set'><query xmlns='jabber:iq:roster'>
      <item jid='chat-1@desk.test' name='Li\ufffd\ufffd! #1'/></query></iq>`)
  })
})
