// `!issue TYPE HANDLER PRIORITY [-N] QUESTION` files an issue out of a conversation; at the desk it belongs to none.
import { type Filing, fileIssue, handlersNow, typesNow } from '../desk/issue.ts'
import { solvedBefore } from '../desk/issue-list.ts'
import type { Turn } from '../desk/turn.ts'
import { type Priority, priorities } from '../model/issue.ts'
import type { Staff } from '../model/person.ts'
import type { Reply } from '../model/reply.ts'
import { lines, say } from '../model/say.ts'
import type { Command, Field } from './command.ts'
import { foundLine } from './issue-lines.ts'

const before: readonly Field[] = [
  { name: 'type', label: 'fieldType', type: 'word', required: true },
  { name: 'handler', label: 'fieldHandler', type: 'word', required: true, value: 'auto' },
  { name: 'priority', label: 'fieldPriority', type: 'choice', required: true, choices: priorities, value: 'normal' },
]
const last: Field = { name: 'last', label: 'fieldLast', type: 'count', required: false }
const content: Field = { name: 'question', label: 'fieldContent', type: 'text', required: true, long: true }

const common = {
  node: 'issue',
  title: 'cmdIssue',
  async choices(turn) {
    return { type: await typesNow(turn), handler: ['auto', ...(await handlersNow(turn))], priority: priorities }
  },
} as const satisfies Partial<Command>

export const issueCommand: Command = {
  ...common,
  roles: ['agent', 'lead'],
  at: 'chat',
  fields: [...before, last, content],
  async run(turn, who, values, number, about) {
    const message = about === undefined ? undefined : { jid: who.jid, id: about }
    const part = { conversation: number, last: values.last as number | undefined, message }
    return filed(turn, who, { ...filing(values), ...part })
  },
}

export const deskIssueCommand: Command = {
  ...common,
  roles: ['agent', 'handler', 'lead'],
  at: 'desk',
  fields: [...before, content],
  run: (turn, who, values) => filed(turn, who, { ...filing(values), conversation: undefined }),
}

/** Says who has it now, whether he is there, and what was solved before that is like it. */
async function filed(turn: Turn, who: Staff, filing: Filing): Promise<Reply> {
  const before = await solvedBefore(turn, who, filing.content)
  const { issue, handler } = await fileIssue(turn, who, filing)
  const there = say(handler.state === 'exit' ? 'filedAway' : 'filedThere', { name: handler.name })
  const first = say('filed', { number: issue.id, name: handler.name, priority: issue.priority })
  const similar = before.length === 0 ? [] : [say('similarTitle'), ...before.map(foundLine)]
  return { say: lines(first, there, ...similar), rows: [{ number: issue.id }] }
}

const filing = ({ type, handler, priority, question }: Record<string, string | number | undefined>) => ({
  type: String(type),
  handler: String(handler),
  priority: priority as Priority,
  content: String(question),
})
