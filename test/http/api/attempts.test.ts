// Guessing passwords: it gets slow for who guesses, and the admin himself still comes in.
import assert from 'node:assert/strict'
import { hashPassword, isPassword } from '../../../component/http/password.ts'
import { openPage } from './admin-page.ts'
import { type ApiDesk, fillAdmins, openApiDesk } from './desk.ts'

const password = 'a password of Zoë'

describe('guessing passwords', function () {
  this.timeout(60_000)
  let desk: ApiDesk
  before(async () => {
    // Six wrong attempts from an address, three under a name.
    desk = await openApiDesk({ burst: 90, perMinute: 600 })
    await fillAdmins(desk)
  })
  after(() => desk?.stop())

  const guess = (from: string, name: string, word = 'wrong') => openPage(desk, from).signIn(name, word)
  const status = async (...asked: Parameters<typeof guess>) => (await guess(...asked)).status

  it('ends for a name after a few, whether there is such a name or not, with Retry-After', async () => {
    for (const [from, name] of [
      ['127.0.7.1', 'Zoë'],
      ['127.0.7.2', 'Nobody'],
    ] as const) {
      for (let times = 0; times < 3; times++) assert.equal(await status(from, name), 401)
      const answer = await guess(from, name, password)
      assert.equal(answer.status, 429)
      assert.match(String(answer.json().detail), /Too many wrong attempts under this name/)
      const seconds = Number(answer.headers['retry-after'])
      assert.ok(seconds > 60 && seconds <= 300, `${seconds}`)
    }
    assert.equal(await status('127.0.7.3', 'ZOË', password), 429, 'from anywhere else, too')
  })

  it('does not keep the admin out where he has been before, nor from a link', async () => {
    assert.equal(await status('127.0.0.1', 'Zoë', password), 201)
    const { link } = (await desk.ask('POST', '/admins/1/reset')).json()
    assert.equal((await openPage(desk, '127.0.7.4').accept(String(link), 'Zoë', password)).status, 201)
    assert.equal(await status('127.0.7.4', 'Zoë', password), 201, 'where the link brought him')
  })

  it('ends for an address after some, whatever the names; what was right is not counted', async () => {
    for (let times = 0; times < 8; times++) assert.equal(await status('127.0.7.5', 'Lin', password), 201)
    const names = ['a', 'b', 'c', 'd', 'e', 'f']
    for (const name of names) assert.equal(await status('127.0.7.6', name), 401)
    assert.equal(await status('127.0.7.6', 'Lin', password), 429)
  })

  it('is as slow in a session that somebody found open', async () => {
    const page = openPage(desk)
    await page.signIn('Lin', password)
    const attempt = async () => (await page.ask('POST', '/session/totp', { password: 'wrong' })).status
    assert.deepEqual([await attempt(), await attempt(), await attempt(), await attempt()], [403, 403, 403, 429])
  })

  it('hashes with scrypt of at least 32768 rounds, with salt, and few at a time', async () => {
    const [first, second] = [await hashPassword(password), await hashPassword(password)]
    const [, rounds] = /^scrypt\$(\d+)\$8\$1\$[\w-]{22}\$[\w-]{43}$/.exec(first) ?? []
    assert.ok(Number(rounds) >= 32_768)
    assert.notEqual(first, second)
    assert.equal(await isPassword('a password of Zoe\u0308', first), true)
    assert.equal(await isPassword('a password of Zoe', first), false)
    // With parameters of another time it is still the password, and these are quick.
    const cheap = `scrypt$16$1$1$AAAA$${'A'.repeat(43)}`
    const asked = await Promise.allSettled(Array.from({ length: 40 }, () => isPassword(password, cheap)))
    const refused = asked.filter((one) => one.status === 'rejected' && one.reason.status === 429)
    assert.ok(refused.length > 0 && refused.length < 20, `${refused.length} of 40`)
    assert.equal(await isPassword(password, first), true, 'and it goes on')
  })
})
