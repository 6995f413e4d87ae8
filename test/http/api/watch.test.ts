// What watches the desk: events as they happen, metrics, readiness, and the page that shows the API.
import assert from 'node:assert/strict'
import { request } from 'node:http'
import { agentSays } from '../../../component/desk/agent-says.ts'
import { visitorSays } from '../../../component/desk/conversation.ts'
import { until } from '../../harness/until.ts'
import { ask } from '../ask.ts'
import { type ApiDesk, fill, jidOf, openApiDesk, said, visitorOf } from './desk.ts'

interface Told {
  id: number
  /** As it stands there. */
  place: string
  event: string
  data: { kind?: string; what?: string; subject?: string; message?: number; author?: string }
}

/**
 * What `promtool check metrics` looks at: of each metric one HELP and one TYPE before its samples, all of them together, none
 * twice, names and labels as they may be, and a line feed at the end.
 */
function asPrometheusHasIt(text: string): void {
  assert.ok(text.endsWith('\n') && !text.includes('\r'))
  const series = new Set<string>()
  let metric = ''
  const begun = new Set<string>()
  for (const line of text.trimEnd().split('\n')) {
    const [, help] = /^# HELP ([a-z_:][a-z0-9_:]*) \S.*$/.exec(line) ?? []
    if (help !== undefined) {
      assert.ok(!begun.has(help), `${help} twice`)
      begun.add(help)
      metric = help
      continue
    }
    if (line === `# TYPE ${metric} gauge`) continue
    const [, name, labels = '', value] =
      /^([a-z_:][a-z0-9_:]*)(\{[a-z_]\w*="[^"\\\n]*"(?:,[a-z_]\w*="[^"\\\n]*")*\})? (\S+)$/.exec(line) ?? []
    assert.equal(name, metric, line)
    assert.ok(Number.isFinite(Number(value)), line)
    assert.ok(!series.has(`${name}${labels}`), `${line} twice`)
    series.add(`${name}${labels}`)
  }
  assert.ok(series.size > 10)
}

/** A client that keeps reading; `told` is all it got. */
function listen(desk: ApiDesk, token: string, after?: number | string, query = '') {
  const told: Told[] = []
  let text = ''
  let ended = false
  const headers = {
    authorization: `Bearer ${token}`,
    ...(after === undefined ? {} : { 'last-event-id': String(after) }),
  }
  const sent = request(`${desk.http}/api/v1/events${query}`, { headers, agent: false }, (response) => {
    response.setEncoding('utf8')
    response.on('data', (chunk: string) => {
      const blocks = (text + chunk).split('\n\n')
      text = blocks.pop() ?? ''
      for (const block of blocks) {
        const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1]
        const place = field('id') ?? ''
        if (field('data'))
          told.push({ id: Number(place), place, event: field('event') ?? '', data: JSON.parse(field('data') ?? '') })
      }
    })
    response.on('close', () => {
      ended = true
    })
    response.on('error', () => undefined)
  })
  sent.on('error', () => undefined)
  sent.end()
  const heard = (count: number) => until(() => told.length >= count, `${count} events, not ${JSON.stringify(told)}`)
  return { told, heard, isEnded: () => ended, stop: () => sent.destroy() }
}

describe('watching the desk', function () {
  this.timeout(30_000)
  let desk: ApiDesk
  before(async () => {
    desk = await openApiDesk()
    await desk.run(fill)
  })
  after(() => desk?.stop())

  const writes = (name: string) =>
    desk.run(async (turn) =>
      visitorSays(turn, 'billing', said(await visitorOf(turn, name), 'billing@desk.test', 'Hello')),
    )
  const all = async () => Number((await desk.db('api_events').count({ n: '*' }))[0]?.n)

  describe('events', () => {
    it('are told from the beginning, in order, each once, and go on as they happen', async () => {
      const client = listen(desk, desk.adminToken, 0)
      const count = await all()
      await client.heard(count)
      await writes('Mia')
      await client.heard(count + 2)
      const ids = client.told.map(({ id }) => id)
      assert.deepEqual(
        ids,
        [...new Set(ids)].sort((a, b) => a - b),
      )
      assert.deepEqual(
        client.told.slice(-2).map(({ event, data }) => [event, data.what]),
        [
          ['conversation', 'opened'],
          ['conversation', 'left'],
        ],
      )
      assert.ok(client.told.some(({ event, data }) => event === 'issue' && data.what === 'filed'))
      assert.ok(client.told.some(({ event, data }) => event === 'staff' && data.subject === jidOf('ann')))
      client.stop()
    })

    it('go on after the last one that was read, however the connection broke', async () => {
      const first = listen(desk, desk.adminToken)
      await first.heard(1)
      assert.equal(first.told[0]?.event, 'now')
      await writes('Noa')
      await first.heard(3)
      const last = first.told.at(-1)?.id ?? 0
      first.stop()
      await writes('Ola')
      const second = listen(desk, desk.adminToken, last)
      await second.heard(2)
      assert.deepEqual(
        second.told.map(({ id }) => id),
        [last + 1, last + 2],
      )
      second.stop()
    })

    it('tell when some are gone', async () => {
      await desk.db('api_events').where('id', '<', 5).delete()
      const client = listen(desk, desk.adminToken, 2)
      await client.heard(1)
      assert.equal(client.told[0]?.event, 'gap')
      client.stop()
    })

    it('are those that the token may see, and end when it is revoked', async () => {
      const secret = await desk.token(['conversations'])
      const client = listen(desk, secret, 5)
      await client.heard(2)
      assert.ok(client.told.every(({ event }) => event === 'conversation'))
      const { id } = await desk.db('api_tokens').where({ name: 'conversations' }).first('id')
      await desk.ask('DELETE', `/tokens/${id}`)
      await until(() => client.isEnded(), 'its end')
    })

    describe('of messages', () => {
      const ann = (body: string, replaces?: string) =>
        desk.run((turn) =>
          agentSays(turn, 1, { ...said(jidOf('ann'), 'chat-1@desk.test', body), stanzaId: body, replaces }),
        )
      const messages = ({ told }: ReturnType<typeof listen>) => told.filter(({ event }) => event === 'message')

      it('are told to those who ask for them: who wrote in which conversation, and what became of it, never the words', async () => {
        const [client, others, none] = [
          listen(desk, desk.adminToken, undefined, '?messages=1'),
          listen(desk, desk.adminToken, undefined, '?messages=3'),
          listen(desk, desk.adminToken),
        ]
        await Promise.all([client, others, none].map((each) => each.heard(1)))
        await ann('a secret')
        await ann('another secret', 'a secret')
        const { id } = await desk.db('messages').where({ body: 'another secret' }).first('id')
        await until(() => messages(client).length === 2, 'both')
        assert.deepEqual(
          messages(client).map(({ data: { what, subject, message, author } }) => [what, subject, message, author]),
          [
            ['said', '1', id, 'agent'],
            ['corrected', '1', id, 'agent'],
          ],
        )
        assert.doesNotMatch(JSON.stringify(client.told), /secret/)
        await writes('Ida')
        const { id: left } = await desk.db('conversations').orderBy('id', 'desc').first('id')
        for (const each of [client, others, none])
          await until(() => each.told.some(({ data }) => data.subject === String(left)), 'what came later')
        assert.deepEqual([messages(client).length, messages(others).length, messages(none).length], [2, 0, 0])
        for (const each of [client, others, none]) each.stop()
      })

      it('are told each once and in order, also hundreds at once, and go on where somebody stopped', async () => {
        const first = listen(desk, desk.adminToken, undefined, '?messages=all')
        await first.heard(1)
        await Promise.all(Array.from({ length: 450 }, (_, nth) => ann(`line ${nth}`)))
        await until(() => messages(first).length >= 250, 'some of them')
        first.stop()
        const seen = messages(first)
        const second = listen(desk, desk.adminToken, seen.at(249)?.place, '?messages=all')
        await until(() => messages(second).length >= 200, 'the others')
        await ann('the last')
        await until(() => messages(second).length >= 201, 'the last')
        second.stop()
        const told = [...seen.slice(0, 250), ...messages(second)].map(({ data }) => data.message)
        const rows = await desk
          .db('messages')
          .where('body', 'like', 'line %')
          .orWhere({ body: 'the last' })
          .orderBy('id')
        assert.deepEqual(
          told,
          rows.map(({ id }) => id),
        )
      })

      it('are of a conversation that can be named', async () => {
        for (const messages of ['0', 'x', '1.5', '99999999999', 'ALL', ''])
          assert.equal((await desk.ask('GET', `/events?messages=${messages}`)).json().field, 'messages', messages)
        for (const id of ['1-2', '1-2-3-4', '1--3', '-1', '9999999999-1-1'])
          assert.equal(
            (await desk.ask('GET', '/events', { headers: { 'last-event-id': id } })).json().field,
            'Last-Event-ID',
            id,
          )
      })

      it('begin anew where the desk has lost what they came after', async () => {
        const client = listen(desk, desk.adminToken, '1-2000000000-0', '?messages=all')
        await client.heard(1)
        assert.equal(client.told[0]?.event, 'gap')
        await ann('after the gap')
        await until(() => messages(client).length === 1, 'what came after it')
        client.stop()
      })
    })

    it('have a head that ends', async () => {
      const { status, headers } = await desk.ask('HEAD', '/events')
      assert.deepEqual([status, headers['content-type']], [200, 'text/event-stream'])
    })

    it('go to ten clients of a token, not more', async () => {
      const clients = Array.from({ length: 10 }, () => listen(desk, desk.adminToken))
      await Promise.all(clients.map((client) => client.heard(1)))
      const eleventh = await desk.ask('GET', '/events')
      assert.equal(eleventh.status, 429)
      for (const client of clients) client.stop()
      await until(async () => {
        const next = listen(desk, desk.adminToken)
        await next.heard(1).catch(() => undefined)
        next.stop()
        return next.told.length === 1
      }, 'room for another')
    })
  })

  it('metrics are numbers as Prometheus reads them, for a token that may', async () => {
    const metrics = (token: string) =>
      ask(desk.http, { path: '/metrics', headers: { authorization: `Bearer ${token}` } })
    assert.equal((await ask(desk.http, { path: '/metrics' })).status, 401)
    assert.equal((await metrics(await desk.token(['staff']))).status, 403)
    const { status, text, headers } = await metrics(await desk.token(['figures']))
    assert.equal(status, 200)
    assert.match(String(headers['content-type']), /^text\/plain; version=0\.0\.4/)
    asPrometheusHasIt(text)
    assert.match(text, /^bellhop_up 1$/m)
    assert.match(text, /^bellhop_staff\{state="normal"\} 1$/m)
    assert.match(text, /^bellhop_conversations\{state="active"\} 1$/m)
    assert.match(text, /^bellhop_issues\{state="open"\} 1$/m)
  })

  it('is ready while the database and the stream are there', async () => {
    const { status, json } = await ask(desk.http, { path: '/readyz' })
    assert.deepEqual([status, json()], [200, { ready: true, database: true, stream: true }])
  })

  it('shows the API on a page that may load nothing from elsewhere', async () => {
    const page = await ask(desk.http, { path: '/api/docs' })
    assert.equal(page.status, 200)
    const policy = String(page.headers['content-security-policy'])
    assert.match(policy, /default-src 'none'; script-src 'self'/)
    assert.doesNotMatch(policy, /https?:|script-src[^;]*unsafe/)
    const linked = [...page.text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, path]) => path ?? '')
    assert.equal(linked.length, 4)
    for (const path of linked) {
      const { status, headers } = await ask(desk.http, { path: `/api/${path}` })
      assert.deepEqual([path, status, headers['x-content-type-options']], [path, 200, 'nosniff'])
    }
    for (const path of [
      'docs/package.json',
      'docs/../package.json',
      'docs/%2e%2e/ajv/package.json',
      'docs/index.html',
      'docs/',
    ])
      assert.equal((await ask(desk.http, { path: `/api/${path}` })).status, 404, path)
  })
})
