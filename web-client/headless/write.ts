// What a visitor says, as stanzas: XEP-0004, XEP-0066, XEP-0085, XEP-0184, XEP-0280, XEP-0313, XEP-0333, XEP-0359.

import { xml } from '@xmpp/client'
import type { Element } from '@xmpp/xml'
import { newId } from './ids.ts'
import type { Form, Line } from './line.ts'
import { NS } from './ns.ts'

export interface Page {
  url: string
  title: string
  referrer: string
}

export type ChatState = 'active' | 'composing' | 'paused'

/** The same stanza each time it is asked for: a repeat carries the id of the first. */
export function chatMessage(queue: string, line: Line, lang: string): Element {
  return xml(
    'message',
    { type: 'chat', to: queue, id: line.id, 'xml:lang': lang },
    xml('body', {}, line.body),
    ...(line.file === undefined ? [] : [xml('x', { xmlns: NS.oob }, xml('url', {}, line.file))]),
    ...(line.form === undefined ? [] : [submission(line.form)]),
    xml('origin-id', { xmlns: NS.sid, id: line.id }),
    xml('request', { xmlns: NS.receipts }),
    xml('markable', { xmlns: NS.markers }),
    xml('active', { xmlns: NS.chatStates }),
  )
}

/** XEP-0004 §3.3: a form that is filled in, its type named as XEP-0068 says. */
function submission({ type, values }: Form): Element {
  const fields = Object.entries(values).map(([name, value]) => xml('field', { var: name }, xml('value', {}, value)))
  const about = xml('field', { var: 'FORM_TYPE', type: 'hidden' }, xml('value', {}, type))
  return xml('x', { xmlns: NS.data, type: 'submit' }, about, ...fields)
}

/** A form without words; the receipt says that the desk has it, an error why it has not. */
export function formMessage(queue: string, id: string, form: Form, lang: string): Element {
  return xml(
    'message',
    { type: 'chat', to: queue, id, 'xml:lang': lang },
    submission(form),
    xml('request', { xmlns: NS.receipts }),
  )
}

export function receipt(queue: string, id: string): Element {
  return xml('message', { type: 'chat', to: queue }, xml('received', { xmlns: NS.receipts, id }))
}

export function displayed(queue: string, id: string): Element {
  return xml('message', { type: 'chat', to: queue }, xml('displayed', { xmlns: NS.markers, id }))
}

export function chatState(queue: string, state: ChatState): Element {
  return xml('message', { type: 'chat', to: queue }, xml(state, { xmlns: NS.chatStates }))
}

export function presence(lang: string): Element {
  return xml('presence', { 'xml:lang': lang })
}

/** Tells the queue who is there and what page he looks at. */
export function presenceWithPage(queue: string, page: Page, lang: string): Element {
  return xml('presence', { to: queue, 'xml:lang': lang }, xml('page', { xmlns: NS.bellhop, ...page }))
}

export function goodbye(): Element {
  return xml('presence', { type: 'unavailable' })
}

export function enableCarbons(): Element {
  return xml('iq', { type: 'set', id: newId() }, xml('enable', { xmlns: NS.carbons }))
}

export function ping(to: string): Element {
  return xml('iq', { type: 'get', to }, xml('ping', { xmlns: NS.ping }))
}

/** One page of the archive: what follows `after`, or without it the last page. */
export function archiveQuery(queue: string, queryId: string, after: string | undefined, max: number): Element {
  return xml(
    'iq',
    { type: 'set', to: queue },
    xml(
      'query',
      { xmlns: NS.mam, queryid: queryId },
      xml(
        'x',
        { xmlns: NS.data, type: 'submit' },
        xml('field', { var: 'FORM_TYPE', type: 'hidden' }, xml('value', {}, NS.mam)),
      ),
      xml(
        'set',
        { xmlns: NS.rsm },
        xml('max', {}, String(max)),
        after === undefined ? xml('before', {}) : xml('after', {}, after),
      ),
    ),
  )
}
