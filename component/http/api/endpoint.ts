// What an endpoint of the API is: said once as data. From it come the route, the checks of what comes in, the document
// at /api/openapi.json, and the tests.
import type { Static, TObject, TSchema } from 'typebox'
import { Type } from 'typebox'
import type { Caller } from '../../desk/admin/tokens.ts'
import type { Turn } from '../../desk/turn.ts'
import type { Attempts } from './attempts.ts'

/** What a token may be made for. `read` is to see everything but tokens, admins and the audit, `all` is everything. */
export const scopes = [
  ...['read', 'staff', 'queues', 'conversations', 'issues', 'visitors', 'figures'],
  ...['settings', 'tokens', 'audit', 'all'],
] as const
export type Scope =
  | 'staff'
  | 'queues'
  | 'conversations'
  | 'issues'
  | 'visitors'
  | 'figures'
  | 'settings'
  | 'tokens'
  | 'audit'

/** Who may ask: a token with the scope, or an admin who is signed in; `all` is for those alone who may do everything. */
export type Access = Scope | 'all' | 'session' | 'anybody'

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** Where the desk is: its address, the hosts of its people, and its web pages. */
export interface Identity {
  desk: string
  agents: string
  visitors: string
  publicUrl: string
  websocketUrl: string
}

/** What an endpoint can use beside the turn. */
export interface Kit {
  agents: string
  /** What the settings of the process say of the desk, to be read only. */
  identity: Identity
  /** Names on the agents' host that are nobody's. */
  reserved: readonly string[]
  /** Encrypts for the database, and back. */
  seal: (text: string) => string
  open: (sealed: string) => string
  publicUrl: string
  attempts: Attempts
}

/** Where a request comes from. */
export interface Client {
  address: string
  /** What the browser says of itself. */
  agent: string
  /** What its cookie holds. */
  secret: string | undefined
}

export interface Asked<P, Q, B> {
  params: P
  query: Q
  body: B
  who: Caller
  client: Client
  kit: Kit
}

export interface Example {
  params?: object
  query?: object
  body?: unknown
}

export interface Endpoint<P extends TObject = TObject, Q extends TObject = TObject, B extends TSchema = TSchema> {
  method: Method
  /** Below /api/v1, with {names} of params. */
  path: string
  /** The name of it in the document. */
  id: string
  summary: string
  scope: Access
  params: P
  query: Q
  /** None: it takes no body. */
  body: B | undefined
  status: 200 | 201 | 204
  /** What it answers; none with 204. */
  answer: TSchema | undefined
  /** A page of these, which can be had as CSV too. */
  item: TObject | undefined
  /** Other media types the answer can be had in, by what makes them. */
  texts?: Readonly<Record<string, (answer: unknown) => string>>
  /** Where to find what was made, below /api/v1. */
  location?: (answer: unknown) => string
  /** It goes on and on: events as they happen. */
  isStream?: boolean
  /** Fields that change by themselves, and therefore are no part of the ETag. */
  volatile?: readonly string[]
  /** Answers with a secret, which is told once: it is not written into the audit. */
  secrets?: readonly string[]
  /** `set`: the answer's `secret` goes into the cookie instead of the body. */
  cookie?: 'set' | 'clear'
  /** What the audit says of it, where the request itself says too little or too much. */
  deed?: (answer: unknown) => Deed
  /** What the audit may keep of an answer that tells of a visitor: he can be erased, it can't. */
  discreet?: (answer: unknown) => unknown
  example: Example
  /** Done before the turn, because it takes long; what it gives is handed to `run`. */
  first?(asked: Asked<Static<P>, Static<Q>, Static<B>>, run: Run): Promise<unknown>
  run(turn: Turn, asked: Asked<Static<P>, Static<Q>, Static<B>>, found?: unknown): Promise<unknown>
}

export interface Deed {
  who: Pick<Caller, 'id' | 'name'>
  target: string
}

export type Run = <T>(work: (turn: Turn) => Promise<T>) => Promise<T>

/** An answer that takes long to find is given as a function, which looks for it in turns of its own, after this one. */
export type OrLater<A> = A | ((run: Run) => Promise<A>)

type Empty = TObject<Record<never, TSchema>>

const nothing = Type.Object({}, { additionalProperties: false })

type Said<P extends TObject, Q extends TObject, B extends TSchema, A extends TSchema, F> = {
  id: string
  summary: string
  scope: Access
  params?: P
  query?: Q
  body?: B
  answer?: A
  status?: 200 | 201
  volatile?: readonly string[]
  secrets?: readonly string[]
  isStream?: boolean
  location?: (answer: Static<A>) => string
  discreet?: (answer: Static<A>) => unknown
  texts?: Readonly<Record<string, (answer: Static<A>) => string>>
  cookie?: 'set' | 'clear'
  deed?: (answer: Static<A>) => Deed
  example?: Example
  first?(asked: Asked<Static<P>, Static<Q>, Static<B>>, run: Run): Promise<F>
  run(turn: Turn, asked: Asked<Static<P>, Static<Q>, Static<B>>, found: F): Promise<OrLater<Static<A>>>
}

/** An endpoint that gives one thing, or changes something. Without `answer` it gives nothing back (204). */
export function endpoint<
  P extends TObject = Empty,
  Q extends TObject = Empty,
  B extends TSchema = TSchema,
  A extends TSchema = TSchema,
  F = undefined,
>(route: `${Method} /${string}`, said: Said<P, Q, B, A, F>): Endpoint {
  const [method, path] = route.split(' ') as [Method, string]
  const { params = nothing, query = nothing, body, answer, status, example = {}, ...rest } = said
  return {
    ...(rest as unknown as Endpoint),
    ...{ method, path, params, query, body, answer, example, item: undefined },
    status: answer === undefined ? 204 : (status ?? 200),
  }
}

/** What a page of something is asked with. */
export interface Paging {
  limit: number
  by: string
  id: string
  descending: boolean
  after: readonly [string | number, string | number] | undefined
}

type Listed<P extends TObject, Q extends TObject, I extends TObject> = {
  id: string
  summary: string
  scope: Access
  params?: P
  query?: Q
  item: I
  /** What it can be sorted by, and the column that stands for each; the first is how it is sorted unless asked otherwise. */
  sort: Readonly<Record<string, string>>
  /** The column that is different in each row. */
  key: string
  descending?: boolean
  example?: Example
  run(turn: Turn, asked: Asked<Static<P>, Static<Q>, undefined> & { page: Paging }): Promise<OrLater<Rows<Static<I>>>>
}

interface Rows<Row> {
  rows: readonly Row[]
  next: readonly [string | number, string | number] | undefined
}

/** An endpoint that gives a long list page by page, as JSON or as CSV. */
export function list<P extends TObject = Empty, Q extends TObject = Empty, I extends TObject = TObject>(
  route: `GET /${string}`,
  said: Listed<P, Q, I>,
): Endpoint {
  const { params = nothing, query, item, sort, key, descending = false, example = {}, run, ...rest } = said
  const names = Object.keys(sort)
  const orders = names.flatMap((name) => [name, `-${name}`])
  const first = `${descending ? '-' : ''}${names[0]}`
  const paging = {
    limit: Type.Integer({ minimum: 1, maximum: 200, default: 50, description: 'a whole number from 1 to 200' }),
    cursor: Type.Optional(Type.String({ maxLength: 1000, description: 'what the page before gave as “next”' })),
    sort: Type.Enum(orders, { default: first, description: `one of ${orders.join(', ')} (“-” is descending)` }),
  }
  return {
    ...rest,
    ...{ method: 'GET', path: route.slice(4), params, body: undefined, status: 200, example, item },
    query: Type.Object({ ...query?.properties, ...paging }, { additionalProperties: false }),
    answer: Type.Object({
      items: Type.Array(item),
      next: Type.Union([Type.String(), Type.Null()], { description: 'the cursor of the next page; null on the last' }),
    }),
    async run(turn, asked) {
      const { limit, cursor, sort: order } = asked.query as { limit: number; cursor?: string; sort: string }
      const by = sort[order.replace(/^-/, '')] as string
      const page = { limit, by, id: key, descending: order.startsWith('-'), after: readCursor(cursor, order) }
      const write = (next: Rows<never>['next']) =>
        next && Buffer.from(JSON.stringify([order, ...next])).toString('base64url')
      const pageOf = ({ rows, next }: Rows<unknown>) => ({ items: rows, next: write(next) ?? null })
      const found = await run(turn, { ...(asked as never as Asked<never, never, undefined>), page })
      return typeof found === 'function' ? async (later: Run) => pageOf(await found(later)) : pageOf(found)
    },
  }
}

/** A cursor that is none of ours, or of another order. */
export class WrongCursor extends Error {}

function readCursor(cursor: string | undefined, order: string): Paging['after'] {
  if (cursor === undefined) return undefined
  const isValue = (value: unknown) => typeof value === 'string' || Number.isSafeInteger(value)
  let read: unknown
  try {
    read = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
  } catch {
    throw new WrongCursor()
  }
  if (!Array.isArray(read) || read.length !== 3 || read[0] !== order || !isValue(read[1]) || !isValue(read[2]))
    throw new WrongCursor()
  return [read[1], read[2]]
}
