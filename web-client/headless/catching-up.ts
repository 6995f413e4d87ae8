// Keeps up with the desk's archive: what is new goes into the memory page by page, and what fails is tried again later.

import { Archive } from './archive.ts'
import { backoff } from './backoff.ts'
import type { Connection } from './connection.ts'
import type { Line } from './line.ts'
import type { Memory } from './memory.ts'
import { outages } from './read.ts'

export interface CatchingUpOptions {
  memory: Memory
  random: () => number
  now: () => number
}

export class CatchingUp {
  readonly #options: CatchingUpOptions
  readonly #archive: Archive
  #at = Number.POSITIVE_INFINITY
  #failures = 0

  constructor(options: CatchingUpOptions) {
    this.#options = options
    this.#archive = new Archive((lines, cursor) => this.#gotPage(lines, cursor))
  }

  /** Where the last time ended; without a cursor only the last page is fetched. */
  startAt(cursor: string | undefined): void {
    this.#archive.cursor = cursor
  }

  /** One of the archive's lines, which come before its answer. */
  result(result: { queryId: string; line?: Line }): void {
    this.#archive.result(result)
  }

  /** `away`: a server answered for a desk that is not there. What fails is due again by itself, later each time. */
  async run(connection: Connection, queue: string): Promise<'done' | 'away' | 'failed'> {
    this.#at = Number.POSITIVE_INFINITY
    try {
      await this.#archive.catchUp(connection, queue)
      this.#failures = 0
      return 'done'
    } catch (error) {
      this.#at = this.#options.now() + backoff(this.#failures++, this.#options.random, 2000)
      return outages.has((error as { condition?: string }).condition ?? '') ? 'away' : 'failed'
    }
  }

  soon(ms: number): void {
    this.#at = Math.min(this.#at, this.#options.now() + ms)
  }

  isDue(): boolean {
    return this.#options.now() >= this.#at
  }

  /** A new connection: earlier failures say nothing about it. */
  reset(): void {
    this.#failures = 0
  }

  /** Kept as the lines are after all reports of the page: a line and news about it make one. */
  async #gotPage(lines: readonly Line[], cursor: string): Promise<void> {
    const { memory } = this.#options
    const before = memory.state
    memory.add(lines)
    await memory.keep({ lines: memory.since(before), cursor })
  }
}
