// One-time codes: as the RFCs have them, each once, and asked for only after the right password.
import assert from 'node:assert/strict'
import { codeOf, newTotpSecret, stepAt, stepOf, toBase32, totpUri } from '../../../component/http/totp.ts'
import { openPage, type Page } from './admin-page.ts'
import { type ApiDesk, fillAdmins, openApiDesk } from './desk.ts'

const password = 'a password of Zoë'

describe('one-time codes', function () {
  this.timeout(60_000)

  it('are those of RFC 6238, appendix B, and RFC 4226, appendix D', () => {
    const secret = toBase32(Buffer.from('12345678901234567890'))
    assert.equal(secret, 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ')
    const times = [59, 1111111109, 1111111111, 1234567890, 2000000000, 20000000000]
    const codes = ['287082', '081804', '050471', '005924', '279037', '353130']
    assert.deepEqual(
      times.map((seconds) => codeOf(secret, stepAt(new Date(seconds * 1000)))),
      codes,
    )
    const counted = ['755224', '287082', '359152', '969429', '338314', '254676', '287922', '162583', '399871', '520489']
    assert.deepEqual(
      counted.map((_, counter) => codeOf(secret, counter)),
      counted,
    )
  })

  it('count one step early and one late, and are told to apps as they read it', () => {
    const secret = newTotpSecret()
    const now = new Date()
    const at = stepAt(now)
    const offs = [-2, -1, 0, 1, 2].map((off) => stepOf(secret, codeOf(secret, at + off), now))
    assert.deepEqual(offs, [undefined, at - 1, at, at + 1, undefined])
    assert.equal(stepOf(secret, '', now), undefined)
    const uri = new URL(totpUri(secret, 'Zoë: 1', 'Bellhop desk.test'))
    assert.equal(decodeURIComponent(uri.pathname), '/Bellhop desk.test:Zoë: 1')
    assert.deepEqual([uri.searchParams.get('secret'), uri.searchParams.get('issuer')], [secret, 'Bellhop desk.test'])
    assert.match(secret, /^[A-Z2-7]{32}$/)
  })

  describe('of an admin', () => {
    let desk: ApiDesk
    let page: Page
    let secret = ''
    let passed = 0
    /** The code that began them. */
    let used = ''
    before(async () => {
      desk = await openApiDesk()
      await fillAdmins(desk)
      page = openPage(desk)
      await page.signIn('Zoë', password)
    })
    after(() => desk?.stop())

    const code = (off = 0) => codeOf(secret, stepAt(new Date(Date.now() + passed)) + off)
    const later = () => {
      desk.passes(90)
      passed += 90_000
    }
    const isNeeded = async () => (await page.ask('GET', '/session')).json().admin as { totp: boolean }
    const fieldOf = async (given?: string) => {
      const answer = await openPage(desk).signIn('Zoë', password, given)
      return answer.status === 401 ? answer.json().field : answer.status
    }

    it('are asked for once the first was given, of a secret that the database keeps encrypted', async () => {
      const wrong = await page.ask('POST', '/session/totp', { password: 'wrong' })
      assert.deepEqual([wrong.status, wrong.json().field], [403, 'password'])
      assert.equal((await page.ask('PUT', '/session/totp', { code: '123456' })).status, 409)
      const shown = (await page.ask('POST', '/session/totp', { password })).json()
      secret = String(shown.secret)
      assert.ok(String(shown.uri).includes(`secret=${secret}`))
      assert.equal(await fieldOf(), 201)
      const bad = await page.ask('PUT', '/session/totp', { code: code(5) })
      assert.deepEqual([bad.status, bad.json().field], [403, 'code'])
      assert.equal((await isNeeded()).totp, false)
      used = code()
      assert.equal((await page.ask('PUT', '/session/totp', { code: used })).status, 204)
      assert.equal((await isNeeded()).totp, true)
      const kept = JSON.stringify([await desk.db('admins'), await desk.db('audit'), await desk.db('api_answers')])
      assert.ok(!kept.includes(secret))
    })

    it('are asked for after the right password only; each counts once, for one of two at the same time', async () => {
      assert.equal((await openPage(desk).signIn('Zoë', 'wrong', code())).json().field, 'password')
      assert.equal(await fieldOf(), 'code')
      assert.equal(await fieldOf(code(7)), 'code')
      assert.equal(await fieldOf(used), 'code', 'the one by which they were begun')
      later()
      const both = await Promise.all([fieldOf(code()), fieldOf(code())])
      assert.deepEqual(both.map(String).toSorted(), ['201', 'code'])
      later()
      assert.equal(await fieldOf(code()), 201)
      assert.equal(await fieldOf(code(-1)), 'code', 'one before the last that was used')
    })

    it('are asked for no more when he says so with his password, or has used a link', async () => {
      later()
      assert.equal((await page.ask('DELETE', '/session/totp', { password: 'wrong' })).status, 403)
      assert.equal(await fieldOf(), 'code')
      assert.equal((await page.ask('DELETE', '/session/totp', { password })).status, 204)
      assert.equal(await fieldOf(), 201)
      secret = String((await page.ask('POST', '/session/totp', { password })).json().secret)
      assert.equal((await page.ask('PUT', '/session/totp', { code: code() })).status, 204)
      const { link } = (await desk.ask('POST', '/admins/1/reset')).json()
      later()
      assert.equal(await fieldOf(), 'code')
      await openPage(desk).accept(String(link), 'Zoë', password)
      assert.equal(await fieldOf(), 201)
    })
  })
})
