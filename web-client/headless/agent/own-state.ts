// One's own state: chosen at the desk, shown by presence, and taken back while the page is gone for a moment.

import type { Element } from '@xmpp/xml'
import type { Desk } from './desk.ts'
import { agentPresence } from './write.ts'

export interface OwnStateOptions {
  readonly desk: Desk
  /** The desk's address. */
  readonly address: string
  readonly lang: string
  send(stanza: Element): void
}

export class OwnState {
  readonly #options: OwnStateOptions
  #show: '' | 'dnd' = ''

  constructor(options: OwnStateOptions) {
    this.#options = options
  }

  /** Presence, at the beginning of a session and again whenever it may be another. */
  announce(): void {
    this.#present(this.#show)
  }

  /** The page goes, perhaps only to come again at once: no new visitor until then, but what one has is kept. */
  pause(): void {
    this.#present('xa')
  }

  /** normal, busy, or as the clients' presence says. Rejects when the desk refuses or is away. */
  async choose(state: 'normal' | 'busy' | 'auto'): Promise<void> {
    const { desk, address } = this.#options
    this.#show = state === 'busy' ? 'dnd' : ''
    this.announce()
    await desk.run(address, 'state', { state })
    await desk.fetch('who')
  }

  #present(show: '' | 'dnd' | 'xa'): void {
    const { send, lang } = this.#options
    send(agentPresence(lang, show))
  }
}
