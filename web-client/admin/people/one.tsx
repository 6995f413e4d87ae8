// Somebody of the staff: how he stands, what he is, and what can be done about him.

import { useEffect, useState } from 'preact/hooks'
import { useQueues } from '../all.ts'
import { perform, useApp } from '../app.ts'
import { type Answer, useAnswer } from '../ask.ts'
import { useDraft } from '../draft.ts'
import { Checks, TextField } from '../fields.tsx'
import { Form } from '../form.tsx'
import { Card, Head, Meanwhile, Shown, When } from '../parts.tsx'
import { to } from '../route.ts'
import { PersonActions } from './actions.tsx'
import { LanguageField } from './language.tsx'
import { Account, State } from './people.tsx'
import { type Person, roles, type WithPassword } from './person.ts'
import { QuietFields, quietOf } from './quiet.tsx'

/** An account on its way is looked at again: nothing tells of it. */
const soon = 1500

export function OnePerson({ user }: { user: string }) {
  const { words } = useApp()
  const person = useAnswer<Person>(`/staff/${encodeURIComponent(user)}`, {}, ['staff', 'conversation'])
  const [told, tell] = useState<WithPassword>()
  useEffect(() => {
    if (person.value?.account.state !== 'pending') return
    const timer = setTimeout(() => void person.again(), soon)
    return () => clearTimeout(timer)
  }, [person])
  const back = { href: to('people'), title: words.people.title }
  return (
    <>
      <Head title={person.value?.name ?? user} {...(person.value && { lead: person.value.jid })} back={back} />
      <Shown of={person}>
        {(value) => (
          <div class="split">
            <Details answer={person} person={value} />
            <div class="stack">
              <Standing person={value} onAgain={person.again} />
              <PersonActions person={value} told={told} onTold={tell} onDone={person.again} />
            </div>
          </div>
        )}
      </Shown>
    </>
  )
}

function Standing({ person, onAgain }: { person: Person; onAgain(): Promise<void> }) {
  const app = useApp()
  const words = app.words.people
  const { account, conversations, user } = person
  const retry = async () => {
    await perform(app, () => app.api.send('POST', `/staff/${user}/account`), words.retried)
    await onAgain()
  }
  return (
    <Card title={words.standing}>
      <dl class="facts">
        <dt>{words.state}</dt>
        <dd>
          <State person={person} />
        </dd>
        <dt>{words.conversations}</dt>
        <dd>{conversations}</dd>
        <dt>{words.account}</dt>
        <dd>
          <Account of={account} /> {account.since && <When at={account.since} />}
        </dd>
      </dl>
      {account.state !== 'kept' && (
        <div class="trouble">
          <p>{account.state === 'pending' ? words.pendingWhy : words.failedWhy}</p>
          {account.error && <code>{account.error}</code>}
          <button type="button" class="small" onClick={() => void retry()}>
            {words.retry}
          </button>
        </div>
      )}
    </Card>
  )
}

/** The part of somebody that the form changes. */
const changeable = ({ name, roles, queues, capacity, lang, quiet }: Person) => ({
  ...{ name, roles, queues, capacity, lang, quiet },
})

function Details({ answer, person }: { answer: Answer<Person>; person: Person }) {
  const { api, words: all, say } = useApp()
  const words = all.people
  const { all: queues, options } = useQueues()
  const draft = useDraft(answer, person, changeable)
  const { name, roles: has, queues: serves, capacity, lang, quiet } = draft.value
  const save = async (values: FormData) => {
    const change = {
      name: String(values.get('name')).trim(),
      roles: values.getAll('roles'),
      // What was not there to be chosen from is not taken away.
      ...(queues && { queues: values.getAll('queues') }),
      capacity: values.get('capacity') === '' ? null : Number(values.get('capacity')),
      lang: values.get('lang'),
      quiet: quietOf(values),
    }
    await draft.save((etag) => api.send('PATCH', `/staff/${person.user}`, change, etag))
    say(all.common.saved)
  }
  return (
    <Card title={words.details}>
      <Meanwhile draft={draft} />
      <Form key={draft.key} action={all.common.save} onSave={save} onInput={draft.touch}>
        <TextField name="name" label={words.name} initial={name} required maxLength={100} />
        <Checks
          {...{ name: 'roles', label: words.rolesTitle, hint: words.rolesHint, chosen: has }}
          options={roles.map((role) => [role, words.roles[role]])}
        />
        {options.length > 0 && (
          <Checks name="queues" label={words.queues} hint={words.queuesHint} chosen={serves} options={options} />
        )}
        <TextField
          {...{ name: 'capacity', label: words.capacity, hint: words.capacityHint, type: 'number', min: 1, max: 1000 }}
          initial={capacity === null ? '' : String(capacity)}
        />
        <LanguageField initial={lang} />
        <QuietFields quiet={quiet} />
      </Form>
    </Card>
  )
}
