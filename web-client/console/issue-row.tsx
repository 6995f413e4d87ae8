// One issue in a list: what it is, how it stands, and until when.

import type { Row } from '../headless/agent/forms.ts'
import { useApp } from './app.ts'
import { deadlineOf } from './time.ts'

export function IssueRow({ row }: { row: Row }) {
  const { words, locale, clock, route } = useApp()
  const now = route.value
  const { number = '', type, content, state = '', priority = 'normal', handlerName } = row
  const due = deadlineOf(row, clock.value, words, locale)
  const selected = now.kind === 'issue' && now.number === Number(number)
  return (
    <li class="row issue" data-issue={number}>
      <a href={`#/issues/${number}`} aria-current={selected ? 'page' : undefined}>
        <i class={`priority ${priority}`} title={words.priorities[priority as 'low'] ?? priority} />
        <span class="what">
          <span class="title" dir="auto">
            <small>#{number}</small> {content}
          </span>
          <span class="last">
            {type} · {words.states[state as 'open'] ?? state} · {handlerName}
          </span>
          {due && <small class={`age ${due.urgency}`}>{due.words}</small>}
        </span>
      </a>
    </li>
  )
}
