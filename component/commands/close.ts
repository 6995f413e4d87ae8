// `!close [REASON]`: end the conversation.
import { close } from '../desk/closing.ts'
import { say } from '../model/say.ts'
import type { Command } from './command.ts'

export const closeCommand: Command = {
  node: 'close',
  title: 'cmdClose',
  roles: ['agent', 'lead'],
  at: 'chat',
  fields: [{ name: 'reason', label: 'fieldReason', type: 'text', required: false }],
  async run(turn, who, { reason }, number) {
    await close(turn, number, who, reason === undefined ? null : String(reason))
    return say('closed', { number })
  },
}
