// Older lines of a thread on demand, and after each login everything that was missed: by the archive's cursor, never by time.

import type { Connection } from '../connection.ts'
import { type Archived, ArchiveReader } from './archive.ts'
import type { AgentLine } from './line.ts'
import { type AgentReport, type Reader, readMessage } from './read.ts'
import { addLines, type Thread } from './state.ts'
import type { AgentStore } from './store.ts'

type Asker = Pick<Connection, 'ask'>

const pageSize = 100
/** After a long absence only so much is read at once; older lines come when a thread is opened. */
const mostPages = 30

export class History {
  readonly archive: ArchiveReader
  readonly #store: AgentStore
  readonly #reader: Reader
  /** Up to where one's own archive is known; undefined until the first login. */
  cursor: string | undefined
  #isCatchingUp = false
  #newest: string | undefined

  constructor(store: AgentStore, reader: Reader) {
    this.#store = store
    this.#reader = reader
    this.archive = new ArchiveReader(reader.me)
  }

  /** A live message was archived under this id. Only once everything before it is known does the cursor move. */
  saw(id: string): void {
    this.#newest = later(this.#newest, id)
    if (!this.#isCatchingUp && this.cursor !== undefined) this.cursor = this.#newest
  }

  /** Hands over, oldest first, what came to any thread since the cursor. Rejects when the archive does not answer. */
  async catchUp(connection: Asker, onReports: (reports: readonly AgentReport[]) => void): Promise<void> {
    this.#isCatchingUp = true
    this.#newest = undefined
    if (this.cursor === undefined) {
      const { last } = await this.archive.page(connection, { before: '', max: 1 })
      this.cursor = last ?? '0'
    } else {
      for (let pages = 0; pages < mostPages; pages++) {
        const from = this.cursor === '0' ? {} : { after: this.cursor }
        const page = await this.archive.page(connection, { ...from, max: pageSize })
        onReports(page.messages.flatMap((each) => this.#read(each)))
        if (page.last !== undefined) this.cursor = page.last
        if (page.complete || page.last === undefined) break
      }
    }
    this.#isCatchingUp = false
    this.cursor = later(this.#newest, this.cursor)
  }

  #read({ at, message }: Archived): AgentReport[] {
    return readMessage(message, this.#reader, { now: at, at, past: true })
  }

  /** The newest lines of a thread, or the next older ones. */
  async load(connection: Asker, jid: string): Promise<void> {
    const thread = this.#store.thread(jid)
    if (!thread || thread.history === 'loading' || thread.history === 'all') return
    const before = thread.history
    this.#store.change(jid, (now) => ({ ...now, history: 'loading' }))
    try {
      const isChat = thread.kind === 'chat'
      const page = await this.archive.page(connection, {
        ...whereOf(thread),
        before: thread.oldest ?? '',
        max: pageSize,
      })
      const lines = this.linesOf(page.messages, thread)
      // What the desk told this agent alone is in his own archive only.
      const told = isChat && before === 'none' ? await this.#told(connection, jid) : []
      this.#store.change(jid, (now) => ({
        ...addLines(now, [...lines, ...told]),
        history: page.complete ? 'all' : 'some',
        ...(page.first === undefined ? {} : { oldest: page.first }),
      }))
    } catch {
      this.#store.change(jid, (now) => ({ ...now, history: before }))
    }
  }

  /** What a conversation's archive has beyond what is known: also what was said while it was not ours. */
  async refresh(connection: Asker, jid: string): Promise<void> {
    const thread = this.#store.thread(jid)
    if (thread?.kind !== 'chat' || thread.history === 'none' || thread.history === 'loading') return
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
      ({ kind, history }) => kind === 'chat' && history !== 'none',
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

  /** Of an issue: its archive is the scene. */
  async scene(connection: Asker, jid: string): Promise<{ lines: AgentLine[]; complete: boolean }> {
    const page = await this.archive.page(connection, { of: jid, before: '', max: pageSize })
    return { lines: this.linesOf(page.messages, { kind: 'issue' }), complete: page.complete }
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

/** Ids of ejabberd's archive are times and grow; where they are no numbers the newer one wins. */
function later(a: string | undefined, b: string | undefined): string | undefined {
  if (a === undefined || b === undefined) return a ?? b
  return Number(a) > Number(b) ? a : b
}
