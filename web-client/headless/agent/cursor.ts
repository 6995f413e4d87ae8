// How far an archive is known: one's own account's, or a room's. What came since is fetched by id, never by time.

import type { Connection } from '../connection.ts'
import type { Archived, ArchiveReader } from './archive.ts'

const pageSize = 100
/** After a long absence only so much is read at once; older lines come when a thread is opened. */
const mostPages = 30

export class Cursor {
  readonly #archive: ArchiveReader
  readonly #of: string | undefined
  #known: string | undefined
  #isCatchingUp = false
  #newest: string | undefined

  /** `of`: the bare address whose archive it is; undefined is one's own account. */
  constructor(archive: ArchiveReader, of?: string) {
    this.#archive = archive
    this.#of = of
  }

  /** Undefined until it has caught up for the first time. */
  get known(): string | undefined {
    return this.#known
  }

  /** It was known up to here when the page was closed. */
  goOn(id: string): void {
    this.#known ??= id
  }

  /** A live message was archived under this id. Only once everything before it is known does the cursor move. */
  saw(id: string): void {
    this.#newest = later(this.#newest, id)
    if (!this.#isCatchingUp && this.#known !== undefined) this.#known = this.#newest
  }

  /**
   * Hands over, oldest first, what came since the last time; the first time it only finds out where the end is. Rejects
   * when the archive does not answer.
   */
  async catchUp(connection: Pick<Connection, 'ask'>, onPage: (messages: readonly Archived[]) => void): Promise<void> {
    this.#isCatchingUp = true
    this.#newest = undefined
    if (this.#known === undefined) {
      const { last } = await this.#archive.page(connection, { ...this.#where, before: '', max: 1 })
      this.#known = last ?? '0'
    } else {
      for (let pages = 0; pages < mostPages; pages++) {
        const from = this.#known === '0' ? {} : { after: this.#known }
        const page = await this.#archive.page(connection, { ...this.#where, ...from, max: pageSize })
        onPage(page.messages)
        if (page.last !== undefined) this.#known = page.last
        if (page.complete || page.last === undefined) break
      }
    }
    this.#isCatchingUp = false
    this.#known = later(this.#newest, this.#known)
  }

  get #where(): { of?: string } {
    return this.#of === undefined ? {} : { of: this.#of }
  }
}

/** Ids of ejabberd's archive are times and grow; where they are no numbers the newer one wins. */
function later(a: string | undefined, b: string | undefined): string | undefined {
  if (a === undefined || b === undefined) return a ?? b
  return Number(a) > Number(b) ? a : b
}
