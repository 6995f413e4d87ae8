// The panel: header with its menu, connection bar, conversation, box; and where the keyboard's focus is.

import type { ReadonlySignal } from '@preact/signals'
import { useSignal } from '@preact/signals'
import { useEffect, useMemo, useRef } from 'preact/hooks'
import type { VisitorSession } from '../headless/session.ts'
import type { VisitorState } from '../headless/state.ts'
import { Announcer } from './announcer.tsx'
import { Box } from './box.tsx'
import { Conversation } from './conversation.tsx'
import { Files } from './files.ts'
import { Icon } from './icon.tsx'
import { Lazy } from './lazy.tsx'
import type { Strings } from './strings/en.ts'
import { useTrouble } from './trouble.ts'
import { openingTime } from './view.ts'

export interface PanelProps {
  session: VisitorSession
  state: ReadonlySignal<VisitorState>
  open: ReadonlySignal<boolean>
  words: Strings
  lang: string
  /** For times and dates: the language with the region the browser names. */
  locale: string
  title: string
  /** Where the desk keeps agents' pictures. */
  photos: string
  onClose(): void
  onTranscript(): Promise<void>
  onAnew(): void
}

/** A phone shows nothing but the panel. */
const fullScreen = '(max-width: 480px)'

export function Panel(props: PanelProps) {
  const { session, state, open, words, lang, locale, title, photos, onClose, onTranscript, onAnew } = props
  const panel = useRef<HTMLElement>(null)
  const more = useRef<HTMLButtonElement>(null)
  const menu = useSignal(false)
  const dropping = useSignal(false)
  const files = useMemo(() => new Files(session), [session])
  const trouble = useTrouble(state, words)
  const { lines, verified } = state.value
  // Without a connection nobody knows who is in.
  const availability = trouble ? undefined : state.value.availability

  useEffect(() => {
    if (!open.value) return
    // A phone's keyboard would hide the conversation before it was seen.
    const target = matchMedia('(hover: hover)').matches ? '.composer textarea' : 'h2'
    panel.current?.querySelector<HTMLElement>(target)?.focus({ preventScroll: true })
  }, [open.value])

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.isComposing || event.defaultPrevented) return
    if (event.key === 'Escape') {
      event.stopPropagation()
      onClose()
    } else if (event.key === 'Tab' && matchMedia(fullScreen).matches) keepInside(event, panel.current)
  }
  const closeMenu = () => {
    menu.value = false
    more.current?.focus()
  }
  const onDrag = (event: DragEvent) => {
    if (!event.dataTransfer?.types.includes('Files')) return
    event.preventDefault()
    dropping.value = event.type === 'dragover'
    if (event.type === 'drop') void files.add(event.dataTransfer.files)
  }

  return (
    <section
      ref={panel}
      class="panel"
      role="dialog"
      aria-labelledby="title"
      hidden={!open.value}
      onKeyDown={onKeyDown}
      onDragOver={onDrag}
      onDragLeave={onDrag}
      onDrop={onDrag}
    >
      <div class="header">
        <span class={`mark ${availability ?? ''}`}>
          <Icon name="bell" />
        </span>
        <div class="heading">
          <h2 id="title" tabIndex={-1}>
            {title}
          </h2>
          <p class="status">{statusOf(state.value, availability, words, locale)}</p>
        </div>
        <button
          ref={more}
          type="button"
          class="tool"
          aria-label={words.menu.open}
          aria-haspopup="menu"
          aria-expanded={menu.value}
          onClick={() => {
            menu.value = !menu.value
          }}
        >
          <Icon name="more" />
        </button>
        <button type="button" class="tool" aria-label={words.minimize} onClick={onClose}>
          <Icon name="down" />
        </button>
        {menu.value && (
          <Lazy
            load={loadMenu}
            props={{
              ...{ words, onTranscript, onAnew, onClose: closeMenu },
              ...{ mayStartAnew: !verified, hasLines: lines.length > 0 },
            }}
          />
        )}
      </div>
      <div class="bar" role="status" data-shown={trouble !== '' || undefined}>
        {trouble && <span>{trouble}</span>}
      </div>
      <Conversation
        state={state.value}
        open={open.value}
        words={words}
        locale={locale}
        photos={photos}
        late={trouble !== ''}
        onRetry={(id) => void session.retry(id)}
        onSubmit={(form, to) => session.submit(form, to)}
      />
      <Box
        {...{ session, state, files, words, lang, locale }}
        placeholder={availability === 'out' ? words.placeholderOut : words.placeholder}
      />
      {dropping.value && (
        <p class="dropping" aria-hidden="true">
          {words.files.drop}
        </p>
      )}
      <Announcer state={state} words={words} />
    </section>
  )
}

const loadMenu = () => import('./menu.tsx').then((part) => part.Menu)

/** Whether somebody is in; while the queue is closed, when it opens, in the visitor's own time. */
function statusOf(
  { opens }: VisitorState,
  availability: VisitorState['availability'],
  words: Strings,
  locale: string,
): string {
  const now = Date.now()
  if (availability === 'out' && opens !== undefined && opens > now) return words.backAt(openingTime(opens, now, locale))
  return words.availability[availability ?? 'unknown']
}

function keepInside(event: KeyboardEvent, panel: HTMLElement | null): void {
  const every =
    panel?.querySelectorAll<HTMLElement>('button:not(:disabled), a, textarea, input:not([hidden]), select') ?? []
  const stops = [...every].filter(({ tabIndex }) => tabIndex >= 0)
  const root = panel?.getRootNode() as ShadowRoot | undefined
  const leaving = event.shiftKey ? stops[0] : stops.at(-1)
  if (root?.activeElement !== leaving) return
  event.preventDefault()
  ;(event.shiftKey ? stops.at(-1) : stops[0])?.focus()
}
