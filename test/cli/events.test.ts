// `bellhop events`: what happens at a desk, as it happens, through broken connections and readers that go.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { until } from '../harness/until.ts'
import { type ApiDesk, fill, openApiDesk, settled } from '../http/api/desk.ts'
import { bellhop, envOf, root } from './cli.ts'

const happened = { kind: 'staff', what: 'normal', subject: 'x', at: '2026-11-22T12:00:00.000Z' }

/** What lies between two machines, and can be cut. */
async function proxy(port: string): Promise<{ url: string; breaks(): void; close(): Promise<void> }> {
  const open = new Set<Socket>()
  const server = createServer((near) => {
    const far = connect(Number(port), '127.0.0.1')
    for (const [one, other] of [[near, far] as const, [far, near] as const]) {
      open.add(one)
      one.pipe(other)
      one.on('error', () => other.destroy()).on('close', () => other.destroy())
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const breaks = () => {
    for (const socket of open) socket.destroy()
    open.clear()
  }
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    breaks,
    close() {
      breaks()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}

describe('bellhop events', function () {
  this.timeout(60_000)
  let desk: ApiDesk
  before(async () => {
    desk = await openApiDesk()
    await desk.run(fill)
    await settled(desk)
  })
  after(() => desk?.stop())

  it('follows what happens, goes on where it was, and ends well at Ctrl-C', async () => {
    const old = (await bellhop(['events', '--since', '0', '--count', '2', '--json'], envOf(desk))).out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    assert.deepEqual(
      old.map(({ id }) => id),
      [1, 2],
    )
    const following = bellhop(['events', '--since', '2'], envOf(desk))
    await until(() => following.printed.out.split('\n').length > 2, 'what had happened')
    const state = await desk.ask('POST', '/staff/ann/state', { body: { state: 'busy' } })
    assert.equal(state.status, 200, state.text)
    await until(() => following.printed.out.includes('busy'), 'what happened now')
    following.child.kill('SIGINT')
    const { code, out, err } = await following
    assert.deepEqual([code, err], [0, ''])
    assert.match(out, /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ {2}\d+ {2}staff {2}ann@agents\.test {2}busy/m)
  })

  it('goes on after a broken connection, with each event once and in order', async () => {
    const through = await proxy(new URL(desk.http).port)
    const { id: last } = await desk.db('api_events').orderBy('id', 'desc').first('id')
    const env = { ...envOf(desk), BELLHOP_URL: through.url }
    const following = bellhop(['events', '--since', String(last), '--count', '3', '--json'], env)
    const seen = () => following.printed.out.trim().split('\n').filter(Boolean)
    const happens = (what: string) => desk.db('api_events').insert({ ...happened, what })
    await happens('one')
    await until(() => seen().length === 1, 'the first event')
    through.breaks()
    await happens('two')
    await happens('three')
    const { code, err } = await following
    assert.deepEqual(
      seen().map((line) => JSON.parse(line).what),
      ['one', 'two', 'three'],
    )
    assert.deepEqual([code, err], [0, 'The desk is away; it is tried again.\nThe desk is there again.\n'])
    await through.close()
  })

  it('tells of messages when it is asked to, and goes on from each', async () => {
    const told = async (...more: string[]) =>
      (await bellhop(['events', '--messages', '1', '--json', ...more], envOf(desk))).out
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line))
    const rows = await desk.db('messages').where({ conversation: 1, act: null }).orderBy('id')
    assert.ok(rows.length > 1)
    const { id: last } = await desk.db('api_events').orderBy('id', 'desc').first('id')
    const first = await told('--since', `${last}-0-0`, '--count', '1')
    const { kind, what, subject, message, id } = first[0]
    assert.deepEqual([kind, what, subject, message], ['message', 'said', '1', rows[0].id])
    const [next] = await told('--since', id, '--count', '1')
    assert.equal(next.message, rows[1].id)
    assert.equal(
      rows.some(({ body }) => JSON.stringify([first, next]).includes(body)),
      false,
    )
    for (const wrong of [
      ['--messages', 'x'],
      ['--messages', '0'],
      ['--since', '1-2'],
    ])
      assert.equal((await bellhop(['events', ...wrong], envOf(desk))).code, 2)
  })

  it('ends well when its reader has gone', async () => {
    const events = Array.from({ length: 200 }, (_, i) => ({ ...happened, what: `w${i}` }))
    await desk.db.batchInsert('api_events', events, 50)
    const command = `"${process.execPath}" bellhop.mjs events --since 0 | head -n 1; echo "code \${PIPESTATUS[0]}"`
    const child = spawn('bash', ['-c', command], { cwd: root, env: { ...process.env, ...envOf(desk) } })
    let seen = ''
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk) => {
        seen += chunk
      })
    const ended = new Promise((resolve) => child.on('close', resolve))
    // It notices with the next thing that it writes.
    const timer = setInterval(
      () =>
        void desk
          .db('api_events')
          .insert({ ...events[0] })
          .catch(() => undefined),
      300,
    )
    await ended
    clearInterval(timer)
    assert.equal(seen.trim().split('\n').at(-1), 'code 0', seen)
    assert.equal(seen.trim().split('\n').length, 2, seen)
  })
})
