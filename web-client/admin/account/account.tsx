// One's own way in: the password, the second step, and where one is signed in.

import { Refusal } from '../api.ts'
import { useApp } from '../app.ts'
import { useAnswer } from '../ask.ts'
import { TextField } from '../fields.tsx'
import { Form } from '../form.tsx'
import { Card, Head } from '../parts.tsx'
import { SecondStep } from './second-step.tsx'
import { type SessionRow, Sessions } from './sessions.tsx'

export function Account() {
  const { words: all, me } = useApp()
  const words = all.account
  const sessions = useAnswer<{ items: SessionRow[] }>('/session/others')
  return (
    <>
      <Head title={words.title} lead={words.lead(me.value.name)} />
      <div class="stack">
        <div class="split even">
          <Password onDone={sessions.again} />
          <SecondStep />
        </div>
        <Sessions answer={sessions} />
      </div>
    </>
  )
}

function Password({ onDone }: { onDone(): Promise<void> }) {
  const { api, words: all, say } = useApp()
  const words = all.account
  const save = async (values: FormData) => {
    const newPassword = String(values.get('newPassword'))
    if (newPassword !== values.get('again')) throw new Refusal(400, words.differ, 'again')
    await api.send('PUT', '/session/password', { password: String(values.get('password')), newPassword })
    say(words.changed)
    await onDone()
  }
  return (
    <Card title={words.password} lead={words.passwordLead}>
      <Form action={words.change} onSave={save} once>
        <TextField name="password" label={words.now} type="password" autocomplete="current-password" required />
        <TextField
          {...{ name: 'newPassword', label: words.fresh, hint: words.freshHint, type: 'password' }}
          {...{ autocomplete: 'new-password', minLength: 10, maxLength: 128, required: true }}
        />
        <TextField name="again" label={words.again} type="password" autocomplete="new-password" required />
      </Form>
    </Card>
  )
}
