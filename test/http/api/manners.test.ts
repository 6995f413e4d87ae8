// How the API behaves everywhere: pages, ETags, repeats, CSV, tokens and limits.
import assert from 'node:assert/strict'
import { Type } from 'typebox'
import { hashOf } from '../../../component/http/api/authorize.ts'
import { toCsv } from '../../../component/http/api/csv.ts'
import { type ApiDesk, fill, openApiDesk, settled, visitorOf } from './desk.ts'

interface List {
  items: Record<string, unknown>[]
  next: string | null
}

describe('the API', function () {
  this.timeout(60_000)
  let desk: ApiDesk
  before(async () => {
    desk = await openApiDesk()
    await desk.run(fill)
    await settled(desk)
  })
  after(() => desk?.stop())

  const get = async (path: string): Promise<List> => (await desk.ask('GET', path)).json() as never

  /** All pages, one after the other. */
  async function pages(path: string, between: () => Promise<unknown> = async () => undefined): Promise<unknown[][]> {
    const all: unknown[][] = []
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page: List = await get(`${path}${cursor === '' ? '' : `&cursor=${cursor}`}`)
      all.push(page.items.map(({ id, user }) => id ?? user))
      cursor = page.next
      await between()
    }
    return all
  }

  describe('in pages', () => {
    it('gives each once, in either order, also where many are equal', async () => {
      assert.deepEqual(await pages('/staff?limit=2&sort=user'), [['ann', 'bob'], ['cem', 'hana'], ['lea']])
      assert.deepEqual(await pages('/staff?limit=2&sort=-user'), [['lea', 'hana'], ['cem', 'bob'], ['ann']])
      await desk.db('visitors').update({ last_seen: '2026-11-22T12:00:00.000Z' })
      assert.deepEqual(await pages('/visitors?limit=1'), [[3], [2], [1]])
      assert.deepEqual(await pages('/conversations?limit=2&sort=id'), [[1, 2], [3]])
    })

    it('finds people and visitors by a part of the name, whatever its capitals', async () => {
      await desk.ask('POST', '/staff', { body: { user: 'elise', name: 'Élise Öberg 李', roles: ['agent'] } })
      await desk.db('visitors').where({ name: 'Zoë' }).update({ name: 'ZOË ÅS' })
      const found = async (path: string, words: string) =>
        (await get(`${path}?words=${encodeURIComponent(words)}`)).items.map(({ name }) => name)
      for (const words of ['Élise', 'élise', 'ÉLISE', 'öberg', 'lise ö', '李', 'elise@'])
        assert.deepEqual(await found('/staff', words), ['Élise Öberg 李'], words)
      for (const words of ['zoë', 'ZOË', 'zoë ås']) assert.deepEqual(await found('/visitors', words), ['ZOË ÅS'], words)
      for (const words of ['%', '_lise', "' OR 1=1", '!']) assert.deepEqual(await found('/staff', words), [], words)
      await desk.db('visitors').where({ name: 'ZOË ÅS' }).update({ name: 'Zoë' })
      for (const table of ['accounts', 'staff']) await desk.db(table).where('jid', 'like', 'elise@%').delete()
    })

    it('shows nothing twice while rows are added', async () => {
      const seen = (await pages('/visitors?limit=1&sort=-id', () => desk.run((turn) => visitorOf(turn, 'New')))).flat()
      assert.deepEqual(seen, [3, 2, 1])
    })

    it('refuses a cursor of another order, and one that is none', async () => {
      const { next } = await get('/staff?limit=2&sort=user')
      for (const query of [`sort=name&cursor=${next}`, 'cursor=x', 'cursor=W10', 'cursor=bnVsbA', 'cursor='])
        assert.equal((await desk.ask('GET', `/staff?${query}`)).json().field, 'cursor', query)
    })
  })

  describe('guards changes with ETags', () => {
    it('takes one that fits, and refuses one that is from before', async () => {
      const { headers } = await desk.ask('GET', '/queues/billing')
      const etag = String(headers.etag)
      assert.match(etag, /^"[\w-]{22}"$/)
      const first = await desk.ask('PATCH', '/queues/billing', { body: { capacity: 5 }, headers: { 'if-match': etag } })
      assert.equal(first.status, 200)
      assert.notEqual(first.headers.etag, etag)
      const late = await desk.ask('PATCH', '/queues/billing', { body: { capacity: 9 }, headers: { 'if-match': etag } })
      assert.equal(late.status, 412)
      assert.match(String(late.json().detail), /changed meanwhile/)
      assert.equal((await desk.ask('GET', '/queues/billing')).json().capacity, 5)
      assert.equal((await desk.ask('GET', '/queues/billing')).headers.etag, first.headers.etag)
    })

    it('takes one that a proxy has made weak, and says when nothing has changed', async () => {
      const { headers } = await desk.ask('GET', '/queues/billing')
      const weak = `W/${headers.etag}`
      const unchanged = (etag: string) => desk.ask('GET', '/queues/billing', { headers: { 'if-none-match': etag } })
      for (const etag of [String(headers.etag), weak, `"x", ${weak}`]) {
        const { status, text, headers: own } = await unchanged(etag)
        assert.deepEqual([status, text, own.etag], [304, '', headers.etag], etag)
      }
      assert.equal((await unchanged('"x"')).status, 200)
      const change = () =>
        desk.ask('PATCH', '/queues/billing', { body: { capacity: 7 }, headers: { 'if-match': weak } })
      assert.deepEqual([(await change()).status, (await change()).status], [200, 412])
      assert.equal((await unchanged(weak)).status, 200)
    })

    it('stays the same while only the state of somebody changes', async () => {
      const before = (await desk.ask('GET', '/staff/ann')).headers.etag
      await desk.ask('POST', '/staff/ann/state', { body: { state: 'busy' } })
      const after = await desk.ask('GET', '/staff/ann')
      assert.equal(after.json().state, 'busy')
      assert.notEqual(before, after.headers.etag) // his choice is his own
      await desk.ask('POST', '/staff/ann/state', { body: { state: null } })
      assert.equal((await desk.ask('GET', '/staff/ann')).headers.etag, before)
    })

    it('makes nothing where something is, when that was asked', async () => {
      const put = (lang: string) =>
        desk.ask('PUT', `/canned/support/hours/${lang}`, { body: { body: 'x' }, headers: { 'if-none-match': '*' } })
      assert.equal((await put('en')).status, 412)
      assert.equal((await put('de')).status, 200)
    })
  })

  describe('does a repeat once', () => {
    const post = (path: string, body: object, key: string) =>
      desk.ask('POST', path, { body, headers: { 'idempotency-key': key } })

    it('and gives the same answer, secrets and all', async () => {
      const body = { name: 'twice', scopes: ['read'] }
      const [first, second] = [await post('/tokens', body, 'k-1'), await post('/tokens', body, 'k-1')]
      assert.equal(first.status, 201)
      assert.equal(second.text, first.text)
      assert.equal(second.headers['idempotency-replayed'], 'true')
      assert.equal(second.headers.location, first.headers.location)
      assert.equal((await desk.db('api_tokens').where({ name: 'twice' })).length, 1)
      const kept = JSON.stringify(await desk.db('api_answers'))
      assert.ok(!kept.includes(String(first.json().token)))
    })

    it('also when both come at the same time', async () => {
      const body = { name: 'queue', title: 'Queue' }
      const both = await Promise.all([1, 2, 3].map(() => post('/queues', body, 'k-2')))
      assert.deepEqual(
        both.map(({ status }) => status),
        [201, 201, 201],
      )
    })

    it('and refuses another request with the same key; after a day it is free', async () => {
      assert.equal((await post('/tokens', { name: 'other', scopes: ['read'] }, 'k-1')).status, 422)
      assert.equal((await post('/queues', { name: 'other', title: 'Other' }, 'k-1')).status, 422)
      desk.passes(25 * 3600)
      const { forgetOld } = await import('../../../component/desk/admin/tokens.ts')
      await desk.run(forgetOld)
      assert.equal((await post('/queues', { name: 'other', title: 'Other' }, 'k-1')).status, 201)
    })

    it('what was refused can be tried again under the same key', async () => {
      assert.equal((await post('/queues', { name: 'other', title: 'x' }, 'k-3')).status, 409)
      await desk.ask('DELETE', '/queues/other')
      assert.equal((await post('/queues', { name: 'other', title: 'x' }, 'k-3')).status, 201)
    })
  })

  describe('gives tables as CSV', () => {
    it('with a line for each, and a link to the next page', async () => {
      const answer = await desk.ask('GET', '/visitors?sort=id&limit=2', { headers: { accept: 'text/csv' } })
      assert.match(String(answer.headers['content-type']), /^text\/csv/)
      const [head, ...rows] = answer.text.split('\r\n')
      assert.equal(head, 'id,name,email,lang,verified,blockedUntil,page,erased,firstSeen,lastSeen')
      assert.match(rows[0] ?? '', /^1,Li,,en,/)
      assert.match(rows[1] ?? '', /^2,'=1\+1,,en,/)
      const next = /<([^>]+)>; rel="next"/.exec(String(answer.headers.link))?.[1]
      const second = await desk.ask('GET', String(next).replace('/api/v1', ''), { headers: { accept: 'text/csv' } })
      assert.match(second.text, /\r\n3,Zoë,/)
    })

    it('as RFC 4180 has it, with nothing that is a formula', () => {
      const item = Type.Object({ a: Type.String(), b: Type.Object({ c: Type.Number() }) })
      const row = (a: unknown, c: unknown) =>
        toCsv(item, [{ a, b: { c } }])
          .split('\r\n')
          .slice(1, -1)
          .join('\r\n')
      assert.equal(toCsv(item, []), 'a,b.c\r\n')
      assert.equal(row('x', 1), 'x,1')
      assert.equal(row('a "b", c', -1), '"a ""b"", c",-1')
      assert.equal(row('two\r\nlines', 1), '"two\r\nlines",1')
      for (const start of ['=', '+', '-', '@', '\t', '＝', '＋', '－', '＠'])
        assert.equal(row(`${start}cmd|x`, 1), `'${start}cmd|x,1`)
      assert.equal(row('=HYPERLINK("x")', 1), '"\'=HYPERLINK(""x"")",1')
      assert.equal(row(['a', 'b'], null), 'a b,')
    })
  })

  it('gives a transcript as text too', async () => {
    const { text, headers } = await desk.ask('GET', '/conversations/1/transcript', {
      headers: { accept: 'text/plain' },
    })
    assert.match(String(headers['content-type']), /^text\/plain; charset=utf-8/)
    assert.match(
      text,
      /^#1 Li · support \(UTC\)\n\n\[.{16}\] Li: 你好, where is my refund\?\n(.*\n)*\[.{16}\] Ann: I shall ask\./,
    )
  })

  describe('with tokens', () => {
    const made = async (body: object, headers = {}) => desk.ask('POST', '/tokens', { body, headers })

    it('shows one once, keeps its hash, and tells when it was used', async () => {
      const answer = await made({ name: 'board', scopes: ['read'] })
      const { id, token, lastUsedAt } = answer.json()
      assert.match(String(token), /^bh_[\w-]{43}$/)
      assert.equal(lastUsedAt, null)
      const row = await desk.db('api_tokens').where({ id }).first()
      assert.equal(row.hash, hashOf(String(token)))
      assert.ok(!JSON.stringify(await desk.db('api_tokens')).includes(String(token)))
      const used = await desk.ask('GET', '/staff', { headers: { authorization: `Bearer ${token}` } })
      assert.equal(used.status, 200)
      const shown = (await desk.ask('GET', `/tokens/${id}`)).json()
      assert.equal(typeof shown.lastUsedAt, 'string')
      assert.equal(shown.token, undefined)
    })

    it('gives nobody more than he has', async () => {
      const own = { authorization: `Bearer ${await desk.token(['tokens', 'read'])}` }
      assert.equal((await made({ name: 'x', scopes: ['all'] }, own)).status, 403)
      assert.equal((await made({ name: 'x', scopes: ['read', 'staff'] }, own)).status, 403)
      assert.equal((await made({ name: 'x', scopes: ['read'] }, own)).status, 201)
    })

    it('opens nothing once it has expired or was revoked', async () => {
      const expiresAt = new Date(Date.now() + 26 * 3600_000).toISOString()
      const { token, id } = (await made({ name: 'short', scopes: ['read'], expiresAt })).json()
      const use = async (secret: unknown) =>
        (await desk.ask('GET', '/queues', { headers: { authorization: `Bearer ${secret}` } })).status
      assert.equal(await use(token), 200)
      desk.passes(2 * 3600)
      assert.equal(await use(token), 401)
      const { token: other, id: second } = (await made({ name: 'gone', scopes: ['read'] })).json()
      assert.equal(await use(other), 200)
      assert.equal((await desk.ask('DELETE', `/tokens/${second}`)).status, 204)
      assert.equal(await use(other), 401)
      assert.equal((await desk.ask('DELETE', `/tokens/${second}`)).status, 404)
      assert.equal((await desk.ask('GET', `/tokens/${id}`)).status, 200)
    })
  })

  it('shows nothing of itself to who asks too much', async () => {
    const limited = await openApiDesk({ burst: 20, perMinute: 1 })
    try {
      const statuses: number[] = []
      for (let times = 0; times < 30; times++)
        statuses.push((await limited.ask('GET', '/queues', { from: '127.0.9.1' })).status)
      assert.equal(statuses.filter((status) => status === 200).length, 20)
      assert.equal(statuses.at(-1), 429)
      // Wrong tokens come to their end much sooner; and the same token from elsewhere has used up its share.
      const wrong = async () =>
        limited.ask('GET', '/queues', { from: '127.0.9.2', headers: { authorization: 'Bearer x' } })
      assert.deepEqual(
        [await wrong(), await wrong(), await wrong()].map(({ status }) => status),
        [401, 401, 429],
      )
      const elsewhere = await limited.ask('GET', '/queues', { from: '127.0.9.3' })
      assert.equal(elsewhere.status, 429)
      assert.match(String(elsewhere.headers['retry-after']), /^\d+$/)
    } finally {
      await limited.stop()
    }
  })
})
