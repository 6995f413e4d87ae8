// The console beside other clients: Profanity on the same account, and Converse.js in place of the console altogether.
import assert from 'node:assert/strict'
import { createReadStream, existsSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Browser } from 'playwright-core'
import { type DemoAgent, startDesk, type TestDesk } from '../harness/desk.ts'
import { login, startProfanity } from '../harness/profanity.ts'
import { openBrowser, visit } from './browser.ts'
import { atConsole } from './console.ts'

describe('the console beside other clients', function () {
  this.timeout(90_000)
  let desk: TestDesk
  let browser: Browser
  const agent = (name: string) => desk.agents.find(({ jid }) => jid.startsWith(`${name}@`)) as DemoAgent

  before(async () => {
    ;[desk, browser] = await Promise.all([startDesk(), openBrowser()])
  })
  after(async () => {
    await browser?.close()
    await desk?.stop()
  })

  it('stays in step with Profanity on the same account', async () => {
    const profanity = await startProfanity()
    try {
      const ann = await atConsole(browser, desk, 'ann')
      await login(profanity, { ...agent('ann'), port: desk.config.ports.c2s })
      const shop = await visit(await browser.newContext({ locale: 'en-GB' }), desk.http)
      await shop.open()
      await shop.says('Is the kiln hot?')
      await ann.page.locator('[data-rings]').click()
      await ann.sees('Is the kiln hot?')
      await profanity.waitFor(/chat-1/)
      await profanity.type('/msg chat-1@desk.localhost It is, from the terminal.')
      await ann.sees('It is, from the terminal.', '.own')
      await shop.sees('It is, from the terminal.')
      await ann.says('And from the browser.')
      await shop.sees('And from the browser.')
      await profanity.waitFor(/And from the browser\./)
      assert.equal((await ann.lines()).filter((line) => line === 'It is, from the terminal.').length, 1)
      await ann.leaves()
      // Not just cut off: until then she would be thought to be there.
      await profanity.type('/disconnect')
      await profanity.waitFor(/\[offline\]|logged out/)
    } finally {
      await profanity.stop()
    }
  })

  it('is not needed: an agent answers from Converse.js', async () => {
    const { server, url } = await serveConverse()
    const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1280, height: 800 } })
    try {
      const page = await context.newPage()
      const { jid, password } = agent('cem')
      await page.goto(url)
      await page.waitForFunction(() => (window as unknown as Windowed).converse !== undefined)
      await page.evaluate(start, { jid, password, websocket: desk.websocket })
      await page.waitForFunction(() => (window as unknown as Windowed).online === true, undefined, { timeout: 30_000 })
      const shop = await visit(await browser.newContext({ locale: 'en-GB' }), desk.http)
      await shop.open()
      await shop.says('Does this need your own client?')
      await page
        .locator('.open-chat', { hasText: 'Visitor' })
        .filter({ hasText: '1' })
        .first()
        .click({ timeout: 30_000 })
      await page.getByText('Does this need your own client?').first().waitFor()
      const box = page.locator('textarea.chat-textarea').first()
      await box.fill('No, this is Converse.')
      await box.press('Enter')
      await shop.sees('No, this is Converse.')
      await page.screenshot({ path: join(process.env.BELLHOP_ARTIFACTS ?? 'artifacts', 'converse.png') })
    } finally {
      await context.close()
      server.closeAllConnections()
      server.close()
    }
  })
})

interface Windowed {
  online?: boolean
  converse: {
    plugins: { add(name: string, plugin: unknown): void }
    initialize(settings: object): Promise<void>
  }
}

/** In the page: signs in. */
function start({ jid, password, websocket }: { jid: string; password: string; websocket: string }): void {
  const there = window as unknown as Windowed
  there.converse.plugins.add('play', {
    initialize(this: {
      _converse: {
        api: {
          listen: { on(name: string, then: () => void): void }
        }
      }
    }) {
      const { api } = this._converse
      api.listen.on('connected', () => {
        there.online = true
      })
    },
  })
  void there.converse.initialize({
    ...{ authentication: 'login', auto_login: true, jid, password, websocket_url: websocket, view_mode: 'fullscreen' },
    ...{
      discover_connection_methods: false,
      allow_non_roster_messaging: true,
      loglevel: 'warn',
      persistent_store: 'none',
    },
    whitelisted_plugins: ['play'],
    theme: 'classic',
  })
}

const dist = fileURLToPath(new URL('../../node_modules/converse.js/dist', import.meta.url))
const types: Record<string, string> = { '.js': 'text/javascript', '.css': 'text/css', '.json': 'application/json' }

/** Its files as the package has them, and a page that loads them. */
async function serveConverse(): Promise<{ server: Server; url: string }> {
  const page = `<!doctype html><meta charset="utf-8"><title>Converse</title>
    <link rel="stylesheet" href="/dist/converse.min.css"><script type="module" src="/dist/converse.min.js"></script>
    <body class="converse-fullscreen"><converse-root></converse-root>`
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://x').pathname
    const file = normalize(join(dist, path.replace(/^\/dist/, '')))
    if (path === '/') return void response.setHeader('content-type', 'text/html').end(page)
    if (!file.startsWith(dist) || !existsSync(file)) return void response.writeHead(404).end()
    response.setHeader('content-type', types[extname(file)] ?? 'application/octet-stream')
    createReadStream(file).pipe(response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { server, url: `http://localhost:${(server.address() as AddressInfo).port}/` }
}
