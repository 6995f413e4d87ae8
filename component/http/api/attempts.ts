// How often somebody may be wrong about passwords and codes: by where it comes from, and by account. An address from which
// the admin has come lately is counted apart, so that others can slow down themselves, but not him.
import type { Log } from '../../log.ts'
import { openBuckets, type Rate } from '../limit.ts'

/** Takes an attempt back: it was right. */
export type Right = () => void

export interface Attempts {
  /** Counts an attempt to sign in, before it is known whether it is right; refuses when there were too many. */
  signIn(address: string, name: string, isKnown: boolean): Right
  /** The same for the password of somebody who is signed in. */
  confirm(admin: number): Right
  /** Writes down that one was wrong; never what was typed, which might be a password in the wrong field. */
  failed(what: 'password' | 'code', address: string, admin: number | undefined): void
}

const too = 'Too many wrong attempts'

export function openAttempts({ burst, perMinute, clock }: Rate, log: Log): Attempts {
  // Usually 20 at once and two a minute; 10 and one in five minutes; 10 and one a minute.
  const byAddress = openBuckets({ burst: burst / 15, perMinute: perMinute / 300, clock })
  const byName = openBuckets({ burst: burst / 30, perMinute: perMinute / 3000, clock })
  const byKnown = openBuckets({ burst: burst / 30, perMinute: perMinute / 600, clock })
  return {
    signIn(address, name, isKnown) {
      const takes = [
        byAddress(address, too),
        isKnown ? byKnown(`${address} ${name}`, too) : byName(name, `${too} under this name`),
      ]
      return () => {
        for (const back of takes) back()
      }
    },
    confirm: (admin) => byKnown(`admin-${admin}`, too),
    failed(what, address, admin) {
      log.warn('a sign-in failed', { what, address, ...(admin === undefined ? {} : { admin }) })
    },
  }
}
