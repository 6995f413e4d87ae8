// What the admin's side costs on a desk with much behind it, and the longest that a turn took meanwhile: for so long a visitor
// who writes just then waits. What is only read is a look beside the turns; the last lines do the same in turns. See README.md.
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { listConversations } from '../component/desk/admin/conversations.ts'
import { allFigures, figure, figureNames } from '../component/desk/admin/overview.ts'
import { indexNext } from '../component/desk/message-search.ts'
import { migrate, openDatabase, openReader } from '../component/store/database.ts'
import { openLooks } from '../component/store/looks.ts'
import { openTurns } from '../component/store/turns.ts'
import { fillMonth } from './admin-fill.ts'

const at = process.argv.indexOf('--conversations')
const conversations = at < 0 ? 200_000 : Number(process.argv[at + 1])
const folder = mkdtempSync(join(tmpdir(), 'bellhop-bench-'))
const file = join(folder, 'bench.sqlite')
const url = process.env.BELLHOP_DATABASE ?? `sqlite://${file}`
const [db, reader] = [openDatabase(url), openReader(url)]
const around = { random: Math.random, clock: () => new Date() }
const turns = openTurns(db, { ...around, posted: () => undefined })
const look = openLooks(reader, around)

/** Does it while somebody has one short turn after the other, and gives the longest that one of these took, in milliseconds. */
async function longestWait(work: () => Promise<unknown>): Promise<number> {
  let longest = 0
  let isDone = false
  const writer = async () => {
    while (!isDone) {
      const begin = performance.now()
      await turns.run(({ tx }) => tx('outbox').first('id'))
      longest = Math.max(longest, performance.now() - begin)
    }
  }
  const writing = writer()
  await work()
  isDone = true
  await writing
  return longest
}

/** Says how long something took in all, and how long somebody waited, in milliseconds; gives the latter. */
async function measured(what: string, work: () => Promise<unknown>): Promise<number> {
  const begin = performance.now()
  const wait = await longestWait(work)
  const all = Math.round(performance.now() - begin)
  console.log(`${what.padEnd(44)} ${String(all).padStart(8)} ${String(Math.round(wait)).padStart(8)}`)
  return wait
}

const month = { from: '2026-10-01T00:00:00.000Z', to: '2026-11-01T00:00:00.000Z', zone: 'Europe/Oslo' } as const
const page = { limit: 50, by: 'opened_at', id: 'conversations.id', descending: true, after: undefined }

try {
  await migrate(db)
  console.log(`making ${conversations} conversations`)
  await fillMonth(db, conversations)
  console.log(`${''.padEnd(44)} ${'ms'.padStart(8)} ${'a turn'.padStart(8)}`)
  for (const name of figureNames)
    await measured(`figure ${name}`, () => figure(look, name, { ...month, by: 'weekday-hour' }))
  await measured('figure waiting of one queue', () => figure(look, 'waiting', { ...month, by: 'day', queue: 'sales' }))
  await measured('all figures', () => allFigures(look, { ...month, by: 'all' }))
  await measured(`${conversations * 5} messages are indexed`, async () => {
    while (await turns.run(indexNext));
  })
  for (const words of ['kalomi', 'ka', 'sunpol 退款', '退款', '发票地址', 'nothing of the kind'])
    await measured(`search ${words}`, () => look((turn) => listConversations(turn, { words }, page)))
  await measured('a page of conversations', () => look((turn) => listConversations(turn, {}, page)))
  await measured('a page by state', () => look((turn) => listConversations(turn, {}, { ...page, by: 'state_at' })))
  await measured('a page of one agent’s', () =>
    look((turn) => listConversations(turn, { agent: 'agent-7@agents.test' }, page)),
  )
  const byHour = { ...month, by: 'weekday-hour' } as const
  const quiet = await measured('nothing, for a second', () => setTimeout(1000))
  const beside = await measured('figure messages, as looks', () => figure(look, 'messages', byHour))
  const within = await measured('figure messages, as turns', () => figure(turns.run, 'messages', byHour))
  const ratio = (wait: number) => (wait / quiet).toFixed(1)
  console.log(`of the longest turn with nothing else: ${ratio(beside)} beside looks, ${ratio(within)} among turns`)
  if (!process.env.BELLHOP_DATABASE) console.log(`${Math.round(statSync(file).size / 1e6)} MB`)
} finally {
  await turns.idle()
  await reader.destroy()
  await db.destroy()
  rmSync(folder, { recursive: true, force: true })
}
