// Debian's chromium for plays, the widget on the demo page as a visitor uses it, and pictures of it.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { type Browser, type BrowserContext, chromium, type Locator, type Page } from 'playwright-core'

const switches =
  '--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync'

const launch = {
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--headless', ...switches.split(' ')],
}

/** `more` are switches for this one. */
export function openBrowser(more: readonly string[] = []): Promise<Browser> {
  return chromium.launch({ ...launch, args: [...launch.args, ...more] })
}

/** One with a profile on the disk, as people have it. */
export function openProfile(folder: string): Promise<BrowserContext> {
  return chromium.launchPersistentContext(folder, { ...launch, locale: 'en-GB' })
}

export interface Shown {
  page: Page
  launcher: Locator
  panel: Locator
  box: Locator
  /** The bubbles, oldest first. */
  texts(): Promise<string[]>
  /** Opens the chat and waits until the history is there. */
  open(): Promise<void>
  says(text: string): Promise<void>
  /** Waits for a line with this text, in this state if it is an own one. */
  sees(text: string, state?: 'sending' | 'stored' | 'read' | 'failed'): Promise<void>
  picture(name: string): Promise<void>
}

/** Stored is also what has come further. */
const selectors = {
  sending: '.line[data-state=sending]',
  failed: '.line[data-state=failed]',
  stored: '.line:is([data-state=stored], [data-state=delivered], [data-state=read])',
  read: '.line[data-state=read]',
}

/** A new tab on a page with the widget; one that is there already stays where it is. */
export async function visit(context: BrowserContext, url: string, there?: Page): Promise<Shown> {
  const page = there ?? (await context.newPage())
  if (page.url() !== url) await page.goto(url)
  const root = page.locator('[data-bellhop]')
  const panel = root.locator('.panel')
  const launcher = root.locator('.launcher')
  const box = panel.locator('.composer textarea')
  const shown: Shown = {
    ...{ page, launcher, panel, box },
    texts: () => panel.locator('.line .bubble').allInnerTexts(),
    async open() {
      await launcher.click()
      await panel.waitFor()
    },
    async says(text) {
      await box.fill(text)
      await box.press('Enter')
    },
    async sees(text, state) {
      const line = panel.locator(state ? selectors[state] : '.line').filter({ hasText: text })
      await line.first().waitFor({ timeout: 30_000 })
    },
    async picture(name) {
      const folder = process.env.BELLHOP_ARTIFACTS ?? 'artifacts'
      mkdirSync(folder, { recursive: true })
      // A picture of movement says nothing.
      await page.screenshot({ path: join(folder, `widget-${name}.png`), animations: 'disabled' })
    },
  }
  await launcher.waitFor()
  return shown
}
