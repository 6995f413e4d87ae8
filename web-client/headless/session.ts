// The visitor's side of one conversation with one queue: keeps history, outbox and marks in step with the desk, the
// device's storage and the visitor's other tabs, and says all it knows as one immutable state.

import type { Element } from '@xmpp/xml'
import { Archive } from './archive.ts'
import { backoff } from './backoff.ts'
import type { Connect, Connection, Session } from './connection.ts'
import { newId } from './ids.ts'
import type { Line } from './line.ts'
import { type FetchSession, Link } from './link.ts'
import { Outbox } from './outbox.ts'
import { outages, type Report, readStanza } from './read.ts'
import { addLines, applyReport, initialState, type VisitorState } from './state.ts'
import type { Change, Peers, Storage } from './storage.ts'
import { TypingClock } from './typing.ts'
import * as write from './write.ts'

export interface VisitorOptions {
  fetchSession: FetchSession
  storage: Storage
  peers?: Peers
  lang: string
  page(): write.Page
  connect?: Connect
  random?: () => number
  now?: () => number
}

export class VisitorSession {
  readonly #storage: Storage
  readonly #peers: Peers | undefined
  readonly #lang: string
  readonly #page: () => write.Page
  readonly #random: () => number
  readonly #now: () => number
  readonly #link: Link
  readonly #archive: Archive
  readonly #outbox = new Outbox()
  readonly #typing = new TypingClock()
  readonly #listeners = new Set<(state: VisitorState) => void>()
  #state = initialState
  #queue = ''
  /** The archive was asked on this connection, so what was written earlier may go out now. */
  #ready = false
  #looking = false
  #marked = 0
  #catchUpAt = Number.POSITIVE_INFINITY
  #catchUpFailures = 0
  #ticker: ReturnType<typeof setInterval> | undefined

  constructor(options: VisitorOptions) {
    const { storage, peers, lang, page, fetchSession, connect, random = Math.random, now = Date.now } = options
    this.#storage = storage
    this.#peers = peers
    this.#lang = lang
    this.#page = page
    this.#random = random
    this.#now = now
    this.#archive = new Archive((lines, cursor) => this.#gotPage(lines, cursor))
    this.#link = new Link({
      ...{ fetchSession, storage, lang, connect, random, now },
      onStatus: (link, problem) => {
        this.#ready &&= link === 'online'
        this.#set({ ...this.#state, link, problem, typing: false })
      },
      onOnline: (connection, session) => this.#cameOnline(connection, session),
      onStanza: (stanza, session) => this.#onStanza(stanza, session),
      onForget: () => this.#forget(),
    })
  }

  get state(): VisitorState {
    return this.#state
  }

  /** Calls the listener at every change. Returns what ends that. */
  subscribe(listener: (state: VisitorState) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Reads the history kept on this device, then connects and stays connected. Resolves when the history is there. */
  async start(): Promise<void> {
    this.#peers?.listen((change) => this.#heardFromPeer(change))
    const { token, cursor, seen, lines, draft } = await this.#storage.load()
    this.#archive.cursor = cursor
    this.#set({ ...addLines(this.#state, lines), seen, draft: this.#state.draft || draft, loaded: true })
    this.#ticker = setInterval(() => this.#tick(), 1000)
    void this.#link.run(token)
  }

  /** Says goodbye and ends everything. */
  stop(): void {
    clearInterval(this.#ticker)
    this.#link.connection?.send(write.goodbye())
    this.#link.stop()
    this.#peers?.close()
  }

  /** Keeps the line before anything is sent, then sends it until the desk confirms it. Empties the draft. */
  async say(text: string): Promise<void> {
    const body = text.trim()
    if (body === '') return
    this.#typing.messageSent()
    const newest = this.#state.lines.at(-1)?.at ?? 0
    const line: Line = { id: newId(), kind: 'own', body, at: Math.max(this.#now(), newest + 1), state: 'sending' }
    this.#set({ ...addLines(this.#state, [line]), draft: '' })
    await this.#keep({ draft: '', lines: [line] })
    this.#flush()
  }

  /** Tries again what the desk refused. */
  async retry(id: string): Promise<void> {
    const failed = this.#state.lines.find((line) => line.id === id && line.state === 'failed')
    if (!failed) return
    const line: Line = { ...failed, state: 'sending', tries: (failed.tries ?? 0) + 1 }
    this.#set(addLines(this.#state, [line]))
    await this.#keep({ lines: [line] })
    this.#outbox.again(id)
    this.#flush()
  }

  /** The text in the box changed: remembered at once, and the desk hears that somebody writes. */
  draft(text: string): void {
    this.#set({ ...this.#state, draft: text })
    void this.#storage.save({ draft: text })
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
    this.#outbox.reset()
    this.#marked = 0
    this.#catchUpFailures = 0
    const uploads = uploadsAt(session.websocket)
    this.#set({ ...this.#state, link: 'online', deskAway: false, uploads })
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
    this.#catchUpAt = Number.POSITIVE_INFINITY
    if (!connection) return
    try {
      await this.#archive.catchUp(connection, this.#queue)
      this.#catchUpFailures = 0
      if (this.#state.deskAway) this.#deskIsBack()
    } catch (error) {
      this.#catchUpAt = this.#now() + backoff(this.#catchUpFailures++, this.#random, 2000)
      const away = outages.has((error as { condition?: string }).condition ?? '')
      if (away) this.#set({ ...this.#state, deskAway: true })
    }
    if (this.#link.connection !== connection) return
    this.#ready = true
    this.#flush()
    this.#mark()
  }

  async #gotPage(lines: readonly Line[], cursor: string): Promise<void> {
    // Kept as they are after all reports of the page: a line and news about it make one.
    const known = new Set(this.#state.lines)
    this.#set(addLines(this.#state, lines))
    await this.#keep({ lines: this.#state.lines.filter((line) => !known.has(line)), cursor })
  }

  #onStanza(stanza: Element, session: Session): void {
    const who = { visitor: session.jid, queue: session.queue }
    for (const report of readStanza(stanza, who, this.#now())) {
      if (report.type === 'archived') this.#archive.result(report)
      else this.#onReport(report)
    }
  }

  #onReport(report: Report): void {
    const before = this.#state
    this.#set(applyReport(before, report))
    if (report.type === 'refused' && report.outage) this.#outbox.bounced(before.lines, this.#now(), this.#random)
    else if (before.deskAway) this.#deskIsBack()
    if (report.type === 'receipt' && report.archive === undefined) this.#catchUpSoon(1000)
    if (report.type === 'typing' && report.on) this.#typing.agentTypes(this.#now())
    if (report.type === 'line') {
      if (report.line.kind === 'own') this.#outbox.leave(report.line.id, this.#now())
      if (report.wantsReceipt) this.#link.connection?.send(write.receipt(this.#queue, report.id))
      this.#mark()
    }
    this.#keepChanges(before)
    if (report.type === 'receipt' || report.type === 'refused' || report.type === 'line') this.#flush()
  }

  #deskIsBack(): void {
    this.#set({ ...this.#state, deskAway: false })
    this.#outbox.reset()
    this.#comeIn()
    this.#catchUpSoon(0)
  }

  #catchUpSoon(ms: number): void {
    this.#catchUpAt = Math.min(this.#catchUpAt, this.#now() + ms)
  }

  #heardFromPeer(change: Change): void {
    for (const line of change.lines ?? []) this.#outbox.leave(line.id, this.#now())
    const seen = Math.max(this.#state.seen, change.seen ?? 0)
    this.#set({ ...addLines(this.#state, change.lines ?? []), seen })
  }

  /** Stores and tells the other tabs what is different from before. */
  #keepChanges(before: VisitorState): void {
    const known = new Set(before.lines)
    const lines = this.#state.lines.filter((line) => !known.has(line))
    const { seen } = this.#state
    if (lines.length > 0 || seen !== before.seen) void this.#keep({ lines, seen })
  }

  async #keep(change: Change): Promise<void> {
    await this.#storage.save(change)
    this.#peers?.post(change)
  }

  async #forget(): Promise<void> {
    await this.#storage.forgetHistory()
    this.#archive.cursor = undefined
    const lines = this.#state.lines.filter((line) => line.state === 'sending' || line.state === 'failed')
    this.#set({ ...this.#state, lines, seen: 0, readId: undefined })
  }

  #flush(): void {
    if (!this.#ready) return
    const line = this.#outbox.take(this.#state.lines, this.#now())
    if (line) this.#link.connection?.send(write.chatMessage(this.#queue, line, this.#lang))
  }

  #tell(chatState: write.ChatState | undefined): void {
    if (chatState && this.#ready) this.#link.connection?.send(write.chatState(this.#queue, chatState))
  }

  /** Tells the desk how far the visitor has read, once per place and connection. */
  #mark(): void {
    const newest = this.#state.lines.findLast((line) => line.kind !== 'own' && line.archive !== undefined)
    const place = newest?.archive ?? 0
    if (this.#looking && place > this.#state.seen) {
      const before = this.#state
      this.#set({ ...before, seen: place })
      this.#keepChanges(before)
    }
    if (!newest || !this.#ready || place <= this.#marked || place > this.#state.seen) return
    this.#marked = place
    this.#link.connection?.send(write.displayed(this.#queue, newest.id))
  }

  #tick(): void {
    const now = this.#now()
    this.#link.tick()
    this.#flush()
    this.#tell(this.#typing.tick(now))
    if (this.#state.typing && this.#typing.agentFellSilent(now)) this.#set({ ...this.#state, typing: false })
    if (now >= this.#catchUpAt) void this.#catchUp()
  }

  #set(state: VisitorState): void {
    this.#state = state
    for (const listener of this.#listeners) listener(state)
  }
}

/** Files are where the WebSocket is, in upload/ beside it. */
function uploadsAt(websocket: string): string {
  return URL.canParse(websocket) ? new URL('upload/', websocket.replace(/^ws/, 'http')).href : ''
}
