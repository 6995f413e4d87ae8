// What is wrong with the connection, for people; an interruption of a moment is nothing.

import { type ReadonlySignal, useComputed, useSignal, useSignalEffect } from '@preact/signals'
import type { VisitorState } from '../headless/state.ts'
import type { Strings } from './strings/en.ts'

export function useTrouble(state: ReadonlySignal<VisitorState>, words: Strings): string {
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
