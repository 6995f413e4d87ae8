// The visitor's storage on his device: one IndexedDB database per desk and queue, shared by all tabs.
// By hand, since the four calls below are all there is; a library would be larger than this file.

import { type Line, withLines } from '../headless/line.ts'
import type { Saved, Storage } from '../headless/storage.ts'

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

    async claimToken(token, instead) {
      const { transaction, facts } = begin('readwrite')
      const stored = await done<string | undefined>(facts.get('token'))
      const counts = stored === undefined || stored === instead ? token : stored
      facts.put(counts, 'token')
      await committed(transaction)
      return counts
    },

    async forgetHistory() {
      const { transaction, lines, facts } = begin('readwrite')
      facts.delete('cursor')
      facts.delete('seen')
      const all = await done<Line[]>(lines.getAll())
      for (const { id, state } of all) if (state !== 'sending' && state !== 'failed') lines.delete(id)
      await committed(transaction)
    },
  }
}
