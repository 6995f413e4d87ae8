// What outlives a page: injected, so that the layer needs no browser. `memoryStorage` is for tests and for browsers
// that refuse to store anything.

import type { Line } from './line.ts'
import { withLines } from './line.ts'

export interface Saved {
  /** The secret with which the same visitor comes back. */
  token?: string
  /** Whose history this is, and whether the site has vouched for him. */
  jid?: string
  verified?: boolean
  /** Archive id up to which everything was fetched. */
  cursor?: string
  /** Place in the archive up to which the visitor has looked. */
  seen: number
  /** What stands unsent in the box. */
  draft: string
  lines: readonly Line[]
}

export interface Change {
  /** Another visitor is here now, or nobody: whoever hears it starts from what is stored. */
  forgot?: 'other' | 'nobody'
  cursor?: string
  seen?: number
  draft?: string
  lines?: readonly Line[]
}

/** Who the desk says this is. */
export interface Claim {
  token: string
  jid: string
  verified: boolean
}

export interface Claimed {
  /** The token that counts: another tab may have been first. */
  token: string
  /** The history was another visitor's and is gone. */
  forgot: boolean
}

export interface Storage {
  load(): Promise<Saved>
  /** All of the change or nothing; lines are merged into those that are there, another tab's included. */
  save(change: Change): Promise<void>
  /**
   * Stores who this is unless another tab did meanwhile (`instead` is the token known to be useless). A history of
   * somebody else goes in the same step; what he had not sent stays, unless he was verified.
   */
  claim(claim: Claim, instead: string | undefined): Promise<Claimed>
}

/** What a tab tells the others of the same visitor. */
export interface Peers {
  post(change: Change): void
  listen(listener: (change: Change) => void): void
  close(): void
}

/** What of the lines survives that another visitor is here now. */
export function kept(saved: Pick<Saved, 'verified'>, lines: readonly Line[]): Line[] {
  return saved.verified ? [] : lines.filter(({ state }) => state === 'sending' || state === 'failed')
}

export function memoryStorage(): Storage {
  const saved: Saved = { seen: 0, draft: '', lines: [] }
  return {
    load: async () => ({ ...saved }),
    async save({ lines, ...rest }) {
      Object.assign(saved, rest, { lines: withLines(saved.lines, lines ?? []) })
    },
    async claim(claim, instead) {
      if (saved.token !== undefined && saved.token !== instead) return { token: saved.token, forgot: false }
      const forgot = saved.token !== undefined && saved.jid !== claim.jid
      if (forgot) {
        saved.lines = kept(saved, saved.lines)
        saved.seen = 0
        if (saved.verified) saved.draft = ''
        delete saved.cursor
      }
      Object.assign(saved, claim)
      return { token: claim.token, forgot }
    },
  }
}
