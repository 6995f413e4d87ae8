// Stanzas from the queue (and carbons of what another tab did) as plain reports; the last place with XML.
// XEP-0280, XEP-0297, XEP-0308, XEP-0313, XEP-0333. Whatever comes from anywhere else is not read.

import type { Element } from '@xmpp/xml'
import type { Line } from './line.ts'
import { NS } from './ns.ts'
import { readPatch, readWords } from './references.ts'

export type Availability = 'in' | 'busy' | 'out'

export type Report =
  | { type: 'line'; line: Line; id: string; wantsReceipt: boolean }
  | { type: 'receipt'; id: string; archive?: number }
  | { type: 'delivered'; id: string }
  | { type: 'read'; id: string }
  | { type: 'seen'; id: string }
  | { type: 'typing'; on: boolean }
  | { type: 'presence'; availability: Availability; status: string }
  | { type: 'refused'; id: string; reason: string; outage: boolean }
  | { type: 'archived'; queryId: string; archive: string; line?: Line }

export interface Addresses {
  /** The visitor's bare JID. */
  visitor: string
  queue: string
}

function bare(jid: string | undefined): string | undefined {
  return jid?.split('/')[0]
}

function integer(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : undefined
}

/** Everything a stanza reports. Empty for what is unknown, malformed or not from the queue or the visitor's own account. */
export function readStanza(stanza: Element, who: Addresses, now: number): Report[] {
  const from = bare(stanza.attrs.from) ?? who.visitor
  if (stanza.is('presence') && from === who.queue) return readPresence(stanza)
  if (!stanza.is('message')) return []
  if (from === who.queue) return readMessage(stanza, who, now)
  if (from !== who.visitor) return []
  // XEP-0280 §11: a carbon counts only when it comes from the visitor's own bare JID.
  const carbon = stanza.getChild('sent', NS.carbons) ?? stanza.getChild('received', NS.carbons)
  const message = carbon?.getChild('forwarded', NS.forward)?.getChild('message')
  if (!carbon || !message) return []
  return carbon.name === 'sent' ? readOwn(message, who, now) : readMessage(message, who, now)
}

function readPresence(stanza: Element): Report[] {
  const { type } = stanza.attrs
  if (type !== undefined && type !== 'unavailable') return []
  const show = stanza.getChildText('show') ?? ''
  const availability = type || show === 'xa' ? 'out' : show === 'dnd' || show === 'away' ? 'busy' : 'in'
  return [{ type: 'presence', availability, status: stanza.getChildText('status') ?? '' }]
}

function readMessage(message: Element, who: Addresses, now: number): Report[] {
  if (message.attrs.type === 'error') return readError(message)
  const archived = message.getChild('result', NS.mam)
  if (archived) return readArchived(archived, who, now)
  if (bare(message.attrs.from) !== who.queue) return []

  const reports: Report[] = []
  const archive = archiveId(message, who.queue)
  const received = message.getChild('received', NS.receipts)?.attrs.id
  if (received) reports.push({ type: 'receipt', id: received, ...(archive === undefined ? {} : { archive }) })
  const delivered = message.getChild('received', NS.markers)?.attrs.id
  if (delivered) reports.push({ type: 'delivered', id: delivered })
  const read = message.getChild('displayed', NS.markers)?.attrs.id
  if (read) reports.push({ type: 'read', id: read })
  const line = readLine(message, who, archive, stamp(message.getChild('delay', NS.delay), now))
  if (line) {
    // Of a correction the receipt names the correction, not what it replaces.
    const id: string = message.attrs.id ?? ''
    reports.push({ type: 'line', line, id, wantsReceipt: id !== '' && !!message.getChild('request', NS.receipts) })
  }
  const states = ['composing', 'paused', 'active', 'inactive', 'gone']
  const state = states.find((name) => message.getChild(name, NS.chatStates))
  if (line?.kind === 'agent' || state) reports.push({ type: 'typing', on: !line && state === 'composing' })
  return reports
}

/** What another tab of this visitor sent. */
function readOwn(message: Element, who: Addresses, now: number): Report[] {
  if (bare(message.attrs.to) !== who.queue) return []
  const seen = message.getChild('displayed', NS.markers)?.attrs.id
  if (seen) return [{ type: 'seen', id: seen }]
  const words = readWords(message)
  const id = message.attrs.id
  // What is done to an earlier line comes back with its place from the archive.
  if (!words || !id || readPatch(message, true, 0)) return []
  return [{ type: 'line', id, line: { id, kind: 'own', ...words, at: now, state: 'sending' }, wantsReceipt: false }]
}

function readArchived(result: Element, who: Addresses, now: number): Report[] {
  const forwarded = result.getChild('forwarded', NS.forward)
  const message = forwarded?.getChild('message')
  const { id, queryid } = result.attrs
  if (!forwarded || !message || !id) return []
  const line = readLine(message, who, integer(id), stamp(forwarded.getChild('delay', NS.delay), now))
  return [{ type: 'archived', queryId: queryid ?? '', archive: id, ...(line ? { line } : {}) }]
}

function readLine(message: Element, who: Addresses, archive: number | undefined, at: number): Line | undefined {
  const patch = readPatch(message, bare(message.attrs.from) === who.visitor, archive ?? 0)
  if (patch) return patch
  const words = readWords(message)
  const replaced = message.getChild('replace', NS.correct)?.attrs.id
  const own = bare(message.attrs.from) === who.visitor
  const id =
    replaced ?? (own ? (message.getChild('origin-id', NS.sid)?.attrs.id ?? message.attrs.id) : message.attrs.id)
  if (!words || !id) return undefined
  const system = message.getChild('system', NS.bellhop)
  const nick = message.getChildText('nick', NS.nick)
  const photo: unknown = own ? undefined : message.getChild('photo', NS.bellhop)?.attrs.id
  return {
    id,
    kind: own ? 'own' : system ? 'system' : 'agent',
    ...words,
    at,
    ...(archive === undefined ? {} : { archive }),
    ...(own ? { state: 'stored' as const } : {}),
    ...(replaced === undefined ? {} : { edited: archive ?? at }),
    ...(system ? { event: system.attrs.kind ?? '' } : {}),
    ...(nick ? { nick } : {}),
    // It becomes part of an address.
    ...(typeof photo === 'string' && /^[\w-]{1,64}$/.test(photo) ? { photo } : {}),
  }
}

// XEP-0359 §3: an id counts only when the queue itself gave it.
function archiveId(message: Element, queue: string): number | undefined {
  return message
    .getChildren('stanza-id', NS.sid)
    .filter((id) => id.attrs.by === queue)
    .map((id) => integer(id.attrs.id))[0]
}

function stamp(delay: Element | undefined, now: number): number {
  const time = Date.parse(delay?.attrs.stamp ?? '')
  return Number.isNaN(time) ? now : time
}

/** Conditions with which a server, not the desk, answers while the desk is away. */
export const outages: ReadonlySet<string> = new Set([
  'forbidden',
  'internal-server-error',
  'recipient-unavailable',
  'remote-server-not-found',
  'remote-server-timeout',
  'resource-constraint',
  'service-unavailable',
])

// ejabberd answers for a desk that is away with `forbidden` or the like and no mark of who says so; the desk itself signs
// its refusals with RFC 6120's `by` attribute. Only the latter are final; the rest is tried again.
function readError(message: Element): Report[] {
  const error = message.getChild('error')
  const id = message.attrs.id
  if (!error || !id) return []
  const condition = error
    .getChildElements()
    .find((child) => child.getNS() === NS.stanzas && child.name !== 'text')?.name
  const signed = error.attrs.by !== undefined
  const outage = error.attrs.type === 'wait' || (!signed && outages.has(condition ?? ''))
  return [{ type: 'refused', id, reason: error.getChildText('text', NS.stanzas) ?? '', outage }]
}
