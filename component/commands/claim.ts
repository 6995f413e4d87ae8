// `claim N`: take a conversation that nobody has.
import { claim } from '../desk/claim.ts'
import { say } from '../model/say.ts'
import type { Command } from './command.ts'

export const claimCommand: Command = {
  node: 'claim',
  title: 'cmdClaim',
  roles: ['agent', 'lead'],
  at: 'desk',
  fields: [{ name: 'number', label: 'fieldNumberLabel', type: 'integer', required: true }],
  async run(turn, who, { number }) {
    await claim(turn, who, Number(number))
    return say('claimed', { number: Number(number) })
  },
}
