// The desk: lists on the left, what is open in the middle, more about it on the right; and what lies over all of it.

import { useSignalEffect } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { ToastList } from '../look/toasts.tsx'
import { type App, useApp } from './app.ts'
import { Banners } from './banners.tsx'
import { CommandDialog } from './command.tsx'
import { Home } from './home.tsx'
import { IssueView } from './issue.tsx'
import { IssueForm } from './issue-form.tsx'
import { IssueList } from './issue-list.tsx'
import { KeyMap } from './key-map.tsx'
import { useKeys } from './keys.ts'
import { Palette } from './palette.tsx'
import { RoomDialog } from './room-dialog.tsx'
import { SettingsDialog } from './settings.tsx'
import { Sidebar } from './sidebar.tsx'
import { ThreadView } from './thread.tsx'

export function Shell() {
  const app = useApp()
  const { session, route, toasts, pane } = app
  useLooking(app)
  useKeys(app)
  return (
    <div class="shell" data-view={route.value.kind} data-pane={pane.value || undefined}>
      <Sidebar />
      <div class="middle">
        <Banners />
        <Middle app={app} />
      </div>
      <Over app={app} />
      <ToastList of={toasts} />
      <span
        hidden
        data-link={app.state.value.link}
        data-me={session.store.state.jid}
        data-ready={app.state.value.ready}
      />
    </div>
  )
}

function Middle({ app: { route } }: { app: App }) {
  const now = route.value
  if (now.kind === 'thread') return <ThreadView key={now.jid} jid={now.jid} />
  if (now.kind === 'issues') return <IssueList filter={now.filter} query={now.query} />
  if (now.kind === 'issue') return <IssueView key={now.number} number={now.number} scene={now.scene} />
  return <Home />
}

function Over({ app: { overlay } }: { app: App }) {
  const now = overlay.value
  if (now?.kind === 'palette') return <Palette address={now.address} />
  if (now?.kind === 'command') return <CommandDialog {...now} key={`${now.address} ${now.node}`} />
  if (now?.kind === 'issue') return <IssueForm {...now} />
  if (now?.kind === 'room') return <RoomDialog />
  if (now?.kind === 'keys') return <KeyMap />
  return now?.kind === 'settings' ? <SettingsDialog /> : null
}

/** Tells the session what is on the screen and seen, and when the network or the page is back. */
function useLooking({ session, route }: App): void {
  const look = () => {
    const seen = document.visibilityState === 'visible' && document.hasFocus()
    const jid = route.value.kind === 'thread' ? route.value.jid : undefined
    session.look(seen ? jid : undefined)
  }
  useSignalEffect(look)
  useEffect(() => {
    const ends = new AbortController()
    const { signal } = ends
    for (const event of ['focus', 'blur']) addEventListener(event, look, { signal })
    document.addEventListener('visibilitychange', look, { signal })
    for (const event of ['online', 'offline']) addEventListener(event, () => session.wake(), { signal })
    addEventListener('pagehide', () => session.pause(), { signal })
    addEventListener('pageshow', (event) => event.persisted && session.resume(), { signal })
    return () => ends.abort()
  }, [])
}
