// `!invite WHO` asks a colleague in, `!leave` lets him go; `join N` at the desk is for leads.
import { invitableNow, invite, join, leaveAsGuest } from '../desk/guests.ts'
import { say } from '../model/say.ts'
import type { Command } from './command.ts'

export const inviteCommand: Command = {
  node: 'invite',
  title: 'cmdInvite',
  roles: ['agent', 'lead'],
  at: 'chat',
  fields: [{ name: 'colleague', label: 'fieldTo', type: 'word', required: true }],
  choices: async (turn, who) => ({ colleague: await invitableNow(turn, who) }),
  async run(turn, who, { colleague }, number) {
    const { name } = await invite(turn, who, number, String(colleague))
    return say('invited', { name })
  },
}

export const leaveCommand: Command = {
  node: 'leave',
  title: 'cmdLeave',
  roles: ['agent', 'lead'],
  at: 'chat',
  fields: [],
  async run(turn, who, _values, number) {
    await leaveAsGuest(turn, who, number)
    return say('left', { number })
  },
}

export const joinCommand: Command = {
  node: 'join',
  title: 'cmdJoin',
  roles: ['lead'],
  at: 'desk',
  fields: [{ name: 'number', label: 'fieldNumberLabel', type: 'integer', required: true }],
  async run(turn, who, { number }) {
    await join(turn, who, Number(number))
    return say('invited', { name: who.name })
  },
}
