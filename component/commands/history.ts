// `!history`: what happened here, and earlier conversations of this visitor.
import { history } from '../desk/note.ts'
import type { Command } from './command.ts'

export const historyCommand: Command = {
  node: 'history',
  title: 'cmdHistory',
  roles: ['agent', 'lead'],
  at: 'chat',
  fields: [],
  async run(turn, who, _values, number) {
    return history(turn, who, number)
  },
}
