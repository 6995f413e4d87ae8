// Forms: they tell their fields what was wrong, and have a button that says it is busy while the desk is asked.

import type { ComponentChildren } from 'preact'
import { createContext } from 'preact'
import { useContext, useEffect, useRef, useState } from 'preact/hooks'
import { Refusal } from './api.ts'
import { reasonOf, useApp } from './app.ts'

interface FormState {
  busy: boolean
  /** What was wrong, and with which field as the API names it: `hours.week.mon`. */
  wrong: { field: string | undefined; text: string } | undefined
  /** Fields that show their own error: what is wrong with none of them is said at the end of the form. */
  fields: Set<string>
}

const FormContext = createContext<FormState>({ busy: false, wrong: undefined, fields: new Set() })

interface SheetProps {
  /** Does what the form is for with what was typed; what it throws is shown in the form. */
  onSave(values: FormData): Promise<unknown>
  children: ComponentChildren
  class?: string | undefined
  /** Something was typed or chosen. */
  onInput?: (() => void) | undefined
  /** What was typed goes away once it is saved: passwords. */
  once?: boolean
}

/** A form without buttons of its own: put a `SaveButton` into it. */
export function Sheet({ onSave, children, class: kind, onInput, once }: SheetProps) {
  const form = useRef<HTMLFormElement>(null)
  const fields = useRef(new Set<string>())
  const [{ busy, wrong }, set] = useState<Pick<FormState, 'busy' | 'wrong'>>({ busy: false, wrong: undefined })
  const submit = async (event: Event) => {
    event.preventDefault()
    if (busy) return
    set({ busy: true, wrong: undefined })
    try {
      await onSave(new FormData(form.current as HTMLFormElement))
      if (once) form.current?.reset()
      set({ busy: false, wrong: undefined })
    } catch (error) {
      const field = error instanceof Refusal ? error.field : undefined
      set({ busy: false, wrong: { field, text: reasonOf(error) } })
    }
  }
  useEffect(() => {
    if (wrong) form.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus()
  }, [wrong])
  const isShown = wrong && [...fields.current].some((name) => isOf(name, wrong.field))
  return (
    <FormContext.Provider value={{ busy, wrong, fields: fields.current }}>
      <form ref={form} class={kind} aria-busy={busy} onSubmit={submit} onInput={onInput}>
        {children}
        <p class="problem whole" role="alert">
          {wrong && !isShown ? wrong.text : ''}
        </p>
      </form>
    </FormContext.Provider>
  )
}

const isOf = (name: string, field: string | undefined): boolean => field === name || !!field?.startsWith(`${name}.`)

/** A form with its button, and one to leave it where that is possible. */
export function Form({ action, onCancel, children, ...sheet }: SheetProps & { action: string; onCancel?: () => void }) {
  const { words } = useApp()
  return (
    <Sheet {...sheet}>
      {children}
      <p class="buttons">
        {onCancel && (
          <button type="button" onClick={onCancel}>
            {words.common.cancel}
          </button>
        )}
        <SaveButton>{action}</SaveButton>
      </p>
    </Sheet>
  )
}

export function SaveButton({ children, bad }: { children: ComponentChildren; bad?: boolean }) {
  const { busy } = useContext(FormContext)
  return (
    <button type="submit" class={bad ? 'primary bad' : 'primary'} disabled={busy} data-busy={busy || undefined}>
      {children}
    </button>
  )
}

/** A form that is a screen of its own, before anybody is signed in. */
export function Entry(props: SheetProps & { title: string; lead: string | undefined; action: string }) {
  const { title, lead, action, children, onSave } = props
  return (
    <main class="sign-in">
      <Sheet onSave={onSave}>
        <img class="logo" src="icon.svg" alt="" width={56} height={56} />
        <h1>{title}</h1>
        {lead && <p class="lead">{lead}</p>}
        {children}
        <SaveButton>{action}</SaveButton>
      </Sheet>
    </main>
  )
}

/** What is wrong with a field of the form around it. */
export function useWrong(name: string): string | undefined {
  const { wrong, fields } = useContext(FormContext)
  useEffect(() => {
    fields.add(name)
    return () => void fields.delete(name)
  }, [name])
  return wrong && isOf(name, wrong.field) ? wrong.text : undefined
}
