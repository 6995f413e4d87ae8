// Forms that the visitor fills in apart from a message, such as a rating: each is answered with a receipt or a refusal.

import { newId } from './ids.ts'
import type { Report } from './read.ts'

/** The desk said no; the message says why, in the visitor's language where the desk knows it. */
export class FormRefused extends Error {}

const patience = 15_000

export class Forms {
  readonly #waiting = new Map<string, (refusal?: Error) => void>()

  /** Sends it by `send`; resolves with the receipt, rejects with the refusal or when neither comes in time. */
  submit(send: (id: string) => void): Promise<void> {
    const id = newId()
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.#waiting.get(id)?.(new Error('No answer came.')), patience)
      this.#waiting.set(id, (refusal) => {
        clearTimeout(timer)
        this.#waiting.delete(id)
        if (refusal) reject(refusal)
        else resolve()
      })
      send(id)
    })
  }

  /** The connection is gone, and with it the answers. */
  lost(): void {
    for (const settle of [...this.#waiting.values()]) settle(new Error('The connection ended before the answer.'))
  }

  onReport(report: Report): void {
    if (report.type === 'receipt') this.#waiting.get(report.id)?.()
    if (report.type === 'refused') this.#waiting.get(report.id)?.(new FormRefused(report.reason))
  }
}
