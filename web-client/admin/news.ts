// What happens on the desk, as it happens: counts the news of each kind, so that what shows it is read again.

import { type ReadonlySignal, type Signal, signal } from '@preact/signals'
import { base, withQuery } from './api.ts'

const told = ['conversation', 'issue', 'staff', 'message'] as const
/** `message` is what is said in the conversation that is followed. `minute` is news too: time has gone by, for what says how long ago something was. */
export type Kind = (typeof told)[number] | 'minute'

export interface News {
  /** Goes up when there was something new of a kind. */
  readonly counts: Readonly<Record<Kind, ReadonlySignal<number>>>
  /** Whether we would hear of it. */
  readonly live: ReadonlySignal<boolean>
  /** From now on what is said in this conversation is news too, and in no other; gives what ends that. */
  follow(conversation: number): () => void
  /** Nothing is asked for and nothing is news until what this gives is called; then all is. */
  rest(): () => void
  close(): void
}

const soon = 300
/** On a busy desk something happens all the time, and each time what is shown is asked for again. */
const atMostEvery = 3000
const againAfter = 5000
const minute = 30_000

/** `onRefused` is called when the desk answers, but not with news: the session may be over. */
export function openNews(onRefused: () => void): News {
  const counts: Record<Kind, Signal<number>> = {
    ...{ conversation: signal(0), issue: signal(0), staff: signal(0) },
    ...{ message: signal(0), minute: signal(0) },
  }
  const live = signal(false)
  const pending = new Set<Kind>()
  let flushed = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  let retry: ReturnType<typeof setTimeout> | undefined
  let followed: number | undefined
  let source: EventSource

  let isResting = false
  let isClosed = false

  const flush = () => {
    timer = undefined
    flushed = Date.now()
    for (const kind of pending) counts[kind].value++
    pending.clear()
  }
  const note = (...fresh: readonly Kind[]) => {
    if (isResting) return
    for (const kind of fresh) pending.add(kind)
    timer ??= setTimeout(flush, Math.max(soon, flushed + atMostEvery - Date.now()))
  }
  const open = () => {
    source = new EventSource(withQuery(`${base}/events`, { messages: followed }))
    for (const kind of told) source.addEventListener(kind, () => note(kind))
    // What it tells begins now, or some of it is gone: all may be different.
    for (const kind of ['now', 'gap']) source.addEventListener(kind, () => note(...told))
    source.onopen = () => {
      live.value = true
    }
    source.onerror = () => {
      live.value = false
      // While it connects again by itself it goes on where it was; what was refused does not.
      if (source.readyState !== EventSource.CLOSED) return
      onRefused()
      retry = setTimeout(open, againAfter)
    }
  }
  const follow = (conversation: number | undefined) => {
    followed = conversation
    if (!isResting) reopen()
  }
  const reopen = () => {
    clearTimeout(retry)
    source.close()
    open()
  }
  open()
  const clock = setInterval(() => note('minute'), minute)
  return {
    ...{ counts, live },
    follow(conversation) {
      follow(conversation)
      return () => follow(undefined)
    },
    rest() {
      isResting = true
      live.value = false
      clearTimeout(retry)
      source.close()
      return () => {
        if (isClosed) return
        isResting = false
        reopen()
      }
    },
    close() {
      isClosed = true
      isResting = true
      clearInterval(clock)
      clearTimeout(timer)
      clearTimeout(retry)
      source.close()
    },
  }
}
