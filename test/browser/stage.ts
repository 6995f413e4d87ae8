// What every browser test stands on: the real desk with its ejabberd, chromium, and Ann in an ordinary XMPP client.
import { xml } from '@xmpp/client'
import type { Browser, BrowserContext, BrowserContextOptions } from 'playwright-core'
import type { Turn } from '../../component/desk/turn.ts'
import { type Database, openDatabase } from '../../component/store/database.ts'
import { openTurns } from '../../component/store/turns.ts'
import { signIn, type TestAgent } from '../harness/agent.ts'
import { startDesk, type TestDesk } from '../harness/desk.ts'
import { until } from '../harness/until.ts'
import { openBrowser } from './browser.ts'
import { openShop, type Shop } from './shop.ts'

export interface BrowserStage {
  desk: TestDesk
  browser: Browser
  ann: TestAgent
  /** Somebody with a browser of his own, which goes with the test. */
  person(options?: BrowserContextOptions): Promise<BrowserContext>
  /** A web site of another origin, which goes with the test. */
  shop(body: string, policy?: string): Promise<string>
  /** The address of the conversation in which a visitor wrote this, as soon as Ann has it. */
  chatOf(text: string): Promise<string>
  /** How often Ann got this. */
  times(body: string): number
  /** Changes the desk's tables, as an admin would. */
  change<T>(work: (turn: Turn) => Promise<T>): Promise<T>
}

/** A `describe` with all of it. */
export function browserScene(title: string, tell: (stage: BrowserStage) => void): void {
  describe(title, function () {
    this.timeout(60_000)
    const stage = {} as BrowserStage
    const contexts: BrowserContext[] = []
    const shops: Shop[] = []
    let db: Database | undefined

    before(async () => {
      const [desk, browser] = await Promise.all([startDesk(), openBrowser()])
      const ann = await signIn(desk, 'ann')
      const database = openDatabase(desk.config.database)
      const turns = openTurns(database, { random: Math.random, clock: () => new Date(), posted: () => undefined })
      db = database
      await until(async () => (await database('staff').where({ jid: ann.jid }).first()).state === 'normal', 'Ann')
      Object.assign(stage, {
        ...{ desk, browser, ann },
        async person(options: BrowserContextOptions = {}) {
          const context = await browser.newContext({ locale: 'en-GB', ...options })
          contexts.push(context)
          return context
        },
        async shop(body: string, policy?: string) {
          const shop = await openShop(body, policy)
          shops.push(shop)
          return shop.url
        },
        chatOf: async (text: string) => (await ann.reads(text)).attrs.from.split('/')[0],
        change: turns.run,
        times: (body: string) => ann.messages.filter((message) => message.getChildText('body') === body).length,
      })
    })
    after(async () => {
      await stage.browser?.close()
      await db?.destroy()
      await stage.ann?.leaves()
      await stage.desk?.stop()
    })
    afterEach(async () => {
      await Promise.all(contexts.splice(0).map((context) => context.close()))
      for (const shop of shops.splice(0)) shop.stop()
    })
    tell(stage)
  })
}

/** A command of an agent to a conversation, such as `!close`. */
export const command = (to: string, body: string) => xml('message', { to, type: 'chat' }, xml('body', {}, body))
