// The console with much to show: five hundred conversations, and one of ten thousand lines that is scrolled through.
import assert from 'node:assert/strict'
import type { Browser } from 'playwright-core'
import { type Database, openDatabase } from '../../component/store/database.ts'
import { startDesk, type TestDesk } from '../harness/desk.ts'
import { openBrowser } from './browser.ts'
import { atConsole, type Shown } from './console.ts'

const [conversations, lines] = [500, 10_000]

describe('the console with much to show', function () {
  this.timeout(120_000)
  let desk: TestDesk
  let browser: Browser
  let ann: Shown

  before(async () => {
    ;[desk, browser] = await Promise.all([startDesk(), openBrowser()])
    const db = openDatabase(desk.config.database)
    await fill(db, desk.agents[0]?.jid as string)
    await db.destroy()
    ann = await atConsole(browser, desk, 'ann')
  })
  after(async () => {
    await browser?.close()
    await desk?.stop()
  })

  it(`lists ${conversations} conversations, and goes through them smoothly`, async () => {
    await ann.page
      .locator('.row a[data-thread^="chat-"]')
      .nth(conversations - 1)
      .waitFor({ state: 'attached' })
    const figure = await scroll(ann, '.lists')
    console.log(`      ${conversations} conversations: ${told(figure)}`)
    const began = Date.now()
    await ann.page.keyboard.press('Alt+ArrowDown')
    await ann.page.locator('main.thread').waitFor()
    console.log(`      the next one opened after ${Date.now() - began} ms`)
  })

  it(`shows ${lines} lines, fetched as one scrolls up, and goes through them smoothly`, async () => {
    const opened = Date.now()
    await ann.opens(1)
    await ann.sees(`line ${lines}`)
    const newest = Date.now() - opened
    console.log(`      the newest of ${lines} lines shown after ${newest} ms`)
    assert.ok(newest < 2000, `${newest} ms for the newest lines`)
    const began = Date.now()
    const work = await measureWork(ann)
    await ann.page.evaluate(async () => {
      const log = document.querySelector('main .log') as HTMLElement
      const top = log.querySelector('.top') as HTMLElement
      for (const limit = performance.now() + 80_000; !/The beginning/.test(top.textContent); ) {
        if (performance.now() > limit)
          throw new Error(`still “${top.textContent}” above ${log.querySelectorAll('.line').length} lines`)
        log.scrollTop = 0
        await new Promise((next) => requestAnimationFrame(next))
      }
    })
    console.log(
      `      ${lines} lines fetched in ${Date.now() - began} ms, ${await work()} ms of them the page’s own work`,
    )
    await ann.sees('line 1')
    const figure = await scroll(ann, 'main .log')
    console.log(`      ${lines} lines: ${told(figure)}`)
    const order = (await ann.lines()).map((text) => Number(text.replace(/\D+/, '')))
    assert.equal(order.length, lines)
    assert.equal(
      order.findIndex((number, place) => number !== place + 1),
      -1,
    )
    const typing = await ann.page.evaluate(async () => {
      const box = document.querySelector('.composer textarea') as HTMLTextAreaElement
      const from = performance.now()
      box.value = 'quick?'
      box.dispatchEvent(new InputEvent('input', { bubbles: true }))
      await new Promise((next) => requestAnimationFrame(next))
      return performance.now() - from
    })
    assert.ok(typing < 200, `${typing} ms for a key`)
  })
})

interface Figure {
  frames: number
  /** Longer than two frames of 60 a second. */
  long: number
  worst: number
}

const told = ({ frames, long, worst }: Figure) => `${frames} frames, ${long} of them late, the worst ${worst} ms`

/** Milliseconds for which the page is at work from here on: other than a duration, they say the same on a busy machine. */
async function measureWork({ page, context }: Shown): Promise<() => Promise<number>> {
  const devtools = await context.newCDPSession(page)
  await devtools.send('Performance.enable', { timeDomain: 'threadTicks' })
  return async () => {
    const { metrics } = await devtools.send('Performance.getMetrics')
    return Math.round((metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0) * 1000)
  }
}

/** From end to end and back in three seconds, as somebody looks for something. */
function scroll({ page }: Shown, selector: string): Promise<Figure> {
  return page.evaluate(async (what) => {
    const box = document.querySelector(what) as HTMLElement
    const times: number[] = []
    const start = performance.now()
    for (let now = start; now - start < 3000; ) {
      const part = ((now - start) / 1500) % 2
      box.scrollTop = (part < 1 ? part : 2 - part) * (box.scrollHeight - box.clientHeight)
      const next = await new Promise<number>((resolve) => requestAnimationFrame(resolve))
      if (now !== start) times.push(next - now)
      now = next
    }
    const long = times.filter((time) => time > 34).length
    return { frames: times.length, long, worst: Math.round(Math.max(...times)) }
  }, selector)
}

/** Straight into the tables: so much said one by one would take hours. */
async function fill(db: Database, agent: string): Promise<void> {
  const at = (seconds: number) => new Date(Date.UTC(2026, 0, 5) + seconds * 1000).toISOString()
  const visitors = Array.from({ length: conversations }, (_, place) => ({
    ...{ jid: `v${place}@visitors.localhost`, name: `Visitor of many ${place + 1}` },
    ...{ first_seen: at(0), last_seen: at(0), lang: 'en' },
  }))
  const open = visitors.map((_, place) => ({
    ...{ queue: 'support', served_by: 'support', visitor: place + 1, state: 'active', agent, last_agent: agent },
    ...{ opened_at: at(place), state_at: at(place), answered: true },
  }))
  const said = (place: number, conversation: number, body: string) => ({
    ...{
      conversation,
      author: place % 2 ? 'visitor' : 'agent',
      author_jid: place % 2 ? 'v0@visitors.localhost' : agent,
    },
    ...{ nick: place % 2 ? 'Visitor of many 1' : 'Ann', body, lang: 'en', at: at(place * 20), stanza_id: `s-${place}` },
  })
  const messages = [
    ...Array.from({ length: lines }, (_, place) => said(place, 1, `line ${place + 1}`)),
    ...open.slice(1).map((_, place) => said(lines + place, place + 2, `hello from ${place + 2}`)),
  ]
  await db.batchInsert('visitors', visitors, 50)
  await db.batchInsert('conversations', open, 50)
  await db.batchInsert('messages', messages, 50)
}
