// Whatever strangers write is text in the console, wherever it is shown: words, names, pages, files, issues, notes.
import assert from 'node:assert/strict'
import type { Browser, Page } from 'playwright-core'
import { signIn } from '../harness/agent.ts'
import { startDesk, type TestDesk } from '../harness/desk.ts'
import { openBrowser } from './browser.ts'
import { atConsole, type Shown } from './console.ts'
import { corpus, hostileVisitor, nothingRan } from './hostile.ts'

describe('the console and hostile text', function () {
  this.timeout(60_000)
  let desk: TestDesk
  let browser: Browser
  let ann: Shown
  const ran: unknown[] = []

  before(async () => {
    ;[desk, browser] = await Promise.all([startDesk(), openBrowser()])
    ann = await atConsole(browser, desk, 'ann')
    await ann.page.exposeFunction('pwned', (which: unknown) => ran.push(which))
    ann.page.on('dialog', (dialog) => {
      ran.push(dialog.message())
      void dialog.dismiss()
    })
  })
  after(async () => {
    await browser?.close()
    await desk?.stop()
  })
  afterEach(() => assert.deepEqual(ran, []))

  it('shows a visitor’s words, name, page and files as text', async () => {
    const visitor = await hostileVisitor(desk, corpus[0], corpus[3])
    for (const words of corpus) await visitor.says(words)
    await visitor.saysFile(`https://evil.test/${encodeURIComponent(corpus[0])}.png`)
    await visitor.saysFile('javascript:pwned(11)')
    await ann.page.locator('[data-rings]').click()
    for (const words of corpus) await exactly(ann.page, words)
    await ann.page.locator('.pane h2', { hasText: corpus[0] }).waitFor()
    await ann.page.locator('.pane dd', { hasText: 'srcdoc' }).first().waitFor()
    await ann.picture('hostile')
    await nothingRan(ann.page)
    await visitor.leaves()
  })

  it('shows what colleagues and forms bring as text', async () => {
    const bob = await signIn(desk, 'bob')
    const { desk: address } = desk.config.domains
    await bob.says(`ann@${desk.config.domains.agents}`, corpus[4])
    const stock = await signIn(desk, 'ann')
    await stock.says(address, `issue billing auto high ${corpus[0]} ${corpus[2]}`)
    await stock.says(address, `canned evil ${corpus[1]}`)
    await ann.box.press('Alt+n')
    await ann.says(corpus[1])
    await ann.page.locator('.pane li.note', { hasText: corpus[1] }).waitFor()
    await ann.goes('#/people/bob')
    await exactly(ann.page, corpus[4])
    await ann.goes('#/issues/all')
    await ann.page.locator('.issue-rows .title', { hasText: corpus[0] }).waitFor()
    await ann.page.locator('.issue-rows a').first().click()
    await ann.page.locator('.question', { hasText: corpus[0] }).waitFor()
    await ann.goes(`#/rooms/${encodeURIComponent(corpus[2])}`)
    await ann.goes(`#/issues/${encodeURIComponent(corpus[2])}`)
    await nothingRan(ann.page)
    await bob.leaves()
    await stock.leaves()
  })
})

/** The line is there, letter for letter. */
async function exactly(page: Page, words: string): Promise<void> {
  await page.waitForFunction(
    (text) => [...document.querySelectorAll('main .bubble')].some((bubble) => bubble.textContent === text),
    words,
  )
}
