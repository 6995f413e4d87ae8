// What the admin page may load, and the page beside it that shows the widget as its tag would have it.
import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type ApiDesk, openApiDesk } from './api/desk.ts'
import { ask } from './ask.ts'

const isBuilt = existsSync(fileURLToPath(new URL('../../dist/admin/index.html', import.meta.url)))

describe('/admin/', () => {
  let desk: ApiDesk
  before(async () => {
    desk = await openApiDesk()
  })
  after(() => desk?.stop())

  const policyOf = (headers: Record<string, unknown>) => String(headers['content-security-policy'])

  it('serves its own files under a policy that lets in nothing else, and nobody frame it', async () => {
    const page = await ask(desk.http, { path: '/admin/' })
    assert.equal(page.status, isBuilt ? 200 : 404)
    const policy = policyOf(page.headers)
    assert.match(policy, /^default-src 'none'; script-src 'self'; style-src 'self';/)
    assert.match(policy, /frame-ancestors 'none'.*connect-src 'self'; frame-src 'self'$/)
    assert.doesNotMatch(policy, /unsafe|\*/)
    assert.equal(page.headers['referrer-policy'], 'no-referrer')
    const moved = await ask(desk.http, { path: '/admin' })
    assert.deepEqual([moved.status, moved.headers.location], [302, '/admin/'])
    for (const path of ['/admin/nothing.js', '/admin/../console/index.html', '/admin/%2e%2e/web/widget.js'])
      assert.equal((await ask(desk.http, { path })).status, 404, path)
  })

  it('shows the widget of a queue, with what the query says as words and no more', async () => {
    const query = new URLSearchParams({ queue: '"><script>x</script>', theme: 'dark', title: "<b>&'", nonsense: 'x' })
    const { text, headers, status } = await ask(desk.http, { path: `/admin/preview?${query}&lang=en&lang=de` })
    assert.equal(status, 200)
    assert.match(text, /<script async src="..\/widget.js" data-queue="&quot;&gt;&lt;script&gt;x&lt;\/script&gt;" /)
    assert.match(text, /data-title="&lt;b&gt;&amp;&#39;" data-theme="dark"><\/script>/)
    assert.match(text, /<meta name="color-scheme" content="dark">/)
    assert.doesNotMatch(text, /nonsense|data-lang|<script>/)
    const policy = policyOf(headers)
    assert.match(policy, /default-src 'none'; script-src 'self';.*frame-ancestors 'self'/)
    assert.ok(policy.includes(new URL(desk.config.websocketUrl).host))
    assert.doesNotMatch(policy, /unsafe|\*/)
  })
})
