// Types of issues, deadlines, the desk's own settings, and keys by which sites vouch for their visitors.
import { randomBytes } from 'node:crypto'
import { Type } from 'typebox'
import {
  allDeadlines,
  changeSettings,
  deadlineOf,
  dropType,
  endKey,
  getKey,
  getType,
  keepDeadline,
  keepType,
  listKeysPage,
  listTypesPage,
  makeKey,
  type Settings,
  settings as settingsNow,
} from '../../desk/admin/rules.ts'
import { keptDays as kept } from '../../desk/admin/tokens.ts'
import type { Turn } from '../../desk/turn.ts'
import type { Priority } from '../../model/issue.ts'
import { type Endpoint, endpoint, type Kit, list } from './endpoint.ts'
import { withJids } from './named.ts'
import { checkHours } from './queues.ts'
import * as are from './schemas.ts'

const person = are.nullable(are.jid)
const named = are.nullable(are.person)
const type = Type.Object({
  name: are.typeName,
  handler: person,
  backup: person,
  responsible: Type.Object({ handler: person, backup: person }),
})
const typeParams = Type.Object({ type: are.typeName }, are.closed)

const deadline = Type.Object({
  priority: are.priority,
  accept: are.seconds,
  resolve: are.seconds,
  openHours: Type.Boolean({ description: 'true if only the desk’s open hours count, else false' }),
})
const { priority: _, ...deadlineBody } = deadline.properties
const priorityParams = Type.Object({ priority: are.priority }, are.closed)

const settings = Type.Object({
  hours: are.nullable(are.hours),
  desk: Type.Object(
    {
      ...{ desk: Type.String(), agents: Type.String(), visitors: Type.String() },
      ...{ publicUrl: Type.String(), websocketUrl: Type.String() },
    },
    { description: 'its address, the hosts of its people, and its web pages; set where the desk is started' },
  ),
  mail: Type.Boolean({ description: 'whether e-mail can be sent; set where the desk is started' }),
  kept: Type.Object(
    { events: are.count, answers: are.count, repeats: are.count },
    { description: 'for how many days events, answers to requests with a key, and ids of what came in are kept' },
  ),
})

/** The settings, with what can be read only. */
const withFacts = (turn: Turn, { identity }: Kit, { hours }: Settings) => ({
  ...{ hours, desk: identity, mail: turn.mails, kept },
})

const key = Type.Object({ id: Type.String(), site: Type.String(), at: are.time, endedAt: are.nullable(are.time) })
const keyParams = Type.Object(
  { id: Type.String({ description: 'the id of a key', pattern: '^[A-Za-z0-9_-]{1,64}$' }) },
  are.closed,
)
const site = Type.String({
  description: 'the name of a site such as shop.example, of 1 to 64 lower-case letters, digits, “.”, “_” and “-”',
  pattern: '^[a-z0-9][a-z0-9._-]{0,63}$',
})

export const ruleEndpoints: readonly Endpoint[] = [
  list('GET /issue-types', {
    ...{ id: 'listTypes', summary: 'The tree of types, and who is responsible', scope: 'issues', item: type },
    ...{ sort: { name: 'name' }, key: 'name' },
    run: (turn, { page }) => listTypesPage(turn, page),
  }),
  endpoint('GET /issue-types/{type}', {
    ...{ id: 'getType', summary: 'A type; “/” in its name is written %2F', scope: 'issues', params: typeParams },
    answer: type,
    example: { params: { type: 'billing/refund' } },
    run: (turn, { params }) => getType(turn, params.type),
  }),
  endpoint('PUT /issue-types/{type}', {
    ...{ id: 'setType', summary: 'Adds a type, or changes who is responsible', scope: 'issues', params: typeParams },
    answer: type,
    body: Type.Object({ handler: named, backup: named }, are.closed),
    example: { params: { type: '账单/退款' }, body: { handler: 'hana@agents.test', backup: null } },
    run: (turn, { params, body, kit }) => keepType(turn, { name: params.type, ...withJids(body, kit) }),
  }),
  endpoint('DELETE /issue-types/{type}', {
    ...{ id: 'removeType', summary: 'Takes away a type that no issue is of', scope: 'issues', params: typeParams },
    example: { params: { type: '账单/退款' } },
    run: (turn, { params }) => dropType(turn, params.type),
  }),
  endpoint('GET /deadlines', {
    ...{ id: 'listDeadlines', summary: 'How long issues may take', scope: 'issues' },
    answer: Type.Object({ items: Type.Array(deadline) }),
    run: async (turn) => ({ items: await allDeadlines(turn) }),
  }),
  endpoint('GET /deadlines/{priority}', {
    ...{ id: 'getDeadline', summary: 'How long issues of a priority may take', scope: 'issues' },
    ...{ params: priorityParams, answer: deadline },
    example: { params: { priority: 'high' } },
    run: (turn, { params }) => deadlineOf(turn, params.priority as Priority),
  }),
  endpoint('PUT /deadlines/{priority}', {
    ...{ id: 'setDeadline', summary: 'How long they may take from now on', scope: 'issues' },
    ...{ params: priorityParams, answer: deadline, body: Type.Object(deadlineBody, are.closed) },
    example: { params: { priority: 'high' }, body: { accept: 1800, resolve: 86_400, openHours: true } },
    run: (turn, { params, body }) => keepDeadline(turn, { priority: params.priority as Priority, ...body }),
  }),
  endpoint('GET /settings', {
    ...{ id: 'getSettings', summary: 'Settings of the desk: its hours; and what is set where it is started' },
    ...{ scope: 'settings', answer: settings },
    run: async (turn, { kit }) => withFacts(turn, kit, await settingsNow(turn)),
  }),
  endpoint('PATCH /settings', {
    ...{ id: 'changeSettings', summary: 'Changes what is given', scope: 'settings', answer: settings },
    body: are.some({ hours: are.nullable(are.hours) }),
    example: { body: { hours: { zone: 'Asia/Shanghai', week: { mon: [['09:00', '18:00']] } } } },
    async run(turn, { body, kit }) {
      const hours = checkHours(body.hours, 'hours')
      return withFacts(turn, kit, await changeSettings(turn, hours === undefined ? {} : { hours }))
    },
  }),
  list('GET /identity-keys', {
    ...{ id: 'listKeys', summary: 'Keys for the widget’s identify()', scope: 'settings', item: key },
    ...{ sort: { at: 'at', site: 'site' }, key: 'id' },
    run: (turn, { page }) => listKeysPage(turn, page),
  }),
  endpoint('POST /identity-keys', {
    ...{ id: 'addKey', summary: 'Makes a key; its secret is told once', scope: 'settings', status: 201 },
    ...{ answer: Type.Object({ ...key.properties, secret: Type.String() }), secrets: ['secret'] },
    body: Type.Object({ site }, are.closed),
    example: { body: { site: 'shop.example' } },
    location: ({ id }) => `/identity-keys/${id}`,
    async run(turn, { body }) {
      const made = { id: `k${randomBytes(9).toString('hex')}`, secret: randomBytes(32).toString('base64url') }
      return { ...(await makeKey(turn, { ...made, site: body.site })), secret: made.secret }
    },
  }),
  endpoint('GET /identity-keys/{id}', {
    ...{ id: 'getKey', summary: 'A key, without its secret', scope: 'settings', params: keyParams, answer: key },
    example: { params: { id: 'k1' } },
    run: (turn, { params }) => getKey(turn, params.id),
  }),
  endpoint('DELETE /identity-keys/{id}', {
    ...{ id: 'endKey', summary: 'What is signed with it counts no more', scope: 'settings', params: keyParams },
    example: { params: { id: 'k1' } },
    run: async (turn, { params }) => void (await endKey(turn, params.id)),
  }),
]
