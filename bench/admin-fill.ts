// Fills a database with a month of conversations by SQL alone, the same on SQLite and PostgreSQL.
import { type Database, isPostgres } from '../component/store/database.ts'

/** When the month begins, in seconds. */
const begins = Date.parse('2026-10-01T00:00:00Z') / 1000
const month = 30 * 86_400

const syllables = ['ka', 'lo', 'mi', 'ter', 'sun', 'pol', 'ri', 'bex', 'nod', 'fa', 'gu', 'wen']
const pieces = ['退款', '订单', '登录', '发票', '地址', '密码', '快递', '优惠']
/** Some two thousand words, a few of them Chinese. */
const words = Array.from({ length: 2000 }, (_, n) =>
  n % 20 === 0
    ? `${pieces[(n / 20) % 8]}${pieces[((n / 160) % 8) | 0]}`
    : `${syllables[n % 12]}${syllables[((n / 12) | 0) % 12]}${syllables[((n / 144) | 0) % 12]}`,
)

/** Each with two events of its visitor, three of its agent, a rating, and five messages of eight words. */
export async function fillMonth(db: Database, conversations: number): Promise<void> {
  const at = (seconds: string) =>
    isPostgres(db)
      ? `to_char(to_timestamp(${begins} + ${seconds}) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`
      : `strftime('%Y-%m-%dT%H:%M:%fZ', ${begins} + ${seconds}, 'unixepoch')`
  const opened = `(n.n * ${month / conversations})`
  const numbers = `WITH RECURSIVE n(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < ${conversations})`
  const agent = "'agent-' || (n.n % 40) || '@agents.test'"
  const all = async (table: string, columns: string, select: string, from = 'n') =>
    void (await db.raw(`INSERT INTO ${table} (${columns}) ${numbers} SELECT ${select} FROM ${from}`))
  await db('queues').insert(['sales', 'support', 'billing'].map((name) => ({ name, title: name })))
  await db.schema.createTable('bench_words', (t) => t.integer('n').primary())
  await db.schema.alterTable('bench_words', (t) => t.string('word'))
  await db.batchInsert(
    'bench_words',
    words.map((word, n) => ({ n, word })),
    400,
  )
  const queue = "CASE n.n % 3 WHEN 0 THEN 'sales' WHEN 1 THEN 'support' ELSE 'billing' END"
  await all('visitors', 'jid, first_seen, last_seen', `'v' || n.n || '@visitors.test', ${at(opened)}, ${at(opened)}`)
  await all(
    'conversations',
    'queue, served_by, visitor, state, opened_at, state_at, closed_at, last_agent',
    `${queue}, ${queue}, n.n, 'closed', ${at(opened)}, ${at(`${opened} + 600`)}, ${at(`${opened} + 600`)}, ${agent}`,
  )
  const events = [
    ['opened', '0', "'v' || n.n", 'NULL'],
    ['assigned', 'n.n % 300', agent, 'NULL'],
    ['answered', '(n.n % 300) + 20', agent, 'NULL'],
    ['closed', '600', agent, 'NULL'],
    ['rated', '700', "'v' || n.n", "'' || (1 + n.n % 5)"],
  ]
  for (const [what, after, who, detail] of events)
    await all(
      'events',
      'conversation, what, who, detail, at',
      `n.n, '${what}', ${who}, ${detail}, ${at(`${opened} + ${after}`)}`,
    )
  for (let line = 0; line < 5; line++) {
    const word = (nth: number) =>
      `(SELECT word FROM bench_words w WHERE w.n = (n.n * ${31 + 2 * nth} + ${line * 97 + nth * 389}) % 2000)`
    const body = Array.from({ length: 8 }, (_, nth) => word(nth)).join(" || ' ' || ")
    const author = line % 2 === 0 ? `'visitor', 'v' || n.n || '@visitors.test'` : `'agent', ${agent}`
    await all(
      'messages',
      'conversation, author, author_jid, body, lang, at',
      `n.n, ${author}, ${body}, 'en', ${at(`${opened} + ${line * 30}`)}`,
    )
  }
  await db.schema.dropTable('bench_words')
  await db.raw('ANALYZE')
}
