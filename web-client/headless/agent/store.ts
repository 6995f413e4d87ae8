// Holds what is known and tells those who listen.

import type { Domains } from './names.ts'
import { type AgentState, initialAgentState, putThread, type Thread, threadOf } from './state.ts'

export class AgentStore {
  readonly domains: Domains
  readonly #listeners = new Set<(state: AgentState) => void>()
  #state: AgentState

  constructor(jid: string, domains: Domains) {
    this.domains = domains
    this.#state = initialAgentState(jid)
  }

  get state(): AgentState {
    return this.#state
  }

  /** Calls the listener at every change. Returns what ends that. */
  subscribe(listener: (state: AgentState) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  set(change: Partial<AgentState>): void {
    this.put({ ...this.#state, ...change })
  }

  /** Changes one thread, which begins to be when there was none. */
  change(jid: string, how: (thread: Thread) => Thread): void {
    const thread = threadOf(this.#state, jid, this.domains)
    if (thread) this.put(putThread(this.#state, how(thread)))
  }

  /** Changes several at once, with one word to those who listen. */
  changeAll(jids: Iterable<string>, how: (thread: Thread) => Thread): void {
    const threads = new Map(this.#state.threads)
    for (const jid of jids) {
      const thread = threads.get(jid) ?? threadOf(this.#state, jid, this.domains)
      if (thread) threads.set(jid, how(thread))
    }
    this.set({ threads })
  }

  thread(jid: string): Thread | undefined {
    return threadOf(this.#state, jid, this.domains)
  }

  put(state: AgentState): void {
    if (state === this.#state) return
    this.#state = state
    for (const listener of this.#listeners) listener(state)
  }
}
