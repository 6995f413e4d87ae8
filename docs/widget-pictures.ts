// Takes the pictures of docs/visitor-widget.md anew, of a real chat on a real desk: `npx tsx docs/widget-pictures.ts`.
// Needs what the tests need: chromium, and dist built.
import { fileURLToPath } from 'node:url'
import { xml } from '@xmpp/client'
import type { Browser, BrowserContextOptions } from 'playwright-core'
import { setAskedFields } from '../component/desk/prechat.ts'
import { openDatabase } from '../component/store/database.ts'
import { openTurns } from '../component/store/turns.ts'
import { openBrowser, type Shown, visit } from '../test/browser/browser.ts'
import { signIn, type TestAgent } from '../test/harness/agent.ts'
import { startDesk, type TestDesk } from '../test/harness/desk.ts'

const folder = fileURLToPath(new URL('pictures/', import.meta.url))

interface Studio {
  desk: TestDesk
  browser: Browser
  ann: TestAgent
}

async function takePictures(): Promise<void> {
  const desk = await startDesk()
  const browser = await openBrowser()
  const ann = await signIn(desk, 'ann')
  try {
    const studio = { desk, browser, ann }
    await asked(studio)
    await conversation(studio)
    await inArabic(studio)
    await inChinese(studio)
  } finally {
    await browser.close()
    await ann.leaves()
    await desk.stop()
  }
}

async function shopper({ desk, browser }: Studio, options: BrowserContextOptions): Promise<Shown> {
  const viewport = { width: 1000, height: 790 }
  const shop = await visit(await browser.newContext({ locale: 'en-GB', viewport, ...options }), desk.http)
  await shop.open()
  await shop.panel.locator('.mark.in').waitFor()
  return shop
}

/** The chat alone, with a little of the page around it. */
async function keep({ page, panel }: Shown, name: string): Promise<void> {
  const box = await panel.boundingBox()
  if (!box) throw new Error(`nothing to be seen for ${name}`)
  const [x, y] = [Math.max(0, box.x - 16), Math.max(0, box.y - 16)]
  const clip = { x, y, width: Math.min(box.width + 32, 1000), height: box.height + 32 }
  await page.screenshot({ path: `${folder}widget-${name}.png`, animations: 'disabled', clip })
}

/** What Ann has as soon as a visitor has said this. */
const chatOf = async ({ ann }: Studio, text: string): Promise<string> =>
  (await ann.reads(text)).attrs.from.split('/')[0]

async function asked(studio: Studio): Promise<void> {
  const database = openDatabase(studio.desk.config.database)
  const { run } = openTurns(database, { random: Math.random, clock: () => new Date(), posted: () => undefined })
  await run((turn) =>
    setAskedFields(turn, 'support', [
      { name: 'email', type: 'email', required: true, label: { en: 'E-mail address' } },
      { name: 'topic', type: 'choice', required: false, label: { en: 'What is it about?' }, choices: ['An order'] },
    ]),
  )
  const shop = await shopper(studio, {})
  await shop.panel.getByLabel('E-mail address').fill('li@example.org')
  await shop.box.fill('My harbour mug came with a chip.')
  await keep(shop, 'asked')
  await run((turn) => setAskedFields(turn, 'support', []))
  await database.destroy()
}

/** Files, then the rating. */
async function conversation(studio: Studio): Promise<void> {
  const shop = await shopper(studio, {})
  await shop.says('My harbour mug came with a chip in its rim.')
  const chat = await chatOf(studio, 'My harbour mug came with a chip in its rim.')
  await studio.ann.says(chat, 'I am sorry! Could you send a picture of it?')
  await shop.sees('Could you send a picture')
  const mug = await shop.page.locator('.goods svg').first().screenshot({ animations: 'disabled' })
  await shop.panel.locator('input[type=file]').setInputFiles([
    { name: 'mug.png', mimeType: 'image/png', buffer: mug },
    { name: 'invoice.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7') },
  ])
  await shop.panel.getByText('Ready to send').nth(1).waitFor()
  await shop.box.fill('Here it is, with the invoice')
  await keep(shop, 'files')
  await shop.box.press('Enter')
  await shop.panel.locator('.picture img').waitFor()
  await shop.panel.locator('.line:not([data-state=sending]) .document').waitFor()
  await studio.ann.says(chat, 'Thank you. A new one leaves tomorrow.')
  await shop.sees('A new one leaves tomorrow')
  await keep(shop, 'conversation')
  await studio.ann.sends(xml('message', { to: chat, type: 'chat' }, xml('body', {}, '!close')))
  await shop.panel.getByLabel('5 stars').check()
  await shop.panel.getByRole('button', { name: 'Send rating' }).waitFor()
  await shop.page.mouse.move(0, 0)
  await keep(shop, 'rating')
}

async function inArabic(studio: Studio): Promise<void> {
  const shop = await shopper(studio, { locale: 'ar', colorScheme: 'dark' })
  const question = 'مرحبًا، هل يتوفر الإبريق الأزرق؟'
  await shop.says(question)
  await studio.ann.says(await chatOf(studio, question), 'نعم، وبثلاثة ألوان.')
  await shop.sees('ثلاثة ألوان')
  await keep(shop, 'ar')
}

async function inChinese(studio: Studio): Promise<void> {
  const phone = { viewport: { width: 375, height: 667 }, hasTouch: true, isMobile: true }
  const shop = await shopper(studio, { locale: 'zh-CN', ...phone })
  await shop.panel.getByRole('button', { name: '更多' }).click()
  await shop.panel.getByRole('menu').waitFor()
  await shop.page.screenshot({ path: `${folder}widget-zh.png`, animations: 'disabled' })
}

await takePictures()
