// Holds that the documents say what the code says, and that what is announced as an extension is in the list of them.
import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parse } from 'ltx'
import { featuresOf, xeps } from '../component/xmpp/xeps.ts'
import { upToDate } from '../docs/tables.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const text = (path: string): string => readFileSync(join(root, path), 'utf8')
const documents = [
  'README.md',
  ...readdirSync(join(root, 'docs'))
    .filter((f) => f.endsWith('.md'))
    .map((f) => `docs/${f}`),
]

describe('the documents', () => {
  for (const [path, wanted] of upToDate())
    it(`${path} is what docs/tables.ts makes of the code`, () => assert.equal(text(path), wanted))

  it('doap.xml is XML that names every extension once', () => {
    const project = parse(text('doap.xml')).getChild('Project')
    const named = project
      ?.getChildren('implements')
      .flatMap((one) => one.getChild('SupportedXep')?.getChild('xep')?.attrs['rdf:resource'] ?? [])
    assert.deepEqual(
      named,
      xeps.map(({ number }) => `https://xmpp.org/extensions/xep-${number}.html`),
    )
  })

  it('link only to what is there', () => {
    const broken = documents.flatMap((path) =>
      [...text(path).matchAll(/\]\(([^)#\s]+)[^)]*\)|src="([^"#]+)"/g)]
        .map(([, link, picture]) => link ?? picture ?? '')
        .filter((link) => link !== '' && !/^https?:/.test(link) && !existsSync(join(root, dirname(path), link)))
        .map((link) => `${path}: ${link}`),
    )
    assert.deepEqual(broken, [])
  })
})

describe('the list of extensions', () => {
  it('is in order, each once, with a version', () => {
    const numbers = xeps.map(({ number }) => number)
    assert.deepEqual(numbers, [...new Set(numbers)].sort())
    for (const { version } of xeps) assert.match(version, /^\d+(\.\d+)+$/)
  })

  it('announces a feature only once on each kind of address', () => {
    for (const kind of ['desk', 'queue', 'chat'] as const) {
      const features = featuresOf(kind)
      assert.deepEqual(features, [...new Set(features)])
      assert.ok(features.includes('http://jabber.org/protocol/disco#info'))
    }
  })
})
