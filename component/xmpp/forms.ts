// Data forms (XEP-0004 2.13.1) of commands: one page, only field types that every client shows.
import { xml } from '@xmpp/component'
import type { Element } from 'ltx'
import type { Command, Field } from '../commands/command.ts'
import { render, say } from '../model/say.ts'
import { ns } from './ns.ts'

export function writeForm(command: Command, lang: string): Element {
  const title = render(say(command.title), lang)
  return xml(
    'x',
    { xmlns: ns.forms, type: 'form' },
    xml('title', {}, title),
    ...command.fields.map((field) => writeField(field, lang)),
  )
}

function writeField(field: Field, lang: string): Element {
  const type = field.type === 'choice' ? 'list-single' : 'text-single'
  const element = xml('field', { var: field.name, type, label: render(say(field.label), lang) })
  if (field.required) element.append(xml('required'))
  for (const choice of field.choices ?? []) element.append(xml('option', { label: choice }, xml('value', {}, choice)))
  return element
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
