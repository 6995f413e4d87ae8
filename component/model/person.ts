// The people of the desk: visitors outside, staff (agents, handlers, leads) inside, and what state an agent is in.
import type { Quiet } from './hours.ts'

export const roles = ['agent', 'handler', 'lead'] as const
export type Role = (typeof roles)[number]

/** exit: nobody there; busy: there, but takes no visitors; normal: takes visitors. */
export type State = 'normal' | 'busy' | 'exit'

export interface Staff {
  jid: string
  name: string
  roles: readonly Role[]
  state: State
  lang: string
  /** Whether his client ever answered with a receipt (XEP-0184). */
  receipts: boolean
  /** A state he chose himself; it wins over his clients' presence while he is connected. */
  override: 'normal' | 'busy' | null
  /** How many conversations in a row he let go without an answer. */
  ignored: number
  /** When he is not to be reminded, but for what is urgent. */
  quiet: Quiet | null
  /** Under which id visitors see the picture he has now. */
  photo: string | null
  /** How many conversations he has at most, whatever his queues say; null: as they say. */
  capacity: number | null
}

export interface Visitor {
  id: number
  /** His bare JID on IM server 1. */
  jid: string
  name: string | null
  lang: string
  /** Something for him came back undelivered; it and all that follows waits until he is there. */
  held: boolean
  receipts: boolean
  page: Page | null
  email: string | null
  blockedUntil: string | null
  /** Since when nothing is known of him any more. */
  erasedAt: string | null
  firstSeen: string
  lastSeen: string
}

export interface Page {
  url: string
  title: string
  referrer: string
}

/** One connected client of somebody. */
export interface Resource {
  show: string
  priority: number
}

/** His own choice, else the best of all his clients; one of negative priority (RFC 6121 §4.7.2.3) does not count. */
export function stateOf(resources: readonly Resource[], override: 'normal' | 'busy' | null = null): State {
  const counted = resources.filter((resource) => resource.priority >= 0)
  if (counted.length === 0) return 'exit'
  if (override !== null) return override
  return counted.some((resource) => resource.show === '' || resource.show === 'chat') ? 'normal' : 'busy'
}

/** What agents see when a visitor gave no name: his number is stable, so they can speak of him. */
export function visitorName(visitor: Pick<Visitor, 'id' | 'name'>): string {
  return visitor.name ?? `Visitor ${visitor.id}`
}

/** What a form was filled in with, by the names of its fields. */
export type Filled = Readonly<Record<string, string>>
