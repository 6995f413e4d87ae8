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

  correct(jid: string, id: string, text: string): void {
    const body = typed(text)
    this.#about(jid, id, (thread, line) => {
      this.#options.way()?.(correction(thread, id, line.literal ? body.replace(/^!/, '!!') : body, this.#options.lang))
      return { ...line, body, edited: true }
    })
  }

  takeBack(jid: string, id: string): void {
    this.#about(jid, id, (thread, line) => {
      this.#options.way()?.(retraction(thread, id))
      return { ...line, retracted: true }
    })
  }

  /** Adds the reaction, or takes it back if it is there. */
  react(jid: string, id: string, reaction: string): void {
    this.#about(jid, id, (thread, line) => {
      const before = line.reactions?.['']?.set ?? []
      const set = before.includes(reaction) ? before.filter((each) => each !== reaction) : [...before, reaction]
      this.#options.way()?.(reactions(thread, id, set))
      return { ...line, reactions: { ...line.reactions, '': { place: this.#options.now(), set } } }
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

  refused(jid: string, id: string, reason: string, outage: boolean): void {
    const { store, now, random } = this.#options
    const line = store.thread(jid)?.lines.find((each) => each.id === id)
    if (line?.state !== 'sending') return
    if (outage) {
      this.#due.set(id, now() + backoff(this.#bounces++, random, 1500, 20_000))
      return
    }
    store.change(jid, (thread) => addLines(thread, [{ ...line, state: 'failed', reason }]))
    this.#keep()
    this.flush()
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

  #about(jid: string, id: string, change: (thread: Thread, line: AgentLine) => AgentLine): void {
    const thread = this.#options.store.thread(jid)
    const line = thread?.lines.find((each) => each.id === id)
    if (!thread || !line || !this.#options.way()) return
    const next = change(thread, line)
    this.#options.store.change(jid, (now) => addLines(now, [next]))
  }

  #keep(): void {
    const threads = [...this.#options.store.state.threads.values()]
    const lines = threads.flatMap(({ jid, lines: all }) =>
      all.slice(-most).flatMap((line) => (isUnsent(line) ? [{ thread: jid, line }] : [])),
    )
    void this.#options.unsent.save(lines).catch(() => undefined)
  }
}
