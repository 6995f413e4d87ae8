// Filing: what can't be answered at once becomes an issue, by a line or a form, out of a conversation or from the desk.
import assert from 'node:assert/strict'
import {
  archived,
  asked,
  bodyOf,
  chat,
  executes,
  filed,
  got,
  hears,
  issue,
  queue,
  reads,
  says,
} from '../harness/issues.ts'
import { deskScene, wireScene } from '../harness/play.ts'

const options = (form: import('ltx').Element | undefined, name: string) => {
  const field = form?.getChildren('field').find(({ attrs }) => attrs.var === name)
  return field?.getChildren('option').map((option) => option.getChildText('value')) ?? []
}

deskScene('Filing an issue', (play) => {
  play('by a form, which shows what can be chosen', async (stage) => {
    const { ann, hana } = stage
    await asked(stage)
    const form = (await executes(ann, chat(1), 'issue')).getChild('command')?.getChild('x')
    const fields = form?.getChildren('field').map(({ attrs }) => `${attrs.var} ${attrs.type}`)
    assert.deepEqual(fields, [
      'type list-single',
      'handler list-single',
      'priority list-single',
      'last text-single',
      'question text-multi',
    ])
    assert.deepEqual(options(form, 'type'), ['billing', 'billing/refund', 'technical'])
    assert.deepEqual(
      options(form, 'handler').map((name) => name?.replace(/-.*/, '')),
      ['auto', 'hana', 'hugo', 'lea'],
    )
    assert.deepEqual(options(form, 'priority'), ['low', 'normal', 'high', 'urgent'])
    await hana.comes()
    const values = {
      type: 'billing/refund',
      handler: 'auto',
      priority: 'urgent',
      last: '',
      question: 'Order 7\n退款没到',
    }
    const done = (await executes(ann, chat(1), 'issue', values)).getChild('command')
    assert.equal(done?.attrs.status, 'completed')
    assert.match(done?.getChildText('note') ?? '', /^Issue #1 \(urgent\) is filed for Hana\./)
    const card = await hana.receives(`<message from='issue-1@desk.test'><body>Ann has an issue for you.…</body>
      <issue xmlns='urn:bellhop:issue:0' number='1' type='billing/refund' priority='urgent' queue='support' level='0'/></message>`)
    assert.match(bodyOf(card), /Order 7\n退款没到/)
    assert.match(bodyOf(card), /within 5m: !accept/)
    const wrong = await executes(ann, chat(1), 'issue', { ...values, type: 'refunds' })
    assert.match(
      wrong.getChild('error')?.getChildText('text') ?? '',
      /There is no type “refunds”\. There are: billing,/,
    )
  })

  play('several out of one conversation, each with a window of its own', async (stage) => {
    const { ann, hana, hugo } = stage
    await asked(stage)
    await hana.comes()
    await hugo.comes()
    await ann.says(chat(1), '!issue billing hana low First')
    await ann.says(chat(1), '!issue technical hugo high Second')
    await hana.receives(`<message from='issue-1@desk.test'><body>Ann has an issue for you.…</body></message>`)
    await hugo.receives(`<message from='issue-2@desk.test'><body>Ann has an issue for you.…</body></message>`)
    await reads(ann)
    const info = await says(ann, chat(1), '!info')
    assert.match(
      info,
      /Issues of this conversation:\n#1 low, billing, open, with Hana: First\n#2 high, technical, open, with Hugo: Second/,
    )
  })

  play('from the desk, out of no conversation', async ({ ann, hana, hugo }) => {
    await ann.comes()
    await hana.comes()
    await hears(
      ann,
      'desk.test',
      'issue billing auto normal The printer is on fire',
      /^Issue #1 \(normal\) is filed for Hana\./,
    )
    const card = await hana.receives(
      `<message from='issue-1@desk.test'><body>Ann has an issue for you.…</body></message>`,
    )
    assert.doesNotMatch(bodyOf(card), /conversation/)
    await hears(hana, issue(1), '!scene', 'Issue #1 was filed out of no conversation.')
    assert.deepEqual((await archived(hana, issue(1))).words, [])
    // A handler can file one as well.
    await hugo.comes()
    await hears(hugo, 'desk.test', 'issue technical hana low And the other one', /^Issue #2 \(low\)/)
    await hana.receives(`<message from='issue-2@desk.test'><body>Hugo has an issue for you.…</body></message>`)
    await reads(ann, hana, hugo)
  })
})

wireScene('Filing an issue, in all its ways', (play) => {
  play('takes files and links of the scene along', async (stage) => {
    const { visitor, ann, hana } = stage
    await asked(stage, 'See https://shop.test/order/7, or http://b.test/?a=1.')
    await visitor.says(queue, '（看 https://shop.test/订单/7。）')
    await ann.receives(`<message><body>（看…</body></message>`)
    await visitor.sends(`<message to='${queue}' type='chat' id='f1'><body>https://files.test/a/退款.png</body>
      <x xmlns='jabber:x:oob'><url>https://files.test/a/退款.png</url></x></message>`)
    await ann.receives(`<message from='chat-1@desk.test'><body>https://files.test/a/退款.png</body></message>`)
    await hana.comes()
    await ann.says(chat(1), '!issue billing hana high Look at this')
    await hana.receives(`<message from='issue-1@desk.test'><body>*</body></message>`)
    const told = await says(hana, issue(1), '!scene')
    assert.match(told, /\nFiles: https:\/\/files\.test\/a\/退款\.png\n/)
    assert.match(
      told,
      /\nLinks: https:\/\/shop\.test\/order\/7 http:\/\/b\.test\/\?a=1 https:\/\/shop\.test\/订单\/7\n/,
    )
    await reads(ann)
  })

  play('offers what was solved before, in English and in Chinese', async (stage) => {
    const { visitor, ann, hana, lea } = stage
    await filed(stage, 'billing hana high The refund of the broken lamp has not arrived')
    await lea.comes()
    await hears(hana, issue(1), '!resolve Sent again on Monday.', /answered/)
    await ann.says('desk.test', 'issue billing hana low 破损台灯的退款没有到账')
    await reads(ann, hana, lea)
    await hears(hana, issue(2), '!resolve 周一已重新汇出。', /answered/)
    await reads(ann, hana)
    const english = await says(ann, chat(1), '!issue billing hana low A refund for a broken lamp has not arrived yet')
    assert.match(english, /Solved before:\n#1 billing, resolved: .* – answer: Sent again on Monday\./)
    const chinese = await says(ann, chat(1), '!issue billing hana low 台灯破损，退款还没到账')
    assert.match(chinese, /Solved before:\n#2 billing, resolved: .* – answer: 周一已重新汇出。/)
    const other = await says(ann, chat(1), '!issue technical hana low The door of the oven does not close')
    assert.doesNotMatch(other, /Solved before/)
    await reads(visitor, ann, hana, lea)
  })

  play('tells in the agent’s and in the handler’s language', async (stage) => {
    const { ann, hana } = stage
    await asked(stage)
    await hana.connects()
    await hana.sends(`<presence xml:lang='zh-CN'/>`)
    await hana.settled()
    await ann.says(chat(1), '!issue billing auto high 退款')
    const card = await hana.receives(`<message from='issue-1@desk.test'><body>*</body></message>`)
    assert.equal(card.attrs['xml:lang'], 'zh-CN')
    assert.match(bodyOf(card), /Ann.*\n.*#1[\s\S]*退款[\s\S]*!accept/)
    assert.doesNotMatch(bodyOf(card), /Filed by|Take it up/)
    await reads(ann, hana)
  })

  play('a line that comes twice files once', async (stage) => {
    const { ann, hana } = stage
    await asked(stage)
    await hana.comes()
    for (let time = 0; time < 3; time++) await ann.says(chat(1), '!issue billing hana high Once', 'same')
    await reads(ann)
    assert.equal((await got(hana, issue(1))).length, 1)
    await hears(ann, 'desk.test', 'issues all', /^1 issues:\n#1 /)
  })

  play('names of types and people are read in any case; the number of lines is one', async (stage) => {
    const { ann } = stage
    await asked(stage)
    await hears(
      ann,
      chat(1),
      '!ISSUE Billing/Refund HANA low -1 Text',
      /^Issue #1 \(low\) is filed for Hana\.\nHana is away/,
    )
    await hears(ann, chat(1), '!issue billing hana low -0 Text', /“-0” is not a number for “last”/)
    await hears(ann, chat(1), '!issue billing hana low -1', /“question” is missing/)
    await hears(ann, chat(1), '!issue billing hana low -1 Text', /^Issue #2/)
  })

  play('only who has or had the conversation can file out of it', async (stage) => {
    const { ann, bob, hana, lea } = stage
    await asked(stage)
    await bob.comes()
    await hana.comes()
    await lea.comes()
    await hears(bob, chat(1), '!issue billing hana low Text', /^Conversation #1 is with Ann/)
    await hears(hana, chat(1), '!issue billing hana low Text', /“issue” is not for you: it needs the role agent, lead/)
    await hears(lea, chat(1), '!issue billing lea low Text', /^Issue #1 \(low\) is filed for Lea/)
    await hears(ann, 'desk.test', 'issues all', /^1 issues/)
    await reads(ann, bob, hana, lea)
  })

  play('lists are narrowed by type, state, priority, handler and queue, and tell what is overdue', async (stage) => {
    const { ann, hana } = stage
    await asked(stage)
    await hana.comes()
    for (const line of ['billing/refund hana urgent A', 'billing hana low B', 'technical hugo normal C'])
      await hears(ann, chat(1), `!issue ${line}`, /is filed/)
    await hears(hana, issue(2), '!accept', /yours/)
    const numbers = async (filter: string) =>
      [...(await says(ann, 'desk.test', `issues ${filter}`)).matchAll(/^#(\d+)/gm)].map(([, number]) => Number(number))
    assert.deepEqual(await numbers(''), [1, 3, 2])
    assert.deepEqual(await numbers('billing'), [1, 2])
    assert.deepEqual(await numbers('billing open'), [1])
    assert.deepEqual(await numbers('hana'), [1, 2])
    assert.deepEqual(await numbers('accepted'), [2])
    assert.deepEqual(await numbers('open accepted'), [1, 3, 2])
    assert.deepEqual(await numbers('support, normal'), [3])
    assert.deepEqual(await numbers('overdue'), [])
    await stage.passes(301)
    assert.deepEqual(await numbers('overdue'), [1])
    assert.match(
      await says(ann, 'desk.test', 'issues overdue'),
      /#1 urgent, billing\/refund, open, accept overdue 0s|overdue \d+s/,
    )
    await hears(
      ann,
      'desk.test',
      'issues sometimes',
      /“sometimes” narrows nothing\. There are: all, mine, overdue, open,/,
    )
    await hears(ann, 'desk.test', 'find refund', /^Found for “refund”:\n#1 /)
    await reads(stage.visitor, ann, hana)
  })
})
