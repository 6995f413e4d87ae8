// Which files go out: by name and by first bytes; and what the visitor filled in, before it goes anywhere.
import assert from 'node:assert/strict'
import { parse } from 'ltx'
import type { Connection } from '../../web-client/headless/connection.ts'
import { largestFile, requestSlot } from '../../web-client/headless/upload.ts'
import { answerForm, wrongFields } from '../../web-client/widget/answers.ts'
import { cleanName, judge } from '../../web-client/widget/kinds.ts'

const bytes = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0))
const of = (name: string, start: string) => judge(name, start.length, bytes(start))

describe('a file', () => {
  it('goes out when its first bytes are what its name says', () => {
    assert.deepEqual(of('a.PNG', '\x89PNG\r\n\x1a\n…'), { type: 'image/png' })
    assert.deepEqual(of('a.jpeg', '\xff\xd8\xff\xe0'), { type: 'image/jpeg' })
    assert.deepEqual(of('a.webp', 'RIFF\x01\x02\x03\x04WEBPVP8 '), { type: 'image/webp' })
    assert.deepEqual(of('a.avif', '\0\0\0\x1cftypavif'), { type: 'image/avif' })
    assert.deepEqual(of('a.pdf', '%PDF-1.7'), { type: 'application/pdf' })
    assert.deepEqual(of('照片.docx', 'PK\x03\x04'), {
      type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    })
    assert.deepEqual(of('a.txt', 'caf\xe9\r\n\t'), { type: 'text/plain' })
  })

  it('is refused when it is something else', () => {
    assert.deepEqual(of('page.png', '<!doctype html><script>'), { problem: 'fake' })
    assert.deepEqual(of('page.png', ' \x89PNG\r\n\x1a\n'), { problem: 'fake' })
    assert.deepEqual(of('run.pdf', 'MZ\x90\0'), { problem: 'fake' })
    assert.deepEqual(of('run.txt', 'MZ\x90\0'), { problem: 'fake' })
    assert.deepEqual(of('a.gif', ''), { problem: 'empty' })
    for (const name of ['a.html', 'a.svg', 'a.js', 'a.exe', 'a', '.png.exe', 'a.png/../b.html'])
      assert.deepEqual(of(name, '\x89PNG\r\n\x1a\n'), { problem: 'type' }, name)
  })

  it('gets a name that nobody stumbles over', () => {
    assert.equal(cleanName('../<b>a\u202egnp.PNG'), '.._b_a_gnp.png')
    assert.equal(cleanName(`${'长'.repeat(200)}.png`), `${'长'.repeat(72)}.png`)
    assert.equal(cleanName('.png'), 'file.png')
  })
})

describe('a slot for a file', () => {
  const connection = (answer: string, asked: string[] = []) =>
    ({
      domain: 'visitors.test',
      ask: async (iq: { toString(): string }) => {
        asked.push(iq.toString())
        return parse(answer)
      },
    }) as unknown as Connection

  it('is asked for with name, size and type, and takes only the headers that may be set', async () => {
    const asked: string[] = []
    const slot = await requestSlot(
      connection(
        `<iq><slot xmlns='urn:xmpp:http:upload:0'><put url='https://u.test/1'><header name='Authorization'>Basic
x</header><header name='Host'>evil</header></put><get url='https://u.test/1'/></slot></iq>`,
        asked,
      ),
      { name: '<a>.png', size: 5, type: 'image/png' },
    )
    assert.deepEqual(slot, { put: 'https://u.test/1', get: 'https://u.test/1', headers: { Authorization: 'Basicx' } })
    const request = parse(asked[0] as string)
    assert.equal(request.attrs.to, 'upload.visitors.test')
    assert.equal(request.getChild('request')?.attrs.filename, '<a>.png')
  })

  it('is refused when it leads anywhere but to the web', async () => {
    const slot = (url: string) =>
      `<iq><slot xmlns='urn:xmpp:http:upload:0'><put url='${url}'/><get url='https://u.test/'/></slot></iq>`
    for (const url of ['javascript:alert(1)', 'file:///etc/passwd', ''])
      await assert.rejects(requestSlot(connection(slot(url)), { name: 'a', size: 1, type: 'b' }), /no place/, url)
  })

  it('has a limit, if the server says one', async () => {
    const form = (value: string) =>
      `<iq><query xmlns='http://jabber.org/protocol/disco#info'><x xmlns='jabber:x:data'><field var='max-file-size'><value>${value}</value></field></x></query></iq>`
    assert.equal(await largestFile(connection(form('5242880'))), 5_242_880)
    assert.equal(await largestFile(connection(form('much'))), undefined)
  })
})

describe('what a queue asks first', () => {
  const fields = [
    { name: 'email', type: 'email', required: true, label: {} },
    { name: 'order', type: 'text', required: false, label: {} },
  ] as const

  it('is checked before anything is sent', () => {
    assert.deepEqual(wrongFields(fields, {}), ['email'])
    assert.deepEqual(wrongFields(fields, { email: ' li@example ' }), ['email'])
    assert.deepEqual(wrongFields(fields, { email: ' li@example.org ' }), [])
    assert.deepEqual(answerForm(fields, { email: ' li@example.org ' }).values, { email: 'li@example.org', order: '' })
  })
})
