// E-mail to visitors who are away, through a real mail server: what goes out, once, and what becomes of it when it can't.
import assert from 'node:assert/strict'
import { readConfig } from '../../component/config.ts'
import { type Letter, mailState, noteAway, takeLetter } from '../../component/desk/mail.ts'
import { openQueue } from '../../component/desk/staff.ts'
import type { Turn } from '../../component/desk/turn.ts'
import { openMailer } from '../../component/jobs/mailer.ts'
import { openLog } from '../../component/log.ts'
import { openPost } from '../../component/mail.ts'
import { openConversation } from '../../component/store/conversations.ts'
import { migrate, openDatabase } from '../../component/store/database.ts'
import { findMessage, insertMessage } from '../../component/store/messages.ts'
import { openTurns } from '../../component/store/turns.ts'
import { findVisitor, getVisitor, insertVisitor, markVisitor } from '../../component/store/visitors.ts'
import { deskScene, type Play } from '../harness/play.ts'
import { findPostgres, type Postgres, startPostgres } from '../harness/postgres.ts'
import { openSmtp, type TestSmtp } from '../harness/smtp.ts'
import { until } from '../harness/until.ts'

const chat = 'chat-1@desk.test'
const told = (address = 'li@example.org', name = 'Li') =>
  `<message from='${chat}'><body>(${name} is away and will read this on coming back; it goes to ${address} by e-mail as well.)</body></message>`

interface Opening {
  lang?: string
  address?: string
  words?: string
}

/** A visitor leaves a message and an address and goes; later Ann claims the message. */
async function leavesAddress(all: Play, smtp: TestSmtp | undefined, opening: Opening = {}): Promise<void> {
  const { lang = 'en', address = 'li@example.org', words = 'Where is my parcel?' } = opening
  const { visitor, ann } = all
  if (smtp) await all.mailsBy(smtp.url)
  await visitor.comes()
  for (const [index, body] of [words, address].entries())
    await visitor.sends(
      `<message to='support@desk.test' type='chat' id='v${index}' xml:lang='${lang}'><body>${body}</body></message>`,
    )
  await visitor.settled()
  assert.match(visitor.inbox.at(-1)?.getChildText('body') ?? '', new RegExp(address.replaceAll(/[.+]/g, '\\$&')))
  visitor.inbox = []
  await visitor.leaves()
  await ann.comes()
  await ann.says('desk.test', 'claim 1')
  await ann.receives(`<message from='${chat}'><body>Conversation #1…</body></message>`)
  await ann.settled()
  ann.inbox = []
}

/** What has become of the one mail. */
const rows = (all: Play) => all.bellhop.run(({ tx }) => tx('mails').select('tries', 'last', 'failed_at', 'last_error'))

deskScene('E-mail to who is away', (play) => {
  let smtp: TestSmtp
  before(async () => {
    smtp = await openSmtp()
  })
  beforeEach(() => {
    smtp.mails.length = 0
    smtp.tries = 0
    smtp.refuses = undefined
    smtp.holds = false
  })
  after(() => smtp.stop())

  play('what was said meanwhile comes in one mail, with a link', async (all) => {
    const { ann } = all
    await leavesAddress(all, smtp)
    await ann.says(chat, 'It left us on Monday.')
    await ann.receives(told())
    await ann.says(chat, 'It should be there <today> & no later.')
    await ann.settled()
    await all.passes(119)
    assert.equal(smtp.mails.length, 0)
    assert.equal(await stateOf(all, 'It left us on Monday.'), 'waiting')
    await all.passes(1)
    const [mail] = await smtp.receives(1)
    assert.deepEqual(mail?.envelope, { from: 'help@shop.test', to: ['li@example.org'] })
    assert.equal(mail?.subject, 'Answer from Support')
    assert.equal(mail?.from?.text, '"The Shop" <help@shop.test>')
    assert.match(mail?.raw ?? '', /^Auto-Submitted: auto-generated\r$/m)
    const text = mail?.text ?? ''
    assert.match(text, /^Hello Li,\n\n/)
    assert.match(
      text,
      /Ann, \d.* \(UTC\):\n {2}It left us on Monday\.\n\nAnn, .*:\n {2}It should be there <today> & no later\./,
    )
    assert.match(text, /\nhttp:\/\/127\.0\.0\.1:8080\/back\?t=[\w.-]+\n/)
    assert.match(text, /replies to this e-mail are not read/)
    assert.doesNotMatch(text, /parcel|Nobody is in/)
    const html = mail?.html || ''
    assert.match(html, /It should be there &lt;today&gt; &amp; no later\./)
    assert.match(html, /href="http:\/\/127\.0\.0\.1:8080\/back\?t=[\w.-]+"/)
    assert.doesNotMatch(html, /<(img|script|link)|src=|url\(/)
    await all.passes(3600)
    assert.equal(smtp.mails.length, 1)
    assert.deepEqual(await rows(all), [])
    assert.equal(await stateOf(all, 'It left us on Monday.'), 'sent')
  })

  play('what is said later comes in a mail of its own, and the agent is told again', async (all) => {
    const { ann } = all
    await leavesAddress(all, smtp)
    await ann.says(chat, 'One')
    await ann.receives(told())
    await all.passes(120)
    await smtp.receives(1)
    await until(async () => (await rows(all)).length === 0, 'the first mail to be marked')
    await ann.says(chat, 'Two')
    await ann.receives(told())
    await all.passes(120)
    const [first, second] = await smtp.receives(2)
    assert.match(second?.text ?? '', /Two/)
    assert.doesNotMatch(second?.text ?? '', /One/)
    assert.notEqual(second?.messageId, first?.messageId)
  })

  play('a Chinese visitor gets it in Chinese, every character whole', async (all) => {
    const { ann } = all
    await leavesAddress(all, smtp, { lang: 'zh-CN', words: '我的包裹在哪里？' })
    await ann.says(chat, '您好！包裹星期一已寄出，预计今天送达。😀')
    await ann.receives(told())
    await all.passes(120)
    const [mail] = await smtp.receives(1)
    assert.equal(mail?.subject, 'Support 回复了您')
    assert.match(mail?.text ?? '', /Li，您好：/)
    assert.match(mail?.text ?? '', / {2}您好！包裹星期一已寄出，预计今天送达。😀\n/)
    assert.match(mail?.html || '', /lang="zh-CN"[\s\S]*您好！包裹星期一已寄出，预计今天送达。😀/)
  })

  play('who comes back in time gets no mail, only the words', async (all) => {
    const { visitor, ann } = all
    await leavesAddress(all, smtp)
    await ann.says(chat, 'Here it is')
    await ann.receives(told())
    await all.passes(60)
    await visitor.comes()
    await until(() => visitor.inbox.some((stanza) => stanza.getChildText('body') === 'Here it is'), 'the words')
    visitor.inbox = []
    await all.passes(3600)
    assert.deepEqual([await rows(all), smtp.tries], [[], 0])
  })

  play('what was taken back meanwhile is in no mail', async (all) => {
    const { ann } = all
    await leavesAddress(all, smtp)
    const id = await ann.says(chat, 'Wrong window')
    await ann.receives(told())
    await ann.sends(
      `<message to='${chat}' type='chat' id='r'><retract xmlns='urn:xmpp:message-retract:1' id='${id}'/></message>`,
    )
    await ann.settled()
    await all.passes(120)
    assert.deepEqual([await rows(all), smtp.tries], [[], 0])
    ann.inbox = []
  })

  play('a server that is busy is asked again, and takes it once', async (all) => {
    const { ann } = all
    await leavesAddress(all, smtp)
    smtp.refuses = 451
    await ann.says(chat, 'Patience')
    await ann.receives(told())
    await all.passes(120)
    await until(async () => (await rows(all))[0]?.tries === 1, 'the first try')
    assert.equal((await rows(all))[0].last_error, '451 5.1.1')
    await all.passes(59)
    assert.equal(smtp.tries, 1)
    await all.passes(1)
    await until(async () => (await rows(all))[0]?.tries === 2, 'the second try')
    smtp.refuses = undefined
    await all.passes(300)
    await smtp.receives(1)
    await all.passes(86_400)
    assert.deepEqual([smtp.mails.length, smtp.tries, await rows(all)], [1, 3, []])
  })

  play('after three days it is given up, and the agent is told', async (all) => {
    const { ann } = all
    await leavesAddress(all, smtp)
    smtp.refuses = 451
    await ann.says(chat, 'Patience')
    await ann.receives(told())
    for (let hours = 0; hours < 3 * 24 + 6; hours += 2) await all.passes(7200)
    await ann.receives(failed('451 5.1.1'))
    const { tries } = smtp
    await all.passes(86_400)
    assert.equal(smtp.tries, tries)
    assert.ok(tries > 10 && tries < 20, `${tries} tries`)
  })

  play('an address that is refused is tried once; the agent is told, and again after he was back', async (all) => {
    const { visitor, ann } = all
    await leavesAddress(all, smtp)
    smtp.refuses = 550
    await ann.says(chat, 'Hello?')
    await ann.receives(told())
    await all.passes(120)
    await ann.receives(failed('550 5.1.1'))
    assert.equal(await stateOf(all, 'Hello?'), 'failed')
    await ann.says(chat, 'And this?')
    await ann.settled()
    await all.passes(86_400)
    assert.deepEqual([smtp.tries, smtp.mails.length], [1, 0])
    smtp.refuses = undefined
    await visitor.comes()
    await until(() => visitor.inbox.some((stanza) => stanza.getChildText('body') === 'And this?'), 'what waited')
    visitor.inbox = []
    await visitor.leaves()
    await ann.says(chat, 'Once more')
    await ann.receives(told())
    await all.passes(120)
    await smtp.receives(1)
  })

  play('a desk that dies between sending and writing it down sends it again, under the same id', async (all) => {
    const { ann } = all
    await leavesAddress(all, smtp)
    await ann.says(chat, 'Only once, please')
    await ann.receives(told())
    smtp.holds = true
    // The server has it; the desk never hears so, and is stopped.
    void all.passes(120).catch(() => undefined)
    await smtp.receives(1)
    await all.restarts()
    smtp.holds = false
    await ann.says(chat, 'This came later')
    await ann.settled()
    await all.passes(120)
    assert.equal(smtp.mails.length, 1, 'it may still be on its way')
    await all.passes(200)
    const [first, again] = await smtp.receives(2)
    assert.equal(again?.messageId, first?.messageId)
    assert.doesNotMatch(again?.text ?? '', /This came later/)
    await until(async () => (await rows(all))[0]?.last === null, 'the next mail')
    await all.passes(120)
    const [, , later] = await smtp.receives(3)
    assert.match(later?.text ?? '', /This came later/)
    assert.notEqual(later?.messageId, first?.messageId)
  })

  play('names and addresses put nothing into a mail’s head, and no markup into its words', async (all) => {
    const { visitor, ann } = all
    const nasty = 'Li\r\nBcc: everybody@evil.test\r\n\r\n</script><script>alert(1)</script>'
    await leavesAddress(all, smtp)
    await all.bellhop.run(async (turn) => {
      await openQueue(turn, { name: 'support', title: nasty })
      await turn.tx('visitors').where({ jid: visitor.jid }).update({ name: nasty })
      await turn.tx('staff').where({ jid: ann.jid }).update({ name: nasty })
    })
    await ann.says(chat, '</div></script><script>alert(2)</script><img src=x onerror=alert(3)>')
    await until(() => ann.inbox.some((stanza) => /is away/.test(String(stanza))), 'the agent to be told')
    ann.inbox = []
    await all.passes(120)
    const [mail] = await smtp.receives(1)
    assert.deepEqual(mail?.envelope.to, ['li@example.org'])
    assert.equal(mail?.headers.get('bcc'), undefined)
    const [head = ''] = (mail?.raw ?? '').split('\r\n\r\n')
    assert.doesNotMatch(head, /^Bcc/im)
    assert.doesNotMatch(mail?.html || '', /<(script|img)/)
    assert.match(mail?.html || '', /&lt;script&gt;alert\(2\)/)
    assert.ok(mail?.to && !Array.isArray(mail.to) && mail.to.value.length === 1)
  })

  play('an address that would be two is given to no server', async (all) => {
    const { ann } = all
    await leavesAddress(all, smtp, { address: 'li@example.org' })
    for (const [index, email] of ['a@b.test,c@d.test', 'a@b.test\r\nRCPT TO:<c@d.test>', '<a@b.test>'].entries()) {
      await all.bellhop.run(async ({ tx }) => {
        await tx('mails').delete()
        await tx('visitors').where({ name: 'Li' }).update({ email })
      })
      await ann.says(chat, `Hello ${index}`)
      await until(async () => (await rows(all)).length === 1, 'it to be due')
      await all.passes(120)
      await until(async () => (await rows(all))[0]?.failed_at != null, 'it to be given up')
    }
    assert.deepEqual([smtp.tries, smtp.mails.length], [0, 0])
    await until(() => ann.inbox.filter((stanza) => /could not be/.test(String(stanza))).length === 3, 'three lines')
    ann.inbox = []
  })

  play('without a mail server nothing is mailed, and nobody is told it would be', async (all) => {
    const { ann } = all
    await leavesAddress(all, undefined)
    await ann.says(chat, 'One')
    await ann.receives(`<message from='${chat}'><body>(Li is away and will read this on coming back.)</body></message>`)
    await all.passes(120)
    assert.deepEqual(await rows(all), [])
  })
})

const failed = (code: string) =>
  `<message from='${chat}'><body>(The e-mail to Li, li@example.org, could not be delivered: ${code}. It waits here for Li to come back.)</body></message>`

function stateOf(all: Play, body: string): Promise<string> {
  return all.bellhop.run(async (turn) => {
    const { id } = await turn.tx('messages').where({ body }).first('id')
    const message = await findMessage(turn.tx, id)
    assert.ok(message)
    return mailState(turn, message)
  })
}

describe('Two desks that mail from one PostgreSQL', function () {
  this.timeout(60_000)
  const visitors = 30
  let postgres: Postgres
  let smtp: TestSmtp

  before(async function () {
    if (!findPostgres()) return this.skip()
    postgres = await startPostgres()
    smtp = await openSmtp()
  })
  after(async () => {
    await smtp?.stop()
    await postgres?.stop()
  })

  it(`send each of ${visitors} letters once`, async () => {
    const url = await postgres.database()
    const [own, ...others] = [openDatabase(url), openDatabase(url), openDatabase(url)]
    let offset = 0
    const clock = () => new Date(Date.now() + offset)
    const turnsOn = (db: typeof own) =>
      openTurns(db, { random: Math.random, clock, mails: true, posted: () => undefined })
    await migrate(own)
    await turnsOn(own).run(writeTo)
    offset = 120_000
    const { mail } = readConfig({ BELLHOP_SMTP_URL: smtp.url, BELLHOP_MAIL_FROM: 'help@shop.test' })
    assert.ok(mail)
    const post = openPost(mail, 'desk.test')
    const send = (letter: Letter) => post.send(letter, { url: 'https://desk.test/back?t=x', expires: clock() })
    const mailers = others.map((db) => openMailer({ run: turnsOn(db).run, send, log: openLog('error') }))
    await Promise.all(mailers.map((mailer) => mailer.tick()))
    const to = smtp.mails.flatMap(({ envelope }) => envelope.to)
    assert.deepEqual([to.length, new Set(to).size], [visitors, visitors])
    assert.equal(await turnsOn(own).run(takeLetter), undefined)
    await Promise.all([own, ...others].map((db) => db.destroy()))
  })

  /** An agent has answered each of so many visitors who have gone. */
  async function writeTo(turn: Turn): Promise<void> {
    await openQueue(turn, { name: 'support', title: 'Support' })
    const at = turn.now.toISOString()
    for (let number = 0; number < visitors; number++) {
      const jid = `v${number}@visitors.test`
      await insertVisitor(turn.tx, { jid, tokenHash: String(number), name: null, at })
      const { id } = (await findVisitor(turn.tx, jid)) as { id: number }
      await markVisitor(turn.tx, id, { email: `v${number}@example.org`, held: true })
      const { conversation } = await openConversation(turn.tx, id, 'support', at)
      await insertMessage(turn.tx, {
        ...{ conversation: conversation.id, author: 'agent', authorJid: null, nick: 'Ann', body: 'Hello', line: null },
        ...{ stanzaId: null, lang: 'en', at, held: true },
      })
      await noteAway(turn, await getVisitor(turn.tx, id), conversation)
    }
  }
})
