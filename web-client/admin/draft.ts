// What a form is drawn from while somebody types and news come in: untouched it follows them, touched it stays, and says
// that somebody else was quicker; what is saved is saved only over what it was drawn from.

import { useEffect, useRef, useState } from 'preact/hooks'
import type { Answer } from './ask.ts'

export interface Draft<Value> {
  /** What the fields begin with. */
  readonly value: Value
  /** Another one when the fields are to begin anew: the form's key. */
  readonly key: string
  /** To be sent with the change. */
  readonly etag: string | undefined
  /** Somebody else changed it while it was typed into. */
  readonly isOld: boolean
  /** The form's onInput. */
  touch(): void
  /** Begins anew with what is there now; also after a save. */
  renew(): Promise<void>
}

/** `about` gives the part that the form changes: when the rest changes, that disturbs nobody. */
export function useDraft<Value>(answer: Answer<Value>, value: Value, about: (value: Value) => unknown): Draft<Value> {
  const key = JSON.stringify(about(value))
  const [based, base] = useState({ key, value })
  const isTouched = useRef(false)
  const etag = useRef(answer.etag)
  if (key === based.key) etag.current = answer.etag
  useEffect(() => {
    if (key !== based.key && !isTouched.current) base({ key, value })
  })
  return {
    ...based,
    etag: etag.current,
    isOld: key !== based.key && isTouched.current,
    touch: () => {
      isTouched.current = true
    },
    async renew() {
      isTouched.current = false
      await answer.again()
      base({ key, value })
    },
  }
}
