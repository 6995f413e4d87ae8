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

async function work<T>(mode: IDBTransactionMode, how: (facts: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const db = await open()
  try {
    return await new Promise<T>((resolve, reject) => {
      const changes = db.transaction('facts', mode)
      const request = how(changes.objectStore('facts'))
      changes.oncomplete = () => resolve(request.result)
      changes.onabort = () => reject(changes.error)
    })
  } finally {
    db.close()
  }
}

export const getFact = <T>(name: string): Promise<T | undefined> => work('readonly', (facts) => facts.get(name))
export const putFact = (name: string, value: unknown): Promise<unknown> =>
  work('readwrite', (facts) => facts.put(value, name))
export const deleteFact = (name: string): Promise<unknown> => work('readwrite', (facts) => facts.delete(name))

/** The key in it can't be read, not even by us: only used. */
export const keychain: Keychain = {
  load: () => getFact<Kept>('login'),
  save: async (kept) => void (await putFact('login', kept)),
  forget: async () => void (await deleteFact('login')),
}

/** What an account could not send yet. */
export function unsentOf(jid: string): Unsent {
  return {
    save: async (lines) => void (await putFact(`unsent ${jid}`, lines)),
    load: async () => (await getFact<Awaited<ReturnType<Unsent['load']>>>(`unsent ${jid}`)) ?? [],
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

/** Texts that stand unsent in boxes, by thread. */
export async function openDrafts(jid: string) {
  const name = `drafts ${jid}`
  const drafts = new Map(Object.entries((await getFact<Record<string, string>>(name).catch(() => undefined)) ?? {}))
  let timer: ReturnType<typeof setTimeout> | undefined
  return {
    get: (thread: string): string => drafts.get(thread) ?? '',
    set(thread: string, text: string): void {
      if (text === '') drafts.delete(thread)
      else drafts.set(thread, text)
      clearTimeout(timer)
      timer = setTimeout(() => void putFact(name, Object.fromEntries(drafts)).catch(() => undefined), 300)
    },
  }
}
export type Drafts = Awaited<ReturnType<typeof openDrafts>>
