// Keeps the visitor connected: asks the desk for a login, connects, and does both again, with growing pauses, when the
// connection ends or falls silent.

import type { Element } from '@xmpp/xml'
import { backoff } from './backoff.ts'
import { type Connect, type Connection, openConnection, type Session } from './connection.ts'
import { newId } from './ids.ts'
import { Pulse } from './pulse.ts'
import type { Storage } from './storage.ts'

/** Rejected by `fetchSession` when asking again will not help. `aboutToken`: it is only the token that is no good. */
export class SessionRefused extends Error {
  readonly aboutToken: boolean
  constructor(message: string, aboutToken: boolean) {
    super(message)
    this.aboutToken = aboutToken
  }
}

/** Asks the desk for a login; with a token, for the visitor it belongs to. */
export type FetchSession = (token: string | undefined) => Promise<Session>

/** `waiting`: between two attempts. `refused`: the desk does not want this visitor or queue. */
export type LinkStatus = 'idle' | 'connecting' | 'online' | 'waiting' | 'refused'

export interface LinkOptions {
  fetchSession: FetchSession
  storage: Storage
  lang: string
  connect: Connect | undefined
  random: () => number
  now: () => number
  onStatus(status: LinkStatus, problem: string): void
  onOnline(connection: Connection, session: Session): void
  onStanza(stanza: Element, session: Session): void
  /** Another visitor than before: the storage has let go of the history. */
  onForget(): void
}

const lasting = 10_000

export class Link {
  readonly #options: LinkOptions
  /** The same on every reconnect: the server then replaces a connection that only looks alive. */
  readonly #resource = `widget-${newId().slice(0, 8)}`
  connection: Connection | undefined
  #token: string | undefined
  #running = false
  readonly #pulse: Pulse

  constructor(options: LinkOptions) {
    this.#options = options
    this.#pulse = new Pulse(options.now, () => this.connection)
  }

  /** Connects and stays connected until `stop`. */
  async run(token: string | undefined): Promise<void> {
    const { onStatus, random, now } = this.#options
    this.#token = token
    this.#running = true
    for (let attempt = 0; this.#running; attempt++) {
      onStatus('connecting', '')
      try {
        await this.#connect()
        const since = now()
        await this.connection?.closed
        // One that ended at once counts as a failure, lest it goes round and round.
        if (now() - since > lasting) attempt = 0
        onStatus('waiting', '')
      } catch (error) {
        // Whatever it was, it is tried again; a refusal only after the longest pause.
        const refused = error instanceof SessionRefused
        if (refused) attempt = 10
        onStatus(refused ? 'refused' : 'waiting', refused ? error.message : '')
      }
      this.connection = undefined
      if (this.#running) await this.#pulse.pause(backoff(attempt, random))
    }
  }

  stop(): void {
    this.#running = false
    this.connection?.drop()
    this.#pulse.endPause()
  }

  /** The network or the page came back: don't wait any longer, and find out whether the connection still lives. */
  wake(): void {
    this.#pulse.wake()
  }

  /** To be called about once a second. */
  tick(): void {
    this.#pulse.tick()
  }

  async #connect(): Promise<void> {
    const { connect = openConnection, lang, onOnline, onStanza } = this.#options
    const session = await this.#login()
    const connection = await connect({
      session,
      lang,
      resource: this.#resource,
      timeout: 15_000,
      onStanza: (stanza) => {
        this.#pulse.heard()
        onStanza(stanza, session)
      },
    })
    if (!this.#running) return connection.drop()
    this.#pulse.heard()
    this.connection = connection
    onOnline(connection, session)
  }

  /** Two tabs that start at once end up as the same visitor: the token that was stored first counts. */
  async #login(): Promise<Session> {
    const { fetchSession, storage, onForget } = this.#options
    const known = this.#token
    let session: Session
    try {
      session = await fetchSession(known)
    } catch (error) {
      if (known === undefined || !(error instanceof SessionRefused) || !error.aboutToken) throw error
      session = await fetchSession(undefined)
    }
    const { token, jid, verified = false } = session
    if (token === known && !verified) return session
    const claimed = await storage.claim({ token, jid, verified }, known)
    this.#token = claimed.token
    if (claimed.forgot) onForget()
    return claimed.token === token ? session : fetchSession(claimed.token)
  }
}
