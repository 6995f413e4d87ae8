// What a view shows, as one immutable value, and how each report from the wire changes it. Pure.

import type { Session } from './connection.ts'
import { type Line, newestPlace, upTo, withLines } from './line.ts'
import type { LinkStatus } from './link.ts'
import type { Availability, Report } from './read.ts'

export interface VisitorState {
  readonly link: LinkStatus
  /** The server is there but the desk behind it does not answer. */
  readonly deskAway: boolean
  /** Why the desk refused, for link `refused`. */
  readonly problem: string
  readonly availability: Availability | undefined
  readonly status: string
  readonly lines: readonly Line[]
  /** The history on this device has been read. */
  readonly loaded: boolean
  readonly typing: boolean
  /** Place in the archive up to which the visitor has looked. */
  readonly seen: number
  /** The own line the agent's newest marker names. */
  readonly readId: string | undefined
  readonly draft: string
  /** The newest own line that an agent's client has got. */
  readonly deliveredId: string | undefined
  /** Where the desk's files are: pictures from there may be shown without asking. */
  readonly uploads: string
  /** The site has vouched for who this is. */
  readonly verified: boolean
  /** What the queue wants to know before the first message. */
  readonly ask: readonly AskedField[]
  /** When the queue opens again, while it is closed: milliseconds since 1970. */
  readonly opens: number | undefined
}

/** One question of a queue; labels by language. */
export interface AskedField {
  readonly name: string
  readonly type: 'text' | 'email' | 'choice'
  readonly required: boolean
  readonly label: Readonly<Record<string, string>>
  readonly choices?: readonly string[]
}

export const initialState: VisitorState = {
  link: 'idle',
  deskAway: false,
  problem: '',
  availability: undefined,
  status: '',
  lines: [],
  loaded: false,
  typing: false,
  seen: 0,
  readId: undefined,
  deliveredId: undefined,
  draft: '',
  uploads: '',
  verified: false,
  ask: [],
  opens: undefined,
}

/** The state with reports of lines worked in, whatever they came from. */
export function addLines(state: VisitorState, reports: readonly Line[]): VisitorState {
  if (reports.length === 0) return state
  const lines = withLines(state.lines, reports)
  const delivered = withLines(lines, upTo(lines, state.deliveredId, 'delivered'))
  return { ...state, lines: withLines(delivered, upTo(delivered, state.readId, 'read')) }
}

export function applyReport(state: VisitorState, report: Report): VisitorState {
  switch (report.type) {
    case 'line':
      return addLines(state, [report.line])
    case 'archived':
      return report.line ? addLines(state, [report.line]) : state
    case 'receipt':
      return addLines(state, confirmed(state.lines, report))
    case 'delivered':
      return addLines({ ...state, deliveredId: report.id }, upTo(state.lines, report.id, 'delivered'))
    case 'read':
      return addLines({ ...state, readId: report.id }, upTo(state.lines, report.id, 'read'))
    case 'seen': {
      const seen = state.lines.find((line) => line.id === report.id)?.archive ?? 0
      return seen > state.seen ? { ...state, seen } : state
    }
    case 'typing':
      return state.typing === report.on ? state : { ...state, typing: report.on }
    case 'presence':
      return { ...state, availability: report.availability, status: report.status }
    case 'refused':
      return report.outage ? { ...state, deskAway: true } : addLines(state, refused(state.lines, report))
  }
}

function confirmed(lines: readonly Line[], { id, archive }: { id: string; archive?: number }): Line[] {
  const line = lines.find((each) => each.id === id && each.kind === 'own')
  if (!line) return []
  return [{ ...line, state: 'stored', after: newestPlace(lines), ...(archive === undefined ? {} : { archive }) }]
}

function refused(lines: readonly Line[], { id, reason }: { id: string; reason: string }): Line[] {
  const line = lines.find((each) => each.id === id && each.state === 'sending')
  return line ? [{ ...line, state: 'failed', reason }] : []
}

/** What the desk says at the login of the queue, and of who this is. */
export function welcome({ websocket, verified = false, ask = [], opens }: Session): Partial<VisitorState> {
  return { uploads: uploadsAt(websocket), verified, ask, opens: opens === undefined ? undefined : Date.parse(opens) }
}

/** Files are where the WebSocket is, in upload/ beside it. */
function uploadsAt(websocket: string): string {
  return URL.canParse(websocket) ? new URL('upload/', websocket.replace(/^ws/, 'http')).href : ''
}
