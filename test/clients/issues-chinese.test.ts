// The same way in Chinese: the visitor, the agent and the handler with slixmpp, each with a stream in Chinese.
import assert from 'node:assert/strict'
import type { Slixmpp } from '../harness/slixmpp.ts'
import { meets, people, queue, theDesk } from './slixmpp-desk.ts'

const issue = 'issue-1@desk.localhost'

describe('an issue in Chinese', function () {
  this.timeout(60_000)
  this.bail(true)
  const { signsIn, comes } = people({}, 'suite')
  let ann: Slixmpp
  let hana: Slixmpp
  let li: Slixmpp
  let chat: string
  const says = (who: Slixmpp, to: string, body: string) => who.asks('message', { to, body })
  /** The first message from there, past or future, that begins so. */
  const reads = async (who: Slixmpp, from: string, start: string) =>
    (await who.sees('message', (each) => each.from === from && each.body.startsWith(start), start)).body

  before(async () => {
    // Whoever was in once is told in his language also while he is away.
    hana = await signsIn('hana', undefined, 'zh-CN')
    ann = await signsIn('ann', undefined, 'zh-CN')
    li = await comes('小李', 'zh-CN')
    chat = await meets(li, ann, '我三周前退了订单 7，退款还没到。')
    await says(ann, chat, '请稍等，我去问一下。')
  })

  it('is filed, and what is missing is told', async () => {
    await says(ann, chat, '!issue billing/refund auto high')
    const missing = await reads(ann, chat, '缺少“question”。写法：!issue TYPE HANDLER PRIORITY')
    assert.match(
      missing,
      /\ntype：billing, billing\/refund, .*\nhandler：auto, hana, lea\npriority：low, normal, high, urgent$/,
    )
    await says(ann, chat, '!issue billing/refund auto high 订单 7 的退款没有到账')
    assert.equal(
      await reads(ann, chat, '问题单 #1'),
      '问题单 #1（high）已提交给 Hana。\nHana 现在就能看到。您在该问题单窗口里写的内容会发给 Hana。',
    )
  })

  it('tells the handler all that she needs', async () => {
    const card = await reads(hana, issue, 'Ann 给您提交了一个问题单。')
    assert.deepEqual(
      card
        .replaceAll(/\d\d:\d\d/g, '时间')
        .split('\n')
        .slice(1),
      [
        '问题单 #1 · high · billing/refund · open',
        '订单 7 的退款没有到账',
        '处理人：Hana。提交人：Ann。',
        '来自与 小李 的对话 #1（support），最后几句：',
        '[时间] 小李：我三周前退了订单 7，退款还没到。',
        '[时间] Ann：请稍等，我去问一下。',
        '请在 30m 内受理：!accept',
        '然后：!resolve 答复，!ask 问题，!pass 处理人，!scene（聊天现场）',
        '在这里直接写的内容是评论。',
      ],
    )
    await says(hana, issue, '!accept')
    await reads(hana, issue, '问题单 #1 由您处理。')
    await reads(ann, issue, '（Hana 已受理问题单 #1。）')
  })

  it('is asked about and listed as waiting', async () => {
    await says(hana, issue, '!ask 是哪个银行账户？')
    await reads(ann, issue, 'Hana 问：是哪个银行账户？\n（请在这里回答；用 !tell 可以问访客。）')
    await says(ann, theDesk, 'issues')
    await reads(ann, theDesk, '共 1 个问题单：\n#1 high，billing/refund，accepted，等待客服，处理人 Hana：')
    await ann.sees('xa', ({ status }) => status === 'accepted，等待客服 · high · billing/refund', 'its presence')
    await says(ann, issue, '邮政银行')
    await reads(hana, issue, 'Ann: 邮政银行')
  })

  it('is answered, told, and received', async () => {
    await says(hana, issue, '!resolve 今天已重新汇款，两个工作日到账。')
    const answer = await reads(ann, issue, 'Hana 已答复问题单 #1：今天已重新汇款，两个工作日到账。')
    assert.match(answer, /\n转告访客：!tell 内容；原样转告：!tell；无需转告：!close$/)
    await says(ann, issue, '!tell')
    await reads(ann, issue, '问题单 #1：\n已在对话 #1 中发给 小李。')
    await reads(li, queue, '今天已重新汇款，两个工作日到账。')
    await reads(li, queue, '问题解决了吗？如果没有，请回复“没有解决”。')
    for (const each of [ann, hana]) await reads(each, issue, '（小李 已收到答复，问题单 #1 已关闭。）')
    await says(ann, theDesk, 'find 退款')
    await reads(
      ann,
      theDesk,
      '“退款”的查找结果：\n#1 billing/refund，closed：订单 7 的退款没有到账 – 答复：今天已重新汇款',
    )
  })

  it('is open again when it was not solved', async () => {
    await says(li, queue, '没有解决。')
    const again = await reads(hana, issue, '（小李 表示问题单 #1 没有解决：没有解决。）')
    assert.match(
      again,
      /\n问题单 #1 · high · billing\/refund · reopened\n.*\n上次的答复：今天已重新汇款，两个工作日到账。\n/,
    )
    await reads(ann, issue, '（小李 表示问题单 #1 没有解决：没有解决。）')
  })

  it('left no English in what the desk said', () => {
    // Words that are typed (types, priorities, states) stay as they are typed.
    const typed =
      /\b(open|accepted|resolved|reopened|closed|active|normal|high|low|urgent|auto|hana|lea|ann|support|mon|tue)\b/gi
    const commands =
      /![a-z]+|\b(TYPE|HANDLER|PRIORITY|LAST|QUESTION)\b|\[[A-Z]+\]|^(type|handler|priority)：.*$|“question”/gm
    for (const each of [ann, hana, li]) {
      const said = [...each.heard(issue), ...each.heard(chat), ...each.heard(queue), ...each.heard(theDesk)].join('\n')
      const rest = said
        .replace(commands, '')
        .replace(typed, '')
        .replace(/billing(\/refund)?|\d+[mhd]\b/g, '')
      assert.doesNotMatch(rest, /[a-z]{2,}/i)
    }
    assert.doesNotMatch(li.happened.map(({ stanza }) => stanza).join('\n'), /agents\.localhost|hana|邮政银行/i)
  })
})
