// From the sign-in to the desk and back: one session at a time.

import { type Signal, signal, useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { Login } from '../headless/agent/login.ts'
import { AgentSession } from '../headless/agent/session.ts'
import type { AgentState } from '../headless/agent/state.ts'
import { followPlace } from '../look/place.ts'
import { openToasts } from '../look/toasts.tsx'
import { Alerts } from './alerts.ts'
import { type App, AppContext } from './app.ts'
import type { Settings } from './main.tsx'
import { readRoute } from './route.ts'
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
  const cancel = useSignal((): void => undefined)

  const enter = async (next: Login, stay: boolean) => {
    busy.value = true
    problem.value = ''
    known.value = next.jid
    const ends = new AbortController()
    const leave = () => {
      ends.abort()
      void opened.session.stop()
      app.value = undefined
      busy.value = false
    }
    const opened = await openApp(props, next, ends.signal, leave)
    cancel.value = leave
    // Shown once the first login has come to something; later breaks are the shell's business, but for a password that is
    // another one by now: what is not sent yet is kept until it is there.
    const stop = opened.session.store.subscribe(({ link, problem: why }) => {
      if (link === 'online' && app.value !== opened) {
        app.value = opened
        busy.value = false
        if (stay && next.kept) void keychain.save(next.kept)
      }
      if (link === 'password') {
        problem.value = why === 'wrong' && app.value !== opened ? words.wrong : words.again
        leave()
      }
      if (link === 'waiting' && app.value !== opened) problem.value = words.unreachable
    })
    // What still comes in while the stream is being closed must not bring back who has left.
    ends.signal.addEventListener('abort', stop)
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
      onCancel={() => {
        problem.value = ''
        cancel.value()
      }}
      onSignIn={(jid, password, stay) => void enter(new Login({ jid, password }), stay)}
    />
  )
}

/** `ended` is when he has left; `leave` is how. */
async function openApp(
  { settings, words, locale }: ConsoleProps,
  login: Login,
  ended: AbortSignal,
  leave: () => void,
): Promise<App> {
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
  ended.addEventListener('abort', () => clearInterval(timer))
  const toasts = openToasts()
  const alerts = new Alerts(session, words, state, ended)
  const unheard = session.onEvent((event) => {
    if (event.type === 'refused') toasts.say(event.reason || words.failedWhy, true)
  })
  ended.addEventListener('abort', unheard)
  const drafts = await openDrafts(login.jid)
  const app: App = {
    ...{ session, state, words, locale, alerts, drafts, toasts, clock },
    route: followPlace((hash) => readRoute(hash, domains), ended),
    overlay: signal(undefined),
    pane: signal(matchMedia('(min-width: 1180px)').matches),
    done: signal(new Map()),
    uploads: new URL('upload/', websocket.replace(/^ws/, 'http')).href,
    say: toasts.say,
    async signOut() {
      await keychain.forget().finally(leave)
    },
  }
  return app
}
