// A visitor's own archive with a queue (XEP-0313 1.1.2, pages by XEP-0059 1.0.1).
import { xml } from '@xmpp/component'
import type { Element } from 'ltx'
import { type ArchivePage, type ArchiveQuery, visitorArchive } from '../desk/record.ts'
import { bareOf, messageId } from '../model/address.ts'
import type { Message } from '../model/conversation.ts'
import { DeskError } from '../model/error.ts'
import { say } from '../model/say.ts'
import type { Handle } from './door.ts'
import { readForm } from './forms.ts'
import { ns } from './ns.ts'

const mostPerPage = 100

/** Gives the messages of the page, to be sent before the result itself. */
export const queryArchive: Handle<{ before: Element[]; result: Element }> = async (
  turn,
  { stanza, side, address, local },
) => {
  if (side !== 'visitor' || address.kind !== 'queue') throw new DeskError('forbidden', say('notUnderstood'))
  const query = stanza.getChild('query', ns.mam) as Element
  const { from, to } = stanza.attrs as { from: string; to: string }
  const jid = bareOf(from)
  const page = await visitorArchive(turn, jid, local, readQuery(query))
  const queue = bareOf(to)
  const before = page.messages.map((message) =>
    xml('message', { from: queue, to: from }, writeResult(message, query.attrs.queryid, jid, queue)),
  )
  return { before, result: writeFin(page) }
}

function readQuery(query: Element): ArchiveQuery {
  const form = query.getChild('x', ns.forms)
  const { start, end } = form ? readForm(form) : {}
  const set = query.getChild('set', ns.rsm)
  const max = Number(set?.getChildText('max') ?? mostPerPage)
  if (!Number.isInteger(max) || max < 0) throw new DeskError('bad-request', say('notUnderstood'))
  const before = set?.getChildText('before')
  const after = set?.getChildText('after')
  return {
    max: Math.min(max, mostPerPage),
    last: before === '',
    ...(after ? { after: archiveId(after) } : {}),
    ...(before ? { before: archiveId(before) } : {}),
    ...(start ? { start: time(start) } : {}),
    ...(end ? { end: time(end) } : {}),
  }
}

// XEP-0313 §4.3.2: an id that is not in the archive is item-not-found.
function archiveId(id: string): number {
  if (!/^[1-9][0-9]{0,14}$/.test(id)) throw new DeskError('not-found', say('notUnderstood'))
  return Number(id)
}

function time(value: string): string {
  const at = new Date(value)
  if (Number.isNaN(at.getTime())) throw new DeskError('bad-request', say('notUnderstood'))
  return at.toISOString()
}

function writeResult(message: Message, queryid: string | undefined, visitor: string, queue: string): Element {
  const own = message.author === 'visitor'
  const id = (own ? message.stanzaId : null) ?? messageId(message.id)
  const addresses = own ? { from: visitor, to: queue } : { from: queue, to: visitor }
  const inner = xml('message', { xmlns: 'jabber:client', ...addresses, type: 'chat', id, 'xml:lang': message.lang })
  inner.append(xml('body', {}, message.body))
  inner.append(xml('origin-id', { xmlns: ns.sid, id }))
  if (message.nick !== null && !own) inner.append(xml('nick', { xmlns: ns.nick }, message.nick))
  if (message.line !== null) inner.append(xml('system', { xmlns: ns.bellhop, kind: message.line }))
  const forwarded = xml('forwarded', { xmlns: ns.forward }, xml('delay', { xmlns: ns.delay, stamp: message.at }), inner)
  return xml(
    'result',
    { xmlns: ns.mam, id: String(message.id), ...(queryid === undefined ? {} : { queryid }) },
    forwarded,
  )
}

function writeFin({ messages, complete, count }: ArchivePage): Element {
  const set = xml('set', { xmlns: ns.rsm })
  const [first, last] = [messages[0], messages.at(-1)]
  if (first) set.append(xml('first', {}, String(first.id)))
  if (last) set.append(xml('last', {}, String(last.id)))
  set.append(xml('count', {}, String(count)))
  return xml('fin', { xmlns: ns.mam, ...(complete ? { complete: 'true' } : {}) }, set)
}
