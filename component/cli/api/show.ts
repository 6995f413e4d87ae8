// Answers of the API as text for people.
import type { TSchema } from 'typebox'
import type { Hours } from '../../model/hours.ts'
import { writeHours } from '../../model/hours-words.ts'
import { columns, pairs, type Widths } from '../table.ts'

type Item = Readonly<Record<string, unknown>>

const none = '–'

/** A value in one cell or line. */
export function shown(value: unknown): string {
  if (value === null || value === undefined) return none
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (typeof value === 'string') return isTime(value) ? `${value.slice(0, 10)} ${value.slice(11, 19)}Z` : value
  if (Array.isArray(value)) return value.length === 0 ? none : value.map(partOf).join(', ')
  if (typeof value !== 'object') return String(value)
  return isPlainHours(value) ? writeHours(value) : JSON.stringify(value)
}

/** Those that can be typed as they are shown. */
const isPlainHours = (value: object): value is Hours => 'week' in value && 'zone' in value && !('exceptions' in value)

const isTime = (text: string): boolean => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(text)

/** Of something in a list: what it says, without the names of its fields where these are plain. */
function partOf(value: unknown): string {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return shown(value)
  const inner = Object.values(value)
  return inner.some((one) => typeof one === 'object' && one !== null)
    ? JSON.stringify(value)
    : inner.map(shown).join(' ')
}

/** One thing: a line for each of its fields, with those within a field named field.inner. */
export function thing(value: unknown): string {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return shown(value)
  return pairs(flat(value as Item, ''))
}

function flat(item: Item, before: string): [string, string][] {
  return Object.entries(item).flatMap(([name, value]): [string, string][] => {
    const isInner = typeof value === 'object' && value !== null && !Array.isArray(value)
    const isPlain = isInner && Object.values(value).every((one) => typeof one !== 'object' || one === null)
    if (isPlain && Object.keys(value).length > 0) return flat(value as Item, `${before}${name}.`)
    return [[`${before}${name}`, shown(value)]]
  })
}

/** A table of items, under the names of columns unless it goes on from one before. */
export function tableOf(items: readonly unknown[], names: readonly string[], before?: Widths) {
  const rows = items.map((item) => names.map((name) => shown(at(item, name))))
  return before ? columns(rows, { atLeast: before }) : columns([names.map(heading), ...rows])
}

const heading = (name: string): string => name.replace(/[A-Z]/g, (letter) => ` ${letter}`).toUpperCase()

const at = (item: unknown, path: string): unknown =>
  path.split('.').reduce<unknown>((value, name) => (value as Item | null | undefined)?.[name], item)

/** The columns of a list where none are chosen: every field that is plain. */
export function plainColumns(item: TSchema | undefined): string[] {
  const properties = (item as { properties?: Record<string, { type?: string }> } | undefined)?.properties ?? {}
  return Object.entries(properties).flatMap(([name, { type }]) => (type === 'object' ? [] : [name]))
}
