// What can be done about somebody at once: his state, another password, putting him out and taking him on again.

import { useState } from 'preact/hooks'
import { perform, useApp } from '../app.ts'
import { Dialog } from '../confirm.tsx'
import { TextField } from '../fields.tsx'
import { Form } from '../form.tsx'
import { Card } from '../parts.tsx'
import { SignInFacts } from './new.tsx'
import type { Person, WithPassword } from './person.ts'

interface PersonActionsProps {
  person: Person
  /** What was told once, until it is put away. */
  told: WithPassword | undefined
  onTold(told: WithPassword | undefined): void
  onDone(): Promise<void>
}

export function PersonActions({ person, told, onTold, onDone }: PersonActionsProps) {
  const app = useApp()
  const words = app.words.people
  const { user, name, active } = person
  const [asks, ask] = useState<'password' | 'reactivate'>()
  const send = (what: string, body?: unknown) => app.api.send<WithPassword>('POST', `/staff/${user}/${what}`, body)
  const deactivate = async () => {
    const question = {
      title: words.deactivateAsk(name),
      text: words.deactivateText,
      action: words.deactivate,
      bad: true,
    } as const
    if (!(await app.confirm(question))) return
    await perform(app, () => send('deactivate'), words.deactivated(name))
    await onDone()
  }
  return (
    <>
      {told && (
        <Card title={words.newSignIn} class="stack">
          <SignInFacts person={told} />
          <p class="buttons">
            <button type="button" onClick={() => onTold(undefined)}>
              {words.kept}
            </button>
          </p>
        </Card>
      )}
      {active && <ForceState person={person} onDone={onDone} />}
      <Card title={words.access}>
        <p class="buttons">
          {active ? (
            <>
              <button type="button" onClick={() => ask('password')}>
                {words.reset}
              </button>
              <button type="button" class="bad" onClick={() => void deactivate()}>
                {words.deactivate}
              </button>
            </>
          ) : (
            <button type="button" class="primary" onClick={() => ask('reactivate')}>
              {words.reactivate}
            </button>
          )}
        </p>
      </Card>
      {asks && (
        <PasswordDialog
          kind={asks}
          name={name}
          onClose={() => ask(undefined)}
          onSave={async (password) => {
            onTold(await send(asks, password === '' ? {} : { password }))
            ask(undefined)
            await onDone()
          }}
        />
      )}
    </>
  )
}

interface PasswordDialogProps {
  kind: 'password' | 'reactivate'
  name: string
  onClose(): void
  onSave(password: string): Promise<void>
}

function PasswordDialog({ kind, name, onClose, onSave }: PasswordDialogProps) {
  const { words: all } = useApp()
  const words = all.people
  const isReset = kind === 'password'
  return (
    <Dialog title={isReset ? words.resetAsk(name) : words.reactivateAsk(name)} onClose={onClose}>
      <Form
        action={isReset ? words.reset : words.reactivate}
        onCancel={onClose}
        onSave={(values) => onSave(String(values.get('password')))}
      >
        <p>{isReset ? words.resetText : words.reactivateText}</p>
        <TextField
          {...{ name: 'password', label: words.password, hint: words.passwordHint, type: 'password' }}
          {...{ autocomplete: 'new-password', maxLength: 128, focus: true }}
        />
      </Form>
    </Dialog>
  )
}

const states = ['normal', 'busy', null] as const

function ForceState({ person, onDone }: { person: Person; onDone(): Promise<void> }) {
  const app = useApp()
  const words = app.words.people
  const force = async (state: (typeof states)[number]) => {
    await perform(app, () => app.api.send('POST', `/staff/${person.user}/state`, { state }), app.words.common.saved)
    await onDone()
  }
  return (
    <Card title={words.forceTitle} lead={words.forceLead}>
      <fieldset class="switch" aria-label={words.forceTitle}>
        {states.map((state) => (
          <button key={state} type="button" aria-pressed={person.override === state} onClick={() => void force(state)}>
            {state === null ? words.byClient : words.states[state]}
          </button>
        ))}
      </fieldset>
    </Card>
  )
}
