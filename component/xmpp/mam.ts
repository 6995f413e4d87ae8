// Archives (XEP-0313 1.1.2): a visitor's own at a queue, a conversation's at its address, an issue's scene at its own; one
// implementation for all.
import { xml } from '@xmpp/component'
import type { Element } from 'ltx'
import {
  type ArchiveScope,
  archiveEnds,
  archivePage,
  chatArchive,
  sceneArchive,
  visitorsArchive,
} from '../desk/archive.ts'
import type { Turn } from '../desk/turn.ts'
import { bareOf } from '../model/address.ts'
import { DeskError } from '../model/error.ts'
import { say } from '../model/say.ts'
import type { Handle, Incoming } from './door.ts'
import { readArchiveQuery } from './mam-read.ts'
import { writeFin, writeResult } from './mam-write.ts'
import { ns } from './ns.ts'

/** The archive at this address, if the asker may read it. */
async function scopeOf(turn: Turn, { stanza, side, address, local }: Incoming): Promise<ArchiveScope> {
  const jid = bareOf(stanza.attrs.from)
  if (address.kind === 'queue' && side === 'visitor') return visitorsArchive(turn, jid, local)
  if (address.kind === 'queue') throw new DeskError('forbidden', say('queueForVisitors'))
  if (address.kind === 'chat' && side === 'staff') return chatArchive(turn, jid, address.id)
  if (address.kind === 'chat') throw new DeskError('forbidden', say('staffOnly'))
  if (address.kind === 'issue' && side === 'staff') return sceneArchive(turn, jid, address.id)
  if (address.kind === 'issue') throw new DeskError('forbidden', say('staffOnly'))
  throw new DeskError('unknown-method', say('archiveNone'))
}

/** Gives the messages of the page, to be sent before the result itself. */
export const queryArchive: Handle<{ before: Element[]; result: Element }> = async (turn, incoming) => {
  const { from, to } = incoming.stanza.attrs as { from: string; to: string }
  const request = incoming.stanza.getChild('query', ns.mam) as Element
  const scope = await scopeOf(turn, incoming)
  const [reader, archive] = [bareOf(from), bareOf(to)]
  const { query, flip } = readArchiveQuery(request, [reader, archive])
  const page = await archivePage(turn, scope, query)
  const before = page.messages.map((message) =>
    xml('message', { from: archive, to: from }, writeResult(message, request.attrs.queryid, reader, archive)),
  )
  return { before: flip ? before.reverse() : before, result: writeFin(page) }
}

/** What can be asked for (§4.1.5). */
export const archiveForm: Handle<Element> = async (turn, incoming) => {
  await scopeOf(turn, incoming)
  const fields: [name: string, type: string][] = [
    ['with', 'jid-single'],
    ['start', 'text-single'],
    ['end', 'text-single'],
    ['before-id', 'text-single'],
    ['after-id', 'text-single'],
    ['ids', 'list-multi'],
  ]
  const form = xml('x', { xmlns: ns.forms, type: 'form' })
  form.append(xml('field', { type: 'hidden', var: 'FORM_TYPE' }, xml('value', {}, ns.mam)))
  for (const [name, type] of fields) {
    const field = xml('field', { type, var: name })
    if (type === 'list-multi') field.append(xml('validate', { xmlns: ns.validate, datatype: 'xs:string' }, xml('open')))
    form.append(field)
  }
  return xml('query', { xmlns: ns.mam }, form)
}

/** Where it begins and ends (§4.1.6). */
export const archiveMetadata: Handle<Element> = async (turn, incoming) => {
  const ends = await archiveEnds(turn, await scopeOf(turn, incoming))
  const metadata = xml('metadata', { xmlns: ns.mam })
  if (!ends) return metadata
  metadata.append(xml('start', { id: String(ends.first.id), timestamp: ends.first.at }))
  metadata.append(xml('end', { id: String(ends.last.id), timestamp: ends.last.at }))
  return metadata
}
