// What an agent says, as stanzas: words with what they refer to, and what is said about words.

import { xml } from '@xmpp/client'
import type { Element } from '@xmpp/xml'
import { newId } from '../ids.ts'
import { NS } from '../ns.ts'
import type { AgentLine } from './line.ts'
import { AGENT_NS, type ThreadKind } from './names.ts'

interface To {
  readonly jid: string
  readonly kind: ThreadKind
}

const typeOf = ({ kind }: To): string => (kind === 'room' ? 'groupchat' : 'chat')

/** The same stanza each time it is asked for: a repeat carries the id of the first. */
export function lineMessage(to: To, line: AgentLine, lang: string): Element {
  const { body, reply, file, id } = line
  const words = line.literal ? body.replace(/^(\s*)!/, '$1!!') : body
  const quote = reply && file === undefined ? quoted(reply.words) : ''
  const isRoom = to.kind === 'room'
  return xml(
    'message',
    { type: typeOf(to), to: to.jid, id, 'xml:lang': lang },
    xml('body', {}, quote + words),
    ...(reply ? [xml('reply', { xmlns: NS.reply, to: to.jid, id: reply.id }), ...fallback(quote)] : []),
    ...(file === undefined ? [] : [xml('x', { xmlns: NS.oob }, xml('url', {}, file))]),
    xml('origin-id', { xmlns: NS.sid, id }),
    ...(isRoom ? [] : [xml('request', { xmlns: NS.receipts }), xml('markable', { xmlns: NS.markers })]),
    xml('active', { xmlns: NS.chatStates }),
  )
}

const quoted = (words: string): string => (words === '' ? '' : `${words.replace(/^/gm, '> ')}\n`)

// XEP-0428 §2: positions count characters.
function fallback(quote: string): Element[] {
  if (quote === '') return []
  const range = xml('body', { start: '0', end: String([...quote].length) })
  return [xml('fallback', { xmlns: NS.fallback, for: NS.reply }, range)]
}

export function correction(to: To, id: string, body: string, lang: string): Element {
  return xml(
    'message',
    { type: typeOf(to), to: to.jid, id: newId(), 'xml:lang': lang },
    xml('body', {}, body),
    xml('replace', { xmlns: NS.correct, id }),
  )
}

export function retraction(to: To, id: string): Element {
  return xml(
    'message',
    { type: typeOf(to), to: to.jid, id: newId() },
    xml('retract', { xmlns: NS.retract, id }),
    xml('fallback', { xmlns: NS.fallback, for: NS.retract }),
    xml('body', {}, '/me took back a message'),
    xml('store', { xmlns: AGENT_NS.hints }),
  )
}

/** All reactions of this agent to a line; an empty set takes them back. */
export function reactions(to: To, id: string, set: readonly string[]): Element {
  const each = set.map((reaction) => xml('reaction', {}, reaction))
  return xml(
    'message',
    { type: typeOf(to), to: to.jid, id: newId() },
    xml('reactions', { xmlns: NS.reactions, id }, ...each),
    xml('store', { xmlns: AGENT_NS.hints }),
  )
}

export function agentPresence(lang: string, show: '' | 'dnd' | 'xa'): Element {
  return xml('presence', { 'xml:lang': lang }, ...(show ? [xml('show', {}, show)] : []))
}

export const rosterQuery = (): Element => xml('iq', { type: 'get' }, xml('query', { xmlns: AGENT_NS.roster }))

export const timeQuery = (to: string): Element => xml('iq', { type: 'get', to }, xml('time', { xmlns: AGENT_NS.time }))
