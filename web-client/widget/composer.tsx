// Where the visitor writes: grows with the text, Enter sends, Shift+Enter starts a line. Enter that ends the choice of a
// Chinese, Japanese or Korean word sends nothing.

import { useLayoutEffect, useRef } from 'preact/hooks'
import { Icon } from './icon.tsx'
import type { Strings } from './strings/en.ts'

export interface ComposerProps {
  draft: string
  disabled: boolean
  placeholder: string
  words: Strings
  onSay(text: string): void
  onDraft(text: string): void
}

/** What browsers report for keys that belong to an input method; Safari tells by this alone. */
const inputMethodKey = 229

export function Composer({ draft, disabled, placeholder, words, onSay, onDraft }: ComposerProps) {
  const box = useRef<HTMLTextAreaElement>(null)
  const composing = useRef(false)

  useLayoutEffect(() => {
    const area = box.current
    if (!area) return
    if (area.value !== draft && !composing.current) area.value = draft
    area.style.height = 'auto'
    if (area.scrollHeight > 0) area.style.height = `${area.scrollHeight}px`
  }, [draft])

  const send = () => {
    const text = box.current?.value ?? ''
    if (text.trim() === '' || disabled) return
    onSay(text)
    box.current?.focus()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const choosing = event.isComposing || event.keyCode === inputMethodKey
    if (event.key !== 'Enter' || event.shiftKey || choosing) return
    event.preventDefault()
    send()
  }

  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      <textarea
        ref={box}
        rows={1}
        maxLength={8000}
        aria-label={words.composer}
        placeholder={placeholder}
        enterkeyhint="send"
        onKeyDown={onKeyDown}
        onInput={(event) => onDraft(event.currentTarget.value)}
        onCompositionStart={() => {
          composing.current = true
        }}
        onCompositionEnd={() => {
          composing.current = false
        }}
      />
      <button type="submit" class="send" aria-label={words.send} disabled={disabled || draft.trim() === ''}>
        <Icon name="send" />
      </button>
    </form>
  )
}
