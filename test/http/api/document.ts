// Reads the API's document as its tests walk through it, and compares whole databases.
import type { Knex } from 'knex'
import type { OpenApi, Operation } from '../../../component/http/api/openapi.ts'
import { tablesOf } from './tables.ts'

export interface Walked {
  name: string
  method: string
  /** Below /api/v1, with {names}. */
  path: string
  operation: Operation
  /** Its path, query and body as the example has them. */
  at: string
  body: unknown
  status: number
}

/** Every operation, in the order of the document. */
export function walk(document: OpenApi): Walked[] {
  return Object.entries(document.paths).flatMap(([whole, operations]) =>
    Object.entries(operations).map(([method, operation]) => ({
      ...{ name: `${method.toUpperCase()} ${whole}`, method: method.toUpperCase(), operation },
      path: whole.replace('/api/v1', ''),
      at: pathOf(whole, operation),
      body: operation.requestBody?.content['application/json']?.example,
      status: Number(Object.keys(operation.responses)[0]),
    })),
  )
}

/** The path of an operation with its examples put in; some of them may be others. */
export function pathOf(path: string, { parameters }: Operation, others: Record<string, string> = {}): string {
  const of = (where: string) => parameters.filter((one) => one.in === where && one.example !== undefined)
  const put = (text: string, name: string, value: unknown) =>
    text.replace(`{${name}}`, others[name] ?? encodeURIComponent(String(value)))
  const at = of('path').reduce((text, { name, example }) => put(text, name, example), path.replace('/api/v1', ''))
  const query = of('query').map(({ name, example }) => `${name}=${encodeURIComponent(String(example))}`)
  return query.length > 0 ? `${at}?${query.join('&')}` : at
}

/** The same schema, in which nothing may be that it does not name. */
export function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed)
  if (typeof schema !== 'object' || schema === null) return schema
  const all = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, closed(value)]))
  return 'properties' in all && !('additionalProperties' in all) ? { ...all, additionalProperties: false } : all
}

/** What changes although nobody changed anything: what is on its way out, what follows behind, when something was last used. */
const restless = /^(outbox|message_search.*)$/
const lastUsed = new Set(['last_used_at', 'seen_at', 'last_seen_at', 'used_at'])

/** All that is in the database, table by table, but for what changes by itself. */
export async function everything(db: Knex): Promise<Record<string, string>> {
  const rows: Record<string, string> = {}
  // PostgreSQL gives them in no order.
  const text = (found: Record<string, unknown>[]) =>
    found
      .map((row) => JSON.stringify(row, (key, value) => (lastUsed.has(key) ? undefined : value)))
      .sort()
      .join('\n')
  for (const table of await tablesOf(db)) if (!restless.test(table)) rows[table] = text(await db(table))
  return rows
}
