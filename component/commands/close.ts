// `!close`: end the conversation.
import { close } from '../desk/conversation.ts'
import { say } from '../model/say.ts'
import type { Command } from './command.ts'

export const closeCommand: Command = {
  node: 'close',
  title: 'cmdClose',
  roles: ['agent', 'lead'],
  at: 'chat',
  fields: [],
  async run(turn, who, _values, number) {
    await close(turn, number, who)
    return say('closed', { number })
  },
}
