// Keeps what is outside of the desk as the desk wants it, such as accounts on IM server 2: one piece of work after the
// other, each outside of any turn, and again until it is done.
import type { Turn } from '../desk/turn.ts'
import type { Log } from '../log.ts'

export interface KeeperOptions<Work> {
  run: <T>(work: (turn: Turn) => Promise<T>) => Promise<T>
  /** The next that is to be done, for whoever asks alone. */
  next: (turn: Turn) => Promise<Work | undefined>
  /** Does it; rejects with `final: true` when trying again is of no use. To do it twice does no harm. */
  bring: (work: Work) => Promise<void>
  done: (turn: Turn, work: Work) => Promise<void>
  failed: (turn: Turn, work: Work, error: string, final: boolean) => Promise<void>
  /** What the log says of a failure. */
  failure: (work: Work) => { what: string; of: string }
  log: Log
}

export interface Keeper {
  /** Does all that is due. */
  tick(): Promise<void>
  stop(): void
}

export function openKeeper<Work>({ run, next, bring, done, failed, failure, log }: KeeperOptions<Work>): Keeper {
  let stopped = false

  async function keep(work: Work): Promise<void> {
    const error = await bring(work).then(
      () => undefined,
      (reason: Error & { final?: boolean }) => reason,
    )
    // A crash right here does it again, which changes nothing.
    if (!error) return run((turn) => done(turn, work))
    const final = error.final === true
    const { what, of } = failure(work)
    log.warn(what, { of, final, error: error.message })
    await run((turn) => failed(turn, work, error.message, final))
  }

  return {
    async tick() {
      while (!stopped) {
        const work = await run(next)
        if (!work) return
        await keep(work)
      }
    },
    stop() {
      stopped = true
    },
  }
}
