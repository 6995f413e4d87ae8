// Something of the API that is edited: it is changed only if it still is as it was read. If somebody else was quicker, what is
// there now is shown beside what was typed, and nothing typed is lost.

import type { ComponentChildren } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { type Read, Refusal } from './api.ts'
import { useApp } from './app.ts'
import { useAnswer } from './ask.ts'
import { Form } from './form.tsx'
import { Shown } from './parts.tsx'

/** What a part is called, and how it is written where that is not plain. */
type Part = string | readonly [name: string, write: (value: never) => string]

interface EditProps<Value> {
  path: string
  /** PATCH sends only what was changed; PUT all of it. */
  method: 'PATCH' | 'PUT'
  parts: Readonly<Record<string, Part>>
  bodyOf(values: FormData): object
  onSaved?(value: Value): void
  onCancel?: () => void
  children(value: Value): ComponentChildren
}

export function Edit<Value extends object>(props: EditProps<Value>) {
  const answer = useAnswer<Value>(props.path)
  return (
    <Shown of={answer}>{(value) => <Editing key={props.path} {...props} first={{ value, etag: answer.etag }} />}</Shown>
  )
}

interface Draft<Value> {
  /** What the form began with. */
  base: Value
  /** Of what is there now, as far as we know. */
  etag: string | undefined
  /** What somebody else has made of it meanwhile. */
  theirs?: Value | undefined
  /** Goes up when the form is to begin anew. */
  turn: number
}

function Editing<Value extends object>(props: EditProps<Value> & { first: Read<Value> }) {
  const { path, method, parts, bodyOf, onSaved, onCancel, first, children } = props
  const { api, words, say } = useApp()
  const [{ base, etag, theirs, turn }, set] = useState<Draft<Value>>({ base: first.value, etag: first.etag, turn: 0 })
  const save = async (values: FormData) => {
    const body = method === 'PATCH' ? changed(bodyOf(values), base) : bodyOf(values)
    if (Object.keys(body).length > 0) {
      const saved = await api.send<Value>(method, path, body, etag).catch(async (error: unknown) => {
        if (!(error instanceof Refusal) || error.status !== 412) throw error
        const now = await api.read<Value>(path)
        set((draft) => ({ ...draft, etag: now.etag, theirs: now.value }))
        throw new Refusal(412, words.edit.quicker)
      })
      const now = await api.read<Value>(path)
      // What another has changed since then has to be seen, too.
      const isOurs = isSame(saved, now.value)
      set({ base: now.value, etag: now.etag, turn: isOurs ? turn : turn + 1 })
      onSaved?.(now.value)
    }
    say(words.common.saved)
  }
  const takeTheirs = () => theirs && set({ base: theirs, etag, turn: turn + 1 })
  return (
    <Form
      key={turn}
      action={theirs ? words.edit.saveMine : words.common.save}
      onSave={save}
      {...(onCancel && { onCancel })}
    >
      {children(base)}
      {theirs && <Theirs {...{ base, theirs, parts }} onTake={takeTheirs} />}
    </Form>
  )
}

interface TheirsProps {
  base: object
  theirs: object
  parts: Readonly<Record<string, Part>>
  onTake(): void
}

function Theirs({ base, theirs, parts, onTake }: TheirsProps) {
  const { words } = useApp()
  const place = useRef<HTMLElement>(null)
  useEffect(() => place.current?.scrollIntoView({ block: 'center' }), [theirs])
  const before = base as Record<string, unknown>
  const now = theirs as Record<string, unknown>
  const different = Object.entries(parts).filter(([name]) => !isSame(before[name], now[name]))
  return (
    <section ref={place} class="theirs" aria-label={words.edit.now}>
      <b>{words.edit.now}</b>
      <dl class="facts">
        {different.map(([name, part]) => {
          const [title, write] = typeof part === 'string' ? [part, written] : part
          return [<dt key={name}>{title}</dt>, <dd key={`${name}-now`}>{write(now[name] as never) || '–'}</dd>]
        })}
      </dl>
      <p class="buttons">
        <button type="button" class="small" onClick={onTake}>
          {words.edit.takeTheirs}
        </button>
      </p>
    </section>
  )
}

const written = (value: unknown): string => (typeof value === 'object' ? JSON.stringify(value) : String(value))

/** The same, whatever order their names stand in. */
export const isSame = (one: unknown, other: unknown): boolean =>
  JSON.stringify(one, sorted) === JSON.stringify(other, sorted)

const sorted = (_: string, value: unknown): unknown =>
  value && typeof value === 'object' && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value

function changed(body: object, base: object): object {
  const before = base as Record<string, unknown>
  return Object.fromEntries(Object.entries(body).filter(([name, value]) => !isSame(value, before[name])))
}

/** A value that no single control holds: it goes along with the form as JSON, for `keptIn`. */
export function Kept({ name, value }: { name: string; value: unknown }) {
  return <input type="hidden" name={name} value={JSON.stringify(value)} />
}

export const keptIn = <Value,>(values: FormData, name: string): Value => JSON.parse(String(values.get(name)))
