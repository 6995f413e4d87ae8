// Rooms of colleagues (XEP-0045): entered, left, made, and kept as bookmarks (XEP-0402) so that every client has the same.

import { xml } from '@xmpp/client'
import type { Element } from '@xmpp/xml'
import type { Connection } from '../connection.ts'
import { AGENT_NS, bareOf, localOf, resourceOf } from './names.ts'
import type { AgentStore } from './store.ts'

const patience = 15_000

export class Rooms {
  readonly #store: AgentStore
  readonly #way: () => Connection | undefined
  readonly #onEnter: (room: string, connection: Connection) => void
  readonly #nicks = new Map<string, string>()
  readonly #people = new Map<string, Set<string>>()

  /** `onEnter`: what was said meanwhile may be asked for. */
  constructor(
    store: AgentStore,
    way: () => Connection | undefined,
    onEnter: (room: string, connection: Connection) => void,
  ) {
    this.#store = store
    this.#way = way
    this.#onEnter = onEnter
  }

  nickIn(room: string): string | undefined {
    return this.#nicks.get(room)
  }

  /** Who is in a room now, by the names they have there. */
  peopleIn(room: string): readonly string[] {
    return [...(this.#people.get(room) ?? [])].sort()
  }

  /** Enters all rooms that are kept for that. */
  async load(connection: Connection): Promise<void> {
    const items = xml('items', { node: AGENT_NS.bookmarks })
    const iq = xml('iq', { type: 'get' }, xml('pubsub', { xmlns: AGENT_NS.pubsub }, items))
    const answer = await connection.ask(iq, patience).catch(() => undefined)
    const kept = answer?.getChild('pubsub', AGENT_NS.pubsub)?.getChild('items')?.getChildren('item') ?? []
    for (const item of kept) {
      const conference = item.getChild('conference', AGENT_NS.bookmarks)
      if (/^(true|1)$/.test(conference?.attrs.autojoin ?? '')) this.#enter(String(item.attrs.id), connection)
    }
  }

  /** All rooms that can be found, with their names. */
  async list(): Promise<{ jid: string; name: string }[]> {
    const iq = xml('iq', { type: 'get', to: this.#store.domains.rooms }, xml('query', { xmlns: AGENT_NS.discoItems }))
    const answer = await this.#way()?.ask(iq, patience)
    const items = answer?.getChild('query', AGENT_NS.discoItems)?.getChildren('item') ?? []
    return items.map(({ attrs }) => ({ jid: String(attrs.jid), name: localOf(String(attrs.jid)) }))
  }

  /** Enters it, makes it if there is none, and keeps it. */
  async join(room: string): Promise<void> {
    const connection = this.#way()
    if (!connection) return
    this.#enter(room, connection)
    await this.#keep(room, connection)
    const { invitations } = this.#store.state
    this.#store.set({ invitations: invitations.filter((each) => each.room !== room) })
  }

  async leave(room: string): Promise<void> {
    const connection = this.#way()
    const nick = this.#nicks.get(room)
    if (!connection || nick === undefined) return
    connection.send(xml('presence', { to: `${room}/${nick}`, type: 'unavailable' }))
    this.#forget(room)
    const retract = xml('retract', { node: AGENT_NS.bookmarks, notify: 'true' }, xml('item', { id: room }))
    const iq = xml('iq', { type: 'set' }, xml('pubsub', { xmlns: AGENT_NS.pubsub }, retract))
    await connection.ask(iq, patience).catch(() => undefined)
  }

  invite(room: string, colleague: string): void {
    const invitation = xml('x', { xmlns: AGENT_NS.invite, jid: room })
    this.#way()?.send(xml('message', { to: colleague }, invitation))
  }

  /** True when the presence was a room's. */
  presence(stanza: Element): boolean {
    const { from = '', type } = stanza.attrs as { from?: string; type?: string }
    const room = bareOf(from)
    if (this.#store.thread(room)?.kind !== 'room') return false
    const [nick, self] = [resourceOf(from), isSelf(stanza)]
    // The room's own, which tells of its picture, say: nobody came.
    if (nick === '') return true
    if (type === 'error') {
      // The name is taken, by another client perhaps that is gone: another name.
      if (stanza.getChild('error')?.getChild('conflict')) this.#enter(room, this.#way(), `${this.#nicks.get(room)}_`)
      return true
    }
    const people = this.#people.get(room) ?? new Set()
    this.#people.set(room, people)
    if (type === 'unavailable') people.delete(nick)
    else people.add(nick)
    if (self && type === 'unavailable') this.#forget(room)
    else if (self) {
      this.#nicks.set(room, nick)
      if (isMade(stanza)) this.#accept(room)
    }
    this.#store.change(room, (thread) => ({ ...thread, here: people.size > 0, status: String(people.size) }))
    return true
  }

  reset(): void {
    this.#people.clear()
  }

  #enter(room: string, connection: Connection | undefined, nick = this.#store.state.name): void {
    this.#nicks.set(room, nick)
    this.#store.change(room, (thread) => ({ ...thread, listed: true }))
    // No history with it: the archive has it, with ids.
    const enter = xml('x', { xmlns: AGENT_NS.muc }, xml('history', { maxstanzas: '0' }))
    if (!connection) return
    connection.send(xml('presence', { to: `${room}/${nick}` }, enter))
    // The room takes one thing after the other: its archive is read when one is in already, so nothing falls between.
    this.#onEnter(room, connection)
  }

  /** A room that was just made waits for its owner's wishes (XEP-0045 §10.1.2): we have none. */
  #accept(room: string): void {
    const form = xml('x', { xmlns: 'jabber:x:data', type: 'submit' })
    const iq = xml('iq', { type: 'set', to: room }, xml('query', { xmlns: AGENT_NS.mucOwner }, form))
    void this.#way()
      ?.ask(iq, patience)
      .catch(() => undefined)
  }

  #forget(room: string): void {
    this.#people.delete(room)
    this.#store.change(room, (thread) => ({ ...thread, listed: false, here: false }))
  }

  async #keep(room: string, { ask }: Connection): Promise<void> {
    const conference = xml('conference', { xmlns: AGENT_NS.bookmarks, name: localOf(room), autojoin: 'true' })
    const publish = xml('publish', { node: AGENT_NS.bookmarks }, xml('item', { id: room }, conference))
    const iq = xml('iq', { type: 'set' }, xml('pubsub', { xmlns: AGENT_NS.pubsub }, publish))
    await ask(iq, patience).catch(() => undefined)
  }
}

const codes = (stanza: Element): string[] =>
  (stanza.getChild('x', AGENT_NS.mucUser)?.getChildren('status') ?? []).map(({ attrs }) => String(attrs.code))

const isSelf = (stanza: Element): boolean => codes(stanza).includes('110')
const isMade = (stanza: Element): boolean => codes(stanza).includes('201')
