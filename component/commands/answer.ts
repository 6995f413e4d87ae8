// The way back to the visitor: `!tell`, `!reopen`, `!close` in an issue's window, and `!link N` in a conversation's.
import { tellVisitors } from '../desk/answer.ts'
import { closeIssue, reopen } from '../desk/handling.ts'
import { link } from '../desk/linking.ts'
import { say } from '../model/say.ts'
import type { Command } from './command.ts'

const agents = { roles: ['agent', 'lead'], at: 'issue' } as const

export const tellCommand: Command = {
  ...agents,
  node: 'tell',
  title: 'cmdTell',
  fields: [{ name: 'text', label: 'fieldText', type: 'text', required: false, long: true }],
  run: (turn, who, { text }, number) => tellVisitors(turn, who, number, text === undefined ? undefined : String(text)),
}

export const reopenCommand: Command = {
  roles: ['agent', 'handler', 'lead'],
  at: 'issue',
  node: 'reopen',
  title: 'cmdReopen',
  fields: [{ name: 'why', label: 'fieldWhy', type: 'text', required: false }],
  async run(turn, who, { why }, number) {
    await reopen(turn, who, number, String(why ?? ''))
    return say('reopenedNow', { number })
  },
}

export const closeIssueCommand: Command = {
  ...agents,
  node: 'close',
  title: 'cmdIssueClose',
  fields: [{ name: 'why', label: 'fieldWhy', type: 'text', required: false }],
  async run(turn, who, { why }, number) {
    await closeIssue(turn, who, number, String(why ?? ''))
    return say('closedNow', { number })
  },
}

export const linkCommand: Command = {
  ...agents,
  at: 'chat',
  node: 'link',
  title: 'cmdLink',
  fields: [{ name: 'issue', label: 'fieldIssue', type: 'integer', required: true }],
  async run(turn, who, { issue }, number) {
    await link(turn, who, number, Number(issue))
    return say('linkedNow', { number: Number(issue) })
  },
}
