// The way in: name and password, and then the code where the admin has one.

import { useSignal } from '@preact/signals'
import { type Api, Refusal } from './api.ts'
import type { Session } from './app.ts'
import { TextField } from './fields.tsx'
import { Entry } from './form.tsx'
import type { Strings } from './strings/en.ts'

interface SignInProps {
  api: Api
  words: Strings
  /** Somebody was signed in until now. */
  isOver: boolean
  onEnter(session: Session): void
}

export function SignIn({ api, words: { signIn: words }, isOver, onEnter }: SignInProps) {
  const known = useSignal<{ name: string; password: string } | undefined>(undefined)
  const enter = async (values: FormData) => {
    const name = known.value?.name ?? String(values.get('name')).trim()
    const password = known.value?.password ?? String(values.get('password'))
    const code = known.value && { code: String(values.get('code')).replace(/\s/g, '') }
    try {
      onEnter(await api.send<Session>('POST', '/session', { name, password, ...code }))
    } catch (error) {
      const needsCode = error instanceof Refusal && error.field === 'code'
      if (!needsCode || known.value) throw error
      known.value = { name, password }
    }
  }
  if (known.value)
    return (
      <Entry key="code" title={words.codeTitle} lead={words.codeLead} action={words.signIn} onSave={enter}>
        <TextField name="code" label={words.code} autocomplete="one-time-code" inputmode="numeric" required focus />
        <button
          type="button"
          class="plain"
          onClick={() => {
            known.value = undefined
          }}
        >
          {words.other}
        </button>
      </Entry>
    )
  return (
    <Entry
      key="password"
      title={words.title}
      lead={isOver ? words.over : undefined}
      action={words.signIn}
      onSave={enter}
    >
      <TextField name="name" label={words.name} autocomplete="username" autocapitalize="none" required focus />
      <TextField name="password" label={words.password} type="password" autocomplete="current-password" required />
    </Entry>
  )
}
