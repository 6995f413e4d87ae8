// Dialogs of the page: one of any content, and the question before something is done that hurts.

import type { ComponentChildren } from 'preact'
import { Over } from '../look/dialog.tsx'
import { type Question, useApp } from './app.ts'

interface DialogProps {
  title: string
  wide?: boolean
  onClose(): void
  children: ComponentChildren
}

export function Dialog(props: DialogProps) {
  const { words } = useApp()
  return <Over {...props} close={words.common.close} />
}

export function Confirm({ title, text, action, bad, answer }: Question & { answer(yes: boolean): void }) {
  const { words } = useApp()
  const submit = (event: Event) => {
    event.preventDefault()
    answer(true)
  }
  return (
    <Dialog title={title} onClose={() => answer(false)}>
      <form onSubmit={submit}>
        {text && <p>{text}</p>}
        <p class="buttons">
          <button type="button" onClick={() => answer(false)}>
            {words.common.cancel}
          </button>
          <button type="submit" class={bad ? 'primary bad' : 'primary'}>
            {action}
          </button>
        </p>
      </form>
    </Dialog>
  )
}
