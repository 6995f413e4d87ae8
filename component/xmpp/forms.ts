// Data forms (XEP-0004 2.13.1) of commands and for visitors: one page, only field types that every client shows.
import { xml } from '@xmpp/component'
import type { Element } from 'ltx'
import type { Field } from '../commands/command.ts'
import type { LineKind } from '../model/notice.ts'
import type { Row } from '../model/reply.ts'
import { render, say } from '../model/say.ts'
import type { Key } from '../model/words/en.ts'
import { ns } from './ns.ts'

/** What a form asks: a command's fields, or what the desk asks a visitor. */
export interface Asking {
  title: Key
  fields: readonly Field[]
  /** XEP-0068: what the form is about. */
  type?: string
}

export function writeForm({ title, fields, type }: Asking, lang: string): Element {
  const about = type === undefined ? [] : [xml('field', { var: 'FORM_TYPE', type: 'hidden' }, xml('value', {}, type))]
  const shown = fields.map((field) => writeField(field, lang))
  return xml('x', { xmlns: ns.forms, type: 'form' }, xml('title', {}, render(say(title), lang)), ...about, ...shown)
}

function writeField(field: Field, lang: string): Element {
  const type = field.choices ? 'list-single' : field.long ? 'text-multi' : 'text-single'
  const element = xml('field', { var: field.name, type, label: render(say(field.label), lang) })
  if (field.required) element.append(xml('required'))
  if (field.value !== undefined) element.append(xml('value', {}, field.value))
  for (const choice of field.choices ?? []) element.append(xml('option', { label: choice }, xml('value', {}, choice)))
  return element
}

/** Rows for programs (XEP-0004 §3.4); what is not known is left out. */
export function writeRows(node: string, rows: readonly Row[]): Element {
  const field = (name: string, value: string | number) => xml('field', { var: name }, xml('value', {}, String(value)))
  const columns = Object.keys(rows[0] ?? {}).map((name) => xml('field', { var: name }))
  const items = rows.map((row) => {
    const known = Object.entries(row).filter((entry): entry is [string, string | number] => entry[1] !== null)
    return xml('item', {}, ...known.map(([name, value]) => field(name, value)))
  })
  const type = xml('field', { var: 'FORM_TYPE', type: 'hidden' }, xml('value', {}, `urn:bellhop:rows:${node}`))
  return xml('x', { xmlns: ns.forms, type: 'result' }, type, xml('reported', {}, ...columns), ...items)
}

/** The forms that lines of the desk bring to a visitor whose client shows them. */
export const lineForms: Partial<Record<LineKind, Asking>> = {
  left: {
    title: 'formContact',
    type: 'urn:bellhop:contact',
    fields: [
      { name: 'name', label: 'formName', type: 'text', required: false },
      { name: 'email', label: 'formEmail', type: 'text', required: false },
    ],
  },
  solved: {
    title: 'formSolved',
    type: 'urn:bellhop:solved',
    fields: [{ name: 'solved', label: 'formSolved', type: 'choice', required: true, choices: ['yes', 'no'] }],
  },
  closed: {
    title: 'formRating',
    type: 'urn:bellhop:rating',
    fields: [
      { name: 'rating', label: 'formStars', type: 'choice', required: true, choices: ['1', '2', '3', '4', '5'] },
      { name: 'words', label: 'formWords', type: 'text', required: false },
    ],
  },
}

/** What was filled in, by field name. */
export function readForm(form: Element): Record<string, string> {
  const raw: Record<string, string> = {}
  for (const field of form.getChildren('field')) {
    const name: unknown = field.attrs.var
    if (typeof name === 'string')
      raw[name] = field
        .getChildren('value')
        .map((value) => value.text())
        .join('\n')
  }
  return raw
}
