// Whether what the visitor filled in may go out; the desk has the last word. Pure.

import type { Form } from '../headless/line.ts'
import type { AskedField } from '../headless/state.ts'

/** Names of the fields that are left out or wrong. */
export function wrongFields(fields: readonly AskedField[], answers: Readonly<Record<string, string>>): string[] {
  const isWrong = ({ name, type, required }: AskedField) => {
    const value = answers[name]?.trim() ?? ''
    if (value === '') return required
    return (type === 'email' || name === 'email') && !/^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>".]{2,}$/.test(value)
  }
  return fields.filter(isWrong).map(({ name }) => name)
}

/** The form that goes with the first message, all fields in it, so that none is asked twice. */
export function answerForm(fields: readonly AskedField[], answers: Readonly<Record<string, string>>): Form {
  return {
    type: 'urn:bellhop:prechat',
    values: Object.fromEntries(fields.map(({ name }) => [name, answers[name]?.trim() ?? ''])),
  }
}
