// A line of the conversation as a visitor sees it. Lines come from the wire, the archive, the storage and other tabs,
// in any order and more than once; `mergeLine` makes one of them whatever the order (it is commutative and idempotent).

export type LineKind = 'own' | 'agent' | 'system'
/** `stored`: the desk has it; `delivered`: an agent's client has it, too. */
export type LineState = 'sending' | 'failed' | 'stored' | 'delivered' | 'read'

export interface Line {
  readonly id: string
  readonly kind: LineKind
  readonly body: string
  /** Milliseconds since 1970, the desk's clock once the line came from its archive. */
  readonly at: number
  /** Place in the desk's archive; lines are shown in this order. */
  readonly archive?: number
  /** Until the place is known: the highest place there was when the desk confirmed the line. */
  readonly after?: number
  /** Only of own lines. */
  readonly state?: LineState
  /** How often the visitor asked for this line to be sent; an older refusal does not undo a newer attempt. */
  readonly tries?: number
  readonly reason?: string
  readonly nick?: string
  /** Only of agents' lines: the id of the picture of who wrote it. */
  readonly photo?: string
  /** Only of system lines: joined, left, waiting, closed, … */
  readonly event?: string
  /** Only of system lines: what it asks was answered. */
  readonly answered?: true
  /** Place of the newest correction. */
  readonly edited?: number
  /** The line it answers, with that line's words as they were quoted. */
  readonly reply?: Reply
  /** Address of a file that is handed over. */
  readonly file?: string
  /** Only of own lines: what the visitor filled in, to go with it. */
  readonly form?: Form
  /** Taken back: the words are gone. */
  readonly retracted?: true
  /** By who reacted ('' is the visitor): all his reactions, and the place in the archive where he said so. */
  readonly reactions?: Reactions
  /** No line of its own, only news about the line of this id; without that line it is nothing. */
  readonly patch?: true
}

/** A data form that is filled in: what it is about, and a value for each field. */
export interface Form {
  readonly type: string
  readonly values: Readonly<Record<string, string>>
}

export interface Reply {
  readonly id: string
  readonly words: string
}
export type Reactions = Readonly<Record<string, { readonly place: number; readonly set: readonly string[] }>>

const rank: Record<LineState, number> = { sending: 0, failed: 1, stored: 2, delivered: 3, read: 4 }

function newerState(a: Line, b: Line): Line {
  const ranks = rank[a.state ?? 'sending'] - rank[b.state ?? 'sending']
  const settled = Math.max(rank[a.state ?? 'sending'], rank[b.state ?? 'sending']) >= rank.stored
  const tries = (a.tries ?? 0) - (b.tries ?? 0)
  return (settled ? ranks : tries || ranks) >= 0 ? a : b
}

function least(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined ? b : b === undefined ? a : Math.min(a, b)
}

/** One line out of two reports of it. Nothing that was known gets lost, a stored line never becomes unsent again. */
export function mergeLine(a: Line, b: Line): Line {
  const text = (a.edited ?? 0) >= (b.edited ?? 0) ? a : b
  const archive = least(a.archive, b.archive)
  const after = least(a.after, b.after)
  const state = newerState(a, b)
  const clock = [a, b].filter((line) => line.archive !== undefined)
  const { reason, patch, file, ...known } = { ...b, ...a }
  const gone = a.retracted || b.retracted
  const reactions = newerReactions(a.reactions, b.reactions)
  const reply = shorterReply(a.reply, b.reply)
  return {
    ...known,
    at: clock.length === 1 ? (clock[0] as Line).at : Math.min(a.at, b.at),
    body: gone ? '' : text.body,
    ...(gone ? { retracted: true as const } : file ? { file } : {}),
    ...(reactions ? { reactions } : {}),
    ...(reply ? { reply } : {}),
    ...(text.edited === undefined ? {} : { edited: text.edited }),
    ...(archive === undefined ? {} : { archive }),
    ...(after === undefined ? {} : { after }),
    ...(a.kind === 'own' ? settle(state) : {}),
  }
}

function newerReactions(a: Reactions | undefined, b: Reactions | undefined): Reactions | undefined {
  if (!a || !b) return a ?? b
  const merged: Record<string, Reactions[string]> = { ...a }
  for (const [who, one] of Object.entries(b)) if (one.place > (a[who]?.place ?? -1)) merged[who] = one
  return merged
}

/** A quote gets shorter when what it quotes is taken back. */
function shorterReply(a: Reply | undefined, b: Reply | undefined): Reply | undefined {
  if (!a || !b) return a ?? b
  const length = a.words.length - b.words.length
  return length < 0 || (length === 0 && a.words <= b.words) ? a : b
}

/** How often each reaction was given, in the order in which they came. */
export function countReactions(reactions: Reactions): [reaction: string, count: number][] {
  const counts = new Map<string, number>()
  const people = Object.values(reactions).sort((a, b) => a.place - b.place)
  for (const reaction of people.flatMap(({ set }) => set)) counts.set(reaction, (counts.get(reaction) ?? 0) + 1)
  return [...counts]
}

function settle({ state = 'sending', tries, reason }: Line): Partial<Line> {
  return { state, ...(tries ? { tries } : {}), ...(state === 'failed' && reason ? { reason } : {}) }
}

const last = Number.MAX_SAFE_INTEGER

function place(line: Line): number {
  if (line.archive !== undefined) return line.archive
  return line.state === 'sending' || line.state === 'failed' ? last : (line.after ?? last - 1) + 0.5
}

/** By place in the archive; what the desk does not have yet comes last, in the order it was written. */
export function compareLines(a: Line, b: Line): number {
  return place(a) - place(b) || a.at - b.at || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
}

/** The lines with the reports worked in, sorted. */
export function withLines(lines: readonly Line[], reports: readonly Line[]): readonly Line[] {
  if (reports.length === 0) return lines
  const byId = new Map(lines.map((line) => [line.id, line]))
  for (const report of reports) {
    const known = byId.get(report.id)
    if (known) byId.set(report.id, mergeLine(known, report))
    else if (!report.patch) byId.set(report.id, report)
  }
  return [...byId.values()].sort(compareLines)
}

/** Own lines up to and including `id` that an agent's marker says are there or read; as reports for `withLines`. */
export function upTo(lines: readonly Line[], id: string | undefined, state: 'delivered' | 'read'): Line[] {
  const end = id === undefined ? -1 : lines.findIndex((line) => line.id === id)
  const behind = (line: Line) => {
    const stands = rank[line.state ?? 'sending']
    return stands < rank[state] && (stands >= rank.stored || line.id === id)
  }
  return lines
    .slice(0, end + 1)
    .filter((line) => line.kind === 'own' && behind(line))
    .map((line) => ({ ...line, state }))
}

export function newestPlace(lines: readonly Line[]): number {
  return lines.reduce((highest, line) => Math.max(highest, line.archive ?? 0), 0)
}

/** What the desk has not confirmed yet, in the order it was written. */
export function unsent(lines: readonly Line[]): Line[] {
  return lines.filter((line) => line.kind === 'own' && line.state === 'sending').sort((a, b) => a.at - b.at)
}

/** How many answers came after the place the visitor has seen. */
export function unread(lines: readonly Line[], seen: number): number {
  return lines.filter((line) => line.kind === 'agent' && (line.archive ?? 0) > seen).length
}
