// From a mail back into the thread: the link, clicked in another browser.
import assert from 'node:assert/strict'
import type { Browser } from 'playwright-core'
import { openDatabase } from '../../component/store/database.ts'
import { signIn } from '../harness/agent.ts'
import { startDesk, type TestDesk } from '../harness/desk.ts'
import { openSmtp, type TestSmtp } from '../harness/smtp.ts'
import { until } from '../harness/until.ts'
import { openBrowser, type Shown, visit } from './browser.ts'

describe('the link in a mail, in a browser', function () {
  this.timeout(120_000)
  let desk: TestDesk
  let browser: Browser
  let smtp: TestSmtp

  before(async () => {
    smtp = await openSmtp()
    desk = await startDesk({ BELLHOP_SMTP_URL: smtp.url, BELLHOP_MAIL_FROM: 'Shop <help@shop.test>' })
    browser = await openBrowser()
  })
  after(async () => {
    await browser?.close()
    await desk?.stop()
    await smtp?.stop()
  })

  /** He has been away for long enough. */
  async function mailIsDue(): Promise<void> {
    const db = openDatabase(desk.config.database)
    await until(async () => (await db('mails').update({ due: new Date(0).toISOString() })) === 1, 'a mail to be due')
    await db.destroy()
  }
  const leaves = async (page: string): Promise<void> => {
    const context = await browser.newContext({ locale: 'en-GB' })
    const shop = await visit(context, page)
    await shop.open()
    await shop.says('Do you glaze in blue?')
    await shop.panel.locator('.system').filter({ hasText: 'Nobody is in' }).waitFor()
    await shop.says('li@example.org')
    await shop.panel.locator('.system').filter({ hasText: 'is noted' }).waitFor()
    await context.close()
  }
  const follows = async (link: string): Promise<Shown> => {
    const context = await browser.newContext({ locale: 'en-GB' })
    const shop = await visit(context, link)
    await shop.sees('Do you glaze in blue?')
    return shop
  }

  it('opens the chat with all that was said, and the next visit finds it as well', async () => {
    await leaves(`${desk.http}/#care`)
    const ann = await signIn(desk, 'ann')
    await ann.says('desk.localhost', 'claim 1')
    await ann.receives((message) => message.attrs.from.startsWith('chat-1@'))
    await ann.says('chat-1@desk.localhost', 'We do: three blues.')
    await ann.receives((message) => /goes to li@example\.org/.test(message.getChildText('body') ?? ''))
    await mailIsDue()
    const [mail] = await smtp.receives(1)
    const link = /http:\S+\/back\?t=\S+/.exec(mail?.text ?? '')?.[0] ?? ''
    const shop = await follows(link)
    await shop.sees('We do: three blues.')
    await shop.picture('back')
    // Nothing of the token is left for a bookmark, and the page is where he wrote from.
    assert.equal(shop.page.url(), `${desk.http}/#care`)
    assert.equal(await shop.launcher.getAttribute('aria-expanded'), 'true')
    await shop.says('Thank you!')
    await ann.reads('Thank you!')
    await shop.page.reload()
    await shop.sees('We do: three blues.')
    await shop.page.goto('about:blank')

    // A page of the desk itself, for a visitor whose page is nobody's that we know.
    const db = openDatabase(desk.config.database)
    await db('visitors').update({ page: null })
    await db.destroy()
    const bare = await follows(link)
    await bare.sees('Thank you!')
    await bare.picture('back-own-page')
    assert.equal(bare.page.url(), `${desk.http}/back/support`)
    await ann.leaves()
  })

  it('says so when it is no good', async () => {
    const page = await (await browser.newContext({ locale: 'zh-CN' })).newPage()
    const answer = await page.goto(`${desk.http}/back?t=x.y.z`)
    assert.equal(answer?.status(), 403)
    assert.match((await page.textContent('body')) ?? '', /此链接无效/)
    assert.equal(await page.locator('script').count(), 0)
  })
})
