// Opens a queue: a title, and the name that stands in its address and in the widget's tag.

import { useApp } from '../app.ts'
import { Dialog } from '../confirm.tsx'
import { TextField } from '../fields.tsx'
import { Form } from '../form.tsx'
import { to } from '../route.ts'

export function NewQueue({ onClose }: { onClose(): void }) {
  const { words, api } = useApp()
  const of = words.queues
  const save = async (values: FormData) => {
    const name = String(values.get('name')).trim()
    await api.send('POST', '/queues', { name, title: String(values.get('title')).trim() })
    onClose()
    location.hash = to('queues', name)
  }
  return (
    <Dialog title={of.add} onClose={onClose}>
      <Form action={of.open} onSave={save} onCancel={onClose}>
        <TextField name="title" label={of.name} hint={of.titleHint} required maxLength={200} focus />
        <TextField name="name" label={of.address} hint={of.addressHint} required maxLength={64} autocapitalize="none" />
      </Form>
    </Dialog>
  )
}
