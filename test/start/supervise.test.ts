// The supervisor: both processes up, told in endpoints.json, restarted after a crash, stopped together, never left behind.
import assert from 'node:assert/strict'
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { until } from '../ejabberd/wire.ts'
import { type Instance, instance, isAlive, type Started, start } from './instance.ts'

describe('supervisor', () => {
  let place: Instance
  const started: Started[] = []
  const supervisor = (env = {}) => {
    const one = start('test/start/supervisor.ts', { ...place.env, ...env })
    started.push(one)
    return one
  }
  const isUp = (one: Started) => until(() => one.output.text.includes('supervisor is up'), 'the supervisor', 30_000)

  before(async () => {
    place = await instance()
  })
  after(async () => {
    for (const { child, code } of started) {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM')
      await code
    }
    place.remove()
  })

  it('refuses a port in use by the name of its variable, before anything is started', async () => {
    const holder = createServer().listen(Number(place.env.BELLHOP_WS_PORT), '127.0.0.1')
    await until(() => holder.listening, 'the port to be held')
    const one = supervisor()
    assert.equal(await one.code, 2)
    assert.match(one.output.text, new RegExp(`BELLHOP_WS_PORT: port ${place.env.BELLHOP_WS_PORT} is in use`))
    assert.doesNotMatch(one.output.text, /starting ejabberd/)
    holder.close()
  })

  it('refuses a data folder that cannot be written', async () => {
    const one = supervisor({ BELLHOP_DATA: '/dev/null/bellhop' })
    assert.equal(await one.code, 2)
    assert.match(one.output.text, /^BELLHOP_DATA=\/dev\/null\/bellhop cannot be written: ENOTDIR/m)
  })

  it('ends with 2 at once when the desk refuses its configuration, and leaves nothing running', async () => {
    const one = supervisor({ STAND_IN: 'refuse' })
    await until(() => one.output.text.includes('starting the desk'), 'the desk to be started', 30_000)
    const began = Date.now()
    assert.equal(await one.code, 2)
    // ejabberd is asked to stop, and does: it is not killed after ten seconds.
    assert.ok(Date.now() - began < 8000, `${Date.now() - began} ms`)
    assert.match(one.output.text, /the desk refused its configuration/)
    assert.equal(place.endpoints(), undefined)
  })

  it('ends when it is asked to while ejabberd or the desk is still coming up', async () => {
    for (const [sign, left] of [
      ['starting ejabberd', 'ejabberd.pid'],
      ['starting the desk', 'supervisor.pid'],
    ] as const) {
      const one = supervisor({ STAND_IN: 'silent' })
      await until(
        () => one.output.text.includes(sign) && existsSync(join(place.data, 'ejabberd/ejabberd.pid')),
        sign,
        30_000,
      )
      const pid = Number(readFileSync(join(place.data, 'ejabberd/ejabberd.pid'), 'utf8'))
      one.child.kill('SIGTERM')
      assert.equal(await one.code, 1)
      assert.ok(!isAlive(pid), `ejabberd, ${sign}`)
      assert.ok(!existsSync(join(place.data, left)), left)
    }
  })

  it('writes endpoints.json for its owner only, and refuses a second Bellhop on the same data', async () => {
    // Whatever somebody has put where Erlang looks for it: not ours to run.
    const ran = join(place.data, 'ran')
    const home = join(place.data, 'ejabberd', 'home')
    writeFileSync(join(home, '.erlang'), `file:write_file("${ran}", "").`)
    const one = supervisor({ TMPDIR: home })
    await isUp(one)
    assert.ok(!existsSync(ran), 'a file .erlang was run')
    const endpoints = place.endpoints()
    assert.ok(endpoints)
    assert.deepEqual(Object.keys(endpoints), [
      'domains',
      'http',
      'web',
      'websocket',
      'c2s',
      'component',
      'pids',
      'demo',
    ])
    assert.deepEqual(endpoints.domains, {
      visitors: 'visitors.localhost',
      agents: 'agents.localhost',
      desk: 'desk.localhost',
    })
    assert.equal(endpoints.http, `http://127.0.0.1:${place.env.BELLHOP_HTTP_PORT}`)
    assert.deepEqual(endpoints.web, { host: '127.0.0.1', port: Number(place.env.BELLHOP_HTTP_PORT) })
    assert.equal(endpoints.websocket, `ws://127.0.0.1:${place.env.BELLHOP_WS_PORT}/ws`)
    assert.deepEqual(endpoints.c2s, { host: '127.0.0.1', port: Number(place.env.BELLHOP_C2S_PORT) })
    assert.deepEqual(endpoints.component, { host: '127.0.0.1', port: Number(place.env.BELLHOP_COMPONENT_PORT) })
    assert.ok(isAlive(endpoints.pids.ejabberd) && isAlive(endpoints.pids.component))
    assert.equal(endpoints.demo?.agents[0]?.jid, 'ann@agents.localhost')
    assert.equal(statSync(join(place.data, 'endpoints.json')).mode & 0o777, 0o600)
    assert.equal(statSync(join(place.data, 'secrets.json')).mode & 0o777, 0o600)

    const second = supervisor()
    assert.equal(await second.code, 2)
    assert.match(second.output.text, new RegExp(`process ${one.child.pid}\\) is running on BELLHOP_DATA=${place.data}`))
    assert.ok(isAlive(endpoints.pids.ejabberd), 'the first goes on')
  })

  it('starts a crashed desk and a crashed ejabberd again, and says so in endpoints.json', async () => {
    for (const which of ['component', 'ejabberd'] as const) {
      const old = place.endpoints()?.pids[which] as number
      process.kill(old, 'SIGKILL')
      await until(() => ![undefined, null, old].includes(place.endpoints()?.pids[which]), `a new ${which}`, 30_000)
      assert.ok(isAlive(place.endpoints()?.pids[which]))
    }
    // Each start of the desk has a link of its own for the first admin; it is told, and in no file.
    const links = [...(started.at(-2) as Started).output.text.matchAll(/first admin: (\S+)/g)].map(([, link]) => link)
    assert.equal(new Set(links).size, 2)
    assert.doesNotMatch(readFileSync(join(place.data, 'endpoints.json'), 'utf8'), /invitation/)
  })

  it('stops both at SIGTERM and takes endpoints.json away', async () => {
    const pids = place.endpoints()?.pids
    const running = started.at(-2) as Started
    running.child.kill('SIGTERM')
    assert.equal(await running.code, 0)
    assert.ok(!isAlive(pids?.ejabberd) && !isAlive(pids?.component))
    assert.equal(place.endpoints(), undefined)
  })

  it('does not leave ejabberd or the desk behind when it is killed', async () => {
    const one = supervisor()
    await isUp(one)
    const pids = place.endpoints()?.pids
    one.child.kill('SIGKILL')
    await until(() => !isAlive(pids?.component) && !isAlive(pids?.ejabberd), 'both to notice', 12_000)
  })

  it('goes on with the same data and secrets after that, and stops an ejabberd that was left behind', async () => {
    const secrets = readFileSync(join(place.data, 'secrets.json'), 'utf8')
    // An orphan: its supervisor is gone, and it cannot notice because it is stopped just then.
    const one = supervisor()
    await isUp(one)
    const orphan = place.endpoints()?.pids.ejabberd as number
    process.kill(orphan, 'SIGSTOP')
    one.child.kill('SIGKILL')
    await one.code
    const next = supervisor()
    await until(() => next.output.text.includes(`stopping ejabberd ${orphan}`), 'the orphan to be found', 20_000)
    process.kill(orphan, 'SIGCONT')
    await isUp(next)
    assert.ok(!isAlive(orphan))
    assert.equal(readFileSync(join(place.data, 'secrets.json'), 'utf8'), secrets)
  })

  it('writes the configuration to paste, and starts the desk alone, where the admin runs ejabberd', async () => {
    const running = started.at(-1) as Started
    running.child.kill('SIGTERM')
    await running.code
    const one = supervisor({ BELLHOP_EJABBERD: 'external' })
    await isUp(one)
    assert.equal(place.endpoints()?.pids.ejabberd, null)
    const text = readFileSync(join(place.data, 'ejabberd.external.yml'), 'utf8')
    assert.match(text, /mod_bellhop\.beam/)
    assert.match(text, /"visitors\.localhost":\n {4}modules:\n {6}mod_bellhop:/)
    assert.doesNotMatch(text, /\$\{/)
  })
})
