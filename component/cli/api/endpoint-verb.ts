// Makes a verb of an endpoint: what it takes, its examples, and how its answer is shown.
import type { Endpoint } from '../../http/api/endpoint.ts'
import { type Asked, CliError, exits, type Option, type Verb } from '../verb.ts'
import { argumentOf, type Field, fieldsOf, optionOf } from './fields.ts'
import { type Call, pagesOf, showAnswer } from './pages.ts'
import { asTyped, type Build, requestOf } from './request.ts'
import { Refused } from './send.ts'
import { quoted, typedAs } from './values.ts'
import { findDesk, urlOption } from './where.ts'
import type { Words } from './words.ts'

const ofLists: readonly Option[] = [
  { name: 'all', summary: 'all pages; with --json a line for each item' },
  { name: 'csv', summary: 'as CSV' },
]
const ofPosts: Option = {
  ...{ name: 'once', value: 'KEY' },
  summary: 'names this call: the same again, within a day, changes nothing and gives the same answer',
}
const ofChanges: Option = {
  ...{ name: 'if-match', value: 'ETAG' },
  summary: 'only if it still is what had this ETag; “bellhop api GET … --headers” shows it',
}

export function endpointVerb(words: readonly string[], endpoint: Endpoint, said: Omit<Words, 'id'> = {}): Verb {
  const fields = inOrder(fieldsOf(endpoint, said.takes), said.takes)
  const build: Build = { endpoint, fields, preset: said.preset ?? {} }
  const isSupplied = ({ place, name }: Field) => build.preset[place]?.[name] !== undefined
  return {
    words,
    summary: said.summary ?? endpoint.summary,
    arguments: fields.filter(({ isArgument }) => isArgument).map(argumentOf),
    options: [
      ...fields
        .filter((field) => !field.isArgument)
        .map((field) => optionOf(isSupplied(field) ? { ...field, isRequired: false } : field)),
      ...(endpoint.item ? ofLists : []),
      ...(endpoint.method === 'POST' ? [ofPosts] : []),
      ...(endpoint.method === 'GET' ? [] : [ofChanges]),
      urlOption,
    ],
    examples: [exampleOf(words, build)],
    check: async (asked) => {
      if (asked.isSet('csv') && asked.output.isJson) throw new CliError('usage', 'Give either --csv or --json.')
      await requestOf(build, asked, async ({ least }) => 'x'.repeat(least))
    },
    run: (asked) => run(build, said, asked),
  }
}

/** Arguments in the order in which they are to be typed, those of the path first; then options. */
function inOrder(fields: readonly Field[], takes: readonly string[] = []): Field[] {
  const place = ({ name, isArgument }: Field) => (isArgument ? takes.indexOf(name) : takes.length)
  return fields.toSorted((a, b) => place(a) - place(b))
}

async function run(build: Build, said: Omit<Words, 'id'>, asked: Asked) {
  const desk = findDesk(asked)
  const request = await requestOf(build, asked, ({ word }) => asked.input.secret(word))
  const headers = {
    ...header('Idempotency-Key', asked.text('once')),
    ...header('If-Match', asked.text('if-match')),
  }
  const call: Call = { request, headers, desk, endpoint: build.endpoint, asked, ...said }
  try {
    await (build.endpoint.item ? pagesOf(call) : showAnswer(call))
  } catch (error) {
    throw error instanceof Refused ? refused(error, build.fields) : error
  }
  return exits.done
}

const header = (name: string, value: string | undefined): Record<string, string> =>
  value === undefined ? {} : { [name]: value }

/** Input that the desk calls wrong counts as wrongly written, though our checks had nothing against it. */
export function refused({ status, message, field }: Refused, fields: readonly Field[]): CliError {
  return asTyped(status === 400 || status === 422 ? 'usage' : 'refused', message, field, fields, { status })
}

/** The endpoint's own example, as it is typed. */
function exampleOf(words: readonly string[], { endpoint, fields, preset }: Build): string {
  const { example } = endpoint
  const valueIn = ({ place, name }: Field) => (example[place] as Record<string, unknown> | undefined)?.[name]
  const typed = fields
    .filter((field) => valueIn(field) !== undefined && preset[field.place]?.[field.name] === undefined)
    .flatMap((field) => typedAs(field, valueIn(field)))
  return [...words.map(quoted), ...typed].join(' ')
}
