// When to hand each unsent line to the wire. Repeats keep their id, so sending once too often is harmless,
// sending once too seldom is not. Kept per tab; the lines themselves are in the storage all tabs share.

import { backoff } from './backoff.ts'
import { type Line, unsent } from './line.ts'

/** A line without receipt is repeated after this many milliseconds on a living connection. */
const patience = 10_000

export class Outbox {
  #due = new Map<string, number>()
  #bounces = 0

  /** The lines to send now, in order: each at once on a new connection, then again when its time has come. */
  take(lines: readonly Line[], now: number): Line[] {
    const due = unsent(lines).filter((line) => (this.#due.get(line.id) ?? 0) <= now)
    for (const line of due) this.#due.set(line.id, now + patience)
    return due
  }

  /** Another tab is at it: leave the line alone for a while. */
  leave(id: string, now: number): void {
    this.#due.set(id, Math.max(this.#due.get(id) ?? 0, now + patience))
  }

  /** The visitor wants it sent now. */
  again(id: string): void {
    this.#due.delete(id)
  }

  /** The desk was away: everything waits, longer with every bounce. */
  bounced(lines: readonly Line[], now: number, random: () => number): void {
    const next = now + backoff(this.#bounces++, random, 1500, 20_000)
    for (const line of unsent(lines)) this.#due.set(line.id, next)
  }

  /** A new connection, or the desk is back: whatever waits is due at once. */
  reset(): void {
    this.#due.clear()
    this.#bounces = 0
  }
}
