// What an admin does with an issue: pass it on, say how urgent it is, end it, open it again.

import type { ComponentChildren } from 'preact'
import { useApp } from '../app.ts'
import { Dialog } from '../confirm.tsx'
import { AreaField, type Options, SelectField } from '../fields.tsx'
import { Form } from '../form.tsx'
import { type Priority as Level, priorities } from '../things.ts'

interface ActProps {
  path: string
  onClose(): void
  onDone(): void
}

interface SheetProps extends ActProps {
  act: 'pass' | 'priority' | 'close' | 'reopen'
  /** Below the issue: /handler. */
  at: string
  bodyOf(values: FormData): object
  children: ComponentChildren
}

function Act({ path, onClose, onDone, act, at, bodyOf, children }: SheetProps) {
  const { words, api, say } = useApp()
  const of = words.issues
  const save = async (values: FormData) => {
    await api.send('POST', `${path}${at}`, bodyOf(values))
    say(of.done[act])
    onDone()
    onClose()
  }
  return (
    <Dialog title={of.acts[act]} onClose={onClose}>
      <Form action={of.acts[act]} onSave={save} onCancel={onClose}>
        {children}
      </Form>
    </Dialog>
  )
}

const textIn = (values: FormData, name: string): string => String(values.get(name) ?? '').trim()

export function Pass({ people, now, ...act }: ActProps & { people: Options; now: string }) {
  const { words } = useApp()
  const others = people.filter(([jid]) => jid !== now)
  const bodyOf = (values: FormData) => {
    const why = textIn(values, 'why')
    return { handler: textIn(values, 'handler'), ...(why !== '' && { why }) }
  }
  return (
    <Act {...act} act="pass" at="/handler" bodyOf={bodyOf}>
      <SelectField name="handler" label={words.issues.handler} options={others} initial={others[0]?.[0]} />
      <AreaField name="why" label={words.issues.why} hint={words.issues.whyHint} rows={3} />
    </Act>
  )
}

export function Priority({ now, ...act }: ActProps & { now: Level }) {
  const { words } = useApp()
  const options = priorities.map((each) => [each, words.issues.priorities[each]] as const)
  return (
    <Act {...act} act="priority" at="/priority" bodyOf={(values) => ({ priority: textIn(values, 'priority') })}>
      <SelectField name="priority" label={words.issues.priority} options={options} initial={now} />
    </Act>
  )
}

/** Closing and reopening need a reason. */
export function Why({ act, ...rest }: ActProps & { act: 'close' | 'reopen' }) {
  const { words } = useApp()
  const name = act === 'close' ? 'reason' : 'why'
  return (
    <Act {...rest} act={act} at={`/${act}`} bodyOf={(values) => ({ [name]: textIn(values, name) })}>
      <AreaField name={name} label={words.issues.reason} rows={3} required />
    </Act>
  )
}
