// The clocks of an issue: they stand still while somebody is asked, start anew for a new handler, and run out once.
import assert from 'node:assert/strict'
import { allIn, chat, filed, got, hears, history, issue, reads, reminded } from '../harness/issues.ts'
import { type Person, wireScene } from '../harness/play.ts'

const minute = 60
const hour = 60 * minute
const day = 24 * hour

wireScene('The clocks of an issue', (play) => {
  const clocks = (hana: Person) => got(hana, issue(1))

  play('stand still while the agent is asked, and go on with his answer', async (stage) => {
    const { ann, hana } = stage
    await filed(stage, 'billing hana urgent Help')
    await ann.says(chat(1), 'One moment')
    await hears(hana, issue(1), '!ask Which order?', /^Asked\. The clocks stand still/)
    await ann.receives(`<message from='issue-1@desk.test'><body>(Hana has taken up issue #1.)</body></message>`)
    await ann.receives(
      `<message from='issue-1@desk.test'><body>Hana asks: Which order?…</body><issue waits='agent'/></message>`,
    )
    assert.equal(await reminded(stage, 2 * day), '')
    await hears(ann, 'desk.test', 'issues overdue', 'There are no such issues.')
    await ann.says(issue(1), 'Order 7')
    await hana.receives(
      `<message from='issue-1@desk.test'><body>Ann: Order 7</body><issue due='*' state='accepted'/></message>`,
    )
    assert.equal(await reminded(stage, 4 * hour - minute), '')
    assert.equal(await reminded(stage, minute + 5), 'hana')
    await reads(stage.visitor, ann, hana)
  })

  play('stand still while the visitor is asked, also when that is snoozed', async (stage) => {
    const { visitor, ann, hana } = stage
    await filed(stage, 'billing hana high Help')
    await ann.says(chat(1), 'One moment')
    await hears(hana, issue(1), '!ask Which order?', /^Asked/)
    await hears(ann, issue(1), '!tell Which order is it?', /Sent to Li in conversation #1/)
    await hears(ann, 'desk.test', 'issues', /accepted, waits for visitor/)
    await hears(hana, issue(1), '!snooze 2d', /No reminder/)
    await stage.passes(50 * hour)
    await visitor.says('support@desk.test', 'Order 7')
    await ann.receives(`<message from='issue-1@desk.test'><body>(Li has answered in conversation #1…</body></message>`)
    await hears(ann, 'desk.test', 'issues', /accepted, waits for agent/)
    await ann.says(issue(1), 'He says: order 7')
    await reads(visitor, ann, hana)
    // Not before it is due: a day less the seconds before it was asked.
    assert.equal(await reminded(stage, day - 30), '')
    assert.equal(await reminded(stage, 40), 'hana')
    await reads(visitor, ann, hana)
  })

  play('start anew when it is passed on: the new handler has his own time', async (stage) => {
    const { ann, hana, hugo } = stage
    await allIn(stage, 'billing hana high Help')
    assert.equal(await reminded(stage, 30 * minute), 'hana')
    await hears(hana, issue(1), '!pass hugo You know this', /passed to Hugo/)
    await hugo.receives(
      `<message from='issue-1@desk.test'><body>Hana passes an issue to you. You know this…</body></message>`,
    )
    assert.equal(await reminded(stage, 29 * minute), '')
    assert.equal(await reminded(stage, minute + 1), 'hugo')
    // The backup of the type has it now, so the leads come next; back to Hana, it is her first reminder again.
    await hears(hugo, issue(1), '!pass hana', /passed to Hana/)
    assert.equal(await reminded(stage, 30 * minute), 'hana')
    await reads(ann, hana, hugo)
  })

  play('write down once that they have run out', async (stage) => {
    const { ann, hana } = stage
    await allIn(stage, 'technical hana urgent Help')
    for (const seconds of [5 * minute, 1, 1, 5 * hour, 1]) await stage.passes(seconds)
    await stage.restarts()
    await stage.passes(1)
    const breaches = (await history(ann, 1)).filter((line) => line.startsWith('breached'))
    assert.deepEqual(breaches, ['breached accept', 'breached resolve'])
    await reads(ann, hana, stage.lea)
    await clocks(hana)
  })

  play('are told in Chinese to who reads Chinese, as is all that happened', async (stage) => {
    const { visitor, ann, hana } = stage
    await filed(stage, 'technical hana urgent 登录失败')
    await ann.says(chat(1), 'One moment')
    await stage.passes(5 * minute)
    await stage.passes(1)
    await hears(hana, issue(1), '!accept', /yours/)
    await hears(ann, chat(1), '!note 第二次了', /^Noted/)
    await reads(visitor, ann, hana, stage.lea)
    const told = async (address: string) => {
      await ann.sends(`<message to='${address}' type='chat' xml:lang='zh-CN'><body>!history</body></message>`)
      const [words = ''] = await got(ann, address)
      return words.split('\n').map((line) => line.replace(/^\[.*?\] /, '').replace(/ +/g, ' '))
    }
    const happened = ['对话开始：', '分配给 Ann', '回复： Ann', 'Ann 的备注：第二次了']
    const lines = ['提交： Ann 登录失败', '已超时： 受理', '已提醒 Hana：受理 1', '受理： Hana']
    assert.deepEqual((await told(issue(1))).slice(1), lines)
    assert.deepEqual((await told(chat(1))).slice(1, 5), happened)
  })
})
