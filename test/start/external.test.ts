// An ejabberd that the admin runs himself, started by hand from the file that BELLHOP_EJABBERD=external has written, and
// nothing else: a visitor and an agent talk through the desk.
import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { readConfig } from '../../component/config.ts'
import { type Ejabberd, findEjabberd } from '../../ejabberd/find.ts'
import { hasSqlite } from '../../ejabberd/sqlite.ts'
import { startVisitor } from '../clients/visitor.ts'
import { signIn } from '../harness/agent.ts'
import type { DemoAgent, TestDesk } from '../harness/desk.ts'
import { until } from '../harness/until.ts'
import { type Instance, instance, isAlive, type Started, start } from './instance.ts'

describe('an ejabberd of the admin’s own', function () {
  this.timeout(60_000)
  const own = mkdtempSync(join(tmpdir(), 'bellhop-external-'))
  const ejabberd = findEjabberd() as Ejabberd
  let place: Instance
  let desk: Started
  let server: ChildProcess | undefined

  before(async () => {
    place = await instance()
    desk = startDesk()
  })
  after(async () => {
    await stopDesk()
    await stopServer('SIGTERM')
    place.remove()
    rmSync(own, { recursive: true, force: true, maxRetries: 5 })
  })

  const startDesk = () => start('start.mjs', { ...place.env, BELLHOP_EJABBERD: 'external' })
  const file = () => join(place.data, 'ejabberd.external.yml')

  async function stopDesk(): Promise<void> {
    desk.child.kill('SIGTERM')
    await desk.code
  }

  /** As an admin does it: the module where Erlang finds it, the file as it is. */
  function startServer(): void {
    const beam = /Our module: (\S+mod_bellhop\.beam)/.exec(readFileSync(file(), 'utf8'))?.[1]
    assert.ok(beam, 'the file says where the module is')
    const [modules, spool] = ['modules', 'spool'].map((name) => join(own, name)) as [string, string]
    for (const folder of [modules, spool]) mkdirSync(folder, { recursive: true })
    copyFileSync(beam, join(modules, basename(beam)))
    const mnesia = ['-mnesia', 'dir', JSON.stringify(spool)]
    server = spawn(ejabberd.erl, ['-pa', modules, ...mnesia, '-s', 'ejabberd', '-noinput'], {
      cwd: own,
      stdio: 'ignore',
      env: {
        PATH: process.env.PATH,
        LANG: 'C.UTF-8',
        HOME: own,
        ERL_LIBS: ejabberd.libs,
        EJABBERD_CONFIG_PATH: file(),
        EJABBERD_LOG_PATH: join(own, 'ejabberd.log'),
      },
    })
  }

  async function stopServer(signal: NodeJS.Signals): Promise<void> {
    if (!server || server.exitCode !== null || server.signalCode !== null) return
    const gone = once(server, 'exit')
    server.kill(signal)
    await gone
  }

  const agentsDesk = (agents: DemoAgent[]) => ({ agents, config: readConfig(place.env) }) as unknown as TestDesk

  it('is started from the file that the desk wrote, and the desk finds it', async () => {
    await until(() => existsSync(file()) || desk.child.exitCode !== null, 'the file', 40_000)
    assert.ok(existsSync(file()), desk.output.text)
    startServer()
    await until(() => place.endpoints() !== undefined || desk.child.exitCode !== null, 'the desk', 30_000)
    assert.ok(place.endpoints(), `${desk.output.text}\n${log()}`)
    assert.equal(place.endpoints()?.pids.ejabberd, null)
    assert.deepEqual(log().match(/.*\[(error|critical)\].*/g) ?? [], [])
  })

  it('carries what visitors and agents say, through a kill of it and a new start of the desk', async () => {
    const { http, demo } = place.endpoints() as NonNullable<ReturnType<Instance['endpoints']>>
    const ann = await signIn(agentsDesk(demo?.agents ?? []), 'ann')
    const visitor = await startVisitor(http, { name: 'Zoë' })
    await visitor.says('你好, is anybody there?')
    const first = await ann.reads('你好, is anybody there?')
    assert.match(String(first.attrs.from), /^chat-1@desk\.localhost/)
    await ann.says('chat-1@desk.localhost', 'Ann here')
    await visitor.receives((stanza) => stanza.getChildText('body') === 'Ann here', 'the answer')
    await Promise.all([ann.leaves(), visitor.leaves()])

    await stopServer('SIGKILL')
    await stopDesk()
    assert.equal(place.endpoints(), undefined)
    desk = startDesk()
    startServer()
    await until(() => place.endpoints() !== undefined || desk.child.exitCode !== null, 'the desk', 30_000)
    const again = await signIn(agentsDesk(demo?.agents ?? []), 'bob')
    const back = await startVisitor(http, { name: 'Zoë', token: visitor.session.token })
    await back.sends(
      `<message to='${back.session.queue}' type='chat' id='later'><body>Are you still there?</body></message>`,
    )
    await again.receives((message) => message.getChildText('body')?.includes('Are you still there?') ?? false)
    await Promise.all([again.leaves(), back.leaves()])
  })

  it('keeps messages in SQLite where its driver is there, and goes on when the desk stops', async function () {
    await stopDesk()
    assert.ok(isAlive(server?.pid))
    const text = readFileSync(file(), 'utf8')
    if (!(await hasSqlite(ejabberd))) {
      assert.match(text, /no SQLite driver was found/)
      return this.skip()
    }
    assert.match(text, /mod_mam: \{db_type: "sql"/)
    for (const host of ['visitors', 'agents'])
      assert.ok(existsSync(join(place.data, 'ejabberd', `messages-${host}.sqlite`)), host)
  })

  function log(): string {
    const path = join(own, 'ejabberd.log')
    return existsSync(path) ? readFileSync(path, 'utf8') : ''
  }
})
