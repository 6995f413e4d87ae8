// One canned reply: a new one, or one that is edited; with how it will read.

import { useState } from 'preact/hooks'
import { Refusal } from '../api.ts'
import { useApp } from '../app.ts'
import { Dialog } from '../confirm.tsx'
import { Edit } from '../edit.tsx'
import { Field, type Options, SelectField, TextField } from '../fields.tsx'
import { Form } from '../form.tsx'
import { languageName, widgetLanguages } from '../languages.ts'
import type { Canned } from '../things.ts'

export const pathOf = ({ owner, name, lang }: Omit<Canned, 'body'>): string =>
  `/canned/${[owner, name, lang].map(encodeURIComponent).join('/')}`

interface CannedDialogProps {
  reply: Canned | undefined
  owners: Options
  onClose(): void
  onSaved(): void
}

export function CannedDialog({ reply, owners, onClose, onSaved }: CannedDialogProps) {
  const { words } = useApp()
  const of = words.canned
  const done = () => {
    onSaved()
    onClose()
  }
  return (
    <Dialog title={reply ? reply.name : of.add} wide onClose={onClose}>
      {reply ? (
        <Edit<Canned>
          path={pathOf(reply)}
          method="PUT"
          parts={{ body: of.body }}
          bodyOf={(values) => ({ body: String(values.get('body')) })}
          onSaved={done}
          onCancel={onClose}
        >
          {({ body, lang }) => <BodyField initial={body} lang={lang} />}
        </Edit>
      ) : (
        <NewReply {...{ owners, onClose }} onSaved={done} />
      )}
    </Dialog>
  )
}

function NewReply({ owners, onClose, onSaved }: Omit<CannedDialogProps, 'reply'>) {
  const { words, api, locale, route } = useApp()
  const of = words.canned
  const save = async (values: FormData) => {
    const [owner = '', name = '', lang = ''] = ['owner', 'name', 'lang'].map((each) => String(values.get(each)).trim())
    const path = pathOf({ owner, name, lang })
    // One that is there already is not silently replaced.
    const there = await api.read<Canned>(path).catch(whenNone)
    if (there) throw new Refusal(409, of.there, 'name')
    await api.send('PUT', path, { body: String(values.get('body')) })
    onSaved()
  }
  return (
    <Form action={words.common.save} onSave={save} onCancel={onClose}>
      <div class="row">
        <TextField name="name" label={of.name} hint={of.nameHint} required maxLength={64} focus autocapitalize="none" />
        <SelectField
          name="owner"
          label={of.owner}
          initial={route.value.query.owner ?? owners[0]?.[0]}
          options={owners}
        />
        <SelectField
          name="lang"
          label={of.lang}
          initial={locale.startsWith('zh') ? 'zh-CN' : 'en'}
          options={widgetLanguages.map((lang) => [lang, languageName(lang, locale)] as const)}
        />
      </div>
      <BodyField initial="" />
    </Form>
  )
}

function whenNone(error: unknown): undefined {
  if (error instanceof Refusal && error.status === 404) return undefined
  throw error
}

const placeholders = ['visitor.name', 'agent.name', 'queue', 'number'] as const

function BodyField({ initial, lang }: { initial: string; lang?: string }) {
  const { words } = useApp()
  const of = words.canned
  const [body, set] = useState(initial)
  const filled = placeholders.reduce((text, name) => text.replaceAll(`{${name}}`, of.examples[name]), body)
  return (
    <>
      <Field
        name="body"
        label={of.body}
        hint={placeholders.map((name) => (
          <span key={name} class="placeholder">
            <code>{`{${name}}`}</code> {of.placeholders[name]}
          </span>
        ))}
      >
        {(control) => (
          <textarea
            {...control}
            {...{ lang, rows: 5, required: true, maxLength: 10_000, dir: 'auto', value: body }}
            onInput={({ currentTarget: { value } }) => set(value)}
          />
        )}
      </Field>
      <figure class="chat-preview">
        <figcaption>{of.preview}</figcaption>
        <p dir="auto" class={body.trim() === '' ? 'bubble none' : 'bubble'}>
          {body.trim() === '' ? '…' : filled}
        </p>
      </figure>
    </>
  )
}
