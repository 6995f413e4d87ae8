// The web port's files: types, caching, the demo page, and no path that leads out of the folder.
import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readConfig } from '../../component/config.ts'
import { openHttp } from '../../component/http/server.ts'
import type { Log } from '../../component/log.ts'
import { freePorts } from '../harness/ports.ts'
import { ask } from './ask.ts'

const assets = fileURLToPath(new URL('../../dist/web/assets', import.meta.url))

describe('the web port', () => {
  const folder = mkdtempSync(join(tmpdir(), 'bellhop-http-'))
  const stops: (() => Promise<void>)[] = []
  const logged: unknown[] = []
  const ignore = () => undefined
  const log: Log = { debug: ignore, info: ignore, warn: ignore, error: (what) => logged.push(what) }
  let online = true
  let http = ''

  /** The web port alone, without a desk behind it. */
  async function open(env: Record<string, string> = {}): Promise<string> {
    const [port] = await freePorts(1)
    const config = readConfig({ BELLHOP_DATA: folder, BELLHOP_HTTP_PORT: String(port), ...env })
    const run = () => Promise.reject(new Error('there is no desk behind this'))
    const server = await openHttp({
      config,
      jwtKey: 'AAAA',
      linkKey: new Uint8Array(32),
      run,
      online: () => online,
      log,
    })
    stops.push(() => server.stop())
    return config.publicUrl
  }

  before(async () => {
    http = await open()
  })
  after(async () => {
    for (const stop of stops) await stop()
    rmSync(folder, { recursive: true, force: true })
  })

  const get = (path: string, headers: Record<string, string> = {}) => ask(http, { path, headers })
  const assetWith = (end: string) => `/assets/${readdirSync(assets).find((name) => name.endsWith(end))}`

  it('hands out loader, demo page and hashed files with their types, to be kept as long as they stay the same', async () => {
    const expected = [
      ['/', 'text/html; charset=utf-8', /^public, max-age=\d{1,3}$/],
      ['/widget.js', 'text/javascript; charset=utf-8', /^public, max-age=\d{1,3}$/],
      [assetWith('.js'), 'text/javascript; charset=utf-8', /max-age=31536000, immutable/],
      [assetWith('.css'), 'text/css; charset=utf-8', /max-age=31536000, immutable/],
    ] as const
    for (const [path, type, cached] of expected) {
      const { status, headers, text } = await get(path)
      assert.equal(status, 200, path)
      assert.equal(headers['content-type'], type)
      assert.match(headers['cache-control'] ?? '', cached)
      assert.equal(headers['x-content-type-options'], 'nosniff')
      assert.equal(Number(headers['content-length']), Buffer.byteLength(text), path)
    }
  })

  it('says “not modified” to whoever has it', async () => {
    const { headers } = await get('/widget.js')
    const etag = headers.etag ?? ''
    assert.match(etag, /^(W\/)?"[^"]+"$/)
    for (const known of [etag, `"other", ${etag}`, '*']) {
      const again = await get('/widget.js', { 'if-none-match': known })
      assert.equal(again.status, 304, known)
      assert.equal(again.text, '')
      assert.equal(again.headers.etag, etag)
    }
    assert.equal((await get('/widget.js', { 'if-none-match': '"other"' })).status, 200)
  })

  it('answers HEAD as GET, without the body', async () => {
    const whole = await get('/widget.js')
    const head = await ask(http, { method: 'HEAD', path: '/widget.js' })
    assert.equal(head.status, 200)
    assert.equal(head.text, '')
    for (const name of ['content-type', 'content-length', 'etag', 'cache-control'])
      assert.equal(head.headers[name], whole.headers[name], name)
  })

  it('lets pages of any origin load the loader and the chat’s module', async () => {
    for (const path of ['/widget.js', assetWith('.js')]) {
      const origin = 'https://anywhere.example'
      assert.equal((await get(path, { origin })).headers['access-control-allow-origin'], origin)
    }
  })

  it('has nothing outside of its folder, however the path is written', async () => {
    const dots = ['..', '%2e%2e', '.%2e', '%252e%252e', '..%2f', '..%5c', '..\\', '....']
    const paths = dots.flatMap((up) => [`/${up}/${up}/package.json`, `/assets/${up}/${up}/${up}/package.json`])
    const others = [
      '//etc/passwd',
      '/etc/passwd',
      '/widget.js%00',
      '/widget.js%00.json',
      '/%00',
      '/assets',
      '/assets/',
      '/.',
    ]
    const dotfiles = [
      '/.web-client-stamp',
      '/../.web-client-stamp',
      '/widget.js/',
      '/widget.js/../../component/main.js',
    ]
    for (const path of [...paths, ...others, ...dotfiles, '/%', '/%zz', '/\\..\\package.json', '/nosuch.js']) {
      const answer = await get(path)
      assert.equal(answer.status, 404, `${path}: ${answer.text.slice(0, 80)}`)
      assert.match(answer.headers['content-type'] ?? '', /^application\/problem\+json/, path)
      assert.equal(answer.json().status, 404)
    }
  })

  it('takes nothing but questions for files', async () => {
    for (const method of ['POST', 'PUT', 'DELETE']) {
      const answer = await ask(http, { method, path: '/widget.js' })
      assert.ok([404, 405].includes(answer.status), `${method}: ${answer.status}`)
      assert.match(answer.headers['content-type'] ?? '', /^application\/problem\+json/)
    }
  })

  it('without demo has the widget, but no page', async () => {
    const plain = await open({ BELLHOP_DEMO: '0' })
    assert.equal((await ask(plain, { path: '/widget.js' })).status, 200)
    for (const path of ['/', '/index.html']) assert.equal((await ask(plain, { path })).status, 404, path)
  })

  it('without demo and origins lets no other site use the widget', async () => {
    const plain = await open({ BELLHOP_DEMO: '0' })
    const headers = { origin: 'https://shop.example', 'content-type': 'application/json' }
    const answer = await ask(plain, { method: 'POST', path: '/widget/session', headers, body: '{"queue":"support"}' })
    assert.equal(answer.status, 403)
    assert.equal(answer.headers['access-control-allow-origin'], undefined)
  })

  it('answers a failure of the desk with a problem that tells nothing of the inside', async () => {
    const headers = { 'content-type': 'application/json' }
    const answer = await ask(http, { method: 'POST', path: '/widget/session', headers, body: '{"queue":"support"}' })
    assert.equal(answer.status, 500)
    assert.match(answer.headers['content-type'] ?? '', /^application\/problem\+json/)
    assert.doesNotMatch(answer.text, /no desk behind/)
    assert.deepEqual(logged, ['a request failed'])
  })

  it('/healthz is 200 while the desk is online, else 503', async () => {
    assert.deepEqual([(await get('/healthz')).status, (await get('/healthz')).text], [200, '{"online":true}'])
    online = false
    assert.equal((await get('/healthz')).status, 503)
    online = true
  })
})
