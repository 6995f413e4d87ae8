// Saves a list as a table for spreadsheets: all pages of it, in one file.

import type { Api, Query } from './api.ts'

/** Without it Excel takes UTF-8 for the old encoding of the machine, and Chinese for nonsense. */
const byteOrderMark = '\ufeff'

export async function saveCsv(api: Api, path: string, query: Query, name: string): Promise<void> {
  const parts: string[] = []
  let next: string | undefined = path
  for (let asked: Query = { ...query, limit: 200 }; next !== undefined; asked = {}) {
    const page = await api.text(next, asked, 'text/csv')
    // Each page begins with the names of the columns.
    parts.push(parts.length === 0 ? page.text : page.text.slice(page.text.indexOf('\n') + 1))
    next = page.next
  }
  saveFile(name, new Blob([byteOrderMark, ...parts], { type: 'text/csv;charset=utf-8' }))
}

export function saveFile(name: string, content: Blob): void {
  const url = URL.createObjectURL(content)
  const link = document.createElement('a')
  Object.assign(link, { href: url, download: name })
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}
