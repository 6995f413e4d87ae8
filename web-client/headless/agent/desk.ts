// The desk's lists, asked for when something has changed: what is mine, who waits, which issues, who is in.

import type { Connection } from '../connection.ts'
import { type CommandItem, CommandRefused, listCommands, type Outcome, runCommand } from './commands.ts'
import type { Row } from './forms.ts'
import { describe } from './state.ts'
import type { AgentStore } from './store.ts'

type List = 'mine' | 'queue' | 'issues' | 'who' | 'stats'

const pause = 200

export class Desk {
  readonly #store: AgentStore
  readonly #lang: string
  readonly #way: () => Connection | undefined
  readonly #wanted = new Set<List>()
  #running = false

  constructor(store: AgentStore, lang: string, way: () => Connection | undefined) {
    this.#store = store
    this.#lang = lang
    this.#way = way
  }

  /** Asks for a list soon, once however often it is wanted until then. */
  want(...lists: readonly List[]): void {
    for (const list of lists) this.#wanted.add(list)
    if (this.#running) return
    this.#running = true
    setTimeout(() => void this.#run(), pause)
  }

  /** Asks at once; resolves when all of them are there, or can't be had. */
  async fetch(...lists: readonly List[]): Promise<void> {
    for (const list of lists) await this.#fetch(list)
  }

  async commands(address: string): Promise<CommandItem[]> {
    return listCommands(this.#connection(), address, this.#lang)
  }

  /** Runs a command; rejects with `CommandRefused` when the desk says no, else when it can't be reached. */
  async run(address: string, node: string, values?: Readonly<Record<string, string>>): Promise<Outcome> {
    return runCommand(this.#connection(), { address, node }, { ...(values ? { values } : {}), lang: this.#lang })
  }

  /** The rows of a command that asks nothing, or of one that is told all it asks. */
  async rows(address: string, node: string, values?: Readonly<Record<string, string>>): Promise<readonly Row[]> {
    return (await this.run(address, node, values)).rows
  }

  #connection(): Connection {
    const connection = this.#way()
    if (!connection) throw new Error('There is no connection.')
    return connection
  }

  async #run(): Promise<void> {
    while (this.#wanted.size > 0) {
      const lists = [...this.#wanted]
      this.#wanted.clear()
      await this.fetch(...lists)
    }
    this.#running = false
  }

  async #fetch(list: List): Promise<void> {
    const { desk } = this.#store.domains
    try {
      if (list === 'mine') this.#mine(await this.rows(desk, 'mine'))
      if (list === 'queue') this.#store.set({ queue: await this.rows(desk, 'queue') })
      if (list === 'issues') this.#store.set({ issues: await this.rows(desk, 'issues', { filter: 'mine' }) })
      if (list === 'who') this.#who(await this.rows(desk, 'who'))
      if (list === 'stats') this.#store.set({ figures: (await this.rows(desk, 'stats'))[0] ?? {} })
      if (this.#store.state.deskAway) this.#store.set({ deskAway: false })
    } catch (error) {
      // Not for this role: then the list stays empty.
      if (!(error instanceof CommandRefused) && this.#way()) this.#store.set({ deskAway: true })
    }
  }

  #mine(rows: readonly Row[]): void {
    const { desk } = this.#store.domains
    const byJid = new Map(rows.map((row) => [`chat-${row.number}@${desk}`, row]))
    this.#store.changeAll(byJid.keys(), (thread) => ({
      ...describe(thread, byJid.get(thread.jid) as Row),
      listed: true,
    }))
  }

  #who(staff: readonly Row[]): void {
    const self = staff.find(({ jid }) => jid === this.#store.state.jid)
    const names = new Map(staff.map((row) => [row.jid ?? '', row.name ?? '']))
    this.#store.set({
      staff,
      ...(self ? { name: self.name ?? '', roles: (self.roles ?? '').split(','), mode: self.state ?? '' } : {}),
    })
    const people = [...names.keys()].filter((jid) => jid !== self?.jid)
    this.#store.changeAll(people, (thread) => ({ ...thread, name: names.get(thread.jid) || thread.name }))
  }
}
