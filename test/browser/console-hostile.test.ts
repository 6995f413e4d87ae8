// Whatever strangers write is text in the console, wherever it is shown: words, names, pages, files, issues, notes.
import assert from 'node:assert/strict'
import { client, xml } from '@xmpp/client'
import type { Browser, Page } from 'playwright-core'
import ws from 'ws'
import { signIn } from '../harness/agent.ts'
import { startDesk, type TestDesk } from '../harness/desk.ts'
import { openBrowser } from './browser.ts'
import { atConsole, type Shown } from './console.ts'

/** Each would say so if it ran. */
const corpus = [
  '<img src=x onerror="pwned(1)">',
  '<script>pwned(2)</script>',
  '<svg/onload=pwned(3)>',
  '"><iframe srcdoc="<script>parent.pwned(4)</script>">',
  "' onmouseover='pwned(5)' x='",
  '<a href="javascript:pwned(6)">me</a> javascript:pwned(6)',
  '<math><mtext></form><form><mglyph><style></math><img src onerror=pwned(7)>',
  `{{constructor.constructor("pwned(8)")()}} $\{pwned(8)} <%= pwned(8) %>`,
  '<style>*{display:none}</style>',
  '&lt;img src=x onerror=pwned(9)&gt;',
  '<b>\u202Egpj.exe\u0000'.replace('\u0000', ''),
  'https://a.test/"onmouseover="pwned(10)',
] as const

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

/** No element came to be that the console would not make, and no address that leads to a script. */
async function nothingRan(page: Page): Promise<void> {
  const found = await page.evaluate(() => {
    const strange = document.querySelectorAll(
      'body script:not([src]), iframe, object, embed, math, main form form, body style',
    )
    const addresses = [...document.querySelectorAll('[href], [src]')].flatMap((each) => [
      each.getAttribute('href') ?? '',
      each.getAttribute('src') ?? '',
    ])
    const events = [...document.querySelectorAll('#app *')].filter((each) =>
      each.getAttributeNames().some((name) => name.startsWith('on')),
    )
    return {
      strange: strange.length,
      events: events.length,
      scripts: addresses.filter((url) => /^\s*javascript:/i.test(url)),
    }
  })
  assert.deepEqual(found, { strange: 0, events: 0, scripts: [] })
}

/** A visitor with a client of his own making. */
async function hostileVisitor(desk: TestDesk, name: string, page: string) {
  const response = await fetch(`${desk.http}/widget/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ queue: 'support', name }),
  })
  const { jid, password, websocket, queue } = (await response.json()) as Record<string, string>
  ;(globalThis as { WebSocket?: unknown }).WebSocket ??= ws
  const [username = '', domain = ''] = (jid ?? '').split('@')
  const xmpp = client({ service: websocket ?? '', domain, username, password: password ?? '' })
  xmpp.on('error', () => undefined)
  await xmpp.start()
  await xmpp.send(xml('presence'))
  const where = { url: `javascript:pwned(12)//${page}`, title: page, referrer: `https://evil.test/${page}` }
  await xmpp.send(xml('presence', { to: queue ?? '' }, xml('page', { xmlns: 'urn:bellhop:0', ...where })))
  let count = 0
  const say = (body: string, ...more: ReturnType<typeof xml>[]) =>
    xmpp.send(xml('message', { to: queue ?? '', type: 'chat', id: `h-${++count}` }, xml('body', {}, body), ...more))
  return {
    says: (body: string) => say(body),
    saysFile: (url: string) => say(url, xml('x', { xmlns: 'jabber:x:oob' }, xml('url', {}, url))),
    leaves: () => xmpp.stop(),
  }
}
