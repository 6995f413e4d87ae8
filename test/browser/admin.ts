// The admin page as an admin uses it, for tests: signed in by a one-time link, with what he sees and does in it.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, BrowserContext, BrowserContextOptions, Locator, Page } from 'playwright-core'

export interface Shown {
  page: Page
  context: BrowserContext
  main: Locator
  /** Goes to a place of the page, such as `people/ann`, and waits until it is drawn. */
  goes(place: string): Promise<void>
  /** Presses a button or follows a link of this name in the section that is open, or in the dialog over it. */
  presses(name: string): Promise<void>
  /** Types into the field of this name. */
  types(name: string, text: string): Promise<void>
  /** Fills in fields of the dialog that is open, or about to be, a choice by what it says, and presses the button that
   * does it, or the one that is named. */
  answers(values?: Readonly<Record<string, string>>, button?: string): Promise<void>
  /** What stands below a field as wrong, once it does. */
  wrong(name: string): Promise<string>
  /** Waits for a toast with this text that was not waited for before. */
  told(text: string): Promise<void>
  /** What is shown this once. */
  secret(place?: number): Promise<string>
  picture(name: string): Promise<void>
}

const options: BrowserContextOptions = { locale: 'en-GB', viewport: { width: 1360, height: 820 } }
export const password = 'a password of Lea'

/** A browser of his own in which an admin has set his password by a link. */
export async function atAdmin(browser: Browser, link: string, name = 'Lea'): Promise<Shown> {
  const who = await atDoor(browser, link)
  for (const [field, text] of Object.entries({ name, password, again: password })) await who.types(field, text)
  await who.page.locator('button[type=submit]').click()
  await who.main.waitFor()
  return who
}

/** The page in a browser in which nobody is signed in. */
export async function atDoor(browser: Browser, url: string, more: BrowserContextOptions = {}): Promise<Shown> {
  const context = await browser.newContext({ ...options, ...more })
  const page = await context.newPage()
  await page.goto(url)
  return show(page, context)
}

/** The same admin in another browser: on a phone, or in the dark. */
export async function elsewhere(browser: Browser, who: Shown, more: BrowserContextOptions): Promise<Shown> {
  const context = await browser.newContext({ ...options, ...more })
  await context.addCookies(await who.context.cookies())
  const page = await context.newPage()
  await page.goto(who.page.url())
  const there = show(page, context)
  await there.main.waitFor()
  return there
}

/** All that was asked for is there, and every plot is drawn. */
export async function isDrawn(page: Page): Promise<void> {
  await page.waitForFunction(() => !document.querySelector('.loading, .chart > svg:not(.plot)'))
}

function show(page: Page, context: BrowserContext): Shown {
  const main = page.locator('#main')
  /** What can be used: a dialog keeps everything behind it away. */
  const within = async () => ((await page.locator('dialog[open]').count()) > 0 ? page.locator('dialog[open]') : main)
  return {
    ...{ page, context, main },
    async goes(place) {
      await page.evaluate((to) => {
        location.hash = `#/${to}`
      }, place)
      await page.locator(`#main[data-section="${place.split(/[/?]/)[0]}"]`).waitFor()
      await isDrawn(page)
    },
    async presses(name) {
      const place = await within()
      await place
        .getByRole('button', { name, exact: true })
        .or(place.getByRole('link', { name, exact: true }))
        .first()
        .click()
    },
    types: (name, text) => page.locator(`[name="${name}"]`).last().fill(text),
    async answers(values = {}, button) {
      const dialog = page.locator('dialog[open]')
      for (const [name, value] of Object.entries(values)) {
        const field = dialog.locator(`[name="${name}"]`)
        const isChoice = (await field.evaluate((each) => each.tagName)) === 'SELECT'
        await (isChoice ? field.selectOption({ label: value }) : field.fill(value))
      }
      const named = button && dialog.getByRole('button', { name: button, exact: true })
      await (named || dialog.locator('button[type=submit]')).click()
    },
    async wrong(name) {
      const told = page.locator(`[data-field="${name}"] .problem`)
      await told.waitFor()
      await page.locator(`[data-field="${name}"] [name="${name}"][aria-invalid=true]`).first().waitFor()
      return told.innerText()
    },
    async told(text) {
      const toast = page.locator('.toast:not([data-told])').filter({ hasText: text }).first()
      await toast.waitFor()
      await toast.evaluate((each) => each.setAttribute('data-told', ''))
    },
    secret: (place = 0) => page.locator('[data-secret]').nth(place).innerText(),
    async picture(name) {
      const folder = process.env.BELLHOP_ARTIFACTS ?? 'artifacts'
      mkdirSync(folder, { recursive: true })
      await page.screenshot({ path: join(folder, `admin-${name}.png`), animations: 'disabled' })
    },
  }
}
