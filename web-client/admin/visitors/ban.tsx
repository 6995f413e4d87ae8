// Bans a visitor for a while.

import { useApp } from '../app.ts'
import { Dialog } from '../confirm.tsx'
import { SelectField } from '../fields.tsx'
import { Form } from '../form.tsx'

const hour = 3_600_000
const spans = { hour, day: 24 * hour, week: 7 * 24 * hour, month: 30 * 24 * hour, year: 365 * 24 * hour } as const
const forGood = '2999-12-31T00:00:00.000Z'

interface BanDialogProps {
  path: string
  onClose(): void
  onDone(): void
}

export function BanDialog({ path, onClose, onDone }: BanDialogProps) {
  const { words, api, say } = useApp()
  const of = words.visitors
  const save = async (values: FormData) => {
    const span = spans[String(values.get('until')) as keyof typeof spans]
    const until = span === undefined ? forGood : new Date(Date.now() + span).toISOString()
    await api.send('PUT', `${path}/ban`, { until })
    say(of.bannedNow)
    onDone()
    onClose()
  }
  const options = (Object.keys(of.spans) as (keyof typeof of.spans)[]).map((each) => [each, of.spans[each]] as const)
  return (
    <Dialog title={of.banTitle} onClose={onClose}>
      <Form action={of.ban} onSave={save} onCancel={onClose}>
        <p>{of.banText}</p>
        <SelectField name="until" label={of.howLong} initial="day" options={options} />
      </Form>
    </Dialog>
  )
}
