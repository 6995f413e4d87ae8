// Who scrolls up once goes on: the next older page is asked for while the last one is being drawn.

import type { ArchivePage } from './archive.ts'

/** Not for long: what is in it may be corrected meanwhile. */
const lasting = 10_000

export class Ahead {
  readonly #pages = new Map<string, { before: string; at: number; page: Promise<ArchivePage> }>()

  /** The page before this id if it was asked for lately, else as it is fetched now. */
  take(jid: string, before: string, fetch: (before: string) => Promise<ArchivePage>): Promise<ArchivePage> {
    const kept = this.#pages.get(jid)
    this.#pages.delete(jid)
    return kept?.before === before && Date.now() - kept.at < lasting ? kept.page : fetch(before)
  }

  prepare(jid: string, before: string, fetch: (before: string) => Promise<ArchivePage>): void {
    const page = fetch(before)
    // Whoever takes it hears of it.
    page.catch(() => undefined)
    this.#pages.set(jid, { before, at: Date.now(), page })
  }
}
