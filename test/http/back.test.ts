// The link in a mail: where it leads, what it is good for, and that nothing else is taken for one.
import assert from 'node:assert/strict'
import { SignJWT, UnsecuredJWT } from 'jose'
import type { Knex } from 'knex'
import { signLink } from '../../component/http/link.ts'
import { linkKeyOf } from '../../component/secrets.ts'
import { openDatabase } from '../../component/store/database.ts'
import { plain, Stream } from '../ejabberd/wire.ts'
import { startDesk, type TestDesk } from '../harness/desk.ts'
import { type Answer, type Asked, ask, askSession } from './ask.ts'

const shop = 'https://shop.example'
const day = 86_400_000

describe('the link in a mail', function () {
  this.timeout(60_000)
  let desk: TestDesk
  let db: Knex
  let key: Uint8Array
  let jwtKey: Uint8Array
  let visitor: { id: number; jid: string; token: string; password: string }
  let addresses = 0
  const from = () => `127.0.3.${++addresses}`

  before(async () => {
    desk = await startDesk({ BELLHOP_ORIGINS: `${shop},https://other.example` })
    db = openDatabase(desk.config.database)
    key = linkKeyOf(desk.ejabberd.secrets)
    jwtKey = Buffer.from(desk.ejabberd.secrets.jwtKey, 'base64url')
    visitor = await comes()
  })
  after(async () => {
    await db?.destroy()
    await desk?.stop()
  })

  const session = (body: object): Promise<Answer> =>
    askSession(desk.http, { queue: 'support', ...body }, { from: from() })
  async function comes(): Promise<typeof visitor> {
    const given = (await session({})).json() as { jid: string; token: string; password: string }
    return { ...given, id: (await db('visitors').where({ jid: given.jid }).first('id')).id }
  }
  const back = (token: string, more: Asked = {}): Promise<Answer> =>
    ask(desk.http, { path: `/back?t=${encodeURIComponent(token)}`, from: from(), ...more })
  const linkOf = (id: number, made = new Date()) =>
    signLink(key, { visitor: id, queue: 'support' }, made, new Date(made.getTime() + 30 * day))
  /** Says which page the visitor was last on. */
  const isOn = (url: string | null) =>
    db('visitors')
      .where({ id: visitor.id })
      .update({ page: url === null ? null : JSON.stringify({ url, title: '', referrer: '' }) })

  describe('leads', () => {
    for (const [page, to] of [
      [`${shop}/vases`, `${shop}/vases#bellhop=TOKEN`],
      [`${shop}/vases?colour=blue&x=%23`, `${shop}/vases?colour=blue&x=%23#bellhop=TOKEN`],
      [`${shop}/vases#tall`, `${shop}/vases#bellhop=TOKEN#tall`],
      ['https://me:pw@shop.example/vases', `${shop}/vases#bellhop=TOKEN`],
      ['https://other.example/', 'https://other.example/#bellhop=TOKEN'],
    ] as const)
      it(`from ${page} to the same page, with the token where no server sees it`, async () => {
        await isOn(page)
        const token = await linkOf(visitor.id)
        const answer = await back(token)
        assert.equal(answer.status, 302, answer.text)
        assert.equal(answer.headers.location, to.replace('TOKEN', token))
        assert.equal(answer.headers['referrer-policy'], 'no-referrer')
        assert.equal(answer.headers['cache-control'], 'no-store')
        assert.equal(answer.text, '')
      })

    for (const page of [
      null,
      '',
      'vases',
      '//evil.example/',
      'https://evil.example/',
      'https://shop.example.evil.example/',
      'https://shop.example@evil.example/',
      'https://evil.example/https://shop.example/',
      'https:/\\evil.example/',
      'http://shop.example/',
      'https://shop.example:8443/',
      'javascript:alert(1)',
      'data:text/html,x',
      'file:///etc/passwd',
    ])
      it(`from ${JSON.stringify(page)} to a page of the desk itself`, async () => {
        await isOn(page)
        const token = await linkOf(visitor.id)
        assert.equal((await back(token)).headers.location, `${desk.http}/back/support#bellhop=${token}`)
      })

    it('to a page with nothing but the chat', async () => {
      const answer = await ask(desk.http, { path: '/back/support', from: from() })
      assert.equal(answer.status, 200)
      assert.match(answer.headers['content-type'] ?? '', /^text\/html/)
      assert.match(answer.text, /<script async src="\.\.\/widget\.js" data-queue="support"/)
      assert.match(String(answer.headers['content-security-policy']), /script-src 'self';.*frame-ancestors 'none'/)
      assert.equal((await ask(desk.http, { path: '/back/nosuch', from: from() })).status, 404)
      assert.equal((await ask(desk.http, { path: '/back/%3Cscript%3E', from: from() })).status, 404)
    })
  })

  describe('is refused with a page', () => {
    const refused = (what: string, made: () => string | Promise<string>, status = 403) =>
      it(what, async () => {
        const token = await made()
        const answer = await back(token)
        assert.equal(answer.status, status, answer.text)
        assert.match(answer.text, status === 410 ? /has expired/ : /not one of ours/)
        assert.equal(answer.headers.location, undefined)
        assert.equal(answer.headers['cache-control'], 'no-store')
        if (token.length > 0) assert.doesNotMatch(answer.text, new RegExp(token.replaceAll(/\W/g, '.')))
        // The session wants nothing of it either.
        const given = await session({ link: token })
        assert.ok(given.status === status || given.status === 400, given.text)
        assert.equal(given.json().field, 'link')
      })
    const claims = (changed: object = {}) => ({
      ...{ queue: 'support', aud: 'bellhop-back', sub: String(visitor.id) },
      ...{ iat: Math.floor(Date.now() / 1000), exp: Math.floor(Date.now() / 1000) + 3600 },
      ...changed,
    })
    const signed = (payload: object, by = key, header: object = {}) =>
      new SignJWT({ ...payload }).setProtectedHeader({ alg: 'HS256', typ: 'bellhop-back', ...header }).sign(by)

    refused('when it has expired', () => linkOf(visitor.id, new Date(Date.now() - 30 * day - 1000)), 410)
    refused('when it is none', () => '')
    refused('when it is anything', () => 'x.y.z')
    refused('when it is too long', () => `${'x'.repeat(700)}.y.z`)
    refused('when it holds markup', () => '"><script>alert(1)</script>')
    refused('when another key signed it', () => signed(claims(), new Uint8Array(32).fill(7)))
    refused('when the key of visitors’ passwords signed it', () => signed(claims(), jwtKey))
    refused('when it is a visitor’s password', () => visitor.password)
    refused('when nobody signed it', () => new UnsecuredJWT(claims()).encode())
    refused('when it is for something else', () => signed(claims({ aud: 'bellhop-other' })))
    refused('when it is of another kind', () => signed(claims(), key, { typ: 'JWT' }))
    refused('when it never ends', () => signed(claims({ exp: undefined })))
    refused('when it names nobody', () => signed(claims({ sub: undefined })))
    refused('when it names no number', () => signed(claims({ sub: '1 or 1=1' })))
    refused('when it was changed', async () => {
      const [head, , signature] = (await linkOf(visitor.id)).split('.')
      return `${head}.${Buffer.from(JSON.stringify(claims({ sub: '2' }))).toString('base64url')}.${signature}`
    })

    it('when the visitor is not there, and to a session as well', async () => {
      const token = await linkOf(999_999)
      assert.equal((await back(token)).status, 403)
      assert.equal((await session({ link: token })).status, 403)
    })

    it('in the reader’s language', async () => {
      const headers = { 'accept-language': 'zh-CN,zh;q=0.9' }
      assert.match((await back('x.y.z', { headers })).text, /<html lang="zh" dir="ltr">[\s\S]*此链接无效/)
      const german = await back('x.y.z', { headers: { 'accept-language': 'de-CH,de;q=0.9,en;q=0.5' } })
      assert.match(german.text, /<html lang="de" dir="ltr">[\s\S]*Dieser Link ist nicht von uns/)
      const arabic = await back('x.y.z', { headers: { 'accept-language': 'ar-EG' } })
      assert.match(arabic.text, /<html lang="ar" dir="rtl">[\s\S]*هذا الرابط ليس من روابطنا/)
      assert.match((await back(await linkOf(1, new Date(0)), { headers })).text, /此链接已过期/)
    })
  })

  describe('gives a session', () => {
    const granted = async (body: object) => {
      const answer = await session(body)
      assert.equal(answer.status, 200, answer.text)
      return answer.json() as { jid: string; token: string }
    }

    it('as the visitor, with a token of its own, as often as he likes', async () => {
      const link = await linkOf(visitor.id)
      const [first, second] = [await granted({ link }), await granted({ link })]
      assert.deepEqual([first.jid, second.jid], [visitor.jid, visitor.jid])
      assert.equal(new Set([visitor.token, first.token, second.token]).size, 3)
      for (const token of [visitor.token, first.token, second.token])
        assert.equal((await granted({ token })).jid, visitor.jid)
      const hashes = JSON.stringify(await db('visitor_tokens').select())
      for (const token of [visitor.token, first.token]) assert.ok(!hashes.includes(token))
    })

    it('in his own browser with the token it has', async () => {
      const link = await linkOf(visitor.id)
      assert.equal((await granted({ link, token: visitor.token })).token, visitor.token)
    })

    it('in the browser of another with a new one, and the other’s stays his', async () => {
      const other = await comes()
      const given = await granted({ link: await linkOf(visitor.id), token: other.token })
      assert.equal(given.jid, visitor.jid)
      assert.ok(given.token !== other.token && given.token !== visitor.token)
      assert.equal((await granted({ token: other.token })).jid, other.jid)
    })

    it('also beside a token that nobody knows', async () => {
      const given = await granted({ link: await linkOf(visitor.id), token: 'A'.repeat(43) })
      assert.equal(given.jid, visitor.jid)
      assert.notEqual(given.token, 'A'.repeat(43))
    })

    it('but is no password on IM server 1, nor is anything else its key signs', async () => {
      const [name = '', domain = ''] = visitor.jid.split('@')
      const outcome = async (password: string) => {
        const stream = new Stream(desk.ejabberd, domain)
        await stream.open()
        const answer = await plain(stream, name, password)
        stream.cut()
        return answer.name
      }
      assert.equal(await outcome(visitor.password), 'success')
      assert.equal(await outcome(await linkOf(visitor.id)), 'failure')
      const dressed = new SignJWT({ jid: visitor.jid }).setProtectedHeader({ alg: 'HS256' }).setExpirationTime('5m')
      assert.equal(await outcome(await dressed.sign(key)), 'failure')
    })
  })
})

describe('the link in a mail, where any page may use the widget', function () {
  this.timeout(60_000)
  let desk: TestDesk
  before(async () => {
    desk = await startDesk()
  })
  after(() => desk?.stop())

  it('leads to the desk’s own pages only', async () => {
    const { jid } = (await askSession(desk.http, { queue: 'support' })).json()
    const db = openDatabase(desk.config.database)
    const { id } = await db('visitors').where({ jid }).first('id')
    const made = new Date()
    const link = { visitor: id, queue: 'support' }
    const token = await signLink(linkKeyOf(desk.ejabberd.secrets), link, made, new Date(made.getTime() + day))
    const leads = async (url: string) => {
      await db('visitors')
        .where({ id })
        .update({ page: JSON.stringify({ url, title: '', referrer: '' }) })
      return (await ask(desk.http, { path: `/back?t=${token}` })).headers.location
    }
    assert.equal(await leads('https://anywhere.example/'), `${desk.http}/back/support#bellhop=${token}`)
    assert.equal(await leads(`${desk.http}/?x#top`), `${desk.http}/?x#bellhop=${token}#top`)
    await db.destroy()
  })
})
