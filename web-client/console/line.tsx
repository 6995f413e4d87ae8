// One line: whose it is, what it says, how far it got, and what can be done with it.

import { useSignal } from '@preact/signals'
import type { IconNode } from 'lucide'
import { Check, CheckCheck, CircleAlert, CircleDot, Clock, Pencil, Reply, SmilePlus, Undo2 } from 'lucide'
import { useEffect, useRef } from 'preact/hooks'
import type { AgentLine } from '../headless/agent/line.ts'
import type { Thread } from '../headless/agent/state.ts'
import { countReactions } from '../headless/line.ts'
import { Icon } from '../look/icon.tsx'
import { clockTime, dateTime } from '../look/time.ts'
import { useApp } from './app.ts'
import { Bubble } from './bubble.tsx'
import type { Strings } from './strings/en.ts'
import type { Aim } from './thread.tsx'

interface LineProps {
  line: AgentLine
  thread: Pick<Thread, 'jid' | 'kind' | 'name' | 'listed'>
  continues: boolean
  onAim?: ((aim: Aim) => void) | undefined
}

export function LineView({ line, thread, continues, onAim }: LineProps) {
  const { words, locale, session } = useApp()
  const { kind, body, at, state, id } = line
  // Only where the pointer or the focus is: ten thousand lines have no room for buttons.
  const near = useSignal(false)
  if (kind === 'event')
    return (
      <p class="line event" title={dateTime(at, locale)}>
        <time>{clockTime(at, locale)}</time> {body}
      </p>
    )
  const own = kind === 'own' || kind === 'command'
  const leave = (event: PointerEvent | FocusEvent) => {
    const [element, to] = [event.currentTarget as HTMLElement, event.relatedTarget as Node | null]
    const stays = element.contains(to) || element.contains(document.activeElement) || element.matches(':hover')
    if (!stays) near.value = false
  }
  return (
    <div
      class={`line ${kind}`}
      tabIndex={-1}
      data-id={id}
      data-state={state}
      data-own={own || undefined}
      onPointerEnter={() => {
        near.value = true
      }}
      onPointerLeave={leave}
      onFocusIn={() => {
        near.value = true
      }}
      onFocusOut={leave}
    >
      {!continues && (
        <p class="who">
          <span dir="auto">{speaker(line, thread, words)}</span>
          {kind === 'note' && <b>{words.noteHint}</b>}
          {(kind === 'command' || kind === 'desk') && thread.kind !== 'desk' && <b>{words.onlyYou}</b>}
          <time title={dateTime(at, locale)}>{clockTime(at, locale)}</time>
        </p>
      )}
      <div class="said">
        <Bubble line={line} />
        {own && <Mark state={state} words={words} />}
        {onAim && near.value && <Doings line={line} thread={thread} onAim={onAim} />}
      </div>
      {line.edited && !line.retracted && <small class="edited">{words.edited}</small>}
      {line.reactions && (
        <p class="reactions">
          {countReactions(line.reactions).map(([reaction, count]) => (
            <span key={reaction}>
              {reaction} {count > 1 && count}
            </span>
          ))}
        </p>
      )}
      {state === 'failed' && (
        <p class="failed" role="alert">
          {line.reason ? `${words.failed}: ${line.reason}` : words.failed}{' '}
          <button type="button" onClick={() => session.talking.retry(thread.jid, id)}>
            {words.retry}
          </button>
          <button type="button" onClick={() => session.talking.discard(thread.jid, id)}>
            {words.discard}
          </button>
        </p>
      )}
    </div>
  )
}

function speaker({ kind, name }: AgentLine, thread: LineProps['thread'], words: Strings): string {
  if (kind === 'own') return words.you
  if (kind === 'command') return words.command
  if (kind === 'desk' || kind === 'system') return words.desk
  if (kind === 'note') return words.noteBy(name)
  return name || thread.name
}

const marks: Record<string, IconNode> = { sending: Clock, stored: Check, read: CheckCheck, failed: CircleAlert }

function Mark({ state, words }: { state: AgentLine['state']; words: Strings }) {
  if (!state) return null
  const icon = marks[state]
  return (
    <span class={`mark ${state}`} title={words[state]}>
      {icon && <Icon of={icon} label={words[state]} />}
    </span>
  )
}

const emoji = ['👍', '❤️', '😄', '🎉', '😢', '👀']

/** What can be done with a line, shown beside it. */
function Doings({ line, thread, onAim }: { line: AgentLine; thread: LineProps['thread']; onAim(aim: Aim): void }) {
  const { words, session, overlay, say } = useApp()
  const open = useSignal(false)
  const place = useRef<HTMLSpanElement>(null)
  useEffect(() => {
    if (open.value) place.current?.querySelector('button')?.focus()
  }, [open.value])
  const isSaid = ['own', 'visitor', 'colleague'].includes(line.kind)
  const isMine = line.kind === 'own' && (line.state === 'stored' || line.state === 'read')
  if (!isSaid || line.retracted || !thread.listed || (line.kind === 'own' && !isMine)) return null
  const { jid } = thread
  // The button goes: who came by keyboard goes on from the line.
  const toLine = () => place.current?.closest<HTMLElement>('.line')?.focus()
  const react = (reaction: string) => {
    toLine()
    open.value = false
    if (!session.talking.react(jid, line.id, reaction)) say(words.failedWhy, true)
  }
  const takeBack = () => {
    toLine()
    if (!session.talking.takeBack(jid, line.id)) say(words.failedWhy, true)
  }
  return (
    <span ref={place} class="doings" data-open={open.value || undefined}>
      {open.value &&
        emoji.map((each) => (
          <button key={each} type="button" onClick={() => react(each)}>
            {each}
          </button>
        ))}
      <Doing icon={Reply} name={words.reply} onClick={() => onAim({ kind: 'reply', line })} />
      <Doing
        icon={SmilePlus}
        name={words.react}
        onClick={() => {
          open.value = !open.value
        }}
      />
      {isMine && line.file === undefined && (
        <Doing icon={Pencil} name={words.correct} onClick={() => onAim({ kind: 'correct', line })} />
      )}
      {isMine && <Doing icon={Undo2} name={words.takeBack} onClick={takeBack} />}
      {thread.kind === 'chat' && line.kind === 'visitor' && (
        <Doing
          icon={CircleDot}
          name={words.issueFrom}
          onClick={() => {
            overlay.value = { kind: 'issue', address: jid, about: line.body }
          }}
        />
      )}
    </span>
  )
}

function Doing({ icon, name, onClick }: { icon: IconNode; name: string; onClick(): void }) {
  return (
    <button type="button" aria-label={name} title={name} onClick={onClick}>
      <Icon of={icon} />
    </button>
  )
}
