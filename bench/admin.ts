// What the admin's side costs on a desk with much behind it, and the longest that any turn took meanwhile: for so long
// nobody who writes is served. See README.md.
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { listConversations } from '../component/desk/admin/conversations.ts'
import { allFigures, figure, figureNames } from '../component/desk/admin/overview.ts'
import { indexNext } from '../component/desk/message-search.ts'
import type { Turn } from '../component/desk/turn.ts'
import { migrate, openDatabase } from '../component/store/database.ts'
import { openTurns } from '../component/store/turns.ts'
import { fillMonth } from './admin-fill.ts'

const at = process.argv.indexOf('--conversations')
const conversations = at < 0 ? 200_000 : Number(process.argv[at + 1])
const folder = mkdtempSync(join(tmpdir(), 'bellhop-bench-'))
const file = join(folder, 'bench.sqlite')
const db = openDatabase(process.env.BELLHOP_DATABASE ?? `sqlite://${file}`)
const turns = openTurns(db, { random: Math.random, clock: () => new Date(), posted: () => undefined })

let longest = 0
const run = <T>(work: (turn: Turn) => Promise<T>): Promise<T> =>
  turns.run(async (turn) => {
    const begin = performance.now()
    const value = await work(turn)
    longest = Math.max(longest, performance.now() - begin)
    return value
  })

/** Says how long something took in all, and the longest of its turns, in milliseconds. */
async function measured<T>(what: string, work: () => Promise<T>): Promise<T> {
  longest = 0
  const begin = performance.now()
  const value = await work()
  const all = Math.round(performance.now() - begin)
  console.log(`${what.padEnd(44)} ${String(all).padStart(8)} ${String(Math.round(longest)).padStart(8)}`)
  return value
}

const month = { from: '2026-10-01T00:00:00.000Z', to: '2026-11-01T00:00:00.000Z', zone: 'Europe/Oslo' } as const
const page = { limit: 50, by: 'opened_at', id: 'conversations.id', descending: true, after: undefined }

try {
  await migrate(db)
  console.log(`${''.padEnd(44)} ${'ms'.padStart(8)} ${'turn'.padStart(8)}`)
  await measured(`${conversations} conversations are made`, () => fillMonth(db, conversations))
  for (const name of figureNames)
    await measured(`figure ${name}`, () => figure(run, name, { ...month, by: 'weekday-hour' }))
  await measured('figure waiting of one queue', () => figure(run, 'waiting', { ...month, by: 'day', queue: 'sales' }))
  await measured('all figures', () => allFigures(run, { ...month, by: 'all' }))
  await measured(`${conversations * 5} messages are indexed`, async () => {
    while (await run(indexNext));
  })
  for (const words of ['kalomi', 'ka', 'sunpol 退款', '退款', '发票地址', 'nothing of the kind'])
    await measured(`search ${words}`, () => run((turn) => listConversations(turn, { words }, page)))
  await measured('a page of conversations', () => run((turn) => listConversations(turn, {}, page)))
  await measured('a page by state', () => run((turn) => listConversations(turn, {}, { ...page, by: 'state_at' })))
  await measured('a page of one agent’s', () =>
    run((turn) => listConversations(turn, { agent: 'agent-7@agents.test' }, page)),
  )
  if (!process.env.BELLHOP_DATABASE) console.log(`${Math.round(statSync(file).size / 1e6)} MB`)
} finally {
  await turns.idle()
  await db.destroy()
  rmSync(folder, { recursive: true, force: true })
}
