// Checks what comes in against the schemas; refuses with the name of the field that is wrong and what would be right.
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js'
import type { TSchema } from 'typebox'
import { isShowable } from '../body.ts'
import { Problem } from '../error.ts'

const formats: Record<string, (text: string) => boolean> = {
  time: (text) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?Z$/.test(text) && !Number.isNaN(Date.parse(text)),
  date: isDate,
  'date-or-time': (text) => isDate(text) || (formats.time as (text: string) => boolean)(text),
  line: (text) => text === text.trim() && isShowable(text),
  text: (text) => text.trim() !== '' && isShowable(text.replace(/[\n\t]/g, '')),
  zone: isZone,
  secret: isShowable,
}

function isDate(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`)
  return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text)
}

function isZone(text: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: text })
    return /^[A-Za-z]/.test(text)
  } catch {
    return false
  }
}

const options = { strict: true, strictTypes: false, verbose: true, useDefaults: true, formats } as const
/** For bodies: types as they are. And for what stands in an address: all text, to be read as what it is to be. */
const plain = new Ajv2020(options).addKeyword('x-optional')
const fromText = new Ajv2020({ ...options, coerceTypes: true })

/** Gives the value, with what was left out filled in; throws a Problem. */
export type Check = (value: unknown, where: string) => unknown

export const checkBody = (schema: TSchema): Check => checkWith(plain.compile(schema))
export const checkText = (schema: TSchema): Check => checkWith(fromText.compile(schema))

/** Whether something is as a schema says, for tests: what is wrong with it, or undefined. */
export function differs(schema: TSchema, value: unknown): string | undefined {
  const validate = plain.compile(schema)
  return validate(structuredClone(value))
    ? undefined
    : JSON.stringify(validate.errors?.map(({ instancePath, message }) => `${instancePath} ${message}`))
}

function checkWith(validate: ValidateFunction): Check {
  return (value, where) => {
    if (validate(value)) return value
    throw wrong(mostTelling(validate.errors ?? []), where)
  }
}

/** Of something that may be null as well, what is wrong within it tells more than that it is neither. */
function mostTelling(errors: readonly ErrorObject[]): ErrorObject {
  const last = errors.at(-1) as ErrorObject
  if (last.keyword !== 'anyOf') return last
  const isWithin = ({ keyword, instancePath }: ErrorObject) =>
    instancePath.startsWith(`${last.instancePath}/`) || keyword === 'required' || keyword === 'additionalProperties'
  return errors.find(isWithin) ?? last
}

function wrong(error: ErrorObject, where: string): Problem {
  const { keyword, params, instancePath, parentSchema } = error
  const inside = fieldOf(instancePath)
  const named = (name: string) => (inside === '' ? name : `${inside}.${name}`)
  const bad = (detail: string, field: string) =>
    new Problem(400, 'Bad request', detail, field === '' ? undefined : field)
  if (keyword === 'additionalProperties') {
    const field = named(params.additionalProperty)
    const known = Object.keys(parentSchema?.properties ?? {}).join(', ') || 'nothing'
    return bad(`“${field}” is not known in the ${where}; there can be: ${known}.`, field)
  }
  if (keyword === 'required') {
    const field = named(params.missingProperty)
    const right = parentSchema?.properties?.[params.missingProperty]?.description
    return bad(`“${field}” is missing in the ${where}${right ? `: it must be ${right}` : ''}.`, field)
  }
  if (keyword === 'minProperties') return bad(`The ${where} must name at least one thing to change.`, inside)
  const right = parentSchema?.description ?? rightOf(error)
  return bad(inside === '' ? `The ${where} must be ${right}.` : `“${inside}” must be ${right}.`, inside)
}

const fieldOf = (pointer: string): string =>
  pointer
    .split('/')
    .slice(1)
    .map((part) => part.replace(/~1/g, '/').replace(/~0/g, '~'))
    .join('.')

const types: Record<string, string> = {
  ...{ object: 'a JSON object', array: 'a list', string: 'text', integer: 'a whole number', number: 'a number' },
  ...{ boolean: 'true or false', null: 'null' },
}

function rightOf({ keyword, params, message }: ErrorObject): string {
  if (keyword === 'type')
    return [params.type]
      .flat()
      .map((type) => types[type] ?? type)
      .join(' or ')
  if (keyword === 'enum') return `one of ${params.allowedValues.join(', ')}`
  if (keyword === 'const') return JSON.stringify(params.allowedValue)
  return (message ?? 'something else').replace(/^must (be )?/, '')
}
