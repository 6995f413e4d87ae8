// Reads new answers to people who use a screen reader, once each; the history is not read aloud.

import { type ReadonlySignal, useSignal, useSignalEffect } from '@preact/signals'
import { useRef } from 'preact/hooks'
import { newestPlace } from '../headless/line.ts'
import type { VisitorState } from '../headless/state.ts'
import type { Strings } from './strings/en.ts'

const atOnce = 3

export function Announcer({ state, words }: { state: ReadonlySignal<VisitorState>; words: Strings }) {
  const said = useRef<number>(undefined)
  const text = useSignal('')
  useSignalEffect(() => {
    const { lines, loaded } = state.value
    if (!loaded) return
    const from = said.current ?? newestPlace(lines)
    said.current = Math.max(from, newestPlace(lines))
    const fresh = lines.filter((line) => line.kind !== 'own' && (line.archive ?? 0) > from).slice(-atOnce)
    if (fresh.length > 0) text.value = fresh.map((line) => speak(line.nick, line.body, words)).join('\n')
  })
  return (
    <div class="sr" aria-live="polite" aria-atomic="true">
      {text.value}
    </div>
  )
}

function speak(nick: string | undefined, body: string, words: Strings): string {
  return `${nick ?? words.agent}: ${body}`
}
