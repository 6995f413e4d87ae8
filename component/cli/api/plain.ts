// `bellhop api`: any request, for what has no words of its own here.
import { readFile } from 'node:fs/promises'
import { asJson } from '../output.ts'
import { type Asked, CliError, exits, type Verb } from '../verb.ts'
import { refused } from './endpoint-verb.ts'
import { Refused, send } from './send.ts'
import { findDesk, urlOption } from './where.ts'

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']

export const apiVerb: Verb = {
  words: ['api'],
  summary: 'Sends any request to the API, and prints the answer',
  notes: ['What there is to ask: /api/docs of the desk, or docs/api.md.'],
  arguments: [
    { name: 'method', summary: methods.join(', ') },
    { name: 'path', summary: 'a path below /api/v1, with its query' },
  ],
  options: [
    { name: 'data', short: 'd', value: 'JSON', summary: 'the body: JSON, @FILE, or @- for stdin' },
    { name: 'accept', value: 'TYPE', summary: 'the media type of the answer, such as text/csv; else application/json' },
    { name: 'if-match', value: 'ETAG', summary: 'only if it still is what had this ETag' },
    { name: 'headers', summary: 'the headers of the answer as well, on stderr' },
    urlOption,
  ],
  examples: [
    "api GET '/conversations?state=left'",
    `api PATCH /queues/support -d '{"capacity": 3}'`,
    'api GET /audit --accept text/csv',
  ],
  async check(asked) {
    await requestOf(asked)
  },
  async run(asked) {
    const desk = findDesk(asked)
    const request = await requestOf(asked)
    const match = asked.text('if-match')
    const headers = match === undefined ? {} : { 'If-Match': match }
    const accept = asked.text('accept') ?? 'application/json'
    const answer = await send(request, { desk, accept, headers, output: asked.output }).catch((error: unknown) => {
      throw error instanceof Refused ? refused(error, []) : error
    })
    if (asked.isSet('headers')) for (const [name, value] of answer.headers) asked.output.note(`${name}: ${value}`)
    const text = await answer.text()
    const isJson = /^application\/json/.test(answer.headers.get('Content-Type') ?? '')
    if (isJson) await asked.output.show(JSON.parse(text), asJson(JSON.parse(text), 2))
    else if (text === '') await asked.output.show({ done: true }, '')
    else await asked.output.show(text, text)
    return exits.done
  },
}

async function requestOf(asked: Asked) {
  const method = (asked.argument('method') ?? '').toUpperCase()
  if (!methods.includes(method))
    throw new CliError('usage', `METHOD must be one of ${methods.join(', ')}, not “${method}”.`)
  const path = (asked.argument('path') ?? '').replace(/^\/api\/v1(?=\/)/, '')
  if (!/^\/[\x21-\x7e]*$/.test(path)) {
    const text = `PATH must begin with “/” and be in ASCII without spaces (others as %XX), such as /queues/support, not “${path}”.`
    throw new CliError('usage', text)
  }
  return { method, path, body: await bodyOf(asked) }
}

async function bodyOf(asked: Asked): Promise<unknown> {
  const given = asked.text('data')
  if (given === undefined) return undefined
  const text = given === '@-' ? await asked.input.all() : given.startsWith('@') ? await file(given.slice(1)) : given
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new CliError('usage', `--data must be JSON: ${(error as Error).message}`)
  }
}

const file = (name: string): Promise<string> =>
  readFile(name, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new CliError('usage', `--data: ${name} can’t be read (${error.code}).`)
  })
