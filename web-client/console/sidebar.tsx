// The lists: my conversations, who waits, issues for me, colleagues and rooms; one's own state above them.

import { useComputed } from '@preact/signals'
import type { IconNode } from 'lucide'
import { CircleDot, Headset, Inbox, MessageSquare, Plus, Search, Settings, Users } from 'lucide'
import type { ComponentChildren } from 'preact'
import type { Thread } from '../headless/agent/state.ts'
import { Icon } from '../look/icon.tsx'
import { isAgentIn, useApp } from './app.ts'
import { IssueRow } from './issue-row.tsx'
import { Invitations, Offers } from './offers.tsx'
import { StateSwitch } from './state-switch.tsx'
import { ThreadRow } from './thread-row.tsx'
import { WaitingRow } from './waiting-row.tsx'

export function Sidebar() {
  const app = useApp()
  const { state, words, overlay, route } = app
  const { queue, issues, name, threads } = state.value
  const lists = useComputed(() => listsOf(state.value.threads.values()))
  const { chats, people, rooms } = lists.value
  const here = route.value.kind === 'thread' ? route.value.jid : ''
  const row = (thread: Thread) => (
    <ThreadRow key={thread.jid} thread={thread} selected={thread.jid === here} clock={app.clock.value} />
  )
  const desk = threads.get(app.session.store.domains.desk)
  const isAgent = isAgentIn(state.value.roles)
  return (
    <nav class="sidebar" aria-label={words.menu}>
      <header class="me">
        <a class="brand" href="#/" aria-label={words.today}>
          <img src="icon.svg" alt="" width={30} height={30} />
        </a>
        <h1>{name}</h1>
        <button
          type="button"
          class="tool"
          aria-label={words.palette}
          title={`${words.palette} (Ctrl K)`}
          onClick={() => {
            overlay.value = { kind: 'palette' }
          }}
        >
          <Icon of={Search} />
        </button>
        <button
          type="button"
          class="tool"
          aria-label={words.settings}
          title={words.settings}
          onClick={() => {
            overlay.value = { kind: 'settings' }
          }}
        >
          <Icon of={Settings} />
        </button>
      </header>
      <StateSwitch />
      <div class="lists">
        <Offers />
        <Invitations />
        {isAgent && (
          <Section icon={MessageSquare} title={words.conversations} count={chats.length} empty={words.noConversations}>
            {chats.map(row)}
          </Section>
        )}
        {isAgent && (
          <Section icon={Inbox} title={words.waiting} count={queue.length} empty={words.noWaiting}>
            {queue.map((each) => (
              <WaitingRow key={each.number} row={each} />
            ))}
          </Section>
        )}
        <Section
          icon={CircleDot}
          title={words.issuesMine}
          count={issues.length}
          empty={words.noIssues}
          action={
            <a class="quiet" href="#/issues">
              {words.allIssues}
            </a>
          }
        >
          {issues.map((each) => (
            <IssueRow key={each.number} row={each} />
          ))}
        </Section>
        <Section icon={Users} title={words.colleagues} empty="">
          {people.map(row)}
        </Section>
        <Section
          icon={Headset}
          title={words.rooms}
          empty=""
          action={
            <button
              type="button"
              class="tool small"
              aria-label={words.joinRoom}
              title={words.joinRoom}
              onClick={() => {
                overlay.value = { kind: 'room' }
              }}
            >
              <Icon of={Plus} />
            </button>
          }
        >
          {rooms.map(row)}
          {desk && row(desk)}
        </Section>
      </div>
    </nav>
  )
}

interface SectionProps {
  icon: IconNode
  title: string
  count?: number
  empty: string
  action?: ComponentChildren
  children: ComponentChildren
}

function Section({ icon, title, count, empty, action, children }: SectionProps) {
  const nothing = Array.isArray(children) && children.flat().length === 0
  return (
    <section class="list">
      <header>
        <Icon of={icon} />
        <h2>{title}</h2>
        {count ? <span class="count">{count}</span> : null}
        {action}
      </header>
      {nothing || count === 0 ? empty && <p class="empty">{empty}</p> : <ul>{children}</ul>}
    </section>
  )
}

function listsOf(threads: Iterable<Thread>): Record<'chats' | 'people' | 'rooms', Thread[]> {
  const lists = { chats: [] as Thread[], people: [] as Thread[], rooms: [] as Thread[] }
  for (const thread of threads) {
    if (!thread.listed) continue
    if (thread.kind === 'chat') lists.chats.push(thread)
    if (thread.kind === 'person') lists.people.push(thread)
    if (thread.kind === 'room') lists.rooms.push(thread)
  }
  // What rings, then the newest; colleagues who are there, then by name.
  lists.chats.sort((a, b) => Number(b.rings) - Number(a.rings) || b.at - a.at || b.number - a.number)
  lists.people.sort((a, b) => Number(b.here) - Number(a.here) || a.name.localeCompare(b.name))
  lists.rooms.sort((a, b) => a.name.localeCompare(b.name))
  return lists
}

/** All that the lists have, from top to bottom: for the keys. */
export function placesOf(threads: Iterable<Thread>): Thread[] {
  const { chats, people, rooms } = listsOf(threads)
  return [...chats, ...people, ...rooms]
}
