// Keeps the search over messages up to date: behind the fact, some messages a turn, so that nobody's turn waits for long.
import { indexNext } from '../desk/message-search.ts'
import type { Turn } from '../desk/turn.ts'

/** Does all there is to do, unless it is stopped meanwhile. */
export function openMessageIndex(run: <T>(work: (turn: Turn) => Promise<T>) => Promise<T>): {
  tick(): Promise<void>
  stop(): void
} {
  let stopped = false
  return {
    async tick() {
      while (!stopped && (await run(indexNext)));
    },
    stop() {
      stopped = true
    },
  }
}
