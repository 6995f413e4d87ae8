// An issue: a question that could not be answered at once, with its handler, its scene and its clocks.
import type { Page, State } from './person.ts'

export const priorities = ['low', 'normal', 'high', 'urgent'] as const
export type Priority = (typeof priorities)[number]

/** reopened is open again, as it was not solved. */
export type IssueState = 'open' | 'accepted' | 'resolved' | 'closed' | 'reopened'

export interface Issue {
  id: number
  /** A path in the tree of types: billing/refund. */
  type: string
  content: string
  priority: Priority
  state: IssueState
  /** Bare JIDs: who answers it, and who filed it. */
  handler: string
  agent: string
  /** The queue whose agents see it; none when it was filed out of no conversation. */
  queue: string | null
  /** The agent who takes the answer to the visitor, once it is resolved. */
  bearer: string | null
  answer: string | null
  /** Whom it waits for while its clocks stand still. */
  waits: 'agent' | 'visitor' | null
  /** Counts filing and each reopening; every round has clocks and reminders of its own. */
  round: number
  duplicateOf: number | null
  openedAt: string
  stateAt: string
}

/** Its handler has something to do. */
export const isPending = ({ state }: Pick<Issue, 'state'>): boolean =>
  state === 'open' || state === 'reopened' || state === 'accepted'

export interface IssueType {
  name: string
  /** Who is responsible, and who is when he does not react. */
  handler: string | null
  backup: string | null
}

/** Who is responsible for a type: what it names itself, else what the types above it name. */
export function responsible(types: readonly IssueType[], name: string): Omit<IssueType, 'name'> {
  const found: Omit<IssueType, 'name'> = { handler: null, backup: null }
  for (let path = name; path !== ''; path = path.slice(0, Math.max(0, path.lastIndexOf('/')))) {
    const type = types.find((each) => each.name === path)
    found.handler ??= type?.handler ?? null
    found.backup ??= type?.backup ?? null
  }
  return found
}

/** What was known of a conversation when an issue was filed out of it, or linked with it. */
export interface Known {
  /** The visitor's name, and whether he was there. */
  visitor: string
  here: boolean
  page: Page | null
  /** The staff in the conversation, by name, and in which state each was. */
  staff: readonly { name: string; state: State }[]
  /** Files that were handed over, and addresses that were written. */
  files: readonly string[]
  links: readonly string[]
}

export interface Scene {
  issue: number
  conversation: number
  /** First and last message, both in it. */
  first: number
  last: number
  known: Known
  at: string
  /** The message by which the visitor was told, and when he got it. */
  told: number | null
  receivedAt: string | null
}

export type ClockKind = 'accept' | 'resolve'

/** How long something may take: seconds; with `openHours` only those of the desk's open hours count. */
export interface Deadline {
  priority: Priority
  accept: number
  resolve: number
  openHours: boolean
}

export interface Clock {
  issue: number
  round: number
  clock: ClockKind
  startedAt: string
  due: string
  /** Seconds to go while it stands still. */
  left: number | null
  remindAt: string | null
  /** The level of the next reminder. */
  level: number
  breachedAt: string | null
  doneAt: string | null
}

/** What happened to an issue; a comment is what somebody said about it. */
export const happenings = [
  ...['filed', 'linked', 'accepted', 'comment', 'asked', 'answered', 'passed', 'priority', 'snoozed', 'reminded'],
  ...['breached', 'resolved', 'carried', 'told', 'mailed', 'received', 'not solved', 'reopened', 'closed', 'waived'],
  ...['duplicate', 'watched', 'unwatched'],
] as const
export type Happening = (typeof happenings)[number]

export interface IssueEvent {
  id: number
  issue: number
  what: string
  who: string | null
  detail: string | null
  stanzaId: string | null
  corrects: number | null
  at: string
}

/** An issue as programs are told of it, in messages from its address (urn:bellhop:issue:0). */
export interface IssueNews {
  number: number
  /** What the message is about: `filed`, `reminder`, `comment` or one of the other happenings. */
  about: string
  type: string
  priority: Priority
  state: IssueState
  /** Bare JIDs. */
  handler: string
  agent: string
  queue: string | null
  conversation: number | null
  waits: 'agent' | 'visitor' | null
  /** When the clock that runs comes to its end. */
  due: string | null
  /** Of a reminder: 1 for the first. */
  level: number | null
  content: string
  answer: string | null
}
