// Visitors: who they are, blocking one, and erasing one.
import { Type } from 'typebox'
import { eraseVisitor } from '../../desk/admin/erasure.ts'
import {
  blockUntil,
  changeVisitor,
  discreetly,
  endLinks,
  getVisitorView,
  listVisitors,
} from '../../desk/admin/visitors.ts'
import { Problem } from '../error.ts'
import { type Endpoint, endpoint, list } from './endpoint.ts'
import * as are from './schemas.ts'

const params = Type.Object({ id: are.number }, are.closed)
const visitor = Type.Object({
  id: are.number,
  name: are.nullable(Type.String()),
  email: are.nullable(Type.String()),
  lang: Type.String(),
  verified: are.nullable(Type.Object({ site: Type.String(), sub: Type.String() })),
  blockedUntil: are.nullable(are.time),
  page: are.page,
  erased: are.nullable(
    Type.Object({
      at: are.time,
      outside: Type.Enum(['done', 'pending', 'failed'], { description: 'whether IM servers and uploads are done too' }),
      error: are.nullable(Type.String()),
    }),
  ),
  firstSeen: are.time,
  lastSeen: are.time,
})

const erased = Type.Object({ ...visitor.properties, issues: Type.Array(are.number) })

export const visitorEndpoints: readonly Endpoint[] = [
  list('GET /visitors', {
    ...{ id: 'listVisitors', summary: 'Visitors; bans are those with blocked=true', scope: 'visitors', item: visitor },
    query: Type.Object({
      words: Type.Optional(are.search),
      blocked: Type.Optional(Type.Boolean({ description: 'true or false' })),
    }),
    ...{ sort: { lastSeen: 'last_seen', id: 'visitors.id' }, key: 'visitors.id', descending: true },
    example: { query: { words: 'li' } },
    run: (turn, { query, page }) => listVisitors(turn, query, page),
  }),
  endpoint('GET /visitors/{id}', {
    ...{
      id: 'getVisitor',
      summary: 'A visitor',
      scope: 'visitors',
      params,
      answer: visitor,
      volatile: ['lastSeen', 'page'],
    },
    discreet: discreetly,
    example: { params: { id: 1 } },
    run: (turn, { params }) => getVisitorView(turn, params.id),
  }),
  endpoint('PATCH /visitors/{id}', {
    ...{ id: 'changeVisitor', summary: 'What he is called and where he gets mail', scope: 'visitors', params },
    answer: visitor,
    body: are.some({ name: are.nullable(are.line('a name', 100)), email: are.nullable(are.email) }),
    example: { params: { id: 1 }, body: { name: 'Li 李', email: 'li@shop.example' } },
    run: (turn, { params, body }) => changeVisitor(turn, params.id, body),
  }),
  endpoint('PUT /visitors/{id}/ban', {
    ...{ id: 'banVisitor', summary: 'Until then nothing of him is taken', scope: 'visitors', params, answer: visitor },
    body: Type.Object({ until: are.time }, are.closed),
    example: { params: { id: 2 }, body: { until: '2999-12-31T00:00:00.000Z' } },
    async run(turn, { params, body }) {
      if (Date.parse(body.until) <= turn.now.getTime())
        throw new Problem(400, 'Bad request', '“until” must be a time to come.', 'until')
      return blockUntil(turn, params.id, new Date(body.until).toISOString())
    },
  }),
  endpoint('DELETE /visitors/{id}/ban', {
    ...{ id: 'unbanVisitor', summary: 'He may write again', scope: 'visitors', params },
    example: { params: { id: 2 } },
    run: async (turn, { params }) => void (await blockUntil(turn, params.id, null)),
  }),
  endpoint('DELETE /visitors/{id}/links', {
    ...{ id: 'endLinks', summary: 'Links in mails he got lead nowhere any more', scope: 'visitors', params },
    example: { params: { id: 2 } },
    run: async (turn, { params }) => void (await endLinks(turn, params.id)),
  }),
  endpoint('DELETE /visitors/{id}', {
    ...{ id: 'eraseVisitor', summary: 'Erases him, and what was said with him; numbers and times stay' },
    ...{ scope: 'visitors', params, answer: erased },
    query: Type.Object(
      { force: Type.Optional(Type.Boolean({ description: 'true: also while somebody talks with him; or false' })) },
      are.closed,
    ),
    example: { params: { id: 3 }, query: { force: true } },
    run: (turn, { params, query }) => eraseVisitor(turn, params.id, query.force === true),
  }),
]
