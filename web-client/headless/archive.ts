// Catching up with the desk's archive by its cursor (XEP-0313 §4, XEP-0059 §2.2): everything after the last id that was
// fetched, page by page. Not by time: clocks differ, and a window that is too small loses lines.

import type { Connection } from './connection.ts'
import { newId } from './ids.ts'
import type { Line } from './line.ts'
import { NS } from './ns.ts'
import { archiveQuery } from './write.ts'

const pageSize = 50

export class Archive {
  /** Where the last catch-up ended; without it only the last page is fetched. */
  cursor: string | undefined
  readonly #onPage: (lines: readonly Line[], cursor: string) => Promise<void>
  #queryId = ''
  #page: Line[] = []
  #last: Promise<void> = Promise.resolve()

  /** `onPage` gets each page once all of it has come; only when it has resolved does the cursor move. */
  constructor(onPage: (lines: readonly Line[], cursor: string) => Promise<void>) {
    this.#onPage = onPage
  }

  /** The results come as messages of their own, before the answer to the query. */
  result({ queryId, line }: { queryId: string; line?: Line }): void {
    if (line && queryId === this.#queryId) this.#page.push(line)
  }

  /** Resolves when the archive has nothing newer; rejects when it does not answer, with all pages so far kept. */
  catchUp(connection: Connection, queue: string): Promise<void> {
    const run = this.#last.catch(() => undefined).then(() => this.#fetch(connection, queue))
    this.#last = run
    return run
  }

  async #fetch({ ask }: Connection, queue: string): Promise<void> {
    for (;;) {
      const after = this.cursor
      this.#queryId = newId()
      this.#page = []
      const answer = await ask(archiveQuery(queue, this.#queryId, after, pageSize), 15_000)
      this.#queryId = ''
      const fin = answer.getChild('fin', NS.mam)
      const last = fin?.getChild('set', NS.rsm)?.getChildText('last') ?? after
      if (last === undefined || last === after) return
      await this.#onPage(this.#page, last)
      this.cursor = last
      if (fin?.attrs.complete === 'true' || after === undefined) return
    }
  }
}
