// How the desk stands and what was changed: tokens, the audit, figures, the overview, and events as they happen.
import { randomBytes } from 'node:crypto'
import { Type } from 'typebox'
import { allFigures, type FigureName, figure, figureNames, overview, timeOf } from '../../desk/admin/overview.ts'
import { getToken, listAudit, listTokens, makeToken, revokeToken } from '../../desk/admin/tokens.ts'
import { type Grouping, groupings, type Summary } from '../../model/figures.ts'
import { Problem } from '../error.ts'
import { hashOf } from './authorize.ts'
import { type Endpoint, endpoint, list, type Paging, scopes } from './endpoint.ts'
import { withJids } from './named.ts'
import * as are from './schemas.ts'

const scope = Type.Enum([...scopes], { description: `one of ${scopes.join(', ')}` })
const token = Type.Object({
  id: are.number,
  name: Type.String(),
  scopes: Type.Array(scope),
  createdAt: are.time,
  createdBy: Type.String(),
  expiresAt: are.nullable(are.time),
  lastUsedAt: are.nullable(are.time),
  revokedAt: are.nullable(are.time),
})
const tokenParams = Type.Object({ id: are.number }, are.closed)

const audited = Type.Object({
  ...{ id: are.number, at: are.time, who: Type.String(), door: Type.Enum(['api', 'desk']), what: Type.String() },
  ...{ target: Type.String(), before: Type.Unknown(), after: Type.Unknown() },
})

const stateCount = Type.Array(Type.Object({ state: Type.String(), count: are.count }))
const board = Type.Object({
  ...{ staff: stateCount, agents: stateCount, conversations: stateCount, issues: stateCount },
  ...{ overdue: are.count, outbox: are.count, mails: are.count },
  accounts: Type.Object({ pending: are.count, failed: are.count }),
  erasures: Type.Object({ pending: are.count, failed: are.count }),
})

const amount = are.nullable(Type.Number())
const group = { group: Type.String(), count: are.count, mean: amount, median: amount, p90: amount, max: amount }
const figureName = Type.Enum([...figureNames], { description: `one of ${figureNames.join(', ')}` })
const unit = Type.Enum(['seconds', 'stars', 'share', 'count'])
const figureView = Type.Object({
  ...{ figure: figureName, title: Type.String(), unit, groups: Type.Array(Type.Object(group)) },
})
const span = Type.Object(
  {
    from: Type.Optional(are.dateOrTime),
    to: Type.Optional(are.dateOrTime),
    zone: Type.Unsafe<string>({ ...are.zone, default: 'UTC' }),
    by: Type.Enum([...groupings], { default: 'all', description: `one of ${groupings.join(', ')}` }),
    queue: Type.Optional(are.queueName),
    agent: Type.Optional(are.person),
  },
  are.closed,
)
const aMonth = 30 * 86_400_000
const longest = 1100 * 86_400_000

interface Span {
  from?: string
  to?: string
  zone: string
  by: string
  queue?: string
  agent?: string
}

/** Without other words the last thirty days until now. */
function spanOf(now: Date, { from, to, zone, by, ...rest }: Span) {
  const end = to === undefined ? now.toISOString() : timeOf(to, zone)
  const start = from === undefined ? new Date(Date.parse(end) - aMonth).toISOString() : timeOf(from, zone)
  if (start >= end) throw new Problem(400, 'Bad request', '“from” must be before “to”.', 'from')
  if (Date.parse(end) - Date.parse(start) > longest)
    throw new Problem(400, 'Bad request', '“from” must be at most three years before “to”.', 'from')
  return { ...rest, from: start, to: end, zone, by: by as Grouping }
}

/** A part of groups that are all there already. */
function pageOf(groups: readonly Summary[], { limit, descending, after }: Paging) {
  const sorted = descending ? groups.toReversed() : groups
  const first = after ? sorted.findIndex(({ group }) => group === after[1]) + 1 : 0
  const rows = sorted.slice(first, first + limit)
  const last = first + rows.length < sorted.length ? rows.at(-1) : undefined
  return { rows, next: last && ([last.group, last.group] as const) }
}

const apiEvent = Type.Object({
  ...{ id: are.number, kind: Type.Enum(['conversation', 'issue', 'staff']), what: Type.String() },
  ...{ subject: Type.String(), who: are.nullable(Type.String()), at: are.time },
})
const messageEvent = Type.Object({
  ...{ kind: Type.Enum(['message']), what: Type.Enum(['said', 'reacted', 'corrected', 'retracted']) },
  ...{ subject: Type.String(), message: are.number, author: Type.Enum(['visitor', 'agent', 'desk']), at: are.time },
})

export const watchEndpoints: readonly Endpoint[] = [
  list('GET /tokens', {
    ...{ id: 'listTokens', summary: 'Tokens of the API', scope: 'tokens', item: token },
    ...{ sort: { id: 'id', name: 'name' }, key: 'id' },
    run: async (turn, { page }) => (await listTokens(turn, page)) as never,
  }),
  endpoint('POST /tokens', {
    ...{ id: 'addToken', summary: 'Makes a token; it is told once', scope: 'tokens', status: 201 },
    ...{ answer: Type.Object({ ...token.properties, token: Type.String() }), secrets: ['token'] },
    body: Type.Object(
      {
        name: are.line('a name', 100),
        scopes: Type.Array(scope, {
          minItems: 1,
          maxItems: 12,
          uniqueItems: true,
          description: `a list of ${scopes.join(', ')}`,
        }),
        expiresAt: Type.Optional(are.nullable(are.time)),
      },
      are.closed,
    ),
    example: { body: { name: 'wallboard', scopes: ['read'], expiresAt: '2999-12-31T00:00:00.000Z' } },
    location: ({ id }) => `/tokens/${id}`,
    async run(turn, { body, who }) {
      const { name, scopes, expiresAt = null } = body
      if (expiresAt !== null && Date.parse(expiresAt) <= turn.now.getTime())
        throw new Problem(400, 'Bad request', '“expiresAt” must be a time to come.', 'expiresAt')
      const secret = `bh_${randomBytes(32).toString('base64url')}`
      const expires = expiresAt === null ? null : new Date(expiresAt).toISOString()
      const made = await makeToken(turn, { name, scopes, hash: hashOf(secret), expiresAt: expires }, who)
      return { ...made, token: secret } as never
    },
  }),
  endpoint('GET /tokens/{id}', {
    ...{ id: 'getToken', summary: 'A token, without what opens', scope: 'tokens', params: tokenParams, answer: token },
    ...{ volatile: ['lastUsedAt'], example: { params: { id: 1 } } },
    run: async (turn, { params }) => (await getToken(turn, params.id)) as never,
  }),
  endpoint('DELETE /tokens/{id}', {
    ...{ id: 'revokeToken', summary: 'It opens nothing any more', scope: 'tokens', params: tokenParams },
    example: { params: { id: 1 } },
    run: async (turn, { params }) => void (await revokeToken(turn, params.id)),
  }),
  list('GET /audit', {
    ...{ id: 'listAudit', summary: 'Who changed what', scope: 'audit', item: audited },
    query: Type.Object({
      who: Type.Optional(are.search),
      what: Type.Optional(Type.String({ maxLength: 64, description: 'the name of an operation such as changeQueue' })),
      target: Type.Optional(Type.String({ maxLength: 1000, description: 'a path such as /queues/support' })),
      from: Type.Optional(are.time),
      to: Type.Optional(are.time),
    }),
    ...{ sort: { id: 'id' }, key: 'id', descending: true },
    example: { query: { target: '/queues/support' } },
    run: (turn, { query, page }) => listAudit(turn, query, page),
  }),
  endpoint('GET /overview', {
    ...{ id: 'getOverview', summary: 'How the desk stands now', scope: 'figures', answer: board },
    run: overview,
  }),
  endpoint('GET /figures', {
    ...{ id: 'getFigures', summary: 'All figures of a span of time', scope: 'figures', query: span },
    answer: Type.Object({ from: are.time, to: are.time, figures: Type.Array(figureView) }),
    example: { query: { from: '2026-11-01', to: '2026-12-01', zone: 'Europe/Oslo', by: 'queue' } },
    async run(turn, { query, kit }) {
      const asked = spanOf(turn.now, withJids(query as Span, kit))
      return async (run) => ({ from: asked.from, to: asked.to, figures: (await allFigures(run, asked)) as never })
    },
  }),
  list('GET /figures/{figure}', {
    ...{ id: 'getFigure', summary: 'A figure, group by group', scope: 'figures', item: Type.Object(group) },
    ...{ params: Type.Object({ figure: figureName }, are.closed), query: span },
    ...{ sort: { group: 'group' }, key: 'group' },
    example: { params: { figure: 'waiting' }, query: { from: '2026-11-01', to: '2026-12-01', by: 'hour' } },
    async run(turn, { params, query, page, kit }) {
      const asked = spanOf(turn.now, withJids(query as Span, kit))
      return async (run) => pageOf((await figure(run, params.figure as FigureName, asked)).groups, page)
    },
  }),
  endpoint('GET /events', {
    id: 'streamEvents',
    summary: 'What happens, as it happens (server-sent events); goes on after Last-Event-ID',
    ...{ scope: 'conversations', answer: Type.Union([apiEvent, messageEvent]), isStream: true },
    query: Type.Object(
      {
        messages: Type.Optional(
          Type.String({
            description: 'the number of a conversation whose messages are told of too, or all',
            pattern: '^(?:all|[1-9][0-9]{0,8})$',
          }),
        ),
      },
      are.closed,
    ),
    async run() {
      throw new Error('this is a stream')
    },
  }),
]
