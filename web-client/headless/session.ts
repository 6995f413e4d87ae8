// The visitor's side of one conversation with one queue, in step with the desk. What is known and shown is in its memory.

import type { Element } from '@xmpp/xml'
import { CatchingUp } from './catching-up.ts'
import { typed } from './characters.ts'
import type { Connect, Connection, Session } from './connection.ts'
import type { Form } from './line.ts'
import { type FetchSession, Link } from './link.ts'
import { Memory } from './memory.ts'
import { type Report, readStanza } from './read.ts'
import { Sending } from './sending.ts'
import { applyReport, type VisitorState, welcome } from './state.ts'
import type { Change, Peers, Storage } from './storage.ts'
import { TypingClock } from './typing.ts'
import * as write from './write.ts'

export interface VisitorOptions {
  fetchSession: FetchSession
  storage: Storage
  peers?: Peers
  lang: string
  page(): write.Page
  /** Another tab says that another visitor, or nobody, is here now: this session is to be ended. */
  onForgot?(by: 'other' | 'nobody'): void
  connect?: Connect
  random?: () => number
  now?: () => number
}

export class VisitorSession {
  readonly #memory: Memory
  readonly #peers: Peers | undefined
  readonly #lang: string
  readonly #page: () => write.Page
  readonly #onForgot: (by: 'other' | 'nobody') => void
  readonly #now: () => number
  readonly #link: Link
  readonly #catchingUp: CatchingUp
  readonly #sending: Sending
  readonly #typing = new TypingClock()
  #queue = ''
  /** The archive was asked on this connection, so what was written earlier may go out now. */
  #ready = false
  #looking = false
  #marked = 0
  #ticker: ReturnType<typeof setInterval> | undefined

  constructor(options: VisitorOptions) {
    const { storage, peers, lang, page, fetchSession, connect, random = Math.random, now = Date.now } = options
    this.#memory = new Memory(storage, peers)
    this.#peers = peers
    this.#lang = lang
    this.#page = page
    this.#onForgot = options.onForgot ?? (() => undefined)
    this.#now = now
    this.#sending = new Sending({ memory: this.#memory, lang, random, now, way: () => this.#way() })
    this.#catchingUp = new CatchingUp({ memory: this.#memory, random, now })
    this.#link = new Link({
      ...{ fetchSession, storage, lang, connect, random, now },
      onStatus: (link, problem) => {
        this.#ready &&= link === 'online'
        if (!this.#ready) this.#sending.lost()
        this.#memory.set({ link, problem, typing: false })
      },
      onOnline: (connection, session) => this.#cameOnline(connection, session),
      onStanza: (stanza, session) => this.#onStanza(stanza, session),
      onForget: () => this.#forget(),
    })
  }

  get state(): VisitorState {
    return this.#memory.state
  }

  /** The connection there is now, for what needs an answer of its own, such as a slot for a file. */
  get connection(): Connection | undefined {
    return this.#link.connection
  }

  /** Calls the listener at every change. Returns what ends that. */
  subscribe(listener: (state: VisitorState) => void): () => void {
    return this.#memory.subscribe(listener)
  }

  /** Reads the history kept on this device, then connects and stays connected. Resolves when the history is there. */
  async start(): Promise<void> {
    this.#peers?.listen((change) => this.#heardFromPeer(change))
    const { token, cursor } = await this.#memory.load()
    this.#catchingUp.startAt(cursor)
    this.#ticker = setInterval(() => this.#tick(), 1000)
    void this.#link.run(token)
  }

  /** Says goodbye and ends everything. */
  stop(): void {
    clearInterval(this.#ticker)
    this.#link.connection?.send(write.goodbye())
    this.#ready = false
    this.#link.stop()
    this.#peers?.close()
  }

  /** Keeps the line before anything is sent, then sends it until the desk confirms it. Empties the draft. */
  async say(text: string, form?: Form): Promise<void> {
    const body = typed(text)
    if (body === '') return
    this.#typing.messageSent()
    await this.#sending.say(body, form ? { form } : {})
  }

  /** Hands over a file by its address, as surely as words. The draft stays. */
  sayFile(file: string): Promise<void> {
    return this.#sending.say(file, { file })
  }

  /** Tries again what the desk refused. */
  retry(id: string): Promise<void> {
    return this.#sending.retry(id)
  }

  /** Hands in the form that the line `to` asks for; rejects with `FormRefused`, or when the desk can't be reached. */
  submit(form: Form, to: string): Promise<void> {
    return this.#sending.submit(form, to)
  }

  /** The text in the box changed: remembered at once, and the desk hears that somebody writes. */
  draft(text: string): void {
    this.#memory.set({ draft: text })
    void this.#memory.draft(text)
    this.#tell(this.#typing.keyPressed(text, this.#now()))
  }

  /** Whether the visitor can see the lines now; what he sees is marked as displayed. */
  look(looking: boolean): void {
    this.#looking = looking
    this.#mark()
  }

  /** The network or the page came back. */
  wake(): void {
    this.#link.wake()
  }

  #cameOnline(connection: Connection, session: Session): void {
    this.#queue = session.queue
    this.#sending.reset()
    this.#marked = 0
    this.#catchingUp.reset()
    this.#memory.set({ link: 'online', deskAway: false, ...welcome(session) })
    connection.send(write.enableCarbons())
    this.#comeIn()
    void this.#catchUp()
  }

  #comeIn(): void {
    this.#link.connection?.send(write.presence(this.#lang))
    this.#link.connection?.send(write.presenceWithPage(this.#queue, this.#page(), this.#lang))
  }

  /** Fetches what is new in the archive; when that fails, again later. Then sends what waits. */
  async #catchUp(): Promise<void> {
    const { connection } = this.#link
    if (!connection) return
    const outcome = await this.#catchingUp.run(connection, this.#queue)
    if (outcome === 'away') this.#memory.set({ deskAway: true })
    if (outcome === 'done' && this.state.deskAway) this.#deskIsBack()
    if (this.#link.connection !== connection) return
    this.#ready = true
    this.#sending.flush()
    this.#mark()
  }

  #onStanza(stanza: Element, session: Session): void {
    const who = { visitor: session.jid, queue: session.queue }
    for (const report of readStanza(stanza, who, this.#now())) {
      if (report.type === 'archived') this.#catchingUp.result(report)
      else this.#onReport(report)
    }
  }

  #onReport(report: Report): void {
    const before = this.state
    this.#memory.set(applyReport(before, report))
    const outage = report.type === 'refused' && report.outage
    if (!outage && before.deskAway) this.#deskIsBack()
    if (report.type === 'receipt' && report.archive === undefined) this.#catchingUp.soon(1000)
    if (report.type === 'typing' && report.on) this.#typing.agentTypes(this.#now())
    if (report.type === 'line') {
      // Said in another browser, which alone hears that the desk has it.
      if (report.line.kind === 'own') this.#catchingUp.soon(1000)
      if (report.wantsReceipt) this.#link.connection?.send(write.receipt(this.#queue, report.id))
      this.#mark()
    }
    this.#memory.keepChanges(before)
    this.#sending.onReport(report, before.lines)
  }

  /** Once the archive was asked on this connection, so that nothing overtakes what was written earlier. */
  #way(): { queue: string; send: Connection['send'] } | undefined {
    const { connection } = this.#link
    return this.#ready && connection ? { queue: this.#queue, send: connection.send } : undefined
  }

  #deskIsBack(): void {
    this.#memory.set({ deskAway: false })
    this.#sending.reset()
    this.#comeIn()
    this.#catchingUp.soon(0)
  }

  #heardFromPeer(change: Change): void {
    if (change.forgot) {
      this.#onForgot(change.forgot)
      return
    }
    for (const line of change.lines ?? []) this.#sending.leave(line.id)
    this.#memory.add(change.lines ?? [])
    this.#memory.set({ seen: Math.max(this.state.seen, change.seen ?? 0) })
  }

  #forget(): void {
    this.#catchingUp.startAt(undefined)
    this.#memory.forget()
  }

  #tell(chatState: write.ChatState | undefined): void {
    if (chatState && this.#ready) this.#link.connection?.send(write.chatState(this.#queue, chatState))
  }

  /** Tells the desk how far the visitor has read, once per place and connection. */
  #mark(): void {
    const newest = this.state.lines.findLast((line) => line.kind !== 'own' && line.archive !== undefined)
    const place = newest?.archive ?? 0
    if (this.#looking && place > this.state.seen) {
      const before = this.state
      this.#memory.set({ seen: place })
      this.#memory.keepChanges(before)
    }
    if (!newest || !this.#ready || place <= this.#marked || place > this.state.seen) return
    this.#marked = place
    this.#link.connection?.send(write.displayed(this.#queue, newest.id))
  }

  #tick(): void {
    const now = this.#now()
    this.#link.tick()
    this.#sending.flush()
    this.#tell(this.#typing.tick(now))
    if (this.state.typing && this.#typing.agentFellSilent(now)) this.#memory.set({ typing: false })
    if (this.#catchingUp.isDue()) void this.#catchUp()
  }
}
