// Wrong hands and bad input at every operation of the document: refused clearly, and nothing is changed.
import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { hashOf } from '../../../component/http/api/authorize.ts'
import type { Endpoint } from '../../../component/http/api/endpoint.ts'
import type { OpenApi } from '../../../component/http/api/openapi.ts'
import { endpoints } from '../../../component/http/api/table.ts'
import type { Answer } from '../ask.ts'
import { type ApiDesk, fill, fillAdmins, openApiDesk, settled } from './desk.ts'
import { everything, pathOf, type Walked, walk } from './document.ts'

const allScopes = ['staff', 'queues', 'conversations', 'issues', 'visitors', 'figures', 'settings', 'tokens', 'audit']

/** Things that are of no type that a schema of ours could want there. */
const odd: Record<string, unknown> = {
  ...{
    object: { a: 1 },
    list: [[[1]]],
    number: 1.5,
    huge: 1e300,
    empty: '',
    long: 'x'.repeat(20_000),
  },
  ...{ control: 'a\u0000b', bidi: 'a\u202eb', half: '\ud800', injection: "'; DROP TABLE staff; --\r\nSet-Cookie: a=b" },
}

const oddWords = Object.values(odd).flatMap((one) => (typeof one === 'string' && one.length < 100 ? one : []))

const tricks = [
  ...[
    '..%2F..%2Fetc%2Fpasswd',
    '%00',
    '%2e%2e',
    "1'%20OR%20'1'='1",
    '%0d%0aX-Evil:%201',
    '%F0%28%8C%BC',
    '%',
    '-1',
    '0',
  ],
  // Overlong UTF-8, characters encoded twice, other slashes.
  ...['%c0%af', '%c0%ae%c0%ae%c0%af', '%252e%252e%252f', '%2500', '%252f', '..%5c..%5c', '%ef%bc%8f', '%u002e', '..;'],
  ...['1e3', '99999999999999999999', '{id}', 'x'.repeat(3000), '%E2%80%AE', '__proto__', '*', '1;DROP%20TABLE%20audit'],
]

/** Where in a value there are texts: the names that lead to each. */
function textsIn(value: unknown, at: readonly string[] = []): string[][] {
  if (typeof value === 'string') return [[...at]]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, inner]) => textsIn(inner, [...at, name]))
}

/** The same with another text there. */
function replaced(value: unknown, [name, ...rest]: readonly string[], text: string): unknown {
  if (name === undefined) return text
  const copy = (Array.isArray(value) ? [...value] : { ...(value as object) }) as Record<string, unknown>
  copy[name] = replaced(copy[name], rest, text)
  return copy
}

function isProblem(answer: Answer, name: string, statuses: readonly number[]): Record<string, unknown> {
  assert.ok(statuses.includes(answer.status), `${name}: ${answer.status} ${answer.text.slice(0, 300)}`)
  assert.match(answer.headers['content-type'] ?? '', /^application\/problem\+json/, name)
  assert.equal(answer.headers['set-cookie'], undefined, name)
  assert.equal(answer.headers['x-evil'], undefined, name)
  assert.doesNotMatch(answer.text, /node_modules|SQLITE|\.ts:\d|select /i, name)
  const problem = answer.json()
  assert.match(String(problem.detail), /\w{3}/, name)
  return problem
}

const secretIn = ({ cookie = '' }: Record<string, string>): string => cookie.split('=')[1] ?? ''

describe('the API refuses', function () {
  this.timeout(120_000)
  let desk: ApiDesk
  let all: Walked[]
  let was: Record<string, string>
  before(async () => {
    desk = await openApiDesk()
    await desk.run(fill)
    await fillAdmins(desk)
    await settled(desk)
    all = walk((await (await fetch(`${desk.http}/api/openapi.json`)).json()) as OpenApi)
  })
  after(() => desk?.stop())
  beforeEach(async () => {
    was = await everything(desk.db)
  })
  afterEach(async () => assert.deepEqual(await everything(desk.db), was))

  it('nothing by leaving it out: every list of endpoints is in the table, and so in the document', async () => {
    const folder = new URL('../../../component/http/api/', import.meta.url)
    const listed: Endpoint[] = []
    for (const file of readdirSync(folder).filter((name) => name.endsWith('.ts') && name !== 'table.ts'))
      for (const [name, value] of Object.entries(await import(new URL(file, folder).href)))
        if (name.endsWith('Endpoints')) listed.push(...(value as Endpoint[]))
    const names = (endpoints: readonly Endpoint[]) =>
      endpoints.map(({ method, path }) => `${method} /api/v1${path}`).sort()
    assert.deepEqual(names(listed), names(endpoints))
    assert.deepEqual(all.map(({ name }) => name).sort(), names(endpoints))
  })

  const each = async (work: (one: Walked) => Promise<void>) => {
    for (const one of all) await work(one)
  }
  const send = ({ method, at, body }: Walked, headers: Record<string, string> = {}) =>
    desk.ask(method, at, { ...(body === undefined ? {} : { body }), headers })
  const withBody = () => all.filter(({ body }) => body !== undefined)

  it('every operation without a token, or with one that is wrong, expired or revoked', async () => {
    const expired = await desk.token(['all'], { expiresAt: '2020-01-01T00:00:00.000Z' })
    const revoked = await desk.token(['all'])
    await desk.db('api_tokens').where({ id: 3 }).update({ revoked_at: new Date().toISOString() })
    was = await everything(desk.db)
    const hands = ['', 'Bearer', 'Bearer wrong', `Basic ${desk.adminToken}`, `Bearer ${desk.adminToken}x`]
    const later = [`Bearer ${expired}`, `Bearer ${revoked}`, `Bearer ${desk.adminToken.toUpperCase()}`]
    await each(async (one) => {
      if (one.operation['x-scope'] === 'anybody') return
      for (const authorization of [...hands, ...later]) {
        const answer = await send(one, { authorization })
        isProblem(answer, `${one.name} with ${authorization.slice(0, 12)}`, [401])
        assert.match(answer.headers['www-authenticate'] ?? '', /^Bearer/)
      }
    })
  })

  it('every operation with a token of any other scope; reading opens nothing that changes, nor tokens and audit', async () => {
    const tokens = new Map<string, string>()
    for (const scope of [...allScopes, 'read']) tokens.set(scope, await desk.token([scope]))
    was = await everything(desk.db)
    await each(async (one) => {
      const own = one.operation['x-scope']
      if (own === 'anybody') return
      assert.ok([...allScopes, 'all', 'session'].includes(own), one.name)
      for (const [scope, token] of tokens) {
        const mayRead = scope === 'read' && one.method === 'GET' && !['tokens', 'audit', 'all', 'session'].includes(own)
        if (scope === own || mayRead) continue
        const { detail } = isProblem(
          await send(one, { authorization: `Bearer ${token}` }),
          `${one.name} for ${scope}`,
          [403],
        )
        assert.match(String(detail), new RegExp(`“${own}”`))
      }
    })
  })

  it('every change by a cookie alone, without what only the page knows; and every operation by a session that has ended', async () => {
    const noToken = { authorization: '' }
    const { cookie = '' } = await desk.signIn(2)
    const ended = await desk.signIn(2)
    await desk
      .db('admin_sessions')
      .where({ hash: hashOf(secretIn(ended)) })
      .update({ ended_at: '2020-01-01' })
    was = await everything(desk.db)
    await each(async (one) => {
      if (one.operation['x-scope'] === 'anybody') return
      isProblem(await send(one, { ...noToken, ...ended }), `${one.name} after the end`, [401])
      if (one.method === 'GET') return
      for (const proof of ['', 'x'.repeat(43), String(ended['x-csrf-token'])]) {
        const answer = await send(one, { ...noToken, cookie, 'x-csrf-token': proof })
        assert.equal(isProblem(answer, one.name, [403]).field, 'X-CSRF-Token')
      }
    })
  })

  it('every operation from a page of another origin, whatever its token, and says nothing to it', async () => {
    await each(async (one) => {
      for (const origin of ['https://evil.example', 'null', `${desk.http}.evil.example`]) {
        const answer = await send(one, { origin })
        isProblem(answer, one.name, [403])
        assert.equal(answer.headers['access-control-allow-origin'], undefined)
      }
    })
    const preflight = await desk.ask('OPTIONS', '/staff', { headers: { origin: 'https://evil.example' } })
    assert.equal(preflight.status, 403)
  })

  it('bodies that are too large, no JSON, of another type, compressed, of nothing, or too deep', async () => {
    const bodies: [string, string, number[]][] = [
      ['"'.padEnd(200_000, 'x'), 'application/json', [413]],
      ['{"a":', 'application/json', [400]],
      ['[]', 'application/json', [400]],
      ['null', 'application/json', [400]],
      ['"text"', 'application/json', [400]],
      ['{}', 'text/plain', [415]],
      ['<a/>', 'application/xml', [415]],
      [`{"a":${'['.repeat(5000)}${']'.repeat(5000)}}`, 'application/json', [400]],
      ['{"__proto__":{"scopes":["all"]}}', 'application/json', [400]],
    ]
    for (const { method, at, name } of withBody())
      for (const [body, type, statuses] of bodies)
        isProblem(
          await desk.ask(method, at, { body, headers: { 'content-type': type } }),
          `${name} ${body.slice(0, 20)}`,
          statuses,
        )
    const compressed = { 'content-type': 'application/json', 'content-encoding': 'gzip' }
    for (const { method, at, name, body } of withBody())
      isProblem(await desk.ask(method, at, { body: JSON.stringify(body), headers: compressed }), name, [415])
    for (const { method, at, name, operation } of all)
      if (method !== 'GET' && !operation.requestBody) isProblem(await desk.ask(method, at, { body: {} }), name, [400])
  })

  it('every field of every body that is of another kind, is missing or not known, and names it', async () => {
    for (const { method, at, name, body, operation } of withBody()) {
      const schema = operation.requestBody?.content['application/json']?.schema as {
        properties: object
        required?: string[]
      }
      const attempt = async (sent: object, field: string, what: string) => {
        const problem = isProblem(await desk.ask(method, at, { body: sent }), `${name}: ${field} ${what}`, [400])
        assert.equal(String(problem.field).split('.')[0], field, `${name}: ${what}: ${problem.detail}`)
      }
      await attempt({ ...(body as object), nonsense: 1 }, 'nonsense', 'not known')
      for (const field of schema.required ?? [])
        await attempt({ ...(body as object), [field]: undefined }, field, 'missing')
      for (const field of Object.keys(schema.properties))
        for (const [what, value] of Object.entries(odd))
          await attempt({ ...(body as object), [field]: value }, field, what)
    }
  })

  it('every text at any depth of every body that holds what can’t be shown, SQL with line breaks, or nothing', async () => {
    for (const { method, at, name, body } of withBody())
      for (const leaf of textsIn(body))
        for (const word of oddWords) {
          const problem = isProblem(
            await desk.ask(method, at, { body: replaced(body, leaf, word) }),
            `${name}: ${leaf.join('.')} “${word}”`,
            [400],
          )
          assert.equal(String(problem.field).split('.')[0], leaf[0], `${name}: ${problem.detail}`)
        }
  })

  it('every part of every path that is no name or number of anything', async () => {
    for (const { method, path, name, body, operation } of all)
      for (const { name: param, schema } of operation.parameters.filter((one) => one.in === 'path'))
        for (const trick of tricks) {
          // Odd, but somebody may call something so.
          const { pattern } = schema as { pattern?: string }
          if (pattern !== undefined && new RegExp(pattern, 'u').test(trick)) continue
          const at = pathOf(path, operation, { [param]: trick })
          const answer = await desk.ask(method, at, body === undefined ? {} : { body })
          isProblem(answer, `${name} with ${trick.slice(0, 40)}`, [400, 404, 405])
        }
  })

  it('every part of every query that is of another kind, given twice, or not known', async () => {
    for (const { method, at, name, operation } of all) {
      const mark = at.includes('?') ? '&' : '?'
      const path = at.split('?')[0]
      for (const query of ['nonsense=1', '__proto__=1', 'constructor[a]=1'])
        isProblem(await desk.ask(method, `${at}${mark}${query}`), `${name} ${query}`, [400])
      for (const { name: param, schema } of operation.parameters.filter((one) => one.in === 'query')) {
        const isFree = 'maxLength' in schema && !('pattern' in schema) && !('format' in schema)
        const values = isFree ? ['x'.repeat(2000)] : [...oddWords, '-1', '1.5', '', "1' OR 1=1"]
        for (const value of values) {
          const { pattern } = schema as { pattern?: string }
          if (pattern !== undefined && new RegExp(pattern, 'u').test(value)) continue
          const answer = await desk.ask(method, `${path}?${param}=${encodeURIComponent(value.toWellFormed())}`)
          const problem = isProblem(answer, `${name} ${param}=${value.slice(0, 30)}`, [400])
          assert.equal(problem.field, param, `${name} ${param}=${value.slice(0, 30)}: ${problem.detail}`)
        }
        isProblem(await desk.ask(method, `${path}?${param}=1&${param}=1`), `${name} ${param} twice`, [400])
      }
    }
  })

  it('words of a search that look like SQL find nothing, and what is special there is meant as it is', async () => {
    for (const words of ["' OR 1=1 --", '%', '_', '!', '"', "x') UNION SELECT * FROM api_tokens --", 'a* NEAR b'])
      for (const path of ['/conversations', '/visitors', '/issues']) {
        const answer = await desk.ask('GET', `${path}?words=${encodeURIComponent(words)}`)
        assert.equal(answer.status, 200, `${path} ${words}: ${answer.text}`)
        assert.deepEqual(answer.json().items, [], `${path} ${words}`)
      }
  })

  it('methods that are not there, paths that are not there, types it does not speak', async () => {
    for (const path of new Set(all.map(({ path }) => path))) {
      const there = all.filter((one) => one.path === path)
      for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND']) {
        if (there.some((one) => one.method === method)) continue
        const answer = await desk.ask(method, there[0]?.at ?? '')
        isProblem(answer, `${method} ${path}`, [405])
        for (const { method: allowed } of there) assert.match(answer.headers.allow ?? '', new RegExp(allowed))
      }
    }
    for (const path of ['', '/', '/nothing', '/staff/', '/staff/ann/x', '//staff', '/STAFF', '/../../etc/passwd'])
      isProblem(await desk.ask('GET', path), path, [404, 405])
    await each(async (one) => void isProblem(await send(one, { accept: 'image/png' }), one.name, [406]))
  })

  it('headers that are no keys, events or ETags', async () => {
    for (const key of ['x'.repeat(201), 'a b', 'é'])
      for (const one of all.filter(({ method }) => method === 'POST'))
        isProblem(await send(one, { 'idempotency-key': key }), `${one.name} ${key.slice(0, 9)}`, [400])
    for (const id of ['x', '-1', '1.5', '99999999999', "1' OR '1'='1"])
      isProblem(await desk.ask('GET', '/events', { headers: { 'last-event-id': id } }), id, [400])
    for (const one of all.filter(({ method }) => method !== 'GET'))
      isProblem(await send(one, { 'if-match': '"of something else"' }), one.name, [412])
  })
})
