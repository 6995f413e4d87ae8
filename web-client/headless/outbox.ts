// When to hand each unsent line to the wire. Repeats keep their id, so sending once too often is harmless,
// sending once too seldom is not. Kept per tab; the lines themselves are in the storage all tabs share.

import { backoff } from './backoff.ts'
import { type Line, unsent } from './line.ts'

/** A line without receipt is repeated after this many milliseconds on a living connection. */
const patience = 10_000

export class Outbox {
  #due = new Map<string, number>()
  #bounces = 0

  /**
   * The line to send now, if it is time: the oldest one, at once on a new connection, then again and again. The next
   * follows when the desk has this one; else a line could overtake another that was lost while the desk was away.
   */
  take(lines: readonly Line[], now: number): Line | undefined {
    const [oldest] = unsent(lines)
    if (!oldest || (this.#due.get(oldest.id) ?? 0) > now) return undefined
    this.#due.set(oldest.id, now + patience)
    return oldest
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
