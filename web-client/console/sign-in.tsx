// The first screen: address and password, which goes nowhere as it is.

import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import type { Strings } from './strings/en.ts'

interface SignInProps {
  words: Strings
  busy: boolean
  problem: string
  /** Put behind a name without a domain. */
  domain: string
  known: string
  /** Gives up an attempt that has come to nothing yet. */
  onCancel(): void
  onSignIn(jid: string, password: string, stay: boolean): void
}

export function SignIn({ words, busy, problem, domain, known, onCancel, onSignIn }: SignInProps) {
  const form = useRef<HTMLFormElement>(null)
  const stay = useSignal(true)
  useEffect(() => {
    if (!busy) form.current?.querySelector<HTMLInputElement>(known ? '[name=password]' : '[name=address]')?.focus()
  }, [busy])
  const submit = (event: Event) => {
    event.preventDefault()
    const values = new FormData(form.current as HTMLFormElement)
    const address = String(values.get('address')).trim().toLowerCase()
    const jid = address.includes('@') ? address : `${address}@${domain}`
    onSignIn(jid, String(values.get('password')), stay.value)
  }
  return (
    <main class="sign-in">
      <form ref={form} onSubmit={submit} aria-busy={busy}>
        <img class="logo" src="icon.svg" alt="" width={56} height={56} />
        <h1>{words.signInTitle}</h1>
        <label>
          <span>{words.address}</span>
          <input
            name="address"
            autocomplete="username"
            autocapitalize="none"
            spellcheck={false}
            required
            disabled={busy}
            defaultValue={known}
            placeholder={`ann@${domain}`}
          />
        </label>
        <label>
          <span>{words.password}</span>
          <input name="password" type="password" autocomplete="current-password" required disabled={busy} />
        </label>
        <label class="check">
          <input
            type="checkbox"
            checked={stay.value}
            onChange={(event) => {
              stay.value = event.currentTarget.checked
            }}
          />
          <span>
            {words.stay} <small>{words.stayHow}</small>
          </span>
        </label>
        <p class="problem" role="alert">
          {problem}
        </p>
        {busy && problem && (
          <button type="button" onClick={onCancel}>
            {words.cancel}
          </button>
        )}
        <button class="primary" type="submit" disabled={busy}>
          {busy ? words.signingIn : words.signIn}
        </button>
      </form>
    </main>
  )
}
