// Verified visitors: whom a site vouches for with a signed identity, and whom nobody can pretend to be.
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { type JWTPayload, SignJWT } from 'jose'
import { makeIdentityKey } from '../../component/desk/identity.ts'
import type { Turn } from '../../component/desk/turn.ts'
import { type Database, openDatabase } from '../../component/store/database.ts'
import { openTurns } from '../../component/store/turns.ts'
import { startDesk, type TestDesk } from '../harness/desk.ts'
import { ask, askSession } from './ask.ts'

const shopKey = { id: 'shop-1', site: 'shop', secret: 's'.repeat(43) }
const otherKey = { id: 'club-1', site: 'club', secret: 'c'.repeat(43) }
const browser = () => randomBytes(24).toString('base64url')

type Session = { jid: string; token: string; verified: boolean }

describe('a verified visitor', function () {
  this.timeout(60_000)
  let desk: TestDesk
  let db: Database
  let address = 0
  const run = <T>(work: (turn: Turn) => Promise<T>): Promise<T> =>
    openTurns(db, { random: Math.random, clock: () => new Date(), posted: () => undefined }).run(work)

  before(async () => {
    desk = await startDesk()
    db = openDatabase(desk.config.database)
    for (const key of [shopKey, otherKey]) await run((turn) => makeIdentityKey(turn, key))
  })
  after(async () => {
    await db?.destroy()
    await desk?.stop()
  })

  const post = (body: object) => askSession(desk.http, { queue: 'support', ...body }, { from: `127.0.2.${++address}` })
  const sign = (claims: JWTPayload, { secret, id }: { secret: string; id?: string } = shopKey, alg = 'HS256') =>
    new SignJWT({ jti: randomBytes(8).toString('hex'), ...claims })
      .setProtectedHeader({ alg, ...(id ? { kid: id } : {}) })
      .setIssuedAt()
      .setExpirationTime('1h')
      .sign(new TextEncoder().encode(secret))
  const enter = async (body: object): Promise<Session> => {
    const answer = await post(body)
    assert.equal(answer.status, 200, answer.text)
    return answer.json() as unknown as Session
  }
  const refused = async (body: object, status: number, detail: RegExp) => {
    const count = async () =>
      [await db('visitors').count(), await db('identities').count()].map((rows) => JSON.stringify(rows))
    const before = await count()
    const answer = await post({ browser: browser(), ...body })
    assert.equal(answer.status, status, answer.text)
    assert.match(String(answer.json().detail), detail)
    assert.deepEqual(await count(), before)
  }

  it('is one person in two browsers, each with a token of its own', async () => {
    const one = await enter({
      identity: await sign({ sub: 'u1', name: 'Li Wei', email: 'li@example.org' }),
      browser: browser(),
    })
    const two = await enter({ identity: await sign({ sub: 'u1' }), browser: browser() })
    assert.deepEqual([one.verified, two.verified, two.jid], [true, true, one.jid])
    assert.notEqual(two.token, one.token)
    const visitor = await db('visitors').where({ jid: one.jid }).first()
    assert.deepEqual([visitor.name, visitor.email], ['Li Wei', 'li@example.org'])
    for (const { token } of [one, two]) assert.equal((await enter({ token })).jid, one.jid)
    // Logging out in one leaves the other alone.
    const answer = await ask(desk.http, {
      ...{ method: 'POST', path: '/widget/logout', from: '127.0.2.250', body: JSON.stringify({ token: one.token }) },
      headers: { 'content-type': 'application/json' },
    })
    assert.equal(answer.status, 204)
    assert.equal((await post({ token: one.token })).status, 403)
    assert.equal((await enter({ token: two.token })).jid, one.jid)
  })

  it('keeps the thread he began before he logged in', async () => {
    const anonymous = await enter({})
    const verified = await enter({ token: anonymous.token, identity: await sign({ sub: 'u2' }), browser: browser() })
    assert.deepEqual([verified.jid, verified.token, verified.verified], [anonymous.jid, anonymous.token, true])
    assert.equal((await enter({ token: anonymous.token })).verified, true)
  })

  it('who is known already gets his own thread, and the anonymous one stays where it is', async () => {
    const before = await enter({ identity: await sign({ sub: 'u3' }), browser: browser() })
    const anonymous = await enter({})
    const after = await enter({ token: anonymous.token, identity: await sign({ sub: 'u3' }), browser: browser() })
    assert.equal(after.jid, before.jid)
    assert.notEqual(after.token, anonymous.token)
    const left = await enter({ token: anonymous.token })
    assert.deepEqual([left.jid, left.verified], [anonymous.jid, false])
  })

  it('is never made one with another: not in the same browser, not by the same name on another site', async () => {
    const here = browser()
    const anna = await enter({ identity: await sign({ sub: 'anna' }), browser: here })
    const berta = await enter({ token: anna.token, identity: await sign({ sub: 'berta' }), browser: here })
    assert.notEqual(berta.jid, anna.jid)
    assert.notEqual(berta.token, anna.token)
    const elsewhere = await enter({
      token: berta.token,
      identity: await sign({ sub: 'anna' }, otherKey),
      browser: here,
    })
    assert.equal(new Set([anna.jid, berta.jid, elsewhere.jid]).size, 3)
    assert.equal((await enter({ token: anna.token })).jid, anna.jid)
  })

  it('may be asked for again by the same browser, as after an answer that was lost, and by no other', async () => {
    const [here, identity] = [browser(), await sign({ sub: 'u5' })]
    const first = await enter({ identity, browser: here })
    assert.equal((await enter({ identity, browser: here })).jid, first.jid)
    await refused({ identity }, 403, /another browser/)
    const bare = await new SignJWT({ sub: 'u6' })
      .setProtectedHeader({ alg: 'HS256' })
      .setExpirationTime('1h')
      .sign(new TextEncoder().encode(shopKey.secret))
    await enter({ identity: bare, browser: here })
    await refused({ identity: bare }, 403, /another browser/)
  })

  it('comes in once, however many ask at the same time', async () => {
    const identity = await sign({ sub: 'u7' })
    const answers = await Promise.all(Array.from({ length: 12 }, () => post({ identity, browser: browser() })))
    assert.deepEqual(answers.map(({ status }) => status).sort(), [200, ...Array(11).fill(403)])
    const logins = await Promise.all(
      Array.from({ length: 12 }, async () => enter({ identity: await sign({ sub: 'u8' }), browser: browser() })),
    )
    assert.equal(new Set(logins.map(({ jid }) => jid)).size, 1)
  })

  it('can’t be forged', async () => {
    const good = await sign({ sub: 'u9' })
    const [head = '', body = '', signature = ''] = good.split('.')
    const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
    const exp = Math.floor(Date.now() / 1000) + 600
    await refused({ identity: await sign({ sub: 'u9' }, { secret: 'x'.repeat(43) }) }, 401, /not signed with a key/)
    await refused({ identity: await sign({ sub: 'u9' }, { ...shopKey, id: 'nosuch' }) }, 401, /not signed with a key/)
    await refused(
      { identity: await sign({ sub: 'u9' }, { ...shopKey, id: otherKey.id }) },
      401,
      /not signed with a key/,
    )
    await refused({ identity: await sign({ sub: 'u9' }, shopKey, 'HS512') }, 401, /HS512/)
    await refused({ identity: `${encoded({ alg: 'none' })}.${encoded({ sub: 'u9', exp })}.x` }, 401, /none/)
    await refused({ identity: `${head}.${encoded({ sub: 'u10', exp })}.${signature}` }, 401, /not signed with a key/)
    await refused({ identity: `${head}.${body}.` }, 400, /JWT/)
    await refused({ identity: 'a.b.c' }, 401, /no JWT/)
    // A password for IM server 1 is no identity.
    const { password } = (await post({})).json() as { password: string }
    await refused({ identity: password }, 401, /not signed with a key/)
  })

  it('must be named, and for a day at most', async () => {
    const key = new TextEncoder().encode(shopKey.secret)
    const signed = (claims: JWTPayload) => new SignJWT(claims).setProtectedHeader({ alg: 'HS256' }).sign(key)
    const now = Math.floor(Date.now() / 1000)
    await refused({ identity: await signed({ exp: now + 60 }) }, 401, /sub/)
    await refused({ identity: await signed({ sub: '', exp: now + 60 }) }, 401, /sub/)
    await refused({ identity: await signed({ sub: 'a\nb', exp: now + 60 }) }, 401, /sub/)
    await refused({ identity: await signed({ sub: 'u11' }) }, 401, /exp/)
    await refused({ identity: await signed({ sub: 'u11', exp: now - 120 }) }, 401, /expired/)
    await refused({ identity: await signed({ sub: 'u11', exp: now + 25 * 3600 }) }, 401, /24 hours/)
    await refused({ identity: await signed({ sub: 'u11', exp: now + 60, iat: now + 600 }) }, 401, /iat/)
    await refused({ identity: await signed({ sub: 'u11', exp: now + 60, name: 7 }) }, 401, /name/)
    // No XML can carry it, so no agent's client could.
    await refused({ identity: await signed({ sub: 'u11', exp: now + 60, name: 'Li\uffff' }) }, 401, /name/)
    await refused({ identity: await signed({ sub: 'u11', exp: now + 60 }), browser: undefined }, 400, /browser/)
  })

  it('is not vouched for by a key that was ended', async () => {
    const key = { id: 'old-1', site: 'shop', secret: 'o'.repeat(43) }
    await run((turn) => makeIdentityKey(turn, key))
    await enter({ identity: await sign({ sub: 'u12' }, key), browser: browser() })
    await db('identity_keys').where({ id: key.id }).update({ ended_at: new Date().toISOString() })
    await refused({ identity: await sign({ sub: 'u12' }, key) }, 401, /not signed with a key/)
  })
})
