// Canned replies by “:”, with what they would read like; picking one puts it into the box, where it can still be changed.

import { type Signal, useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { Row } from '../headless/agent/forms.ts'
import type { Thread } from '../headless/agent/state.ts'
import { type App, useApp } from './app.ts'
import { useRows } from './rows.ts'

export interface CannedList {
  readonly open: boolean
  readonly found: readonly Row[]
  readonly selected: number
  /** True when the key was for the list. */
  onKey(event: KeyboardEvent): boolean
  pick(row: Row): void
}

export function useCanned(app: App, thread: Thread, text: Signal<string>, onPick: (text: string) => void): CannedList {
  const selected = useSignal(0)
  const dismissed = useSignal('')
  const [whole = '', before = '', query = ''] = /^([\s\S]*(?:^|\s)):([\p{L}\p{N}_.-]*)$/u.exec(text.value) ?? []
  const asked = thread.kind === 'chat' && whole !== ''
  const rows = useRows(app, asked ? { address: thread.jid, node: 'replies' } : undefined)
  const found = (rows.value ?? []).filter(({ name = '', text: words = '' }) => fits(`${name} ${words}`, query))
  const open = asked && dismissed.value !== whole && rows.value !== undefined
  useEffect(() => {
    selected.value = 0
  }, [query])
  const pick = (row: Row) => onPick(before + (row.text ?? ''))
  const onKey = (event: KeyboardEvent): boolean => {
    if (!open) return false
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    const row = found[selected.value]
    if (step !== undefined) selected.value = (selected.value + step + found.length) % Math.max(1, found.length)
    else if (event.key === 'Escape') dismissed.value = whole
    else if ((event.key === 'Enter' || event.key === 'Tab') && row) pick(row)
    else return false
    event.preventDefault()
    event.stopPropagation()
    return true
  }
  return { open, found, selected: selected.value, onKey, pick }
}

const fits = (words: string, query: string): boolean => words.toLowerCase().includes(query.toLowerCase())

export function Canned({ canned }: { canned: CannedList }) {
  const { words } = useApp()
  const { found, selected, pick } = canned
  const shown = found[selected]
  return (
    <div class="canned">
      {found.length === 0 && <p class="empty">{words.cannedNone}</p>}
      <div role="listbox" class="options" aria-label={words.canned}>
        {found.map((row, place) => (
          <div
            key={row.name}
            role="option"
            tabIndex={-1}
            aria-selected={place === selected}
            onPointerUp={() => pick(row)}
          >
            <b>:{row.name}</b> <span dir="auto">{row.text}</span>
          </div>
        ))}
      </div>
      {shown && (
        <p class="preview" dir="auto">
          {shown.text}
        </p>
      )}
    </div>
  )
}
