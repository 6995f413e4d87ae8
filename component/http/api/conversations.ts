// Conversations, what was said in them, and the visitors who wrote.
import { type Static, Type } from 'typebox'
import {
  assign,
  type ConversationFilter,
  closeAny,
  getConversation,
  listConversations,
  listMessages,
  takeAway,
  type WholeConversation,
  wholeConversation,
} from '../../desk/admin/conversations.ts'
import { blockUntil, changeVisitor, getVisitorView, listVisitors } from '../../desk/admin/visitors.ts'
import type { Message } from '../../model/conversation.ts'
import { minute } from '../../model/time.ts'
import { Problem } from '../error.ts'
import { type Endpoint, endpoint, list } from './endpoint.ts'
import * as are from './schemas.ts'

const state = Type.Enum(['waiting', 'active', 'left', 'closed'], { description: 'waiting, active, left or closed' })
const conversation = Type.Object({
  id: are.number,
  queue: are.queueName,
  servedBy: are.queueName,
  state,
  visitor: Type.Object({ id: are.number, name: Type.String() }),
  agent: are.nullable(are.jid),
  lastAgent: are.nullable(are.jid),
  hasGuests: Type.Boolean(),
  answered: Type.Boolean(),
  openedAt: are.time,
  stateAt: are.time,
  closedAt: are.nullable(are.time),
  closeReason: are.nullable(Type.String()),
  waited: are.nullable(are.count),
  rating: are.nullable(Type.Integer()),
  ratingWords: are.nullable(Type.String()),
})

/** A message as programs read it. */
export const message = Type.Object({
  id: are.number,
  conversation: are.number,
  author: Type.Enum(['visitor', 'agent', 'desk']),
  authorJid: are.nullable(are.jid),
  nick: are.nullable(Type.String()),
  body: Type.String(),
  line: are.nullable(Type.String()),
  lang: Type.String(),
  at: are.time,
  deliveredAt: are.nullable(are.time),
  displayedAt: are.nullable(are.time),
  act: are.nullable(Type.Enum(['reactions', 'retraction'])),
  about: are.nullable(are.number),
  file: are.nullable(Type.String()),
  retractedAt: are.nullable(are.time),
})

type MessageView = Static<typeof message>

/** Named one by one: what else the desk knows of a message is not for programs. */
export function messageView(message: Message): MessageView {
  const { id, conversation, author, authorJid, nick, body, line, lang, at } = message
  const { deliveredAt, displayedAt, act, about, file, retractedAt } = message
  const first = { id, conversation, author, authorJid, nick, body, line, lang, at }
  return { ...first, deliveredAt, displayedAt, act, about: about?.message ?? null, file, retractedAt }
}

const transcript = Type.Object({
  conversation,
  messages: Type.Array(message),
  notes: Type.Array(Type.Object({ author: are.jid, body: Type.String(), at: are.time })),
  events: Type.Array(
    Type.Object({
      what: Type.String(),
      who: are.nullable(Type.String()),
      detail: are.nullable(Type.String()),
      at: are.time,
    }),
  ),
  corrections: Type.Array(Type.Object({ message: are.number, at: are.time }), {
    description: 'messages whose words were changed, and when they last were',
  }),
})

type Transcript = Omit<WholeConversation, 'messages'> & { messages: MessageView[] }

function asText({ conversation: { id, queue, visitor }, messages }: Transcript): string {
  const lines = messages
    .filter(({ act, retractedAt }) => act === null && retractedAt === null)
    .map(({ at, nick, body }) => `[${minute(at)}] ${nick ?? 'desk'}: ${body}`)
  return `#${id} ${visitor.name} · ${queue} (UTC)\n\n${lines.join('\n')}\n`
}

const params = Type.Object({ id: are.number }, are.closed)
const reason = are.words('a reason', 500)

const visitor = Type.Object({
  id: are.number,
  name: are.nullable(Type.String()),
  email: are.nullable(Type.String()),
  lang: Type.String(),
  verified: are.nullable(Type.Object({ site: Type.String(), sub: Type.String() })),
  blockedUntil: are.nullable(are.time),
  page: are.page,
  firstSeen: are.time,
  lastSeen: are.time,
})

export const conversationEndpoints: readonly Endpoint[] = [
  list('GET /conversations', {
    ...{ id: 'listConversations', summary: 'Conversations; left messages are those with state=left' },
    ...{ scope: 'conversations', item: conversation },
    query: Type.Object({
      state: Type.Optional(state),
      queue: Type.Optional(are.queueName),
      agent: Type.Optional(are.jid),
      visitor: Type.Optional(are.number),
      from: Type.Optional(are.time),
      to: Type.Optional(are.time),
      words: Type.Optional(are.search),
    }),
    sort: { id: 'conversations.id', openedAt: 'opened_at', stateAt: 'state_at' },
    ...{ key: 'conversations.id', descending: true },
    example: { query: { state: 'left', queue: 'support', words: '你好', limit: 10 } },
    run: (turn, { query, page }) => listConversations(turn, query as ConversationFilter, page),
  }),
  endpoint('GET /conversations/{id}', {
    ...{ id: 'getConversation', summary: 'A conversation', scope: 'conversations', params, answer: conversation },
    example: { params: { id: 1 } },
    run: (turn, { params }) => getConversation(turn, params.id),
  }),
  list('GET /conversations/{id}/messages', {
    ...{ id: 'listMessages', summary: 'What was said in it', scope: 'conversations', params, item: message },
    ...{ sort: { id: 'id' }, key: 'id' },
    example: { params: { id: 1 }, query: { limit: 2 } },
    async run(turn, { params, page }) {
      const { rows, next } = await listMessages(turn, params.id, page)
      return { rows: rows.map(messageView), next }
    },
  }),
  endpoint('GET /conversations/{id}/transcript', {
    ...{ id: 'getTranscript', summary: 'All that was said and done in it, also as text', scope: 'conversations' },
    ...{ params, answer: transcript },
    texts: { 'text/plain': (whole) => asText(whole as Transcript) },
    example: { params: { id: 1 } },
    async run(turn, { params }) {
      const whole = await wholeConversation(turn, params.id)
      return { ...whole, messages: whole.messages.map(messageView) }
    },
  }),
  endpoint('POST /conversations/{id}/assign', {
    ...{ id: 'assignConversation', summary: 'Gives it to an agent or lead, whoever has it now' },
    ...{ scope: 'conversations', params, answer: conversation, body: Type.Object({ agent: are.jid }, are.closed) },
    example: { params: { id: 3 }, body: { agent: 'bob@agents.test' } },
    run: (turn, { params, body }) => assign(turn, params.id, body.agent),
  }),
  endpoint('POST /conversations/{id}/release', {
    ...{
      id: 'releaseConversation',
      summary: 'Takes it from who has it; another gets it, or it becomes a left message',
    },
    ...{ scope: 'conversations', params, answer: conversation },
    example: { params: { id: 3 } },
    run: (turn, { params }) => takeAway(turn, params.id),
  }),
  endpoint('POST /conversations/{id}/close', {
    ...{ id: 'closeConversation', summary: 'Closes it', scope: 'conversations', params, answer: conversation },
    body: Type.Object({ reason: Type.Optional(reason) }, are.optional),
    example: { params: { id: 2 }, body: { reason: 'asked twice' } },
    run: (turn, { params, body }) => closeAny(turn, params.id, body.reason ?? null),
  }),
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
]
