// Takes the pictures of the console anew, of a real conversation and a real issue: `npx tsx docs/console-pictures.ts`.
// Needs what the tests need: chromium, and dist built.
import { mkdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { openBrowser, visit } from '../test/browser/browser.ts'
import { atConsole, type Shown } from '../test/browser/console.ts'
import { startDesk } from '../test/harness/desk.ts'

const folder = fileURLToPath(new URL('pictures/', import.meta.url))
const take = ({ page }: Shown, name: string) =>
  page.screenshot({ path: `${folder}${name}.png`, animations: 'disabled' })

/** What was said in passing is gone. */
const quiet = ({ page }: Shown) => page.waitForFunction(() => document.querySelector('.toast') === null)

mkdirSync(folder, { recursive: true })
const desk = await startDesk()
const browser = await openBrowser()
try {
  const viewport = { width: 1320, height: 760 }
  const ann = await atConsole(browser, desk, 'ann', { viewport })
  const hana = await atConsole(browser, desk, 'hana', { viewport })
  const shop = await visit(await browser.newContext({ locale: 'en-GB' }), desk.http)
  await shop.open()
  await shop.says('My harbour mug came with a chip in its rim.')
  await ann.page.locator('[data-rings]').click()
  await ann.says('I am sorry! A new one leaves tomorrow.')
  await shop.sees('A new one leaves')
  await shop.says('Thank you. And the refund for order 7?')
  await ann.sees('refund for order 7')
  await ann.box.press('Alt+n')
  await ann.says('second chip this month: ask the kiln about batch 12')
  await ann.page.locator('main .line.note').waitFor()
  await ann.box.press('Alt+n')

  await ann.page.keyboard.press('Alt+i')
  const form = ann.page.getByRole('dialog')
  await form.getByLabel('Question').fill('Order 7: the refund has not arrived.')
  await form.locator('.type-tree label', { hasText: 'refund' }).click()
  await form.locator('.priorities label', { hasText: 'high' }).click()
  await form.getByRole('button', { name: 'File the issue' }).click()
  await ann.page.locator('.pane [data-issue="1"]').waitFor()
  await quiet(ann)
  await ann.box.fill('I have asked; you will hear today')
  await take(ann, 'console')

  await hana.goes('#/issues/1/scene')
  await hana.page.locator('.scene .line').first().waitFor()
  await hana.page.getByRole('button', { name: 'Take up' }).click()
  await hana.page.locator('.standing', { hasText: 'taken up' }).waitFor()
  await hana.says('Which account was it paid from?')
  await hana.page.locator('main .line.own').waitFor()
  await quiet(hana)
  await take(hana, 'console-issue')
} finally {
  await browser.close()
  await desk.stop()
}
