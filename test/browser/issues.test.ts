// What a visitor in the widget sees of an issue: its answer, first when he returns or at once, and whether that solved it.
import assert from 'node:assert/strict'
import { signIn, type TestAgent } from '../harness/agent.ts'
import { until } from '../harness/until.ts'
import { type Shown, visit } from './browser.ts'
import { browserScene } from './stage.ts'

const phone = { viewport: { width: 375, height: 720 }, hasTouch: true, isMobile: true }

browserScene('an issue, seen from the widget', (stage) => {
  // A suite within, so that Hana leaves before the desk is stopped.
  describe('that Hana answers', () => {
    let hana: TestAgent
    before(async () => {
      hana = await signIn(stage.desk, 'hana')
    })
    after(() => hana?.leaves())

    /** The first message from there, past or future, whose words are like that. */
    const reads = (who: TestAgent, from: string, words: RegExp) =>
      who.receives(
        (message) => message.attrs.from.split('/')[0] === from && words.test(message.getChildText('body') ?? ''),
      )

    /** Ann has his question and has filed it for Hana, who has taken it up. Gives the issue's address. */
    async function filed(shop: Shown, question: string): Promise<string> {
      await shop.open()
      await shop.says(question)
      await shop.sees(question, 'stored')
      const chat = await stage.chatOf(question)
      await stage.ann.says(chat, 'I ask, and tell you.')
      await shop.sees('I ask, and tell you.')
      await stage.ann.says(chat, `!issue billing/refund hana high ${question}`)
      const card = await hana.receives((message) => message.getChild('issue')?.getChildText('content') === question)
      await hana.says(card.attrs.from, '!accept')
      await reads(stage.ann, card.attrs.from, /^\(Hana has taken up/)
      return card.attrs.from
    }
    /** No visitor is connected, as the desk knows it. */
    const nobodyThere = () =>
      stage.change(async ({ tx }) => (await tx('resources').where('jid', 'like', '%@visitors.%')).length === 0)
    async function answered(issue: string, answer: string): Promise<void> {
      await hana.says(issue, `!resolve ${answer}`)
      await reads(stage.ann, issue, /^Hana has answered issue/)
    }
    const asksWhether = (shop: Shown, question = 'Did that solve it?') =>
      shop.panel.getByText(question, { exact: true }).waitFor()

    it('the answer is the first thing he sees when he returns, with a badge', async () => {
      const context = await stage.person()
      const shop = await visit(context, stage.desk.http)
      const issue = await filed(shop, 'Where is the refund of order 7?')
      await shop.box.press('Escape')
      await shop.panel.waitFor({ state: 'hidden' })
      await shop.page.goto('about:blank')
      await answered(issue, 'Sent again today.')
      await until(nobodyThere, 'him to have gone')
      await stage.ann.says(issue, '!tell It was sent again today.')
      await reads(stage.ann, issue, / is away and reads it first on coming back to conversation #\d+\.$/)

      const back = await visit(context, stage.desk.http)
      await back.launcher.locator('.badge', { hasText: /^1$/ }).waitFor()
      await back.picture('issue-badge')
      await back.open()
      await back.sees('It was sent again today.')
      await asksWhether(back)
      await back.picture('issue-returned')
      await reads(stage.ann, issue, /has got the answer; issue #\d+ is closed\.\)$/)
      await back.panel.getByRole('button', { name: 'Yes, solved' }).click()
      await back.panel.locator('.after').waitFor({ state: 'detached' })
      assert.equal((await back.texts()).at(-1), 'It was sent again today.')
    })

    it('it comes at once while he is there, and “Not solved” opens the issue again', async () => {
      const shop = await visit(await stage.person(), stage.desk.http)
      const issue = await filed(shop, 'My card was charged twice')
      await answered(issue, 'One of them is refunded.')
      await stage.ann.says(issue, '!tell One of them is refunded.')
      await shop.sees('One of them is refunded.')
      await asksWhether(shop)
      await shop.panel.getByRole('button', { name: 'Not solved' }).click()
      await reads(
        hana,
        issue,
        /^\(.* says that issue #\d+ is not solved: .*\)\nIssue #\d+ · high · billing\/refund · reopened\n/,
      )
      await answered(issue, 'Now it is.')
      await stage.ann.says(issue, '!tell Now it is refunded.')
      await shop.sees('Now it is refunded.')
    })

    it('on a phone, in Chinese, what he types opens it again', async () => {
      const shop = await visit(await stage.person({ locale: 'zh-CN', ...phone }), stage.desk.http)
      const issue = await filed(shop, '订单 7 的退款在哪里？')
      await answered(issue, '今天已重新汇款。')
      await stage.ann.says(issue, '!tell 今天已重新汇款。')
      await shop.sees('今天已重新汇款。')
      await asksWhether(shop, '问题解决了吗？')
      await shop.picture('issue-phone-zh')
      const { width } = (await shop.panel.boundingBox()) ?? assert.fail('no panel')
      assert.equal(Math.round(width), 375)
      for (const button of await shop.panel.locator('.after button').all()) {
        const box = (await button.boundingBox()) ?? assert.fail('no button')
        assert.ok(box.height >= 36 && box.x >= 0 && box.x + box.width <= 375, JSON.stringify(box))
      }
      await shop.says('没有解决。')
      await reads(hana, issue, /is not solved: 没有解决。\)\n/)
      await shop.sees('没有解决。', 'stored')
      assert.equal(await shop.panel.locator('.after').count(), 0)
    })

    it('nothing of the issue itself is in what his browser got', async () => {
      const shop = await visit(await stage.person(), stage.desk.http)
      const frames: string[] = []
      shop.page.on('websocket', (socket) => socket.on('framereceived', ({ payload }) => frames.push(String(payload))))
      const issue = await filed(shop, 'Where is my parcel?')
      await hana.says(issue, 'he is a difficult customer')
      await reads(stage.ann, issue, /difficult customer/)
      await answered(issue, 'It was lost in Ostrava.')
      await stage.ann.says(issue, '!tell We send another.')
      await shop.sees('We send another.')
      await reads(hana, issue, /is closed\.\)$/)
      const all = frames.join('\n')
      assert.match(all, /We send another\./)
      assert.doesNotMatch(all, /issue|hana|agents\.localhost|difficult|Ostrava|billing/i)
    })
  })
})
