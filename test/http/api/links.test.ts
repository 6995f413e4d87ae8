// One-time links of admins: the first one, new ones, lost passwords, and who may still sign in.
import assert from 'node:assert/strict'
import { hashOf } from '../../../component/http/api/authorize.ts'
import { adminLink, firstLink } from '../../../component/invite.ts'
import { openPage, tokenOf } from './admin-page.ts'
import { type ApiDesk, openApiDesk } from './desk.ts'

describe('one-time links', function () {
  this.timeout(60_000)
  let desk: ApiDesk
  before(async () => {
    desk = await openApiDesk()
  })
  after(() => desk?.stop())

  const look = (link: string) => openPage(desk).ask('GET', `/invitations/${tokenOf(link)}`)
  const first = async () => (await firstLink(desk.run, desk.config.publicUrl))?.link ?? ''
  const add = async (name: string) => (await desk.ask('POST', '/admins', { body: { name } })).json()
  const admin = async (id: number) => (await desk.ask('GET', `/admins/${id}`)).json()

  it('make the first admin: the newest counts, for a day, also when several desks start at once', async () => {
    const early = await first()
    const both = await Promise.all([first(), first()])
    const statuses = await Promise.all([early, ...both].map(async (link) => (await look(link)).status))
    assert.deepEqual(statuses.toSorted(), [200, 404, 404])
    assert.equal(statuses[0], 404)
    const link = await first()
    assert.match(link, new RegExp(`^${desk.http}/admin/#invitation=[\\w-]{43}$`))
    const { name, kind, expiresAt } = (await look(link)).json()
    assert.deepEqual([name, kind], ['', 'first'])
    assert.ok(Math.abs(Date.parse(String(expiresAt)) - Date.now() - 86_400_000) < 60_000)
    desk.passes(86_401)
    assert.equal((await look(link)).status, 404)
    assert.equal((await openPage(desk).accept(link, 'Zoë', 'a password of Zoë')).status, 404)
    assert.deepEqual(await desk.db('admins'), [])
  })

  it('are used once, also by two at the same time, and sign in', async () => {
    const link = await first()
    const pages = ['Zoë', 'Mallory'].map((name) => ({ name, page: openPage(desk) }))
    const answers = await Promise.all(pages.map(({ name, page }) => page.accept(link, name, `a password of ${name}`)))
    assert.deepEqual(answers.map(({ status }) => status).toSorted(), [201, 404])
    const won = answers.findIndex(({ status }) => status === 201)
    assert.equal((await pages[won]?.page.ask('GET', '/session'))?.status, 200)
    assert.equal((await desk.db('admins')).length, 1)
    assert.equal((await look(link)).status, 404)
    // From now on the start of a desk makes none.
    assert.equal(await first(), '')
    await desk.db('admins').update({ name: 'Zoë', key: 'zoë' })
  })

  it('invite another admin, who is none before he has used it', async () => {
    const { admin: made, link, expiresAt, ...rest } = await add('Lin 林')
    assert.deepEqual(rest, {})
    assert.equal((made as { active: boolean }).active, false)
    assert.ok(Date.parse(String(expiresAt)) > Date.now())
    assert.equal((await look(String(link))).json().name, 'Lin 林')
    const page = openPage(desk)
    assert.equal((await page.accept(String(link), 'Zoë', 'a password of Lin')).status, 409)
    const short = await page.accept(String(link), 'Lin 林', 'short')
    assert.deepEqual([short.status, short.json().field], [400, 'password'])
    assert.equal((await page.accept(String(link), 'lin 林', 'a password of Lin')).status, 201)
    const { name, active, lastLoginAt } = await admin(2)
    assert.deepEqual([name, active, typeof lastLoginAt], ['Lin 林', true, 'string'])
    const row = await desk.db('audit').where({ what: 'acceptLink' }).orderBy('id', 'desc').first()
    assert.deepEqual([row.who, row.target], ['Lin 林 (admin-2)', '/admins/2'])
    assert.equal((await desk.ask('POST', '/admins', { body: { name: 'LIN 林' } })).status, 409)
  })

  it('are nowhere in the database, nor are passwords and cookies', async () => {
    const page = openPage(desk)
    await page.signIn('Lin 林', 'a password of Lin')
    const made = await page.ask('POST', '/admins', { name: 'Kim' }, { 'idempotency-key': 'kim' })
    await page.ask('PUT', '/session/password', { password: 'a password of Lin', newPassword: 'a password of Lin' })
    const rows = []
    for (const table of ['admins', 'admin_sessions', 'admin_invitations', 'audit', 'api_answers', 'api_events'])
      rows.push(...(await desk.db(table)))
    const kept = JSON.stringify(rows)
    assert.ok(kept.includes('Kim'))
    for (const secret of [tokenOf(String(made.json().link)), 'a password of Lin', page.cookie.split('=')[1] ?? ''])
      assert.ok(!kept.includes(secret) && secret.length > 10)
    // Whoever has only the database can't try passwords at what stands for a repeat either.
    const body = JSON.stringify({ name: 'Kim' })
    assert.ok(!kept.includes(hashOf(JSON.stringify(['POST', '/api/v1/admins', body]))))
    await desk.ask('DELETE', '/admins/3')
    assert.equal((await desk.ask('GET', '/admins/3')).status, 404)
  })

  it('set another password where that was lost: the old one counts until then, and then all sessions end', async () => {
    const page = openPage(desk)
    await page.signIn('Lin 林', 'a password of Lin')
    const old = (await page.ask('POST', '/admins/2/reset')).json().link
    const { link } = (await page.ask('POST', '/admins/2/reset')).json()
    assert.equal((await look(String(old))).status, 404)
    assert.equal((await look(String(link))).json().kind, 'reset')
    assert.equal((await page.ask('GET', '/session')).status, 200)
    assert.equal((await openPage(desk).signIn('Lin 林', 'a password of Lin')).status, 201)
    assert.equal((await openPage(desk).accept(String(link), 'Lin 林', 'another password')).status, 201)
    assert.equal((await page.ask('GET', '/session')).status, 401)
    assert.equal((await openPage(desk).signIn('Lin 林', 'a password of Lin')).status, 401)
    assert.equal((await openPage(desk).signIn('Lin 林', 'another password')).status, 201)
  })

  it('bring back who was put out, and are void for who is put out; the last admin stays', async () => {
    const page = openPage(desk)
    await page.signIn('Lin 林', 'another password')
    const { link } = (await page.ask('POST', '/admins/2/reset')).json()
    assert.equal((await desk.ask('DELETE', '/admins/2')).status, 204)
    assert.equal((await page.ask('GET', '/session')).status, 401)
    assert.equal((await look(String(link))).status, 404)
    assert.equal((await openPage(desk).signIn('Lin 林', 'another password')).status, 401)
    const refused = await desk.ask('DELETE', '/admins/1')
    assert.equal(refused.status, 409)
    assert.match(String(refused.json().detail), /last admin/)
    const again = (await desk.ask('POST', '/admins/2/reset')).json().link
    assert.equal((await openPage(desk).accept(String(again), 'Lin 林', 'a third password')).status, 201)
    assert.equal((await admin(2)).active, true)
  })

  it('can’t leave the desk without admins when two put each other out at once', async () => {
    const both = await Promise.all([1, 2].map((id) => desk.ask('DELETE', `/admins/${id}`)))
    assert.deepEqual(both.map(({ status }) => status).toSorted(), [204, 409])
  })

  it('are given to whoever runs the desk, when all have lost their passwords', async () => {
    const named = await adminLink(desk.run, desk.config.publicUrl, 'ZOË')
    assert.equal((await look(named.link)).json().name, 'Zoë')
    const fresh = await adminLink(desk.run, desk.config.publicUrl, 'Mo')
    assert.deepEqual([(await look(fresh.link)).json().kind, (await look(fresh.link)).json().name], ['new', 'Mo'])
    const any = await adminLink(desk.run, desk.config.publicUrl)
    assert.equal((await openPage(desk).accept(any.link, 'Noa', 'a password of Noa')).status, 201)
  })
})
