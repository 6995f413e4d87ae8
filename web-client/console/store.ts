// What this browser keeps for the console: the key to sign in with, what is not sent yet, drafts, choices, how far one has read.
// No conversation is kept here; the archives have them.

import type { Kept, Keychain } from '../headless/agent/login.ts'
import type { Standing, StandingKept } from '../headless/agent/standing.ts'
import type { Unsent } from '../headless/agent/talking.ts'

const database = 'bellhop console'

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(database, 1)
    opening.onupgradeneeded = () => opening.result.createObjectStore('facts')
    opening.onsuccess = () => resolve(opening.result)
    opening.onerror = () => reject(opening.error)
  })
}

/** All in one transaction; gives what `how` asked for. */
async function work<T>(mode: IDBTransactionMode, how: (facts: IDBObjectStore) => () => T): Promise<T> {
  const db = await open()
  try {
    return await new Promise<T>((resolve, reject) => {
      const changes = db.transaction('facts', mode)
      const result = how(changes.objectStore('facts'))
      changes.oncomplete = () => resolve(result())
      changes.onabort = () => reject(changes.error)
    })
  } finally {
    db.close()
  }
}

const resultOf =
  <T>(request: IDBRequest<T>) =>
  (): T =>
    request.result

export const getFact = <T>(name: string): Promise<T | undefined> =>
  work('readonly', (facts) => resultOf(facts.get(name)))
export const putFact = (name: string, value: unknown): Promise<unknown> =>
  work('readwrite', (facts) => resultOf(facts.put(value, name)))
export const deleteFact = (name: string): Promise<unknown> => work('readwrite', (facts) => resultOf(facts.delete(name)))

/** All whose names begin so, by their names. */
function getFacts<T>(start: string): Promise<[string, T][]> {
  const range = IDBKeyRange.bound(start, `${start}\uffff`)
  return work('readonly', (facts) => {
    const [names, values] = [facts.getAllKeys(range), facts.getAll(range)]
    return () => names.result.map((name, place) => [String(name), values.result[place]])
  })
}

/** Nobody else changes it in between. */
function changeFact<T>(name: string, how: (old: T | undefined) => T): Promise<unknown> {
  return work('readwrite', (facts) => {
    const old = facts.get(name)
    old.onsuccess = () => facts.put(how(old.result), name)
    return () => undefined
  })
}

/** The key in it can't be read, not even by us: only used. */
export const keychain: Keychain = {
  load: () => getFact<Kept>('login'),
  save: async (kept) => void (await putFact('login', kept)),
  forget: async () => void (await deleteFact('login')),
}

/**
 * What an account could not send yet. Each page of it answers for its own lines only: those of another that is open at the
 * same time stay.
 */
export function unsentOf(jid: string): Unsent {
  type Lines = Awaited<ReturnType<Unsent['load']>>
  const name = `unsent ${jid}`
  const mine = new Set<string>()
  const own = (lines: Lines) => {
    for (const { line } of lines) mine.add(line.id)
  }
  return {
    async save(lines) {
      own(lines)
      await changeFact<Lines>(name, (kept = []) => [...kept.filter(({ line }) => !mine.has(line.id)), ...lines])
    },
    async load() {
      const lines = (await getFact<Lines>(name)) ?? []
      own(lines)
      return lines
    },
  }
}

/** How far an account had read on this device: not in IndexedDB, which a page that goes away waits for in vain. */
export function standingOf(jid: string): StandingKept {
  const name = `bellhop standing ${jid}`
  // Refused by a browser that is told to keep nothing, or has no room: then a new page begins to count at nothing.
  return {
    save: (standing) => void attempt(() => localStorage.setItem(name, JSON.stringify(standing))),
    load: () => attempt(() => JSON.parse(localStorage.getItem(name) ?? 'null') as Standing | null) ?? undefined,
  }
}

function attempt<Value>(work: () => Value): Value | undefined {
  try {
    return work()
  } catch {
    return undefined
  }
}

/** What stands unsent in a box, and whether it is for colleagues only. */
export interface Draft {
  readonly text: string
  readonly note: boolean
}

const nothing: Draft = { text: '', note: false }

/** Drafts of an account by thread, each kept by itself: another page may be writing another. */
export async function openDrafts(jid: string) {
  const nameOf = (thread: string) => `draft ${jid} ${thread}`
  const drafts = new Map(await getFacts<Draft>(nameOf('')).catch(() => []))
  const timers = new Map<string, ReturnType<typeof setTimeout>>()
  const keep = (name: string) => {
    const draft = drafts.get(name)
    void (draft ? putFact(name, draft) : deleteFact(name)).catch(() => undefined)
  }
  return {
    get: (thread: string): Draft => drafts.get(nameOf(thread)) ?? nothing,
    set(thread: string, draft: Draft): void {
      const name = nameOf(thread)
      if (draft.text === '') drafts.delete(name)
      else drafts.set(name, draft)
      clearTimeout(timers.get(name))
      timers.set(
        name,
        setTimeout(() => keep(name), 300),
      )
    },
  }
}
export type Drafts = Awaited<ReturnType<typeof openDrafts>>
