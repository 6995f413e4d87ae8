// Who is at the door: nobody yet, somebody with an invitation, or an admin who is signed in.

import { type Signal, useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { Api } from './api.ts'
import { Refusal } from './api.ts'
import { reasonOf, type Session } from './app.ts'
import { Invitation } from './invitation.tsx'
import { Page } from './page.tsx'
import type { Route } from './route.ts'
import { SignIn } from './sign-in.tsx'
import type { Strings } from './strings/en.ts'

export interface DoorProps {
  api: Api
  words: Strings
  locale: string
  route: Signal<Route>
}

/** Whose session is over may sign in again, and finds what was typed as it was. */
type Who = { session: Session; isOver: boolean } | { invitation: string } | 'asking' | 'nobody' | { trouble: string }

export function Door({ api, words, locale, route }: DoorProps) {
  const who = useSignal<Who>('asking')
  const enter = (session: Session) => {
    api.proof = session.csrf
    who.value = { session, isOver: false }
  }
  const look = async () => {
    // A one-time link is followed whoever is signed in here; its secret does not stay in the address.
    const invitation = takeInvitation()
    if (invitation !== undefined) {
      who.value = { invitation }
      return
    }
    try {
      enter(await api.get<Session>('/session'))
    } catch (error) {
      who.value = error instanceof Refusal && error.status === 401 ? 'nobody' : { trouble: reasonOf(error) }
    }
  }
  api.onSignedOut = () => {
    const was = who.value
    who.value = typeof was === 'object' && 'session' in was ? { ...was, isOver: true } : 'nobody'
  }
  useEffect(() => {
    void look()
    const follow = () => location.hash.startsWith('#invitation=') && void look()
    addEventListener('hashchange', follow)
    return () => removeEventListener('hashchange', follow)
  }, [])
  const now = who.value
  if (now === 'asking') return <main class="sign-in" aria-busy="true" />
  if (now === 'nobody') return <SignIn api={api} words={words} isOver={false} onEnter={enter} />
  if ('trouble' in now)
    return (
      <main class="sign-in">
        <div class="notice">
          <h1>{words.common.app}</h1>
          <p role="alert">{now.trouble}</p>
          <button type="button" class="primary" onClick={() => void look()}>
            {words.common.again}
          </button>
        </div>
      </main>
    )
  if ('invitation' in now) {
    const leave = () => {
      who.value = 'asking'
      void look()
    }
    return <Invitation api={api} words={words} locale={locale} token={now.invitation} onEnter={enter} onLeave={leave} />
  }
  const left = () => {
    who.value = 'nobody'
  }
  const { session, isOver } = now
  return (
    <>
      {isOver && <SignIn api={api} words={words} isOver onEnter={enter} />}
      <div class="kept" hidden={isOver}>
        <Page key={session.admin.id} {...{ api, words, locale, route, session, isOver }} onLeft={left} />
      </div>
    </>
  )
}

function takeInvitation(): string | undefined {
  const [, token] = /^#invitation=(.+)$/.exec(location.hash) ?? []
  if (token !== undefined) history.replaceState(null, '', '#/')
  return token
}
