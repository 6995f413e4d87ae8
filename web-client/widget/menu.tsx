// What is behind “More”: the sound, a copy of the conversation, and starting anew. A menu for keyboards, too (ARIA APG).

import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import { Icon } from './icon.tsx'
import type { paths } from './icons.ts'
import { isSoundOn, switchSound } from './preferences.ts'
import type { Strings } from './strings/en.ts'

export interface MenuProps {
  words: Strings
  /** Starting anew would not make somebody else of who his site vouches for. */
  mayStartAnew: boolean
  /** There is something to save. */
  hasLines: boolean
  onTranscript(): Promise<void>
  onAnew(): void
  onClose(): void
}

export function Menu({ words, mayStartAnew, hasLines, onTranscript, onAnew, onClose }: MenuProps) {
  const box = useRef<HTMLDivElement>(null)
  const [sound, setSound] = useState(isSoundOn)
  const [asking, setAsking] = useState(false)
  const [failed, setFailed] = useState(false)
  const { menu } = words
  useLayoutEffect(() => box.current?.querySelector('button')?.focus(), [asking])
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape' || event.key === 'Tab') {
      event.stopPropagation()
      event.preventDefault()
      onClose()
    } else if (box.current && moves[event.key] && !asking) {
      event.preventDefault()
      move(box.current, event.key)
    }
  }
  const onFocusOut = (event: FocusEvent) => {
    if (event.relatedTarget && !box.current?.contains(event.relatedTarget as Node)) onClose()
  }

  if (asking) {
    return (
      <div ref={box} class="menu ask" role="alertdialog" aria-labelledby="anew" onKeyDown={onKeyDown}>
        <p id="anew">{menu.anewQuestion}</p>
        <div class="buttons">
          <button type="button" class="plain" onClick={onClose}>
            {menu.cancel}
          </button>
          <button type="button" class="strong" onClick={onAnew}>
            {menu.anewYes}
          </button>
        </div>
      </div>
    )
  }
  const save = () => onTranscript().then(onClose, () => setFailed(true))
  return (
    <div ref={box} class="menu" role="menu" aria-label={menu.open} onKeyDown={onKeyDown} onFocusOut={onFocusOut}>
      <button
        type="button"
        role="menuitemcheckbox"
        aria-checked={sound}
        onClick={() => {
          switchSound(!sound)
          setSound(!sound)
        }}
      >
        <Icon name="sound" />
        <span>{menu.sound}</span>
        <i class="switch" />
      </button>
      {hasLines && <Item icon="save" text={menu.transcript} onClick={save} />}
      {failed && (
        <p class="wrong" role="alert">
          {menu.transcriptFailed}
        </p>
      )}
      {mayStartAnew && hasLines && <Item icon="anew" text={menu.anew} onClick={() => setAsking(true)} />}
    </div>
  )
}

function Item({ icon, text, onClick }: { icon: keyof typeof paths; text: string; onClick(): void }) {
  return (
    <button type="button" role="menuitem" onClick={onClick}>
      <Icon name={icon} />
      <span>{text}</span>
    </button>
  )
}

const moves: Record<string, number> = {
  ArrowDown: 1,
  ArrowUp: -1,
  Home: Number.NEGATIVE_INFINITY,
  End: Number.POSITIVE_INFINITY,
}

function move(box: HTMLElement, key: string): void {
  const items = [...box.querySelectorAll('button')]
  const now = items.indexOf((box.getRootNode() as ShadowRoot).activeElement as HTMLButtonElement)
  const step = moves[key] ?? 0
  const next = Number.isFinite(step) ? (now + step + items.length) % items.length : step > 0 ? items.length - 1 : 0
  items[next]?.focus()
}
