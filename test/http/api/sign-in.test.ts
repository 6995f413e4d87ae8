// Signing in to the admin page: name and password, sessions and what ends them, and whose requests count.
import assert from 'node:assert/strict'
import { request } from 'node:http'
import { until } from '../../harness/until.ts'
import { openPage } from './admin-page.ts'
import { type ApiDesk, fill, fillAdmins, openApiDesk, settled } from './desk.ts'

const password = 'a password of Zoë'

describe('signing in', function () {
  this.timeout(60_000)
  let desk: ApiDesk
  before(async () => {
    desk = await openApiDesk()
    await desk.run(fill)
    await fillAdmins(desk)
    await settled(desk)
  })
  after(() => desk?.stop())

  const sessions = async () => Number((await desk.db('admin_sessions').whereNull('ended_at').count({ n: '*' }))[0]?.n)

  it('gives a cookie that scripts and other sites never see, and of which the desk keeps a hash', async () => {
    const page = openPage(desk)
    const answer = await page.signIn('Zoë', password)
    assert.equal(answer.status, 201)
    const [cookie, ...more] = answer.headers['set-cookie'] ?? []
    assert.deepEqual(more, [])
    assert.match(cookie ?? '', /^bellhop_admin=[\w-]{43}; HttpOnly; SameSite=Strict; Path=\/$/)
    const { admin, csrf, expiresAt, ...rest } = answer.json()
    assert.deepEqual([admin, rest], [{ id: 1, name: 'Zoë', totp: false }, {}])
    assert.ok(Math.abs(Date.parse(String(expiresAt)) - Date.now() - 12 * 3600_000) < 60_000)
    assert.deepEqual((await page.ask('GET', '/session')).json().csrf, csrf)
    const secret = page.cookie.split('=')[1] ?? ''
    const kept = JSON.stringify([await desk.db('admin_sessions'), await desk.db('audit')])
    assert.ok(!kept.includes(secret) && !kept.includes(String(csrf)))
    assert.ok(!answer.text.includes(secret), 'the body')
  })

  it('gives a cookie for https only, and for this host alone, where the page is on https', async () => {
    const secure = await openApiDesk(undefined, { BELLHOP_PUBLIC_URL: 'https://desk.example' })
    try {
      await fillAdmins(secure)
      const page = openPage(secure)
      const [cookie] = (await page.signIn('Zoë', password)).headers['set-cookie'] ?? []
      assert.match(cookie ?? '', /^__Host-bellhop_admin=[\w-]{43}; HttpOnly; SameSite=Strict; Path=\/; Secure$/)
      assert.equal((await page.ask('GET', '/session', undefined, { origin: 'https://desk.example' })).status, 200)
      const plain = page.cookie.replace('__Host-', '')
      assert.equal((await page.ask('GET', '/session', undefined, { cookie: plain })).status, 401)
    } finally {
      await secure.stop()
    }
  })

  it('takes a name as people write it', async () => {
    assert.equal((await openPage(desk).signIn('ZOE\u0308', password)).status, 201)
  })

  it('says the same to a wrong password and to a name that nobody has, after as much work', async () => {
    const [first, other] = [await openPage(desk).signIn('Zoë', 'wrong'), await openPage(desk).signIn('Nobody', 'wrong')]
    assert.deepEqual([first.status, first.json().field], [401, 'password'])
    assert.equal(first.text, other.text)
    assert.equal(first.headers['set-cookie'], undefined)
    assert.match(String(first.headers['www-authenticate']), /^Bearer/)
    const spent = async (name: string) => {
      const was = process.cpuUsage()
      await openPage(desk).signIn(name, 'wrong')
      const { user, system } = process.cpuUsage(was)
      return user + system
    }
    const [known, unknown] = [await spent('Zoë'), await spent('Nobody')]
    assert.ok(unknown > known / 3, `${unknown} µs for a name that is not there, ${known} µs for one that is`)
  })

  it('is a session of its own each time; what the browser had before ends, so none can be handed to him', async () => {
    const page = openPage(desk)
    page.cookie = `bellhop_admin=${'x'.repeat(43)}`
    await page.signIn('Zoë', password)
    const first = page.cookie
    assert.ok(!first.includes('xxx'))
    await page.signIn('Zoë', password)
    assert.notEqual(page.cookie, first)
    const old = openPage(desk)
    old.cookie = first
    assert.equal((await old.ask('GET', '/session')).status, 401)
  })

  describe('a request with the cookie', () => {
    const body = { capacity: 7 }

    it('does what an admin may, and the audit names him', async () => {
      const page = openPage(desk)
      await page.signIn('Lin', password)
      assert.equal((await page.ask('PATCH', '/queues/billing', body)).status, 200)
      const row = await desk.db('audit').orderBy('id', 'desc').first()
      assert.deepEqual([row.what, row.who], ['changeQueue', 'Lin (admin-2)'])
      const signed = await desk.db('audit').where({ what: 'signIn' }).orderBy('id', 'desc').first()
      assert.deepEqual([signed.who, signed.target], ['Lin (admin-2)', '/session'])
    })

    it('is refused without the page’s token, with a wrong one and with that of another session; reading needs none', async () => {
      const [page, other] = [openPage(desk), openPage(desk)]
      await page.signIn('Zoë', password)
      await other.signIn('Zoë', password)
      for (const csrf of ['', 'x', 'é', page.csrf.slice(1), other.csrf]) {
        const answer = await page.ask('PATCH', '/queues/billing', { capacity: 9 }, { 'x-csrf-token': csrf })
        assert.deepEqual([answer.status, answer.json().field], [403, 'X-CSRF-Token'], csrf)
      }
      assert.equal((await desk.ask('GET', '/queues/billing')).json().capacity, 7)
      assert.equal((await page.ask('GET', '/queues/billing', undefined, { 'x-csrf-token': '' })).status, 200)
    })

    it('is refused from a page of another origin, also the signing in', async () => {
      const page = openPage(desk)
      await page.signIn('Zoë', password)
      const origin = { origin: 'https://evil.example' }
      assert.equal((await page.ask('GET', '/session', undefined, origin)).status, 403)
      assert.equal((await page.ask('DELETE', '/session', undefined, origin)).status, 403)
      assert.equal((await page.ask('POST', '/session', { name: 'Zoë', password }, origin)).status, 403)
    })

    it('counts by its token where it has one too', async () => {
      const page = openPage(desk)
      await page.signIn('Zoë', password)
      const authorization = `Bearer ${await desk.token(['queues'])}`
      assert.equal((await page.ask('GET', '/staff', undefined, { authorization })).status, 403)
      assert.equal((await page.ask('GET', '/session', undefined, { authorization })).status, 403)
      const without = { authorization, 'x-csrf-token': '' }
      assert.equal((await page.ask('PATCH', '/queues/billing', body, without)).status, 200)
      assert.equal((await page.ask('GET', '/queues', undefined, { authorization: 'Bearer x' })).status, 401)
    })

    it('is refused with a cookie that is none of ours', async () => {
      for (const cookie of ['bellhop_admin=', 'bellhop_admin=x', `bellhop_admin=${'x'.repeat(43)}`, 'a=b', '=;;;=']) {
        const answer = await openPage(desk).ask('GET', '/session', undefined, { cookie })
        assert.equal(answer.status, 401, cookie)
      }
    })

    it('repeats as any other, and changes together', async () => {
      const page = openPage(desk)
      await page.signIn('Zoë', password)
      const key = { 'idempotency-key': 'one' }
      const make = () => page.ask('POST', '/tokens', { name: 'of Zoë', scopes: ['read'] }, key)
      const [first, second] = [await make(), await make()]
      assert.deepEqual([first.text, second.headers['idempotency-replayed']], [second.text, 'true'])
      assert.equal(first.json().createdBy, 'Zoë')
      const late = await page.ask('PATCH', '/queues/billing', body, { 'if-match': '"x"' })
      assert.equal(late.status, 412)
    })

    it('keeps nothing for a repeated signing in, which is a new one', async () => {
      const key = { 'idempotency-key': 'k' }
      const sign = () => openPage(desk).ask('POST', '/session', { name: 'Zoë', password }, key)
      const [first, second] = [await sign(), await sign()]
      assert.notDeepEqual(first.headers['set-cookie'], second.headers['set-cookie'])
      assert.equal(second.headers['idempotency-replayed'], undefined)
    })
  })

  describe('a session', () => {
    it('ends by signing out, for the browser too', async () => {
      const page = openPage(desk)
      await page.signIn('Zoë', password)
      const answer = await page.ask('DELETE', '/session')
      assert.equal(answer.status, 204)
      assert.match(String(answer.headers['set-cookie']), /^bellhop_admin=; .*Max-Age=0/)
      assert.equal((await page.ask('GET', '/session')).status, 401)
    })

    it('ends after twelve hours without a request, and after seven days whatever he does', async () => {
      const page = openPage(desk)
      await page.signIn('Zoë', password)
      const status = async () => (await page.ask('GET', '/session')).status
      for (let halfDays = 1; halfDays < 14; halfDays++) {
        desk.passes(11.9 * 3600)
        assert.equal(await status(), 200, `${halfDays}`)
      }
      desk.passes(14 * 0.1 * 3600 + 11.9 * 3600)
      assert.equal(await status(), 401)
      await page.signIn('Zoë', password)
      desk.passes(12 * 3600 + 1)
      assert.equal(await status(), 401)
    })

    it('is listed with where it is; another of his can be ended, and one of somebody else can’t', async () => {
      const [page, other, lin] = [openPage(desk), openPage(desk, '127.0.8.1'), openPage(desk)]
      for (const each of [page, other]) await each.signIn('Zoë', password)
      await lin.signIn('Lin', password)
      const items = (await page.ask('GET', '/session/others')).json().items as Record<string, unknown>[]
      const [second, first] = items
      assert.deepEqual([first?.current, first?.agent], [true, 'a test'])
      assert.deepEqual([second?.current, second?.address], [false, '127.0.8.1'])
      assert.equal((await lin.ask('DELETE', `/session/others/${second?.id}`)).status, 404)
      assert.equal((await page.ask('DELETE', `/session/others/${second?.id}`)).status, 204)
      assert.equal((await other.ask('GET', '/session')).status, 401)
      assert.equal((await page.ask('GET', '/session')).status, 200)
    })

    it('is seen about once a minute, and an open stream does not keep it alive', async () => {
      const page = openPage(desk)
      await page.signIn('Zoë', password)
      const seen = async () => (await desk.db('admin_sessions').orderBy('id', 'desc').first()).last_seen_at
      const first = await seen()
      await page.ask('GET', '/queues')
      assert.equal(await seen(), first)
      desk.passes(61)
      await page.ask('GET', '/queues')
      assert.notEqual(await seen(), first)
      const stream = listen(page.cookie)
      await until(() => stream.text() !== '', 'the stream')
      desk.passes(12 * 3600 + 1)
      await until(() => stream.isEnded(), 'its end')
    })

    it('ends its open streams with it', async () => {
      const page = openPage(desk)
      await page.signIn('Zoë', password)
      const stream = listen(page.cookie)
      await until(() => stream.text() !== '', 'the stream')
      await page.ask('DELETE', '/session')
      await until(() => stream.isEnded(), 'its end')
    })

    it('ends everywhere else with another password, which must be proved with the old one', async () => {
      const [page, other] = [openPage(desk), openPage(desk)]
      for (const each of [page, other]) await each.signIn('Lin', password)
      const newPassword = 'another password of Lin'
      const change = (old: string) => page.ask('PUT', '/session/password', { password: old, newPassword })
      const wrong = await change('wrong')
      assert.deepEqual([wrong.status, wrong.json().field], [403, 'password'])
      assert.equal((await other.ask('GET', '/session')).status, 200)
      assert.equal((await change(password)).status, 204)
      assert.equal((await other.ask('GET', '/session')).status, 401)
      assert.equal((await page.ask('GET', '/session')).status, 200)
      assert.equal((await openPage(desk).signIn('Lin', password)).status, 401)
      assert.equal((await openPage(desk).signIn('Lin', newPassword)).status, 201)
    })

    it('is forgotten with all others of its time after a month', async () => {
      const { forgetSessions } = await import('../../../component/desk/admin/sign-in.ts')
      assert.ok((await sessions()) > 0)
      desk.passes(31 * 86_400)
      await desk.run(forgetSessions)
      assert.equal(await sessions(), 0)
    })
  })

  function listen(cookie: string): { text(): string; isEnded(): boolean } {
    let [text, ended] = ['', false]
    const sent = request(`${desk.http}/api/v1/events`, { headers: { cookie }, agent: false }, (response) => {
      response.on('data', (chunk) => {
        text += chunk
      })
      response.on('close', () => {
        ended = true
      })
    })
    sent.on('error', () => undefined)
    sent.end()
    return { text: () => text, isEnded: () => ended }
  }
})
