// Making a token: what it may do and until when; then it is shown, this once.

import { useState } from 'preact/hooks'
import { useApp } from '../app.ts'
import { Dialog } from '../confirm.tsx'
import { Checks, SelectField, TextField } from '../fields.tsx'
import { Form } from '../form.tsx'
import { Secret } from '../parts.tsx'

const scopes = [
  ...['read', 'staff', 'queues', 'conversations', 'issues', 'visitors'],
  ...['figures', 'settings', 'tokens', 'audit', 'all'],
] as const
const days = ['30', '90', '365', ''] as const

export function NewToken({ onClose, onMade }: { onClose(): void; onMade(): void }) {
  const { api, words: all } = useApp()
  const words = all.tokens
  const [token, told] = useState<string>()
  const save = async (values: FormData) => {
    const lasts = String(values.get('expiresAt'))
    const expiresAt = lasts === '' ? null : new Date(Date.now() + Number(lasts) * 86_400_000).toISOString()
    const body = { name: String(values.get('name')).trim(), scopes: values.getAll('scopes'), expiresAt }
    const made = await api.send<{ token: string }>('POST', '/tokens', body)
    told(made.token)
    onMade()
  }
  if (token !== undefined)
    return (
      <Dialog title={words.made1} onClose={onClose}>
        <Secret label={words.token} value={token} hint={all.common.once} />
        <p class="hint">{words.how}</p>
        <p class="buttons end">
          <button type="button" class="primary" onClick={onClose}>
            {words.kept}
          </button>
        </p>
      </Dialog>
    )
  return (
    <Dialog title={words.add} onClose={onClose}>
      <Form action={words.add} onCancel={onClose} onSave={save}>
        <TextField name="name" label={words.name} hint={words.nameHint} required maxLength={100} focus />
        <Checks
          {...{ name: 'scopes', label: words.scopes, hint: words.scopesHint, chosen: ['read'] }}
          options={scopes.map((scope) => [scope, words.may[scope]])}
        />
        <SelectField
          {...{ name: 'expiresAt', label: words.expires, initial: '90' }}
          options={days.map((count) => [count, count === '' ? words.forGood : words.inDays(Number(count))])}
        />
      </Form>
    </Dialog>
  )
}
