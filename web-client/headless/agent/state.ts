// What an agent's screen shows, as one immutable value, and the changes to it that need nothing else. Pure.

import type { LinkStatus } from '../link.ts'
import type { Row } from './forms.ts'
import { type AgentLine, readUpTo, withAgentLines } from './line.ts'
import { type Domains, localOf, placeOf, type ThreadKind } from './names.ts'
import type { Offer } from './read.ts'

export type AgentLink = Exclude<LinkStatus, 'refused'> | 'password'

/** One conversation, issue, colleague or room, by its bare address. */
export interface Thread {
  readonly jid: string
  readonly kind: ThreadKind
  /** Of a conversation or an issue. */
  readonly number: number
  readonly name: string
  /** Among one's contacts, or a room one is in. */
  readonly listed: boolean
  /** The visitor or the colleague is there; the room has been entered. */
  readonly here: boolean
  readonly show: string
  readonly status: string
  readonly lines: readonly AgentLine[]
  readonly history: 'none' | 'loading' | 'some' | 'all' | 'failed'
  /** Where older lines begin in the archive. */
  readonly oldest?: string
  readonly unread: number
  readonly mentions: number
  /** Nobody has looked at it since it came. */
  readonly rings: boolean
  /** Who types; '' is the other side itself. */
  readonly typing?: string
  /** What the desk tells of a conversation. */
  readonly row?: Row
  readonly readId?: string
  /** When something was said last. */
  readonly at: number
}

export interface AgentState {
  readonly link: AgentLink
  readonly problem: string
  /** The server is there but the desk behind it does not answer. */
  readonly deskAway: boolean
  readonly jid: string
  readonly name: string
  readonly roles: readonly string[]
  /** normal, busy or exit, as the desk sees it. */
  readonly mode: string
  /** The desk's presence: how many are normal, wait, were left. */
  readonly board: string
  readonly threads: ReadonlyMap<string, Thread>
  /** Who waits and what was left. */
  readonly queue: readonly Row[]
  /** Issues that are one's own business. */
  readonly issues: readonly Row[]
  readonly staff: readonly Row[]
  readonly figures: Row
  readonly offers: readonly Offer[]
  /** Rooms one was asked into: address and by whom. */
  readonly invitations: readonly { room: string; by: string }[]
  /** Counts what changed about issues, so that a view asks again. */
  readonly issueNews: ReadonlyMap<number, number>
  /** The first lists have come. */
  readonly ready: boolean
}

export function initialAgentState(jid: string): AgentState {
  return {
    ...{ link: 'idle', problem: '', deskAway: false, jid, name: localOf(jid), roles: [], mode: 'exit', board: '' },
    ...{ threads: new Map(), queue: [], issues: [], staff: [], figures: {}, offers: [], invitations: [] },
    ...{ issueNews: new Map(), ready: false },
  }
}

/** The thread at an address, or an empty one. */
export function threadOf(state: AgentState, jid: string, domains: Domains): Thread | undefined {
  const known = state.threads.get(jid)
  if (known) return known
  const place = placeOf(jid, domains)
  if (!place) return undefined
  const { kind, number } = place
  const name = kind === 'desk' ? 'Bellhop' : kind === 'chat' || kind === 'issue' ? `#${number}` : localOf(jid)
  return {
    ...{ jid, kind, number, name, listed: kind === 'desk', here: false, show: '', status: '' },
    ...{ lines: [], history: 'none', unread: 0, mentions: 0, rings: false, at: 0 },
  }
}

export function putThread(state: AgentState, thread: Thread): AgentState {
  if (state.threads.get(thread.jid) === thread) return state
  return { ...state, threads: new Map(state.threads).set(thread.jid, thread) }
}

/** The thread with reports of lines worked in; own ones are read as far as the other side has said so. */
export function addLines(thread: Thread, reports: readonly AgentLine[]): Thread {
  const lines = withAgentLines(thread.lines, reports)
  if (lines === thread.lines) return thread
  const read = thread.readId === undefined ? [] : readUpTo(lines, thread.readId)
  const said = reports.reduce((at, line) => (line.patch ? at : Math.max(at, line.at)), thread.at)
  return { ...thread, name: nameIn(lines, thread), lines: withAgentLines(lines, read), at: said }
}

/** Of a conversation that is not ours only its lines tell whose it is. */
function nameIn(lines: readonly AgentLine[], { kind, number, name }: Thread): string {
  if (kind !== 'chat' || name !== `#${number}`) return name
  return lines.findLast((line) => line.kind === 'visitor' && line.name !== '')?.name ?? name
}

/** What is told of a conversation besides its lines; a name the desk gives wins over a number. */
export function describe(thread: Thread, row: Row): Thread {
  const name = row.visitor ?? thread.name
  const at = Math.max(thread.at, Date.parse(row.lastAt ?? row.stateAt ?? '') || 0)
  const unread = thread.lines.length === 0 ? Number(row.unread ?? 0) : thread.unread
  return { ...thread, row: { ...thread.row, ...row }, name, at, unread, here: row.here === '1' || thread.here }
}

/** Nobody types any more. */
export function silent({ typing, ...thread }: Thread): Thread {
  return thread
}

/** The other side has read up to this line. */
export function readBy(thread: Thread, id: string): Thread {
  return { ...thread, readId: id, lines: withAgentLines(thread.lines, readUpTo(thread.lines, id)) }
}
