// Two agents and one visitor: Ann with Profanity, Bob with slixmpp. What they do with a conversation between them,
// typed as lines, and what of it the visitor gets to see.
import assert from 'node:assert/strict'
import { startDesk, type TestDesk } from '../harness/desk.ts'
import { login, type Profanity, startProfanity } from '../harness/profanity.ts'
import { type Slixmpp, startSlixmpp } from '../harness/slixmpp.ts'
import { until } from '../harness/until.ts'
import { startVisitor, type Visitor } from './visitor.ts'

const chat = 'chat-1@desk.localhost'
const theDesk = 'desk.localhost'

describe('an agent with Profanity and her colleague', function () {
  this.timeout(60_000)
  this.bail(true)
  let desk: TestDesk
  let ann: Profanity
  let bob: Slixmpp
  let wei: Visitor
  const account = (name: string) => {
    const { jid, password } = desk.agents.find((each) => each.name === name) as TestDesk['agents'][0]
    return { jid, password, port: desk.config.ports.c2s }
  }
  const bobSays = (to: string, body: string) => bob.asks('message', { to, body })
  const bobSees = (from: string, words: RegExp) =>
    bob.sees('message', (each) => each.from === from && words.test(each.body), String(words))
  const normalAre = (count: number) =>
    until(() => {
      const board = bob.happened.findLast(({ event, from }) => event === 'available' && from === `${theDesk}/desk`)
      return board?.status.startsWith(`${count} normal`) ?? false
    }, `${count} are normal`)
  const weiReads = (body: RegExp) =>
    wei.receives((stanza) => stanza.is('message') && body.test(stanza.getChildText('body') ?? ''), String(body))

  before(async () => {
    desk = await startDesk()
    ann = await startProfanity()
    await login(ann, account('Ann'))
    await ann.waitFor(/Bellhop \(desk\) is online, "1 normal/)
    bob = await startSlixmpp({ ...account('Bob'), show: 'dnd' })
    wei = await startVisitor(desk.http, { name: 'Wei' })
    await wei.says('My invoice is wrong')
    await ann.waitFor(/chat message: Wei #1 \(win 2\)/)
    await ann.type('/win 2')
    await ann.waitFor(/^ Wei #1 \[online\][\s\S]*My invoice is wrong/)
  })
  after(async () => {
    await Promise.all([wei?.leaves(), bob?.leaves(), ann?.stop()])
    await desk?.stop()
  })
  afterEach(async function () {
    const { title = '', state = '' } = this.currentTest ?? {}
    await ann.keep(`colleagues-${title.toLowerCase().replace(/[^a-z]+/g, '-')}${state === 'failed' ? '-failed' : ''}`)
  })

  it('keeps a note, and is told how one is written', async () => {
    await ann.type('!note')
    await ann.waitFor(/“text” is missing\. It is written: !note TEXT/)
    await ann.type('!note difficult customer')
    await ann.waitFor(/Noted\. The visitor does not see it\./)
  })

  it('hands over: only to who can take it, and what is declined stays', async () => {
    await ann.type('!transfer bob knows about accounting')
    await ann.waitFor(/“bob” can’t take it\. There are: support\./)
    await bob.asks('presence', {})
    await normalAre(2)
    await ann.type('!transfer bob knows about accounting')
    await ann.waitFor(/#1 is offered to bob, who has 30 s to accept\./)
    await bobSees(theDesk, /^Ann wants to hand over #1, Wei\. knows about accounting\n.*Wei: My invoice is wrong\n/)
    await bobSays(theDesk, 'decline 1')
    await ann.waitFor(/\(Bob can’t take it now; the conversation stays with you\.\)/)
  })

  it('asks her colleague in, who is named to the visitor and leaves again', async () => {
    await ann.type('!invite bob')
    await ann.waitFor(/Bob is in this conversation now\./)
    await bobSees(chat, /Wei: My invoice is wrong/)
    await weiReads(/^Bob has joined\.$/)
    await bobSays(chat, 'Which invoice?')
    const asked = await weiReads(/^Which invoice\?$/)
    assert.equal(asked.getChildText('nick', 'http://jabber.org/protocol/nick'), 'Bob')
    await ann.waitFor(/Which invoice\?/)
    await wei.says('Number 7')
    await bobSees(chat, /^Number 7$/)
    await bobSays(chat, '!leave')
    await ann.waitFor(/\(Bob has left this conversation\.\)/)
  })

  it('hands over, and what she says after that is not relayed', async () => {
    await ann.type('!transfer bob yours after all')
    await bobSees(theDesk, /yours after all/)
    await bobSays(theDesk, 'accept 1')
    await ann.waitFor(/\(Bob took conversation #1\.\)/)
    await bobSees(theDesk, /^#1 is yours\.$/)
    await ann.type('Am I still here?')
    await ann.waitFor(/Conversation #1 is with Bob\./)
    await bobSays(chat, 'It is corrected.')
    assert.equal((await weiReads(/^It is corrected\.$/)).getChildText('nick'), 'Bob')
  })

  it('is busy by her own choice, lists who waits, claims him, and is normal again', async () => {
    await ann.type('/msg desk.localhost state busy')
    await ann.waitFor(/You are busy by your own choice\. “state auto” leaves it to your client\./)
    await bob.asks('presence', { show: 'dnd' })
    await normalAre(0)
    await bobSays(chat, '!release')
    await bobSees(chat, /^Conversation #1 is no longer yours\.$/)
    await weiReads(/^Everybody is busy at the moment\. You are number 1 in line/)
    await ann.type('queue')
    await ann.waitFor(/Bellhop: Waiting:\n +#1 support, \d+[sm] ago, Wei: Number 7/)
    await ann.type('claim 1')
    await ann.waitFor(/Bellhop: #1 is yours\./)
    await ann.type('state auto')
    await ann.waitFor(/You are normal\. Your client’s presence decides/)
  })

  it('gives it up to a colleague, takes what he offers, and reads the history', async () => {
    await bob.asks('presence', {})
    await normalAre(2)
    await ann.type('/msg chat-1@desk.localhost !release')
    await ann.waitFor(/Conversation #1 is no longer yours\./)
    await weiReads(/^Somebody else will go on with you in a moment\.$/)
    await bobSays(chat, '!transfer Ann')
    await bobSees(chat, /^#1 is offered to Ann/)
    await ann.type('/msg desk.localhost accept 1')
    await bobSees(chat, /^\(Ann took conversation #1\.\)$/)
    await ann.type('/msg chat-1@desk.localhost !history')
    const day = String.raw`\[20[\d-]+ [\d:]+\]`
    for (const line of ['opened', 'note by Ann: difficult customer', 'invited Bob', 'left by Bob', 'transferred Bob'])
      await ann.waitFor(new RegExp(`${day} ${line}`))
    await ann.waitFor(/This is the first conversation of Wei\./)
  })

  it('closes with a reason, and nobody waits any more', async () => {
    await ann.type('!close invoice corrected')
    await ann.waitFor(/Conversation #1 is closed\./)
    await weiReads(/^This conversation is closed\./)
    await ann.type('/msg desk.localhost queue')
    await ann.waitFor(/Nobody waits, and nothing was left\./)
  })

  it('has shown the visitor what is his to see, in order, and nothing else', () => {
    const begins = [
      'Bob has joined.',
      'Which invoice?',
      'It is corrected.',
      'Everybody is busy at the moment.',
      'Somebody else will go on with you',
      'This conversation is closed.',
    ]
    const bodies = wei.bodies()
    assert.equal(bodies.length, begins.length, bodies.join('\n'))
    for (const [at, words] of begins.entries()) assert.ok(bodies[at]?.startsWith(words), bodies.join('\n'))
    const all = wei.received.join('\n')
    assert.doesNotMatch(all, /difficult|accounting|after all|still here|invoice corrected|agents\.localhost|profanity/i)
  })
})
