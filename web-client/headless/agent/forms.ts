// Data forms (XEP-0004): what a command asks, what is filled in, and rows of a result, as plain values.

import { xml } from '@xmpp/client'
import type { Element } from '@xmpp/xml'
import { NS } from '../ns.ts'

export interface FormField {
  readonly name: string
  readonly type: string
  readonly label: string
  readonly required: boolean
  readonly value: string
  readonly options: readonly { value: string; label: string }[]
}

export interface DataForm {
  readonly title: string
  readonly fields: readonly FormField[]
}

/** One row of named values; what is not known is not there. */
export type Row = Readonly<Record<string, string>>

export function readForm(form: Element): DataForm {
  const fields = form
    .getChildren('field')
    .filter(({ attrs }) => attrs.type !== 'hidden' && typeof attrs.var === 'string')
    .map((field) => ({
      name: field.attrs.var as string,
      type: field.attrs.type ?? 'text-single',
      label: field.attrs.label || field.attrs.var,
      required: field.getChild('required') !== undefined,
      value: textOf(field),
      options: field.getChildren('option').map((option) => {
        const value = option.getChildText('value') ?? ''
        return { value, label: option.attrs.label || value }
      }),
    }))
  return { title: form.getChildText('title') ?? '', fields }
}

export function readRows(form: Element): Row[] {
  return form
    .getChildren('item')
    .map((item) =>
      Object.fromEntries(
        item.getChildren('field').map((field): [string, string] => [String(field.attrs.var), textOf(field)]),
      ),
    )
}

/** §3.3: a value for each line of what has several. */
export function submission(values: Readonly<Record<string, string>>): Element {
  const fields = Object.entries(values).map(([name, value]) =>
    xml('field', { var: name }, ...value.split('\n').map((line) => xml('value', {}, line))),
  )
  return xml('x', { xmlns: NS.data, type: 'submit' }, ...fields)
}

const textOf = (field: Element): string =>
  field
    .getChildren('value')
    .map((value) => value.text())
    .join('\n')
