// `bellhop doctor`: all is well on a desk that is; and each thing that is broken is found, named, and nothing else blamed for it.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { allChecks, type Diagnosis, examine } from '../../component/cli/doctor.ts'
import { migrate, openDatabase } from '../../component/store/database.ts'
import { certificateFile } from '../../ejabberd/configure.ts'
import { type Ejabberd, findEjabberd } from '../../ejabberd/find.ts'
import { startDesk, type TestDesk } from '../harness/desk.ts'
import { testEjabberd } from '../harness/ejabberd.ts'
import { freePort } from '../harness/ports.ts'
import { openSmtp } from '../harness/smtp.ts'
import { until } from '../harness/until.ts'

const look = (env: Record<string, string>) => examine(env, () => undefined)
/** State and text of one. */
async function one(name: string, env: Record<string, string>): Promise<string> {
  const [found] = await examine(
    env,
    () => undefined,
    allChecks.filter((check) => check.name === name),
  )
  return shown(found)
}
const named = (all: readonly Diagnosis[], name: string) => shown(all.find((each) => each.name === name))
const shown = (found: Diagnosis | undefined) => [found?.state, found?.text, found?.mend].filter(Boolean).join(': ')
/** What is not good, and can be known on every machine. */
const ill = (all: readonly Diagnosis[]) =>
  all.filter(({ name, state }) => state !== 'ok' && name !== 'clock').map(({ name, state }) => `${name}: ${state}`)

describe('The doctor of a desk that runs', function () {
  this.timeout(60_000)
  const folder = mkdtempSync(join(tmpdir(), 'bellhop-doctor-'))
  let desk: TestDesk
  let env: Record<string, string>

  before(async () => {
    desk = await startDesk({ BELLHOP_LOG: 'warn' })
    env = desk.ejabberd.env
  })
  after(async () => {
    await desk?.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  const rows = async (file: string, table: string): Promise<Record<string, unknown>[]> => {
    const db = openDatabase(`sqlite://${file}`)
    return db(table).then(
      (found) => db.destroy().then(() => found),
      (error) => db.destroy().then(() => Promise.reject(error)),
    )
  }

  it('finds nothing, and leaves nothing behind', async () => {
    const data = desk.config.data
    const visitors = await rows(join(data, 'bellhop.sqlite'), 'visitors')
    const all = await look(env)
    assert.deepEqual(ill(all), [])
    assert.equal(all.length, 20)
    assert.match(named(all, 'ejabberd'), /^ok: version \d+\.\d+/)
    assert.deepEqual(await rows(join(data, 'bellhop.sqlite'), 'visitors'), visitors)
    const archived = await rows(join(data, 'ejabberd', 'messages-visitors.sqlite'), 'archive')
    assert.deepEqual(
      archived.filter((row) => JSON.stringify(row).includes('doctor')),
      [],
    )
    await until(
      async () => (await desk.ejabberd.api.sessions()).every(({ jid }) => !jid.startsWith('doctor')),
      'its sessions to end',
    )
    const log = join(data, 'component.log')
    assert.doesNotMatch(readFileSync(log, { encoding: 'utf8', flag: 'a+' }), /doctor/)
  })

  it('says how much room there is where the data folder will be made', async () => {
    assert.match(await one('disk', { BELLHOP_DATA: '/nowhere/at/all' }), /^(ok|warning): \d+\.\d GB free/)
  })

  it('names a setting that cannot be used, or is none', async () => {
    const [only] = await look({ ...env, BELLHOP_GRACE: 'long' })
    assert.match(only?.text ?? '', /BELLHOP_GRACE="long" cannot be used/)
    assert.match(await one('settings', { ...env, BELLHOP_GRAZE: '5' }), /BELLHOP_GRAZE is not a setting/)
  })

  it('goes by what the desk was started as where nothing says whether there is a demo', async () => {
    const file = join(desk.config.data, 'endpoints.json')
    const { BELLHOP_DEMO: _, ...unsaid } = env
    writeFileSync(file, '{}')
    assert.match(await one('origins', unsaid), /^wrong: a page that BELLHOP_ORIGINS does not name/)
    writeFileSync(file, '{"demo": {}}')
    assert.match(await one('origins', unsaid), /^ok: any page/)
    rmSync(file)
  })

  it('finds that clocks are not the same', async () => {
    const now = Date.now
    Date.now = () => now() + 60_000
    try {
      assert.match(await one('clock of ejabberd', env), /^warning: it is -(59|6\d) s off ours: let NTP/)
      assert.match(await one('public address', env), /^warning: the clock there is -(59|6\d) s off ours/)
      if (env.BELLHOP_DATABASE)
        assert.match(await one('database', env), /^warning: the clock of PostgreSQL is -(59|6\d) s/)
    } finally {
      Date.now = now
    }
  })

  it('tells another server at the public address from this desk', async () => {
    const other = createServer((_, answer) => answer.end('hello')).listen(0, '127.0.0.1')
    await until(() => other.listening, 'another server')
    const at = `http://127.0.0.1:${(other.address() as AddressInfo).port}`
    const found = await one('public address', { ...env, BELLHOP_PUBLIC_URL: at })
    assert.match(found, /something else answers \(200\)/)
    other.close()
    const gone = await look({ ...env, BELLHOP_PUBLIC_URL: `http://127.0.0.1:${await freePort()}` })
    assert.match(named(gone, 'public address'), /does not answer: .*ECONNREFUSED/)
    assert.deepEqual(ill(gone), ['public address: wrong', 'origins: unknown'])
  })

  it('finds a WebSocket address, an API port, and origins that are not those of the desk', async () => {
    const port = await freePort()
    const socket = await look({ ...env, BELLHOP_WEBSOCKET_URL: `ws://127.0.0.1:${port}/ws` })
    assert.deepEqual(ill(socket), ['websocket: wrong'])
    const api = await one('ejabberd', { ...env, BELLHOP_API_PORT: `${port}` })
    assert.match(api, new RegExp(`not on BELLHOP_API_PORT=${port}`))
    const origins = await one('origins', { ...env, BELLHOP_ORIGINS: 'https://shop.example' })
    assert.match(origins, /a page that BELLHOP_ORIGINS does not name may use the widget/)
  })

  it('tries the mail server without sending anything', async () => {
    const smtp = await openSmtp({ authOptional: true })
    const from = { BELLHOP_MAIL_FROM: 'help@shop.test' }
    assert.match(await one('mail', { ...env, ...from, BELLHOP_SMTP_URL: smtp.url }), /^ok/)
    assert.deepEqual([smtp.mails.length, smtp.tries], [0, 0])
    await smtp.stop()
    const mail = await one('mail', { ...env, ...from, BELLHOP_SMTP_URL: smtp.url })
    assert.match(mail, /^wrong: 127\.0\.0\.1:\d+: .*ECONNREFUSED/)
  })

  it('finds a database that cannot be reached, is behind, or ahead', async () => {
    const nowhere = await one('database', { ...env, BELLHOP_DATABASE: `postgres://x@127.0.0.1:${await freePort()}/x` })
    assert.match(nowhere, /^wrong: .*ECONNREFUSED/)
    const url = `sqlite://${join(folder, 'other.sqlite')}`
    const db = openDatabase(url)
    await migrate(db)
    await db('knex_migrations').where('id', '=', db('knex_migrations').max('id')).delete()
    const behind = await one('migrations', { ...env, BELLHOP_DATABASE: url })
    await db('knex_migrations').insert({ name: '999_future', batch: 9, migration_time: new Date() })
    const ahead = await one('migrations', { ...env, BELLHOP_DATABASE: url })
    await db.destroy()
    assert.match(behind, /^warning: 1 have not run yet/)
    assert.match(ahead, /^wrong: .*999_future/)
  })

  it('finds secrets that others can read, and a certificate that ends or is for somebody else', async () => {
    const secrets = join(desk.config.data, 'secrets.json')
    chmodSync(secrets, 0o644)
    assert.match(await one('data folder', env), /chmod 600/)
    chmodSync(secrets, 0o600)
    const file = certificateFile(desk.config.data)
    const was = readFileSync(file)
    const make = (name: string) => {
      const what = ['-days', '3', '-subj', `/CN=${name}`, '-addext', `subjectAltName=DNS:${name}`]
      const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', '-', '-out', file]
      execFileSync('openssl', ['req', '-new', '-x509', ...what, ...key], { stdio: 'ignore' })
    }
    make('agents.localhost')
    assert.match(await one('certificate', env), /ends in [23] days/)
    make('other.example')
    assert.match(await one('certificate', env), /it is not for agents\.localhost/)
    writeFileSync(file, was)
  })

  it('says what the desk lacks when ejabberd is gone, and what it could not look at', async () => {
    await desk.ejabberd.kill9()
    await until(async () => (await fetch(`${desk.http}/healthz`)).status === 503, 'the desk to notice')
    const all = await look(env)
    assert.match(named(all, 'desk'), /not connected to ejabberd/)
    const unknown = all.filter(({ state, name }) => state === 'unknown' && name !== 'clock').map(({ name }) => name)
    assert.deepEqual(unknown, [
      'ejabberd',
      'logins of agents',
      'logins of visitors',
      'guard',
      'clock of ejabberd',
      'archives',
      'websocket',
      'uploads',
    ])
    await desk.ejabberd.start()
  })
})

describe('The doctor of an ejabberd that was changed by hand', function () {
  this.timeout(60_000)

  it('finds that visitors reach agents, that logins are open, and that browsers can’t upload', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'bellhop-doctor-'))
    const erl = join(folder, 'erl')
    const ours = findEjabberd() as Ejabberd
    // In the place of Erlang: takes lines out of the configuration first.
    const edits = ['/disable_sasl_mechanisms/d', '/Access-Control-Allow-Origin/d']
    const guard = 's/ *mod_bellhop:\\n *role: visitors\\n[^\\n]*\\n[^\\n]*\\n[^\\n]*\\n//'
    const edit = `sed -i -e '${edits.join("' -e '")}' "$EJABBERD_CONFIG_PATH"; sed -z -i '${guard}' "$EJABBERD_CONFIG_PATH"`
    writeFileSync(erl, `#!/bin/sh\n[ -z "$EJABBERD_CONFIG_PATH" ] || { ${edit}; }\nexec ${ours.erl} "$@"\n`, {
      mode: 0o755,
    })
    const server = await testEjabberd({}, { ejabberd: { ...ours, erl } })
    try {
      const all = await look(server.env)
      assert.match(named(all, 'guard'), /a visitor can write to agents/)
      assert.match(named(all, 'logins of agents'), /offers .*PLAIN.*not SCRAM alone/)
      assert.match(named(all, 'logins of visitors'), /X-OAUTH2.*not PLAIN alone/)
      assert.match(named(all, 'uploads'), /no CORS headers/)
      assert.match(named(all, 'ejabberd'), /^ok/)
      assert.match(named(all, 'desk'), /^unknown/)
    } finally {
      await server.stop()
      rmSync(folder, { recursive: true, force: true })
    }
  })
})
