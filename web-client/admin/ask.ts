// What a part of the page shows of the API: read when it appears, again when something is new, and page by page.

import { useSignalEffect } from '@preact/signals'
import { useCallback, useEffect, useRef, useState } from 'preact/hooks'
import { type Api, type Page, type Query, type Read, withQuery } from './api.ts'
import { useApp } from './app.ts'
import type { Kind } from './news.ts'

export interface Answer<Value> {
  /** As last read; undefined until then. */
  readonly value: Value | undefined
  readonly etag: string | undefined
  readonly error: unknown
  readonly loading: boolean
  /** Reads it again, and resolves when that is done. */
  again(): Promise<void>
}

/** Something of the API; undefined as a path asks nothing. News of these kinds make it be read again. */
export function useAnswer<Value>(
  path: string | undefined,
  query: Query = {},
  live: readonly Kind[] = [],
): Answer<Value> {
  const { api } = useApp()
  const url = path && withQuery(path, query)
  const load = useCallback(async (signal: AbortSignal) => url && api.read<Value>(url, {}, signal), [url])
  const { found, ...rest } = useLoaded<Read<Value>>(load as never, url, live)
  return { value: found?.value, etag: found?.etag, ...rest }
}

export interface Pages<Item> {
  readonly items: readonly Item[] | undefined
  readonly error: unknown
  readonly loading: boolean
  /** Whether there are more than these. */
  readonly hasMore: boolean
  more(): void
  again(): Promise<void>
}

const pageSize = 50

/** A list of the API, as many pages of it as were asked for; read again when `turn` is another. */
export function usePages<Item>(path: string, query: Query = {}, live: readonly Kind[] = [], turn = 0): Pages<Item> {
  const { api } = useApp()
  const url = withQuery(path, { limit: pageSize, ...query })
  const [wanted, want] = useState({ url, pages: 1 })
  const pages = wanted.url === url ? wanted.pages : 1
  const load = useCallback((signal: AbortSignal) => readPages<Item>(api, url, pages, signal), [url, pages, turn])
  const { found, ...rest } = useLoaded<Page<Item>>(load, url, live)
  const hasMore = found !== undefined && found.next !== null
  return { ...rest, hasMore, items: found?.items, more: () => want({ url, pages: pages + 1 }) }
}

/** A list of the API as a whole, however many pages it has; read again when `turn` is another. */
export function useWhole<Item>(
  path: string | undefined,
  query: Query = {},
  live: readonly Kind[] = [],
  turn = 0,
): Answer<readonly Item[]> {
  const { api } = useApp()
  const url = path && withQuery(path, { limit: 200, ...query })
  const load = useCallback(
    async (signal: AbortSignal) => url && (await readPages<Item>(api, url, Number.POSITIVE_INFINITY, signal)).items,
    [url, turn],
  )
  const { found, ...rest } = useLoaded<readonly Item[]>(load as never, url, live)
  return { value: found, etag: undefined, ...rest }
}

async function readPages<Item>(api: Api, url: string, pages: number, signal: AbortSignal): Promise<Page<Item>> {
  const items: Item[] = []
  let next: string | null = null
  for (let page = 0; page < pages && (page === 0 || next !== null); page++) {
    const found: Page<Item> = await api.get(url, { cursor: next }, signal)
    items.push(...found.items)
    next = found.next
  }
  return { items, next }
}

interface Loaded<Value> {
  readonly found: Value | undefined
  readonly error: unknown
  readonly loading: boolean
  again(): Promise<void>
}

/** What was loaded for one address stays while it is loaded again, and is gone with another address. */
function useLoaded<Value>(
  load: (signal: AbortSignal) => Promise<Value>,
  about: string | undefined,
  live: readonly Kind[],
): Loaded<Value> {
  const { news } = useApp()
  const [state, set] = useState<{ about: unknown; found?: Value; error?: unknown; loading: boolean }>()
  const asking = useRef<AbortController | undefined>(undefined)
  const again = useCallback(async () => {
    asking.current?.abort()
    const mine = new AbortController()
    asking.current = mine
    set((before) => ({ ...(before?.about === about && before), about, loading: true }))
    try {
      const found = await load(mine.signal)
      if (!mine.signal.aborted) set({ about, found, loading: false })
    } catch (error) {
      // What was there stays in sight when it can't be read again.
      if (!mine.signal.aborted) set((before) => ({ ...before, about, error, loading: false }))
    }
  }, [load, about])
  useEffect(() => {
    if (about !== undefined) void again()
    return () => asking.current?.abort()
  }, [again])
  const latest = useRef(again)
  latest.current = again
  const heard = useRef<number | undefined>(undefined)
  useSignalEffect(() => {
    const count = live.reduce((sum, kind) => sum + news.counts[kind].value, 0)
    if (heard.current !== undefined && heard.current !== count && about !== undefined) void latest.current()
    heard.current = count
  })
  const own = state?.about === about ? state : undefined
  return { found: own?.found, error: own?.error, loading: own?.loading ?? about !== undefined, again }
}
