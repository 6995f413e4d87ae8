// What this agent says: kept at once, sent one line after the other in each thread, repeated until the desk or the server has it.

import type { Element } from '@xmpp/xml'
import { backoff } from '../backoff.ts'
import { typed } from '../characters.ts'
import { newId } from '../ids.ts'
import { type AgentLine, isUnsent, unsentOf } from './line.ts'
import { isCommand } from './read.ts'
import { addLines, type Thread } from './state.ts'
import type { AgentStore } from './store.ts'
import { correction, lineMessage, reactions, retraction } from './write.ts'

export interface Said {
  readonly body: string
  readonly reply?: { id: string; words: string }
  readonly file?: string
  /** A “!” at its beginning is meant for the other side. */
  readonly literal?: true
}

/** Lines that are not sent yet outlive the page. */
export interface Unsent {
  save(lines: readonly { thread: string; line: AgentLine }[]): Promise<void>
  load(): Promise<readonly { thread: string; line: AgentLine }[]>
}

export interface TalkingOptions {
  store: AgentStore
  unsent: Unsent
  lang: string
  random: () => number
  now: () => number
  /** How to send, while that is possible. */
  way(): ((stanza: Element) => void) | undefined
}

/** A line that nobody confirms is repeated after so long on a living connection. */
const patience = 10_000
/** What is not sent stands behind all others, so it is among the last ones. */
const most = 100

export class Talking {
  readonly #options: TalkingOptions
  readonly #due = new Map<string, number>()
  /** What was said about lines lately, with each line as it was before: nobody confirms it, but it may be refused. */
  readonly #abouts = new Map<string, AgentLine>()
  #bounces = 0

  constructor(options: TalkingOptions) {
    this.#options = options
  }

  /** Puts back what an earlier page could not send. */
  async load(): Promise<void> {
    const { store, unsent } = this.#options
    for (const { thread, line } of await unsent.load()) store.change(thread, (now) => addLines(now, [line]))
  }

  say(jid: string, said: Said): void {
    const { store } = this.#options
    const thread = store.thread(jid)
    const body = typed(said.body)
    if (!thread || body === '') return
    const command = thread.kind !== 'person' && thread.kind !== 'room' && !said.literal && isCommand(body, thread.kind)
    const at = Math.max(this.#next(thread), (thread.lines.at(-1)?.at ?? 0) + 1)
    const { literal, ...rest } = said
    const line: AgentLine = {
      ...{ ...rest, id: newId(), body, at, name: '', state: 'sending', kind: command ? 'command' : 'own' },
      ...(literal && /^!(?!!)|^!!/.test(body) ? { literal } : {}),
    }
    store.change(jid, (each) => ({ ...addLines(each, [line]), unread: 0, mentions: 0, rings: false }))
    this.#keep()
    this.flush()
  }

  retry(jid: string, id: string): void {
    const line = this.#options.store.thread(jid)?.lines.find((each) => each.id === id && each.state === 'failed')
    if (!line) return
    const { reason, ...rest } = line
    this.#options.store.change(jid, (thread) => addLines(thread, [{ ...rest, state: 'sending' }]))
    this.#due.delete(id)
    this.#keep()
    this.flush()
  }

  /** What could not be sent goes, for good. */
  discard(jid: string, id: string): void {
    const { store } = this.#options
    store.change(jid, (thread) => ({
      ...thread,
      lines: thread.lines.filter((line) => line.id !== id || line.state !== 'failed'),
    }))
    this.#keep()
  }

  /** Like all that is said about a line, only while there is a connection: true when it went out. */
  correct(jid: string, id: string, text: string): boolean {
    const body = typed(text)
    return this.#about(jid, id, (thread, line) => [
      // What went to the visitor once stays words, whatever it begins with now.
      correction(thread, id, thread.kind === 'chat' ? body.replace(/^(\s*)!/, '$1!!') : body, this.#options.lang),
      { ...line, body, edited: true },
    ])
  }

  takeBack(jid: string, id: string): boolean {
    return this.#about(jid, id, (thread, line) => [retraction(thread, id), { ...line, retracted: true }])
  }

  /** Adds the reaction, or takes it back if it is there. */
  react(jid: string, id: string, reaction: string): boolean {
    return this.#about(jid, id, (thread, line) => {
      const before = line.reactions?.['']?.set ?? []
      const set = before.includes(reaction) ? before.filter((each) => each !== reaction) : [...before, reaction]
      return [
        reactions(thread, id, set),
        { ...line, reactions: { ...line.reactions, '': { place: this.#options.now(), set } } },
      ]
    })
  }

  /** The desk, the room or the server has it; the next one may follow. */
  confirmed(jid: string, id: string): void {
    const line = this.#options.store.thread(jid)?.lines.find((each) => each.id === id)
    if (line === undefined || !isUnsent(line)) return
    // Its place is where it was stored, not where it was typed: what came meanwhile was said before it.
    this.#options.store.change(jid, (thread) =>
      addLines(thread, [{ ...line, state: 'stored', at: this.#next(thread) }]),
    )
    this.#bounces = 0
    this.#keep()
    this.flush()
  }

  /** The server has it: for a colleague that is enough. In a room only its echo counts, at the desk only its own receipt. */
  acked(id: string): void {
    for (const { jid, kind, lines } of this.#options.store.state.threads.values())
      if (kind === 'person' && unsentOf(lines.slice(-most)).some((line) => line.id === id)) this.confirmed(jid, id)
  }

  /** True when it was said about a line, which is as it was before. */
  refused(jid: string, id: string, reason: string, outage: boolean): boolean {
    const { store, now, random } = this.#options
    const before = this.#abouts.get(id)
    if (before) {
      this.#abouts.delete(id)
      const lines = (thread: Thread) => thread.lines.map((line) => (line.id === before.id ? before : line))
      store.change(jid, (thread) => ({ ...thread, lines: lines(thread) }))
      return true
    }
    const line = store.thread(jid)?.lines.find((each) => each.id === id)
    if (line?.state !== 'sending') return false
    if (outage) {
      this.#due.set(id, now() + backoff(this.#bounces++, random, 1500, 20_000))
      return false
    }
    store.change(jid, (thread) => addLines(thread, [{ ...line, state: 'failed', reason }]))
    this.#keep()
    this.flush()
    return false
  }

  /** A new session: whatever waits is due at once. */
  reset(): void {
    this.#due.clear()
    this.#bounces = 0
    this.flush()
  }

  /** Sends in each thread its oldest line that is due; a later one must not overtake it. */
  flush(): void {
    const { store, lang, now } = this.#options
    const send = this.#options.way()
    if (!send) return
    for (const thread of store.state.threads.values()) {
      const [oldest] = unsentOf(thread.lines.slice(-most))
      if (!oldest || (this.#due.get(oldest.id) ?? 0) > now()) continue
      this.#due.set(oldest.id, now() + patience)
      send(lineMessage(thread, oldest, lang))
    }
  }

  /** A time after all that is known to have been said. */
  #next({ lines }: Thread): number {
    return Math.max(this.#options.now(), (lines.findLast((line) => !isUnsent(line))?.at ?? 0) + 1)
  }

  #about(jid: string, id: string, say: (thread: Thread, line: AgentLine) => [Element, AgentLine]): boolean {
    const thread = this.#options.store.thread(jid)
    const line = thread?.lines.find((each) => each.id === id)
    const send = this.#options.way()
    if (!thread || !line || !send) return false
    const [stanza, next] = say(thread, line)
    this.#abouts.set(stanza.attrs.id, line)
    const [oldest] = this.#abouts.keys()
    if (this.#abouts.size > most && oldest) this.#abouts.delete(oldest)
    send(stanza)
    this.#options.store.change(jid, (now) => addLines(now, [next]))
    return true
  }

  #keep(): void {
    const threads = [...this.#options.store.state.threads.values()]
    const lines = threads.flatMap(({ jid, lines: all }) =>
      all.slice(-most).flatMap((line) => (isUnsent(line) ? [{ thread: jid, line }] : [])),
    )
    void this.#options.unsent.save(lines).catch(() => undefined)
  }
}
