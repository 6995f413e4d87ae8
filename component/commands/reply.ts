// `!reply NAME` sends a canned reply, `!replies` lists them; `canned NAME TEXT` at the desk keeps one of one's own.
import { cannedReplies, keepCanned, sendCanned } from '../desk/canned.ts'
import { chatAddress } from '../model/address.ts'
import { lines, say } from '../model/say.ts'
import type { Command } from './command.ts'

export const replyCommand: Command = {
  node: 'reply',
  title: 'cmdReply',
  roles: ['agent', 'lead'],
  at: 'chat',
  fields: [{ name: 'name', label: 'fieldName', type: 'word', required: true }],
  choices: async (turn, who, number) => ({ name: (await cannedReplies(turn, who, number)).map(({ name }) => name) }),
  async run(turn, who, { name }, number) {
    const body = await sendCanned(turn, who, number, chatAddress(number), String(name))
    return say('cannedSent', { body })
  },
}

export const repliesCommand: Command = {
  node: 'replies',
  title: 'cmdReplies',
  roles: ['agent', 'lead'],
  at: 'chat',
  fields: [],
  async run(turn, who, _values, number) {
    const rows = await cannedReplies(turn, who, number)
    if (rows.length === 0) return { say: say('repliesNone'), rows }
    return { say: lines(say('repliesTitle'), ...rows.map((row) => say('repliesLine', row))), rows }
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
