// What is known and shown: one immutable state, kept in the device's storage and told to the visitor's other tabs.

import type { Line } from './line.ts'
import { addLines, initialState, type VisitorState } from './state.ts'
import type { Change, Peers, Saved, Storage } from './storage.ts'

export class Memory {
  readonly #storage: Storage
  readonly #peers: Peers | undefined
  readonly #listeners = new Set<(state: VisitorState) => void>()
  #state = initialState

  constructor(storage: Storage, peers: Peers | undefined) {
    this.#storage = storage
    this.#peers = peers
  }

  get state(): VisitorState {
    return this.#state
  }

  /** Calls the listener at every change. Returns what ends that. */
  subscribe(listener: (state: VisitorState) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  set(change: Partial<VisitorState>): void {
    this.#state = { ...this.#state, ...change }
    for (const listener of this.#listeners) listener(this.#state)
  }

  /** Puts reports of lines in. */
  add(reports: readonly Line[]): void {
    this.set(addLines(this.#state, reports))
  }

  /** What was kept before, worked into the state; a draft that is being written stays. */
  async load(): Promise<Saved> {
    const saved = await this.#storage.load()
    const { seen, lines, draft, verified = false } = saved
    this.set({ ...addLines(this.#state, lines), seen, draft: this.#state.draft || draft, verified, loaded: true })
    return saved
  }

  /** Stores it, then tells the other tabs. */
  async keep(change: Change): Promise<void> {
    await this.#storage.save(change)
    this.#peers?.post(change)
  }

  /** The text in the box: of this tab only. */
  draft(text: string): Promise<void> {
    return this.#storage.save({ draft: text })
  }

  /** Stores and tells the other tabs what is different from before. */
  keepChanges(before: VisitorState): void {
    const lines = this.since(before)
    const { seen } = this.#state
    if (lines.length > 0 || seen !== before.seen) void this.keep({ lines, seen })
  }

  /** Lines that are new or different since then: as they are after all reports. */
  since(before: VisitorState): Line[] {
    const known = new Set(before.lines)
    return this.#state.lines.filter((line) => !known.has(line))
  }

  /** Another visitor is here now: the history goes; what was not sent yet stays, unless it was somebody verified who wrote it. */
  forget(): void {
    const waits = ({ state }: Line) => !this.#state.verified && (state === 'sending' || state === 'failed')
    const lines = this.#state.lines.filter(waits)
    const draft = this.#state.verified ? '' : this.#state.draft
    this.#peers?.post({ forgot: 'other' })
    this.set({ lines, draft, seen: 0, readId: undefined, deliveredId: undefined })
  }
}
