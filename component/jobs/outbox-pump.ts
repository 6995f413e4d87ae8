// The pump: the only one that sends. What the outbox holds goes out in order, and stays there until the IM server has it.
import { handedOver, nextToSend } from '../desk/delivery.ts'
import type { Posted, Turn } from '../desk/turn.ts'
import type { Log } from '../log.ts'
import { bareOf } from '../model/address.ts'
import type { ContactNotice } from '../model/notice.ts'

export interface Pump {
  /** What was just committed, in order. */
  posted(notices: readonly Posted[]): void
  /** The stream is there: first what the outbox holds, then what comes. */
  online(): void
  /** The stream is gone: what lasts waits in the outbox, what is fleeting is forgotten. */
  offline(): void
  /** Sends nothing more; resolves when what was sent is confirmed, or will not be. What is not stays in the outbox. */
  stop(): Promise<void>
}

export interface PumpOptions<Stanza> {
  run: <T>(work: (turn: Turn) => Promise<T>) => Promise<T>
  /** The stanza of a notice; undefined for those that are not for the wire. */
  write: (posted: Posted) => Stanza | undefined
  /** Hands these to the stream in order. */
  send: (stanzas: readonly Stanza[]) => Promise<void>
  /** Resolves when the IM servers have all that was sent before. */
  barrier: () => Promise<void>
  /** Puts a contact into a roster, or takes it out; rejects with `final: true` when trying again is of no use. */
  contact: (notice: ContactNotice) => Promise<void>
  log: Log
}

const page = 500
const contactRetry = 2_000
const databaseRetry = 1_000
const longestHold = 1_000
const patience = 2_000
const together = 50

export function openPump<Stanza>({ run, write, send, barrier, contact, log }: PumpOptions<Stanza>): Pump {
  let mode: 'off' | 'backlog' | 'live' = 'off'
  /** Counts streams, so that what belongs to an earlier one stops by itself. */
  let stream = 0
  let queue: Posted[] = []
  let unconfirmed: number[] = []
  /** The stream that this is being done for; what hangs for an earlier one holds up nothing. */
  const busy = { sending: 0, confirming: 0 }
  let puttingContacts = false
  const contacts = new Map<number, ContactNotice>()
  /** What comes from a contact that is not yet in the roster: clients would show its address instead of its name. */
  const held = new Map<string, Posted[]>()
  /** Words don't wait for long, but a presence does: without the contact a client has nowhere to show it, and forgets it. */
  const late = new Map<string, Posted[]>()
  const retries = new Set<NodeJS.Timeout>()
  let stopped = false
  let confirmation: Promise<unknown> = Promise.resolve()

  async function backlog(mine: number): Promise<void> {
    let after = 0
    while (mine === stream && mode === 'backlog') {
      const rows = await run(async (turn) => {
        const found = await nextToSend(turn, after, page)
        // Turns run one after the other: all that is committed from here on is handed to `posted`.
        if (found.length === 0 && mine === stream) mode = 'live'
        return found
      })
      if (mine !== stream) return
      take(rows)
      await drain(mine)
      after = rows.at(-1)?.id ?? after
    }
    await drain(mine)
  }

  /** The database may be away for a while: what it holds must not wait for the next stream. */
  function readBacklog(mine: number): void {
    backlog(mine).catch((error: Error) => {
      if (stopped || mine !== stream) return
      log.warn('the outbox could not be read', { error: error.message })
      later(databaseRetry, () => readBacklog(mine))
    })
  }

  function take(notices: readonly Posted[]): void {
    for (const { id, notice } of notices) {
      if (notice.kind !== 'contact') placeOf(notice).push({ id, notice })
      else if (id !== undefined && !contacts.has(id)) {
        contacts.set(id, notice)
        if (notice.name !== null && mode !== 'off') hold(lane(notice.to, notice.contact))
      }
    }
    if (contacts.size > 0) tend()
  }

  const lane = (to: string, from: string): string => `${bareOf(to)} ${from}`

  function placeOf(notice: Exclude<Posted['notice'], ContactNotice>): Posted[] {
    const key = lane(notice.to, notice.from)
    return held.get(key) ?? (notice.kind === 'presence' ? late.get(key) : undefined) ?? queue
  }

  function hold(key: string): void {
    if (held.has(key)) return
    held.set(key, [])
    setTimeout(() => letWordsGo(key), longestHold)
  }

  function letWordsGo(key: string): void {
    const waiting = held.get(key)
    if (!waiting) return
    held.delete(key)
    const isPresence = ({ notice }: Posted) => notice.kind === 'presence'
    late.set(key, waiting.filter(isPresence))
    letGo(waiting.filter((posted) => !isPresence(posted)))
  }

  /** The contact is in the roster now, or never will be. */
  function letAllGo(key: string): void {
    const waiting = [...(held.get(key) ?? []), ...(late.get(key) ?? [])]
    held.delete(key)
    late.delete(key)
    letGo(waiting)
  }

  function letGo(waiting: readonly Posted[]): void {
    if (waiting.length === 0 || mode === 'off') return
    queue.push(...waiting)
    guard(drain(stream))
  }

  async function drain(mine: number): Promise<void> {
    if (busy.sending === mine) return
    busy.sending = mine
    try {
      while (queue.length > 0 && mine === stream) {
        const { stanzas, ids } = written(queue)
        queue = []
        await send(stanzas)
        if (mine !== stream) return
        unconfirmed.push(...ids)
        if (unconfirmed.length > 0) watch(mine)
      }
    } finally {
      if (busy.sending === mine) busy.sending = 0
    }
  }

  /** One that can't be written is a bug: it stays in the outbox for a desk that can, and holds up nobody. */
  function written(batch: readonly Posted[]): { stanzas: Stanza[]; ids: number[] } {
    const stanzas: Stanza[] = []
    const ids: number[] = []
    for (const posted of batch) {
      const { id, notice } = posted
      try {
        const stanza = write(posted)
        if (stanza !== undefined) stanzas.push(stanza)
        if (id !== undefined) ids.push(id)
      } catch (error) {
        const { kind, to } = notice
        log.error('a notice could not be written', { id, kind, to, error: (error as Error).stack })
      }
    }
    return { stanzas, ids }
  }

  /** Until it is done, however long that takes: what stayed in the outbox for hours would be sent twice one day. Never rejects. */
  async function confirm(mine: number): Promise<void> {
    if (busy.confirming === mine) return
    busy.confirming = mine
    try {
      while (unconfirmed.length > 0 && mine === stream) {
        // What is sent within a moment is confirmed, and taken out of the outbox, together.
        if (!stopped) await new Promise((resolve) => setTimeout(resolve, together))
        const ids = unconfirmed
        unconfirmed = []
        try {
          await barrier()
          await run((turn) => handedOver(turn, ids))
        } catch (error) {
          if (stopped || mine !== stream) return
          unconfirmed.unshift(...ids)
          const { message } = error as Error
          log.warn('what was sent is not confirmed yet', { count: unconfirmed.length, error: message })
          await new Promise((resolve) => setTimeout(resolve, databaseRetry))
        }
      }
    } finally {
      if (busy.confirming === mine) busy.confirming = 0
    }
  }

  async function putContacts(): Promise<void> {
    if (puttingContacts || stopped) return
    puttingContacts = true
    try {
      for (const [id, notice] of contacts) {
        await contact(notice).catch((error: Error & { final?: boolean }) => {
          if (!error.final) throw error
          log.error('a contact could not be put into a roster', { to: notice.to, error: error.message })
        })
        contacts.delete(id)
        letAllGo(lane(notice.to, notice.contact))
        await run((turn) => handedOver(turn, [id]))
      }
    } finally {
      puttingContacts = false
    }
  }

  function tend(): void {
    putContacts().catch((error: Error) => {
      log.warn('contacts wait', { count: contacts.size, error: error.message })
      later(contactRetry, tend)
    })
  }

  // What fails here fails with the stream or the database: all is still in the outbox and goes out with the next stream.
  function guard(work: Promise<void>): void {
    work.catch((error: Error) => {
      if (stopped) return
      log.warn('sending stopped', { error: error.message })
    })
  }
  function watch(mine: number): void {
    confirmation = Promise.all([confirmation, confirm(mine)])
  }

  function later(milliseconds: number, work: () => void): void {
    if (stopped) return
    const timer = setTimeout(() => {
      retries.delete(timer)
      work()
    }, milliseconds)
    retries.add(timer)
  }

  return {
    posted(notices) {
      const contactsOnly = notices.filter(({ notice }) => notice.kind === 'contact')
      if (mode === 'off') return take(contactsOnly)
      // While the backlog is read, lasting ones are found there in their order.
      take(mode === 'backlog' ? notices.filter(({ id }) => id === undefined) : notices)
      guard(drain(stream))
    },
    online() {
      stream += 1
      queue = []
      held.clear()
      late.clear()
      unconfirmed = []
      mode = 'backlog'
      readBacklog(stream)
    },
    offline() {
      stream += 1
      mode = 'off'
      queue = []
      held.clear()
      late.clear()
    },
    async stop() {
      stopped = true
      for (const timer of retries) clearTimeout(timer)
      await Promise.race([confirmation, new Promise((resolve) => setTimeout(resolve, patience).unref())])
      mode = 'off'
      stream += 1
    },
  }
}
