// Takes the pictures of the documents anew, of a real conversation on a real desk: `npx tsx docs/pictures.ts`.
// Needs what the tests need: chromium, profanity, tmux, and dist built.
import { mkdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Browser } from 'playwright-core'
import { openBrowser, type Shown, visit } from '../test/browser/browser.ts'
import { type DemoAgent, startDesk, type TestDesk } from '../test/harness/desk.ts'
import { login, type Profanity, startProfanity } from '../test/harness/profanity.ts'
import { startSlixmpp } from '../test/harness/slixmpp.ts'

const folder = fileURLToPath(new URL('pictures/', import.meta.url))

async function takePictures(): Promise<void> {
  mkdirSync(folder, { recursive: true })
  const desk = await startDesk()
  const ann = await startProfanity()
  const browser = await openBrowser()
  try {
    await login(ann, { ...(desk.agents[0] as DemoAgent), port: desk.config.ports.c2s })
    const shop = await converse(desk, browser, ann)
    await shop.page.screenshot({ path: `${folder}shop.png`, animations: 'disabled' })
    await ann.type('!help')
    await drawTerminal(browser, 'profanity', await ann.waitFor(/“!” for the visitor/))
    await issue(browser, desk, ann)
    await phone(browser, desk, ann)
  } finally {
    await browser.close()
    await ann.stop()
    await desk.stop()
  }
}

/** A visitor of the demo shop and Ann, each seeing every line before the next is said. */
async function converse(desk: TestDesk, browser: Browser, ann: Profanity): Promise<Shown> {
  const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1280, height: 780 } })
  const shop = await visit(context, desk.http)
  await shop.open()
  await shop.panel.locator('.mark.in').waitFor()
  const asks = async (text: string, inWindow = true) => {
    await shop.says(text)
    await shop.sees(text, 'stored')
    if (inWindow) await ann.waitFor(new RegExp(text.slice(0, 12)))
  }
  const answers = async (text: string) => {
    await ann.type(text)
    await shop.sees(text)
  }
  await asks('你好, is anybody there?', false)
  await ann.waitFor(/chat message: .*\(win 2\)/)
  await ann.type('/win 2')
  await ann.waitFor(/你好/)
  await answers('您好! Ann here.')
  await asks('My harbour mug came with a chip in its rim.')
  await answers('I am sorry! A new one leaves tomorrow.')
  await shop.panel.locator('.line[data-state=read]').last().waitFor()
  return shop
}

/** A terminal's screen as a picture: each cell in its place, names in the colours a terminal gives them. */
async function drawTerminal(browser: Browser, name: string, screen: string): Promise<void> {
  const rows = screen.split('\n')
  const used = rows.findLastIndex((row, index) => index < rows.length - 1 && row.trim() !== '')
  const shown = [...rows.slice(0, used + 2), rows.at(-1) ?? '', '▌']
  const page = await browser.newPage({ viewport: { width: 1200, height: 20 * shown.length + 40 } })
  await page.setContent(
    `<style>
      body { margin: 0; background: #16181d; color: #d8dbe2; padding: 20px; }
      pre { margin: 0; font: 16px/20px 'DejaVu Sans Mono', 'Noto Sans Mono CJK SC', monospace; }
      .bar { background: #2b4a6f; color: #fff; } .me { color: #7fd17f; } .them { color: #e8b15c; } .time { color: #7d8490; }
    </style><pre></pre>`,
  )
  await page.evaluate((lines) => {
    const pre = document.querySelector('pre') as HTMLElement
    lines.forEach((line, index) => {
      const row = document.createElement('div')
      const bar = index === 0 || index === lines.length - 2
      row.className = bar ? 'bar' : ''
      const match = bar ? null : /^(\d\d:\d\d:\d\d) (.+?: )(.*)$/.exec(line)
      const parts = match ? match.slice(1) : [line || ' ']
      for (const [place, text] of parts.entries()) {
        const span = document.createElement('span')
        span.textContent = place === 0 && match ? `${text} ` : text
        if (match) span.className = ['time', / me: $/.test(` ${parts[1]}`) ? 'me' : 'them', ''][place] ?? ''
        row.append(span)
      }
      pre.append(row)
    })
  }, shown)
  await page.screenshot({ path: `${folder}${name}.png` })
  await page.close()
}

/** An issue of the conversation, from its filing to its answer, in Ann’s window of it. */
async function issue(browser: Browser, desk: TestDesk, ann: Profanity): Promise<void> {
  const { jid, password } = desk.agents.find(({ name }) => name === 'Hana') as DemoAgent
  const hana = await startSlixmpp({ jid, password, port: desk.config.ports.c2s })
  try {
    const to = 'issue-1@desk.localhost'
    const says = (body: string) => hana.asks('message', { to, body })
    await ann.type('!issue delivery hana high A harbour mug came with a chip; can one leave tomorrow?')
    await hana.sees('message', ({ from }) => from === to, 'the issue')
    await says('!accept')
    await says('!ask Which glaze was it?')
    await ann.waitFor(/\[3\]/)
    await ann.type('/win 3')
    await ann.waitFor(/Which glaze/)
    await ann.type('The blue one.')
    await hana.sees('message', ({ body }) => body === 'Ann: The blue one.', 'the answer')
    await says('!resolve A blue one is packed and leaves tomorrow at ten.')
    // Once it is closed the window has lost its name.
    await drawTerminal(browser, 'issue', await ann.waitFor(/Nobody to tell: !close/))
    await ann.type('!tell Your new mug is packed, and leaves tomorrow at ten.')
    await ann.waitFor(/has got the answer/)
  } finally {
    await hana.leaves()
  }
}

/** Another visitor’s chat, in Chinese, on a phone in the dark. */
async function phone(browser: Browser, desk: TestDesk, ann: Profanity): Promise<void> {
  const context = await browser.newContext({
    ...{ locale: 'zh-CN', colorScheme: 'dark', hasTouch: true, isMobile: true },
    viewport: { width: 375, height: 667 },
  })
  const other = await visit(context, desk.http)
  await other.open()
  await other.panel.locator('.mark.in').waitFor()
  await other.says('请问，这个花瓶可以寄到挪威吗？')
  await ann.waitFor(/\[4\]/)
  await ann.type('/msg chat-2@desk.localhost 可以，大约五天。👍')
  await other.sees('可以，大约五天。👍')
  await other.panel.locator('.line[data-state=read]').waitFor()
  await other.page.screenshot({ path: `${folder}phone.png`, animations: 'disabled' })
}

await takePictures()
