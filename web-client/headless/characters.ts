// What people type and paste, as XML can carry it. A character that is none of XML's ends the stream, escaped or not, and so does
// each repeat of the line it is in.

import type { Element } from '@xmpp/xml'

const noCharacter = /[^\t\n\r\u0020-\ufffd\u{10000}-\u{10ffff}]/gu

/** As it is kept, shown and sent: without space around it, with line breaks for those of word processors and PDFs. */
export function typed(text: string): string {
  return text
    .replace(/\r\n?|[\v\f\u0085\u2028\u2029]/g, '\n')
    .replace(noCharacter, '')
    .trim()
}

/** The last guard, for all that goes out, whatever it came from: names of files, forms, lines of an older page. Changes the stanza itself. */
export function carried(stanza: Element): Element {
  for (const [name, value] of Object.entries(stanza.attrs)) stanza.attrs[name] = inXml(value)
  stanza.children = stanza.children.map((child) => (typeof child === 'object' ? carried(child) : inXml(child)))
  return stanza
}

const inXml = <Value>(value: Value): Value | string =>
  typeof value === 'string' ? value.replace(noCharacter, '\ufffd') : value
