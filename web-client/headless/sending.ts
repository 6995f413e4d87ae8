// What the visitor hands in: lines, which are kept before they are sent and repeated until the desk has them, and forms,
// which are answered at once or not at all.

import type { Element } from '@xmpp/xml'
import { Forms } from './forms.ts'
import { newId } from './ids.ts'
import type { Form, Line } from './line.ts'
import type { Memory } from './memory.ts'
import { Outbox } from './outbox.ts'
import type { Report } from './read.ts'
import { chatMessage, formMessage } from './write.ts'

export interface SendingOptions {
  memory: Memory
  lang: string
  random: () => number
  now: () => number
  /** Where to write to and how, while that is possible. */
  way(): { queue: string; send(stanza: Element): void } | undefined
}

export class Sending {
  readonly #options: SendingOptions
  readonly #outbox = new Outbox()
  readonly #forms = new Forms()

  constructor(options: SendingOptions) {
    this.#options = options
  }

  /** Keeps words, or a file by its address, before anything is sent; then sends it until the desk confirms it. */
  async say(body: string, more: Pick<Line, 'form' | 'file'>): Promise<void> {
    const { memory, now } = this.#options
    const newest = memory.state.lines.at(-1)?.at ?? 0
    const line: Line = { id: newId(), kind: 'own', body, at: Math.max(now(), newest + 1), state: 'sending', ...more }
    memory.add([line])
    // A file goes beside what is being written.
    const draft = more.file === undefined ? { draft: '' } : {}
    memory.set({ ...draft, ...(more.form ? { ask: [] } : {}) })
    await memory.keep({ ...draft, lines: [line] })
    this.flush()
  }

  /** Tries again what the desk refused. */
  async retry(id: string): Promise<void> {
    const { memory } = this.#options
    const failed = memory.state.lines.find((line) => line.id === id && line.state === 'failed')
    if (!failed) return
    const line: Line = { ...failed, state: 'sending', tries: (failed.tries ?? 0) + 1 }
    memory.add([line])
    await memory.keep({ lines: [line] })
    this.#outbox.again(id)
    this.flush()
  }

  /** Hands in the form that a line asks for; resolves when the desk has it, rejects with `FormRefused` or when it can't be reached. */
  async submit(form: Form, to: string): Promise<void> {
    const { memory, lang, way: wayNow } = this.#options
    const way = wayNow()
    if (!way) throw new Error('There is no connection.')
    await this.#forms.submit((id) => way.send(formMessage(way.queue, id, form, lang)))
    const lines = memory.state.lines.filter(({ id }) => id === to).map((line) => ({ ...line, answered: true as const }))
    memory.add(lines)
    await memory.keep({ lines })
  }

  /** Sends what is due. */
  flush(): void {
    const { memory, lang, now, way: wayNow } = this.#options
    const way = wayNow()
    const line = way && this.#outbox.take(memory.state.lines, now())
    if (way && line) way.send(chatMessage(way.queue, line, lang))
  }

  /** News of a line or form, after the memory has heard of it. */
  onReport(report: Report, before: readonly Line[]): void {
    this.#forms.onReport(report)
    if (report.type === 'refused' && report.outage)
      this.#outbox.bounced(before, this.#options.now(), this.#options.random)
    if (report.type === 'line' && report.line.kind === 'own') this.leave(report.line.id)
    if (report.type === 'receipt' || report.type === 'refused' || report.type === 'line') this.flush()
  }

  /** Another tab is at it. */
  leave(id: string): void {
    this.#outbox.leave(id, this.#options.now())
  }

  /** The connection is gone: forms have to be handed in again. */
  lost(): void {
    this.#forms.lost()
  }

  /** A new connection, or the desk is back: whatever waits is due at once. */
  reset(): void {
    this.#outbox.reset()
  }
}
