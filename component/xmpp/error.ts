// Refusals as stanza errors (RFC 6120 §8.3), with the sentence in the asker's language.
import { xml } from '@xmpp/component'
import type { Element } from 'ltx'
import { domainOf } from '../model/address.ts'
import type { Code, DeskError } from '../model/error.ts'
import { render } from '../model/say.ts'
import { ns } from './ns.ts'
import { langOf } from './read.ts'

type Condition = [type: 'modify' | 'cancel' | 'auth' | 'wait', condition: string]

const conditions: Record<Code, Condition> = {
  'bad-request': ['modify', 'bad-request'],
  'not-found': ['cancel', 'item-not-found'],
  forbidden: ['auth', 'forbidden'],
  conflict: ['cancel', 'conflict'],
  'not-acceptable': ['modify', 'not-acceptable'],
  'too-large': ['modify', 'policy-violation'],
  'slow-down': ['wait', 'resource-constraint'],
  'unknown-method': ['cancel', 'service-unavailable'],
  unsupported: ['cancel', 'feature-not-implemented'],
}

/** The error that answers a stanza with a refusal. */
export function refusal(stanza: Element, error: DeskError): Element {
  const [type, condition] = conditions[error.code]
  return answer(stanza, type, condition, render(error.say, langOf(stanza) ?? 'en'))
}

/** The error that answers what went wrong inside; it tells nothing of the inside. */
export const breakdown = (stanza: Element): Element => answer(stanza, 'wait', 'internal-server-error')

/** An error without a sentence, for programs. */
export function answer(stanza: Element, type: Condition[0], condition: string, text?: string): Element {
  const { from, to, id } = stanza.attrs as Record<string, string | undefined>
  // RFC 6120 §8.3.2: `by` tells a refusal by the desk from an outage of a server on the way.
  const error = xml('error', { type, by: to && domainOf(to) }, xml(condition, { xmlns: ns.stanzas }))
  if (text !== undefined) error.append(xml('text', { xmlns: ns.stanzas, 'xml:lang': langOf(stanza) ?? 'en' }, text))
  return xml(stanza.name, { from: to, to: from, id, type: 'error' }, error)
}
