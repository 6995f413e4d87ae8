// `stats`: what the asker did today.
import { today } from '../desk/figures.ts'
import { lines, say } from '../model/say.ts'
import type { Command } from './command.ts'

export const statsCommand: Command = {
  node: 'stats',
  title: 'cmdStats',
  roles: ['agent', 'handler', 'lead'],
  at: 'desk',
  fields: [],
  async run(turn, who) {
    const row = { ...(await today(turn, who)) }
    const shown = Object.fromEntries(Object.entries(row).map(([name, value]) => [name, value ?? '–']))
    const sentences = [say('statsConversations', shown), say('statsAnswers', shown), say('statsIssues', shown)]
    return { say: lines(say('statsTitle'), ...sentences), rows: [row] }
  },
}
