// Visitors' sessions on a whole desk: who gets which identity, what is refused and how, which pages may ask, and how often.
import assert from 'node:assert/strict'
import { jwtVerify } from 'jose'
import type { Knex } from 'knex'
import { openDatabase } from '../../component/store/database.ts'
import { startDesk, type TestDesk } from '../harness/desk.ts'
import { type Answer, type Asked, ask, askSession } from './ask.ts'

const shop = 'https://shop.example'

/** For a test's title: short, and with nothing in it that a terminal would not show. */
const shown = (value: unknown): string => {
  const text = JSON.stringify(value).replace(
    /[^ -~]/g,
    (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
  return text.length > 30 ? `${text.slice(0, 12)}… (${text.length - 2})` : text
}

/** A refusal as RFC 9457 has it, telling what was wrong. */
function isProblem(answer: Answer, status: number, detail: RegExp, field?: string): void {
  assert.equal(answer.status, status, answer.text)
  assert.match(answer.headers['content-type'] ?? '', /^application\/problem\+json/)
  const problem = answer.json()
  assert.equal(problem.status, status)
  assert.equal(problem.type, 'about:blank')
  assert.match(String(problem.title), /\w/)
  assert.match(String(problem.detail), detail)
  assert.equal(problem.field, field)
  assert.doesNotMatch(answer.text, /node_modules|\.js:\d|\.ts:\d|SQLITE/)
}

describe('a visitor’s session', function () {
  this.timeout(60_000)
  let desk: TestDesk
  let db: Knex
  let address = 0
  /** From another address each time: limits are not what these tests are about. */
  const session = (body: unknown, more: Asked = {}) =>
    askSession(desk.http, body, { from: `127.0.1.${++address}`, ...more })
  const granted = async (body: object): Promise<Record<string, string>> => {
    const answer = await session(body)
    assert.equal(answer.status, 200, answer.text)
    return answer.json() as Record<string, string>
  }
  const visitors = async () => (await db('visitors').select('jid', 'name', 'last_seen').orderBy('id')) as object[]

  before(async () => {
    desk = await startDesk({ BELLHOP_ORIGINS: shop })
    db = openDatabase(desk.config.database)
  })
  after(async () => {
    await db?.destroy()
    await desk?.stop()
  })

  it('tells all that a client needs, and nothing else', async () => {
    const before = Date.now()
    const answer = await session({ queue: 'support' })
    const { ask: asked, verified, ...given } = answer.json() as Record<string, string>
    assert.equal(answer.status, 200)
    assert.deepEqual(Object.keys(given).sort(), ['expires', 'jid', 'password', 'queue', 'token', 'websocket'])
    assert.deepEqual([asked, verified], [[], false])
    assert.match(given.jid ?? '', /^v[0-9a-f]{24}@visitors\.localhost$/)
    assert.equal(given.queue, 'support@desk.localhost')
    assert.equal(given.websocket, desk.websocket)
    assert.match(given.token ?? '', /^[A-Za-z0-9_-]{43}$/)
    const left = Date.parse(given.expires ?? '') - before
    assert.ok(left > 60_000 && left <= 302_000, `valid for ${left} ms`)
    assert.equal(answer.headers['cache-control'], 'no-store')
    assert.equal(answer.headers['set-cookie'], undefined)
  })

  it('signs a password for this JID that ejabberd can check, and that runs out', async () => {
    const { jid, password, expires } = await granted({ queue: 'support' })
    const key = Buffer.from(desk.ejabberd.secrets.jwtKey, 'base64url')
    const { payload, protectedHeader } = await jwtVerify(password ?? '', key)
    assert.equal(protectedHeader.alg, 'HS256')
    assert.deepEqual(Object.keys(payload).sort(), ['exp', 'iat', 'jid'])
    assert.equal(payload.jid, jid)
    assert.equal((payload.exp ?? 0) * 1000, Date.parse(expires ?? ''))
  })

  it('gives everybody another identity and secret', async () => {
    const all = await Promise.all(Array.from({ length: 20 }, () => granted({ queue: 'support' })))
    for (const part of ['jid', 'token', 'password']) assert.equal(new Set(all.map((each) => each[part])).size, 20)
  })

  it('knows who comes back with the token, and keeps the name he once gave', async () => {
    const first = await granted({ queue: 'support', name: '  Zoë 王 👋  ' })
    const again = await granted({ queue: 'support', token: first.token })
    assert.equal(again.jid, first.jid)
    assert.equal(again.token, first.token)
    const nameOf = async () => (await db('visitors').where({ jid: first.jid }).first('name'))?.name
    assert.equal(await nameOf(), 'Zoë 王 👋')
    await granted({ queue: 'support', token: first.token, name: 'Zoë' })
    assert.equal(await nameOf(), 'Zoë')
  })

  it('keeps of the token only a hash', async () => {
    const { jid, token } = await granted({ queue: 'support' })
    const { id } = await db('visitors').where({ jid }).first('id')
    const [row, ...others] = await db('visitor_tokens').where({ visitor: id })
    assert.deepEqual(others, [])
    assert.doesNotMatch(JSON.stringify(row), new RegExp(token ?? ''))
    assert.match(row.hash, /^[0-9a-f]{64}$/)
  })

  describe('is refused, with nothing changed,', () => {
    const unchanged = async (asked: () => Promise<Answer>, status: number, detail: RegExp, field?: string) => {
      const before = await visitors()
      const answer = await asked()
      isProblem(answer, status, detail, field)
      assert.deepEqual(await visitors(), before)
      return answer
    }
    const refused = (what: string, body: unknown, status: number, detail: RegExp, field?: string) =>
      it(what, async () => {
        await unchanged(() => session(body), status, detail, field)
      })
    const ok = { queue: 'support' }
    const notText: unknown[] = [7, true, null, {}, ['support']]

    refused('for a queue that is not there', { queue: 'nosuch' }, 404, /nosuch/)
    refused('without a queue', {}, 400, /queue/, 'queue')
    for (const queue of [
      ...notText,
      '',
      ' ',
      'Support',
      'a b',
      'support@desk.localhost',
      '../x',
      'x'.repeat(65),
      '支持',
    ])
      refused(`for the queue ${shown(queue)}`, { queue }, 400, /“queue” must be the name of a queue/, 'queue')
    refused('for a token nobody has', { ...ok, token: 'A'.repeat(43) }, 403, /token/)
    for (const token of [7, {}, [], '', 'A'.repeat(42), 'A'.repeat(44), `${'A'.repeat(42)}=`, 'é'.repeat(43)])
      refused(`for the token ${shown(token)}`, { ...ok, token }, 400, /“token” must be/, 'token')
    for (const name of [
      7,
      {},
      [],
      '',
      '   ',
      'n'.repeat(101),
      'a\u0000b',
      'a\nb',
      'a\u001bb',
      'a\u007fb',
      'a\u009bb',
      'a\uffff',
    ])
      refused(`for the name ${shown(name)}`, { ...ok, name }, 400, /“name” must be/, 'name')
    refused('for a name that turns the text around it', { ...ok, name: 'nnA\u202e' }, 400, /“name” must be/, 'name')
    refused('for half a character', `{"queue":"support","name":"\\ud83d"}`, 400, /“name” must be/, 'name')
    refused(
      'for a field nobody knows',
      { ...ok, nmae: 'Zoë' },
      400,
      /“nmae” is not known here; there are: queue/,
      'nmae',
    )
    refused('for __proto__', `{"queue":"support","__proto__":{"name":"x"}}`, 400, /not known/, '__proto__')
    for (const text of ['', '{', 'queue=support', '{"queue":"support",}', '{"queue":"support"} x', '\ufeff'])
      refused(`for what is no JSON: ${shown(text)}`, text, 400, /JSON/)
    refused('for bytes that are no UTF-8', Buffer.from([0x7b, 0xff, 0xfe, 0x7d]), 400, /UTF-8/)
    for (const value of [[], ['support'], null, 7, 'support', true])
      refused(`for JSON that is no object: ${shown(value)}`, JSON.stringify(value), 400, /JSON object/)
    refused('when it is far too large', { ...ok, name: 'n'.repeat(20_000) }, 413, /larger than 16384 bytes/)
    it('when it is endless, by cutting the connection at the latest', async () => {
      const before = await visitors()
      const answer = await session({ ...ok, name: 'n'.repeat(20_000_000) }).catch((error: Error) => error)
      if (answer instanceof Error) assert.match(answer.message, /EPIPE|ECONNRESET|socket hang up/)
      else isProblem(answer, 413, /larger than 16384 bytes/)
      assert.deepEqual(await visitors(), before)
    })

    it('when it is large and does not say how large', async () => {
      const headers = { 'transfer-encoding': 'chunked' }
      const large = { ...ok, name: 'n'.repeat(200_000) }
      await unchanged(() => session(large, { headers }), 413, /larger than 16384 bytes/)
    })
    for (const type of ['application/x-www-form-urlencoded', 'multipart/form-data', 'application/xml'])
      it(`as ${type}`, async () => {
        await unchanged(() => session(ok, { headers: { 'content-type': type } }), 415, /application\/json/)
      })
    for (const method of ['GET', 'PUT', 'PATCH', 'DELETE'])
      it(`as ${method}`, async () => {
        const answer = await unchanged(() => ask(desk.http, { method, path: '/widget/session' }), 405, /POST/)
        assert.match(answer.headers.allow ?? '', /\bPOST\b/)
      })
    it('for a page of another origin', async () => {
      const headers = { origin: 'https://evil.example' }
      const answer = await unchanged(() => session(ok, { headers }), 403, /https:\/\/evil\.example/)
      assert.equal(answer.headers['access-control-allow-origin'], undefined)
    })
  })

  describe('and other origins', () => {
    const allowed = (answer: Answer) => answer.headers['access-control-allow-origin']
    const preflight = (origin: string) =>
      ask(desk.http, {
        method: 'OPTIONS',
        path: '/widget/session',
        headers: {
          origin,
          'access-control-request-method': 'POST',
          'access-control-request-headers': 'content-type',
        },
      })

    it('is for pages on the list', async () => {
      const answer = await session({ queue: 'support' }, { headers: { origin: shop } })
      assert.equal(answer.status, 200)
      assert.equal(allowed(answer), shop)
      assert.match(answer.headers.vary ?? '', /\bOrigin\b/)
      assert.equal(answer.headers['access-control-allow-credentials'], undefined)
    })

    it('lets them read a refusal too', async () => {
      const answer = await session({ queue: 'nosuch' }, { headers: { origin: shop } })
      isProblem(answer, 404, /nosuch/)
      assert.equal(allowed(answer), shop)
    })

    it('is for the desk’s own pages, by whichever name they came', async () => {
      const { port } = new URL(desk.http)
      for (const host of ['127.0.0.1', 'localhost']) {
        const headers = { host: `${host}:${port}`, origin: `http://${host}:${port}` }
        assert.equal((await session({ queue: 'support' }, { headers })).status, 200)
      }
    })

    it('is for programs, which have no origin', async () => {
      const answer = await session({ queue: 'support' })
      assert.equal(answer.status, 200)
      assert.equal(allowed(answer), undefined)
    })

    it('answers the question browsers ask first', async () => {
      const yes = await preflight(shop)
      assert.equal(yes.status, 204)
      assert.equal(allowed(yes), shop)
      assert.match(yes.headers['access-control-allow-methods'] ?? '', /\bPOST\b/)
      assert.match(yes.headers['access-control-allow-headers'] ?? '', /content-type/i)
      for (const origin of ['https://evil.example', `${shop}.evil.example`, 'http://shop.example', 'null'])
        assert.equal(allowed(await preflight(origin)), undefined, origin)
    })
  })

  it('is given to one address only so often, and others do not feel it', async () => {
    const from = '127.0.2.1'
    const answers = await Promise.all(Array.from({ length: 300 }, () => askSession(desk.http, {}, { from })))
    const limited = answers.filter(({ status }) => status === 429)
    assert.ok(limited.length >= 10 && limited.length <= 70, `${limited.length} of 300 were limited`)
    for (const answer of limited) {
      isProblem(answer, 429, /Too many sessions/)
      const wait = Number(answer.headers['retry-after'])
      assert.ok(Number.isInteger(wait) && wait >= 1 && wait <= 60, `Retry-After: ${wait}`)
    }
    assert.equal((await askSession(desk.http, { queue: 'support' }, { from: '127.0.2.2' })).status, 200)
  })

  it('counts visitors behind a proxy on this machine one by one, by the address that the proxy adds', async () => {
    const from = '127.0.2.3'
    const via = (address: string) => askSession(desk.http, {}, { from, headers: { 'x-forwarded-for': address } })
    const limited = async (addresses: string[]) =>
      (await Promise.all(addresses.map(via))).filter(({ status }) => status === 429).length
    assert.equal(
      await limited(Array.from({ length: 300 }, (_, i) => `10.9.9.9, 203.0.${113 + (i >> 8)}.${i & 255}`)),
      0,
    )
    assert.ok((await limited(Array.from({ length: 300 }, (_, i) => `10.9.9.${i & 255}, 203.0.120.1`))) >= 5)
    assert.ok(
      (await limited(Array.from({ length: 300 }, (_, i) => `2001:db8::${i.toString(16)}`))) >= 5,
      'one home, one network',
    )
  })

  it('/healthz says whether the desk is connected to its IM servers', async () => {
    const health = async () => (await ask(desk.http, { path: '/healthz' })).status
    const becomes = async (status: number) => {
      const end = Date.now() + 30_000
      while ((await health()) !== status && Date.now() < end) await new Promise((next) => setTimeout(next, 50))
      assert.equal(await health(), status)
    }
    assert.equal(await health(), 200)
    await desk.ejabberd.kill9()
    await becomes(503)
    await desk.ejabberd.start()
    await becomes(200)
  })
})
