// The table of endpoints as an OpenAPI 3.1 document.
import { type TObject, type TSchema, Type } from 'typebox'
import { base } from './door.ts'
import { type Access, type Endpoint, scopes } from './endpoint.ts'

/** What a refusal looks like (RFC 9457). */
export const problem = Type.Object({
  type: Type.String(),
  title: Type.String(),
  status: Type.Integer(),
  detail: Type.String(),
  field: Type.Optional(Type.String({ description: 'the part of the request that is wrong' })),
})

const refusals: Record<string, string> = {
  400: 'Something in the request is wrong; “field” names it',
  401: 'No token or session, or one that is wrong, expired or ended',
  403: 'The token has not the scope, X-CSRF-Token is wrong, or a page of another origin asks',
  404: 'There is no such thing',
  406: 'It can’t be had in this media type',
  409: 'It can’t be done as things stand',
  429: 'Too many requests; Retry-After says when to go on',
}
const changing: Record<string, string> = {
  412: 'If-Match or If-None-Match is not met',
  413: 'The body is too large',
  415: 'The body is no JSON',
  422: 'The Idempotency-Key was used for another request',
}

export interface OpenApi {
  openapi: string
  paths: Record<string, Record<string, Operation>>
  [rest: string]: unknown
}

export interface Operation {
  operationId: string
  'x-scope': string
  security?: Record<string, string[]>[]
  parameters: { name: string; in: string; required: boolean; schema: TSchema; example?: unknown }[]
  requestBody?: { required: boolean; content: Record<string, { schema: TSchema; example?: unknown }> }
  responses: Record<string, { description: string; content?: Record<string, { schema: TSchema }> }>
  [rest: string]: unknown
}

export function openApi(endpoints: readonly Endpoint[], version: string): OpenApi {
  const paths: OpenApi['paths'] = {}
  for (const endpoint of endpoints) {
    const path = `${base}${endpoint.path}`
    paths[path] = { ...paths[path], [endpoint.method.toLowerCase()]: operationOf(endpoint) }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Bellhop',
      version,
      description:
        'Everything an admin does. Lists are pages: `next` is the `cursor` of the following one, and `Accept: text/csv` gives them as CSV. `If-Match` with an ETag guards against overwriting what others changed. `Idempotency-Key` makes a POST safe to repeat for a day. Refusals are application/problem+json.',
    },
    servers: [{ url: '/' }],
    security: [{ token: [] }, ...bySession],
    components: {
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', description: `Scopes: ${scopes.join(', ')}` },
        session: {
          ...{ type: 'apiKey', in: 'cookie', name: 'bellhop_admin' },
          description: 'Of the admin page; over https it is called __Host-bellhop_admin',
        },
        csrf: {
          ...{ type: 'apiKey', in: 'header', name: 'X-CSRF-Token' },
          description: 'With the cookie, for everything but GET: the `csrf` that GET /session gives',
        },
      },
    },
    paths,
  }
}

const bySession = [{ session: [], csrf: [] }]
/** Where it is not what is said for all. */
const security: Partial<Record<Access, Record<string, string[]>[]>> = { session: bySession, anybody: [] }
const needs: Partial<Record<Access, string>> = {
  session: 'For an admin who is signed in.',
  anybody: 'Needs nothing.',
}

function operationOf(endpoint: Endpoint): Operation {
  const { id, summary, scope, method, path, body, example } = endpoint
  return {
    operationId: id,
    summary,
    description: needs[scope] ?? `Needs the scope \`${scope}\`.`,
    'x-scope': scope,
    ...(security[scope] ? { security: security[scope] } : {}),
    tags: [path.split('/')[1] ?? ''],
    parameters: [
      ...parametersIn('path', endpoint.params, example.params),
      ...parametersIn('query', endpoint.query, example.query),
      ...headers(endpoint),
    ],
    ...(body ? { requestBody: { required: !('x-optional' in body), content: bodyOf(body, example.body) } } : {}),
    responses: { ...answerOf(endpoint), ...refused(refusals), ...(method === 'GET' ? {} : refused(changing)) },
  }
}

const bodyOf = (schema: TSchema, example: unknown) => ({ 'application/json': { schema, example } })

function parametersIn(where: string, schema: TObject, example: object = {}): Operation['parameters'] {
  const required = schema.required ?? []
  return Object.entries(schema.properties).map(([name, inner]) => {
    const { default: isDefault } = inner as { default?: unknown }
    const value = (example as Record<string, unknown>)[name]
    const isRequired = where === 'path' || (required.includes(name) && isDefault === undefined)
    return { name, in: where, required: isRequired, schema: inner, ...(value === undefined ? {} : { example: value }) }
  })
}

function headers({ method, isStream }: Endpoint): Operation['parameters'] {
  const header = (name: string, description: string) => ({
    ...{ name, in: 'header', required: false, schema: Type.String({ description }) },
  })
  if (isStream) return [header('Last-Event-ID', 'the id of the last event that was read; 0 for all there are')]
  if (method === 'GET') return []
  const match = header('If-Match', 'the ETag of what is to be changed')
  return method === 'POST'
    ? [match, header('Idempotency-Key', 'names this request; the same again changes nothing')]
    : [match]
}

function answerOf({ status, answer, item, texts = {}, isStream }: Endpoint): Operation['responses'] {
  if (answer === undefined) return { [status]: { description: 'Done' } }
  const text = { schema: Type.String() }
  const types = [...(item ? ['text/csv'] : []), ...Object.keys(texts)]
  const others = Object.fromEntries(types.map((type) => [type, text]))
  const first = isStream ? 'text/event-stream' : 'application/json'
  return { [status]: { description: 'Done', content: { [first]: { schema: answer }, ...others } } }
}

const refused = (list: Record<string, string>): Operation['responses'] =>
  Object.fromEntries(
    Object.entries(list).map(([status, description]) => [
      status,
      { description, content: { 'application/problem+json': { schema: problem } } },
    ]),
  )
