// What a text is found by, and how alike two questions are.
import assert from 'node:assert/strict'
import fc from 'fast-check'
import knex from 'knex'
import { alike, commonIn, likeness } from '../../component/model/likeness.ts'
import { stemOf } from '../../component/model/stem.ts'
import { termsOf, tokens } from '../../component/model/tokens.ts'

/** Text of all kinds, more often of the kinds that could break something. */
const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({
    unit: fc.constantFrom(...'退款税发票ログ한글ไทยकि', 'é', 'ﷺ', '\ud800', '\0', "'", '"', ' ', 'a', '９', '👍'),
  }),
  fc.string({ unit: fc.nat(0xffff).map((code) => String.fromCharCode(code)) }),
)

describe('Tokens', () => {
  const cases: [string, string][] = [
    ['退款', '退款 款'],
    ['税', '税'],
    ['无法登录，Login失败！', '无法 法登 登录 录 login 失败 败'],
    ['Refunds were refunded', 'refunds refund were refunded refund'],
    ["I can't; the customer’s card", 'i cant the customers custom card'],
    ['Ｆｕｌｌ　ＷＩＤＴＨ ﬁle Café STRAẞE straße', 'full width file cafe strasse strass strasse strass'],
    ['退\u200b款', '退款 款'],
    ['ｶﾀｶﾅ が', 'カタ タカ カナ ナ が'],
    ['환불 요청', '환불 불 요청 청'],
    ['หมา', 'หม มา า'],
    ['हिन्दी میں', 'हिन्दी میں'],
    ['billing/refund A-1042 v2.5', 'billing bill refund a 1042 v2 5'],
    ['⺀ 1️⃣ 👍🏽 — “…” \0 \ud800 *', '1'],
    ['', ''],
  ]
  for (const [text, expected] of cases) {
    it(JSON.stringify(text), () => assert.equal(tokens(text).join(' '), expected))
  }

  it('are letters, marks and digits only, and bounded, whatever the text', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const all = [...tokens(text), ...termsOf(text).flatMap(({ row, starts }) => [...row, starts ?? '1'])]
        for (const token of all) assert.match(token, /^[\p{L}\p{N}\p{M}]{1,64}$/u)
      }),
      { numRuns: 2000 },
    )
    for (const text of ['退', 'a', 'ﷺ', 'a b ', '退a']) assert.ok(tokens(text.repeat(20_000)).length <= 8000)
    assert.ok(termsOf('退 '.repeat(20_000)).length <= 100)
  })

  it('of a text hold every term of any part of it', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'退款税票') }), fc.nat(), fc.nat(), (text, from, to) => {
        const [first, last] = [from, to].map((at) => at % (text.length + 1)).sort((a, b) => a - b)
        const known = ` ${tokens(text).join(' ')}`
        for (const { row, starts } of termsOf(text.slice(first, last)))
          assert.ok(starts ? known.includes(` ${starts}`) : `${known} `.includes(` ${row.join(' ')} `))
      }),
    )
  })
})

describe('Terms', () => {
  const cases: [string, ReturnType<typeof termsOf>][] = [
    ['退款', [{ row: ['退款'] }]],
    ['无法登录', [{ row: ['无法', '法登', '登录'] }]],
    ['税', [{ row: ['税'], starts: '税' }]],
    ['refunds invo', [{ row: ['refund'] }, { row: ['invo'], starts: 'invo' }]],
    ['how do I get a refund', [{ row: ['refund'], starts: 'refund' }]],
    ['not', [{ row: ['not'], starts: 'not' }]],
    ['NEAR("x" AND *)', [{ row: ['near'] }, { row: ['x'] }]],
    ['*', []],
  ]
  for (const [query, expected] of cases) it(query, () => assert.deepEqual(termsOf(query), expected))
})

describe('The stem of a word', () => {
  it('is what SQLite’s porter makes of it', async () => {
    const endings =
      'ational ization iveness fulness ousness tional biliti entli ousli ation alism aliti iviti enci anci izer alli ' +
      'ator logi bli eli icate ative alize iciti ical ness ful ement ance ence able ible ment sion tion ion ant ent ism ' +
      'ate iti ous ive ize al er ic ou eed ed ing ies sses es s e y ll'
    const letters = fc.string({ unit: fc.constantFrom(...'aeioubcdlnprstwxyz'), minLength: 1, maxLength: 6 })
    const ending = fc.constantFrom('', ...endings.split(' '))
    const made = fc.sample(
      fc.tuple(letters, ending, ending).map((parts) => parts.join('')),
      { numRuns: 20_000, seed: 1 },
    )
    const words = [...new Set(['cancellation', 'installing', 'deliveries', 'hopping', 'agreed', ...made])]
    const db = knex({ client: 'sqlite3', connection: ':memory:', useNullAsDefault: true })
    try {
      await db.raw("CREATE VIRTUAL TABLE text USING fts5(words, tokenize = 'porter ascii')")
      await db.raw("CREATE VIRTUAL TABLE stems USING fts5vocab(text, 'instance')")
      await db.raw('INSERT INTO text (words) VALUES (?)', [words.join(' ')])
      const rows: { term: string; offset: number }[] = await db.raw('SELECT term, "offset" FROM stems')
      assert.equal(rows.length, words.length)
      const wrong = rows.filter(({ term, offset }) => stemOf(words[offset] as string) !== term)
      assert.deepEqual(
        wrong.map(({ term, offset }) => `${words[offset]}: ${term}`),
        [],
      )
    } finally {
      await db.destroy()
    }
  })
})

describe('Likeness', () => {
  const cases: [question: string, other: string, isAlike: boolean][] = [
    ['I was charged twice, please refund', 'Customer charged twice for one order', true],
    ['Where is the refund for my order?', 'Refund of an order not received', true],
    ['How can I change the address of my order?', 'Order: the vase arrived broken', false],
    ['My order', 'The order of a customer', true],
    ['I cannot do what you want', 'I want you to do it', false],
    ['请问怎么退款？', '客户要求退款', true],
    ['我要改地址', '我要退款', false],
    ['收不到验证码，无法登录', '无法登录账号', true],
    ['我们的会员卡怎么用', '我们的发票抬头错了', false],
    ['Login 失败', 'login 一直失败', true],
    ['客户申请退款', '客户无法登录', false],
    ['退款', 'refund', false],
    ['', '', false],
  ]
  for (const [question, other, isAlike] of cases) {
    it(`${question || 'nothing'} ${isAlike ? '~' : '≠'} ${other}`, () => {
      const found = likeness(question, other, new Set())
      assert.equal(found >= alike, isAlike, `${found}`)
    })
  }

  it('is between 0 and 1, and 1 of a text of some length with itself', () => {
    fc.assert(
      fc.property(anyText, anyText, (one, other) => {
        const found = likeness(one, other, new Set(['a', '退款']))
        assert.ok(found >= 0 && found <= 1)
      }),
    )
    const broken = 'The vase arrived broken, 花瓶碎了'
    assert.equal(likeness(broken, broken, new Set()), 1)
  })

  it('does not count what most questions of a desk have, unless a text has nothing else', () => {
    const things = [...'abcdefghijklmnopqrst'].map((letter) => `thing${letter.repeat(3)}`)
    const common = commonIn(things.map((thing) => `The customer wants ${thing}, 客户要求 ${thing}`))
    assert.deepEqual([...common], ['custom', '客户', '户要', '要求'])
    assert.equal(likeness('The customer wants a lamp', 'The customer wants a plate', common), 0)
    assert.equal(likeness('客户要求发票', '客户要求退款', common), 0)
    assert.ok(likeness('客户要求退款', '客户要求退款，花瓶碎了', common) >= alike)
    assert.equal(likeness('客户', '客户要求退款', common), 1)
    assert.deepEqual([...commonIn(things.slice(1).map(() => 'customer'))], [])
  })
})
