// Pages of an archive (XEP-0313, XEP-0059): one's own, a conversation's, an issue's scene, a room's. Results come as messages
// of their own before the answer; each page asks under an id of its own, and only the address that was asked is believed.

import { xml } from '@xmpp/client'
import type { Element } from '@xmpp/xml'
import type { Connection } from '../connection.ts'
import { newId } from '../ids.ts'
import { NS } from '../ns.ts'
import { bareOf } from './names.ts'

/** A message as the archive has it. */
export interface Archived {
  readonly id: string
  readonly at: number
  readonly message: Element
}

export interface ArchivePage {
  readonly messages: readonly Archived[]
  readonly first: string | undefined
  readonly last: string | undefined
  /** There is nothing beyond it in the direction that was asked for. */
  readonly complete: boolean
}

export interface ArchiveQuery {
  /** Whose: a bare address; undefined is one's own account. */
  readonly of?: string
  readonly with?: string
  /** What follows this id; or what is before it, '' being the end of the archive. */
  readonly after?: string
  readonly before?: string
  readonly max?: number
  readonly start?: string
}

const patience = 30_000

export class ArchiveReader {
  readonly #asked = new Map<string, { of: string; got: Archived[] }>()
  readonly #me: string

  constructor(me: string) {
    this.#me = me
  }

  /** True when the stanza was a result; it is kept if it was asked for there. */
  take(stanza: Element): boolean {
    const result = stanza.getChild('result', NS.mam)
    if (!result) return false
    const asked = this.#asked.get(result.attrs.queryid ?? '')
    const forwarded = result.getChild('forwarded', NS.forward)
    const message = forwarded?.getChild('message')
    if (!asked || !message || bareOf(stanza.attrs.from ?? this.#me) !== asked.of) return true
    const at = Date.parse(forwarded?.getChild('delay', NS.delay)?.attrs.stamp ?? '')
    asked.got.push({ id: String(result.attrs.id), at: Number.isNaN(at) ? 0 : at, message })
    return true
  }

  /** Rejects when the archive does not answer, or refuses. */
  async page({ ask }: Pick<Connection, 'ask'>, query: ArchiveQuery): Promise<ArchivePage> {
    const id = newId()
    const asked = { of: query.of ?? this.#me, got: [] as Archived[] }
    this.#asked.set(id, asked)
    try {
      const answer = await ask(archiveQuery(id, query), patience)
      const fin = answer.getChild('fin', NS.mam)
      const set = fin?.getChild('set', NS.rsm)
      return {
        messages: asked.got,
        first: set?.getChildText('first') ?? undefined,
        last: set?.getChildText('last') ?? undefined,
        complete: fin?.attrs.complete === 'true',
      }
    } finally {
      this.#asked.delete(id)
    }
  }
}

function archiveQuery(id: string, { of, with: peer, after, before, max = 50, start }: ArchiveQuery): Element {
  const field = (name: string, value: string, type?: string) =>
    xml('field', { var: name, ...(type ? { type } : {}) }, xml('value', {}, value))
  const form = xml('x', { xmlns: NS.data, type: 'submit' }, field('FORM_TYPE', NS.mam, 'hidden'))
  if (peer !== undefined) form.append(field('with', peer))
  if (start !== undefined) form.append(field('start', start))
  const page = xml('set', { xmlns: NS.rsm }, xml('max', {}, String(max)))
  if (after !== undefined) page.append(xml('after', {}, after))
  if (before !== undefined) page.append(xml('before', {}, before))
  const query = xml('query', { xmlns: NS.mam, queryid: id }, form, page)
  return xml('iq', { type: 'set', ...(of === undefined ? {} : { to: of }) }, query)
}
