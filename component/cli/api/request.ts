// Makes a request of what was typed, and checks it with the endpoint's own schemas before anything is sent.
import type { TSchema } from 'typebox'
import { type Check, checkBody, checkText } from '../../http/api/check.ts'
import type { Endpoint } from '../../http/api/endpoint.ts'
import { Problem } from '../../http/error.ts'
import { type Asked, CliError } from '../verb.ts'
import type { Field, Place } from './fields.ts'
import { givenFor, labelOf } from './values.ts'

export type Preset = Readonly<Partial<Record<Place, Readonly<Record<string, unknown>>>>>

export interface Request {
  method: string
  /** Below /api/v1, with its query. */
  path: string
  /** None: it is sent without. */
  body: unknown
}

export interface Build {
  endpoint: Endpoint
  fields: readonly Field[]
  /** What is given where the person gives nothing. */
  preset: Preset
}

/** The request; throws CliError that names the argument or option that is wrong. */
export async function requestOf(
  { endpoint, fields, preset }: Build,
  asked: Asked,
  secret: (field: Field) => Promise<string>,
): Promise<Request> {
  const given: Record<Place, Record<string, unknown>> = { params: {}, query: {}, body: {} }
  for (const field of fields) {
    const typed = await givenFor(field, asked, secret)
    const value = typed === undefined ? preset[field.place]?.[field.name] : typed
    if (value !== undefined) given[field.place][field.name] = value
  }
  const { params, query, body } = given
  const check = (with_: Check, value: object, where: string) => checked(with_, value, where, fields)
  check(checkText(endpoint.params), params, 'path')
  check(checkText(endpoint.query), asText(query), 'query')
  const isLeftOut = Object.keys(body).length === 0 && 'x-optional' in (endpoint.body ?? {})
  if (endpoint.body && !isLeftOut) check(checkBody(endpoint.body as TSchema), body, 'body')
  const path = endpoint.path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(params[name])))
  const words = new URLSearchParams(asText(query)).toString()
  return {
    ...{ method: endpoint.method, path: words === '' ? path : `${path}?${words}` },
    body: endpoint.body === undefined || isLeftOut ? undefined : body,
  }
}

const asText = (values: Record<string, unknown>): Record<string, string> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)]))

function checked(check: Check, value: object, where: string, fields: readonly Field[]): void {
  try {
    // A copy, since checking fills in what was left out; the desk does that itself.
    check(structuredClone(value), where)
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    throw asTyped('usage', error.message, error.field, fields)
  }
}

/** The same in the words of the command line, where the field of a refusal is one that can be typed. */
export function asTyped(
  exit: 'usage' | 'refused',
  message: string,
  name: string | undefined,
  fields: readonly Field[],
  about: Readonly<Record<string, unknown>> = {},
): CliError {
  if (name === undefined && message.includes('at least one thing to change')) {
    const words = fields.filter(({ place }) => place === 'body').map(labelOf)
    return new CliError(exit, `There is nothing to change; give at least one of ${words.join(', ')}.`, about)
  }
  const [first, ...inner] = (name ?? '').split('.')
  const field = fields.find((one) => one.name === first)
  if (field === undefined)
    return new CliError(exit, message, { ...about, ...(name === undefined ? {} : { field: name }) })
  // “roles.0” is one of the --role; of “hours.week.mon” the last two are within what --hours takes.
  const within = field.isList || inner.length === 0 ? '' : ` (${inner.join('.')})`
  const said = message.replace(`“${name}”`, `${labelOf(field)}${within}`).replace(/ in the (path|query|body)\b/, '')
  const text = field.canBeEmpty && !field.choices ? said.replace(/, or null\.$/, ', or "" for none.') : said
  return new CliError(exit, text, { ...about, field: name })
}
