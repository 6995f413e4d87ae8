// Whether a connection still lives, and the pause between two attempts at one: for visitors and agents alike.
import type { Connection } from './connection.ts'
import { ping } from './write.ts'

const silence = 30_000

export class Pulse {
  readonly #now: () => number
  readonly #connection: () => Connection | undefined
  #heard = 0
  #endPause = (): void => undefined

  constructor(now: () => number, connection: () => Connection | undefined) {
    this.#now = now
    this.#connection = connection
  }

  /** Something came in: the connection lives. */
  heard(): void {
    this.#heard = this.#now()
  }

  /** To be called about once a second. */
  tick(): void {
    if (this.#now() - this.#heard > silence) void this.#check(10_000)
  }

  /** The network or the page came back: don't wait any longer, and find out whether the connection still lives. */
  wake(): void {
    this.#endPause()
    void this.#check(5_000)
  }

  pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms)
      this.#endPause = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }

  endPause(): void {
    this.#endPause()
  }

  /** XEP-0199: a connection that gives no answer in time is dropped and replaced. */
  async #check(limit: number): Promise<void> {
    const connection = this.#connection()
    if (!connection) return
    const asked = this.#now()
    this.#heard = asked
    await connection.ask(ping(connection.domain), limit).catch(() => {
      // An error answer is an answer, too, and was heard; only silence is not.
      if (this.#heard === asked) connection.drop()
    })
  }
}
