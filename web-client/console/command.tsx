// One of the desk's commands, drawn from the form it gives: nothing here knows any of them.

import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { Outcome } from '../headless/agent/commands.ts'
import type { FormField } from '../headless/agent/forms.ts'
import { reasonOf, touched, useApp } from './app.ts'
import { Words } from './bubble.tsx'
import { Dialog, useClose } from './dialog.tsx'

interface CommandDialogProps {
  address: string
  node: string
  title: string
}

export function CommandDialog({ address, node, title }: CommandDialogProps) {
  const app = useApp()
  const { session, words, say } = app
  const close = useClose()
  const outcome = useSignal<Outcome | undefined>(undefined)
  const problem = useSignal('')
  const busy = useSignal(true)
  const run = async (values?: Readonly<Record<string, string>>) => {
    busy.value = true
    problem.value = ''
    try {
      const next = await session.desk.run(address, node, values)
      outcome.value = next
      if (next.form) return
      touched(app, address)
      session.desk.want('mine', 'queue', 'issues', 'who')
      // What is long, or has rows, is worth reading; anything else is said in passing.
      if (next.note.includes('\n') || next.rows.length > 0) return
      close()
      say(next.note || words.done)
    } catch (error) {
      problem.value = reasonOf(error, words)
    } finally {
      busy.value = false
    }
  }
  useEffect(() => {
    void run()
  }, [])
  const form = outcome.value?.form
  return (
    <Dialog title={form?.title || title} class="command">
      {form ? (
        <form
          onSubmit={(event) => {
            event.preventDefault()
            void run(valuesOf(event.currentTarget))
          }}
        >
          {form.fields.map((field) => (
            <FieldView key={field.name} field={field} />
          ))}
          <p class="problem" role="alert">
            {problem.value}
          </p>
          <p class="buttons">
            <button type="submit" class="primary" disabled={busy.value}>
              {words.submit}
            </button>
          </p>
        </form>
      ) : (
        <div class="outcome">
          {problem.value ? (
            <p class="problem" role="alert">
              {problem.value}
            </p>
          ) : (
            <p class="note" dir="auto">
              <Words text={outcome.value?.note ?? ''} />
            </p>
          )}
        </div>
      )}
    </Dialog>
  )
}

/** What was filled in; a field that was left empty is not handed in. */
export function valuesOf(form: HTMLFormElement): Record<string, string> {
  const values = [...new FormData(form)].map(([name, value]): [string, string] => [name, String(value).trim()])
  return Object.fromEntries(values.filter(([, value]) => value !== ''))
}

/** XEP-0004 §3.3: each type of field as what browsers have for it. */
export function FieldView({ field }: { field: FormField }) {
  const { words } = useApp()
  const { name, type, label, required, value } = field
  if (type === 'fixed') return <p dir="auto">{value}</p>
  const id = `field-${name}`
  return (
    <div class="field">
      <label for={id}>
        {label} {!required && <small>{words.optional}</small>}
      </label>
      <Control field={field} id={id} />
    </div>
  )
}

function Control({ field: { name, type, required, value, options }, id }: { field: FormField; id: string }) {
  const { words } = useApp()
  const common = { id, name, required }
  if (type === 'text-multi') return <textarea {...common} rows={4} dir="auto" defaultValue={value} />
  if (type === 'boolean')
    return <input id={id} name={name} type="checkbox" value="1" defaultChecked={/^(1|true)$/.test(value)} />
  if (type === 'text-private') return <input {...common} type="password" autocomplete="off" defaultValue={value} />
  if (type !== 'list-single')
    return <input {...common} type="text" dir="auto" autocomplete="off" defaultValue={value} />
  return (
    <select {...common} defaultValue={value}>
      {!value && <option value="">{words.choose}</option>}
      {options.map((option) => (
        <option key={option.value} value={option.value} selected={option.value === value}>
          {option.label}
        </option>
      ))}
    </select>
  )
}
