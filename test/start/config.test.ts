// Settings: defaults, each wrong value refused by the name of its variable; secrets made once.
import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { isAbsolute, join } from 'node:path'
import { ConfigError, readConfig, settings, unknownSettings } from '../../component/config.ts'
import { loadSecrets } from '../../component/secrets.ts'
import { renderConfiguration } from '../../ejabberd/configure.ts'
import { compareVersions } from '../../ejabberd/find.ts'

describe('settings', () => {
  it('have defaults that stay on this machine', () => {
    const config = readConfig({})
    assert.ok(isAbsolute(config.data) && config.data.endsWith('.data'))
    assert.deepEqual(config.domains, {
      visitors: 'visitors.localhost',
      agents: 'agents.localhost',
      desk: 'desk.localhost',
    })
    assert.equal(config.bind, '127.0.0.1')
    assert.deepEqual(config.ports, { http: 8080, c2s: 5222, ws: 5280, component: 5275, api: 5281 })
    assert.equal(config.database, `sqlite://${join(config.data, 'bellhop.sqlite')}`)
    assert.equal(config.websocketUrl, 'ws://127.0.0.1:5280/ws')
    assert.equal(config.publicUrl, 'http://127.0.0.1:8080')
    assert.deepEqual([config.demo, config.origins, config.ejabberd], [true, 'any', 'managed'])
    assert.deepEqual([config.graceSeconds, config.logLevel], [90, 'info'])
    assert.deepEqual(readConfig({ BELLHOP_DEMO: '0' }).origins, [])
  })

  const wrong: [string, string][] = [
    ['BELLHOP_DOMAIN', 'Shop.Example'],
    ['BELLHOP_DOMAIN', 'shop..example'],
    ['BELLHOP_DOMAIN', '192.0.2.1'],
    ['BELLHOP_DOMAIN', 'a b'],
    ['BELLHOP_BIND', 'localhost'],
    ['BELLHOP_HTTP_PORT', '0'],
    ['BELLHOP_C2S_PORT', '65536'],
    ['BELLHOP_WS_PORT', '52x'],
    ['BELLHOP_COMPONENT_PORT', '-1'],
    ['BELLHOP_API_PORT', '1e3'],
    ['BELLHOP_API_PORT', '5222'],
    ['BELLHOP_DATABASE', 'mysql://root@localhost/x'],
    ['BELLHOP_DATABASE', 'sqlite://relative.sqlite'],
    ['BELLHOP_DATABASE', 'postgres://localhost'],
    ['BELLHOP_DEMO', 'yes'],
    ['BELLHOP_EJABBERD', 'none'],
    ['BELLHOP_ORIGINS', 'https://shop.example/page'],
    ['BELLHOP_ORIGINS', 'shop.example'],
    ['BELLHOP_WEBSOCKET_URL', 'http://shop.example/ws'],
    ['BELLHOP_PUBLIC_URL', 'shop.example'],
    ['BELLHOP_GRACE', '3601'],
    ['BELLHOP_GRACE', '1.5'],
    ['BELLHOP_LOG', 'verbose'],
  ]
  for (const [name, value] of wrong) {
    it(`refuse ${name}=${value} by name`, () => {
      assert.throws(
        () => readConfig({ [name]: value }),
        (error) =>
          error instanceof ConfigError && error.message.startsWith(`${name}=`) && error.message.includes('must be'),
      )
    })
  }

  it('do not show a password of the database in a refusal', () => {
    assert.throws(
      () => readConfig({ BELLHOP_DATABASE: 'mysql://root:hunter2@localhost/x' }),
      (error) => error instanceof ConfigError && !error.message.includes('hunter2'),
    )
  })

  it('are all documented, and a misspelt one is told', () => {
    const read = new Set<string>()
    readConfig(new Proxy({}, { get: (_, name) => void read.add(String(name)) }))
    assert.deepEqual([...read].sort(), settings.map(({ name }) => name).sort())
    assert.deepEqual(unknownSettings({ BELLHOP_HTTPPORT: '1', BELLHOP_HTTP_PORT: '1', PATH: '' }), ['BELLHOP_HTTPPORT'])
  })

  it('take IPv6, several origins and a proxy’s addresses', () => {
    const config = readConfig({
      BELLHOP_BIND: '::1',
      BELLHOP_ORIGINS: 'https://shop.example, http://localhost:3000/',
      BELLHOP_WEBSOCKET_URL: 'wss://shop.example/chat/ws',
    })
    assert.equal(config.publicUrl, 'http://[::1]:8080')
    assert.deepEqual(config.origins, ['https://shop.example', 'http://localhost:3000'])
    assert.equal(config.websocketUrl, 'wss://shop.example/chat/ws')
  })
})

describe('secrets', () => {
  it('are made once, for the owner only', () => {
    const data = mkdtempSync(join(tmpdir(), 'bellhop-secrets-'))
    try {
      const first = loadSecrets(data)
      assert.deepEqual(loadSecrets(data), first)
      assert.equal(statSync(join(data, 'secrets.json')).mode & 0o777, 0o600)
      assert.equal(Buffer.from(first.jwtKey, 'base64url').length, 32)
      assert.deepEqual(Object.keys(first.demoPasswords), ['ann', 'bob', 'cem', 'hana', 'lea'])
      assert.equal(new Set([...Object.values(first.demoPasswords), first.apiPassword, first.adminToken]).size, 7)
      assert.deepEqual(JSON.parse(readFileSync(join(data, 'secrets.json'), 'utf8')), first)
    } finally {
      rmSync(data, { recursive: true })
    }
  })
})

describe('ejabberd’s configuration', () => {
  const secrets = { componentPassword: 'c"\n\\', apiPassword: 'a', jwtKey: 'k', adminToken: 't', demoPasswords: {} }

  it('has the lines of the version found, nothing left to fill in, and every value in quotes of its own', () => {
    const config = readConfig({ BELLHOP_DATA: `/tmp/a "quoted" path` })
    const old = renderConfiguration(config, secrets, '23.01-1')
    const newer = renderConfiguration(config, secrets, '24.12-3~bpo12+1')
    assert.doesNotMatch(old, /\$\{|#@|default_version/)
    assert.match(newer, /^ {6}mod_http_api: \{default_version: 0\}$/m)
    assert.match(old, /password: "c\\"\\n\\\\"/)
    assert.match(old, /certfiles: \["\/tmp\/a \\"quoted\\" path\/ejabberd\/certificate\.pem"\]/)
  })

  it('asks for TLS as soon as it is reachable from elsewhere', () => {
    assert.match(renderConfiguration(readConfig({}), secrets, '23.01'), /starttls_required: false/)
    const open = renderConfiguration(readConfig({ BELLHOP_BIND: '0.0.0.0' }), secrets, '23.01')
    assert.match(open, /starttls_required: true/)
    assert.equal(open.match(/ip: "127\.0\.0\.1"/g)?.length, 2, 'component and API stay on loopback')
  })

  it('orders versions by their parts', () => {
    assert.ok(compareVersions('23.01-1', '23.01') === 0 && compareVersions('24.12', '23.10') > 0)
    assert.ok(compareVersions('24.2', '24.12') < 0 && compareVersions('24.12.1', '24.12') > 0)
  })
})
