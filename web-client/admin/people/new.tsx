// Taking somebody on. What the desk makes up as a password is shown this once.

import { useState } from 'preact/hooks'
import { useQueues } from '../all.ts'
import { useApp } from '../app.ts'
import { Checks, TextField } from '../fields.tsx'
import { Form } from '../form.tsx'
import { Card, Head, Secret } from '../parts.tsx'
import { to } from '../route.ts'
import { LanguageField } from './language.tsx'
import { roles, type WithPassword } from './person.ts'

export function NewPerson() {
  const { api, words: all } = useApp()
  const words = all.people
  const queues = useQueues().options
  const [made, make] = useState<WithPassword>()
  const save = async (values: FormData) => {
    const password = String(values.get('password'))
    make(
      await api.send<WithPassword>('POST', '/staff', {
        user: String(values.get('user')).trim().toLowerCase(),
        name: String(values.get('name')).trim(),
        roles: values.getAll('roles'),
        queues: values.getAll('queues'),
        lang: values.get('lang'),
        ...(password !== '' && { password }),
      }),
    )
  }
  const back = { href: to('people'), title: words.title }
  if (made)
    return (
      <>
        <Head title={words.isOn(made.name)} lead={words.isOnLead} back={back} />
        <Card class="stack">
          <SignInFacts person={made} />
          <p class="buttons">
            <a class="button primary" href={to('people', made.user)}>
              {words.open(made.name)}
            </a>
            <button type="button" onClick={() => make(undefined)}>
              {words.addAnother}
            </button>
          </p>
        </Card>
      </>
    )
  return (
    <>
      <Head title={words.add} back={back} />
      <Card>
        <Form action={words.add} onSave={save} onCancel={() => location.assign(to('people'))}>
          <div class="row">
            <TextField name="name" label={words.name} hint={words.nameHint} required maxLength={100} focus />
            <TextField
              name="user"
              label={words.user}
              hint={words.userHint}
              required
              maxLength={64}
              autocapitalize="none"
            />
          </div>
          <Checks
            {...{ name: 'roles', label: words.rolesTitle, hint: words.rolesHint, chosen: ['agent'] }}
            options={roles.map((role) => [role, words.roles[role]])}
          />
          {queues.length > 0 && (
            <Checks name="queues" label={words.queues} hint={words.queuesHint} chosen={[]} options={queues} />
          )}
          <div class="row">
            <LanguageField initial="en" />
            <TextField
              {...{ name: 'password', label: words.password, hint: words.passwordHint, type: 'password' }}
              {...{ autocomplete: 'new-password', maxLength: 128 }}
            />
          </div>
        </Form>
      </Card>
    </>
  )
}

/** What somebody needs to sign in with any client. */
export function SignInFacts({ person: { jid, password } }: { person: WithPassword }) {
  const { words: all } = useApp()
  const words = all.people
  return (
    <>
      <Secret label={words.address} value={jid} />
      {password && <Secret label={words.password} value={password} hint={all.common.once} />}
      <p>
        {words.whereTo} <a href="/console/">{new URL('/console/', location.href).href}</a>
      </p>
    </>
  )
}
