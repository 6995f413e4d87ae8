// Spans of time: typed as a number of seconds, minutes, hours or days, kept in seconds.

import { useState } from 'preact/hooks'
import { useApp } from './app.ts'
import { Field } from './fields.tsx'

const units = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
] as const

const unitOf = (seconds: number): number => units.find(([, size]) => seconds > 0 && seconds % size === 0)?.[1] ?? 60

/** “90 minutes”, “2 days”: in the largest unit in which it is a whole number. */
export function spanText(seconds: number, locale: string): string {
  const size = unitOf(seconds)
  const [unit] = units.find(([, each]) => each === size) ?? ['second']
  return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(seconds / size)
}

const unitName = (unit: string, locale: string): string =>
  new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' })
    .formatToParts(2)
    .filter(({ type }) => type === 'unit')
    .map(({ value }) => value)
    .join('')

interface SpanFieldProps {
  name: string
  label: string
  hint?: string
  initial: number
}

export function SpanField({ name, label, hint, initial }: SpanFieldProps) {
  const { locale, words } = useApp()
  const [unit, setUnit] = useState(unitOf(initial))
  const [count, setCount] = useState(String(initial / unit))
  const seconds = count.trim() === '' ? '' : String(Number(count) * unit)
  return (
    <Field name={name} label={label} hint={hint}>
      {({ name: _, ...control }) => (
        <div class="span">
          <input type="hidden" name={name} value={seconds} />
          <input
            {...control}
            type="number"
            min={0}
            step="any"
            inputMode="decimal"
            value={count}
            onInput={({ currentTarget: { value } }) => setCount(value)}
          />
          <select
            aria-label={`${label}: ${words.edit.unit}`}
            value={String(unit)}
            onChange={({ currentTarget: { value } }) => setUnit(Number(value))}
          >
            {units.map(([each, size]) => (
              <option key={each} value={String(size)}>
                {unitName(each, locale)}
              </option>
            ))}
          </select>
        </div>
      )}
    </Field>
  )
}

/** What a form says of a number; what is no number is for the desk to refuse. */
export const numberIn = (values: FormData, name: string): number | null => {
  const text = String(values.get(name) ?? '').trim()
  return text === '' ? null : Number(text)
}
