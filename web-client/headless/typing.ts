// When to tell the desk that the visitor is writing (XEP-0085 §5.1: once, not at each key), and how long to believe
// that an agent is.

import type { ChatState } from './write.ts'

const pause = 5_000
const belief = 30_000

export class TypingClock {
  #told = false
  #lastKey = 0
  #agentSince = 0

  /** The visitor changed his text; what to send, if anything. */
  keyPressed(text: string, now: number): ChatState | undefined {
    this.#lastKey = now
    const writes = text.trim() !== ''
    if (writes === this.#told) return undefined
    this.#told = writes
    return writes ? 'composing' : 'active'
  }

  messageSent(): void {
    this.#told = false
  }

  /** What to send because time has passed. */
  tick(now: number): ChatState | undefined {
    if (!this.#told || now - this.#lastKey < pause) return undefined
    this.#told = false
    return 'paused'
  }

  agentTypes(now: number): void {
    this.#agentSince = now
  }

  /** True when an agent's "composing" is too old to be shown: his client may be gone. */
  agentFellSilent(now: number): boolean {
    return now - this.#agentSince > belief
  }
}
