// One type of issues: a new one, or who is responsible for one that is there.

import { including } from '../all.ts'
import { Refusal } from '../api.ts'
import { useApp } from '../app.ts'
import { Dialog } from '../confirm.tsx'
import { Edit } from '../edit.tsx'
import { type Options, SelectField, TextField } from '../fields.tsx'
import { Form } from '../form.tsx'
import type { IssueType } from '../things.ts'

export const pathOf = (name: string): string => `/issue-types/${encodeURIComponent(name)}`

interface TypeDialogProps {
  /** Of a new one, where it is to be. */
  name: string
  isNew: boolean
  people: Options
  onClose(): void
  onSaved(): void
}

export function TypeDialog({ name, isNew, people, onClose, onSaved }: TypeDialogProps) {
  const { words, api } = useApp()
  const of = words.types
  const done = () => {
    onSaved()
    onClose()
  }
  const add = async (values: FormData) => {
    const given = String(values.get('type')).trim().toLowerCase()
    const there = await api.read(pathOf(given)).catch((error: unknown) => {
      if (error instanceof Refusal && error.status === 404) return undefined
      throw error
    })
    if (there) throw new Refusal(409, of.there, 'type')
    await api.send('PUT', pathOf(given), bodyOf(values))
    done()
  }
  return (
    <Dialog title={isNew ? of.add : name} onClose={onClose}>
      {isNew ? (
        <Form action={words.common.save} onSave={add} onCancel={onClose}>
          <TextField name="type" label={of.name} hint={of.nameHint} initial={name} required maxLength={200} focus />
          <Responsible people={people} />
        </Form>
      ) : (
        <Edit<IssueType>
          path={pathOf(name)}
          method="PUT"
          parts={{ handler: of.handler, backup: of.backup }}
          bodyOf={bodyOf}
          onSaved={done}
          onCancel={onClose}
        >
          {(type) => <Responsible people={people} type={type} />}
        </Edit>
      )}
    </Dialog>
  )
}

const bodyOf = (values: FormData) => ({
  handler: String(values.get('handler') ?? '') || null,
  backup: String(values.get('backup') ?? '') || null,
})

function Responsible({ people, type }: { people: Options; type?: IssueType }) {
  const { words } = useApp()
  const of = words.types
  const options = [['', of.nobody] as const, ...people]
  return (
    <div class="row">
      <SelectField
        name="handler"
        label={of.handler}
        hint={of.handlerHint}
        options={including(options, type?.handler)}
        initial={type?.handler}
      />
      <SelectField
        name="backup"
        label={of.backup}
        hint={of.backupHint}
        options={including(options, type?.backup)}
        initial={type?.backup}
      />
    </div>
  )
}
