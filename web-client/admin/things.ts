// What the API tells of the desk: queues, people, conversations, visitors, issues. As in /api/openapi.json.

export type Range = [from: string, to: string]
export const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
export type Day = (typeof days)[number]

export interface Hours {
  zone: string
  week: Partial<Record<Day, Range[]>>
  exceptions?: Record<string, Range[]>
}

export const policies = ['random', 'least-busy', 'round-robin', 'last-agent'] as const

export interface Queue {
  name: string
  title: string
  policy: (typeof policies)[number]
  capacity: number
  patience: number
  nudge: number
  reroute: number
  lapse: number
  reopen: number
  overflow: string | null
  hours: Hours | null
  staff: string[]
}

export type ByLanguage = Record<string, string>

export interface Texts {
  greeting: ByLanguage
  away: ByLanguage
}

export const askedTypes = ['text', 'email', 'choice'] as const

export interface Asked {
  name: string
  type: (typeof askedTypes)[number]
  required: boolean
  label: ByLanguage
  choices?: string[]
}

export interface Canned {
  owner: string
  name: string
  lang: string
  body: string
}

export interface Person {
  user: string
  jid: string
  name: string
  roles: ('agent' | 'handler' | 'lead')[]
  queues: string[]
  active: boolean
  state: 'normal' | 'busy' | 'exit'
}

export const conversationStates = ['waiting', 'active', 'left', 'closed'] as const

export interface Conversation {
  id: number
  queue: string
  servedBy: string
  state: (typeof conversationStates)[number]
  visitor: { id: number; name: string }
  agent: string | null
  lastAgent: string | null
  openedAt: string
  stateAt: string
  closedAt: string | null
  closeReason: string | null
  waited: number | null
  rating: number | null
  ratingWords: string | null
  /** Of a visitor who was erased: only numbers and times are left. */
  erased: boolean
  /** In lists, of a search: where the words were found. */
  found?: { excerpt: string } | null
}

export interface Message {
  id: number
  author: 'visitor' | 'agent' | 'desk'
  authorJid: string | null
  nick: string | null
  body: string
  line: string | null
  at: string
  deliveredAt: string | null
  displayedAt: string | null
  act: 'reactions' | 'retraction' | null
  about: number | null
  file: string | null
  retractedAt: string | null
}

export interface Note {
  author: string
  body: string
  at: string
}

export interface Happened {
  what: string
  who: string | null
  detail: string | null
  at: string
}

export interface Transcript {
  conversation: Conversation
  messages: Message[]
  notes: Note[]
  events: Happened[]
  /** Of messages whose words were changed: when that was last. */
  corrections: { message: number; at: string }[]
}

export interface Claim {
  id: number
  conversation: number
  queue: string
  agent: string
  leftAt: string | null
  claimedAt: string
  lapsedAt: string | null
}

export interface Visitor {
  id: number
  name: string | null
  email: string | null
  lang: string
  verified: { site: string; sub: string } | null
  blockedUntil: string | null
  page: { url: string; title: string; referrer: string } | null
  firstSeen: string
  lastSeen: string
}

export const priorities = ['low', 'normal', 'high', 'urgent'] as const
export type Priority = (typeof priorities)[number]
export const issueStates = ['open', 'accepted', 'resolved', 'closed', 'reopened'] as const

export interface Issue {
  id: number
  type: string
  content: string
  priority: Priority
  state: (typeof issueStates)[number]
  handler: string
  agent: string
  queue: string | null
  answer: string | null
  waits: 'agent' | 'visitor' | null
  duplicateOf: number | null
  openedAt: string
  stateAt: string
}

export interface Clock {
  clock: 'accept' | 'resolve'
  due: string
  left: number | null
  breachedAt: string | null
}

export interface WholeIssue extends Issue {
  clocks: Clock[]
  conversations: number[]
}

export interface Scene {
  conversation: number
  at: string
  known: { visitor: string; page: Visitor['page']; files: string[]; links: string[] }
  messages: Message[]
}

export interface Reminder {
  clock: Clock['clock']
  level: number
  jid: string
  at: string
}

export interface IssueType {
  name: string
  handler: string | null
  backup: string | null
  responsible: { handler: string | null; backup: string | null }
}

export interface Deadline {
  priority: Priority
  accept: number
  resolve: number
  openHours: boolean
}

export interface IdentityKey {
  id: string
  site: string
  at: string
  endedAt: string | null
}
