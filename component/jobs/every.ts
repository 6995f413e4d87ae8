// Things done again and again, or once after a while. None overlaps itself; a failure is logged and it goes on.
import type { Log } from '../log.ts'

export interface Clockwork {
  every(milliseconds: number, what: string, work: () => Promise<void>): void
  after(milliseconds: number, what: string, work: () => Promise<void>): void
  stop(): void
}

export function openClockwork(log: Log): Clockwork {
  const timers = new Set<NodeJS.Timeout>()
  let stopped = false

  function after(milliseconds: number, what: string, work: () => Promise<void>): void {
    if (stopped) return
    const timer = setTimeout(() => {
      timers.delete(timer)
      work().catch((error: Error) => {
        if (!stopped) log.error('a job failed', { what, error: error.stack })
      })
    }, milliseconds)
    timers.add(timer)
  }

  return {
    after,
    every(milliseconds, what, work) {
      const again = () => after(milliseconds, what, () => work().finally(again))
      again()
    },
    stop() {
      stopped = true
      for (const timer of timers) clearTimeout(timer)
    },
  }
}
