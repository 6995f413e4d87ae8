// An agent with Profanity, a terminal client that nobody has prepared for Bellhop: her day from login to `!close`.
import assert from 'node:assert/strict'
import { type Element, parse } from 'ltx'
import { startDesk, type TestDesk } from '../harness/desk.ts'
import { login, type Profanity, startProfanity } from '../harness/profanity.ts'
import { atDesk, sorted } from './slixmpp-menu.ts'
import { startVisitor, type Visitor } from './visitor.ts'

const chatStates = 'http://jabber.org/protocol/chatstates'
const systemLine = (kind: string) => (stanza: Element) =>
  stanza.getChild('system', 'urn:bellhop:0')?.attrs.kind === kind
const says = (body: string) => (stanza: Element) => stanza.is('message') && stanza.getChildText('body') === body

describe('an agent with Profanity', function () {
  this.timeout(60_000)
  this.bail(true)
  let desk: TestDesk
  let ann: Profanity
  let wei: Visitor
  const others: Visitor[] = []
  let screens = 0
  const account = () => ({ ...(desk.agents[0] as TestDesk['agents'][0]), port: desk.config.ports.c2s })
  const comes = async (name: string) => {
    const visitor = await startVisitor(desk.http, { name })
    others.push(visitor)
    return visitor
  }

  before(async () => {
    desk = await startDesk()
    ann = await startProfanity()
  })
  after(async () => {
    await Promise.all(others.map((visitor) => visitor.leaves()))
    await ann?.stop()
    await desk?.stop()
  })
  afterEach(async function () {
    const { title = '', state = '' } = this.currentTest ?? {}
    const name = `${String(++screens).padStart(2, '0')}-${title.toLowerCase().replace(/[^a-z]+/g, '-')}`
    await ann.keep(state === 'failed' ? `${name}-failed` : name)
  })

  it('signs in and sees the desk as a contact that tells how it stands', async () => {
    await login(ann, account())
    await ann.waitFor(/Bellhop \(desk\) is online, "1 normal · 0 waiting · 0 left"/)
    await ann.type('/roster')
    await ann.waitFor(/desk\.localhost \(Bellhop\) - both - Desk/)
  })

  it('gets what a visitor writes in a window of its own, under his name', async () => {
    wei = await comes('Wei')
    await wei.says('你好, is anybody there?')
    await ann.waitFor(/Roster item added: chat-1@desk\.localhost \(Wei #1\)/)
    await ann.waitFor(/chat message: Wei #1 \(win 2\)/)
    await ann.type('/win 2')
    const screen = await ann.waitFor(/你好, is anybody there\?/)
    assert.match(screen, /^ Wei #1 \[online\]/)
    assert.equal(screen.split('你好').length, 2, 'shown once')
  })

  it('answers, and the visitor gets it once, from Ann, and learns that he was read', async () => {
    await ann.type('您好 😀, this is Ann.')
    const answer = await wei.receives(says('您好 😀, this is Ann.'), 'the answer')
    assert.equal(answer.attrs.from, wei.session.queue)
    assert.equal(answer.getChildText('nick', 'http://jabber.org/protocol/nick'), 'Ann')
    await wei.receives((stanza) => stanza.getChild('displayed')?.attrs.id === 'says-1', 'a marker')
  })

  it('types, and the visitor sees that', async () => {
    await ann.keys('one mom')
    await wei.receives((stanza) => stanza.getChild('composing', chatStates) !== undefined, 'typing')
    await ann.type('ent')
    await wei.receives(says('one moment'), 'what was typed')
  })

  it('is answered to !help, !info and to what is no command, and nothing of it is relayed', async () => {
    await ann.type('!help')
    await ann.waitFor(/Wei #1: What you write here goes to the visitor, except lines that begin with “!”:\n +!help — /)
    await ann.type('!info')
    await ann.waitFor(/Wei #1: Wei in support, conversation #1, opened /)
    await ann.type('!nosuch thing')
    await ann.waitFor(/There is no command “nosuch”\. Say “!help” for what there is\./)
    await ann.type('/nosuch')
    await ann.type('!!literal')
    await wei.receives(says('!literal'), 'the literal line')
    assert.deepEqual(wei.bodies(), ['您好 😀, this is Ann.', 'one moment', '!literal'])
  })

  it('corrects what she said last, and the visitor sees which line that was', async () => {
    const wrong = await wei.receives(says('!literal'), 'the literal line')
    await ann.type('/correct literally')
    const right = await wei.receives(says('literally'), 'the correction')
    assert.equal(right.getChild('replace', 'urn:xmpp:message-correct:0')?.attrs.id, wrong.attrs.id)
    assert.notEqual(right.attrs.id, wrong.attrs.id)
    await ann.waitFor(/\+ me: literally/)
  })

  it('sees what the visitor corrects', async () => {
    await wei.says('my order is 124')
    await ann.waitFor(/my order is 124/)
    await wei.says('my order is 125', parse(`<replace xmlns='urn:xmpp:message-correct:0' id='says-2'/>`) as Element)
    const screen = await ann.waitFor(/my order is 125/)
    assert.doesNotMatch(screen, /124/)
  })

  it('lists the commands of the desk, and runs one', async () => {
    await ann.type('/win 1')
    await ann.type('/cmd list desk.localhost')
    const menu = sorted(atDesk.agent)
    await ann.waitFor(new RegExp(['Ad hoc commands:', ...menu.map((node) => `[\\d:]+ ! +${node}`)].join('\n')))
    await ann.type('/cmd exec who desk.localhost')
    await ann.waitFor(/who completed[\s\S]*Ann: normal \(agent\), 1 conversations\n +Bob: exit \(agent\), 0/)
  })

  it('is busy, takes a visitor who waits by filling in the form, and is normal again', async () => {
    await ann.type('/status set dnd')
    const yan = await comes('Yan')
    await yan.receives((stanza) => stanza.is('presence') && stanza.getChildText('show') === 'dnd', 'that all are busy')
    await yan.says('is this the line?')
    await yan.receives(systemLine('waiting'), 'his place in the line')
    await ann.waitFor(/0 normal · 1 waiting · 0 left/)
    await ann.type('/cmd exec claim desk.localhost')
    await ann.waitFor(/\[field1\] Number of the conversation \(required\):/)
    await ann.type('/field1 2')
    await ann.waitFor(/\[field1\] Number of the conversation \(required\): 2/)
    await ann.type('/form submit')
    await ann.waitFor(/chat-2@desk\.localhost \(Yan #2\)/)
    await ann.type('/msg chat-2@desk.localhost It is, and you are its head.')
    await yan.receives(says('It is, and you are its head.'), 'an answer')
    await ann.type('!close')
    await yan.receives(systemLine('closed'), 'the closing line')
    await ann.type('/status set online')
    await yan.receives((stanza) => stanza.is('presence') && stanza.getChildText('status') === 'Somebody is in.', 'her')
  })

  it('closes the conversation, and the visitor reads that', async () => {
    await ann.type('/win 2')
    await ann.waitFor(/^ Wei #1 \[online\]/)
    await ann.type('!close')
    const line = await wei.receives(systemLine('closed'), 'the closing line')
    assert.match(line.getChildText('body') ?? '', /^This conversation is closed\./)
    await ann.waitFor(/Conversation #1 is closed\./)
    await ann.type('/win 1')
    await ann.type('/roster')
    await ann.waitFor(/Roster: [\s\S]*desk\.localhost \(Bellhop\)(?![\s\S]*chat-1)/)
  })

  it('leaves; what is written then is kept, told to her when she is back, and hers to claim', async () => {
    await ann.type('/disconnect')
    await ann.waitFor(/\[offline\]/)
    const zoe = await comes('Zoe')
    await zoe.receives((stanza) => stanza.is('presence') && stanza.getChildText('show') === 'xa', 'that nobody is in')
    await zoe.says('call me back please')
    const kept = await zoe.receives(systemLine('left'), 'the number of his message')
    assert.match(kept.getChildText('body') ?? '', /kept as number 3;/)
    await login(ann, account())
    await ann.waitFor(/chat message: Bellhop \(win \d+\)|<< Bellhop/)
    await ann.type('/msg desk.localhost claim 3')
    const screen = await ann.waitFor(/Bellhop: #3 is yours\./)
    assert.match(
      screen,
      /1 left in the mailbox\. Take one with “claim NUMBER”:\n +#3 support, .*Zoe: call me back please/,
    )
    await ann.type('/msg chat-3@desk.localhost Here I am.')
    await zoe.receives(says('Here I am.'), 'the answer')
  })

  it('never shows a visitor who she is, and never says a thing twice', () => {
    for (const visitor of others) {
      assert.doesNotMatch(visitor.received.join('\n'), /agents\.localhost|ann@|profanity/i)
      const ids = visitor.received.filter((stanza) => stanza.getChild('body')).map((stanza) => stanza.attrs.id)
      assert.deepEqual(ids, [...new Set(ids)])
    }
  })
})
