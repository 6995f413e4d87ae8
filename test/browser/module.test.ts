// The chat from a page's own code: bellhop.js, who the site says the visitor is, logging out, other queues; under a strict
// security policy, with nothing left lying about in the page.
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { SignJWT } from 'jose'
import { makeIdentityKey } from '../../component/desk/identity.ts'
import { openQueue } from '../../component/desk/staff.ts'
import { until } from '../harness/until.ts'
import { type Shown, visit } from './browser.ts'
import { type BrowserStage, browserScene } from './stage.ts'

const key = { id: 'shop-1', site: 'shop', secret: 'k'.repeat(43) }

/** What the site's server does. */
const sign = (sub: string, expires = '1h') =>
  new SignJWT({ name: sub })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(sub)
    .setJti(randomBytes(8).toString('hex'))
    .setIssuedAt()
    .setExpirationTime(expires)
    .sign(new TextEncoder().encode(key.secret))

const policyOf = ({ desk }: BrowserStage) =>
  [
    "default-src 'none'",
    `script-src ${desk.http}`,
    `connect-src ${desk.http} ${desk.websocket} ${desk.websocket.replace(/^ws/, 'http').replace(/ws$/, 'upload/')}`,
    `img-src blob: ${desk.websocket.replace(/^ws/, 'http').replace(/ws$/, 'upload/')}`,
    "style-src 'none'; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
  ].join('; ')

browserScene('the chat from a page’s own code', (stage) => {
  before(() => stage.change((turn) => makeIdentityKey(turn, key)))

  /** A page that puts the button up by code; everything the page hears is written down. */
  async function mounted(context = stage.person()): Promise<Shown & { heard(): Promise<string[]> }> {
    const site = await stage.shop('<h1>Shop</h1>')
    const page = await (await context).newPage()
    await page.goto(site)
    await page.evaluate(async (base) => {
      const chat = await import(`${base}/bellhop.js`)
      const heard: string[] = []
      Object.assign(document, { heard })
      const widget = chat.mount({ queue: 'support', lang: 'en', accent: 'seagreen' })
      for (const name of ['open', 'close', 'unread', 'message', 'identified', 'error'])
        widget.on(name, (detail: unknown) =>
          heard.push(`${name} ${detail instanceof Error ? detail.message : (JSON.stringify(detail) ?? '')}`.trim()),
        )
    }, stage.desk.http)
    const shown = await visit(await context, site, page)
    return { ...shown, heard: () => page.evaluate(() => (document as unknown as { heard: string[] }).heard) }
  }
  const call = ({ page }: Shown, name: string, ...values: unknown[]) =>
    page.evaluate(async ({ base, name, values }) => (await import(`${base}/bellhop.js`))[name](...values), {
      base: stage.desk.http,
      name,
      values,
    })
  const hears = (shop: { heard(): Promise<string[]> }, what: RegExp) =>
    until(async () => (await shop.heard()).some((each) => what.test(each)), String(what))

  it('mounts, opens, tells, closes, and goes', async () => {
    const shop = await mounted()
    await call(shop, 'open')
    await shop.panel.waitFor()
    await shop.says('from a module')
    await shop.sees('from a module', 'stored')
    const chat = await stage.chatOf('from a module')
    await call(shop, 'close')
    await shop.panel.waitFor({ state: 'hidden' })
    await stage.ann.says(chat, 'answer <b>')
    await hears(shop, /^unread 1$/)
    assert.deepEqual(await shop.heard(), [
      'open null',
      'close null',
      'unread 1',
      'message {"body":"answer <b>","name":"Ann"}',
    ])
    await shop.page.evaluate(async (base) => {
      const { mount } = await import(`${base}/bellhop.js`)
      mount().unmount()
    }, stage.desk.http)
    assert.equal(await shop.page.locator('[data-bellhop]').count(), 0)
  })

  it('one verified visitor has one thread in two browsers', async () => {
    const [one, two] = [await mounted(), await mounted()]
    await call(one, 'identify', await sign('Wei'))
    await one.open()
    await hears(one, /^identified/)
    await one.says('from my desk')
    await one.sees('from my desk', 'stored')
    const chat = await stage.chatOf('from my desk')
    await call(two, 'identify', await sign('Wei'))
    await two.open()
    await two.sees('from my desk')
    await stage.ann.says(chat, 'to both of you')
    for (const each of [one, two]) await each.sees('to both of you')
    await two.says('from my phone')
    await one.sees('from my phone', 'stored')
  })

  it('logging in keeps the thread that was begun, logging out leaves nothing in any tab', async () => {
    const context = await stage.person()
    const shop = await mounted(Promise.resolve(context))
    await shop.open()
    await shop.says('not logged in yet')
    await shop.sees('not logged in yet', 'stored')
    const identity = await sign('Xia')
    await call(shop, 'identify', identity)
    await hears(shop, /^identified/)
    await shop.sees('not logged in yet')
    await shop.says('now I am')
    await shop.sees('now I am', 'stored')
    await shop.box.fill('half a sen')
    const tab = await context.newPage()
    await tab.goto(shop.page.url())
    await tab.evaluate(async (base) => (await import(`${base}/bellhop.js`)).mount(), stage.desk.http)
    const other = await visit(context, tab.url(), tab)
    await other.open()
    await other.sees('now I am')
    await call(shop, 'logout')
    await shop.panel.waitFor({ state: 'detached' })
    await other.panel.waitFor({ state: 'detached' })
    const left = () =>
      shop.page.evaluate(async () => [
        ...Object.keys(localStorage),
        ...Object.keys(sessionStorage),
        ...(await indexedDB.databases()).map(({ name }) => name),
      ])
    await until(async () => (await left()).length === 0, 'an empty browser')
    await shop.open()
    await shop.panel.locator('.greeting').waitFor()
    await shop.says('who am I?')
    await shop.sees('who am I?', 'stored')
    assert.deepEqual(await shop.texts(), ['who am I?'])
    // The old page's identity was for the browser that this was before.
    await call(shop, 'identify', identity)
    await hears(shop, /^error .*another browser/)
    await shop.sees('who am I?')
  })

  it('another verified visitor in the same browser sees nothing of the one before', async () => {
    const context = await stage.person()
    const shop = await mounted(Promise.resolve(context))
    await call(shop, 'identify', await sign('Anna'))
    await shop.open()
    await shop.says('secret of Anna')
    await shop.sees('secret of Anna', 'stored')
    await shop.box.fill('draft of Anna')
    await call(shop, 'identify', await sign('Berta'))
    await shop.panel.locator('.greeting').waitFor()
    assert.equal(await shop.box.inputValue(), '')
    await shop.says('hello, Berta here')
    await shop.sees('hello, Berta here', 'stored')
    assert.deepEqual(await shop.texts(), ['hello, Berta here'])
    assert.notEqual(await stage.chatOf('secret of Anna'), await stage.chatOf('hello, Berta here'))
    // What can't be proved is not taken for whoever is here.
    await call(shop, 'identify', `${await sign('Anna')}x`)
    await hears(shop, /^error/)
    await shop.panel.getByText('not signed with a key of this desk').waitFor()
  })

  it('goes on with another queue, and comes back', async () => {
    await stage.change((turn) => openQueue(turn, { name: 'billing', title: 'Billing' }))
    const shop = await mounted()
    await shop.open()
    await shop.says('for support')
    await shop.sees('for support', 'stored')
    await call(shop, 'setQueue', 'billing')
    await shop.panel.locator('.greeting').waitFor()
    await shop.says('for billing')
    await shop.sees('for billing', 'stored')
    await call(shop, 'setQueue', 'support')
    await shop.sees('for support')
  })

  it('keeps to a strict security policy with trusted types, and leaves no global behind', async () => {
    const tag = `<script async src="${stage.desk.http}/widget.js"></script>`
    const context = await stage.person()
    const page = await context.newPage()
    const trouble: string[] = []
    page.on('console', (message) => {
      if (/error|warning/.test(message.type())) trouble.push(message.text())
    })
    page.on('pageerror', (error) => trouble.push(error.message))
    const shop = await visit(context, await stage.shop(tag, policyOf(stage)), page)
    await shop.open()
    await shop.says('strictly')
    await shop.sees('strictly', 'stored')
    await shop.panel.locator('input[type=file]').setInputFiles({
      ...{ name: 'note.txt', mimeType: 'text/plain', buffer: Buffer.from('a note') },
    })
    await shop.panel.getByText('Ready to send').waitFor()
    await shop.panel.locator('.send').click()
    await shop.panel.locator('.document').waitFor()
    await shop.panel.getByRole('button', { name: 'More' }).click()
    await shop.panel.getByRole('menu').waitFor()
    assert.deepEqual(trouble, [])
    const clean = await context.newPage()
    const globals = (each: typeof page) => each.evaluate(() => Object.getOwnPropertyNames(window).sort())
    await clean.goto(await stage.shop(''))
    assert.deepEqual(await globals(page), await globals(clean))
  })

  it('is shown to an admin in a frame of his page, and in nobody else’s', async () => {
    const page = await (await stage.person()).newPage()
    const trouble: string[] = []
    page.on('console', (message) => {
      const isIcon = message.location().url.endsWith('/favicon.ico')
      if (/error|warning/.test(message.type()) && !isIcon) trouble.push(message.text())
    })
    const frame = async (site: string) => {
      await page.goto(site)
      await page.evaluate((base) => {
        const shown = document.createElement('iframe')
        Object.assign(shown, { src: `${base}/admin/preview?queue=support&title=Ask%20us&theme=dark` })
        shown.style.cssText = 'position: fixed; inset: 0; width: 100%; height: 100%; z-index: 9'
        document.body.append(shown)
      }, stage.desk.http)
      return page.frameLocator('iframe')
    }
    const own = await frame(`${stage.desk.http}/healthz`)
    await own.locator('.launcher').click()
    await own.locator('.panel').getByText('Ask us').first().waitFor()
    await own.locator('.composer textarea').fill('from the preview')
    await own.locator('.composer textarea').press('Enter')
    await own.locator('.line:is([data-state=stored], [data-state=delivered])').waitFor()
    assert.equal(trouble.join('\n'), '')
    await frame(await stage.shop('<h1>Shop</h1>'))
    await until(() => trouble.some((line) => line.includes('frame-ancestors')), 'the refusal')
  })
})
