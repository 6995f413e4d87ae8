// A line as an agent sees it, of a conversation, an issue, a colleague or a room. Lines come from the wire, from carbons
// and from two archives, more than once; each is one line here, whatever the order.

import type { Reactions, Reply } from '../line.ts'

/** `desk`: what the desk tells this agent alone; `system`: what it told the visitor; `command`: never went to him. */
export type AgentLineKind = 'own' | 'visitor' | 'colleague' | 'desk' | 'system' | 'command' | 'note' | 'event'
/** `stored`: the desk, or the server, has it. */
export type AgentLineState = 'sending' | 'failed' | 'stored' | 'read'

export interface AgentLine {
  readonly id: string
  readonly kind: AgentLineKind
  readonly body: string
  /** Milliseconds since 1970 by the server's clock. */
  readonly at: number
  /** Place in the archive of the conversation. */
  readonly place?: number
  /** Whose words they are; '' for one's own. */
  readonly name: string
  /** Only of own lines. */
  readonly state?: AgentLineState
  readonly reason?: string
  readonly edited?: true
  readonly reply?: Reply
  readonly file?: string
  readonly retracted?: true
  readonly reactions?: Reactions
  /** Of system lines and events: what they are about. */
  readonly event?: string
  /** No line of its own, only news about the line of this id. */
  readonly patch?: true
  /** Own words that begin with “!” and are meant for the visitor. */
  readonly literal?: true
}

const rank: Record<AgentLineState, number> = { sending: 0, failed: 1, stored: 2, read: 3 }

/** What is known out of an older and a newer report of the same line. */
export function mergeAgentLine(old: AgentLine, next: AgentLine): AgentLine {
  const { patch, reason, ...base } = old
  const { patch: isPatch, ...news } = next
  const state = isPatch ? old.state : better(old.state, next.state)
  const reactions = { ...old.reactions, ...next.reactions }
  const gone = old.retracted || next.retracted
  const merged: AgentLine = {
    ...base,
    ...(isPatch ? {} : news),
    ...(old.place === undefined && next.place === undefined ? {} : { place: (old.place ?? next.place) as number }),
    at: isPatch || !tellsTime(old, next) ? old.at : next.at,
    ...(Object.keys(reactions).length > 0 ? { reactions } : {}),
    ...(state ? { state } : {}),
    ...(state === 'failed' && (next.reason ?? reason) ? { reason: next.reason ?? reason ?? '' } : {}),
  }
  if (!gone) return merged
  const { file, reply, ...rest } = merged
  return { ...rest, body: '', retracted: true }
}

/** Once the archive has told when it was, nothing else counts; of an own line also the moment when it was stored. */
function tellsTime(old: AgentLine, next: AgentLine): boolean {
  if (old.place !== undefined) return false
  return next.place !== undefined || old.kind !== 'own' || (isUnsent(old) && !isUnsent(next))
}

export const isUnsent = ({ state }: Pick<AgentLine, 'state'>): boolean => state === 'sending' || state === 'failed'

function better(a: AgentLineState | undefined, b: AgentLineState | undefined): AgentLineState | undefined {
  if (a === undefined || b === undefined) return a ?? b
  // Trying again is newer than the refusal before it.
  if (a === 'failed' && b === 'sending') return b
  return rank[a] >= rank[b] ? a : b
}

const last = Number.MAX_SAFE_INTEGER
const when = (line: AgentLine): number => (isUnsent(line) ? last : line.at)

/** By time; of the same time by place. What is not sent yet comes last. */
export function compareAgentLines(a: AgentLine, b: AgentLine): number {
  if (a.place !== undefined && b.place !== undefined) return a.place - b.place
  return when(a) - when(b) || a.at - b.at
}

/** The lines with the reports worked in, sorted. Lines that did not change stay the same objects. */
export function withAgentLines(lines: readonly AgentLine[], reports: readonly AgentLine[]): readonly AgentLine[] {
  if (reports.length === 0) return lines
  const [single] = reports
  const newest = lines.at(-1)
  if (reports.length === 1 && single && !single.patch && isNewest(single, newest) && !known(lines, single.id))
    return [...lines, single]
  const byId = new Map(lines.map((line) => [line.id, line]))
  for (const report of reports) {
    const old = byId.get(report.id)
    if (old) byId.set(report.id, mergeAgentLine(old, report))
    else if (!report.patch) byId.set(report.id, report)
  }
  return [...byId.values()].sort(compareAgentLines)
}

const known = (lines: readonly AgentLine[], id: string): boolean => lines.some((line) => line.id === id)

const isNewest = (line: AgentLine, newest: AgentLine | undefined): boolean =>
  newest === undefined || compareAgentLines(newest, line) < 0

/** Own lines up to the one of this id, as read. */
export function readUpTo(lines: readonly AgentLine[], id: string): AgentLine[] {
  const end = lines.findIndex((line) => line.id === id)
  return lines
    .slice(0, end + 1)
    .filter((line) => line.kind === 'own' && line.state === 'stored')
    .map((line) => ({ ...line, state: 'read' }))
}

export function unsentOf(lines: readonly AgentLine[]): AgentLine[] {
  return lines.filter(({ state }) => state === 'sending')
}
