// What a queue asks before the first message: kept with the message that brings it, or not at all.
import assert from 'node:assert/strict'
import { answersOf, setAskedFields, welcome } from '../../component/desk/prechat.ts'
import { findConversation } from '../../component/store/conversations.ts'
import { findVisitor } from '../../component/store/visitors.ts'
import { deskScene, type Play } from '../harness/play.ts'

const queue = 'support@desk.test'
const fields = [
  { name: 'email', type: 'email', required: true, label: { en: 'E-mail' } },
  { name: 'order', type: 'text', required: false, label: { en: 'Order', 'zh-CN': '订单号' } },
  { name: 'topic', type: 'choice', required: true, label: { en: 'Topic' }, choices: ['Order', 'Other'] },
] as const

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
const form = (values: Record<string, string>) =>
  `<x xmlns='jabber:x:data' type='submit'><field var='FORM_TYPE'><value>urn:bellhop:prechat</value></field>${Object.entries(
    values,
  )
    .map(([name, value]) => `<field var='${name}'><value>${escaped(value)}</value></field>`)
    .join('')}</x>`
const first = (values: Record<string, string>, id = 'a1') =>
  `<message to='${queue}' type='chat' id='${id}'><body>hello</body><origin-id xmlns='urn:xmpp:sid:0' id='${id}'/>
   <request xmlns='urn:xmpp:receipts'/>${form(values)}</message>`

const asks = ({ bellhop }: Play) => bellhop.run((turn) => setAskedFields(turn, 'support', fields))
const stillAsked = async ({ bellhop, visitor }: Play) =>
  (await bellhop.run((turn) => welcome(turn, 'support', visitor.jid))).ask.map(({ name }) => name)

deskScene('Before a chat', (play) => {
  play('what was filled in is kept with the first message, and an agent can read it', async (all) => {
    const { visitor, ann, bellhop } = all
    await asks(all)
    assert.deepEqual(await stillAsked(all), ['email', 'order', 'topic'])
    await ann.comes()
    await visitor.comes()
    const answers = { email: ' li@example.org ', order: '<b>17</b> & more', topic: 'Order' }
    await visitor.sends(first(answers))
    await visitor.receives(`<message from='${queue}'><received xmlns='urn:xmpp:receipts' id='a1'/></message>`)
    await ann.receives(`<message from='chat-1@desk.test'><body>hello</body></message>`)
    assert.deepEqual(await stillAsked(all), [])
    const told = await bellhop.run(async (turn) => {
      const conversation = await findConversation(turn.tx, 1)
      return conversation && (await answersOf(turn, conversation, 'zh-CN'))
    })
    assert.deepEqual(
      told?.map(({ label, value }) => `${label}=${value}`),
      ['E-mail=li@example.org', '订单号=<b>17</b> & more', 'Topic=Order'],
    )
    assert.equal((await bellhop.run((turn) => findVisitor(turn.tx, visitor.jid)))?.email, 'li@example.org')
    const info = await ann.asks(`<iq type='set' to='chat-1@desk.test'><command node='info' action='execute'
      xmlns='http://jabber.org/protocol/commands'><rows xmlns='urn:bellhop:0'/></command></iq>`)
    assert.match(info.toString(), /<field var="answer Order"><value>&lt;b&gt;17&lt;\/b&gt; &amp; more<\/value>/)
    // A repeat changes nothing and gets its receipt again.
    await visitor.sends(first(answers))
    await visitor.receives(`<message from='${queue}'><received xmlns='urn:xmpp:receipts' id='a1'/></message>`)
  })

  play('what is wrong is named, and the message with it is not taken', async (all) => {
    const { visitor, bellhop } = all
    await asks(all)
    await visitor.comes()
    const wrong: [Record<string, string>, RegExp][] = [
      [{ order: '17', topic: 'Order' }, /E-mail/],
      [{ email: 'li@example', topic: 'Order' }, /li@example/],
      [{ email: 'li@example.org', topic: 'Refund' }, /Refund.*Order, Other/],
      [{ email: 'li@example.org', topic: 'Order', order: 'x'.repeat(501) }, /Order.*too long/],
    ]
    for (const [index, [values, reason]] of wrong.entries()) {
      await visitor.sends(first(values, `w${index}`))
      const refusal = await visitor.receives(
        `<message type='error' id='w${index}'><error><bad-request xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></message>`,
      )
      assert.match(refusal.getChild('error')?.getChildText('text') ?? '', reason)
    }
    assert.deepEqual(await stillAsked(all), ['email', 'order', 'topic'])
    assert.equal(await bellhop.run((turn) => findConversation(turn.tx, 1)), undefined)
  })

  play('a client that fills in no forms is served all the same', async (all) => {
    const { visitor, ann } = all
    await asks(all)
    await ann.comes()
    await visitor.comes()
    await visitor.says(queue, 'no form here')
    await ann.receives(`<message from='chat-1@desk.test'><body>no form here</body></message>`)
  })

  play('a form without words gets a receipt, or a refusal that says why', async ({ visitor }) => {
    await visitor.comes()
    const rating = (value: string, id: string) =>
      `<message to='${queue}' type='chat' id='${id}'><request xmlns='urn:xmpp:receipts'/>
       <x xmlns='jabber:x:data' type='submit'><field var='FORM_TYPE'><value>urn:bellhop:rating</value></field>
       <field var='rating'><value>${value}</value></field></x></message>`
    await visitor.sends(rating('5', 'r1'))
    await visitor.receives(`<message type='error' id='r1'/>`)
    await visitor.sends(
      `<message to='${queue}' type='chat' id='r2'><request xmlns='urn:xmpp:receipts'/>${form({ email: 'a@b.example' })}</message>`,
    )
    await visitor.receives(`<message from='${queue}'><received xmlns='urn:xmpp:receipts' id='r2'/></message>`)
  })
})
