// From a question to an issue, to its handler and back to the visitor, by stock clients alone: the visitor and the handler
// with slixmpp, the agent with Profanity in a terminal of 80 columns.
import assert from 'node:assert/strict'
import { login, type Profanity, startProfanity } from '../harness/profanity.ts'
import type { Slixmpp } from '../harness/slixmpp.ts'
import { people, queue, theDesk } from './slixmpp-desk.ts'

const issue = 'issue-1@desk.localhost'

describe('an issue, from Profanity to slixmpp and back', function () {
  this.timeout(60_000)
  this.bail(true)
  const { account, signsIn, comes } = people({}, 'suite')
  let ann: Profanity
  let wei: Slixmpp
  let hana: Slixmpp

  before(async () => {
    ann = await startProfanity({ columns: 80, rows: 45 })
    await login(ann, account('ann'))
    await ann.waitFor(/Bellhop \(desk\) is online, "1 normal/)
    wei = await comes('Wei')
    const body = 'I sent order 7 back three weeks ago. Where is my refund? https://shop.test/orders/7'
    await wei.asks('message', { to: queue, body })
    await ann.waitFor(/chat message: Wei #1/)
    await ann.type('/win 2')
    await ann.waitFor(/^ Wei #1 \[online\][\s\S]*Where is my refund/)
    await ann.type('Let me ask.')
  })
  after(() => ann?.stop())
  afterEach(async function () {
    const { title = '', state = '' } = this.currentTest ?? {}
    await ann.keep(`issue-${title.toLowerCase().replace(/[^a-z]+/g, '-')}${state === 'failed' ? '-failed' : ''}`)
  })

  const hanaSays = (body: string) => hana.asks('message', { to: issue, body })
  const hanaReads = (like: RegExp) =>
    hana.sees('message', ({ from, body }) => from === issue && like.test(body), String(like))
  /** Words that a terminal may have broken anywhere between them. */
  const annReads = (words: string) =>
    ann.waitFor(new RegExp(words.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll(' ', '\\s+')))
  const weiReads = (words: string) => wei.sees('message', ({ body }) => body === words, words)

  it('is filed in one line, and a wrong line tells what is possible', async () => {
    await ann.type('!issue')
    await annReads('“type” is missing. It is written: !issue TYPE HANDLER PRIORITY [-N] QUESTION')
    await annReads('type: billing, billing/refund, delivery, technical, technical/login')
    await annReads('handler: auto, hana, lea')
    await annReads('priority: low, normal, high, urgent')
    await ann.type('!issue refund hana high Order 7: no refund')
    await annReads(
      'There is no type “refund”. There are: billing, billing/refund, delivery, technical, technical/login.',
    )
    await ann.type('!issue billing hana soon Order 7: no refund')
    await annReads('“soon” is not possible for “priority”: low, normal, high, urgent.')
    await ann.type('!issue billing/refund auto high Order 7: the refund has not arrived.')
    await annReads('Issue #1 (high) is filed for Hana. Hana is away and gets it on coming back.')
  })

  it('is a contact of hers that tells how it stands', async () => {
    await ann.type('/win 1')
    await annReads('Roster item added: issue-1@desk.localhost (Issue #1 billing/refund)')
    await annReads('Issue #1 billing/refund (desk) is online, "open · high · billing/refund"')
    await ann.type('/roster')
    await annReads('issue-1@desk.localhost (Issue #1 billing/refund) - both - Issues')
    await ann.type('/msg desk.localhost issues')
    await annReads('#1 high, billing/refund, open, handler away, with Hana: Order 7: the refund has not arrived.')
  })

  it('waited for its handler on IM server 2, and says all that she needs', async () => {
    hana = await signsIn('hana')
    const card = await hanaReads(/Ann has an issue for you/)
    assert.match(card.stanza, /<delay [^>]*from="agents\.localhost"/)
    assert.deepEqual(card.body.replaceAll(/\d\d:\d\d/g, 'TIME').split('\n'), [
      'Ann has an issue for you.',
      'Issue #1 · high · billing/refund · open',
      'Order 7: the refund has not arrived.',
      'Handler: Hana. Filed by Ann.',
      'From conversation #1 with Wei (support), the last lines:',
      '[TIME] Wei: I sent order 7 back three weeks ago. Where is my refund? https://shop.test/orders/7',
      '[TIME] Ann: Let me ask.',
      'Take it up within 30m: !accept',
      'Then: !resolve ANSWER, !ask QUESTION, !pass HANDLER, !scene',
      'Anything else you write here is a comment.',
    ])
    const { contacts } = await hana.asks<{ contacts: string[][] }>('roster')
    assert.ok(contacts.some(([jid, name]) => jid === issue && name === 'Issue #1 billing/refund'))
  })

  it('is taken up and asked about, and the agent answers in its own window', async () => {
    await hanaSays('!accept')
    await hanaReads(/^Issue #1 is yours\.$/)
    await hanaSays('!ask Which account was it paid from?')
    await hanaReads(/^Asked\. The clocks stand still until there is an answer\.$/)
    await ann.type('/win 4')
    const screen = await annReads('Hana asks: Which account was it paid from?')
    assert.match(screen, /^ Issue #1 billing\/refund \[xa\]/)
    await annReads('(Hana has taken up issue #1.)')
    await ann.type('From the one at the post bank.')
    await hanaReads(/^Ann: From the one at the post bank\.$/)
    await ann.waitFor(/^ Issue #1 billing\/refund \[online\]/)
  })

  it('shows its scene and its help', async () => {
    await ann.type('!scene')
    await annReads('Wei was here; of the staff: Ann (normal) Links: https://shop.test/orders/7')
    await annReads('(Nothing was said since. Conversation #1 is active; agent: Ann.)')
    await ann.type('!help')
    await annReads('!tell [TEXT] — Tell the visitors')
    await annReads('What you write here is a comment on the issue, except lines that begin with “!”:')
  })

  it('is answered, and the answer is read once, with how to pass it on', async () => {
    await hanaSays('!resolve Sent again today; two working days.')
    await hanaReads(/^Issue #1 is answered; the visitor will be told\.$/)
    await annReads('Hana has answered issue #1: Sent again today; two working days. Issue #1 · high')
    const screen = await annReads(
      'Tell the visitor: !tell TEXT, or !tell alone for these words. Nobody to tell: !close',
    )
    assert.equal(screen.replace(/\s+/g, ' ').split('Sent again today').length, 2)
  })

  it('goes back to the visitor, and is closed when he has it', async () => {
    await ann.type('!tell Good news: it is sent again today.')
    assert.equal((await weiReads('Good news: it is sent again today.')).nick, 'Ann')
    await weiReads('Does this solve it? If it does not, write “not solved”.')
    await annReads('Sent to Wei in conversation #1.')
    await annReads('(Wei has got the answer; issue #1 is closed.)')
    await hanaReads(/^\(Ann has told the visitor of issue #1: Good news: it is sent again today\.\)$/)
    await hanaReads(/^\(Wei has got the answer; issue #1 is closed\.\)$/)
    await hana.asks('message', { to: theDesk, body: 'find refund' })
    const found = await hana.sees('message', ({ from, body }) => from === theDesk && body.startsWith('Found'), 'it')
    assert.match(found.body, /#1 billing\/refund, closed: .* – answer: Sent again today; two working days\.$/)
  })

  it('is open again when the visitor says that it is not solved', async () => {
    await wei.asks('message', { to: queue, body: 'Not solved!' })
    await hanaReads(/^\(Wei says that issue #1 is not solved: Not solved!\)\n[\s\S]*Take it up within 30m: !accept/)
    await ann.waitFor(/^ Issue #1 billing\/refund \[online\]/)
    await annReads('(Wei says that issue #1 is not solved: Not solved!)')
    await ann.type('!close it was his bank')
    await annReads('Issue #1 is closed.')
    await hanaReads(/^\(Ann has closed issue #1\.\) it was his bank$/)
  })

  it('is filed by form as well, and runs a command from another window', async () => {
    await ann.type('/cmd exec issue chat-1@desk.localhost')
    await annReads('Form title: File an issue')
    await annReads('[field3] Priority (required):')
    await annReads('[field5] Question (required):')
    await ann.type('/field1 delivery')
    await ann.type('/field2 hana')
    await ann.type('/field3 low')
    await ann.type('/field5 add "Where is the parcel?"')
    await annReads('[val1] Where is the parcel?')
    await ann.type('/form submit')
    const card = await hana.sees('message', ({ from }) => from === 'issue-2@desk.localhost', 'the second issue')
    assert.match(card.body, /\nIssue #2 · low · delivery · open\nWhere is the parcel\?\n/)
    await ann.type('/win 1')
    await ann.type('/cmd exec info issue-2@desk.localhost')
    await annReads('! info completed')
    await annReads('! Issue #2 · low · delivery · open Where is the parcel?')
  })

  it('showed the visitor nothing but what Ann said', () => {
    const heard = wei.heard(queue)
    assert.deepEqual(heard, [
      'Let me ask.',
      'Good news: it is sent again today.',
      'Does this solve it? If it does not, write “not solved”.',
      'Thank you for telling us. We take it up again, and you will be answered here.',
    ])
    const all = wei.happened.map(({ stanza }) => stanza).join('\n')
    assert.doesNotMatch(all, /agents\.localhost|hana|issue|post bank|working days/i)
  })
})
