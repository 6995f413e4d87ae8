// Filing an issue: what it is about in the tree of types, who answers it, how urgent it is; and, while it is being typed,
// what was solved before that is like it.

import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { DataForm, FormField, Row } from '../headless/agent/forms.ts'
import { reasonOf, touched, useApp } from './app.ts'
import { valuesOf } from './command.tsx'
import { Dialog, useClose } from './dialog.tsx'
import { TypeTree } from './type-tree.tsx'

export function IssueForm({ address, about = '' }: { address: string; about?: string }) {
  const app = useApp()
  const { session, words, say } = app
  const close = useClose()
  const busy = useSignal(false)
  const form = useSignal<DataForm | undefined>(undefined)
  const problem = useSignal('')
  const question = useSignal(about)
  const similar = useSimilar(question.value)
  useEffect(() => {
    session.desk
      .run(address, 'issue')
      .then((outcome) => {
        form.value = outcome.form
      })
      .catch((error) => {
        problem.value = reasonOf(error, words)
      })
  }, [])
  const submit = async (event: SubmitEvent) => {
    event.preventDefault()
    if (busy.value) return
    busy.value = true
    const values = valuesOf(event.currentTarget as HTMLFormElement)
    try {
      const { note, rows } = await session.desk.run(address, 'issue', values)
      const wasOpen = close()
      say(note.split('\n')[0] ?? '')
      touched(app, address)
      session.desk.want('issues')
      if (wasOpen && rows[0]?.number && !address.startsWith('chat-')) location.hash = `#/issues/${rows[0].number}`
    } catch (error) {
      problem.value = reasonOf(error, words)
    } finally {
      busy.value = false
    }
  }
  const field = (name: string): FormField | undefined => form.value?.fields.find((each) => each.name === name)
  return (
    <Dialog title={words.newIssue} wide class="issue-form">
      {form.value && (
        <form onSubmit={(event) => void submit(event)}>
          <div class="columns">
            <div>
              <label class="field">
                <span>{words.question}</span>
                <textarea
                  name="question"
                  rows={5}
                  required
                  dir="auto"
                  autofocus
                  value={question.value}
                  onInput={(event) => {
                    question.value = event.currentTarget.value
                  }}
                />
              </label>
              <Choice field={field('handler')} label={words.handler} />
              <Priorities field={field('priority')} />
              {field('last') && (
                <label class="field">
                  <span>{words.lastLines}</span>
                  <input name="last" type="number" min={1} max={10_000} />
                </label>
              )}
            </div>
            <div>
              <TypeTree types={(field('type')?.options ?? []).map(({ value }) => value)} label={words.type} />
              <Similar rows={similar} />
            </div>
          </div>
          <p class="problem" role="alert">
            {problem.value}
          </p>
          <p class="buttons">
            <button type="submit" class="primary" disabled={busy.value}>
              {words.file_}
            </button>
          </p>
        </form>
      )}
      {!form.value && (
        <p class="problem" role="alert">
          {problem.value}
        </p>
      )}
    </Dialog>
  )
}

const pause = 350

/** Asked for when the typing rests; undefined until there is something to go by. */
function useSimilar(question: string): readonly Row[] | undefined {
  const { session } = useApp()
  const rows = useSignal<readonly Row[] | undefined>(undefined)
  useEffect(() => {
    let stale = false
    const timer = setTimeout(() => {
      const words = question.trim().replace(/\s+/g, ' ').slice(0, 2000)
      if (words.length < 4) return
      session.desk
        .rows(session.store.domains.desk, 'similar', { words })
        .then((found) => {
          if (!stale) rows.value = found
        })
        .catch(() => undefined)
    }, pause)
    return () => {
      stale = true
      clearTimeout(timer)
    }
  }, [question])
  return rows.value
}

function Similar({ rows }: { rows: readonly Row[] | undefined }) {
  const { words } = useApp()
  return (
    <section class="similar" aria-live="polite">
      <h3>{words.similar}</h3>
      {rows?.length === 0 && <p class="empty">{words.similarNone}</p>}
      <ul>
        {(rows ?? []).map(({ number, content, answer, type }) => (
          <li key={number}>
            <a href={`#/issues/${number}`} target="_blank" rel="noopener">
              <small>
                #{number} · {type}
              </small>
              <span dir="auto">{content}</span>
              {answer && <b dir="auto">{answer}</b>}
            </a>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Choice({ field, label }: { field: FormField | undefined; label: string }) {
  const { words } = useApp()
  if (!field) return null
  return (
    <label class="field">
      <span>{label}</span>
      <select name={field.name} required={field.required}>
        {field.options.map(({ value, label: text }) => (
          <option key={value} value={value} selected={value === field.value}>
            {value === 'auto' ? words.autoHandler : text}
          </option>
        ))}
      </select>
    </label>
  )
}

function Priorities({ field }: { field: FormField | undefined }) {
  const { words } = useApp()
  return (
    <fieldset class="priorities">
      <legend>{words.priority}</legend>
      {(field?.options ?? []).map(({ value }) => (
        <label key={value}>
          <input type="radio" name="priority" value={value} required defaultChecked={value === field?.value} />
          <i class={`priority ${value}`} />
          <span>{words.priorities[value as 'low'] ?? value}</span>
        </label>
      ))}
    </fieldset>
  )
}
