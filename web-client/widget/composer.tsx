// Where the visitor writes: grows with the text, Enter sends, Shift+Enter starts a line. Enter that ends the choice of a
// Chinese, Japanese or Korean word sends nothing. Files come in by the clip, by pasting and by dropping on the panel.

import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import { longestText, textFile, textOf, wayOf } from '../headless/pasting.ts'
import { Icon } from './icon.tsx'
import { accepted } from './kinds.ts'
import { Lazy } from './lazy.tsx'
import type { Strings } from './strings/en.ts'

export interface ComposerProps {
  draft: string
  disabled: boolean
  /** There is something beside words that can be sent. */
  hasFiles: boolean
  placeholder: string
  words: Strings
  /** False: it may not go out yet. */
  onSay(text: string): boolean
  onDraft(text: string): void
  onFiles(files: Iterable<File>): void
}

/** What browsers report for keys that belong to an input method; Safari tells by this alone. */
const inputMethodKey = 229

export function Composer({ draft, disabled, hasFiles, placeholder, words, onSay, onDraft, onFiles }: ComposerProps) {
  const box = useRef<HTMLTextAreaElement>(null)
  const chooser = useRef<HTMLInputElement>(null)
  const composing = useRef(false)
  const [picking, setPicking] = useState(false)

  useLayoutEffect(() => {
    const area = box.current
    if (!area) return
    if (area.value !== draft && !composing.current) area.value = draft
    area.style.height = 'auto'
    if (area.scrollHeight > 0) area.style.height = `${area.scrollHeight}px`
  }, [draft])

  const send = () => {
    const text = box.current?.value ?? ''
    if ((text.trim() === '' && !hasFiles) || disabled) return
    if (onSay(text)) box.current?.focus()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const choosing = event.isComposing || event.keyCode === inputMethodKey
    if (event.key !== 'Enter' || event.shiftKey || choosing) return
    event.preventDefault()
    send()
  }
  const onPaste = (event: ClipboardEvent) => {
    const { clipboardData: clip } = event
    const way = wayOf(clip, event.currentTarget as HTMLTextAreaElement)
    if (way === 'box') return
    event.preventDefault()
    onFiles(way === 'files' ? (clip?.files ?? []) : [new File([textFile.begin, textOf(clip)], textFile.name, textFile)])
  }
  const close = () => {
    setPicking(false)
    box.current?.focus()
  }
  const pick = (emoji: string) => {
    const area = box.current
    if (!area) return
    area.setRangeText(emoji, area.selectionStart, area.selectionEnd, 'end')
    onDraft(area.value)
    close()
  }

  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      {picking && <Lazy load={loadEmoji} props={{ words, onPick: pick, onClose: close }} />}
      <button
        type="button"
        class="tool small"
        aria-label={words.files.attach}
        disabled={disabled}
        onClick={() => chooser.current?.click()}
      >
        <Icon name="clip" />
      </button>
      <input
        ref={chooser}
        type="file"
        multiple
        hidden
        accept={accepted}
        onChange={(event) => {
          onFiles([...(event.currentTarget.files ?? [])])
          event.currentTarget.value = ''
        }}
      />
      <textarea
        ref={box}
        rows={1}
        maxLength={longestText}
        dir="auto"
        aria-label={words.composer}
        placeholder={placeholder}
        enterkeyhint="send"
        onKeyDown={onKeyDown}
        onPaste={onPaste}
        onInput={(event) => onDraft(event.currentTarget.value)}
        onCompositionStart={() => {
          composing.current = true
        }}
        onCompositionEnd={() => {
          composing.current = false
        }}
      />
      <button
        type="button"
        class="tool small"
        aria-label={words.emoji}
        aria-expanded={picking}
        onClick={() => setPicking(!picking)}
      >
        <Icon name="smile" />
      </button>
      <button
        type="submit"
        class="send"
        aria-label={words.send}
        disabled={disabled || (draft.trim() === '' && !hasFiles)}
      >
        <Icon name="send" />
      </button>
    </form>
  )
}

const loadEmoji = () => import('./emoji.tsx').then((part) => part.EmojiPicker)
