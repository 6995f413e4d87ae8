// Queues, what they say and ask, and canned replies.
import { Type } from 'typebox'
import {
  addQueue,
  askedFields,
  changeAskedFields,
  changeQueue,
  dropCanned,
  getCanned,
  getQueueView,
  keepCannedReply,
  listCannedPage,
  listQueuesPage,
  queueTexts,
  removeQueue,
  setQueueTexts,
} from '../../desk/admin/queues.ts'
import type { Hours } from '../../model/hours.ts'
import type { AskedField } from '../../model/prechat.ts'
import { policies, type Queue } from '../../model/queue.ts'
import { Problem } from '../error.ts'
import { type Endpoint, endpoint, list } from './endpoint.ts'
import * as are from './schemas.ts'

const rules = {
  policy: Type.Enum([...policies], { description: policies.join(', ') }),
  capacity: Type.Integer({ description: 'a whole number from 1 to 1000', minimum: 1, maximum: 1000 }),
  patience: are.seconds,
  overflow: are.nullable(are.queueName),
  hours: are.nullable(are.hours),
  nudge: are.seconds,
  reroute: are.seconds,
  lapse: are.seconds,
  reopen: Type.Integer({ description: 'whole seconds from 0 to 31536000', minimum: 0, maximum: 31_536_000 }),
}
const title = are.line('a title', 200)
const queue = Type.Object({ name: are.queueName, title, ...rules, staff: Type.Array(are.jid) })
const params = Type.Object({ queue: are.queueName }, are.closed)

const texts = Type.Object(
  { greeting: are.byLanguage(2000), away: are.byLanguage(2000) },
  { ...are.closed, description: 'texts by kind and language, such as {"greeting": {"en": "Welcome!"}, "away": {}}' },
)

const fieldShape = Type.Object(
  {
    name: Type.String({
      description: 'a name such as order, of 1 to 32 letters, digits, “_” and “-”',
      pattern: '^[a-z][a-z0-9_-]{0,31}$',
    }),
    type: Type.Enum(['text', 'email', 'choice'], { description: 'text, email or choice' }),
    required: Type.Boolean({ description: 'true or false' }),
    label: are.byLanguage(200),
    choices: Type.Optional(
      Type.Array(are.line('a choice', 100), {
        minItems: 1,
        maxItems: 50,
        uniqueItems: true,
        description: 'a list of choices',
      }),
    ),
  },
  are.closed,
)
const field = Type.Unsafe<AskedField>(fieldShape)
const fields = Type.Object(
  { fields: Type.Array(field, { maxItems: 12, description: 'a list of at most 12 fields' }) },
  are.closed,
)

const canned = Type.Object({ owner: Type.String(), name: Type.String(), lang: are.lang, body: Type.String() })
const owner = Type.String({
  description: 'the name of a queue, or the JID of one of the staff',
  minLength: 1,
  maxLength: 512,
  pattern: '^[^\\s/"&\'<>]+$',
})
const cannedName = Type.String({
  description: 'a name of 1 to 64 letters, digits, “_”, “-” and “.”, the first a letter or digit',
  pattern: '^[\\p{L}\\p{N}][\\p{L}\\p{N}._-]{0,63}$',
})
const cannedParams = Type.Object({ owner, name: cannedName, lang: are.lang }, are.closed)

/** What no schema says: that each range of hours goes forward. */
export function checkHours(hours: Hours | null | undefined, field: string): Hours | null | undefined {
  if (!hours) return hours
  const all = [...Object.entries(hours.week), ...Object.entries(hours.exceptions ?? {})]
  for (const [day, ranges] of all)
    for (const [from, to] of ranges ?? [])
      if (from >= to)
        throw new Problem(400, 'Bad request', `“${field}” on ${day} must go forward, not from ${from} to ${to}.`, field)
  return hours
}

function checkFields(given: readonly AskedField[]): readonly AskedField[] {
  const wrong = (detail: string) => new Problem(400, 'Bad request', detail, 'fields')
  if (new Set(given.map(({ name }) => name)).size < given.length) throw wrong('“fields” must have different names.')
  for (const { name, type, choices, label } of given) {
    if ((type === 'choice') !== (choices !== undefined))
      throw wrong(`The field “${name}” must have choices if, and only if, it is one of type choice.`)
    if (Object.keys(label).length === 0) throw wrong(`The field “${name}” must have a label in some language.`)
  }
  return given
}

export const queueEndpoints: readonly Endpoint[] = [
  list('GET /queues', {
    ...{ id: 'listQueues', summary: 'The queues', scope: 'queues', item: queue },
    ...{ sort: { name: 'name', title: 'title' }, key: 'name' },
    run: async (turn, { page }) => listQueuesPage(turn, page),
  }),
  endpoint('POST /queues', {
    ...{ id: 'addQueue', summary: 'Opens a queue', scope: 'queues', status: 201, answer: queue },
    body: Type.Object({ name: are.queueName, title, ...Type.Partial(Type.Object(rules)).properties }, are.closed),
    example: { body: { name: 'sales', title: 'Sales 销售', policy: 'least-busy', capacity: 3 } },
    location: ({ name }) => `/queues/${name}`,
    async run(turn, { body }) {
      checkHours(body.hours, 'hours')
      return addQueue(turn, body as Partial<Queue> & { name: string; title: string })
    },
  }),
  endpoint('GET /queues/{queue}', {
    ...{ id: 'getQueue', summary: 'A queue', scope: 'queues', params, answer: queue, volatile: ['staff'] },
    example: { params: { queue: 'support' } },
    run: (turn, { params }) => getQueueView(turn, params.queue),
  }),
  endpoint('PATCH /queues/{queue}', {
    ...{ id: 'changeQueue', summary: 'Changes what is given', scope: 'queues', params, answer: queue },
    body: are.some({ title, ...rules }),
    example: {
      params: { queue: 'support' },
      body: {
        ...{ capacity: 4, overflow: 'billing' },
        hours: { zone: 'Europe/Oslo', week: { mon: [['09:00', '17:00']] }, exceptions: { '2026-12-28': [] } },
      },
    },
    async run(turn, { params, body }) {
      checkHours(body.hours, 'hours')
      return changeQueue(turn, params.queue, body as Partial<Queue>)
    },
  }),
  endpoint('DELETE /queues/{queue}', {
    ...{ id: 'removeQueue', summary: 'Takes away a queue that was never used', scope: 'queues', params },
    example: { params: { queue: 'sales' } },
    run: (turn, { params }) => removeQueue(turn, params.queue),
  }),
  endpoint('GET /queues/{queue}/texts', {
    ...{ id: 'getTexts', summary: 'What it says, by language', scope: 'queues', params, answer: texts },
    example: { params: { queue: 'support' } },
    run: (turn, { params }) => queueTexts(turn, params.queue),
  }),
  endpoint('PUT /queues/{queue}/texts', {
    ...{ id: 'setTexts', summary: 'All that it says from now on', scope: 'queues', params, body: texts, answer: texts },
    example: {
      params: { queue: 'support' },
      body: { greeting: { en: 'Welcome!', zh: '您好！' }, away: { en: 'We are away; your number is {number}.' } },
    },
    run: (turn, { params, body }) => setQueueTexts(turn, params.queue, body),
  }),
  endpoint('GET /queues/{queue}/fields', {
    ...{ id: 'getFields', summary: 'What it asks before a chat', scope: 'queues', params, answer: fields },
    example: { params: { queue: 'support' } },
    run: async (turn, { params }) => ({ fields: await askedFields(turn, params.queue) }),
  }),
  endpoint('PUT /queues/{queue}/fields', {
    ...{
      id: 'setFields',
      summary: 'All that it asks from now on',
      scope: 'queues',
      params,
      body: fields,
      answer: fields,
    },
    example: {
      params: { queue: 'support' },
      body: { fields: [{ name: 'order', type: 'text', required: false, label: { en: 'Order number', zh: '订单号' } }] },
    },
    async run(turn, { params, body }) {
      const asked = checkFields(body.fields)
      return { fields: await changeAskedFields(turn, params.queue, asked) }
    },
  }),
  list('GET /canned', {
    ...{ id: 'listCanned', summary: 'Canned replies of queues and people', scope: 'queues', item: canned },
    query: Type.Object({ owner: Type.Optional(owner) }),
    ...{ sort: { owner: 'place' }, key: 'place' },
    example: { query: { owner: 'support' } },
    run: (turn, { query, page }) => listCannedPage(turn, query.owner, page),
  }),
  endpoint('GET /canned/{owner}/{name}/{lang}', {
    ...{ id: 'getCanned', summary: 'A canned reply', scope: 'queues', params: cannedParams, answer: canned },
    example: { params: { owner: 'support', name: 'hours', lang: 'en' } },
    run: (turn, { params }) => getCanned(turn, params),
  }),
  endpoint('PUT /canned/{owner}/{name}/{lang}', {
    ...{ id: 'setCanned', summary: 'Keeps a canned reply', scope: 'queues', params: cannedParams, answer: canned },
    body: Type.Object({ body: are.words('a text', 10_000) }, are.closed),
    example: {
      params: { owner: 'support', name: 'hours', lang: 'zh' },
      body: { body: '{visitor.name}，您好！我们周一上班。' },
    },
    run: (turn, { params, body }) => keepCannedReply(turn, { ...params, body: body.body }),
  }),
  endpoint('DELETE /canned/{owner}/{name}/{lang}', {
    ...{ id: 'removeCanned', summary: 'Takes a canned reply away', scope: 'queues', params: cannedParams },
    example: { params: { owner: 'support', name: 'hours', lang: 'en' } },
    run: (turn, { params }) => dropCanned(turn, params),
  }),
]
