// What a stanza says of an earlier message: replies (XEP-0461 0.2.0) with their fallback quote (XEP-0428 0.2.1), reactions
// (XEP-0444 0.2.0), retractions (XEP-0424 0.4.2, and the fastened form of 0.3), files (XEP-0066 1.5).
import { xml } from '@xmpp/component'
import type { Element } from 'ltx'
import type { Act } from '../model/conversation.ts'
import type { MessageNotice } from '../model/notice.ts'
import { ns } from './ns.ts'

export interface IncomingReply {
  /** The sender's id of what he answers. */
  id: string
  /** His words without the quote. */
  body: string
}

export interface IncomingAct {
  act: Act
  /** '' where it does not say what it is about. */
  id: string
  set: string[]
}

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined)

export function readReply(stanza: Element, body: string | undefined): IncomingReply | undefined {
  const id = text(stanza.getChild('reply', ns.reply)?.attrs.id)
  return id === undefined || body === undefined ? undefined : { id, body: withoutQuote(stanza, body) }
}

/** Cuts out what is there only for clients that know no replies; positions count characters, not UTF-16 units. */
function withoutQuote(stanza: Element, body: string): string {
  const fallback = stanza.getChildren('fallback', ns.fallback).find(({ attrs }) => attrs.for === ns.reply)
  const range = fallback?.getChild('body', ns.fallback)
  const characters = [...body]
  const [start, end] = [position(range?.attrs.start, characters.length), position(range?.attrs.end, characters.length)]
  if (start === undefined || end === undefined || start >= end) return body
  const rest = [...characters.slice(0, start), ...characters.slice(end)].join('')
  return rest.trim() === '' ? body : rest
}

function position(value: unknown, length: number): number | undefined {
  const number = Number(text(value) ?? Number.NaN)
  return Number.isInteger(number) && number >= 0 && number <= length ? number : undefined
}

/** Reactions or a retraction; a body beside them is only for clients that know neither. */
export function readAct(stanza: Element): IncomingAct | undefined {
  const reactions = stanza.getChild('reactions', ns.reactions)
  if (reactions) return { act: 'reactions', id: named(reactions), set: readSet(reactions) }
  const retract = stanza.getChild('retract', ns.retract)
  if (retract) return { act: 'retraction', id: named(retract), set: [] }
  const fastened = stanza.getChild('apply-to', ns.fasten)
  if (fastened?.getChild('retract', ns.retract0)) return { act: 'retraction', id: named(fastened), set: [] }
  return undefined
}

const named = (element: Element): string => text(element.attrs.id) ?? ''

const readSet = (reactions: Element): string[] => [
  ...new Set(reactions.getChildren('reaction').map((reaction) => reaction.text().trim())),
]

/** The address of a file on the web; any other kind of address is none of ours to pass on. */
export function readFile(stanza: Element): string | undefined {
  const url = stanza.getChild('x', ns.oob)?.getChildText('url')?.trim() ?? ''
  return url.length <= 2000 && /^https?:\/\/\S+$/i.test(url) && URL.canParse(url) ? url : undefined
}

type Parts = Pick<MessageNotice, 'reply' | 'reactions' | 'retracts' | 'file'>

/** The body with the quote for clients that know no replies; a file's address stays alone, so that they show the file. */
export function quoted(body: string, { reply, file }: Parts): string {
  return file === undefined ? `${reply?.quote ?? ''}${body}` : body
}

/** The elements that say it; `from` is the address that the receiver has the other side under. */
export function writeReferences(parts: Parts, from: string, to: string): Element[] {
  const { reply, reactions, retracts, file } = parts
  const elements: Element[] = []
  if (reply) {
    elements.push(xml('reply', { xmlns: ns.reply, to: reply.own ? to : from, id: reply.id }))
    const length = file === undefined ? [...reply.quote].length : 0
    if (length > 0) {
      const range = xml('body', { start: '0', end: String(length) })
      elements.push(xml('fallback', { xmlns: ns.fallback, for: ns.reply }, range))
    }
  }
  if (file !== undefined) elements.push(xml('x', { xmlns: ns.oob }, xml('url', {}, file)))
  if (reactions) {
    const set = reactions.set.map((reaction) => xml('reaction', {}, reaction))
    elements.push(xml('reactions', { xmlns: ns.reactions, id: reactions.id }, ...set))
  }
  if (retracts !== undefined) {
    elements.push(xml('retract', { xmlns: ns.retract, id: retracts }))
    elements.push(xml('fallback', { xmlns: ns.fallback, for: ns.retract }))
  }
  if (reactions || retracts !== undefined) elements.push(xml('store', { xmlns: ns.hints }))
  return elements
}
