// What a form is drawn from while somebody types and news come in: untouched it follows them, touched it stays, and says
// that somebody else was quicker; what is saved is saved only over what it was drawn from.

import { useEffect, useRef, useState } from 'preact/hooks'
import { Refusal } from './api.ts'
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
  /** Begins anew with what is there now. */
  renew(): Promise<void>
  /** Sends the change, with the tag, and begins anew; where somebody was quicker, what he did is read. */
  save(send: (etag: string | undefined) => Promise<unknown>): Promise<void>
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
  const renew = async () => {
    isTouched.current = false
    await answer.again()
  }
  return {
    ...based,
    renew,
    etag: etag.current,
    isOld: key !== based.key && isTouched.current,
    touch: () => {
      isTouched.current = true
    },
    async save(send) {
      try {
        await send(etag.current)
        await renew()
      } catch (error) {
        if (error instanceof Refusal && error.status === 412) await answer.again()
        throw error
      }
    },
  }
}
