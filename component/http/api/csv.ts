// Tables as CSV (RFC 4180), with nothing in them that a spreadsheet would take for a formula.
import type { TObject } from 'typebox'

/** A row for each item, under the names of its fields; a field within a field is named field.inner. */
export function toCsv(item: TObject, items: readonly unknown[]): string {
  const columns = columnsOf(item, '')
  const rows = items.map((one) => columns.map((column) => cell(valueAt(one, column))).join(','))
  return `${[columns.map(cell).join(','), ...rows].join('\r\n')}\r\n`
}

function columnsOf(schema: TObject, before: string): string[] {
  return Object.entries(schema.properties).flatMap(([name, inner]) => {
    const isObject = (inner as { type?: string }).type === 'object' && 'properties' in inner
    return isObject ? columnsOf(inner as TObject, `${before}${name}.`) : [`${before}${name}`]
  })
}

const valueAt = (item: unknown, column: string): unknown =>
  column.split('.').reduce<unknown>((value, name) => (value as Record<string, unknown> | null)?.[name], item)

function cell(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  const isWords = Array.isArray(value) && value.every((one) => typeof one === 'string')
  const text = typeof value === 'string' ? value : isWords ? value.join(' ') : JSON.stringify(value)
  // A spreadsheet runs what begins with one of these, in East Asia also with a wide one; behind an apostrophe it is text.
  const safe = /^[=+\-@＝＋－＠\t\r\n]/u.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe
}
