// `!transfer WHO [NOTE]` and the answers to it at the desk: `accept N`, `decline N`.
import { accept, decline, targetsNow, transfer } from '../desk/transfer.ts'
import { say } from '../model/say.ts'
import type { Command } from './command.ts'

export const transferCommand: Command = {
  node: 'transfer',
  title: 'cmdTransfer',
  roles: ['agent', 'lead'],
  at: 'chat',
  fields: [
    { name: 'to', label: 'fieldTo', type: 'word', required: true },
    { name: 'note', label: 'fieldNote', type: 'text', required: false },
  ],
  choices: async (turn, who, number) => ({ to: await targetsNow(turn, who, number) }),
  async run(turn, who, { to, note }, number) {
    const target = String(to)
    const outcome = await transfer(turn, who, number, target, String(note ?? ''))
    return say(outcome === 'moved' ? 'transferMoved' : 'transferOffered', { number, target })
  },
}

const offer = {
  roles: ['agent', 'lead'],
  at: 'desk',
  fields: [{ name: 'number', label: 'fieldNumberLabel', type: 'integer', required: true }],
} as const

export const acceptCommand: Command = {
  ...offer,
  node: 'accept',
  title: 'cmdAccept',
  async run(turn, who, { number }) {
    await accept(turn, who, Number(number))
    return say('accepted', { number: Number(number) })
  },
}

export const declineCommand: Command = {
  ...offer,
  node: 'decline',
  title: 'cmdDecline',
  async run(turn, who, { number }) {
    await decline(turn, who, Number(number))
    return say('declined', { number: Number(number) })
  },
}
