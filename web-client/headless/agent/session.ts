// An agent at work: one account, all his threads, in step with his other clients and with the desk.

import type { Element } from '@xmpp/xml'
import type { Connection } from '../connection.ts'
import { newId } from '../ids.ts'
import { NS } from '../ns.ts'
import { Arriving } from './arriving.ts'
import { Contacts } from './contacts.ts'
import { Desk } from './desk.ts'
import { type AgentEvent, Hearing } from './hearing.ts'
import { History } from './history.ts'
import { AgentConnector } from './link.ts'
import type { Login } from './login.ts'
import { AGENT_NS, bareOf, type Domains } from './names.ts'
import { OwnState } from './own-state.ts'
import { type Reader, readAgentMessage } from './read.ts'
import { Reading } from './reading.ts'
import { Rooms } from './rooms.ts'
import { type StandingKept, Standings } from './standing.ts'
import { AgentStore } from './store.ts'
import { Talking, type Unsent } from './talking.ts'
import { Typing } from './typing.ts'
import { Wire, type WireOptions } from './wire.ts'

export interface AgentSessionOptions {
  login: Login
  websocket: string
  domains: Domains
  lang: string
  unsent: Unsent
  standing: StandingKept
  random?: () => number
  now?: () => number
  wire?: (options: WireOptions) => Pick<Wire, 'connect' | 'end'>
}

export class AgentSession {
  readonly store: AgentStore
  readonly desk: Desk
  readonly rooms: Rooms
  readonly talking: Talking
  readonly #options: AgentSessionOptions
  readonly #connector: AgentConnector
  readonly #arriving: Arriving
  readonly #contacts: Contacts
  readonly #history: History
  readonly #standings: Standings
  readonly #hearing: Hearing
  readonly #reading: Reading
  readonly #typing: Typing
  readonly #own: OwnState
  readonly #reader: Reader
  readonly #heralds = new Set<(event: AgentEvent) => void>()
  #ticker: ReturnType<typeof setInterval> | undefined

  constructor(options: AgentSessionOptions) {
    const { login, domains, lang, unsent, standing, random = Math.random } = options
    this.#options = options
    this.store = new AgentStore(login.jid, domains)
    this.#reader = { me: login.jid, domains, nickIn: (room) => this.rooms.nickIn(room) }
    this.#history = new History(this.store, this.#reader)
    this.#standings = new Standings(this.store, this.#history, standing)
    const way = () => this.#connector.connection
    const send = () => (this.#arriving.ready ? way()?.send : undefined)
    const now = () => this.now()
    this.desk = new Desk(this.store, lang, way)
    this.#own = new OwnState({ desk: this.desk, address: domains.desk, lang, send: (stanza) => way()?.send(stanza) })
    this.rooms = new Rooms(this.store, way, (room, connection) => void this.#missedIn(room, connection))
    this.talking = new Talking({ store: this.store, unsent, lang, random, now, way: send })
    this.#reading = new Reading(this.store, send)
    this.#typing = new Typing(this.store, send)
    this.#hearing = new Hearing({
      ...{
        store: this.store,
        desk: this.desk,
        talking: this.talking,
        reading: this.#reading,
        typing: this.#typing,
        now,
      },
      send: (stanza) => way()?.send(stanza),
      fetch: (jid) => void this.#fetch(jid),
      emit: (event) => this.#emit(event),
    })
    this.#contacts = new Contacts(this.store, {
      onNew: (thread) => this.#hearing.cameUp(thread),
      onBoard: () => this.desk.want('queue', 'who'),
      onIssue: (number) => this.#hearing.issueChanged(number),
    })
    this.#arriving = new Arriving({
      ...{ store: this.store, desk: this.desk, rooms: this.rooms, talking: this.talking, contacts: this.#contacts },
      ...{ history: this.#history, hearing: this.#hearing, reading: this.#reading, own: this.#own },
    })
    this.#connector = this.#connect(options)
  }

  #connect({
    login,
    websocket,
    lang,
    random = Math.random,
    now = Date.now,
    wire,
  }: AgentSessionOptions): AgentConnector {
    const options = {
      ...{ websocket, login, lang, resource: `console-${newId().slice(0, 8)}` },
      onStanza: (stanza: Element) => this.#onStanza(stanza),
      onAck: (id: string) => this.talking.acked(id),
    }
    return new AgentConnector({
      ...{ wire: wire?.(options) ?? new Wire(options), random, now },
      onStatus: (link, problem) => {
        if (link !== 'online') this.#arriving.ready = false
        this.store.set({ link, problem })
      },
      onOnline: (connection) => void this.#arriving.on(connection),
    })
  }

  /** The server's time, as far as it is known. */
  now(): number {
    return (this.#options.now ?? Date.now)() + this.#arriving.behind
  }

  get connection(): Connection | undefined {
    return this.#connector.connection
  }

  /** Calls it with what must be heard or seen at once. Returns what ends that. */
  onEvent(herald: (event: AgentEvent) => void): () => void {
    this.#heralds.add(herald)
    return () => this.#heralds.delete(herald)
  }

  /** Connects and stays connected. Resolves when unsent lines of an earlier page are back. */
  async start(): Promise<void> {
    this.#standings.load()
    await this.talking.load().catch(() => undefined)
    this.#ticker = setInterval(() => this.#tick(), 1000)
    void this.#connector.run()
  }

  async stop(): Promise<void> {
    clearInterval(this.#ticker)
    await this.#connector.stop()
  }

  /** The network or the page came back. */
  wake(): void {
    this.#connector.wake()
  }

  /** The page goes, perhaps only to come again at once. */
  pause(): void {
    this.#own.pause()
    this.#standings.save()
  }

  resume(): void {
    this.#own.announce()
    this.wake()
  }

  /** Which thread is on the screen and seen; undefined while the page is hidden. */
  look(jid: string | undefined): void {
    this.#reading.look(jid)
  }

  /** The newest lines of a thread, when it is opened; the next older ones, when asked again. */
  async load(jid: string): Promise<void> {
    const { connection } = this.#connector
    if (connection) await this.#history.load(connection, jid)
    // What one looks at is read, also when its lines come later than one does.
    this.#reading.again()
  }

  /** The text in the box changed: the other side hears that somebody writes. Notes and commands are nobody's business. */
  typed(jid: string, text: string): void {
    this.#typing.typed(jid, text, this.now())
  }

  say(jid: string, said: Parameters<Talking['say']>[1]): void {
    this.#typing.sent(jid)
    this.talking.say(jid, said)
  }

  /** normal, busy, or as the clients' presence says. */
  chooseState(state: 'normal' | 'busy' | 'auto'): Promise<void> {
    return this.#own.choose(state)
  }

  dismissOffer(conversation: number): void {
    this.store.set({ offers: this.store.state.offers.filter((offer) => offer.conversation !== conversation) })
  }

  /** The lines of an issue's scene, as they were. */
  async scene(jid: string) {
    const { connection } = this.#connector
    return connection && this.#history.scene(connection, jid)
  }

  async #missedIn(room: string, connection: Connection): Promise<void> {
    await this.#history.catchUpRoom(connection, room, this.#arriving.listener).catch(() => undefined)
  }

  async #fetch(jid: string): Promise<void> {
    const { connection } = this.#connector
    if (!connection) return
    if (this.store.thread(jid)?.oldest === undefined) await this.#history.load(connection, jid)
    else await this.#history.refresh(connection, jid).catch(() => undefined)
    this.#reading.again()
  }

  #onStanza(stanza: Element): void {
    this.#connector.heard()
    const isOwn = bareOf(stanza.attrs.from ?? this.#reader.me) === this.#reader.me
    if (stanza.is('presence')) {
      if (!this.rooms.presence(stanza)) this.#contacts.presence(stanza)
    } else if (stanza.is('iq')) {
      const isPush = isOwn && stanza.attrs.type === 'set' && stanza.getChild('query', AGENT_NS.roster)
      if (isPush) this.#contacts.pushed(stanza)
    } else if (stanza.is('message') && !this.#history.archive.take(stanza)) {
      const from = bareOf(stanza.attrs.from ?? this.#reader.me)
      // Only one's own server may say where something is in one's own archive, and only a room where it is in its.
      for (const { attrs } of stanza.getChildren('stanza-id', NS.sid))
        if (attrs.by === this.#reader.me || attrs.by === from) this.#history.saw(attrs.by, String(attrs.id))
      this.#hearing.take(readAgentMessage(stanza, this.#reader, this.now()))
    }
  }

  #emit(event: AgentEvent): void {
    for (const herald of this.#heralds) herald(event)
  }

  #tick(): void {
    const now = this.now()
    this.#connector.tick()
    this.talking.flush()
    this.#typing.tick(now)
    this.#standings.save()
    const offers = this.store.state.offers.filter(({ until }) => until > now)
    if (offers.length < this.store.state.offers.length) this.store.set({ offers })
  }
}
