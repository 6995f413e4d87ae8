// Messages as plain reports: from the wire, out of carbons (XEP-0280) and out of archives (XEP-0313); the last place with XML.

import type { Element } from '@xmpp/xml'
import { NS } from '../ns.ts'
import { outages } from '../read.ts'
import { readPatch, readWords } from '../references.ts'
import type { Row } from './forms.ts'
import type { AgentLine, AgentLineKind } from './line.ts'
import { AGENT_NS, bareOf, type Domains, placeOf, resourceOf, type ThreadKind } from './names.ts'

/** What a message says of a thread, which goes by the other side's bare address. */
export type AgentReport = { readonly thread: string } & (
  | { type: 'line'; line: AgentLine; id: string; wantsReceipt: boolean; isNew: boolean }
  | { type: 'receipt'; id: string }
  | { type: 'read'; id: string }
  | { type: 'seen' }
  | { type: 'typing'; on: boolean; who: string }
  | { type: 'digest' }
  | { type: 'offer'; offer: Offer }
  | { type: 'issue'; issue: Row }
  | { type: 'invited'; room: string; by: string }
  | { type: 'refused'; id: string; reason: string; outage: boolean }
)

/** A colleague hands over a conversation. */
export interface Offer {
  readonly conversation: number
  readonly name: string
  readonly visitor: string
  readonly note: string
  /** Milliseconds since 1970. */
  readonly until: number
}

export interface Reader {
  /** The agent's bare JID. */
  readonly me: string
  readonly domains: Domains
  /** The name this agent has in a room. */
  nickIn(room: string): string | undefined
}

/** Where a message comes from: live, or with its time and perhaps its place out of an archive. */
export interface Origin {
  readonly now: number
  readonly at?: number
  readonly place?: number
  /** Something that happened while we were away, or before: nobody is typing any more. */
  readonly past?: boolean
}

/** Everything a message says. Empty for what is unknown, malformed, or a carbon from anybody but one's own account. */
export function readAgentMessage(stanza: Element, reader: Reader, now: number): AgentReport[] {
  const from = bareOf(stanza.attrs.from ?? reader.me)
  if (from === reader.me) {
    const carbon = stanza.getChild('sent', NS.carbons) ?? stanza.getChild('received', NS.carbons)
    const message = carbon?.getChild('forwarded', NS.forward)?.getChild('message')
    if (message) return readMessage(message, reader, { now })
    if (carbon) return []
  }
  return readMessage(stanza, reader, { now })
}

export function readMessage(message: Element, reader: Reader, origin: Origin): AgentReport[] {
  const { attrs } = message
  const from = bareOf(attrs.from ?? reader.me)
  const own = attrs.type === 'groupchat' ? false : from === reader.me
  const thread = own ? bareOf(attrs.to ?? reader.me) : from
  const kind = placeOf(thread, reader.domains)?.kind
  if (kind === undefined) return []
  if (attrs.type === 'error') return readError(message, thread)
  const invitation = readInvitation(message, thread)
  if (invitation) return [invitation]
  const reports: AgentReport[] = []
  const line = readLine(message, { ...reader, own, kind, thread }, origin)
  const at = origin.at ?? stampOf(message, origin.now)
  if (line === 'digest') reports.push({ thread, type: 'digest' })
  else if (line) {
    const wantsReceipt = !own && kind !== 'room' && message.getChild('request', NS.receipts) !== undefined
    const isNew = !line.patch && message.getChild('replace', NS.correct) === undefined
    reports.push({ thread, type: 'line', line: { ...line, at }, id: attrs.id ?? '', wantsReceipt, isNew })
  }
  return [...reports, ...readSigns(message, thread, own, line !== undefined, origin), ...readNews(message, thread, at)]
}

/** Receipts, marks and typing. */
function readSigns(message: Element, thread: string, own: boolean, hasLine: boolean, { past }: Origin): AgentReport[] {
  const reports: AgentReport[] = []
  const received = message.getChild('received', NS.receipts)?.attrs.id
  if (received && !own) reports.push({ thread, type: 'receipt', id: received })
  const displayed = message.getChild('displayed', NS.markers)?.attrs.id
  if (displayed) reports.push(own ? { thread, type: 'seen' } : { thread, type: 'read', id: displayed })
  if (own && hasLine) reports.push({ thread, type: 'seen' })
  const state = ['composing', 'paused', 'active', 'inactive', 'gone'].find((name) =>
    message.getChild(name, NS.chatStates),
  )
  if (!own && !past && (hasLine || state)) {
    const who = message.attrs.type === 'groupchat' ? resourceOf(message.attrs.from ?? '') : ''
    reports.push({ thread, type: 'typing', on: !hasLine && state === 'composing', who })
  }
  return reports
}

/** What the desk says for programs. */
function readNews(message: Element, thread: string, at: number): AgentReport[] {
  const reports: AgentReport[] = []
  const issue = message.getChild('issue', AGENT_NS.issue)
  if (issue) {
    const { xmlns, ...row } = issue.attrs as Record<string, string>
    reports.push({ thread, type: 'issue', issue: row })
  }
  const offer = message.getChild('offer', NS.bellhop)?.attrs
  if (offer) {
    const until = at + Number(offer.seconds) * 1000
    const { name = '', visitor = '', note = '' } = offer
    reports.push({
      thread,
      type: 'offer',
      offer: { conversation: Number(offer.conversation), name, visitor, note, until },
    })
  }
  return reports
}

interface Side extends Reader {
  own: boolean
  kind: ThreadKind
  thread: string
}

function readLine(message: Element, side: Side, origin: Origin): AgentLine | 'digest' | undefined {
  const { own, kind, thread, me } = side
  const nick = message.getChildText('nick', NS.nick) ?? ''
  const inRoom = kind === 'room'
  const speaker = inRoom ? resourceOf(message.attrs.from ?? '') : own ? '' : nick
  const isMine = own || (inRoom && speaker !== '' && speaker === side.nickIn(thread))
  const at = origin.at ?? origin.now
  const patch = readPatch(message, isMine, at)
  if (patch) {
    const { id, retracted, reactions } = patch
    const news = { id, kind: 'visitor', body: '', at, name: '', patch: true } as const
    return {
      ...news,
      ...(retracted ? { retracted } : {}),
      ...(reactions ? { reactions: named(reactions, speaker) } : {}),
    }
  }
  const words = readWords(message)
  const replaced: string | undefined = message.getChild('replace', NS.correct)?.attrs.id
  const stanzaId: string | undefined = message.attrs.id
  const id = replaced ?? (isMine ? (message.getChild('origin-id', NS.sid)?.attrs.id ?? stanzaId) : stanzaId)
  // A room's subject is no line, nor is what only a machine would read.
  if (!words || !id || (inRoom && speaker === '')) return undefined
  const line = kindOf(message, side, isMine, id)
  if (line === 'digest') return line
  return {
    id,
    kind: line,
    name: isMine ? '' : speaker || nameOf(message, kind, me),
    at,
    ...words,
    body: bodyOf(words.body, line, nick, isMine),
    ...(origin.place === undefined ? {} : { place: origin.place }),
    ...(isMine ? { state: isReadBy(message) ? ('read' as const) : ('stored' as const) } : {}),
    ...(replaced === undefined ? {} : { edited: true as const }),
    ...(line === 'system' ? { event: message.getChild('system', NS.bellhop)?.attrs.kind ?? '' } : {}),
    ...(message.getChild('note', NS.bellhop) ? { event: 'note' } : {}),
    ...(kind === 'issue' && message.getChild('issue', AGENT_NS.issue) ? { event: 'news' } : {}),
  }
}

function kindOf(message: Element, { kind }: Side, isMine: boolean, id: string): AgentLineKind | 'digest' {
  const body = message.getChildText('body') ?? ''
  if (isMine) return kind !== 'room' && kind !== 'person' && isCommand(body, kind) ? 'command' : 'own'
  if (kind === 'desk') return 'desk'
  if (kind === 'person' || kind === 'room') return 'colleague'
  const author = message.getChild('author', NS.bellhop)?.attrs.kind
  if (author === 'visitor') return 'visitor'
  if (author === 'agent') return 'colleague'
  if (kind === 'issue' && author === undefined) return message.getChildText('nick', NS.nick) ? 'colleague' : 'desk'
  if (author === 'desk' || message.getChild('system', NS.bellhop)) return 'system'
  // What stands for all that was said before goes under the id of the newest message; the archive has it line by line.
  return /^m-\d+$/.test(id) ? 'digest' : 'desk'
}

/** The archive of a conversation knows how far the visitor has read. */
const isReadBy = (message: Element): boolean => message.getChild('author', NS.bellhop)?.attrs.read === 'true'

/** To the desk itself every line is a command; elsewhere what begins with one “!”. */
export function isCommand(body: string, kind: ThreadKind): boolean {
  return kind === 'desk' || (/^\s*!/.test(body) && !/^\s*!!/.test(body))
}

/** The words as their author wrote them: live, the desk puts a colleague's name before them, for clients without names. */
function bodyOf(body: string, kind: AgentLineKind, nick: string, isMine: boolean): string {
  if (isMine && kind === 'own') return body.replace(/^(\s*)!!/, '$1!')
  const prefix = `${nick}: `
  return kind === 'colleague' && nick !== '' && body.startsWith(prefix) ? body.slice(prefix.length) : body
}

const nameOf = (message: Element, kind: ThreadKind, me: string): string =>
  kind === 'person' ? bareOf(message.attrs.from ?? me).split('@')[0] || '' : ''

/** One's own reactions are under '', those of others under their names. */
function named<T extends Record<string, unknown>>(reactions: T, speaker: string): T {
  const [[who, set] = ['', undefined]] = Object.entries(reactions)
  return (who === '' || speaker === '' ? reactions : { [speaker]: set }) as T
}

function readInvitation(message: Element, thread: string): AgentReport | undefined {
  const direct = message.getChild('x', AGENT_NS.invite)?.attrs.jid
  if (direct) return { thread, type: 'invited', room: bareOf(direct), by: thread }
  const mediated = message.getChild('x', AGENT_NS.mucUser)?.getChild('invite')
  return mediated && { thread, type: 'invited', room: thread, by: bareOf(mediated.attrs.from ?? '') }
}

export function stampOf(message: Element, now: number): number {
  const time = Date.parse(message.getChild('delay', NS.delay)?.attrs.stamp ?? '')
  return Number.isNaN(time) ? now : time
}

// The desk signs its refusals with RFC 6120's `by`; anything else answers for a desk that is away, and is tried again.
function readError(message: Element, thread: string): AgentReport[] {
  const error = message.getChild('error')
  const id: string | undefined = message.attrs.id
  if (!error || !id) return []
  const conditions = error.getChildElements().filter((child) => child.getNS() === NS.stanzas)
  const condition = conditions.find(({ name }) => name !== 'text')?.name ?? ''
  const isDesk = placeOf(thread, { agents: '', rooms: '', desk: thread.split('@').at(-1) ?? '' }) !== undefined
  const outage = error.attrs.type === 'wait' || (isDesk && error.attrs.by === undefined && outages.has(condition))
  const reason = error.getChildText('text', NS.stanzas) ?? ''
  return [{ thread, type: 'refused', id, reason, outage }]
}
