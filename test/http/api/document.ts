// Reads the API's document as its tests walk through it, and compares whole databases.
import type { Knex } from 'knex'
import type { OpenApi, Operation } from '../../../component/http/api/openapi.ts'

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

const tables = [
  ...['staff', 'queues', 'queue_agents', 'queue_texts', 'canned', 'visitors', 'conversations', 'messages', 'events'],
  ...['issues', 'issue_events', 'issue_types', 'deadlines', 'settings', 'identity_keys', 'prechat_fields', 'accounts'],
  ...['admins', 'admin_invitations', 'api_events', 'api_answers', 'audit', 'reminders', 'timers', 'resources'],
]

/** All that is in the database, table by table, but for when tokens were used and what is on its way out. */
export async function everything(db: Knex): Promise<Record<string, string>> {
  const rows: Record<string, string> = {}
  // PostgreSQL gives them in no order.
  const text = (found: object[]) =>
    found
      .map((row) => JSON.stringify(row))
      .sort()
      .join('\n')
  for (const table of tables) rows[table] = text(await db(table))
  rows.admin_sessions = text(await db('admin_sessions').select('id', 'admin', 'ended_at'))
  rows.api_tokens = text(await db('api_tokens').select('id', 'name', 'scopes', 'revoked_at'))
  return rows
}
