// Writes what an archive holds, as its reader knows it: his own messages under his ids, the others' under ours.
import { xml } from '@xmpp/component'
import type { Element } from 'ltx'
import type { ArchivePage } from '../desk/archive.ts'
import { addressOf, localOf, messageId } from '../model/address.ts'
import type { Message } from '../model/conversation.ts'
import { tellingOf } from '../model/reference.ts'
import { renderBody } from '../model/say.ts'
import { ns } from './ns.ts'
import { quoted, writeReferences } from './references.ts'

/** One message, forwarded; `archive` is the address it is kept at. */
export function writeResult(message: Message, queryid: string | undefined, reader: string, archive: string): Element {
  const own = message.authorJid === reader
  const id = (own ? message.stanzaId : null) ?? messageId(message.id)
  const addresses = own ? { from: reader, to: archive } : { from: archive, to: reader }
  const inner = xml('message', { xmlns: 'jabber:client', ...addresses, type: 'chat', id, 'xml:lang': message.lang })
  for (const element of contents(message, reader, archive)) inner.append(element)
  inner.append(xml('origin-id', { xmlns: ns.sid, id }))
  if (message.nick !== null && !own) inner.append(xml('nick', { xmlns: ns.nick }, message.nick))
  if (message.photo !== null && !own) inner.append(xml('photo', { xmlns: ns.bellhop, id: message.photo }))
  if (message.line !== null) inner.append(xml('system', { xmlns: ns.bellhop, kind: message.line }))
  if (isStaff(archive)) inner.append(author(message))
  const forwarded = xml('forwarded', { xmlns: ns.forward }, xml('delay', { xmlns: ns.delay, stamp: message.at }), inner)
  return xml(
    'result',
    { xmlns: ns.mam, id: String(message.id), ...(queryid === undefined ? {} : { queryid }) },
    forwarded,
  )
}

/** To staff only: to a visitor whoever answers is the desk. `read`: the visitor has seen this answer. */
function author({ author: kind, displayedAt }: Message): Element {
  const read = kind === 'agent' && displayedAt !== null
  return xml('author', { xmlns: ns.bellhop, kind, ...(read ? { read: 'true' } : {}) })
}

const isStaff = (archive: string): boolean => ['chat', 'issue'].includes(addressOf(localOf(archive)).kind)

/** Its words, what it does to an earlier one, or what is left of it. */
function contents(message: Message, reader: string, archive: string): Element[] {
  if (message.retractedAt !== null) return [xml('retracted', { xmlns: ns.retract, stamp: message.retractedAt })]
  const told = tellingOf(message, reader)
  const body = told.reactions ? [] : [xml('body', {}, quoted(renderBody(told.body, message.lang), told))]
  return [...body, ...writeReferences(told, archive, reader)]
}

export function writeFin({ messages, complete, count }: ArchivePage): Element {
  const set = xml('set', { xmlns: ns.rsm })
  const [first, last] = [messages[0], messages.at(-1)]
  if (first) set.append(xml('first', {}, String(first.id)))
  if (last) set.append(xml('last', {}, String(last.id)))
  set.append(xml('count', {}, String(count)))
  return xml('fin', { xmlns: ns.mam, ...(complete ? { complete: 'true' } : {}) }, set)
}
