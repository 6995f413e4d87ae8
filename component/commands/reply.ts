// `!reply NAME` sends a canned reply; `canned NAME TEXT` at the desk keeps one of one's own.
import { keepCanned, sendCanned } from '../desk/canned.ts'
import { chatAddress } from '../model/address.ts'
import { say } from '../model/say.ts'
import type { Command } from './command.ts'

export const replyCommand: Command = {
  node: 'reply',
  title: 'cmdReply',
  roles: ['agent', 'lead'],
  at: 'chat',
  fields: [{ name: 'name', label: 'fieldName', type: 'word', required: true }],
  async run(turn, who, { name }, number) {
    const body = await sendCanned(turn, who, number, chatAddress(number), String(name))
    return say('cannedSent', { body })
  },
}

export const cannedCommand: Command = {
  node: 'canned',
  title: 'cmdCanned',
  roles: ['agent', 'lead'],
  at: 'desk',
  fields: [
    { name: 'name', label: 'fieldName', type: 'word', required: true },
    { name: 'text', label: 'fieldText', type: 'text', required: true },
  ],
  async run(turn, who, { name, text }) {
    await keepCanned(turn, who.jid, String(name), who.lang.split('-')[0] ?? 'en', String(text))
    return say('cannedKept', { name: String(name) })
  },
}
