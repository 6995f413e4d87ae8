// The fields of forms: each with its label above, its hint, and what was wrong with it below.

import type { ComponentChildren } from 'preact'
import { useEffect, useId, useRef } from 'preact/hooks'
import { useWrong } from './form.tsx'

interface FieldProps {
  /** As the API names it. */
  name: string
  label: string
  hint?: ComponentChildren
  /** Draws the control; what it is given belongs on it. */
  children(control: Control): ComponentChildren
}

export interface Control {
  id: string
  name: string
  'aria-describedby': string | undefined
  'aria-invalid': true | undefined
}

/** Any control with its label, hint and error. */
export function Field({ name, label, hint, children }: FieldProps) {
  const id = useId()
  const wrong = useWrong(name)
  const about = [hint && `${id}-hint`, wrong && `${id}-wrong`].filter(Boolean).join(' ') || undefined
  return (
    <div class="field" data-field={name}>
      <label for={id}>{label}</label>
      {children({ id, name, 'aria-describedby': about, 'aria-invalid': wrong ? true : undefined })}
      {hint && (
        <small id={`${id}-hint`} class="hint">
          {hint}
        </small>
      )}
      {wrong && (
        <p id={`${id}-wrong`} class="problem">
          {wrong}
        </p>
      )}
    </div>
  )
}

interface Labelled {
  name: string
  label: string
  hint?: ComponentChildren
  initial?: string | number | null | undefined
}

interface TextProps extends Labelled {
  type?: string
  required?: boolean
  autocomplete?: string
  autocapitalize?: string
  inputmode?: string
  minLength?: number
  maxLength?: number
  min?: number | string
  max?: number | string
  pattern?: string
  placeholder?: string
  disabled?: boolean
  /** The first thing to be typed into. */
  focus?: boolean
}

export function TextField({ label, hint, initial, focus, ...input }: TextProps) {
  const element = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (focus) element.current?.focus()
  }, [])
  // A dialog that opens puts the focus where this says.
  const first = focus ? { autofocus: true } : {}
  return (
    <Field name={input.name} label={label} hint={hint}>
      {(control) => (
        <input
          ref={element}
          spellcheck={false}
          {...first}
          {...(input as object)}
          {...control}
          defaultValue={initial ?? ''}
        />
      )}
    </Field>
  )
}

interface AreaProps extends Labelled {
  rows?: number
  required?: boolean
  maxLength?: number
}

export function AreaField({ label, hint, initial, ...area }: AreaProps) {
  return (
    <Field name={area.name} label={label} hint={hint}>
      {(control) => <textarea rows={4} {...area} {...control} defaultValue={initial ?? ''} />}
    </Field>
  )
}

export type Options = readonly (readonly [value: string, label: string])[]

export function SelectField({ label, hint, initial, options, ...select }: Labelled & { options: Options }) {
  return (
    <Field name={select.name} label={label} hint={hint}>
      {(control) => (
        <select {...select} {...control}>
          {options.map(([value, text]) => (
            <option key={value} value={value} selected={value === (initial ?? '')}>
              {text}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}

interface ChecksProps {
  name: string
  label: string
  hint?: ComponentChildren
  options: Options
  chosen: readonly string[]
}

/** Some of a few: `values.getAll(name)` is what was chosen. */
export function Checks({ name, label, hint, options, chosen }: ChecksProps) {
  const id = useId()
  const wrong = useWrong(name)
  return (
    <fieldset class="field checks" data-field={name} aria-describedby={wrong ? `${id}-wrong` : undefined}>
      <legend>{label}</legend>
      {hint && <small class="hint">{hint}</small>}
      <div class="options">
        {options.map(([value, text]) => (
          <label key={value} class="check">
            <input
              {...{ type: 'checkbox', name, value, defaultChecked: chosen.includes(value) }}
              aria-invalid={wrong ? true : undefined}
            />
            <span>{text}</span>
          </label>
        ))}
      </div>
      {wrong && (
        <p id={`${id}-wrong`} class="problem">
          {wrong}
        </p>
      )}
    </fieldset>
  )
}
