// Rows of the tables as the drivers give them, turned into the model's nouns.
import type { Act, Author, Conversation, ConversationState, Message } from '../model/conversation.ts'
import type { LineKind } from '../model/notice.ts'
import type { Role, Staff, State, Visitor } from '../model/person.ts'

export interface StaffRow {
  jid: string
  name: string
  roles: string
  state: string
  lang: string
  receipts: boolean | number
  override: string | null
  ignored: number
  quiet: string | null
  photo: string | null
  capacity: number | null
  active: boolean | number
}

export const toStaff = (row: StaffRow): Staff => ({
  jid: row.jid,
  name: row.name,
  // Who is not on the desk any more may do nothing there, even where a session of his is left.
  roles: row.active ? (row.roles.split(',') as Role[]) : [],
  state: row.state as State,
  lang: row.lang,
  receipts: Boolean(row.receipts),
  override: row.override as 'normal' | 'busy' | null,
  ignored: row.ignored,
  quiet: row.quiet === null ? null : JSON.parse(row.quiet),
  photo: row.photo,
  capacity: row.capacity,
})

export interface VisitorRow {
  id: number
  jid: string
  name: string | null
  lang: string
  held: boolean | number
  receipts: boolean | number
  page: string | null
  email: string | null
  blocked_until: string | null
  erased_at: string | null
  links_since: string | null
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
  email: row.email,
  blockedUntil: row.blocked_until,
  erasedAt: row.erased_at,
  firstSeen: row.first_seen,
  lastSeen: row.last_seen,
})

export interface ConversationRow {
  id: number
  queue: string
  served_by: string
  visitor: number
  state: string
  agent: string | null
  opened_at: string
  state_at: string
  closed_at: string | null
  answered: boolean | number
  has_guests: boolean | number
  waiting_line: number | null
  last_agent: string | null
  rating: number | null
}

export const toConversation = (row: ConversationRow): Conversation => ({
  id: row.id,
  queue: row.queue,
  servedBy: row.served_by,
  visitor: row.visitor,
  state: row.state as ConversationState,
  agent: row.agent,
  openedAt: row.opened_at,
  stateAt: row.state_at,
  answered: Boolean(row.answered),
  hasGuests: Boolean(row.has_guests),
  waitingLine: row.waiting_line,
  lastAgent: row.last_agent,
  rating: row.rating,
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
  act: string | null
  about: number | null
  reference: string | null
  file: string | null
  photo: string | null
  retracted_at: string | null
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
  act: row.act as Act | null,
  about: row.reference === null ? null : JSON.parse(row.reference),
  file: row.file,
  photo: row.photo,
  retractedAt: row.retracted_at,
})
