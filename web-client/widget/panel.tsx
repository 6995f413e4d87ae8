// The panel: header, connection bar, conversation, composer; and where the keyboard's focus is.

import type { ReadonlySignal } from '@preact/signals'
import { useComputed, useSignal, useSignalEffect } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import type { VisitorState } from '../headless/state.ts'
import { Announcer } from './announcer.tsx'
import { Composer } from './composer.tsx'
import { Conversation } from './conversation.tsx'
import { Icon } from './icon.tsx'
import type { Strings } from './strings/en.ts'

export interface PanelProps {
  state: ReadonlySignal<VisitorState>
  open: ReadonlySignal<boolean>
  words: Strings
  /** For times and dates: the language with the region the browser names. */
  locale: string
  title: string
  onClose(): void
  onSay(text: string): void
  onDraft(text: string): void
  onRetry(id: string): void
}

/** A phone shows nothing but the panel. */
const fullScreen = '(max-width: 480px)'

export function Panel({ state, open, words, locale, title, onClose, onSay, onDraft, onRetry }: PanelProps) {
  const panel = useRef<HTMLElement>(null)
  const trouble = useTrouble(state, words)
  const { draft, link } = state.value
  // Without a connection nobody knows who is in.
  const availability = trouble ? undefined : state.value.availability

  useEffect(() => {
    if (!open.value) return
    // A phone's keyboard would hide the conversation before it was seen.
    const target = matchMedia('(hover: hover)').matches ? 'textarea' : 'h2'
    panel.current?.querySelector<HTMLElement>(target)?.focus({ preventScroll: true })
  }, [open.value])

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.isComposing) return
    if (event.key === 'Escape') {
      event.stopPropagation()
      onClose()
    } else if (event.key === 'Tab' && matchMedia(fullScreen).matches) keepInside(event, panel.current)
  }

  return (
    <section ref={panel} class="panel" role="dialog" aria-labelledby="title" hidden={!open.value} onKeyDown={onKeyDown}>
      <header class="header">
        <span class={`mark ${availability ?? ''}`}>
          <Icon name="bell" />
        </span>
        <div class="heading">
          <h2 id="title" tabIndex={-1}>
            {title}
          </h2>
          <p class="status">{words.availability[availability ?? 'unknown']}</p>
        </div>
        <button type="button" class="tool" aria-label={words.minimize} onClick={onClose}>
          <Icon name="down" />
        </button>
      </header>
      <div class="bar" role="status" data-shown={trouble !== '' || undefined}>
        {trouble && <span>{trouble}</span>}
      </div>
      <Conversation state={state.value} open={open.value} words={words} locale={locale} onRetry={onRetry} />
      <Composer
        draft={draft}
        disabled={link === 'refused'}
        placeholder={availability === 'out' ? words.placeholderOut : words.placeholder}
        words={words}
        onSay={onSay}
        onDraft={onDraft}
      />
      <Announcer state={state} words={words} />
    </section>
  )
}

/** What is wrong with the connection, for people; an interruption of a moment is nothing. */
function useTrouble(state: ReadonlySignal<VisitorState>, words: Strings): string {
  const text = useSignal('')
  const refusal = useComputed(() => (state.value.link === 'refused' ? state.value.problem || words.refused : ''))
  const well = useComputed(() => state.value.link === 'online' && !state.value.deskAway)
  useSignalEffect(() => {
    if (well.value || refusal.value) {
      text.value = refusal.value
      return
    }
    const soon = setTimeout(() => {
      text.value ||= words.reconnecting
    }, 1500)
    const later = setTimeout(() => {
      text.value = words.reconnectingLong
    }, 10_000)
    return () => {
      clearTimeout(soon)
      clearTimeout(later)
    }
  })
  return text.value
}

function keepInside(event: KeyboardEvent, panel: HTMLElement | null): void {
  const stops = [...(panel?.querySelectorAll<HTMLElement>('button:not(:disabled), a, textarea') ?? [])]
  const root = panel?.getRootNode() as ShadowRoot | undefined
  const leaving = event.shiftKey ? stops[0] : stops.at(-1)
  if (root?.activeElement !== leaving) return
  event.preventDefault()
  ;(event.shiftKey ? stops.at(-1) : stops[0])?.focus()
}
