// What was said, newest at the bottom. Lines are drawn in blocks that are drawn again only when they change, and that the
// browser skips while they are out of sight, so that ten thousand lines scroll like ten.

import { type Signal, useSignal } from '@preact/signals'
import { ChevronDown } from 'lucide'
import { useEffect, useLayoutEffect, useMemo, useRef } from 'preact/hooks'
import type { AgentLine } from '../headless/agent/line.ts'
import type { Thread } from '../headless/agent/state.ts'
import { Icon } from '../look/icon.tsx'
import { useApp } from './app.ts'
import { Block, blocksOf } from './block.tsx'
import type { Aim } from './thread.tsx'

interface LogProps {
  thread: Thread
  lines: readonly AgentLine[]
  onOlder(): void
  onAim(aim: Aim): void
}

const near = 80

export function Log({ thread, lines, onOlder, onAim }: LogProps) {
  const { words } = useApp()
  const box = useRef<HTMLDivElement>(null)
  const top = useRef<HTMLParagraphElement>(null)
  const atEnd = useSignal(true)
  const first = useFirstNew(thread, lines)
  const blocks = useMemo(() => blocksOf(lines), [lines])
  const { history } = thread
  useStay(box, lines, atEnd)
  const below = useBelow(lines, atEnd.value)

  useEffect(() => {
    if (history !== 'some' || !top.current) return undefined
    const watch = new IntersectionObserver(([entry]) => entry?.isIntersecting && onOlder(), {
      root: box.current,
      rootMargin: '600px 0px 0px',
    })
    watch.observe(top.current)
    return () => watch.disconnect()
  }, [history, onOlder])

  const toEnd = () => box.current?.scrollTo({ top: box.current.scrollHeight })
  return (
    <div class="log-frame">
      <div
        ref={box}
        class="log"
        role="log"
        aria-label={thread.name}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
        tabIndex={0}
        onKeyDown={walk}
        onScroll={(event) => {
          const { scrollHeight, scrollTop, clientHeight } = event.currentTarget
          atEnd.value = scrollHeight - scrollTop - clientHeight < near
        }}
      >
        <p ref={top} class="top">
          {history === 'loading' || history === 'some' ? words.older : history === 'all' ? words.start : ''}
        </p>
        {blocks.map(({ key, lines: some, previous }) => (
          <Block key={key} lines={some} previous={previous} thread={thread} first={first} onAim={onAim} />
        ))}
        {thread.typing !== undefined && (
          <p class="typing">
            <span class="sr">{words.typing}</span>
            <i />
            <i />
            <i />
          </p>
        )}
      </div>
      {!atEnd.value && (
        <button type="button" class="to-end" aria-label={words.toEnd} title={words.toEnd} onClick={toEnd}>
          {below > 0 && <b>{words.newBelow(below)}</b>}
          <Icon of={ChevronDown} />
        </button>
      )}
    </div>
  )
}

/** The arrows go from line to line; what can be done with one is there as soon as it is reached. */
function walk(event: KeyboardEvent): void {
  const log = event.currentTarget as HTMLElement
  const target = event.target as HTMLElement
  if (!['ArrowUp', 'ArrowDown'].includes(event.key) || event.altKey || target.closest('button')) return
  const lines = [...log.querySelectorAll<HTMLElement>('.line[data-id]')]
  const at = lines.indexOf(target.closest<HTMLElement>('.line') as HTMLElement)
  const next = event.key === 'ArrowUp' ? lines.at(at === -1 ? -1 : Math.max(0, at - 1)) : lines[at + 1]
  if (!next) return
  event.preventDefault()
  next.focus()
}

/** Stays at the end when one is there, and where one is when older lines come above. */
function useStay(box: { current: HTMLDivElement | null }, lines: readonly AgentLine[], atEnd: Signal<boolean>): void {
  const before = useRef({ fromEnd: 0, first: '', last: '' })
  const log = box.current
  if (log) before.current.fromEnd = log.scrollHeight - log.scrollTop
  useLayoutEffect(() => {
    const now = box.current
    if (!now) return
    const { first, last, fromEnd } = before.current
    const [newFirst, newLast] = [lines[0]?.id ?? '', lines.at(-1)?.id ?? '']
    const wroteNow = newLast !== last && lines.at(-1)?.kind === 'own'
    if (atEnd.peek() || wroteNow) now.scrollTop = now.scrollHeight
    else if (newFirst !== first && first !== '') now.scrollTop = now.scrollHeight - fromEnd
    before.current.first = newFirst
    before.current.last = newLast
  }, [lines])
  useEffect(() => {
    const now = box.current
    if (!now) return undefined
    // Pictures that come late, a keyboard that opens: the end stays the end.
    const watch = new ResizeObserver(() => {
      if (atEnd.peek()) now.scrollTop = now.scrollHeight
    })
    watch.observe(now)
    for (const child of now.children) watch.observe(child)
    return () => watch.disconnect()
  }, [lines.length])
}

/** How many lines have come since the end was seen. */
function useBelow(lines: readonly AgentLine[], atEnd: boolean): number {
  const seen = useRef<string | undefined>(undefined)
  if (atEnd) seen.current = lines.at(-1)?.id
  if (atEnd || seen.current === undefined) return 0
  const since = lines.slice(lines.findLastIndex(({ id }) => id === seen.current) + 1)
  return since.filter(({ kind }) => kind !== 'own' && kind !== 'event').length
}

/** The line above which “new” stands: the first that was unread when the thread was opened. */
function useFirstNew({ unread }: Thread, lines: readonly AgentLine[]): string {
  const count = useRef(unread)
  const found = useRef('')
  if (found.current === '' && count.current > 0 && lines.length > 0) {
    const others = lines.filter(({ kind }) => kind === 'visitor' || kind === 'colleague')
    found.current = others.at(-count.current)?.id ?? ''
  }
  return found.current
}
