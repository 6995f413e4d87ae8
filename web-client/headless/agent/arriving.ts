// What a connection begins with: one that goes on has missed nothing; for a new session all that can have changed is asked
// for, and until that is known nothing that is said here may overtake it.

import { enableCarbons } from '../write.ts'
import { behindServer } from './clock.ts'
import type { Contacts } from './contacts.ts'
import type { Desk } from './desk.ts'
import type { Hearing } from './hearing.ts'
import type { History } from './history.ts'
import type { OwnState } from './own-state.ts'
import type { AgentReport } from './read.ts'
import type { Reading } from './reading.ts'
import type { Rooms } from './rooms.ts'
import type { AgentStore } from './store.ts'
import type { Talking } from './talking.ts'
import type { AgentConnection } from './wire.ts'

export interface ArrivingOptions {
  readonly store: AgentStore
  readonly desk: Desk
  readonly rooms: Rooms
  readonly contacts: Contacts
  readonly history: History
  readonly hearing: Hearing
  readonly reading: Reading
  readonly talking: Talking
  readonly own: OwnState
}

export class Arriving {
  readonly #parts: ArrivingOptions
  /** What was missed has been fetched: what is said here may go out. */
  ready = false
  /** The page is new: what it missed is nothing to ring for. */
  #isFirst = true
  /** How far this device's clock is behind the server's. */
  behind = 0

  constructor(parts: ArrivingOptions) {
    this.#parts = parts
  }

  async on(connection: AgentConnection): Promise<void> {
    const { store, talking } = this.#parts
    store.set({ link: 'online', problem: '' })
    if (connection.resumed) {
      this.ready = true
      talking.reset()
      return
    }
    try {
      await this.#begin(connection)
    } catch {
      // Nobody answers on a connection that lives: a new one will tell.
      connection.drop()
    }
  }

  async #begin(connection: AgentConnection): Promise<void> {
    const { store, desk, rooms, contacts, history, reading, talking, own } = this.#parts
    connection.send(enableCarbons())
    contacts.reset()
    rooms.reset()
    this.behind = await behindServer(connection)
    // In this order: what comes from here on comes live, so nothing falls between that and the archive.
    own.announce()
    const catching = history.catchUp(connection, this.listener)
    await Promise.all([catching, contacts.load(connection)])
    if (!this.#isFirst) await history.refreshAll(connection)
    this.ready = true
    talking.reset()
    await desk.fetch('who', 'mine', 'queue', 'issues', 'stats')
    store.set({ ready: true })
    await rooms.load(connection)
    reading.again()
    this.#isFirst = false
  }

  /** Who is to hear what an archive has from before this session. */
  get listener(): (reports: readonly AgentReport[]) => void {
    const { hearing } = this.#parts
    return this.#isFirst ? (reports) => hearing.missed(reports) : (reports) => hearing.take(reports)
  }
}
