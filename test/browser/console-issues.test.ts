// An issue from an agent's console to a handler's and back to the visitor: two agents and a handler, each in a browser of their own.
import assert from 'node:assert/strict'
import type { Browser } from 'playwright-core'
import { openDatabase } from '../../component/store/database.ts'
import { startDesk, type TestDesk } from '../harness/desk.ts'
import { openBrowser, type Shown as Shop, visit } from './browser.ts'
import { atConsole, type Shown } from './console.ts'

describe('issues in the console', function () {
  this.timeout(60_000)
  let desk: TestDesk
  let browser: Browser
  let [ann, bob, hana]: Shown[] = []
  let shop: Shop
  const at = (who: Shown | undefined): Shown => who ?? assert.fail()

  before(async () => {
    ;[desk, browser] = await Promise.all([startDesk(), openBrowser()])
    ann = await atConsole(browser, desk, 'ann')
    hana = await atConsole(browser, desk, 'hana')
    for (const who of [ann, hana]) await listen(who)
    shop = await visit(await browser.newContext({ locale: 'en-GB' }), desk.http)
  })
  after(async () => {
    await browser?.close()
    await desk?.stop()
  })

  /** What each console has sent since then. */
  const frames = new Map<Shown, string[]>()
  const listen = async (who: Shown) => {
    const all: string[] = []
    frames.set(who, all)
    const devtools = await who.context.newCDPSession(who.page)
    await devtools.send('Network.enable')
    devtools.on('Network.webSocketFrameSent', ({ response }) => all.push(response.payloadData))
  }
  const sent = (who: Shown, pattern: RegExp): number =>
    (frames.get(who) ?? []).filter((frame) => pattern.test(frame)).length

  it('is filed out of a conversation, with the tree of types, and the handler has it at once', async () => {
    await shop.open()
    await shop.says('I was charged twice for order 77')
    await at(ann).page.locator('[data-rings]').click()
    await at(ann).sees('charged twice')
    await at(ann).says('I shall find out.')
    await at(ann).page.getByRole('button', { name: 'Issue', exact: true }).click()
    const form = at(ann).page.getByRole('dialog')
    await form.getByLabel('Question').fill('Charged twice for order 77')
    await form.locator('.type-tree label', { hasText: 'refund' }).click()
    await form.locator('.priorities label', { hasText: 'high' }).click()
    await at(ann).picture('issue-form')
    await form.getByRole('button', { name: 'File the issue' }).dblclick()
    await form.waitFor({ state: 'detached' })
    await at(ann).page.locator('.pane [data-issue="1"]').waitFor()
    assert.equal(sent(at(ann), /node="issue" action="complete"/), 1)
    const row = at(hana).page.locator('.sidebar [data-issue="1"]', { hasText: 'Charged twice' })
    await row.locator('.age').waitFor()
    assert.deepEqual(await at(hana).page.locator('.figures dt').allInnerTexts(), ['issues filed', 'issues answered'])
    assert.match(await row.locator('.age').innerText(), /to be taken up in/)
    await row.locator('.age.soon').waitFor()
    await at(hana).picture('handler-list')
    await row.locator('a').click()
  })

  it('is late in words and in red when nobody takes it up', async () => {
    const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString()
    const db = openDatabase(desk.config.database)
    await db('issue_clocks')
      .where({ issue: 1 })
      .update({ due: ago(130), remind_at: ago(1) })
    await db.destroy()
    for (const place of ['.sidebar [data-issue="1"]', '.standing']) {
      const late = at(hana).page.locator(`${place} .age.late`)
      await late.waitFor()
      assert.match(await late.innerText(), /^not taken up for 2 hrs?$/)
      assert.equal(await late.evaluate((age) => getComputedStyle(age).color), 'rgb(179, 38, 30)')
    }
    await at(hana).picture('late')
  })

  it('shows the handler the scene, which a link restores', async () => {
    const who = at(hana)
    await who.page.getByRole('button', { name: 'Show the scene' }).click()
    await who.page.locator('.scene .line.visitor', { hasText: 'charged twice' }).waitFor()
    assert.match(who.page.url(), /\/console\/#\/issues\/1\/scene$/)
    await shop.says('and this was said later')
    await at(ann).sees('and this was said later')
    await who.page.reload()
    await who.page.locator('.scene .line.colleague', { hasText: 'I shall find out.' }).waitFor()
    assert.equal(await who.page.locator('.scene .line', { hasText: 'said later' }).count(), 0)
    await who.picture('issue')
  })

  it('is taken up, asked about, answered, and carried back to the visitor', async () => {
    const [agent, handler] = [at(ann), at(hana)]
    await handler.page.getByRole('button', { name: 'Take up' }).dblclick()
    await handler.page.locator('.standing .chip.accepted').waitFor()
    assert.equal(sent(handler, /node="accept"/), 1)
    await handler.page.getByRole('button', { name: 'Ask the agent' }).click()
    const asks = handler.page.getByRole('dialog')
    await asks.locator('textarea').fill('Which card?')
    await asks.getByRole('button', { name: 'Do it' }).click()
    await handler.page.locator('.standing', { hasText: 'waits for the agent' }).waitFor()
    await agent.goes('#/issues/1')
    await agent.sees('Which card?', '.colleague')
    await agent.says('The blue one')
    await agent.sees('The blue one', '.own')
    await handler.sees('The blue one', '.colleague')
    await handler.page.getByRole('button', { name: 'Answer', exact: true }).click()
    await handler.page.getByRole('dialog').locator('textarea').fill('One charge is on its way back.')
    await handler.page.getByRole('dialog').getByRole('button', { name: 'Do it' }).click()
    await agent.page.locator('.question .answer', { hasText: 'on its way back' }).waitFor()
    await agent.picture('issue-answered')
    await agent.page.getByRole('button', { name: 'Tell the visitor' }).click()
    await agent.page.getByRole('dialog').getByRole('button', { name: 'Do it' }).click()
    await shop.sees('One charge is on its way back.')
  })

  it('finds what was solved before, while a like question is typed', async () => {
    bob = await atConsole(browser, desk, 'bob')
    await bob.page.keyboard.press('Alt+i')
    const form = bob.page.getByRole('dialog')
    await form.getByLabel('Question').pressSequentially('customer charged twice for an order')
    await form.locator('.similar a', { hasText: 'on its way back' }).waitFor()
    await bob.picture('similar')
    await bob.page.keyboard.press('Escape')
  })

  it('lists by what waits, and finds by words', async () => {
    const who = at(bob)
    await who.goes('#/issues/all')
    await who.page.locator('.issue-rows [data-issue="1"]').waitFor()
    await who.goes('#/issues/overdue')
    await who.page.getByText('No issues.').last().waitFor()
    await who.page.getByRole('searchbox').fill('charged')
    await who.page.getByRole('searchbox').press('Enter')
    await who.page.locator('.issue-rows [data-issue="1"]').click()
    await who.page.locator('main[data-issue="1"]').waitFor()
    await who.page.goBack()
    await who.page.locator('.issue-rows [data-issue="1"]').waitFor()
    assert.equal(await who.page.getByRole('searchbox').inputValue(), 'charged')
    await who.picture('issues')
  })
})
