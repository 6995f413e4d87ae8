// How the desk's sections of the admin page look, with hostile text wherever strangers can write: axe on each, wide and on a
// phone, light and dark; all of it stays text, and nothing is asked of other hosts.
import assert from 'node:assert/strict'
import type { BrowserContextOptions } from 'playwright-core'
import { until } from '../harness/until.ts'
import { atAdmin, elsewhere, type Shown } from './admin.ts'
import { wrongOn } from './axe.ts'
import { visit } from './browser.ts'
import { corpus, hostileVisitor, nothingRan } from './hostile.ts'
import { browserScene, command } from './stage.ts'

const phone: BrowserContextOptions = { viewport: { width: 390, height: 844 }, hasTouch: true }
const evil = corpus[0]

browserScene('the looks of the desk on the admin page', (stage) => {
  let zoe: Shown
  const ran: unknown[] = []
  const foreign: string[] = []
  const found: string[] = []

  before(async () => {
    zoe = await atAdmin(stage.browser, stage.desk.firstLink as string, 'Zoë')
    await watch(zoe)
    await fill()
  })

  async function watch({ page }: Shown): Promise<void> {
    await page.exposeFunction('pwned', (which: unknown) => ran.push(which))
    page.on('dialog', (dialog) => {
      ran.push(dialog.message())
      void dialog.dismiss()
    })
    page.on('request', (request) => {
      if (!request.url().startsWith(stage.desk.http) && !request.url().startsWith('data:')) foreign.push(request.url())
    })
  }

  /** One who means harm, and one who does not; what colleagues did with both. */
  async function fill(): Promise<void> {
    const { desk, ann } = stage
    const bad = await hostileVisitor(desk, evil, corpus[3])
    for (const words of corpus) await bad.says(words)
    await bad.saysFile(`https://evil.test/${encodeURIComponent(evil)}.png`)
    await bad.saysFile('javascript:pwned(11)')
    const chat = await stage.chatOf(corpus[2])
    for (const line of [`!note ${corpus[1]}`, '!issue billing hana urgent '])
      await ann.sends(command(chat, line.endsWith(' ') ? `${line}${evil} ${corpus[2]}` : line))
    await ann.says(desk.config.domains.desk, `canned evil ${corpus[1]}`)
    const shop = await visit(await stage.person(), desk.http)
    await shop.open()
    await shop.says('你好，我的青瓷杯子到的时候已经碎了。')
    const good = await stage.chatOf('你好，我的青瓷杯子到的时候已经碎了。')
    await ann.says(good, 'I am sorry! A new one leaves tomorrow.')
    await shop.sees('leaves tomorrow')
    await ann.sends(command(good, '!note second one this month, see the batch'))
    await until(async () => (await numbers()).length === 2, 'both conversations')
    await bad.leaves()
  }

  const numbers = async (): Promise<number[]> =>
    zoe.page.evaluate(async () => {
      const { items } = await (await fetch('/api/v1/conversations')).json()
      return items.map(({ id }: { id: number }) => id)
    })

  /** What is shown at each place before it is looked at. */
  const places: [hash: string, shows: string][] = [
    ['queues', '.list tbody tr'],
    ['queues/support/rules', '[name=capacity]'],
    ['queues/support/hours', '.hours'],
    ['queues/support/texts', '.chat-preview'],
    ['queues/support/questions', '.add button'],
    ['queues/support/people', '.members li'],
    ['canned', '.list tbody tr'],
    ['types', '.deadlines .span'],
    ['settings', '.hours'],
    ['conversations', '.list tbody tr'],
    ['conversations/1', '.said.note'],
    ['conversations/2', '.said.note'],
    ['conversations/claims', '.tabs'],
    ['visitors', '.list tbody tr'],
    ['visitors/1', '.list tbody tr'],
    ['issues', '.list tbody tr'],
    ['issues/1', '.history li'],
    ['embed', '.samples pre'],
  ]

  async function look(who: Shown, kind: string): Promise<void> {
    for (const [hash, shows] of places) {
      await who.goes(hash)
      await who.page.locator(shows).first().waitFor()
      if (hash.endsWith('/hours')) {
        await who.page.getByRole('radio').nth(1).check()
        await who.page.locator('.week li').first().waitFor()
      }
      if (hash.endsWith('/questions')) await who.page.locator('.add button').click()
      await who.page.locator('.loading').first().waitFor({ state: 'detached' })
      const name = `${hash.replaceAll('/', '-')}-${kind}`
      await who.picture(name)
      found.push(...(await wrongOn(who.page)).map((each) => `${name}: ${each}`))
      const wide = await who.page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
      if (wide > 0) found.push(`${name}: ${wide} px too wide`)
      if (hash !== 'embed') await nothingRan(who.page)
    }
  }

  it('shows what strangers and colleagues wrote letter for letter', async () => {
    const { page, goes } = zoe
    const has = (place: string, words: string) =>
      page.waitForFunction(
        ([selector, text]) => [...document.querySelectorAll(selector)].some((each) => each.textContent?.includes(text)),
        [place, words] as const,
      )
    await goes('conversations')
    await has('.list td', evil)
    await goes('conversations/1')
    for (const words of corpus) await has('.said.visitor .bubble', words)
    await has('.said.note .bubble', corpus[1])
    await has('.said.visitor .bubble', 'javascript:pwned(11)')
    await has('.head h1', evil)
    await goes('visitors/1')
    await has('.facts .page', corpus[3])
    await has('.facts .page', 'javascript:pwned(12)')
    await goes('issues/1')
    await has('.long', evil)
    await has('.scene .bubble', corpus[6])
    await goes('canned')
    await has('.list td', corpus[1])
    for (const hash of [
      `conversations/${encodeURIComponent(evil)}`,
      `queues/${encodeURIComponent(evil)}`,
      'issues/x',
    ]) {
      await goes(hash)
      await page.locator('.failed').waitFor()
    }
    await nothingRan(page)
  })

  it('is right on a desk and on a phone, light and dark', async function () {
    this.timeout(180_000)
    await look(zoe, 'desk')
    const dark = await elsewhere(stage.browser, zoe, { ...phone, colorScheme: 'dark', locale: 'zh-CN' })
    await watch(dark)
    await look(dark, 'phone')
    await dark.context.close()
    assert.deepEqual(found, [])
  })

  it('ran nothing, and asked nothing of anybody else', () => {
    assert.deepEqual(ran, [])
    assert.deepEqual(foreign, [])
  })
})
