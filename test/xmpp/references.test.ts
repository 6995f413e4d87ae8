// Reading what a stanza says of an earlier message, in all the ways it may be wrong.
import assert from 'node:assert/strict'
import fc from 'fast-check'
import { parse } from 'ltx'
import { checkDone } from '../../component/desk/response.ts'
import { DeskError } from '../../component/model/error.ts'
import { quote } from '../../component/model/reference.ts'
import { type IncomingAct, readAct, readFile, readReply, writeReferences } from '../../component/xmpp/references.ts'

const reply = (range: string) =>
  parse(`<message><reply xmlns='urn:xmpp:reply:0' id='m-1'/>
    <fallback xmlns='urn:xmpp:fallback:0' for='urn:xmpp:reply:0'><body ${range}/></fallback></message>`)

describe('what a stanza refers to', () => {
  it('leaves out the quote, wherever it stands', () => {
    const words = (range: string, body: string) => readReply(reply(range), body)?.body
    assert.equal(words(`start='0' end='5'`, '> 😀b\nc'), 'c')
    assert.equal(words(`start='2' end='4'`, 'c\n> '), 'c\n')
    for (const range of [
      '',
      `start='0'`,
      `start='3' end='2'`,
      `start='-1' end='2'`,
      `start='0' end='99'`,
      `start='a' end='b'`,
    ])
      assert.equal(words(range, '> b\nc'), '> b\nc', range)
    assert.equal(words(`start='0' end='4'`, '> b\n'), '> b\n')
  })

  it('comes back as it was written, whatever is quoted', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme', minLength: 1 }), (words, body) => {
        fc.pre(body.trim() !== '')
        const parts = { reply: { id: 'm-1', own: false, quote: quote(words) } }
        const stanza = parse('<message/>')
        for (const element of writeReferences(parts, 'a@b', 'c@d')) stanza.append(element)
        assert.equal(readReply(stanza, `${parts.reply.quote}${body}`)?.body, body)
      }),
    )
  })

  it('is refused without an id, and reactions that are none', () => {
    const refused = (inside: string) =>
      assert.throws(() => checkDone(readAct(parse(`<message>${inside}</message>`)) as IncomingAct), DeskError, inside)
    refused(`<retract xmlns='urn:xmpp:message-retract:1'/>`)
    refused(`<apply-to xmlns='urn:xmpp:fasten:0'><retract xmlns='urn:xmpp:message-retract:0'/></apply-to>`)
    refused(`<reactions xmlns='urn:xmpp:reactions:0'><reaction>👍</reaction></reactions>`)
    for (const reaction of ['', 'ok', '👍 👍', '👍'.repeat(30)])
      refused(`<reactions xmlns='urn:xmpp:reactions:0' id='m-1'><reaction>${reaction}</reaction></reactions>`)
    const family = `<reaction>👩‍👩‍👧‍👦</reaction><reaction>❤️</reaction><reaction>🇩🇪</reaction><reaction>1️⃣</reaction>`
    const act = readAct(
      parse(`<message><reactions xmlns='urn:xmpp:reactions:0' id='m-1'>${family}</reactions></message>`),
    )
    checkDone(act as IncomingAct)
    assert.equal(act?.set.length, 4)
  })

  it('passes addresses of files on the web only', () => {
    const file = (url: string) => readFile(parse(`<message><x xmlns='jabber:x:oob'><url>${url}</url></x></message>`))
    assert.equal(file('https://a.test/x y'), undefined)
    for (const url of [
      'javascript:alert(1)',
      'ftp://a.test/x',
      'file:///etc/passwd',
      '',
      `https://${'a'.repeat(3000)}`,
    ])
      assert.equal(file(url), undefined, url)
    assert.equal(file(' https://a.test/x.png '), 'https://a.test/x.png')
  })
})
