// `state`: which state the desk sees the asker in.
import { say } from '../model/say.ts'
import type { Command } from './command.ts'

export const stateCommand: Command = {
  node: 'state',
  title: 'cmdState',
  roles: ['agent', 'handler', 'lead'],
  at: 'desk',
  fields: [],
  async run(_turn, who) {
    return say('stateIs', { state: who.state })
  },
}
