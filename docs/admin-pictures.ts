// Takes the pictures of the admin page anew, of a real desk with a morning's work and a month behind it:
// `npx tsx docs/admin-pictures.ts`. Needs what the tests need: chromium, and dist built.
import { mkdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Browser } from 'playwright-core'
import { openDatabase } from '../component/store/database.ts'
import { atAdmin, elsewhere, isDrawn, type Shown } from '../test/browser/admin.ts'
import { openBrowser } from '../test/browser/browser.ts'
import { livePast } from '../test/browser/past.ts'
import { command } from '../test/browser/stage.ts'
import { startVisitor } from '../test/clients/visitor.ts'
import { signIn, type TestAgent } from '../test/harness/agent.ts'
import { startDesk, type TestDesk } from '../test/harness/desk.ts'
import { until } from '../test/harness/until.ts'

const folder = fileURLToPath(new URL('pictures/', import.meta.url))

async function takePictures(): Promise<void> {
  mkdirSync(folder, { recursive: true })
  const [desk, browser] = await Promise.all([startDesk(), openBrowser()])
  try {
    await makeDesk(desk)
    const day = await work(desk)
    const lea = await atAdmin(browser, desk.firstLink as string)
    await pictures(lea)
    await phone(browser, lea)
    await day.goesOn()
    await embed(lea)
    await day.ends()
  } finally {
    await browser.close()
    await desk.stop()
  }
}

/** A second queue with hours and holidays, and issues that are late soon. */
async function makeDesk(desk: TestDesk): Promise<void> {
  const change = async (method: string, path: string, body: object) => {
    const headers = { authorization: `Bearer ${desk.ejabberd.secrets.adminToken}`, 'content-type': 'application/json' }
    const answer = await fetch(`${desk.http}/api/v1${path}`, { method, headers, body: JSON.stringify(body) })
    if (!answer.ok) throw new Error(`${method} ${path}: ${await answer.text()}`)
  }
  const day = [
    ['09:00', '12:00'],
    ['13:00', '17:00'],
  ]
  const week = { mon: day, tue: day, wed: day, thu: day, fri: day, sat: [['10:00', '14:00']] }
  const exceptions = { '2026-12-24': [['09:00', '12:00']], '2026-12-25': [], '2027-01-01': [] }
  const hours = { zone: 'Europe/Oslo', week, exceptions }
  await change('POST', '/queues', { name: 'billing', title: 'Billing', hours })
  await change('PATCH', '/staff/bob', { queues: ['support', 'billing'] })
  await change('PUT', '/deadlines/urgent', { accept: 1, resolve: 14_400, openHours: false })
}

/** What happens on such a day, until one visitor waits and another has left a message. */
async function work(desk: TestDesk) {
  const host = desk.config.domains.desk
  const [ann, cem] = await Promise.all([signIn(desk, 'ann'), signIn(desk, 'cem')])
  const come = (name: string, queue = 'support') => startVisitor(desk.http, { name, queue })
  const isBusy = async (agent: TestAgent) => {
    await agent.says(host, 'state busy')
    await agent.receives((message) => /busy/.test(message.getChildText('body') ?? ''))
  }
  await isBusy(cem)
  const asks = async (name: string, body: string) => {
    const visitor = await come(name)
    await visitor.says(body)
    const { attrs } = await ann.reads(body)
    return { visitor, chat: attrs.from.split('/')[0] as string }
  }
  const answers = async ({ visitor, chat }: Awaited<ReturnType<typeof asks>>, body: string) => {
    await ann.says(chat, body)
    await visitor.receives((stanza) => stanza.getChildText('body') === body, body)
  }
  const mug = await asks('Li', 'My harbour mug came with a chip in its rim.')
  await answers(mug, 'I am sorry! A new one leaves tomorrow.')
  await mug.visitor.says('Thank you. And the refund for order 7?')
  await ann.reads('Thank you. And the refund for order 7?')
  await ann.sends(command(mug.chat, '!note second chip this month: ask the kiln about batch 12'))
  await ann.sends(command(mug.chat, '!issue billing/refund hana urgent Order 7: the refund has not arrived.'))
  await ann.receives((message) => /#1 .* is filed/.test(message.getChildText('body') ?? ''))
  const vase = await asks('王伟', '你好，这个花瓶可以寄到挪威吗？')
  await answers(vase, '可以，大约五天。👍')
  const blue = await asks('Mia', 'Is the blue mug safe in a dishwasher?')
  await answers(blue, 'It is, and in a microwave oven too.')
  await isBusy(ann)
  const late = await come('José')
  const away = await come('Amélie', 'billing')
  for (const [visitor, body] of [
    [late, 'Do you have the harbour mug in green?'],
    [away, 'Can I have the bill for two mugs by post?'],
  ] as const) {
    await visitor.says(body)
    await visitor.receives((stanza) => Boolean(stanza.getChildText('body')), 'what becomes of it')
  }
  await liveMonth(desk)
  const all = [ann, cem, mug.visitor, vase.visitor, blue.visitor, late, away]
  return {
    goesOn: () => ann.says(host, 'state normal'),
    ends: () => Promise.all(all.map((each) => each.leaves())),
  }
}

/** A month behind the desk, until an hour ago; then its issue is late, and what was said can be found. */
async function liveMonth(desk: TestDesk): Promise<void> {
  const db = openDatabase(desk.config.database)
  try {
    await livePast(db, Date.now() + 13 * 3_600_000, desk.config.domains.agents)
    await until(async () => (await db('reminders').first('issue')) !== undefined, 'a late issue')
    const found = async () => Number((await db('message_search').count('* as all').first())?.all)
    await until(async () => (await found()) >= 9, 'messages that are found')
  } finally {
    await db.destroy()
  }
}

const take = async ({ page }: Shown, name: string) => {
  await isDrawn(page)
  await page.screenshot({ path: `${folder}admin-${name}.png`, animations: 'disabled' })
}

async function pictures(lea: Shown): Promise<void> {
  const { page, goes } = lea
  await page.setViewportSize({ width: 1320, height: 860 })
  await goes('overview')
  await take(lea, 'overview')
  await page.setViewportSize({ width: 1320, height: 1090 })
  await goes('queues/billing/hours')
  await page.locator('.week li').first().waitFor()
  await take(lea, 'hours')
  await page.setViewportSize({ width: 1320, height: 820 })
  await goes('conversations?words=mug')
  await page.locator('.excerpt').first().waitFor()
  await take(lea, 'search')
  await goes('conversations/1')
  await page.locator('.said.note').waitFor()
  await take(lea, 'transcript')
  await goes('figures/load?by=weekday-hour')
  await page.locator('.total b', { hasText: /\d/ }).waitFor()
  await take(lea, 'figure')
  await goes('people')
  await take(lea, 'people')
}

/** The widget's code, with the widget itself beside it. */
async function embed(lea: Shown): Promise<void> {
  const { page, goes } = lea
  await goes('embed/support')
  await page.getByLabel('Heading').fill('Ask the potter')
  await page.getByLabel('Accent').fill('#8a4b2a')
  await page.locator('iframe[src*="8a4b2a"]').waitFor()
  const widget = page.frameLocator('.preview iframe').locator('[data-bellhop]')
  await widget.locator('.launcher').click()
  await widget.locator('.panel', { hasText: 'Ask the potter' }).locator('.mark.in').waitFor()
  await take(lea, 'embed')
}

async function phone(browser: Browser, lea: Shown): Promise<void> {
  await lea.goes('overview')
  const viewport = { width: 390, height: 760 }
  const small = await elsewhere(browser, lea, { colorScheme: 'dark', hasTouch: true, isMobile: true, viewport })
  await take(small, 'phone')
  await small.context.close()
}

await takePictures()
