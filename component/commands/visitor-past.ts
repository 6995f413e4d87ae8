// `!earlier` and `!issues`: a visitor's other conversations, and the issues that any of them led to.
import { issuesOfVisitor, otherConversations } from '../desk/visitor-past.ts'
import { lines, say } from '../model/say.ts'
import { minute } from '../model/time.ts'
import { chatRow } from './chat-row.ts'
import type { Command } from './command.ts'
import { issueLine, issueRow } from './issue-lines.ts'

const common = { roles: ['agent', 'lead'], at: 'chat', fields: [] } as const

export const earlierCommand: Command = {
  ...common,
  node: 'earlier',
  title: 'cmdEarlier',
  async run(turn, who, _values, number) {
    const others = await otherConversations(turn, who, number)
    const list = others.map(({ conversation: { id, queue, openedAt, state }, last }) =>
      say('historyLine', { number: id, queue, opened: minute(openedAt), state, body: last?.body ?? '' }),
    )
    const [first = say('earlierNone'), ...rest] = list
    return { say: lines(first, ...rest), rows: others.map(chatRow) }
  },
}

export const visitorIssuesCommand: Command = {
  ...common,
  node: 'issues',
  title: 'cmdVisitorIssues',
  async run(turn, who, _values, number) {
    const found = await issuesOfVisitor(turn, who, number)
    const [first = say('issuesNone'), ...rest] = found.map((issue) => issueLine(issue, turn.now))
    return { say: lines(first, ...rest), rows: found.map(issueRow) }
  },
}
