// The conversation as it scrolls: greeting, days, runs of lines, typing. Stays at the newest line unless the visitor has
// scrolled away from it.

import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import { type Form, unread } from '../headless/line.ts'
import type { VisitorState } from '../headless/state.ts'
import { Avatar } from './avatar.tsx'
import { Icon } from './icon.tsx'
import { Lazy } from './lazy.tsx'
import { RunOfLines } from './run.tsx'
import type { Strings } from './strings/en.ts'
import { afterOf, dayOf, layOut } from './view.ts'

export interface ConversationProps {
  state: VisitorState
  open: boolean
  words: Strings
  locale: string
  /** Where the desk keeps agents' pictures. */
  photos: string
  /** Nothing can be sent at the moment. */
  late: boolean
  onRetry(id: string): void
  onSubmit(form: Form, to: string): Promise<void>
}

const nearEnd = 80
const loadAfter = () => import('./after.tsx').then((part) => part.AfterConversation)

export function Conversation({ state, open, words, locale, photos, late, onRetry, onSubmit }: ConversationProps) {
  const log = useRef<HTMLDivElement>(null)
  const atEnd = useRef(true)
  const [away, setAway] = useState(false)
  const { lines, typing, seen } = state
  const last = lines.at(-1)
  const sent = lines.findLast((line) => line.kind === 'own')?.id

  const toEnd = (smooth: boolean) =>
    log.current?.scrollTo({ top: log.current.scrollHeight, behavior: smooth ? 'smooth' : 'instant' })
  useLayoutEffect(() => {
    atEnd.current = true
    toEnd(false)
  }, [open, sent])
  useLayoutEffect(() => {
    if (atEnd.current) toEnd(false)
  }, [lines, typing])
  // What comes up below (files, a keyboard), or in it a moment later, must not hide the newest line.
  useEffect(() => {
    const observer = new ResizeObserver(() => atEnd.current && toEnd(false))
    for (const each of [log.current, log.current?.firstElementChild]) if (each) observer.observe(each)
    return () => observer.disconnect()
  }, [])

  const onScroll = () => {
    const box = log.current
    if (!box || box.clientHeight === 0) return
    atEnd.current = box.scrollHeight - box.scrollTop - box.clientHeight < nearEnd
    setAway(!atEnd.current)
  }
  const after = afterOf(lines, Date.now())
  const heard = lines.findLast((line) => line.kind === 'agent')
  const speaker = heard?.nick ?? words.agent

  return (
    <div class="middle">
      <div
        ref={log}
        class="log"
        role="log"
        aria-live="off"
        aria-label={words.conversation}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1)
        tabIndex={0}
        onScroll={onScroll}
      >
        <div class="lines">
          {state.loaded && lines.length === 0 && <Greeting state={state} words={words} />}
          {layOut(lines, words.agent).map((block) => {
            if (block.type === 'day') return <Day key={block.key} at={block.at} words={words} locale={locale} />
            if (block.type === 'system')
              return (
                <p key={block.key} class="system">
                  {block.line.body}
                </p>
              )
            return (
              <RunOfLines
                key={block.key}
                run={block}
                words={words}
                locale={locale}
                uploads={state.uploads}
                photos={photos}
                late={late}
                onRetry={onRetry}
              />
            )
          })}
          {after && (
            <Lazy
              key={after.id}
              load={loadAfter}
              props={{ after: after.after, words, onSubmit: (form: Form) => onSubmit(form, after.id) }}
            />
          )}
          {typing && (
            <div class="run" key="typing">
              <Avatar name={speaker} photo={heard?.photo} photos={photos} />
              <p class="bubble typing">
                <span class="sr">{words.typing(speaker)}</span>
                <i />
                <i />
                <i />
              </p>
            </div>
          )}
        </div>
      </div>
      {away && (
        <button type="button" class="newest" aria-label={words.toNewest} onClick={() => toEnd(true)}>
          <Icon name="down" />
          {last && unread(lines, seen) > 0 ? words.newLines : ''}
        </button>
      )}
    </div>
  )
}

function Greeting({ state, words }: { state: VisitorState; words: Strings }) {
  return (
    <div class="greeting">
      <span class="bell">
        <Icon name="bell" />
      </span>
      <h3>{words.greeting.title}</h3>
      <p>{words.greeting[state.availability ?? 'in']}</p>
    </div>
  )
}

function Day({ at, words, locale }: { at: number; words: Strings; locale: string }) {
  const now = Date.now()
  const names = new Map([
    [dayOf(now), words.today],
    [dayOf(now - 86_400_000), words.yesterday],
  ])
  const date = new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long' })
  return (
    <p class="day">
      <span>{names.get(dayOf(at)) ?? date.format(at)}</span>
    </p>
  )
}
