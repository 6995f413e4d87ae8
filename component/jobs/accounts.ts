// Keeps the accounts on IM server 2 as the desk wants them, one after the other, each outside of any turn.
import { type AccountWork, accountFailed, accountKept, nextAccount } from '../desk/admin/accounts.ts'
import type { Turn } from '../desk/turn.ts'
import type { Log } from '../log.ts'

export interface AccountKeeperOptions {
  run: <T>(work: (turn: Turn) => Promise<T>) => Promise<T>
  /** Brings an account to how it is to be; rejects with `final: true` when trying again is of no use. */
  bring: (work: AccountWork) => Promise<void>
  log: Log
}

/** `tick` does all that is due. */
export function openAccountKeeper({ run, bring, log }: AccountKeeperOptions): { tick(): Promise<void>; stop(): void } {
  let stopped = false

  async function keep(work: AccountWork): Promise<void> {
    const error = await bring(work).then(
      () => undefined,
      (reason: Error & { final?: boolean }) => reason,
    )
    // A crash right here does it again, which changes nothing.
    if (!error) return run((turn) => accountKept(turn, work))
    const final = error.final === true
    log.warn('an account is not as it should be', { jid: work.jid, final, error: error.message })
    await run((turn) => accountFailed(turn, work, error.message, final))
  }

  return {
    async tick() {
      while (!stopped) {
        const work = await run(nextAccount)
        if (!work) return
        await keep(work)
      }
    },
    stop() {
      stopped = true
    },
  }
}
