// Older lines of a thread on demand, and after each login everything that was missed.

import type { Connection } from '../connection.ts'
import { Ahead } from './ahead.ts'
import { type Archived, ArchiveReader } from './archive.ts'
import { Cursor } from './cursor.ts'
import type { AgentLine } from './line.ts'
import { type AgentReport, type Reader, readMessage } from './read.ts'
import { addLines, type Thread } from './state.ts'
import type { AgentStore } from './store.ts'

type Asker = Pick<Connection, 'ask'>
type OnReports = (reports: readonly AgentReport[]) => void

const pageSize = 100
const mostOfScene = 10_000

export class History {
  readonly archive: ArchiveReader
  readonly #store: AgentStore
  readonly #reader: Reader
  readonly #own: Cursor
  readonly #ahead = new Ahead()
  readonly #rooms = new Map<string, Cursor>()

  constructor(store: AgentStore, reader: Reader) {
    this.#store = store
    this.#reader = reader
    this.archive = new ArchiveReader(reader.me)
    this.#own = new Cursor(this.archive)
  }

  /** A live message was archived under this id, in one's own archive or a room's. */
  saw(of: string, id: string): void {
    if (of === this.#reader.me) this.#own.saw(id)
    else this.#rooms.get(of)?.saw(id)
  }

  /** How far one's own archive and those of rooms are known, by whose they are. */
  get cursors(): Record<string, string> {
    const all = [[this.#reader.me, this.#own] as const, ...this.#rooms]
    return Object.fromEntries(all.flatMap(([of, { known }]) => (known === undefined ? [] : [[of, known]])))
  }

  /** They were known so far when the page was closed. */
  goOn(cursors: Readonly<Record<string, string>>): void {
    for (const [of, id] of Object.entries(cursors)) (of === this.#reader.me ? this.#own : this.#roomOf(of)).goOn(id)
  }

  #roomOf(room: string): Cursor {
    const cursor = this.#rooms.get(room) ?? new Cursor(this.archive, room)
    this.#rooms.set(room, cursor)
    return cursor
  }

  /** Hands over, oldest first, what came to any thread since the last session. Rejects when the archive does not answer. */
  catchUp(connection: Asker, onReports: OnReports): Promise<void> {
    return this.#own.catchUp(connection, (page) => onReports(page.flatMap((each) => this.#read(each))))
  }

  /** The same for a room, whose words are in its own archive only; to be asked for once one is in it. */
  async catchUpRoom(connection: Asker, room: string, onReports: OnReports): Promise<void> {
    await this.#roomOf(room).catchUp(connection, (page) => onReports(page.flatMap((each) => this.#read(each))))
  }

  #read({ at, message }: Archived): AgentReport[] {
    return readMessage(message, this.#reader, { now: at, at, past: true })
  }

  /** The newest lines of a thread, or the next older ones; `failed` if they can't be had, which may be asked for again. */
  async load(connection: Asker, jid: string): Promise<void> {
    const thread = this.#store.thread(jid)
    if (!thread || thread.history === 'loading' || thread.history === 'all') return
    const isFirst = thread.oldest === undefined
    this.#store.change(jid, (now) => ({ ...now, history: 'loading' }))
    const fetch = (id: string) => this.archive.page(connection, { ...whereOf(thread), before: id, max: pageSize })
    try {
      const isChat = thread.kind === 'chat'
      const page = await this.#ahead.take(jid, thread.oldest ?? '', fetch)
      if (!isFirst && !page.complete && page.first) this.#ahead.prepare(jid, page.first, fetch)
      const lines = this.linesOf(page.messages, thread)
      // What the desk told this agent alone is in his own archive only.
      const told = isChat && isFirst ? await this.#told(connection, jid) : []
      this.#store.change(jid, (now) => ({
        ...addLines(now, [...lines, ...told]),
        history: page.complete ? 'all' : 'some',
        ...(page.first === undefined ? {} : { oldest: page.first }),
      }))
    } catch {
      this.#store.change(jid, (now) => ({ ...now, history: 'failed' }))
    }
  }

  /** What a conversation's archive has beyond what is known: also what was said while it was not ours. */
  async refresh(connection: Asker, jid: string): Promise<void> {
    const thread = this.#store.thread(jid)
    if (thread?.kind !== 'chat' || thread.oldest === undefined) return
    const known = knownUpTo(thread.lines)
    if (known === 0) return
    for (let after = String(known); ; ) {
      const page = await this.archive.page(connection, { of: jid, after, max: pageSize })
      const lines = this.linesOf(page.messages, thread)
      this.#store.change(jid, (now) => addLines(now, lines))
      if (page.complete || page.last === undefined) return
      after = page.last
    }
  }

  /** Of all conversations whose lines are known. */
  async refreshAll(connection: Asker): Promise<void> {
    const known = [...this.#store.state.threads.values()].filter(
      ({ kind, oldest }) => kind === 'chat' && oldest !== undefined,
    )
    await Promise.all(known.map(({ jid }) => this.refresh(connection, jid).catch(() => undefined)))
  }

  linesOf(messages: readonly Archived[], { kind }: Pick<Thread, 'kind'>): AgentLine[] {
    return messages.flatMap(({ id, at, message }) => {
      const place = kind === 'chat' || kind === 'issue' ? { place: Number(id) } : {}
      return readMessage(message, this.#reader, { now: at, at, past: true, ...place }).flatMap((report) =>
        report.type === 'line' ? [report.line] : [],
      )
    })
  }

  /** Of an issue: its archive is the scene. Not `complete` when there is still more before it. */
  async scene(connection: Asker, jid: string): Promise<{ lines: AgentLine[]; complete: boolean }> {
    const messages: Archived[] = []
    for (let before = ''; messages.length < mostOfScene; ) {
      const page = await this.archive.page(connection, { of: jid, before, max: pageSize })
      messages.unshift(...page.messages)
      if (page.complete || page.first === undefined)
        return { lines: this.linesOf(messages, { kind: 'issue' }), complete: true }
      before = page.first
    }
    return { lines: this.linesOf(messages, { kind: 'issue' }), complete: false }
  }

  async #told(connection: Asker, jid: string): Promise<AgentLine[]> {
    const { messages } = await this.archive.page(connection, { with: jid, before: '', max: 50 })
    return this.linesOf(messages, { kind: 'person' }).filter(({ kind }) => kind === 'desk' || kind === 'command')
  }
}

/** The place up to which nothing changes any more: an answer that was not read yet may have been since. */
function knownUpTo(lines: readonly AgentLine[]): number {
  const newest = (some: readonly AgentLine[]) => some.reduce((place, line) => Math.max(place, line.place ?? 0), 0)
  const start = Math.max(0, lines.length - pageSize)
  const open = lines.findIndex(({ kind, state }, at) => at >= start && kind === 'own' && state === 'stored')
  return newest(lines.slice(0, open === -1 ? undefined : open)) || newest(lines)
}

const whereOf = ({ kind, jid }: Thread): { of?: string; with?: string } =>
  kind === 'chat' || kind === 'room' ? { of: jid } : { with: jid }
