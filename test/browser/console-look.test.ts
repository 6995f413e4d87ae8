// How the console looks and whether everybody can use it: axe on every screen, in light and dark, on a desk and on a phone.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { startDesk, type TestDesk } from '../harness/desk.ts'
import { wrongOn } from './axe.ts'
import { openBrowser, openProfile, type Shown as Shop, visit } from './browser.ts'
import { atConsole, type Shown } from './console.ts'

describe('the looks of the console', function () {
  this.timeout(90_000)
  let desk: TestDesk
  let browser: Browser
  let shop: Shop
  const found: string[] = []

  before(async () => {
    ;[desk, browser] = await Promise.all([startDesk(), openBrowser()])
    shop = await visit(await browser.newContext({ locale: 'en-GB' }), desk.http)
  })
  after(async () => {
    await browser?.close()
    await desk?.stop()
  })

  /** Takes a picture, and what axe finds wrong. */
  async function look(who: Shown, name: string): Promise<void> {
    await who.picture(name)
    found.push(...(await wrongOn(who.page)).map((each) => `${name}: ${each}`))
  }

  it('is right on every screen of a desk', async () => {
    const ann = await atConsole(browser, desk, 'ann')
    await look(ann, 'home')
    await shop.open()
    await shop.says('My mug came with a chip in its rim.')
    await ann.page.locator('[data-rings]').click()
    await ann.sees('a chip')
    await ann.says('I am sorry! A new one leaves tomorrow.')
    await shop.sees('A new one leaves')
    await ann.box.press('Alt+n')
    await ann.says('second chip this month, see the batch')
    await ann.page.locator('main .line.note').waitFor()
    await look(ann, 'desk')
    for (const [keys, name] of [
      ['Control+k', 'dialog-palette'],
      ['Alt+i', 'dialog-issue'],
      ['?', 'dialog-keys'],
    ] as const) {
      if (name === 'dialog-keys') await ann.page.locator('.log').first().focus()
      await ann.page.keyboard.press(keys)
      await ann.page.getByRole('dialog').waitFor()
      await look(ann, name)
      await ann.page.keyboard.press('Escape')
      await ann.page.getByRole('dialog').waitFor({ state: 'detached' })
    }
    await ann.page.getByRole('button', { name: 'Settings' }).click()
    await look(ann, 'dialog-settings')
    await ann.page.keyboard.press('Escape')
    await ann.goes('#/issues/all')
    await look(ann, 'issues-none')
    await ann.context.close()
  })

  it('is right in the dark and in Chinese, on a phone', async () => {
    const phone = {
      viewport: { width: 375, height: 740 },
      colorScheme: 'dark',
      locale: 'zh-CN',
      hasTouch: true,
    } as const
    const ann = await atConsole(browser, desk, 'ann', phone)
    await look(ann, 'phone-lists')
    await ann.page.locator('.row a[data-thread^="chat-1@"]').click()
    await ann.sees('a chip')
    await look(ann, 'phone-conversation')
    const wide = await ann.page.evaluate(() => document.documentElement.scrollWidth)
    assert.ok(wide <= 375, `${wide} px wide`)
    await ann.context.close()
    const dark = await atConsole(browser, desk, 'ann', { colorScheme: 'dark' })
    await dark.opens(1)
    await dark.sees('a chip')
    await look(dark, 'dark')
    await dark.context.close()
  })

  it('has nothing that axe finds wrong', () => {
    assert.deepEqual(found, [])
  })

  it('can be installed, and lets nothing in that is not its own', async () => {
    const page = await fetch(`${desk.http}/console/`)
    const policy = page.headers.get('content-security-policy') ?? ''
    assert.match(policy, /default-src 'none'; script-src 'self'; style-src 'self';/)
    assert.doesNotMatch(policy, /unsafe/)
    const manifest = await (await fetch(`${desk.http}/console/manifest.webmanifest`)).json()
    assert.equal(manifest.display, 'standalone')
    for (const { src, type } of manifest.icons) {
      const icon = await fetch(new URL(src, `${desk.http}/console/`))
      assert.equal(icon.status, 200, src)
      assert.equal(icon.headers.get('content-type'), type)
    }
    // Chromium's own opinion, in a window with a profile: others can't install anything.
    const profile = mkdtempSync(join(tmpdir(), 'bellhop-profile-'))
    const context = await openProfile(profile)
    try {
      const tab = await context.newPage()
      const devtools = await context.newCDPSession(tab)
      await tab.goto(`${desk.http}/console/`)
      const { errors, url } = await devtools.send('Page.getAppManifest')
      assert.deepEqual(errors, [])
      assert.equal(url, `${desk.http}/console/manifest.webmanifest`)
      assert.deepEqual((await devtools.send('Page.getInstallabilityErrors')).installabilityErrors, [])
    } finally {
      await context.close()
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 })
    }
  })
})
