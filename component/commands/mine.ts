// `mine`: the conversations the asker has, and the issues.
import { myIssues } from '../desk/issue-list.ts'
import { conversationsOf } from '../desk/staff.ts'
import { visitorName } from '../model/person.ts'
import { lines, type Say, say } from '../model/say.ts'
import { age } from '../model/time.ts'
import { chatRow } from './chat-row.ts'
import type { Command } from './command.ts'
import { issueLine } from './issue-lines.ts'

export const mineCommand: Command = {
  node: 'mine',
  title: 'cmdMine',
  roles: ['agent', 'handler', 'lead'],
  at: 'desk',
  fields: [],
  async run(turn, who) {
    const mine = await conversationsOf(turn, who)
    const issues = await myIssues(turn, who)
    const list = mine.map(({ conversation, visitor, last }) =>
      say('mineLine', {
        number: conversation.id,
        queue: conversation.queue,
        name: visitorName(visitor),
        age: age(conversation.openedAt, turn.now),
        body: last?.body ?? '',
      }),
    )
    const parts = [
      ...titled('mineTitle', list),
      ...titled(
        'mineIssues',
        issues.map((issue) => issueLine(issue, turn.now)),
      ),
    ]
    const [first = say('mineNothing'), ...rest] = parts
    return { say: lines(first, ...rest), rows: mine.map(chatRow) }
  },
}

const titled = (title: 'mineTitle' | 'mineIssues', list: readonly Say[]): Say[] =>
  list.length === 0 ? [] : [say(title), ...list]
