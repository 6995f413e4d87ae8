// A one-time link: who follows it chooses a password and is signed in.

import { useEffect, useState } from 'preact/hooks'
import { dateTime } from '../look/time.ts'
import { type Api, Refusal } from './api.ts'
import { reasonOf, type Session } from './app.ts'
import { TextField } from './fields.tsx'
import { Entry } from './form.tsx'
import type { Strings } from './strings/en.ts'

interface InvitationProps {
  api: Api
  words: Strings
  locale: string
  token: string
  onEnter(session: Session): void
  onLeave(): void
}

interface Invited {
  name: string
  kind: 'first' | 'new' | 'reset'
  expiresAt: string
}

export function Invitation({ api, words: all, locale, token, onEnter, onLeave }: InvitationProps) {
  const words = all.invitation
  const path = `/invitations/${encodeURIComponent(token)}`
  const [invited, found] = useState<Invited | string>()
  useEffect(() => {
    const isGone = (error: unknown) => error instanceof Refusal && (error.status === 404 || error.status === 400)
    api.get<Invited>(path).then(found, (error) => found(isGone(error) ? words.gone : reasonOf(error)))
  }, [])
  if (invited === undefined) return <main class="sign-in" aria-busy="true" />
  if (typeof invited === 'string')
    return (
      <main class="sign-in">
        <div class="notice">
          <h1>{words.title.reset}</h1>
          <p role="alert">{invited}</p>
          <button type="button" class="primary" onClick={onLeave}>
            {words.leave}
          </button>
        </div>
      </main>
    )
  const enter = async (values: FormData) => {
    const name = String(values.get('name')).trim()
    const password = String(values.get('password'))
    if (password !== values.get('again')) throw new Refusal(400, words.differ, 'again')
    onEnter(await api.send<Session>('POST', path, { name, password }))
  }
  const until = dateTime(Date.parse(invited.expiresAt), locale)
  return (
    <Entry title={words.title[invited.kind]} lead={words.until(until)} action={words.enter} onSave={enter}>
      <TextField name="name" label={words.name} initial={invited.name} autocomplete="username" required focus />
      <TextField
        {...{ name: 'password', label: words.password, hint: words.passwordHint, type: 'password' }}
        {...{ autocomplete: 'new-password', minLength: 10, maxLength: 128, required: true }}
      />
      <TextField name="again" label={words.again} type="password" autocomplete="new-password" required />
    </Entry>
  )
}
