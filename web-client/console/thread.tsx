// One conversation, colleague or room: what was said, the box, and the visitor beside it.

import { useComputed, useSignal } from '@preact/signals'
import type { IconNode } from 'lucide'
import { CircleDot, CircleX, Ellipsis, Forward, LogOut, PanelRight, UserPlus } from 'lucide'
import { useEffect, useMemo } from 'preact/hooks'
import { type AgentLine, withAgentLines } from '../headless/agent/line.ts'
import { type Thread, threadOf } from '../headless/agent/state.ts'
import { Icon } from '../look/icon.tsx'
import { type App, useApp } from './app.ts'
import { Avatar } from './avatar.tsx'
import { Back, Nowhere } from './back.tsx'
import { Composer } from './composer.tsx'
import { Log } from './log.tsx'
import { RoomPane } from './room-pane.tsx'
import { useRows } from './rows.ts'
import { toldLines } from './told.ts'
import { VisitorPane } from './visitor.tsx'

/** What the box is about beside a new line: a line that is answered, or corrected. */
export interface Aim {
  readonly kind: 'reply' | 'correct'
  readonly line: AgentLine
}

export function ThreadView({ jid }: { jid: string }) {
  const app = useApp()
  const { session, state, words, pane } = app
  const thread = useComputed(() => threadOf(state.value, jid, session.store.domains)).value
  const aim = useSignal<Aim | undefined>(undefined)
  useLoading(app, thread)
  const isChat = thread?.kind === 'chat'
  // The desk says here what colleagues have noted and done.
  const also = thread?.lines.filter(({ kind }) => kind === 'desk').length
  const history = useRows(app, isChat ? { address: jid, node: 'history', also } : undefined)
  const told = useComputed(() => toldLines(history.value, words)).value
  const said = thread?.lines
  // A colleague's note comes with the history, as the note that it is.
  const lines = useMemo(() => {
    const shown = (said ?? []).filter(({ kind, event }) => kind !== 'desk' || event !== 'note')
    return withAgentLines(shown, told)
  }, [said, told])
  if (!thread) return <Nowhere text={words.pick} to="#/" />
  if (isChat && !thread.listed && thread.history === 'failed' && lines.length === 0)
    return <Nowhere text={words.chatGone(thread.number)} to="#/" />
  return (
    <>
      <main class="thread" data-kind={thread.kind} data-thread={jid}>
        <Header thread={thread} app={app} />
        <Log
          thread={thread}
          lines={lines}
          onOlder={() => void session.load(jid)}
          onAim={(next) => {
            aim.value = next
          }}
        />
        {mayWrite(thread) ? <Composer thread={thread} aim={aim} /> : <NotHere thread={thread} app={app} />}
      </main>
      {pane.value && isChat && <VisitorPane thread={thread} history={history.value} />}
      {pane.value && thread.kind === 'room' && <RoomPane thread={thread} />}
    </>
  )
}

/** Its lines are asked for; those that can't be had again after a while, and when it may have become ours. */
function useLoading({ session, state }: App, thread: Thread | undefined): void {
  const online = state.value.link === 'online' && !state.value.deskAway
  const { jid = '', history, listed } = thread ?? {}
  useEffect(() => {
    if (online && history === 'none') void session.load(jid)
    if (!online || history !== 'failed') return undefined
    const timer = setTimeout(() => void session.load(jid), pause)
    return () => clearTimeout(timer)
  }, [online, history])
  useEffect(() => {
    if (online && listed && history === 'failed') void session.load(jid)
  }, [online, listed])
}

const pause = 5_000

const mayWrite = ({ kind, listed }: Thread): boolean => listed || (kind !== 'chat' && kind !== 'room')

/** In place of the box where nothing can be said. */
function NotHere({ thread: { kind, jid }, app }: { thread: Thread; app: App }) {
  const { words, session } = app
  return (
    <p class="not-here">
      <span>{kind === 'room' ? words.notInRoom : words.readOnly}</span>
      {kind === 'room' && (
        <button type="button" class="small" onClick={() => void session.rooms.join(jid)}>
          {words.join}
        </button>
      )}
    </p>
  )
}

function Header({ thread, app }: { thread: Thread; app: App }) {
  const { words, overlay, pane, session } = app
  const { jid, name, kind, number, here, row } = thread
  const command = (node: string, title: string) => {
    overlay.value = { kind: 'command', address: jid, node, title }
  }
  return (
    <header class="head">
      <Back to="#/" />
      <Avatar name={name} kind={kind} here={kind === 'room' || kind === 'desk' ? '' : here ? 'in' : 'out'} />
      <div class="heading">
        <h1 dir="auto">
          {name} {kind === 'chat' && name !== `#${number}` && <small>#{number}</small>}
        </h1>
        <p dir="auto">{headline(thread, words, row?.pageTitle)}</p>
      </div>
      {kind === 'chat' && thread.listed && (
        <>
          <Tool
            icon={CircleDot}
            name={words.issue}
            onClick={() => {
              overlay.value = { kind: 'issue', address: jid }
            }}
          />
          <Tool icon={Forward} name={words.transfer} onClick={() => command('transfer', words.transfer)} />
          <Tool icon={UserPlus} name={words.invite} onClick={() => command('invite', words.invite)} />
          <Tool icon={CircleX} name={words.close} onClick={() => command('close', words.close)} />
        </>
      )}
      {kind === 'room' && thread.listed && (
        <Tool icon={LogOut} name={words.leaveRoom} onClick={() => void session.rooms.leave(jid)} />
      )}
      {kind !== 'person' && kind !== 'room' && (
        <Tool
          icon={Ellipsis}
          name={words.more}
          onClick={() => {
            overlay.value = { kind: 'palette', address: jid }
          }}
        />
      )}
      {(kind === 'chat' || kind === 'room') && (
        <Tool
          icon={PanelRight}
          name={pane.value ? words.hide : words.showVisitor}
          pressed={pane.value}
          onClick={() => {
            pane.value = !pane.value
          }}
        />
      )}
    </header>
  )
}

function headline({ kind, here, status, typing, listed }: Thread, words: App['words'], page = ''): string {
  if (kind === 'chat' && !listed) return words.closed
  if (typing !== undefined) return typing === '' ? words.typing : words.typingWho(typing)
  if (kind === 'room') return words.inRoom(Number(status) || 0)
  if (kind === 'desk') return status
  const presence = here ? words.here : words.away
  const more = kind === 'chat' ? page : status
  return more ? `${presence} · ${more}` : presence
}

interface ToolProps {
  icon: IconNode
  name: string
  pressed?: boolean
  onClick(): void
}

export function Tool({ icon, name, pressed, onClick }: ToolProps) {
  return (
    <button type="button" class="tool" aria-label={name} title={name} aria-pressed={pressed} onClick={onClick}>
      <Icon of={icon} />
    </button>
  )
}
