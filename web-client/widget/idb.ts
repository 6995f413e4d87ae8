// The visitor's storage on his device: one IndexedDB database per desk and queue, shared by all tabs.
// By hand, since the four calls below are all there is; a library would be larger than this file.

import { type Line, withLines } from '../headless/line.ts'
import { kept, type Saved, type Storage } from '../headless/storage.ts'

function done<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}

function committed(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve()
    transaction.onabort = () => reject(transaction.error)
    transaction.onerror = () => reject(transaction.error)
  })
}

/** How many lines of the history stay on the device. */
const most = 500

/** Rejects where the browser stores nothing, as in some private windows. */
export async function openStorage(name: string): Promise<Storage> {
  const opening = indexedDB.open(name, 1)
  opening.onupgradeneeded = () => {
    opening.result.createObjectStore('lines', { keyPath: 'id' })
    opening.result.createObjectStore('facts')
  }
  const database = await done(opening)
  // Somebody logs out: what is written from now on must not come back.
  database.onversionchange = () => database.close()
  const begin = (mode: IDBTransactionMode) => {
    const transaction = database.transaction(['lines', 'facts'], mode)
    return { transaction, lines: transaction.objectStore('lines'), facts: transaction.objectStore('facts') }
  }

  return {
    async load() {
      const { lines, facts } = begin('readwrite')
      const [all, keys, values] = await Promise.all([
        done<Line[]>(lines.getAll()),
        done(facts.getAllKeys()),
        done<unknown[]>(facts.getAll()),
      ])
      const sorted = withLines([], all)
      for (const line of sorted.slice(0, -most)) if (line.archive !== undefined) lines.delete(line.id)
      const known = Object.fromEntries(keys.map((key, index) => [key, values[index]])) as Partial<Saved>
      return { seen: 0, draft: '', ...known, lines: sorted.slice(-most) }
    },

    async save({ lines: reports = [], ...change }) {
      const { transaction, lines, facts } = begin('readwrite')
      for (const [key, value] of Object.entries(change)) facts.put(value, key)
      for (const report of reports) {
        const known = lines.get(report.id)
        known.onsuccess = () => {
          for (const line of withLines(known.result ? [known.result] : [], [report])) lines.put(line)
        }
      }
      // What is typed in the last moment before the page goes away must not wait for anything.
      if (reports.length === 0) transaction.commit()
      await committed(transaction)
    },

    async claim(claim, instead) {
      const { transaction, lines, facts } = begin('readwrite')
      const [token, jid, verified] = await Promise.all([
        done<string | undefined>(facts.get('token')),
        done<string | undefined>(facts.get('jid')),
        done<boolean | undefined>(facts.get('verified')),
      ])
      const first = token === undefined || token === instead
      const forgot = first && token !== undefined && jid !== claim.jid
      if (forgot) {
        for (const fact of ['cursor', 'seen', ...(verified ? ['draft'] : [])]) facts.delete(fact)
        const all = await done<Line[]>(lines.getAll())
        const stays = new Set(kept({ verified: verified ?? false }, all))
        for (const line of all) if (!stays.has(line)) lines.delete(line.id)
      }
      if (first) for (const [name, value] of Object.entries(claim)) facts.put(value, name)
      await committed(transaction)
      return { token: first ? claim.token : token, forgot }
    },
  }
}

/** The token in a database, if there is one; then the database goes. Sessions that have it open lose it. */
export async function deleteStorage(name: string): Promise<string | undefined> {
  const storage = await openStorage(name)
  const { token } = await storage.load()
  indexedDB.deleteDatabase(name)
  return token
}

/** The databases of a desk, as far as the browser tells; that of the queue in any case. */
export async function listStorages(start: string, queue: string): Promise<string[]> {
  const all = (await indexedDB.databases?.().catch(() => [])) ?? []
  const names = all.map(({ name = '' }) => name).filter((name) => name.startsWith(start))
  return [...new Set([...names, start + queue])]
}
