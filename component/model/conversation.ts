// A conversation: one stay of a visitor with the desk, and the messages in it.
import type { LineKind } from './notice.ts'

export type ConversationState = 'waiting' | 'active' | 'left' | 'closed'

/** What happens to a conversation. */
export const chatHappenings = [
  ...['opened', 'assigned', 'claimed', 'taken over', 'transferred', 'to queue', 'invited', 'joined', 'left by'],
  ...['answered', 'not answered', 'given back', 'released', 'left', 'claim lapsed', 'blocked', 'mailed', 'closed'],
  ...['rated', 'reopened', 'contacted'],
] as const
export type ChatHappening = (typeof chatHappenings)[number]

export interface Conversation {
  id: number
  /** The queue the visitor writes to. */
  queue: string
  /** The queue whose agents answer: the same, until it overflows or is transferred. */
  servedBy: string
  visitor: number
  state: ConversationState
  /** The bare JID of the agent who has it, while it is active. */
  agent: string | null
  openedAt: string
  /** Since when it is in this state. */
  stateAt: string
  /** Whether colleagues have joined the agent who has it. */
  hasGuests: boolean
  /** Whether the agent who has it has answered. */
  answered: boolean
  /** The line that tells the visitor his position, which is corrected as the line moves. */
  waitingLine: number | null
  /** Who had it before, if anybody. */
  lastAgent: string | null
  rating: number | null
  closedAt: string | null
}

export type Author = 'visitor' | 'agent' | 'desk'

/** Something done to an earlier message instead of words. */
export type Act = 'reactions' | 'retraction'

/** An earlier message, with what is needed to name it to anybody and to quote it. */
export interface Reference {
  message: number
  author: Author
  authorJid: string | null
  stanzaId: string | null
  /** Its first lines; none once it was taken back. */
  words: string
}

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
  /** null for words. Of reactions, `body` is the whole set. */
  act: Act | null
  /** The earlier message that this one answers, or is done to. */
  about: Reference | null
  /** The address of a file that is handed over. */
  file: string | null
  /** The picture of the agent who wrote it, as it was then. */
  photo: string | null
  /** When its author took it back; its words are gone then. */
  retractedAt: string | null
}
