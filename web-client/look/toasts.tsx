// What was done or refused, said for some seconds at the edge of the screen.

import { type ReadonlySignal, signal } from '@preact/signals'

interface Toast {
  readonly id: number
  readonly text: string
  readonly bad: boolean
}

export interface Toasts {
  readonly shown: ReadonlySignal<readonly Toast[]>
  /** Shows it; what is bad stays longer. The newest three are seen. */
  say(text: string, bad?: true): void
}

const shownFor = { good: 5000, bad: 9000 }

export function openToasts(): Toasts {
  const shown = signal<readonly Toast[]>([])
  let last = 0
  return {
    shown,
    say(text, bad) {
      const toast = { id: ++last, text, bad: bad ?? false }
      shown.value = [...shown.value.slice(-2), toast]
      const take = () => {
        shown.value = shown.value.filter((each) => each !== toast)
      }
      setTimeout(take, shownFor[bad ? 'bad' : 'good'])
    },
  }
}

export function ToastList({ of: { shown } }: { of: Toasts }) {
  return (
    <div class="toasts" role="status" aria-live="polite">
      {shown.value.map(({ id, text, bad }) => (
        <p key={id} class={bad ? 'toast bad' : 'toast'}>
          {text}
        </p>
      ))}
    </div>
  )
}
