// The console as agents and handlers use it, for tests: signed in, with what they see and do in it.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, BrowserContext, BrowserContextOptions, Locator, Page } from 'playwright-core'
import type { DemoAgent, TestDesk } from '../harness/desk.ts'
import { until } from '../harness/until.ts'

export interface Shown {
  page: Page
  context: BrowserContext
  box: Locator
  /** The lines on the screen, oldest first. */
  lines(): Promise<string[]>
  /** Goes to a conversation by its number. */
  opens(number: number): Promise<void>
  /** Writes it into the box and sends it. */
  says(text: string): Promise<void>
  /** Waits for a line with this text, of this kind if it is given. */
  sees(text: string, kind?: string): Promise<Locator>
  /** Points at a line and presses the button that is there then; again when the line has moved away meanwhile. */
  does(line: Locator, button: string): Promise<void>
  /** Goes to a place of the console. */
  goes(hash: string): Promise<void>
  picture(name: string): Promise<void>
  /** Signs out, and closes the browser. */
  leaves(): Promise<void>
}

const options: BrowserContextOptions = { locale: 'en-GB', viewport: { width: 1360, height: 820 } }

/** A browser of his own in which this person has signed in. */
export async function atConsole(browser: Browser, desk: TestDesk, name: string, more: BrowserContextOptions = {}) {
  const context = await browser.newContext({ ...options, ...more })
  const page = await context.newPage()
  await page.goto(`${desk.http}/console/`)
  await signInAs(page, desk, name)
  return show(page, context)
}

/** Fills in the first screen and waits until the lists are there. */
export async function signInAs(page: Page, desk: TestDesk, name: string): Promise<void> {
  const { jid, password } = desk.agents.find(({ jid: each }) => each.startsWith(`${name}@`)) as DemoAgent
  await page.locator('[name=address]').fill(jid)
  await page.locator('[name=password]').fill(password)
  await page.locator('button[type=submit]').click()
  await isReady(page)
}

export async function isReady(page: Page): Promise<void> {
  await page.locator('[data-link=online][data-ready=true]').waitFor({ state: 'attached', timeout: 20_000 })
}

export function show(page: Page, context: BrowserContext): Shown {
  const box = page.locator('.composer textarea')
  const goes = async (hash: string) => {
    await page.evaluate((to) => {
      location.hash = to
    }, hash)
  }
  return {
    ...{ page, context, box, goes },
    // Not what is rendered: the browser skips lines that are out of sight.
    lines: () => page.locator('main .line:not(.event) .bubble').allTextContents(),
    async opens(number) {
      await goes(`#/chats/${number}`)
      await page.locator(`main[data-thread^="chat-${number}@"]`).waitFor()
    },
    async says(text) {
      await box.fill(text)
      await box.press('Enter')
    },
    async sees(text, kind = '') {
      const line = page.locator(`main .line${kind}`).filter({ hasText: text }).first()
      await line.waitFor({ timeout: 15_000 })
      return line
    },
    does: (line, button) =>
      until(async () => {
        await line.hover()
        const click = line.getByRole('button', { name: button, exact: true }).click({ timeout: 2_000 })
        return click.then(
          () => true,
          () => false,
        )
      }, `${button} to be pressed`),
    async picture(name) {
      const folder = process.env.BELLHOP_ARTIFACTS ?? 'artifacts'
      mkdirSync(folder, { recursive: true })
      await page.screenshot({ path: join(folder, `console-${name}.png`), animations: 'disabled' })
    },
    async leaves() {
      await goes('#/')
      await page.locator('.me .tool').last().click()
      await page.locator('.settings button.bad').click()
      await page.locator('[name=password]').waitFor()
      await context.close()
    },
  }
}
