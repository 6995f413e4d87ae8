// Accounts on IM server 2: which are not yet as they are to be, and what came of bringing them there.
import { later, stamp } from '../../model/time.ts'
import { markAccountDone, markAccountFailed, takeAccount } from '../../store/accounts.ts'
import { findStaff } from '../../store/staff.ts'
import { type Turn, tell } from '../turn.ts'

/** How an account is to be. To bring it there twice does no harm. */
export interface AccountWork {
  jid: string
  name: string
  wanted: 'open' | 'shut'
  /** The password it is to have, encrypted; null: the one it has. */
  sealed: string | null
  version: number
  tries: number
}

const leaseSeconds = 60
const longestWait = 300

/** Seconds until something is tried again that failed so often before. */
export const waitAfter = (tries: number): number => Math.min(longestWait, 2 ** Math.min(tries, 10))

/** The next one, for whoever asks alone. */
export async function nextAccount(turn: Turn): Promise<AccountWork | undefined> {
  const row = await takeAccount(turn.tx, stamp(turn.now), later(turn.now, leaseSeconds))
  const person = row && (await findStaff(turn.tx, row.jid))
  if (!row || !person) return undefined
  const { jid, wanted, sealed, version, tries } = row
  return { jid, name: person.name, wanted, sealed, version, tries }
}

/** It is so; he may be connected already, so he is asked to show himself. */
export async function accountKept(turn: Turn, { jid, version, wanted }: AccountWork): Promise<void> {
  await markAccountDone(turn.tx, jid, version)
  if (wanted === 'open') tell(turn, { kind: 'probe', to: jid, from: '' })
}

/** It could not be done: tried again later and later, unless that is of no use. */
export async function accountFailed(turn: Turn, work: AccountWork, error: string, final: boolean): Promise<void> {
  const due = final ? null : later(turn.now, waitAfter(work.tries))
  await markAccountFailed(turn.tx, work, { error: error.slice(0, 500), due, at: stamp(turn.now) })
}
