// The delivery promise: 500 numbered messages each way through a desk that is killed ten times, each once and in order;
// Chinese and emoji through the whole path; characters that fall across two TCP segments.
import assert from 'node:assert/strict'
import { type Careful, careful } from '../harness/careful.ts'
import { startDesk, type TestDesk } from '../harness/desk.ts'
import { wireScene } from '../harness/play.ts'
import { until } from '../harness/until.ts'

describe('Nothing is lost', () => {
  let desk: TestDesk
  beforeEach(async () => {
    desk = await startDesk({ BELLHOP_LOG: 'warn' })
  })
  afterEach(() => desk.stop())

  async function pair(): Promise<{ visitor: Careful; ann: Careful; queue: string; jid: string }> {
    const { jid: annJid, password: annPassword } = desk.agents[0] as { jid: string; password: string }
    const ann = await careful(desk.config.ports.c2s, annJid, annPassword)
    const answer = await fetch(`${desk.http}/widget/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ queue: 'support', name: '小王' }),
    })
    const { jid, password, queue } = (await answer.json()) as { jid: string; password: string; queue: string }
    const visitor = await careful(desk.config.ports.c2s, jid, password)
    await visitor.say(queue, ['Hello'])
    await until(() => ann.got.length === 1, 'the first message')
    return { visitor, ann, queue, jid }
  }

  it('through ten kills of the desk: 500 messages each way, each once and in order', async function () {
    this.timeout(180_000)
    const { visitor, ann, queue } = await pair()
    const numbered = (who: string) => Array.from({ length: 500 }, (_, index) => `${who} ${index}`)
    let talking = true
    const talk = Promise.all([
      visitor.say(queue, ['Hello', ...numbered('visitor')]),
      ann.say('chat-1@desk.localhost', numbered('agent')),
    ]).then(() => {
      talking = false
    })
    let kills = 0
    for (; kills < 10; kills++) {
      // A random moment in the stream: after a random number of messages more.
      const more = ann.got.length + visitor.got.length + 10 + Math.floor(Math.random() * 60)
      await until(() => ann.got.length + visitor.got.length >= more || !talking, 'messages to go on', 60_000)
      if (!talking) break
      await desk.component.kill9()
      await desk.component.start()
    }
    await talk
    await until(() => ann.got.length >= 501 && visitor.got.length >= 500, 'all messages', 30_000)
    assert.equal(kills, 10)
    assert.deepEqual(ann.got, ['Hello', ...numbered('visitor')])
    assert.deepEqual(visitor.got, numbered('agent'))
    await Promise.all([visitor.stop(), ann.stop()])
  })

  it('through a kill of ejabberd: 100 messages each way, each once and in order', async function () {
    this.timeout(90_000)
    const { visitor, ann, queue } = await pair()
    const numbered = (who: string) => Array.from({ length: 100 }, (_, index) => `${who} ${index}`)
    const talk = Promise.all([
      visitor.say(queue, ['Hello', ...numbered('visitor')]),
      ann.say('chat-1@desk.localhost', numbered('agent')),
    ])
    await until(() => ann.got.length + visitor.got.length > 50, 'some messages')
    await desk.ejabberd.kill9()
    await desk.ejabberd.start()
    await talk
    await until(() => ann.got.length >= 101 && visitor.got.length >= 100, 'all messages', 30_000)
    assert.deepEqual(ann.got, ['Hello', ...numbered('visitor')])
    assert.deepEqual(visitor.got, numbered('agent'))
    await Promise.all([visitor.stop(), ann.stop()])
  })

  it('300 messages in Chinese and emoji, letter by letter', async () => {
    const { visitor, ann, queue } = await pair()
    const letters = '你好世界訂單編號退款謝謝再見𠮷𡃁👩‍👩‍👧‍👦🏳️‍🌈🇨🇳👍🏽é́ß½�'
    const all = Array.from({ length: 300 }, (_, index) => {
      const from = index % 20
      return `${index} ${[...letters].slice(from).join('')}${letters.repeat(index % 7)}`
    })
    await Promise.all([visitor.say(queue, ['Hello', ...all]), ann.say('chat-1@desk.localhost', all)])
    await until(() => ann.got.length === 301 && visitor.got.length === 300, 'all messages')
    assert.deepEqual(ann.got.slice(1), all)
    assert.deepEqual(visitor.got, all)
    await Promise.all([visitor.stop(), ann.stop()])
  })
})

wireScene('Characters', (play) => {
  play('that fall across two TCP segments arrive whole', async ({ visitor, ann, wire }) => {
    await ann.comes()
    await visitor.comes()
    assert.ok(wire)
    // Every byte of the stream in a segment of its own, so that every character of several bytes is split everywhere.
    wire.chunks = (text) => [...Buffer.from(text)].map((byte) => Buffer.from([byte]))
    await visitor.says('support@desk.test', '你好，世界 👩‍👩‍👧‍👦')
    await ann.receives(`<message><body>你好，世界 👩‍👩‍👧‍👦</body></message>`)
    await ann.says('chat-1@desk.test', '您好 𠮷')
    await visitor.receives(`<message><body>您好 𠮷</body></message>`)
  })
})
