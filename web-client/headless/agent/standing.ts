// What outlives the page, so that nothing that comes while it is closed goes unnoticed: how far each archive is known, and what
// of colleagues and rooms is not read yet. Of conversations and issues the desk itself tells.

import type { History } from './history.ts'
import type { Thread } from './state.ts'
import type { AgentStore } from './store.ts'

export interface Standing {
  /** By whose archive it is: the id up to which it is known. */
  readonly cursors: Readonly<Record<string, string>>
  readonly unread: Readonly<Record<string, Pick<Thread, 'unread' | 'mentions'>>>
}

/** Where it is kept, at once, since the page may be gone a moment later; `load` gives undefined where this account is new. */
export interface StandingKept {
  load(): Standing | undefined
  save(standing: Standing): void
}

const isOurs = ({ kind }: Pick<Thread, 'kind'>): boolean => kind === 'person' || kind === 'room'

export class Standings {
  readonly #store: AgentStore
  readonly #history: History
  readonly #kept: StandingKept
  #saved = ''

  constructor(store: AgentStore, history: History, kept: StandingKept) {
    this.#store = store
    this.#history = history
    this.#kept = kept
  }

  /** To be called before the first session begins. */
  load(): void {
    const found = this.#kept.load()
    if (!found) return
    const { cursors = {}, unread: counts = {} } = found
    this.#history.goOn(cursors)
    for (const [jid, { unread, mentions }] of Object.entries(counts))
      this.#store.change(jid, (thread) => ({ ...thread, unread, mentions }))
  }

  /** Keeps it if it is another than before; both parts of it are of the same moment. What is not kept is counted again. */
  save(): void {
    const threads = [...this.#store.state.threads.values()].filter((each) => isOurs(each) && each.unread > 0)
    const unread = Object.fromEntries(threads.map(({ jid, unread, mentions }) => [jid, { unread, mentions }]))
    const standing = { cursors: this.#history.cursors, unread }
    const text = JSON.stringify(standing)
    if (text === this.#saved) return
    this.#saved = text
    this.#kept.save(standing)
  }
}
