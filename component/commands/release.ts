// `!release`: give the conversation up.
import { release } from '../desk/claim.ts'
import { say } from '../model/say.ts'
import type { Command } from './command.ts'

export const releaseCommand: Command = {
  node: 'release',
  title: 'cmdRelease',
  roles: ['agent', 'lead'],
  at: 'chat',
  fields: [],
  async run(turn, who, _values, number) {
    await release(turn, who, number)
    return say('released', { number })
  },
}
