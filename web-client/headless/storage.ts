// What outlives a page: injected, so that the layer needs no browser. `memoryStorage` is for tests and for browsers
// that refuse to store anything.

import type { Line } from './line.ts'
import { withLines } from './line.ts'

export interface Saved {
  /** The secret with which the same visitor comes back. */
  token?: string
  /** Archive id up to which everything was fetched. */
  cursor?: string
  /** Place in the archive up to which the visitor has looked. */
  seen: number
  /** What stands unsent in the box. */
  draft: string
  lines: readonly Line[]
}

export interface Change {
  cursor?: string
  seen?: number
  draft?: string
  lines?: readonly Line[]
}

export interface Storage {
  load(): Promise<Saved>
  /** All of the change or nothing; lines are merged into those that are there, another tab's included. */
  save(change: Change): Promise<void>
  /** Stores the token unless another tab stored one meanwhile (`instead` is the one known to be useless); the one that counts. */
  claimToken(token: string, instead: string | undefined): Promise<string>
  /** Forgets the visitor's history, not what he has not sent yet. */
  forgetHistory(): Promise<void>
}

/** What a tab tells the others of the same visitor. */
export interface Peers {
  post(change: Change): void
  listen(listener: (change: Change) => void): void
  close(): void
}

export function memoryStorage(): Storage {
  const saved: Saved = { seen: 0, draft: '', lines: [] }
  return {
    load: async () => ({ ...saved }),
    async save({ lines, ...rest }) {
      Object.assign(saved, rest, { lines: withLines(saved.lines, lines ?? []) })
    },
    async claimToken(token, instead) {
      if (saved.token === undefined || saved.token === instead) saved.token = token
      return saved.token
    },
    async forgetHistory() {
      saved.lines = saved.lines.filter((line) => line.state === 'sending' || line.state === 'failed')
      saved.seen = 0
      delete saved.cursor
    },
  }
}
