// The keyboard, wherever the focus is.

import { useEffect } from 'preact/hooks'
import type { App, Overlay } from './app.ts'
import { hashOf } from './route.ts'
import { placesOf } from './sidebar.tsx'
import { claim } from './waiting-row.tsx'

export function useKeys(app: App): void {
  useEffect(() => {
    const ends = new AbortController()
    document.addEventListener('keydown', (event) => onKey(app, event), { signal: ends.signal })
    return () => ends.abort()
  }, [])
}

function onKey(app: App, event: KeyboardEvent): void {
  if (event.isComposing || event.defaultPrevented || (event.repeat && event.code === 'KeyC')) return
  const run = actionOf(app, event)
  if (!run) return
  event.preventDefault()
  run()
}

function actionOf(app: App, event: KeyboardEvent): (() => void) | undefined {
  const { overlay, pane, route, session } = app
  const { desk } = session.store.domains
  const show = (what: Overlay) => () => {
    overlay.value = what
  }
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k')
    return () => {
      overlay.value = overlay.value?.kind === 'palette' ? undefined : { kind: 'palette' }
    }
  if (overlay.value) return undefined
  if (event.key === '?' && !isTyping(event)) return show({ kind: 'keys' })
  if (event.key === 'Escape') return () => document.querySelector<HTMLElement>('.composer textarea')?.focus()
  if (!event.altKey || event.ctrlKey || event.metaKey) return undefined
  if (event.key === 'ArrowDown') return () => step(app, 1)
  if (event.key === 'ArrowUp') return () => step(app, -1)
  switch (event.code) {
    case 'KeyU':
      return () => nextUnread(app)
    case 'KeyC':
      return () => takeOldest(app)
    case 'KeyI': {
      const here = route.value.kind === 'thread' && route.value.jid.startsWith('chat-') ? route.value.jid : desk
      return show({ kind: 'issue', address: here })
    }
    case 'KeyV':
      return () => {
        pane.value = !pane.value
      }
  }
  return undefined
}

/** A “?” that is meant for a text is none of ours. */
function isTyping({ target }: KeyboardEvent): boolean {
  return target instanceof HTMLElement && /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) && !isEmpty(target)
}

const isEmpty = (target: HTMLElement): boolean => target instanceof HTMLTextAreaElement && target.value === ''

function step({ state, route, session }: App, by: number): void {
  const places = placesOf(state.value.threads.values())
  const here = route.value.kind === 'thread' ? route.value.jid : ''
  const at = places.findIndex(({ jid }) => jid === here)
  const next = places[at === -1 ? 0 : (at + by + places.length) % places.length]
  if (next) location.hash = hashOf(next.jid, session.store.domains)
}

function nextUnread({ state, session }: App): void {
  const next = placesOf(state.value.threads.values()).find(({ unread, rings }) => rings || unread > 0)
  if (next) location.hash = hashOf(next.jid, session.store.domains)
}

function takeOldest(app: App): void {
  const [oldest] = app.state.value.queue
  if (oldest?.number) void claim(app, oldest.number)
}
