// Holds what the verbs say of themselves: every endpoint has one, every example is right, every help can be read.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fieldsOf } from '../../component/cli/api/fields.ts'
import { requestOf } from '../../component/cli/api/request.ts'
import { type Words, wordsOfApi, wordsOfFigures } from '../../component/cli/api/words.ts'
import { helpOf, helpOfAll, helpOfGroup } from '../../component/cli/help.ts'
import { common } from '../../component/cli/parse.ts'
import { askedOf } from '../../component/cli/typed.ts'
import { CliError } from '../../component/cli/verb.ts'
import { verbs } from '../../component/cli/verbs.ts'
import { endpoints } from '../../component/http/api/table.ts'
import { root } from './cli.ts'
import { nobody, typed } from './typed.ts'

describe('the verbs of the command line', () => {
  it('reach every endpoint of the API', () => {
    const named = Object.values(wordsOfApi).flatMap((behind) => Object.values(behind).map(({ id }) => id))
    const reached = new Set([...named, wordsOfFigures.all.id, wordsOfFigures.one.id, 'streamEvents'])
    // Those of sessions are for browsers: they take a cookie, or give one.
    const ofShell = endpoints.filter(({ scope }) => scope !== 'session' && scope !== 'anybody')
    const missing = ofShell
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

describe('completion in bash', () => {
  const line: Record<string, (words: string) => boolean> = {
    'bellhop a': (words) => words.split(' ').includes('agent') && words.split(' ').includes('audit'),
    'bellhop agent ad': (words) => words === 'add',
    'bellhop agent add dora --na': (words) => words === '--name',
    'bellhop events --c': (words) => words === '--count',
    'bellhop help que': (words) => words === 'queue',
  }
  for (const [typed, isRight] of Object.entries(line))
    it(`of: ${typed}`, async () => {
      const shown: string[] = []
      const output = { ...nobody.output, show: async (_: unknown, text: string) => void shown.push(text) }
      const verb = verbs.find(({ words }) => words[0] === 'completion')
      await verb?.run(askedOf({ arguments: {}, options: {} }, { ...nobody, output }))
      const words = typed.split(' ')
      const ask = `COMP_WORDS=(${typed}); COMP_CWORD=${words.length - 1}; _bellhop; echo "\${COMPREPLY[*]}"`
      const answer = execFileSync('bash', ['-c', `${shown[0]}\n${ask}`], { encoding: 'utf8' }).trim()
      assert.ok(isRight(answer), answer)
    })
})

describe('what is typed', () => {
  const wrong: Record<string, RegExp> = {
    'agent add eve': /^--name is missing: it must be a name of 1 to 100 characters in one line\.$/,
    'agent add Eve --name Eve': /^USER must be a user name such as ann/,
    'agent add eve --name Eve --role boss': /^--role must be agent, handler or lead\.$/,
    'agent change bob': /nothing to change; give at least one of --name, --role/,
    'agent state ann away': /^STATE must be normal, busy, or null\.$/,
    'agent list --limit 0': /^--limit must be a whole number from 1 to 200\.$/,
    'queue change support --hours sometimes': /^--hours: must be hours such as “mon-fri 09:00-17:00/,
    'queue change support --hours \'{"zone": "Mars", "week": {}}\'': /^--hours \(zone\) must be a time zone/,
    'queue change support --hours \'{"zone": "UTC"}\'': /^--hours \(week\) is missing/,
    'queue change support --hours \'{"zone"\'': /^--hours: .* no JSON/,
    'queue change support --hours @/none': /^--hours: \/none can’t be read \(ENOENT\)\.$/,
    'queue change support --capacity many': /^--capacity must be a whole number from 1 to 1000\.$/,
    'queue change support --overflow Billing': /^--overflow must be the name of a queue .*, or "" for none\.$/,
    "queue set-texts support --greeting Hi --away ''": /^--greeting: “Hi” is not of the form LANG=TEXT/,
    'issue priority 1 soon': /^PRIORITY must be low, normal, high or urgent\.$/,
    'issue show one': /^ID must be a number from 1 on\.$/,
    'type set x --handler hana@agents.test': /^--backup is missing: .* or "" for none\.$/,
    'figures --sort group': /^--sort is for one figure: name it/,
    'api FETCH /queues': /^METHOD must be one of GET, POST/,
    'api GET queues': /^PATH must begin with “\/”/,
    "api POST /queues -d '{'": /^--data must be JSON/,
    'events --since now': /^--since must be the id of an event/,
    'events --messages none': /^--messages must be the number of a conversation, or all/,
  }
  for (const [line, said] of Object.entries(wrong))
    it(`is refused before anything is sent: ${line}`, async () => {
      const { verb, asked } = typed(line)
      await assert.rejects(
        async () => verb.check?.(asked),
        (error) => error instanceof CliError && error.exit === 2 && said.test(error.message),
        String(said),
      )
    })

  it('stands in the documents as it is right', async () => {
    const files = readdirSync(join(root, 'docs')).filter((file) => file.endsWith('.md'))
    const lines = files.flatMap((file) => readFileSync(join(root, 'docs', file), 'utf8').split('\n'))
    const commands = lines.flatMap((line) => /^ {4}npx bellhop (?!help )(.*?)(?: \| .*)?$/.exec(line)?.[1] ?? [])
    assert.ok(commands.length > 5)
    for (const line of commands) {
      const { verb, asked } = typed(line)
      await assert.doesNotReject(async () => verb.check?.(asked), line)
    }
  })

  it('is nothing where it is empty, and null for what may be none', async () => {
    for (const line of [
      "agent change bob --queue '' --quiet ''",
      "queue change support --overflow '' --hours always",
      'agent state ann null',
      "type set x --handler '' --backup ''",
    ]) {
      const { verb, asked } = typed(line)
      await assert.doesNotReject(async () => verb.check?.(asked), line)
    }
  })
})
