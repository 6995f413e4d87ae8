// Holds what the verbs say of themselves: every endpoint has one, every example is right, every help can be read.
import assert from 'node:assert/strict'
import { fieldsOf } from '../../component/cli/api/fields.ts'
import { requestOf } from '../../component/cli/api/request.ts'
import { type Words, wordsOfApi, wordsOfFigures } from '../../component/cli/api/words.ts'
import { helpOf, helpOfAll, helpOfGroup } from '../../component/cli/help.ts'
import { common, findVerb, parse } from '../../component/cli/parse.ts'
import { askedOf } from '../../component/cli/typed.ts'
import type { Asked, Verb } from '../../component/cli/verb.ts'
import { verbs } from '../../component/cli/verbs.ts'
import { endpoints } from '../../component/http/api/table.ts'

const nobody: Pick<Asked, 'env' | 'output' | 'input' | 'stopped'> = {
  env: {},
  output: {
    isJson: false,
    show: async () => undefined,
    line: async () => undefined,
    progress: () => undefined,
    note: () => undefined,
  },
  input: { all: async () => '{}', secret: async () => 'a secret that is long enough' },
  stopped: new AbortController().signal,
}

/** The words of a line as a shell gives them, which knows single quotes. */
function shellWords(line: string): string[] {
  const found = line.match(/(?:[^\s']|'[^']*'|\\')+/g) ?? []
  return found.map((word) => word.replace(/'([^']*)'|\\(')/g, (_, inner, quote) => inner ?? quote))
}

function typed(line: string): { verb: Verb; asked: Asked } {
  const { verb, rest } = findVerb(verbs, shellWords(line))
  assert.ok(verb, `no verb for: ${line}`)
  return { verb, asked: askedOf(parse(verb, rest), nobody) }
}

describe('the verbs of the command line', () => {
  it('reach every endpoint of the API', () => {
    const named = Object.values(wordsOfApi).flatMap((behind) => Object.values(behind).map(({ id }) => id))
    const reached = new Set([...named, wordsOfFigures.all.id, wordsOfFigures.one.id, 'streamEvents'])
    const missing = endpoints
      .filter(({ id }) => !reached.has(id))
      .map(({ id, method, path }) => `${id}: ${method} ${path}`)
    assert.deepEqual(missing, [], 'give these words in component/cli/api/words.ts')
  })

  it('have words of their own, and each option and argument once', () => {
    const all = verbs.map(({ words }) => words.join(' '))
    assert.equal(new Set(all).size, all.length)
    for (const { words, options, arguments: args } of verbs) {
      const names = [...common, ...options, ...args].map(({ name }) => name)
      assert.equal(new Set(names).size, names.length, `${words.join(' ')}: ${names.join(' ')}`)
      for (const name of names) assert.match(name, /^[a-z][a-z0-9-]*$/)
      const first = args.findIndex(({ isOptional }) => isOptional)
      assert.ok(first === -1 || args.slice(first).every(({ isOptional }) => isOptional), words.join(' '))
    }
  })

  it('have help that names all they take, with examples that stand their own checks', async () => {
    for (const verb of verbs) {
      const name = verb.words.join(' ')
      assert.ok(verb.examples.length > 0, name)
      const help = helpOf(verb).replaceAll('--[no-]', '--')
      for (const text of [...verb.options.map((one) => `--${one.name}`), ...verb.examples, 'bellhop ', '--json'])
        assert.ok(help.includes(text), `${name}: ${text}`)
      assert.ok(helpOfAll(verbs).includes(`  ${verb.words[0]}`))
      assert.ok(helpOfGroup(verbs.filter(({ words }) => words[0] === verb.words[0])).includes(verb.summary))
      for (const example of verb.examples) {
        const { verb: meant, asked } = typed(example)
        assert.equal(meant, verb, example)
        await assert.doesNotReject(async () => verb.check?.(asked), example)
      }
    }
  })

  it('make of an endpoint’s example, once it is typed, the example again', async () => {
    for (const [first, behind] of Object.entries(wordsOfApi))
      for (const [rest, said] of Object.entries(behind) as [string, Words][]) {
        const endpoint = endpoints.find(({ id }) => id === said.id)
        const verb = verbs.find(({ words }) => words.join(' ') === `${first} ${rest}`.trim())
        assert.ok(endpoint && verb)
        const fields = fieldsOf(endpoint, said.takes)
        const { asked } = typed(verb.examples[0] as string)
        const preset = said.preset ?? {}
        const request = await requestOf({ endpoint, fields, preset }, asked, async () => 'a password of cem')
        const { params = {}, query = {}, body } = endpoint.example
        const path = endpoint.path.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent((params as never)[name]))
        const words = new URLSearchParams({ ...(query as object), ...(preset.query as object) }).toString()
        const name = verb.words.join(' ')
        assert.equal(request.path, words ? `${path}?${words}` : path, name)
        const wanted = body && { ...(body as object), ...preset.body }
        const isLeftOut = wanted && Object.keys(wanted).length === 0
        assert.deepEqual(request.body, isLeftOut ? undefined : wanted, name)
      }
  })
})
