// Issues found by their words, on the database that the run is for: Chinese, English, both, and whatever else is typed.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { type Database, openDatabase, type Tx } from '../../component/store/database.ts'
import { type Found, indexIssue, type SearchScope, searchIssues, similarIssues } from '../../component/store/search.ts'
import { freshDatabase } from '../harness/database.ts'
import { onPostgres } from '../harness/postgres.ts'

const at = '2026-01-01T00:00:00.000Z'
const ann = 'ann@agents.test'

interface Stored {
  type?: string
  content: string
  answer?: string
  state?: string
}

/** A kind of its own for what is undone at the end of a test. */
class Undone extends Error {}

describe(`Search in issues, on ${onPostgres ? 'PostgreSQL' : 'SQLite'}`, () => {
  let db: Database
  const folder = mkdtempSync(join(tmpdir(), 'bellhop-search-'))

  before(async () => {
    db = openDatabase(await freshDatabase(folder))
    await db('staff').insert({ jid: ann, name: 'Ann', roles: 'agent' })
    await db('issue_types').insert(['other', 'billing/refund', '账单/退款'].map((name) => ({ name })))
  })
  after(async () => {
    await db.destroy()
    rmSync(folder, { recursive: true, force: true })
  })

  async function file(tx: Tx, id: number, { type = 'other', content, answer, state }: Stored): Promise<void> {
    const clocks = { opened_at: at, state_at: at }
    const people = { handler: ann, agent: ann, priority: 'normal' }
    const row = { id, type, content, answer: answer ?? null, state: state ?? (answer ? 'resolved' : 'open') }
    await tx('issues').insert({ ...row, ...clocks, ...people })
    await indexIssue(tx, row)
  }

  /** With these stored, as issues 1, 2 and so on; undone afterwards. */
  async function holding(stored: readonly (string | Stored)[], check: (tx: Tx) => Promise<void>): Promise<void> {
    const work = db.transaction(async (tx) => {
      for (const [index, each] of stored.entries())
        await file(tx, index + 1, typeof each === 'string' ? { content: each } : each)
      await check(tx)
      throw new Undone()
    })
    await work.catch((error) => {
      if (!(error instanceof Undone)) throw error
    })
  }

  const scope = (tx: Tx, more: Partial<SearchScope> = {}): SearchScope => {
    return { among: tx('issues').select('issues.id'), limit: 10, ...more }
  }
  const ids = (found: readonly Found[]): number[] => found.map(({ id }) => id)
  const search = async (tx: Tx, words: string, more?: Partial<SearchScope>) =>
    ids(await searchIssues(tx, words, scope(tx, more)))
  const similar = async (tx: Tx, text: string, more?: Partial<SearchScope>) =>
    ids(await similarIssues(tx, text, scope(tx, more)))

  const desk: readonly Stored[] = [
    { content: '客户无法登录，提示密码错误', answer: '请重置密码' }, // 1
    { content: '客户要求退款，订单 A-1042', answer: '三天内到账' }, // 2
    { content: '发票抬头写错了，需要重开发票' }, // 3
    { content: 'Login 失败，app 一直转圈' }, // 4
    { content: 'The customer was refunded twice for one order', answer: 'We took one refund back' }, // 5
    { content: 'Vase arrived broken', answer: 'Sent a new one, or refunds on request', state: 'closed' }, // 6
    { content: 'Invoice lacks the tax number' }, // 7
    { content: '进口商品要报税' }, // 8
    { content: '税务登记号不对' }, // 9
    { type: 'billing/refund', content: 'Nothing came for three weeks' }, // 10
    { type: '账单/退款', content: '钱还没有到' }, // 11
    { content: 'Café Müller ordered at our straße' }, // 12
    { content: '払い戻しはいつ届きますか' }, // 13
    { content: '환불을 요청했습니다' }, // 14
    { content: 'ลูกค้าขอเงินคืน' }, // 15
    { content: 'हिन्दी में जवाब चाहिए' }, // 16
  ]

  /** Best first; `{…}` where their order is the database's. */
  const cases: [query: string, expected: number[] | Set<number>][] = [
    ['退款', new Set([2, 11])],
    ['发票', [3]],
    ['无法登录', [1]],
    ['登录 无法', [1]],
    ['法登', [1]],
    ['登无', []],
    ['Login 失败', [4]],
    ['失败 login', [4]],
    ['login失败', [4]],
    ['税', new Set([8, 9])],
    ['报税', [8]],
    ['订', [2]],
    ['款', new Set([2, 11])],
    ['密码 重置', [1]],
    ['密码错误 发票', []],
    ['refund', new Set([5, 6, 10])],
    ['refunds', new Set([5, 6, 10])],
    ['Refunding', new Set([5, 6, 10])],
    ['refunded order', [5]],
    ['ref', new Set([5, 6, 10])],
    ['ref order', []],
    ['order ref', [5]],
    ['billing', [10]],
    ['how was the refund taken?', []],
    ['账单', [11]],
    ['ＩＮＶＯＩＣＥ', [7]],
    ['cafe muller', [12]],
    ['strasse', [12]],
    ['a-1042', [2]],
    ['104', [2]],
    ['042', []],
    ['払い戻し', [13]],
    ['환불', [14]],
    ['เงินคืน', [15]],
    ['हिन्दी', [16]],
    ['no such words', []],
    ['', []],
    ['  \n', []],
    ['?!。，', []],
    ['👍', []],
  ]
  for (const [query, expected] of cases) {
    it(`finds ${[...expected].join(', ') || 'nothing'} for ${JSON.stringify(query)}`, () =>
      holding(desk, async (tx) => {
        const found = await search(tx, query)
        assert.deepEqual(expected instanceof Set ? new Set(found) : found, expected)
        assert.equal(new Set(found).size, found.length)
      }))
  }

  const orders: [why: string, stored: (string | Stored)[], query: string, expected: number[]][] = [
    [
      'the question before the answer',
      [{ content: '花瓶碎了', answer: '可以退款' }, { content: '退款没到', answer: '已经处理' }, '别的问题'],
      '退款',
      [2, 1],
    ],
    [
      'the question before the answer, in English',
      [{ content: 'Broken vase', answer: 'Made a refund' }, { content: 'Refund missing', answer: 'Was sent' }, 'Else'],
      'refund',
      [2, 1],
    ],
    [
      'what says it in few words before what is long',
      ['发票 '.concat('这里有很多别的话，'.repeat(20)), '发票错误', '退款', '登录'],
      '发票',
      [2, 1],
    ],
    ['the newer of equals', ['登录失败', '登录失败', '登录失败', '退款'], '登录', [3, 2, 1]],
  ]
  for (const [why, stored, query, expected] of orders) {
    it(`puts first ${why}`, () =>
      holding(stored, async (tx) => {
        assert.deepEqual(await search(tx, query), expected)
        const ranks = (await searchIssues(tx, query, scope(tx))).map(({ rank }) => rank)
        assert.deepEqual(
          ranks,
          ranks.toSorted((a, b) => b - a),
        )
      }))
  }

  it('finds by what an issue says now, and no longer by what it said', () =>
    holding(['花瓶碎了', 'Vase broken'], async (tx) => {
      assert.deepEqual(await search(tx, '重新发货'), [])
      await indexIssue(tx, { id: 1, type: 'other', content: '花瓶碎了', answer: '已经重新发货' })
      assert.deepEqual(await search(tx, '重新发货'), [1])
      await indexIssue(tx, { id: 1, type: 'other', content: '花瓶碎了', answer: 'Money was sent' })
      assert.deepEqual(await search(tx, '重新发货'), [])
      assert.deepEqual(await search(tx, '花瓶'), [1])
      assert.deepEqual(await search(tx, 'money'), [1])
      assert.deepEqual(await search(tx, 'vase'), [2])
    }))

  it('forgets with the turn that was undone', async () => {
    await holding(['花瓶碎了'], (tx) =>
      tx
        .transaction(async (inner) => {
          await file(inner, 2, { content: '花瓶' })
          throw new Undone()
        })
        .catch(async () => assert.deepEqual(await search(tx, '花瓶'), [1])),
    )
    await holding([], async (tx) => assert.deepEqual(await search(tx, '花瓶'), []))
  })

  it('gives only what somebody may see, only solved ones, and as many as asked for', () =>
    holding(desk, async (tx) => {
      const among = tx('issues').where('id', '<', 7).select('issues.id')
      assert.deepEqual(new Set(await search(tx, 'refund', { among })), new Set([5, 6]))
      assert.deepEqual(new Set(await search(tx, 'refund', { solved: true })), new Set([5, 6]))
      assert.deepEqual(await search(tx, 'refund', { solved: false }), [10])
      const unseen = tx('issues').whereNot('id', 10).select('issues.id')
      assert.deepEqual(await search(tx, 'billing', { among: unseen, limit: 1 }), [])
      assert.equal((await search(tx, 'refund', { limit: 2 })).length, 2)
      assert.deepEqual(await similar(tx, '退款', { among }), [2])
      assert.deepEqual(await similar(tx, '退款', { solved: false }), [11])
      assert.deepEqual(await similar(tx, '退款', { limit: 1, solved: true }), [2])
    }))

  it('does not count as solved what was reopened, or closed without an answer', () =>
    holding(
      [
        { content: '退款', answer: '好了', state: 'reopened' },
        { content: '退款', state: 'closed' },
        { content: '退款', answer: '好了', state: 'closed' },
      ],
      async (tx) => {
        assert.deepEqual(await search(tx, '退款', { solved: true }), [3])
        assert.deepEqual(await search(tx, '退款', { solved: false }), [2, 1])
      },
    ))

  const likes: [text: string, expected: number[]][] = [
    ['客户申请退款', [2]],
    ['请问怎么退款？', [11, 2]],
    ['我无法登录了，一直说密码错误', [1]],
    ['你们能重开发票吗', [3]],
    ['Login 失败怎么办', [4]],
    ['I think my order was refunded twice!', [5]],
    ['my vase is broken', [6]],
    ['The tax number is missing on the invoice', [7]],
    ['What are your opening hours on Sunday?', []],
    ['Can I order a lamp in another colour for my sister?', []],
    ['你们周末营业吗？想看看新的茶壶', []],
    ['the and of', []],
    ['我的', []],
    ['', []],
  ]
  for (const [text, expected] of likes) {
    it(`suggests ${expected.join(', ') || 'nothing'} for ${JSON.stringify(text)}`, () =>
      holding(desk, async (tx) => {
        assert.deepEqual(await similar(tx, text), expected)
      }))
  }

  it('suggests nothing for what half of the issues say', () => {
    const said = Array.from({ length: 30 }, (_, at) =>
      at % 2 ? `Customer asks for number ${at}` : `客户要求编号 ${at}`,
    )
    return holding([...said, 'Customer asks for a refund', '客户要求退款'], async (tx) => {
      assert.deepEqual(await similar(tx, 'A customer asks for an invoice'), [])
      assert.deepEqual(await similar(tx, '客户要求开发票'), [])
      assert.deepEqual(await similar(tx, 'A customer asks for his refund'), [31])
      assert.deepEqual(await similar(tx, '客户要求退款'), [32])
    })
  })

  it('takes whatever is typed for words, never for a query', () =>
    holding([...desk, "x'x AND NEAR col:on content"], async (tx) => {
      const known = await search(tx, 'refund')
      const hostile = fc.oneof(
        fc.constantFrom(
          ...[
            '"',
            "'",
            '*',
            '^',
            '-',
            '\\',
            "\\'",
            '\0',
            '(',
            ')',
            ':',
            '::',
            'NEAR(',
            'AND',
            'OR NOT',
            '{type} :',
            '<->',
            '&',
          ],
          ...[
            '|',
            '!',
            ':*',
            "'a':*",
            '"a" *',
            '?',
            '??',
            ':name',
            '$1',
            '%',
            '_',
            '--',
            ';',
            '\ud800',
            '\udc00',
            '👍',
            '退',
          ],
          ...['type:', 'rank', 'DROP TABLE issues', '\u0301', 'ﷺ', '😀'.repeat(100), '\u202e'],
        ),
        fc.string({ unit: 'binary' }),
      )
      const typed = fc
        .array(hostile, { maxLength: 12 })
        .chain((parts) => fc.constantFrom(parts.join(''), parts.join(' ')))
      await fc.assert(
        fc.asyncProperty(typed, async (text) => {
          await search(tx, text)
          await similar(tx, text)
          await indexIssue(tx, { id: 3, type: text, content: text, answer: text })
        }),
        { numRuns: 300 },
      )
      assert.deepEqual(await search(tx, 'refund'), known)
      assert.deepEqual(await search(tx, 'refund" OR "退款'), [])
      assert.deepEqual(await search(tx, "refund' | '退款"), [])
      assert.deepEqual(await search(tx, 'refund NOT vase'), [6])
      assert.deepEqual(await search(tx, 'answer:refund'), [])
      assert.deepEqual(await search(tx, 'near col'), [17])
    }))

  it('finds what holds the words, whatever they are', () =>
    holding(desk, async (tx) => {
      const unit = fc.constantFrom(...'退款税发票ログ한글ไทยकिaeést19 ', 'ß', '𠀀', "'", '-', 'Refund ', '。')
      await fc.assert(
        fc.asyncProperty(fc.string({ unit, minLength: 1, maxLength: 40 }), async (content) => {
          await indexIssue(tx, { id: 3, type: 'other', content, answer: null })
          if (/[\p{L}\p{N}]/u.test(content)) assert.ok((await search(tx, content, { limit: 100 })).includes(3), content)
        }),
        { numRuns: 200 },
      )
    }))

  it('keeps and searches very long texts', () =>
    holding(desk, async (tx) => {
      const random = fc.sample(fc.string({ unit: 'binary', minLength: 9000, maxLength: 9000 }), { numRuns: 3, seed: 1 })
      for (const long of ['退款', 'abc ', 'x', '𠀀𠀁', 'ﷺ', 'a b ', ...random].map((text) => text.repeat(10_000))) {
        await indexIssue(tx, { id: 3, type: 'other', content: `开头${long}`, answer: `结尾${long}` })
        assert.deepEqual(await search(tx, '开头 结尾'), [3])
        await search(tx, long)
        await similar(tx, long)
      }
    }))

  it('goes away and comes back with its migration', async () => {
    const { up, down } = await import('../../migrations/005_search.ts')
    await holding(desk, async (tx) => {
      await down(tx)
      await up(tx)
      for (const [index, { type = 'other', content, answer = null }] of desk.entries())
        await indexIssue(tx, { id: index + 1, type, content, answer })
      assert.deepEqual(await search(tx, '发票'), [3])
    })
  })
})
