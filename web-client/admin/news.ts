// What happens on the desk, as it happens: counts the news of each kind, so that what shows it is read again.

import { type ReadonlySignal, type Signal, signal } from '@preact/signals'
import { base } from './api.ts'

export const kinds = ['conversation', 'issue', 'staff'] as const
export type Kind = (typeof kinds)[number]

export interface News {
  /** Goes up when there was something new of a kind; often at most every half a second. */
  readonly counts: Readonly<Record<Kind, ReadonlySignal<number>>>
  /** Whether we would hear of it. */
  readonly live: ReadonlySignal<boolean>
  close(): void
}

const atMostEvery = 500
const againAfter = 5000

/** `onRefused` is called when the desk answers, but not with news: the session may be over. */
export function openNews(onRefused: () => void): News {
  const counts: Record<Kind, Signal<number>> = { conversation: signal(0), issue: signal(0), staff: signal(0) }
  const live = signal(false)
  const pending = new Set<Kind>()
  let timer: ReturnType<typeof setTimeout> | undefined
  let retry: ReturnType<typeof setTimeout> | undefined
  let source: EventSource

  const flush = () => {
    timer = undefined
    for (const kind of pending) counts[kind].value++
    pending.clear()
  }
  const note = (...fresh: readonly Kind[]) => {
    for (const kind of fresh) pending.add(kind)
    timer ??= setTimeout(flush, atMostEvery)
  }
  const open = () => {
    source = new EventSource(`${base}/events`)
    for (const kind of kinds) source.addEventListener(kind, () => note(kind))
    // Some of it is gone: all may be different.
    source.addEventListener('gap', () => note(...kinds))
    source.onopen = () => {
      live.value = true
    }
    source.onerror = () => {
      live.value = false
      // While it connects again by itself it goes on where it was; what was refused does not.
      if (source.readyState !== EventSource.CLOSED) return
      onRefused()
      retry = setTimeout(() => {
        open()
        note(...kinds)
      }, againAfter)
    }
  }
  open()
  return {
    ...{ counts, live },
    close() {
      clearTimeout(timer)
      clearTimeout(retry)
      source.close()
    },
  }
}
