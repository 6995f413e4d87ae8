// Ad-hoc commands (XEP-0050 1.3.0): the menu as forms of exactly one stage, so that single-step clients can use them.
import { randomUUID } from 'node:crypto'
import { xml } from '@xmpp/component'
import type { Element } from 'ltx'
import { type Command, check, checkRole } from '../commands/command.ts'
import { findCommand } from '../commands/menu.ts'
import { knownStaff } from '../desk/access.ts'
import { bareOf } from '../model/address.ts'
import { DeskError } from '../model/error.ts'
import { render, say } from '../model/say.ts'
import type { Handle } from './door.ts'
import { readForm, writeForm } from './forms.ts'
import { ns } from './ns.ts'
import { langOf } from './read.ts'

export const executeCommand: Handle<Element> = async (turn, { stanza, address }) => {
  const request = stanza.getChild('command', ns.adhoc)
  const { node = '', sessionid = randomUUID(), action = 'execute' } = (request?.attrs ?? {}) as Record<string, string>
  const who = await knownStaff(turn, bareOf(stanza.attrs.from))
  const found = address.kind === 'desk' || address.kind === 'chat' ? findCommand(address.kind, node) : undefined
  if (!found) throw new DeskError('not-found', say('commandUnknown', { command: node, help: 'help' }))
  checkRole(found, who)
  const lang = langOf(stanza) ?? who.lang
  const reply = (status: string, ...children: Element[]) =>
    xml('command', { xmlns: ns.adhoc, node, sessionid, status }, ...children)
  // XEP-0050 §3.3, §4.3: `prev` has nowhere to go in a single stage.
  if (action === 'cancel') return reply('canceled')
  if (!['execute', 'next', 'complete'].includes(action)) throw new DeskError('bad-request', say('notUnderstood'))
  const form = request?.getChild('x', ns.forms)
  if (found.fields.length > 0 && form?.attrs.type !== 'submit')
    return reply('executing', actions(), writeForm(found, lang))
  const number = address.kind === 'chat' ? address.id : 0
  const answer = await found.run(turn, { ...who, lang }, values(found, form), number)
  return reply('completed', xml('note', { type: 'info' }, render(answer, lang)))
}

const actions = () => xml('actions', { execute: 'complete' }, xml('complete'))

const values = (command: Command, form: Element | undefined) => check(command, form ? readForm(form) : {})
