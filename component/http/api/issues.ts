// Issues, their history and scenes, and who was reminded.
import { Type } from 'typebox'
import {
  endIssueNow,
  getIssue,
  historyOf,
  type IssueFilter,
  listAllIssues,
  listReminders,
  reassign,
  reopenIssue,
  scenesOf,
  setPriority,
} from '../../desk/admin/issues.ts'
import type { Priority } from '../../model/issue.ts'
import { message, messageView } from './conversations.ts'
import { type Endpoint, endpoint, list } from './endpoint.ts'
import { withJids } from './named.ts'
import * as are from './schemas.ts'

const states = ['open', 'accepted', 'resolved', 'closed', 'reopened'] as const
const state = Type.Enum([...states], { description: states.join(', ') })
const fields = {
  id: are.number,
  type: Type.String(),
  content: Type.String(),
  priority: are.priority,
  state,
  handler: are.jid,
  agent: are.jid,
  queue: are.nullable(are.queueName),
  bearer: are.nullable(are.jid),
  answer: are.nullable(Type.String()),
  waits: are.nullable(Type.Enum(['agent', 'visitor'])),
  round: are.count,
  duplicateOf: are.nullable(are.number),
  openedAt: are.time,
  stateAt: are.time,
}
const clock = Type.Object({
  clock: Type.Enum(['accept', 'resolve']),
  startedAt: are.time,
  due: are.time,
  left: are.nullable(are.count),
  breachedAt: are.nullable(are.time),
})
const issue = Type.Object({ ...fields, clocks: Type.Array(clock), conversations: Type.Array(are.number) })
const happened = Type.Object({
  ...{ id: are.number, what: Type.String(), who: are.nullable(Type.String()) },
  ...{ detail: are.nullable(Type.String()), at: are.time },
})
const scene = Type.Object({
  conversation: are.number,
  at: are.time,
  known: Type.Object({
    ...{ visitor: Type.String(), here: Type.Boolean(), page: are.page },
    staff: Type.Array(Type.Object({ name: Type.String(), state: Type.Enum(['normal', 'busy', 'exit']) })),
    ...{ files: Type.Array(Type.String()), links: Type.Array(Type.String()) },
  }),
  messages: Type.Array(message),
})
const reminder = Type.Object({
  ...{ issue: are.number, round: are.count, clock: Type.Enum(['accept', 'resolve']) },
  ...{ level: are.count, jid: are.jid, at: are.time },
})

const params = Type.Object({ id: are.number }, are.closed)
const why = are.words('a reason', 2000)
const one = { scope: 'issues', params, answer: issue } as const

export const issueEndpoints: readonly Endpoint[] = [
  list('GET /issues', {
    ...{ id: 'listIssues', summary: 'Issues', scope: 'issues', item: Type.Object(fields) },
    query: Type.Object({
      state: Type.Optional(state),
      type: Type.Optional(are.typeName),
      priority: Type.Optional(are.priority),
      handler: Type.Optional(are.person),
      agent: Type.Optional(are.person),
      queue: Type.Optional(are.queueName),
      visitor: Type.Optional(are.number),
      conversation: Type.Optional(are.number),
      overdue: Type.Optional(Type.Boolean({ description: 'true or false' })),
      words: Type.Optional(are.search),
    }),
    sort: { id: 'issues.id', openedAt: 'opened_at', stateAt: 'state_at' },
    ...{ key: 'issues.id', descending: true },
    example: { query: { type: 'billing', handler: 'hana@agents.test', words: 'refund', sort: '-openedAt' } },
    run: async (turn, { query, page, kit }) =>
      (await listAllIssues(turn, withJids(query as IssueFilter, kit), page)) as never,
  }),
  endpoint('GET /issues/{id}', {
    ...{ id: 'getIssue', summary: 'An issue with its clocks', ...one },
    example: { params: { id: 1 } },
    run: (turn, { params }) => getIssue(turn, params.id),
  }),
  endpoint('GET /issues/{id}/history', {
    ...{ id: 'getHistory', summary: 'Who did what when', scope: 'issues', params },
    answer: Type.Object({ items: Type.Array(happened) }),
    example: { params: { id: 1 } },
    async run(turn, { params }) {
      const events = await historyOf(turn, params.id)
      return { items: events.map(({ id, what, who, detail, at }) => ({ id, what, who, detail, at })) }
    },
  }),
  endpoint('GET /issues/{id}/scenes', {
    ...{ id: 'getScenes', summary: 'The conversations that led to it, as they were then', scope: 'issues', params },
    answer: Type.Object({ items: Type.Array(scene) }),
    example: { params: { id: 1 } },
    async run(turn, { params }) {
      const scenes = await scenesOf(turn, params.id)
      return {
        items: scenes.map(({ messages, ...rest }) => ({ ...rest, messages: messages.map(messageView) })) as never,
      }
    },
  }),
  endpoint('POST /issues/{id}/handler', {
    ...{ id: 'reassignIssue', summary: 'Passes it to another handler', ...one },
    body: Type.Object({ handler: are.person, why: Type.Optional(why) }, are.closed),
    example: { params: { id: 1 }, body: { handler: 'lea@agents.test', why: 'Hana is away' } },
    run: (turn, { params, body, who, kit }) =>
      reassign(turn, params.id, withJids(body, kit).handler, body.why ?? '', who.name),
  }),
  endpoint('POST /issues/{id}/priority', {
    ...{ id: 'setPriority', summary: 'How urgent it is from now on', ...one },
    body: Type.Object({ priority: are.priority }, are.closed),
    example: { params: { id: 1 }, body: { priority: 'urgent' } },
    run: (turn, { params, body, who }) => setPriority(turn, params.id, body.priority as Priority, who.name),
  }),
  endpoint('POST /issues/{id}/close', {
    ...{ id: 'closeIssue', summary: 'Ends it without more ado', ...one },
    body: Type.Object({ reason: why }, are.closed),
    example: { params: { id: 1 }, body: { reason: 'a test' } },
    run: (turn, { params, body, who }) => endIssueNow(turn, params.id, body.reason, who.name),
  }),
  endpoint('POST /issues/{id}/reopen', {
    ...{ id: 'reopenIssue', summary: 'Opens it again, for its handler', ...one },
    body: Type.Object({ why }, are.closed),
    example: { params: { id: 1 }, body: { why: 'it was no test' } },
    run: (turn, { params, body, who }) => reopenIssue(turn, params.id, body.why, who.name),
  }),
  list('GET /reminders', {
    ...{ id: 'listReminders', summary: 'Which reminders were sent to whom', scope: 'issues', item: reminder },
    query: Type.Object({ issue: Type.Optional(are.number) }),
    ...{ sort: { at: 'place' }, key: 'place', descending: true },
    example: { query: { issue: 1 } },
    run: async (turn, { query, page }) => (await listReminders(turn, query.issue, page)) as never,
  }),
]
