// The page of somebody who is signed in: what its parts share, the sections, and what lies over them.

import { useSignal } from '@preact/signals'
import { useEffect, useMemo } from 'preact/hooks'
import { openToasts, ToastList } from '../look/toasts.tsx'
import { Refusal } from './api.ts'
import { type App, AppContext, type Question, type Session } from './app.ts'
import { Confirm } from './confirm.tsx'
import type { DoorProps } from './door.tsx'
import { openNews } from './news.ts'
import { Shell } from './shell.tsx'

interface PageProps extends DoorProps {
  session: Session
  /** It counts no more: nothing is asked until somebody has signed in again. */
  isOver: boolean
  onLeft(): void
}

export function Page({ api, words, locale, route, session, isOver, onLeft }: PageProps) {
  const me = useSignal(session.admin)
  const toasts = useMemo(openToasts, [])
  const question = useSignal<(Question & { answer(yes: boolean): void }) | undefined>(undefined)
  const app = useMemo<App>(() => {
    const { say } = toasts
    return {
      ...{ api, me, route, words, locale, say },
      news: openNews(() => void api.get('/session').catch(leaveIfOver)),
      confirm: (asked) =>
        new Promise((resolve) => {
          const answer = (yes: boolean) => {
            question.value = undefined
            resolve(yes)
          }
          question.value = { ...asked, answer }
        }),
      async signOut() {
        try {
          await api.send('DELETE', '/session')
          onLeft()
        } catch (error) {
          say(error instanceof Error ? error.message : String(error), true)
        }
      },
    }
    function leaveIfOver(error: unknown) {
      if (error instanceof Refusal && error.status === 401) api.onSignedOut()
    }
  }, [])
  useEffect(() => () => app.news.close(), [])
  useEffect(() => (isOver ? app.news.rest() : undefined), [isOver])
  return (
    <AppContext.Provider value={app}>
      <Shell />
      {question.value && <Confirm {...question.value} />}
      <ToastList of={toasts} />
    </AppContext.Provider>
  )
}
