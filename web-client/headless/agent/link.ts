// Keeps an agent connected, with growing pauses between attempts, until he signs out or his password is not the right one.

import { backoff } from '../backoff.ts'
import { Pulse } from '../pulse.ts'
import { PasswordNeeded } from './login.ts'
import { ScramError } from './scram.ts'
import type { AgentLink } from './state.ts'
import { type AgentConnection, type Wire, WrongPassword } from './wire.ts'

export interface AgentLinkOptions {
  wire: Pick<Wire, 'connect' | 'end'>
  random: () => number
  now: () => number
  onStatus(status: AgentLink, problem: string): void
  onOnline(connection: AgentConnection): void
}

const lasting = 10_000

export class AgentConnector {
  readonly #options: AgentLinkOptions
  connection: AgentConnection | undefined
  #running = false
  readonly #pulse: Pulse

  constructor(options: AgentLinkOptions) {
    this.#options = options
    this.#pulse = new Pulse(options.now, () => this.connection)
  }

  /** Connects and stays connected until `stop`, or until only a password helps. */
  async run(): Promise<void> {
    const { wire, onStatus, onOnline, random, now } = this.#options
    this.#running = true
    for (let attempt = 0; this.#running; attempt++) {
      let problem = ''
      onStatus('connecting', '')
      try {
        const connection = await wire.connect()
        if (!this.#running) return connection.drop()
        this.connection = connection
        this.heard()
        const since = now()
        onOnline(connection)
        await connection.closed
        if (now() - since > lasting) attempt = -1
      } catch (error) {
        if (error instanceof WrongPassword || error instanceof PasswordNeeded) {
          this.#running = false
          return onStatus('password', error instanceof WrongPassword ? 'wrong' : 'again')
        }
        if (error instanceof ScramError) problem = error.message
      }
      this.connection = undefined
      if (!this.#running) return
      onStatus('waiting', problem)
      await this.#pulse.pause(backoff(Math.max(attempt, 0), random))
    }
  }

  async stop(): Promise<void> {
    this.#running = false
    this.#pulse.endPause()
    await this.#options.wire.end()
    this.connection?.drop()
  }

  /** Something came in: the connection lives. */
  heard(): void {
    this.#pulse.heard()
  }

  /** The network or the page came back: don't wait any longer, and find out whether the connection still lives. */
  wake(): void {
    this.#pulse.wake()
  }

  /** To be called about once a second. */
  tick(): void {
    this.#pulse.tick()
  }
}
