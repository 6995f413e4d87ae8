// Ad-hoc commands (XEP-0050 1.3.0): the menu as forms of exactly one stage, so that single-step clients can use them.
import { randomUUID } from 'node:crypto'
import { xml } from '@xmpp/component'
import type { Element } from 'ltx'
import { type Command, check, checkRole, fieldsNow } from '../commands/command.ts'
import { findCommand } from '../commands/menu.ts'
import { knownStaff } from '../desk/access.ts'
import { audited } from '../desk/admin/lead.ts'
import { bareOf } from '../model/address.ts'
import { DeskError } from '../model/error.ts'
import { isReply, sentences } from '../model/reply.ts'
import { render, say } from '../model/say.ts'
import type { Handle } from './door.ts'
import { readForm, writeForm, writeRows } from './forms.ts'
import { ns } from './ns.ts'
import { langOf } from './read.ts'

export const executeCommand: Handle<Element> = async (turn, { stanza, address }) => {
  const request = stanza.getChild('command', ns.adhoc)
  const { node = '', sessionid = randomUUID(), action = 'execute' } = (request?.attrs ?? {}) as Record<string, string>
  const who = await knownStaff(turn, bareOf(stanza.attrs.from))
  const found = address.kind === 'queue' ? undefined : findCommand(address.kind, node)
  if (!found) throw new DeskError('not-found', say('commandUnknown', { command: node, help: 'help' }))
  checkRole(found, who)
  const lang = langOf(stanza) ?? who.lang
  const reply = (status: string, ...children: Element[]) =>
    xml('command', { xmlns: ns.adhoc, node, sessionid, status }, ...children)
  // XEP-0050 §3.3, §4.3: `prev` has nowhere to go in a single stage.
  if (action === 'cancel') return reply('canceled')
  if (!['execute', 'next', 'complete'].includes(action)) throw new DeskError('bad-request', say('notUnderstood'))
  const form = request?.getChild('x', ns.forms)
  const number = 'id' in address ? address.id : 0
  if (found.fields.length > 0 && form?.attrs.type !== 'submit') {
    const fields = await fieldsNow(found, turn, who, number)
    return reply('executing', actions(), writeForm({ ...found, fields }, lang))
  }
  const given = values(found, form)
  const answer = await audited(turn, who, found, { values: given, number }, () =>
    found.run(turn, { ...who, lang }, given, number),
  )
  const note = xml('note', { type: 'info' }, render(sentences(answer), lang))
  const rows = isReply(answer) && request?.getChild('rows', ns.bellhop) ? answer.rows : undefined
  return reply('completed', note, ...(rows ? [writeRows(node, rows)] : []))
}

const actions = () => xml('actions', { execute: 'complete' }, xml('complete'))

const values = (command: Command, form: Element | undefined) => check(command, form ? readForm(form) : {})
