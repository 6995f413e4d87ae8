// Issues are for the staff: whatever a visitor sends to an issue's address, or somebody of the staff whom the issue does
// not concern, the answer is the same as for an issue that does not exist, and nobody hears of it.
import assert from 'node:assert/strict'
import { newSession } from '../clients/visitor.ts'
import { signIn, type TestAgent } from '../harness/agent.ts'
import { startDesk, type TestDesk } from '../harness/desk.ts'
import { agent, type Person, visitor } from './wire.ts'

const body = '<body>let me see</body>'
const query = (ns: string, inside = '') => `<query xmlns='${ns}'>${inside}</query>`
const command = (node: string, inside = '') =>
  `<command xmlns='http://jabber.org/protocol/commands' node='${node}'>${inside}</command>`
const form = (name: string, value: string) =>
  `<x xmlns='jabber:x:data' type='submit'><field var='${name}'><value>${value}</value></field></x>`
const ofNode = (ns: string, node: string) => `<query xmlns='${ns}' node='${node}'/>`
const disco = 'http://jabber.org/protocol/disco'

const questions: Record<string, [type: string, payload: string]> = {
  'what it is': ['get', query(`${disco}#info`)],
  'what a command is': ['get', ofNode(`${disco}#info`, 'info')],
  'its items': ['get', query(`${disco}#items`)],
  'its commands': ['get', ofNode(`${disco}#items`, 'http://jabber.org/protocol/commands')],
  'its card': ['get', `<vCard xmlns='vcard-temp'/>`],
  'its scene': ['set', query('urn:xmpp:mam:2')],
  'its scene, by page': [
    'set',
    query('urn:xmpp:mam:2', `<set xmlns='http://jabber.org/protocol/rsm'><max>5</max></set>`),
  ],
  'the fields of its scene': ['get', query('urn:xmpp:mam:2')],
  'the ends of its scene': ['get', `<metadata xmlns='urn:xmpp:mam:2'/>`],
  ...Object.fromEntries(
    ['info', 'scene', 'history', 'accept', 'watch', 'close', 'reopen', 'tell', 'nosuch'].map((node) => [
      `!${node}`,
      ['set', command(node)] as [string, string],
    ]),
  ),
  '!resolve with a form': ['set', command('resolve', form('answer', 'done'))],
  '!pass with a form': ['set', command('pass', form('handler', 'hana'))],
  '!tell with a form': ['set', command('tell', form('text', 'hello'))],
  'its version': ['get', query('jabber:iq:version')],
  'its time': ['get', `<time xmlns='urn:xmpp:time'/>`],
  'nothing known': ['get', query('urn:example:nothing')],
}
const messages: Record<string, string> = {
  'a comment': `<message type='chat'>${body}</message>`,
  'a normal message': `<message>${body}</message>`,
  'a command': `<message type='chat'><body>!info</body></message>`,
  'a command that changes': `<message type='chat'><body>!close</body></message>`,
  'an answer': `<message type='chat'><body>!resolve done</body></message>`,
  'a correction': `<message type='chat'>${body}<replace xmlns='urn:xmpp:message-correct:0' id='o-1'/></message>`,
  'a reply': `<message type='chat'>${body}<reply xmlns='urn:xmpp:reply:0' id='o-1'/></message>`,
  'a groupchat message': `<message type='groupchat'>${body}</message>`,
}
const silent: string[] = [
  `<message type='headline'>${body}</message>`,
  `<message type='chat'><composing xmlns='http://jabber.org/protocol/chatstates'/></message>`,
  `<message><received xmlns='urn:xmpp:receipts' id='o-1'/></message>`,
  `<message type='error'>${body}<error type='cancel'/></message>`,
  ...['', 'subscribe', 'subscribed', 'unsubscribe', 'probe', 'unavailable'].map(
    (type) => `<presence${type && ` type='${type}'`}/>`,
  ),
]

describe('the address of an issue', function () {
  this.timeout(60_000)
  let desk: TestDesk
  let ann: TestAgent
  let hana: TestAgent
  let wei: Person
  let stranger: Person

  before(async () => {
    desk = await startDesk()
    ;[ann, hana] = await Promise.all([signIn(desk, 'ann'), signIn(desk, 'hana')])
    const { jid } = await newSession(desk.http, { name: 'Wei' })
    wei = await visitor(desk.ejabberd, jid.split('@')[0] as string)
    stranger = await visitor(desk.ejabberd, 'v-never-seen')
    wei.send(`<presence to='support@desk.localhost'/>`)
    wei.send(`<message to='support@desk.localhost' type='chat' id='first'><body>Where is my refund?</body></message>`)
    const { from } = (await ann.reads('Where is my refund?')).attrs
    await ann.says(from, '!issue billing/refund hana high secret question')
    await hana.receives((message) => message.attrs.from === 'issue-1@desk.localhost')
  })
  after(async () => {
    await Promise.all([ann?.leaves(), hana?.leaves(), wei?.leaves(), stranger?.leaves()])
    await desk?.stop()
  })

  /** What is answered, without the numbers and ids that differ; `error` and its text for a refusal. */
  async function answer(who: Person, number: number, stanza: string): Promise<string> {
    const id = `probe ${Math.random()}`
    who.send(stanza.replace(/^<\w+/, `$& id='${id}' to='issue-${number}@desk.localhost'`))
    const got = await who.receives((each) => each.attrs.id === id, `an answer to ${stanza}`)
    const error = got.getChild('error')
    const text = error ? String(error) : String(got.children[0] ?? '')
    return `${got.attrs.type}: ${text.replace(new RegExp(`\\b${number}\\b`, 'g'), 'N').replace(/sessionid="[^"]*"/, '')}`
  }
  const iq = ([type, payload]: [string, string]) => `<iq type='${type}'>${payload}</iq>`
  const isRefused = (said: string, condition: RegExp) => said.startsWith('error: ') && condition.test(said)

  it('answers a visitor nothing but refusals, the same for every number', async () => {
    for (const who of [wei, stranger]) {
      for (const [name, stanza] of [
        ...Object.entries(questions).map(([title, question]) => [title, iq(question)] as const),
        ...Object.entries(messages),
      ]) {
        const [real, none] = [await answer(who, 1, stanza), await answer(who, 99, stanza)]
        assert.equal(real, none, name)
        // What every address of the desk answers is no secret.
        if (/^its (version|time)$/.test(name) && !isRefused(real, /./)) continue
        // No command is for him, here as anywhere.
        if (name === 'its commands' && /^result: <query [^>]*\/>$/.test(real)) continue
        assert.ok(
          isRefused(real, /forbidden|item-not-found|service-unavailable|bad-request|registration/),
          `${name}: ${real}`,
        )
      }
    }
  })

  it('tells a visitor nothing of its own accord, and the staff nothing of him', async () => {
    for (const who of [wei, stranger])
      for (const stanza of silent)
        for (const number of [1, 99]) who.send(stanza.replace(/^<\w+/, `$& id='s' to='issue-${number}@desk.localhost'`))
    // A last word by the same ways: what was to come has come.
    wei.send(`<message to='support@desk.localhost' type='chat' id='last'><body>last word</body></message>`)
    const chat = (await ann.reads('last word')).attrs.from
    await ann.says(chat, 'heard')
    await wei.receives((each) => each.getChildText('body') === 'heard')
    await ann.says('issue-1@desk.localhost', 'a last comment')
    await hana.reads('Ann: a last comment')
    for (const { received } of [wei, stranger]) {
      const told = received.filter(({ attrs }) => /^issue-/.test(attrs.from ?? '') && attrs.type !== 'error')
      const answers = told.filter(({ name, attrs }) => name === 'iq' && attrs.type === 'result')
      assert.deepEqual(told.map(String), answers.map(String))
      assert.doesNotMatch(received.join('\n'), /secret|hana|agents\.localhost|billing/)
    }
    const heard = (who: TestAgent) =>
      who.messages
        .filter(({ attrs }) => attrs.from.startsWith('issue-'))
        .flatMap((each) => each.getChildText('body') ?? [])
    assert.deepEqual(heard(ann), [])
    assert.deepEqual(heard(hana).slice(1), ['Ann: a last comment'])
  })

  it('answers one of the staff whom the issue does not concern as if there were none', async () => {
    await hana.says('desk.localhost', 'issue technical lea low secret of Hana and Lea')
    await hana.receives((message) => /^Issue #2 /.test(message.getChildText('body') ?? ''))
    const cem = await colleague('cem')
    for (const [name, stanza] of [
      ...Object.entries(questions).map(([title, question]) => [title, iq(question)] as const),
      // A typed command is answered with a line of its own, tried with slixmpp.
      ...Object.entries(messages).filter(([, stanza]) => !stanza.includes('<body>!')),
    ]) {
      const [real, none] = [await answer(cem, 2, stanza), await answer(cem, 99, stanza)]
      assert.equal(real, none, name)
      assert.doesNotMatch(real, /secret|technical|Lea/, name)
    }
    await cem.leaves()
  })

  /** One of the demo people on a literal stream. */
  async function colleague(name: string): Promise<Person> {
    const { jid } = desk.agents.find((each) => each.jid.startsWith(`${name}@`)) as { jid: string }
    await desk.ejabberd.api.changePassword(name, jid.split('@')[1] as string, `password of ${name}`)
    return agent(desk.ejabberd, name)
  }
})
