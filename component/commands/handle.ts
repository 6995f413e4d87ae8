// What its handler says in an issue's window: take it up, answer it, ask, pass it on, how urgent, not now.
import { acceptIssue, ask, changePriority, pass, resolve, snooze } from '../desk/handling.ts'
import { handlersNow } from '../desk/issue.ts'
import { DeskError } from '../model/error.ts'
import { type Priority, priorities } from '../model/issue.ts'
import { say } from '../model/say.ts'
import { secondsOf } from '../model/span.ts'
import type { Command } from './command.ts'

const handlers = { roles: ['handler', 'lead'], at: 'issue' } as const
const either = { roles: ['agent', 'handler', 'lead'], at: 'issue' } as const

export const acceptIssueCommand: Command = {
  ...handlers,
  node: 'accept',
  title: 'cmdIssueAccept',
  fields: [],
  async run(turn, who, _values, number) {
    await acceptIssue(turn, who, number)
    return say('issueMine', { number })
  },
}

export const resolveCommand: Command = {
  ...handlers,
  node: 'resolve',
  title: 'cmdResolve',
  fields: [{ name: 'answer', label: 'fieldAnswer', type: 'text', required: true, long: true }],
  async run(turn, who, { answer }, number) {
    await resolve(turn, who, number, String(answer))
    return say('resolvedNow', { number })
  },
}

export const askCommand: Command = {
  ...handlers,
  node: 'ask',
  title: 'cmdAsk',
  fields: [{ name: 'question', label: 'fieldQuestion', type: 'text', required: true, long: true }],
  async run(turn, who, { question }, number) {
    await ask(turn, who, number, String(question))
    return say('askedNow')
  },
}

export const passCommand: Command = {
  ...either,
  node: 'pass',
  title: 'cmdPass',
  fields: [
    { name: 'handler', label: 'fieldHandler', type: 'word', required: true },
    { name: 'why', label: 'fieldWhy', type: 'text', required: false },
  ],
  choices: async (turn) => ({ handler: await handlersNow(turn) }),
  async run(turn, who, { handler, why }, number) {
    const { name } = await pass(turn, who, number, String(handler), String(why ?? ''))
    return say('passedNow', { number, name })
  },
}

export const priorityCommand: Command = {
  ...either,
  node: 'priority',
  title: 'cmdPriority',
  fields: [{ name: 'priority', label: 'fieldPriority', type: 'choice', required: true, choices: priorities }],
  async run(turn, who, { priority }, number) {
    await changePriority(turn, who, number, priority as Priority)
    return say('priorityNow', { number, priority: String(priority) })
  },
}

export const snoozeCommand: Command = {
  ...handlers,
  node: 'snooze',
  title: 'cmdSnooze',
  fields: [{ name: 'for', label: 'fieldSpan', type: 'word', required: true }],
  async run(turn, who, { for: span }, number) {
    const seconds = secondsOf(String(span))
    if (seconds === undefined) throw new DeskError('bad-request', say('spanWrong', { value: String(span) }))
    await snooze(turn, who, number, seconds, String(span))
    return say('snoozedNow', { number, span: String(span) })
  },
}
