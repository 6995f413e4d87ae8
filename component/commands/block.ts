// `!block FOR [REASON]`: take nothing more of this visitor for a time.
import { block } from '../desk/block.ts'
import { DeskError } from '../model/error.ts'
import { say } from '../model/say.ts'
import { secondsOf } from '../model/span.ts'
import type { Command } from './command.ts'

export const blockCommand: Command = {
  node: 'block',
  title: 'cmdBlock',
  roles: ['agent', 'lead'],
  at: 'chat',
  fields: [
    { name: 'for', label: 'fieldSpan', type: 'word', required: true },
    { name: 'reason', label: 'fieldReason', type: 'text', required: false },
  ],
  async run(turn, who, { for: span, reason }, number) {
    const seconds = secondsOf(String(span))
    if (seconds === undefined) throw new DeskError('bad-request', say('spanWrong', { value: String(span) }))
    const { name, until } = await block(turn, who, number, seconds, reason === undefined ? undefined : String(reason))
    return say('blocked', { name, until })
  },
}
