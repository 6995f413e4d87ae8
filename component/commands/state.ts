// `state [normal|busy|auto]`: which state the desk sees the asker in; his own choice wins over his client's presence.
import { chooseState } from '../desk/availability.ts'
import { say } from '../model/say.ts'
import type { Command } from './command.ts'

export const stateCommand: Command = {
  node: 'state',
  title: 'cmdState',
  roles: ['agent', 'handler', 'lead'],
  at: 'desk',
  fields: [
    { name: 'state', label: 'fieldState', type: 'choice', required: false, choices: ['normal', 'busy', 'auto'] },
  ],
  async run(turn, who, { state }) {
    if (state === undefined) return say(who.override === null ? 'stateIs' : 'stateChosen', { state: who.state })
    const chosen = state === 'auto' ? null : (state as 'normal' | 'busy')
    const now = await chooseState(turn, who, chosen)
    return say(chosen === null ? 'stateIs' : 'stateChosen', { state: now })
  },
}
