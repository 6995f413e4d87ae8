// `who`: everybody on the desk, with state and load.
import { whoIsIn } from '../desk/staff.ts'
import { lines, say } from '../model/say.ts'
import type { Command } from './command.ts'

export const whoCommand: Command = {
  node: 'who',
  title: 'cmdWho',
  roles: ['agent', 'handler', 'lead'],
  at: 'desk',
  fields: [],
  async run(turn) {
    const staff = await whoIsIn(turn)
    const list = staff.map(({ name, state, roles, conversations }) =>
      say('whoLine', { name, state, roles: roles.join(', '), count: conversations }),
    )
    const rows = staff.map(({ jid, name, state, roles, conversations }) => ({
      ...{ jid, name, state, conversations },
      roles: roles.join(','),
    }))
    return { say: lines(say('whoTitle'), ...list), rows }
  },
}
