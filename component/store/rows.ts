// Rows of the tables as the drivers give them, turned into the model's nouns.
import type { Author, Conversation, ConversationState, Message } from '../model/conversation.ts'
import type { LineKind } from '../model/notice.ts'
import type { Role, Staff, State, Visitor } from '../model/person.ts'

export interface StaffRow {
  jid: string
  name: string
  roles: string
  state: string
  lang: string
  receipts: boolean | number
}

export const toStaff = (row: StaffRow): Staff => ({
  jid: row.jid,
  name: row.name,
  roles: row.roles.split(',') as Role[],
  state: row.state as State,
  lang: row.lang,
  receipts: Boolean(row.receipts),
})

export interface VisitorRow {
  id: number
  jid: string
  token_hash: string
  name: string | null
  lang: string
  held: boolean | number
  receipts: boolean | number
  page: string | null
  first_seen: string
  last_seen: string
}

export const toVisitor = (row: VisitorRow): Visitor => ({
  id: row.id,
  jid: row.jid,
  name: row.name,
  lang: row.lang,
  held: Boolean(row.held),
  receipts: Boolean(row.receipts),
  page: row.page === null ? null : JSON.parse(row.page),
  firstSeen: row.first_seen,
  lastSeen: row.last_seen,
})

export interface ConversationRow {
  id: number
  queue: string
  visitor: number
  state: string
  agent: string | null
  opened_at: string
  closed_at: string | null
}

export const toConversation = (row: ConversationRow): Conversation => ({
  id: row.id,
  queue: row.queue,
  visitor: row.visitor,
  state: row.state as ConversationState,
  agent: row.agent,
  openedAt: row.opened_at,
  closedAt: row.closed_at,
})

export interface MessageRow {
  id: number
  conversation: number
  author: string
  author_jid: string | null
  nick: string | null
  body: string
  line: string | null
  stanza_id: string | null
  lang: string
  at: string
  delivered_at: string | null
  displayed_at: string | null
}

export const toMessage = (row: MessageRow): Message => ({
  id: row.id,
  conversation: row.conversation,
  author: row.author as Author,
  authorJid: row.author_jid,
  nick: row.nick,
  body: row.body,
  line: row.line as LineKind | null,
  stanzaId: row.stanza_id,
  lang: row.lang,
  at: row.at,
  deliveredAt: row.delivered_at,
  displayedAt: row.displayed_at,
})
