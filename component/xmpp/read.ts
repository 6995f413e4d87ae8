// Reads stanzas: what came in as XML leaves here as plain values.
import { createHash } from 'node:crypto'
import type { Element } from 'ltx'
import { bareOf } from '../model/address.ts'
import type { Mark, Typing } from '../model/notice.ts'
import type { Page } from '../model/person.ts'
import { ns } from './ns.ts'
import { type IncomingAct, type IncomingReply, readAct, readFile, readReply } from './references.ts'

export interface IncomingMessage {
  /** Full JID, and its bare one. */
  from: string
  jid: string
  /** Bare address it was sent to. */
  to: string
  body: string | undefined
  id: string | undefined
  /** By which a repeat is recognised: the origin-id, else the stanza's id together with its words. */
  key: string | undefined
  lang: string | undefined
  wantsReceipt: boolean
  replaces: string | undefined
  reply: IncomingReply | undefined
  /** In place of words; a body is only for clients that can't show it. */
  act: IncomingAct | undefined
  file: string | undefined
  encrypted: boolean
  typing: Typing | undefined
  marks: { mark: Mark; id: string }[]
}

const typings: readonly Typing[] = ['active', 'composing', 'paused', 'inactive', 'gone']

export function readMessage(stanza: Element): IncomingMessage {
  const from = stanza.attrs.from as string
  const id = text(stanza.attrs.id)
  const origin = text(stanza.getChild('origin-id', ns.sid)?.attrs.id)
  const act = readAct(stanza)
  const file = readFile(stanza)
  const body = stanza.getChildText('body') || file
  const base = {
    from,
    jid: bareOf(from),
    to: bareOf(stanza.attrs.to as string),
    id,
    key: keyOf(origin, id, act ? JSON.stringify(act) : body),
    lang: langOf(stanza),
    wantsReceipt: id !== undefined && stanza.getChild('request', ns.receipts) !== undefined,
    replaces: text(stanza.getChild('replace', ns.correct)?.attrs.id),
    reply: readReply(stanza, body),
    act,
    file,
    encrypted: isEncrypted(stanza, body),
    typing: typings.find((state) => stanza.getChild(state, ns.chatStates) !== undefined),
    marks: readMarks(stanza),
  }
  return { ...base, body }
}

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined)

/** The language a stanza is in, if it says so in a form we know (BCP 47). */
export function langOf(stanza: Element): string | undefined {
  const lang = text(stanza.attrs['xml:lang'])
  return lang !== undefined && /^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,3}$/.test(lang) ? lang : undefined
}

// XEP-0359 §3.1. Plain stanza ids are counters in some clients, so there the words must be the same as well.
function keyOf(origin: string | undefined, id: string | undefined, body: string | undefined): string | undefined {
  if (origin !== undefined) return `o:${shorten(origin)}`
  return id === undefined ? undefined : `s:${shorten(`${id}\n${body ?? ''}`)}`
}

/** Itself when short, else a digest: ids and words of any length fit the column. */
function shorten(value: string): string {
  return value.length <= 100 && !value.includes('\n') ? value : createHash('sha256').update(value).digest('base64url')
}

// XEP-0380 §3; also the encryptions that are older than it.
function isEncrypted(stanza: Element, body: string | undefined): boolean {
  return (
    stanza.getChild('encryption', ns.encryption) !== undefined ||
    stanza.getChild('x', ns.openpgp) !== undefined ||
    stanza.children.some((child) => typeof child !== 'string' && /^(encrypted|openpgp)$/.test(child.name)) ||
    body?.startsWith('?OTR') === true
  )
}

function readMarks(stanza: Element): { mark: Mark; id: string }[] {
  const received = text(stanza.getChild('received', ns.receipts)?.attrs.id)
  const displayed = text(stanza.getChild('displayed', ns.markers)?.attrs.id)
  return [
    ...(received === undefined ? [] : [{ mark: 'received', id: received } as const]),
    ...(displayed === undefined ? [] : [{ mark: 'displayed', id: displayed } as const]),
  ]
}

export interface IncomingPresence {
  from: string
  to: string
  type: string
  show: string
  priority: number
  lang: string | undefined
  /** He leaves of his own will. */
  left: boolean
  page: Page | undefined
  /** The SHA-1 of his picture; '' when he has none; undefined when his client does not say. */
  photo: string | undefined
}

const shows = ['', 'chat', 'away', 'xa', 'dnd']

export function readPresence(stanza: Element): IncomingPresence {
  const show = stanza.getChildText('show')?.trim() ?? ''
  const priority = Number(stanza.getChildText('priority')?.trim() ?? 0)
  return {
    from: stanza.attrs.from as string,
    to: bareOf(stanza.attrs.to as string),
    type: text(stanza.attrs.type) ?? 'available',
    show: shows.includes(show) ? show : '',
    priority: Number.isInteger(priority) && Math.abs(priority) <= 128 ? priority : 0,
    lang: langOf(stanza),
    left: stanza.getChild('left', ns.left) !== undefined,
    page: readPage(stanza.getChild('page', ns.bellhop)),
    photo: readPhotoHash(stanza.getChild('x', ns.vcardUpdate)?.getChildText('photo')),
  }
}

// XEP-0153 §3.1: an empty element means that there is no picture, none at all that the client does not know yet.
function readPhotoHash(said: string | null | undefined): string | undefined {
  const hash = said?.trim().toLowerCase()
  return hash !== undefined && /^([0-9a-f]{40})?$/.test(hash) ? hash : undefined
}

function readPage(page: Element | undefined): Page | undefined {
  if (!page) return undefined
  const part = (name: string) => (text(page.attrs[name]) ?? '').slice(0, 2000)
  return { url: part('url'), title: part('title'), referrer: part('referrer') }
}

/** Whether it has all that a stanza needs to be routed. */
export function isRoutable(stanza: Element): boolean {
  return text(stanza.attrs.from) !== undefined && text(stanza.attrs.to) !== undefined
}
