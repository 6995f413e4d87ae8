// What the desk sends of issues for programs is what docs/schema/issue.xsd says, judged by xmllint.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Element } from 'ltx'
import { ns } from '../../component/xmpp/ns.ts'
import { write } from '../../component/xmpp/write.ts'
import { domains, type FuzzDesk, openFuzzDesk, visitor } from '../fuzz/desk.ts'
import { build } from '../fuzz/stanzas.ts'

const schema = fileURLToPath(new URL('../../docs/schema/issue.xsd', import.meta.url))
const [ann, hana, lea] = ['ann', 'hana', 'lea'].map((name) => `${name}@agents.localhost/c`) as [string, string, string]
const [first, second] = ['issue-1@desk.localhost', 'issue-2@desk.localhost']

describe('the schema of issues', function () {
  this.timeout(60_000)
  let desk: FuzzDesk
  let folder: string
  before(async () => {
    desk = await openFuzzDesk()
    folder = mkdtempSync(join(tmpdir(), 'bellhop-schema-'))
  })
  after(async () => {
    await desk?.close()
    rmSync(folder, { recursive: true, force: true })
  })

  /** What xmllint says against these documents; '' when all are valid. */
  function judge(documents: readonly string[]): string {
    const files = documents.map((text, index) => {
      const file = join(folder, `${index}.xml`)
      writeFileSync(file, text)
      return file
    })
    const { status, stderr, error } = spawnSync('xmllint', ['--noout', '--nonet', '--schema', schema, ...files])
    if (error) throw error
    return status === 0 ? '' : String(stderr)
  }

  /** A whole life of two issues, with all that is told of them. */
  async function live(): Promise<Element[]> {
    for (const from of [ann, hana, lea]) await desk.handle([build('presence', { from, to: 'desk.localhost' }, [])])
    await desk.handle([build('presence', { from: `${visitor}/a`, to: 'support@desk.localhost' }, [])])
    await desk.hears(`${visitor}/a`, 'support@desk.localhost', 'Where is it?')
    const { id, agent } = await desk.db('conversations').first()
    assert.equal(`${agent}/c`, ann)
    const says: [from: string, to: string, line: string][] = [
      [ann, `chat-${id}@desk.localhost`, '!issue billing/refund hana high <b>Order & "7"</b> 订单\nsecond line'],
      [hana, 'desk.localhost', 'issue delivery lea low of no conversation'],
    ]
    for (const [from, to, line] of says) await desk.hears(from, to, line)
    await desk.passes(86_400)
    for (const [from, line] of [
      ...[
        [hana, '!accept'],
        [hana, '!ask Which?'],
        [ann, '!tell Which one?'],
        [ann, 'This one.'],
        [lea, '!priority urgent'],
      ],
      ...[
        [hana, '!pass lea she knows'],
        [lea, '!accept'],
        [lea, '!resolve <it> is & was'],
        [ann, '!tell'],
        [lea, '!reopen no'],
      ],
    ] as const)
      await desk.hears(from as string, first, line as string)
    await desk.hears(lea, second, '!duplicate 1')
    await desk.hears(ann, first, '!close')
    assert.deepEqual(desk.bugs, [])
    const stanzas = desk.told.flatMap((notice) => (notice.kind === 'message' ? write(notice, domains.desk, 1) : []))
    return stanzas.flatMap((stanza) => (stanza as Element).getChild('issue', ns.issue) ?? [])
  }

  it('is what the desk sends, with every kind of news', async () => {
    const news = await live()
    const kinds = [...readFileSync(schema, 'utf8').matchAll(/<xs:simpleType name="about">([\s\S]*?)<\/xs:simpleType>/g)]
    const named = [...(kinds[0]?.[1] ?? '').matchAll(/value="(\w+)"/g)].map(([, value]) => value as string)
    assert.deepEqual([...new Set(news.map(({ attrs }) => attrs.about))].sort(), named.sort())
    assert.equal(judge(news.map(String)), '')
  })

  it('is the example in the guide', () => {
    const guide = readFileSync(new URL('../../docs/developers.md', import.meta.url), 'utf8')
    const examples = [...guide.matchAll(/<issue xmlns='urn:bellhop:issue:0'[\s\S]*?<\/issue>/g)].map(([text]) => text)
    assert.ok(examples.length > 0)
    assert.equal(judge(examples), '')
  })

  it('refuses what the desk must not send', () => {
    const right = `<issue xmlns='urn:bellhop:issue:0' number='1' about='filed' type='a/b' priority='low' state='open'
      handler='h@agents.test' agent='a@agents.test'><content>x</content></issue>`
    assert.equal(judge([right]), '')
    for (const [is, wrong] of [
      ["number='1'", "number='0'"],
      ["number='1'", ''],
      ["about='filed'", "about='lost'"],
      ["type='a/b'", "type='a//b'"],
      ["state='open'", "state='waiting'"],
      ["handler='h@agents.test'", "handler='h@agents.test/x'"],
      ["agent='a@agents.test'", "agent='a@agents.test' due='tomorrow'"],
      ['<content>x</content>', ''],
      ['<content>x</content>', '<answer>y</answer><content>x</content>'],
      ['urn:bellhop:issue:0', 'urn:bellhop:issue:1'],
    ] as const)
      assert.notEqual(judge([right.replace(is, wrong)]), '', wrong)
  })
})
