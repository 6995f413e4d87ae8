// What an endpoint takes, as words of the command line: read off its schemas, so that a new field needs nothing here.
import type { TSchema } from 'typebox'
import type { Endpoint } from '../../http/api/endpoint.ts'
import type { Argument, Option } from '../verb.ts'

export type Place = 'params' | 'query' | 'body'

/** hours and quiet are objects that people can type as words; pairs is an object of texts, KEY=TEXT again and again. */
export type Kind = 'text' | 'number' | 'switch' | 'hours' | 'quiet' | 'pairs' | 'json' | 'secret'

export interface Field {
  place: Place
  /** As the endpoint calls it. */
  name: string
  /** As it is typed: an argument, or --word. A list is named by one of its items. */
  word: string
  isArgument: boolean
  kind: Kind
  isList: boolean
  /** '' is null, or the empty list. */
  canBeEmpty: boolean
  isRequired: boolean
  choices: readonly string[] | undefined
  /** What it must be. */
  means: string
  least: number
}

interface Shape {
  type?: string
  enum?: readonly string[]
  anyOf?: readonly Shape[]
  items?: Shape
  properties?: Record<string, Shape>
  patternProperties?: Record<string, Shape>
  format?: string
  description?: string
  default?: unknown
  minItems?: number
  minLength?: number
}

/** In the order in which they are asked for; `takes` are those of query and body that stand without dashes. */
export function fieldsOf(endpoint: Endpoint, takes: readonly string[] = []): Field[] {
  const of = (place: Place, schema: TSchema | undefined) => {
    const { properties = {}, required = [] } = (schema ?? {}) as {
      properties?: Record<string, Shape>
      required?: string[]
    }
    return Object.entries(properties).map(([name, inner]) =>
      fieldOf(place, name, inner, {
        isRequired: place === 'params' || (required.includes(name) && inner.default === undefined),
        isArgument: place === 'params' || takes.includes(name),
      }),
    )
  }
  return [...of('params', endpoint.params), ...of('query', endpoint.query), ...of('body', endpoint.body)]
}

function fieldOf(
  place: Place,
  name: string,
  shape: Shape,
  { isRequired, isArgument }: { isRequired: boolean; isArgument: boolean },
): Field {
  const isNullable = shape.anyOf?.some(({ type }) => type === 'null') ?? false
  const others = shape.anyOf?.filter(({ type }) => type !== 'null') ?? [shape]
  const inner = others.length === 1 ? (others[0] as Shape) : {}
  const isList = inner.type === 'array' && inner.items !== undefined && kindOf(inner.items) === 'text'
  const item = isList ? (inner.items as Shape) : inner
  const canBeEmpty = isNullable || (isList && (inner.minItems ?? 0) === 0)
  const dashed = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
  return {
    ...{ place, name, isArgument, isList, canBeEmpty, isRequired },
    word: isList ? dashed.replace(/s$/, '') : dashed,
    kind: kindOf(item),
    choices: item.enum,
    means: meaning(shape, inner, item, isNullable),
    least: inner.minLength ?? 0,
  }
}

function kindOf({ type, enum: choices, properties, patternProperties, format }: Shape): Kind {
  if (format === 'secret') return 'secret'
  if (choices || type === 'string') return 'text'
  if (type === 'integer' || type === 'number') return 'number'
  if (type === 'boolean') return 'switch'
  if (properties?.week && properties.zone) return 'hours'
  if (properties?.from && properties.to && properties.zone) return 'quiet'
  if (patternProperties && Object.values(patternProperties).every((one) => one.type === 'string')) return 'pairs'
  return 'json'
}

/** What can be typed instead of JSON. */
const typedForms: Partial<Record<Kind, string>> = {
  hours: 'hours such as “mon-fri 09:00-17:00 Europe/Oslo”, or JSON, or @FILE',
  quiet: 'hours such as “20:00-07:00 Europe/Oslo”, or JSON, or @FILE',
  pairs: 'a text by language such as en=Welcome!, or JSON, or @FILE; "" is none',
}

function meaning(shape: Shape, inner: Shape, item: Shape, isNullable: boolean): string {
  const kind = kindOf(item)
  const described = item.description ?? inner.description ?? (item.enum ? `one of ${item.enum.join(', ')}` : undefined)
  const right = typedForms[kind] ?? described ?? (kind === 'number' ? 'a number' : 'text')
  const form = kind === 'json' ? ', as JSON or @FILE' : ''
  const lasting = shape.default === undefined ? '' : `; else ${shape.default}`
  const nothing = isNullable ? (item.enum ? ', or null' : ', or "" for none') : ''
  return `${right}${form}${nothing}${lasting}`
}

const placeholders: Partial<Record<Kind, string>> = { hours: 'HOURS', quiet: 'HOURS', pairs: 'LANG=TEXT', json: 'JSON' }

export const argumentOf = ({ word, means, isRequired }: Field): Argument => ({
  ...{ name: word, summary: means },
  ...(isRequired ? {} : { isOptional: true }),
})

export function optionOf({ kind, word, means, isList, isRequired }: Field): Option {
  const needed = isRequired ? { isNeeded: true } : {}
  if (kind === 'secret')
    return { name: secretOption(word), summary: `takes ${word} from stdin, or asks for it: ${means}` }
  if (kind === 'switch') return { name: word, summary: means, canBeNo: true, ...needed }
  const value = placeholders[kind] ?? word.toUpperCase()
  return { name: word, summary: means, value, ...needed, ...(isList || kind === 'pairs' ? { isList: true } : {}) }
}

/** Secrets are no values on the command line: anybody on the machine could read them there. */
export const secretOption = (word: string): string => `${word}-stdin`
