// `npm start` itself: explains and refuses by name, brings everything up, reuses its data, and ends with everything.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { bellhop } from '../cli/cli.ts'
import { until } from '../ejabberd/wire.ts'
import { type Instance, instance, isAlive, root, start } from './instance.ts'

const accepts = async (http: string, token: string): Promise<number> =>
  (
    await fetch(`${http}/api/v1/invitations/${token}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'Zoë', password: 'a password of Zoë' }),
    })
  ).status

/** Process ids of the desks that a process has started. */
const desksOf = (parent: number): number[] =>
  readFileSync(`/proc/${parent}/task/${parent}/children`, 'utf8')
    .split(' ')
    .map(Number)
    .filter((pid) => pid > 0 && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('component/main.js'))

describe('npm start', function () {
  // The first one may have to build.
  this.timeout(120_000)
  let place: Instance
  before(async () => {
    place = await instance()
  })
  after(() => place.remove())

  it('explains the settings', async () => {
    const { code, output } = start('start.mjs', {}, ['--help'])
    assert.equal(await code, 0)
    for (const name of ['BELLHOP_DATA', 'BELLHOP_BIND', 'BELLHOP_DATABASE', 'BELLHOP_EJABBERD'])
      assert.ok(output.text.includes(name))
  })

  it('refuses a wrong setting by its name', async () => {
    const { code, output } = start('start.mjs', { ...place.env, BELLHOP_GRACE: 'long' })
    assert.equal(await code, 2)
    assert.match(output.text, /BELLHOP_GRACE="long" cannot be used: it must be whole seconds/)
    assert.doesNotMatch(output.text, /at .*\.js:\d+/, 'no stack')
  })

  it('names every port that is in use, and starts nothing', async () => {
    const names = ['BELLHOP_HTTP_PORT', 'BELLHOP_COMPONENT_PORT'] as const
    const holders = names.map((name) => createServer().listen(Number(place.env[name]), '127.0.0.1'))
    await until(() => holders.every((holder) => holder.listening), 'the ports to be held')
    const { code, output } = start('start.mjs', place.env)
    assert.equal(await code, 2)
    for (const name of names) assert.match(output.text, new RegExp(`${name}: port ${place.env[name]} is in use`))
    assert.doesNotMatch(output.text, /starting/)
    for (const holder of holders) holder.close()
  })

  it('is up within ten seconds on a warm machine, prints where everything is, and stops at Ctrl-C', async () => {
    for (const round of ['first', 'second']) {
      const began = Date.now()
      const { child, code, output } = start('start.mjs', place.env)
      await until(() => place.endpoints() !== undefined || child.exitCode !== null, 'endpoints.json', 60_000)
      assert.ok(place.endpoints(), output.text)
      await until(() => output.text.includes('Ctrl-C stops everything'), 'the table')
      const seconds = (Date.now() - began) / 1000
      assert.ok(seconds < 10 || round === 'first', `${seconds} s`)
      const { pids, demo, http } = place.endpoints() as NonNullable<ReturnType<Instance['endpoints']>>
      assert.equal((await fetch(`${http}/healthz`)).status, 200)
      assert.deepEqual(demo?.agents.map(({ jid }) => jid.split('@')[0]).sort(), ['ann', 'bob', 'cem', 'hana', 'lea'])
      for (const { jid, password } of demo?.agents ?? [])
        assert.ok(output.text.includes(`${jid}   password ${password}`))
      // Told in the table and nowhere else, until somebody has used it.
      const [link, ...more] = [...output.text.matchAll(/\/admin\/#invitation=([\w-]{43})\b/g)]
      assert.deepEqual([link !== undefined, more.length], [round === 'first', 0])
      if (link) assert.equal(await accepts(http, link[1] ?? ''), 201)
      child.kill('SIGINT')
      assert.equal(await code, 0)
      assert.ok(!isAlive(pids.ejabberd) && !isAlive(pids.component))
      assert.equal(place.endpoints(), undefined)
    }
  })

  it('does not outlive npm, whether that is asked to stop or killed', async () => {
    const starts = [
      ['npm start', 'SIGTERM'],
      ['npx bellhop serve', 'SIGKILL'],
    ] as const
    for (const [command, signal] of starts) {
      const [program = '', ...words] = command.split(' ')
      const npm = spawn(program, words, { cwd: root, env: { ...process.env, ...place.env }, stdio: 'ignore' })
      await until(() => place.endpoints() !== undefined || npm.exitCode !== null, 'endpoints.json', 60_000)
      const { pids, demo } = place.endpoints() ?? {}
      assert.ok(isAlive(pids?.ejabberd))
      assert.equal(demo !== undefined, command === 'npm start', 'the demo only where it is asked for')
      if (command !== 'npm start') await commands()
      npm.kill(signal)
      await until(() => !isAlive(pids?.ejabberd) && !isAlive(pids?.component), `the end after ${signal}`, 15_000)
      await until(() => !existsSync(join(place.data, 'supervisor.pid')), 'the data folder to be free', 15_000)
    }
  })

  it('leaves no desk behind that was just starting when its supervisor died', async () => {
    const { child, code, output } = start('bellhop.mjs', place.env, ['serve'])
    await until(() => output.text.includes('starting the desk'), 'the desk to be started', 60_000)
    await until(() => desksOf(child.pid as number).length > 0, 'its process')
    const [desk] = desksOf(child.pid as number)
    child.kill('SIGKILL')
    await code
    await until(() => !isAlive(desk), 'the desk to end', 12_000)
  })

  /** What `bellhop` does on this machine, with nothing but the data folder to find the desk by. */
  async function commands(): Promise<void> {
    const env = { BELLHOP_DATA: place.data, BELLHOP_PUBLIC_URL: 'http://desk.test' }
    const [people, invited, migrated, again] = await Promise.all([
      bellhop(['agent', 'list', '--json'], env),
      bellhop(['admin', 'invite', '李雷', '--json'], env),
      bellhop(['migrate'], env),
      bellhop(['serve'], place.env),
    ])
    assert.deepEqual(people.code, 0, people.err)
    assert.deepEqual(
      JSON.parse(people.out)
        .items.map(({ user }: { user: string }) => user)
        .sort(),
      ['ann', 'bob', 'cem'],
    )
    assert.equal(invited.code, 0, invited.err)
    assert.match(JSON.parse(invited.out).link, /^http:\/\/desk\.test\/admin\/#invitation=[\w-]{43}$/)
    const { out } = await bellhop(['audit', 'list', '--what', 'inviteAdmin', '--json'], env)
    assert.deepEqual(JSON.parse(out).items[0].after, { name: '李雷' })
    assert.deepEqual([migrated.code, migrated.out], [0, 'The database is up to date.\n'])
    assert.equal(again.code, 1)
    assert.match(again.err, /a Bellhop \(process \d+\) is running on BELLHOP_DATA=/)
  }
})
