// A conversation: one stay of a visitor with the desk, and the messages in it.
import type { LineKind } from './notice.ts'

export type ConversationState = 'waiting' | 'active' | 'left' | 'closed'

export interface Conversation {
  id: number
  queue: string
  visitor: number
  state: ConversationState
  /** The bare JID of the agent who has it, while it is active. */
  agent: string | null
  openedAt: string
  closedAt: string | null
}

export type Author = 'visitor' | 'agent' | 'desk'

export interface Message {
  id: number
  conversation: number
  author: Author
  /** Bare JID of who wrote it; the desk's own lines have none. */
  authorJid: string | null
  /** The name shown for the author at the time; null for the desk's own lines. */
  nick: string | null
  body: string
  /** What a line of the desk is about; null for people's words. */
  line: LineKind | null
  /** The sender's own id of it, for his receipts, markers and corrections. */
  stanzaId: string | null
  lang: string
  at: string
  deliveredAt: string | null
  displayedAt: string | null
}
