// Who is typing where, both ways (XEP-0085): told once and not at each key, and believed for a while only.

import { xml } from '@xmpp/client'
import type { Element } from '@xmpp/xml'
import { NS } from '../ns.ts'
import { TypingClock } from '../typing.ts'
import type { ChatState } from '../write.ts'
import { AGENT_NS } from './names.ts'
import { silent } from './state.ts'
import type { AgentStore } from './store.ts'

export class Typing {
  readonly #store: AgentStore
  readonly #way: () => ((stanza: Element) => void) | undefined
  readonly #clocks = new Map<string, TypingClock>()

  constructor(store: AgentStore, way: () => ((stanza: Element) => void) | undefined) {
    this.#store = store
    this.#way = way
  }

  /** The text in a box changed. */
  typed(jid: string, text: string, now: number): void {
    this.#tell(jid, this.#clock(jid).keyPressed(text, now))
  }

  sent(jid: string): void {
    this.#clocks.get(jid)?.messageSent()
  }

  /** Somebody else types, or does so no more. */
  heard(jid: string, who: string | undefined, now: number): void {
    this.#clock(jid).agentTypes(now)
    if (this.#store.thread(jid)?.typing === who) return
    this.#store.change(jid, (thread) => (who === undefined ? silent(thread) : { ...thread, typing: who }))
  }

  /** To be called about once a second. */
  tick(now: number): void {
    for (const [jid, clock] of this.#clocks) {
      this.#tell(jid, clock.tick(now))
      if (this.#store.thread(jid)?.typing !== undefined && clock.agentFellSilent(now)) this.#store.change(jid, silent)
    }
  }

  #clock(jid: string): TypingClock {
    const clock = this.#clocks.get(jid) ?? new TypingClock()
    this.#clocks.set(jid, clock)
    return clock
  }

  #tell(jid: string, state: ChatState | undefined): void {
    const kind = this.#store.thread(jid)?.kind
    if (!state || (kind !== 'chat' && kind !== 'person')) return
    const message = xml('message', { type: 'chat', to: jid }, xml(state, { xmlns: NS.chatStates }))
    message.append(xml('no-store', { xmlns: AGENT_NS.hints }))
    this.#way()?.(message)
  }
}
