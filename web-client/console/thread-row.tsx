// One conversation, colleague or room in the lists.

import type { Thread } from '../headless/agent/state.ts'
import { brief } from '../look/time.ts'
import { useApp } from './app.ts'
import { Avatar } from './avatar.tsx'
import { memo } from './memo.ts'
import { hashOf } from './route.ts'
import type { Strings } from './strings/en.ts'

interface ThreadRowProps {
  thread: Thread
  selected: boolean
  clock: number
}

export const ThreadRow = memo(
  function ThreadRow({ thread, selected, clock }: ThreadRowProps) {
    const { session, words, locale } = useApp()
    const { kind, name, number, unread, mentions, rings, at } = thread
    const last = lastOf(thread, words)
    return (
      <li class="row">
        <a
          href={hashOf(thread.jid, session.store.domains)}
          aria-current={selected ? 'page' : undefined}
          data-rings={rings || undefined}
          data-unread={unread > 0 || undefined}
          data-thread={thread.jid}
        >
          <Avatar name={name} kind={kind} here={presenceOf(thread)} />
          <span class="what">
            <span class="title" dir="auto">
              {name}
              {kind === 'chat' && <small> #{number}</small>}
            </span>
            <span class={thread.typing === undefined ? 'last' : 'last typing-now'} dir="auto">
              {last}
            </span>
          </span>
          <span class="side">
            {kind !== 'person' && <time>{brief(at, clock, locale)}</time>}
            {rings && <b class="badge ring">{words.isNew}</b>}
            {!rings && mentions > 0 && (
              <b class="badge" title={words.mentioned}>
                @{mentions}
              </b>
            )}
            {!rings && mentions === 0 && unread > 0 && (
              <b class={kind === 'room' ? 'badge faint' : 'badge'} title={words.unread(unread)}>
                {unread > 99 ? '99+' : unread}
              </b>
            )}
          </span>
        </a>
      </li>
    )
  },
  (a, b) =>
    a.thread === b.thread && a.selected === b.selected && Math.floor(a.clock / 60_000) === Math.floor(b.clock / 60_000),
)

function presenceOf({ kind, here, show }: Thread): string {
  if (kind === 'room' || kind === 'desk') return ''
  if (!here) return 'out'
  return kind === 'chat' || show === '' || show === 'chat' ? 'in' : 'busy'
}

function lastOf(thread: Thread, words: Strings): string {
  const { typing, lines, row, kind, status, here } = thread
  if (typing !== undefined) return typing === '' ? words.typing : words.typingWho(typing)
  const line = lines.findLast(({ kind: of }) => of !== 'system' && of !== 'event')
  if (line) return `${line.kind === 'own' ? `${words.you}: ` : ''}${line.retracted ? words.retracted : line.body}`
  if (kind === 'room') return here ? words.inRoom(Number(status) || 0) : ''
  return row?.last ?? (kind === 'person' ? status : '')
}
