// Some emoji to pick from, for those whose keyboard has none.

import { useLayoutEffect, useRef } from 'preact/hooks'
import type { Strings } from './strings/en.ts'

const all = (
  '😀 😄 😊 🙂 😉 😍 🤗 🤔 😅 😂 🙃 😢 😡 😮 😴 🥳 👍 👎 👌 👏 ' +
  '🙏 💪 👋 🤝 ❤️ 💔 🎉 ✨ 🔥 ⭐ ✅ ❌ ❓ ❗ 📷 📦 🚚 💳 ⏰ 🌙'
).split(' ')

interface EmojiProps {
  words: Strings
  onPick(emoji: string): void
  onClose(): void
}

const columns = 8

export function EmojiPicker({ words, onPick, onClose }: EmojiProps) {
  const box = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => box.current?.querySelector('button')?.focus(), [])
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: columns, ArrowUp: -columns }[event.key]
    if (event.key === 'Escape') {
      event.stopPropagation()
      onClose()
    } else if (step !== undefined && box.current) {
      event.preventDefault()
      const buttons = [...box.current.querySelectorAll('button')]
      const now = buttons.indexOf((box.current.getRootNode() as ShadowRoot).activeElement as HTMLButtonElement)
      const mirrored = Math.abs(step) === 1 && box.current.matches(':dir(rtl)') ? -step : step
      buttons[now + mirrored]?.focus()
    }
  }
  return (
    <div ref={box} class="emoji" role="toolbar" aria-label={words.emoji} onKeyDown={onKeyDown}>
      {all.map((emoji, index) => (
        <button key={emoji} type="button" tabIndex={index === 0 ? 0 : -1} onClick={() => onPick(emoji)}>
          {emoji}
        </button>
      ))}
    </div>
  )
}
