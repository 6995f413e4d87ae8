// What this agent looks at: it is read, and the other side is told so, once per line.

import type { Element } from '@xmpp/xml'
import { displayed } from '../write.ts'
import type { AgentStore } from './store.ts'

export class Reading {
  readonly #store: AgentStore
  readonly #way: () => ((stanza: Element) => void) | undefined
  readonly #marked = new Map<string, string>()
  #looking: string | undefined

  constructor(store: AgentStore, way: () => ((stanza: Element) => void) | undefined) {
    this.#store = store
    this.#way = way
  }

  /** Which thread is on the screen and seen; undefined while the page is hidden. */
  look(jid: string | undefined): void {
    this.#looking = jid
    if (jid === undefined) return
    const thread = this.#store.thread(jid)
    if (!thread) return
    if (thread.unread > 0 || thread.rings)
      this.#store.change(jid, (now) => ({ ...now, unread: 0, mentions: 0, rings: false }))
    this.mark(jid)
  }

  again(): void {
    this.look(this.#looking)
  }

  sees(jid: string): boolean {
    return this.#looking === jid
  }

  /** Tells how far one has read. */
  mark(jid: string): void {
    const thread = this.#store.thread(jid)
    const newest = thread?.lines.findLast(({ kind }) => kind === 'visitor' || kind === 'colleague')
    const send = this.#way()
    if (!thread || !newest || thread.kind === 'room' || !send || this.#marked.get(jid) === newest.id) return
    this.#marked.set(jid, newest.id)
    send(displayed(jid, newest.id))
  }
}
