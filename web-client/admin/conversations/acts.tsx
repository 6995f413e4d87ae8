// What an admin does with a conversation: give it to somebody, or end it.

import { useApp } from '../app.ts'
import { Dialog } from '../confirm.tsx'
import { type Options, SelectField, TextField } from '../fields.tsx'
import { Form } from '../form.tsx'

interface ActProps {
  path: string
  onClose(): void
  onDone(): void
}

export function Assign({ path, onClose, onDone, people }: ActProps & { people: Options }) {
  const { words, api, say } = useApp()
  const of = words.conversations
  const save = async (values: FormData) => {
    await api.send('POST', `${path}/assign`, { agent: String(values.get('agent')) })
    say(of.assigned)
    onDone()
    onClose()
  }
  return (
    <Dialog title={of.assignTitle} onClose={onClose}>
      <Form action={of.assign} onSave={save} onCancel={onClose}>
        <SelectField name="agent" label={of.agent} options={people} initial={people[0]?.[0]} />
      </Form>
    </Dialog>
  )
}

export function Close({ path, onClose, onDone }: ActProps) {
  const { words, api, say } = useApp()
  const of = words.conversations
  const save = async (values: FormData) => {
    const reason = String(values.get('reason')).trim()
    await api.send('POST', `${path}/close`, reason === '' ? {} : { reason })
    say(of.closedNow)
    onDone()
    onClose()
  }
  return (
    <Dialog title={of.closeTitle} onClose={onClose}>
      <Form action={of.close} onSave={save} onCancel={onClose}>
        <TextField name="reason" label={of.reason} hint={of.reasonHint} focus />
      </Form>
    </Dialog>
  )
}
