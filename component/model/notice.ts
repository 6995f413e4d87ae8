// Whatever the desk tells anybody is a notice. Lasting ones are written to the outbox in the transaction that caused
// them and sent until IM server 1 or 2 has them; fleeting ones (typing, marks, presence) are sent once, or not at all.
import type { Author } from './conversation.ts'
import type { IssueNews } from './issue.ts'
import type { Say } from './say.ts'

/** What a line that the desk itself writes into a conversation is about. */
export type LineKind = 'rated' | 'kept' | 'greeting' | 'waiting' | 'left' | 'joined' | 'moved' | 'closed' | 'solved'

/** Local part of one of the desk's addresses; '' is the desk itself. */
export type From = string

export interface MessageNotice {
  kind: 'message'
  /** Bare or full JID. */
  to: string
  from: From
  /** A stable id for stored messages; else the outbox gives one. */
  id?: string
  /** Words of a person, or of the desk in the receiver's language. */
  body: string | Say
  lang: string
  nick?: string
  /** To an agent: whose words of the conversation they are; without it the desk speaks to him alone. */
  author?: Author
  /** To an agent: a colleague offers him a conversation. */
  offer?: TransferOffer
  /** To an agent: it is a colleague's note, which the history of the conversation has too. */
  noted?: true
  /** Archive id, for lines a visitor can find again in his archive. */
  archive?: number
  /** Id of the earlier message this one corrects (XEP-0308). */
  replaces?: string
  /** The earlier message it answers: its id to the receiver, whether he wrote it, and the quote for clients that need one. */
  reply?: { id: string; own: boolean; quote: string }
  /** In place of words: all that somebody's reactions to a message are now. */
  reactions?: { id: string; set: readonly string[] }
  /** Id of the earlier message that is taken back; the words are for clients that cannot do that. */
  retracts?: string
  /** Address of a file that is handed over. */
  file?: string
  /** To a visitor: the id of the picture of who wrote it. */
  photo?: string
  line?: LineKind
  /** The issue it is about, for programs. */
  issue?: IssueNews
  /** When it was written, if that was not just now. */
  at?: string
  /** Ask for receipt and marker. */
  receipt?: boolean
  /** An earlier sending may have been swallowed: IM server must not drop this one as a repeat. */
  again?: boolean
}

/** A transfer that waits for an answer, for programs. */
export interface TransferOffer {
  conversation: number
  /** Who offers it, and whom he talks with. */
  name: string
  visitor: string
  note: string
  /** How long it stands. */
  seconds: number
}

/** A contact of its own for a conversation in an agent's roster; without a name it is taken out. */
export interface ContactNotice {
  kind: 'contact'
  to: string
  contact: From
  name: string | null
}

export type Mark = 'received' | 'displayed'
export type Typing = 'active' | 'composing' | 'paused' | 'inactive' | 'gone'

export interface ReceiptNotice {
  kind: 'receipt'
  to: string
  from: From
  of: string
  /** Where it stands in the archive, if it is there. */
  archive?: number
}
export interface MarkNotice {
  kind: 'mark'
  to: string
  from: From
  mark: Mark
  of: string
}
export interface TypingNotice {
  kind: 'typing'
  to: string
  from: From
  typing: Typing
}
export interface PresenceNotice {
  kind: 'presence'
  to: string
  from: From
  show: 'available' | 'dnd' | 'xa' | 'unavailable' | 'subscribed'
  status?: Say | string
  lang: string
  nick?: string
}
export interface ProbeNotice {
  kind: 'probe'
  to: string
  from: From
}

/** Not for the wire: the picture somebody of the staff has now is to be fetched. What is forgotten is asked for at his next presence. */
export interface PhotoNotice {
  kind: 'photo'
  to: string
  from: From
  hash: string
}

export type LastingNotice = MessageNotice | ContactNotice
export type FleetingNotice = ReceiptNotice | MarkNotice | TypingNotice | PresenceNotice | ProbeNotice | PhotoNotice
export type Notice = LastingNotice | FleetingNotice

export function isLasting(notice: Notice): notice is LastingNotice {
  return notice.kind === 'message' || notice.kind === 'contact'
}
