// Settings of e-mail: what is refused, that no password is shown or sent in the clear, and what a server's answer means.
import assert from 'node:assert/strict'
import { ConfigError, readConfig } from '../../component/config.ts'
import type { Letter } from '../../component/desk/mail.ts'
import { MailError, openPost } from '../../component/mail.ts'
import { openSmtp } from '../harness/smtp.ts'

const from = 'Kiln & Tide <help@shop.test>'
const read = (url: string, sender = from) => readConfig({ BELLHOP_SMTP_URL: url, BELLHOP_MAIL_FROM: sender }).mail

describe('settings of e-mail', () => {
  it('are none at first, and a sender alone changes nothing', () => {
    assert.equal(readConfig({}).mail, undefined)
    assert.equal(readConfig({ BELLHOP_MAIL_FROM: from }).mail, undefined)
  })

  it('are read: server, login, sender', () => {
    const own = { from: { name: 'Kiln & Tide', address: 'help@shop.test' } }
    const open = { user: '', password: '' }
    assert.deepEqual(read('smtp://localhost'), { host: 'localhost', port: 587, secure: false, ...open, ...own })
    assert.deepEqual(read('smtps://me%40x:p%3Aw@mail.test', 'help@shop.test'), {
      ...{ host: 'mail.test', port: 465, secure: true, user: 'me@x', password: 'p:w' },
      from: { name: '', address: 'help@shop.test' },
    })
    assert.equal(read('smtp://[::1]:2525')?.host, '::1')
  })

  for (const url of [
    'mail.test:587',
    'http://mail.test',
    'smtp://',
    'smtp://me:hunter2@mail.test/box',
    'smtp://me:hunter2@mail.test?tls=no',
    'smtp://me:hunter2%zz@mail.test',
    'smtp://me:hunter2@mail.test:99999',
  ])
    it(`refuse the server ${url} without repeating it`, () => {
      const isRight = ({ message }: Error) =>
        /^BELLHOP_SMTP_URL=.* must be smtp:/.test(message) && !/hunter2/.test(message)
      assert.throws(
        () => read(url),
        (error) => error instanceof ConfigError && isRight(error),
      )
    })

  for (const sender of [
    '',
    'shop',
    'a@b, c@d',
    'Shop <help@shop.test',
    'help@shop.test\r\nBcc: x@y',
    'A\nB <a@b>',
    '<a@b>c',
  ])
    it(`refuse the sender ${JSON.stringify(sender)}`, () => {
      assert.throws(
        () => read('smtp://localhost', sender),
        (error) =>
          error instanceof ConfigError && /^BELLHOP_MAIL_FROM=.* must be an e-mail address/.test(error.message),
      )
    })
})

describe('the mail server', () => {
  const letter: Letter = {
    ...{ visitor: 1, last: 2, taken: '', email: 'li@example.org', name: 'Li', lang: 'en' },
    ...{ queue: 'support', title: 'Support', zone: 'UTC' },
    lines: [{ id: 2, who: 'Ann', at: '2026-11-22T10:00:00.000Z', body: 'Hello' }],
  }
  const send = async (url: string): Promise<Partial<MailError>> => {
    const mail = read(url)
    assert.ok(mail)
    const sent = openPost(mail, 'desk.test').send(letter, { url: 'https://desk.test/', expires: new Date() })
    return sent.then(
      () => ({}),
      (error) => {
        assert.ok(error instanceof MailError)
        assert.doesNotMatch(`${error.stack} ${JSON.stringify(error)}`, /hunter2/)
        const { code, permanent, certain } = error
        return { code, permanent, certain }
      },
    )
  }

  it('gets a login where nobody is in between, and never in the clear elsewhere', async () => {
    const logins: (string | undefined)[] = []
    const smtp = await openSmtp({
      authOptional: false,
      onAuth({ username, password }, _session, done) {
        logins.push(`${username} ${password}`)
        done(null, { user: 'me' })
      },
    })
    const login = smtp.url.replace('//', '//me:hunter2@')
    assert.deepEqual(await send(login), {})
    assert.equal(smtp.mails.length, 1)
    // The same server by an address that is not known to be this machine's.
    const refused = await send(login.replace('127.0.0.1', '0.0.0.0'))
    assert.equal(refused.permanent, false)
    assert.deepEqual(logins, ['me hunter2'])
    await smtp.stop()
  })

  it('may refuse the login, the sender, the letter: only what it says of the letter is final', async () => {
    const no = (code: number) => Object.assign(new Error('5.7.1 no'), { responseCode: code })
    const answers: [object, Partial<MailError>][] = [
      [
        { onAuth: (_1: unknown, _2: unknown, done: (e: Error) => void) => done(no(535)) },
        { code: '535 5.7.1', permanent: false, certain: true },
      ],
      [
        { onMailFrom: (_1: unknown, _2: unknown, done: (e: Error) => void) => done(no(550)) },
        { code: '550 5.7.1', permanent: false, certain: true },
      ],
      [
        { onRcptTo: (_1: unknown, _2: unknown, done: (e: Error) => void) => done(no(550)) },
        { code: '550 5.7.1', permanent: true, certain: true },
      ],
      [
        { onRcptTo: (_1: unknown, _2: unknown, done: (e: Error) => void) => done(no(451)) },
        { code: '451 5.7.1', permanent: false, certain: true },
      ],
      [
        {
          onData(stream: NodeJS.ReadableStream, _session: unknown, done: (e: Error) => void) {
            stream.resume().on('end', () => done(no(552)))
          },
        },
        { code: '552 5.7.1', permanent: true, certain: true },
      ],
    ]
    for (const [options, expected] of answers) {
      const smtp = await openSmtp(options)
      const url = 'onAuth' in options ? smtp.url.replace('//', '//me:hunter2@') : smtp.url
      assert.deepEqual(await send(url), expected)
      await smtp.stop()
    }
  })

  it('may be gone, or go in the middle: then it may have the letter', async () => {
    const smtp = await openSmtp()
    smtp.holds = true
    const sending = send(smtp.url)
    await smtp.receives(1)
    await smtp.stop()
    const { certain, permanent } = await sending
    assert.deepEqual([certain, permanent], [false, false])
    assert.deepEqual(await send(smtp.url), { code: 'ESOCKET', permanent: false, certain: false })
  })
})
