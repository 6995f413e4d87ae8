// From the sign-in to the desk and back: one session at a time.

import { type Signal, signal, useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { Login } from '../headless/agent/login.ts'
import { AgentSession } from '../headless/agent/session.ts'
import type { AgentState } from '../headless/agent/state.ts'
import { Alerts } from './alerts.ts'
import { type App, AppContext, type Toast } from './app.ts'
import type { Settings } from './main.tsx'
import { openRoute } from './route.ts'
import { Shell } from './shell.tsx'
import { SignIn } from './sign-in.tsx'
import { keychain, openDrafts, standingOf, unsentOf } from './store.ts'
import type { Strings } from './strings/en.ts'

export interface ConsoleProps {
  settings: Settings
  words: Strings
  locale: string
  /** What an earlier sign-in left here. */
  login: Login | undefined
}

export function Console(props: ConsoleProps) {
  const { settings, words, login } = props
  const app = useSignal<App | undefined>(undefined)
  const busy = useSignal(login !== undefined)
  const problem = useSignal('')
  const known = useSignal(login?.jid ?? '')

  const enter = async (next: Login, stay: boolean) => {
    busy.value = true
    problem.value = ''
    known.value = next.jid
    const opened = await openApp(props, next, async () => {
      app.value = undefined
    })
    // Shown once the first login has come to something; later breaks are the shell's business, but for a password that is
    // another one by now: what is not sent yet is kept until it is there.
    const stop = opened.session.store.subscribe(({ link, problem: why }) => {
      if (link === 'online' && app.value !== opened) {
        app.value = opened
        busy.value = false
        if (stay && next.kept) void keychain.save(next.kept)
      }
      if (link === 'password') {
        stop()
        leave(opened)
        const wasIn = app.value === opened
        app.value = undefined
        busy.value = false
        problem.value = why === 'wrong' && !wasIn ? words.wrong : words.again
      }
      if (link === 'waiting' && app.value !== opened) problem.value = words.unreachable
    })
    await opened.session.start()
  }
  useEffect(() => {
    if (login) void enter(login, true)
  }, [])

  if (app.value)
    return (
      <AppContext.Provider value={app.value}>
        <Shell />
      </AppContext.Provider>
    )
  return (
    <SignIn
      words={words}
      busy={busy.value}
      problem={problem.value}
      domain={settings.agents}
      known={known.value}
      onSignIn={(jid, password, stay) => void enter(new Login({ jid, password }), stay)}
    />
  )
}

function leave({ session, alerts }: App): void {
  alerts.end()
  void session.stop()
}

async function openApp({ settings, words, locale }: ConsoleProps, login: Login, onLeft: () => void): Promise<App> {
  const { websocket, ...domains } = settings
  const { jid } = login
  const kept = { unsent: unsentOf(jid), standing: standingOf(jid) }
  const session = new AgentSession({ login, websocket, domains, lang: locale, ...kept })
  const state: Signal<AgentState> = signal(session.store.state)
  session.store.subscribe((next) => {
    state.value = next
  })
  const clock = signal(session.now())
  const timer = setInterval(() => {
    clock.value = session.now()
  }, 5_000)
  const toasts = signal<readonly Toast[]>([])
  const alerts = new Alerts(session, words, state)
  const drafts = await openDrafts(login.jid)
  let count = 0
  const app: App = {
    ...{ session, state, words, locale, alerts, drafts, toasts, clock },
    route: openRoute(domains),
    overlay: signal(undefined),
    pane: signal(matchMedia('(min-width: 1180px)').matches),
    done: signal(new Map()),
    uploads: new URL('upload/', websocket.replace(/^ws/, 'http')).href,
    say(text, bad) {
      const toast: Toast = { id: ++count, text, ...(bad ? { bad } : {}) }
      toasts.value = [...toasts.value.slice(-2), toast]
      setTimeout(
        () => {
          toasts.value = toasts.value.filter((each) => each !== toast)
        },
        bad ? 9_000 : 5_000,
      )
    },
    async signOut() {
      clearInterval(timer)
      await keychain.forget()
      leave(app)
      onLeft()
    },
  }
  return app
}
