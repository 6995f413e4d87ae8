// Conversations, what was said in them, and who claimed those that were left.
import { type Static, Type } from 'typebox'
import { type ClaimFilter, listClaims } from '../../desk/admin/claims.ts'
import {
  assign,
  type ConversationFilter,
  closeAny,
  discreetly,
  getConversation,
  listConversations,
  listMessages,
  takeAway,
  type WholeConversation,
  wholeConversation,
} from '../../desk/admin/conversations.ts'
import type { Message } from '../../model/conversation.ts'
import { minute } from '../../model/time.ts'
import { type Endpoint, endpoint, list } from './endpoint.ts'
import { withJids } from './named.ts'
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
  erased: Type.Boolean(),
})

const author = Type.Enum(['visitor', 'agent', 'desk'])
const found = Type.Object(
  { message: are.number, author, at: are.time, excerpt: Type.String() },
  { description: 'the newest message in which the words were found' },
)
const listed = Type.Object({ ...conversation.properties, found: are.nullable(found) })

/** A message as programs read it. */
export const message = Type.Object({
  id: are.number,
  conversation: are.number,
  author,
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

const claimed = Type.Object({
  ...{ id: are.number, conversation: are.number, queue: are.queueName, agent: are.jid },
  ...{ leftAt: are.nullable(are.time), claimedAt: are.time, lapsedAt: are.nullable(are.time) },
})

export const conversationEndpoints: readonly Endpoint[] = [
  list('GET /conversations', {
    ...{ id: 'listConversations', summary: 'Conversations; left messages are those with state=left' },
    ...{ scope: 'conversations', item: listed },
    query: Type.Object({
      state: Type.Optional(state),
      queue: Type.Optional(are.queueName),
      agent: Type.Optional(are.person),
      visitor: Type.Optional(are.number),
      from: Type.Optional(are.time),
      to: Type.Optional(are.time),
      words: Type.Optional(are.search),
    }),
    sort: { id: 'conversations.id', openedAt: 'opened_at', stateAt: 'state_at' },
    ...{ key: 'conversations.id', descending: true },
    example: { query: { state: 'left', queue: 'support', words: '你好', limit: 10 } },
    run: (turn, { query, page, kit }) => listConversations(turn, withJids(query as ConversationFilter, kit), page),
  }),
  endpoint('GET /conversations/{id}', {
    ...{ id: 'getConversation', summary: 'A conversation', scope: 'conversations', params, answer: conversation },
    discreet: discreetly,
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
    ...{ scope: 'conversations', params, answer: conversation, body: Type.Object({ agent: are.person }, are.closed) },
    example: { params: { id: 3 }, body: { agent: 'bob@agents.test' } },
    run: (turn, { params, body, kit }) => assign(turn, params.id, withJids(body, kit).agent),
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
  list('GET /claims', {
    ...{ id: 'listClaims', summary: 'Who claimed which left message, and when; and whose claim lapsed' },
    ...{ scope: 'conversations', item: claimed },
    query: Type.Object({
      agent: Type.Optional(are.person),
      queue: Type.Optional(are.queueName),
      from: Type.Optional(are.time),
      to: Type.Optional(are.time),
    }),
    ...{ sort: { id: 'e.id' }, key: 'e.id', descending: true },
    example: { query: { queue: 'billing' } },
    run: (turn, { query, page, kit }) => listClaims(turn, withJids(query as ClaimFilter, kit), page),
  }),
]
