// What a message says of an earlier one, and files: XEP-0066, XEP-0424, XEP-0428, XEP-0444, XEP-0461.

import type { Element } from '@xmpp/xml'
import type { Line, Reply } from './line.ts'
import { NS } from './ns.ts'

/** Reactions to a line or that it was taken back, as news about that line; a body beside them is for other clients. */
export function readPatch(message: Element, own: boolean, place: number): Line | undefined {
  const news = { kind: 'agent', body: '', at: Number.MAX_SAFE_INTEGER, patch: true } as const
  const retracted: string | undefined = message.getChild('retract', NS.retract)?.attrs.id
  if (retracted) return { ...news, id: retracted, retracted: true }
  const reactions = message.getChild('reactions', NS.reactions)
  const id: string | undefined = reactions?.attrs.id
  if (!reactions || !id) return undefined
  const who = own ? '' : message.getChildText('nick', NS.nick) || '?'
  const set = reactions.getChildren('reaction').map((reaction) => reaction.text().trim())
  return { ...news, id, reactions: { [who]: { place, set } } }
}

type Words = Pick<Line, 'body' | 'reply' | 'file' | 'retracted'>

/** What there is to read in a message; undefined when there is nothing. */
export function readWords(message: Element): Words | undefined {
  if (message.getChild('retracted', NS.retract)) return { body: '', retracted: true }
  const body = message.getChildText('body')
  if (body === null) return undefined
  const url = message.getChild('x', NS.oob)?.getChildText('url') ?? ''
  const file = /^https?:/i.test(url) && URL.canParse(url) ? { file: url } : {}
  const id: string | undefined = message.getChild('reply', NS.reply)?.attrs.id
  return id ? { ...withoutQuote(message, id, body), ...file } : { body, ...file }
}

/** XEP-0428: the range counts characters, not UTF-16 units. */
function withoutQuote(message: Element, id: string, body: string): { body: string; reply: Reply } {
  const fallback = message.getChildren('fallback', NS.fallback).find(({ attrs }) => attrs.for === NS.reply)
  const range = fallback?.getChild('body')?.attrs
  const characters = [...body]
  const [start, end] = [Number(range?.start ?? 0), Number(range?.end ?? 0)]
  if (!(start >= 0 && end > start && end <= characters.length)) return { body, reply: { id, words: '' } }
  const quote = characters.slice(start, end).join('')
  const words = quote.replace(/^> ?/gm, '').trim()
  return { body: [...characters.slice(0, start), ...characters.slice(end)].join(''), reply: { id, words } }
}
