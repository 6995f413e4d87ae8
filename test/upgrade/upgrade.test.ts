// Databases of earlier versions: today's desk opens them, nothing is lost, and work goes on where it was.
import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import type { Knex } from 'knex'
import { type Bellhop, openBellhop } from '../../component/bellhop.ts'
import { typeIs } from '../../component/desk/issue-rules.ts'
import { openLog } from '../../component/log.ts'
import { type Database, migrate, openDatabase } from '../../component/store/database.ts'
import { Person, type Play, together } from '../harness/play.ts'
import { domains } from '../harness/stage.ts'
import { openWire, type Wire } from '../harness/wire.ts'
import { asBefore, kinds, openShelf, rowsOf, type Shelf } from './kept.ts'

const tables = [
  ...['queues', 'queue_agents', 'queue_texts', 'staff', 'resources', 'visitors', 'conversations', 'messages'],
  ...['corrections', 'outbox', 'events', 'timers', 'transfers', 'guests', 'notes', 'canned', 'inbound'],
]
/** Columns whose contents went to a table of their own. */
const moved = { visitors: 'token_hash' }
const folder = new URL('../../migrations/', import.meta.url)
const newer = readdirSync(folder)
  .filter((file) => /^\d{3}_.*\.ts$/.test(file) && file > '004')
  .sort()

interface Migration {
  up(knex: Knex): Promise<void>
  down(knex: Knex): Promise<void>
}

for (const kind of kinds) {
  describe(`A database of migration 003, on ${kind}`, () => {
    let shelf: Shelf
    let wire: Wire
    let bellhop: Bellhop | undefined
    let db: Database | undefined
    before(async function () {
      const found = await openShelf(kind)
      if (!found) return this.skip()
      shelf = found
      wire = await openWire()
    })
    afterEach(async () => {
      await bellhop?.stop()
      await db?.destroy()
      bellhop = db = undefined
    })
    after(async () => {
      await wire?.close()
      await shelf?.close()
    })

    it('is brought up to date, and every row is as it was', async () => {
      db = openDatabase(await shelf.load('003'))
      const was = await rowsOf(db, tables)
      const tokens = was.visitors?.map((visitor) => [visitor.token_hash, visitor.id]).sort()
      assert.equal(await migrate(db), newer.length)
      const [left, right] = asBefore(was, await rowsOf(db, tables), moved)
      assert.deepEqual(right, left)
      const rows = await db('visitor_tokens').select('hash', 'visitor')
      assert.deepEqual(rows.map(({ hash, visitor }) => [hash, visitor]).sort(), tokens)
      assert.equal(await migrate(db), 0)
    })

    it('goes down from each newer migration, and up again, with all there was before it', async () => {
      db = openDatabase(await shelf.load('003'))
      const first = await rowsOf(db, tables)
      await migrate(db)
      const was = await rowsOf(db, tables)
      await db('issue_types').insert({ name: 'billing', handler: 'hana@agents.test' })
      for (const file of newer.toReversed()) {
        const { down }: Migration = await import(new URL(file, folder).href)
        await db.transaction((tx) => down(tx as unknown as Knex))
        await db('knex_migrations')
          .where({ name: file.replace('.ts', '') })
          .delete()
        const [left, right] = asBefore(first, await rowsOf(db, tables), moved)
        assert.deepEqual(right, left, `after ${file} went down`)
      }
      const [left, right] = asBefore(first, await rowsOf(db, tables), {})
      assert.deepEqual(right, left, 'all as it was with 003')
      assert.equal(await migrate(db), newer.length)
      const [before, after] = asBefore(was, await rowsOf(db, tables), {})
      assert.deepEqual(after, before)
    })

    it('is opened by today’s desk: what waited arrives, and work goes on', async () => {
      const database = await shelf.load('003')
      const options = { database, domains, service: wire.service, password: wire.password, contact: wire.contact }
      const log = openLog('error')
      const clock = () => new Date(Date.now() + offset)
      const offset = Date.parse('2026-11-22T11:43:55Z') - Date.now()
      // Whoever was connected when the old one ended is connected still.
      const stage = { stage: wire, deskKnows: async () => undefined } as unknown as Play
      const person = (jid: string) => new Person(stage, jid, '')
      const [ann, hana, lea] = [person('ann@agents.test'), person('hana@agents.test'), person('lea@agents.test')]
      const [li, mo, kim] = [person('v-li@visitors.test'), person('v-mo@visitors.test'), person('v-kim@visitors.test')]
      for (const each of [ann, li]) {
        await each.connects()
        await each.sends(`<presence/>`)
      }
      bellhop = await openBellhop({ ...options, graceSeconds: 90, random: Math.random, clock, log })
      await bellhop.run((turn) => typeIs(turn, 'billing', 'hana', undefined))

      // What stood in the outbox.
      await li.receives(`<message from='support@desk.test' id='m-23'><body>Out of the outbox 发件箱</body></message>`)
      // What was held for Mo.
      await mo.comes()
      await mo.receives(`<message from='support@desk.test' id='m-15'><body>Yes, it is blue. 蓝色的</body></message>`)
      // The conversation goes on, and a line that came before is known.
      await ann.settled()
      ann.inbox = []
      await li.says('support@desk.test', 'Where is my refund? 我的退款呢？', 'l1')
      await li.says('support@desk.test', 'And now?', 'l8')
      await ann.receives(`<message from='chat-1@desk.test'><body>And now?</body></message>`)
      await ann.says('chat-1@desk.test', '!history')
      const history = await ann.receives(`<message from='chat-1@desk.test'><body>Conversation #1:…</body></message>`)
      assert.match(history.getChildText('body') ?? '', /note by Ann: He is a good customer 老客户/)
      // What was left can still be claimed, under the number its visitor was told.
      await together(kim.comes(), lea.comes())
      await lea.says('desk.test', 'claim 5')
      await lea.receives(`<message from='chat-5@desk.test'><body>Conversation #5 with Kim…</body></message>`)
      await lea.receives(`<message from='desk.test'><body>#5 is yours.</body></message>`)
      await lea.says('chat-5@desk.test', 'Of which colour?')
      await kim.receives(`<message from='sales@desk.test'><body>Of which colour?</body></message>`)
      // And an issue is filed out of the old conversation, with all of it as its scene.
      await hana.comes()
      await ann.says('chat-1@desk.test', '!issue billing auto high Refund of order 7')
      await ann.receives(`<message from='chat-1@desk.test'><body>Issue #1 (high) is filed for Hana.…</body></message>`)
      await hana.receives(`<message from='issue-1@desk.test'><body>Ann has an issue for you.…</body></message>`)
      await hana.says('issue-1@desk.test', '!scene')
      const scene = await hana.receives(
        `<message from='issue-1@desk.test'><body>The scene of issue #1:…</body></message>`,
      )
      const told = scene.getChildText('body') ?? ''
      for (const words of ['我的退款呢？', 'I look into it.', 'Order 7', 'https://shop.test/order/7', 'And now?'])
        assert.ok(told.includes(words), `${words} in ${told}`)
      for (const gone of ['Order 8', 'oops, not this']) assert.ok(!told.includes(gone))
      await hana.says('issue-1@desk.test', '!resolve Sent again.')
      await ann.receives(
        `<message from='issue-1@desk.test'><body>Hana has answered issue #1: Sent again.…</body></message>`,
      )
      await ann.says('issue-1@desk.test', '!tell')
      await li.receives(`<message from='support@desk.test'><body>Sent again.</body></message>`)
      await together(ann.settled(), li.settled(), hana.settled())
    })
  })
}
