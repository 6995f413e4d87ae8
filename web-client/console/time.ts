// Deadlines of issues in words.

import type { Row } from '../headless/agent/forms.ts'
import { relative, span } from '../look/time.ts'
import type { Strings } from './strings/en.ts'

export type Urgency = 'calm' | 'soon' | 'late'

export interface Deadline {
  readonly words: string
  readonly urgency: Urgency
}

const soon = 30 * 60_000

/** What an issue waits for, and until when; undefined when nothing runs. */
export function deadlineOf(row: Row, now: number, words: Strings, locale: string): Deadline | undefined {
  if (row.waits === 'agent' || row.waits === 'visitor') return { words: words.waitsFor[row.waits], urgency: 'calm' }
  const due = Date.parse(row.due ?? '')
  const clock = row.clock === 'accept' || (!row.clock && row.state !== 'accepted') ? 'accept' : 'resolve'
  if (Number.isNaN(due)) return undefined
  if (due <= now) return { words: `${words.late[clock]} ${span(now - due, locale)}`, urgency: 'late' }
  return { words: `${words.due[clock]} ${relative(due, now, locale)}`, urgency: due - now < soon ? 'soon' : 'calm' }
}
