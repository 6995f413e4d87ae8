// Slots for files at the visitor's own server: XEP-0363 §5, its limit by §4. Putting the bytes there is up to the caller.

import { xml } from '@xmpp/client'
import type { Connection } from './connection.ts'
import { NS } from './ns.ts'

export interface Slot {
  /** Where to put the file with HTTP, and the headers that must go with it. */
  put: string
  headers: Readonly<Record<string, string>>
  /** Where everybody gets it. */
  get: string
}

const patience = 15_000
const mayBeSet = /^(authorization|cookie|expires)$/i

const serviceOf = ({ domain }: Connection): string => `upload.${domain}`

/** How many bytes a file may have; undefined when the server does not say. */
export async function largestFile(connection: Connection): Promise<number | undefined> {
  const to = serviceOf(connection)
  const answer = await connection.ask(xml('iq', { type: 'get', to }, xml('query', { xmlns: NS.discoInfo })), patience)
  for (const form of answer.getChild('query', NS.discoInfo)?.getChildren('x', NS.data) ?? []) {
    const field = form.getChildren('field').find(({ attrs }) => attrs.var === 'max-file-size')
    const size = Number(field?.getChildText('value'))
    if (size > 0) return size
  }
  return undefined
}

/** Rejects when the server gives none. */
export async function requestSlot(
  connection: Connection,
  file: { name: string; size: number; type: string },
): Promise<Slot> {
  const attrs = { xmlns: NS.upload, filename: file.name, size: String(file.size), 'content-type': file.type }
  const iq = xml('iq', { type: 'get', to: serviceOf(connection) }, xml('request', attrs))
  const slot = (await connection.ask(iq, patience)).getChild('slot', NS.upload)
  const [put, get] = [slot?.getChild('put'), slot?.getChild('get')]
  if (!isWeb(put?.attrs.url) || !isWeb(get?.attrs.url)) throw new Error('The server named no place for the file.')
  // §5: no other header is to be passed on, nor one with a line break in it.
  const headers = (put?.getChildren('header') ?? [])
    .map((header): [string, string] => [String(header.attrs.name), header.text().replace(/[\r\n]/g, '')])
    .filter(([name]) => mayBeSet.test(name))
  return { put: put?.attrs.url, get: get?.attrs.url, headers: Object.fromEntries(headers) }
}

const isWeb = (url: unknown): boolean => typeof url === 'string' && /^https?:/i.test(url) && URL.canParse(url)
