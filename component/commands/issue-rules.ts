// What leads set for issues, and everybody for himself: types, deadlines, open hours, quiet hours.
import { deskHours, putRule, quietHours, rules, showTypes, typeIs } from '../desk/issue-rules.ts'
import { DeskError } from '../model/error.ts'
import { type Priority, priorities } from '../model/issue.ts'
import { say } from '../model/say.ts'
import { type Command, usage } from './command.ts'

export const typesCommand: Command = {
  node: 'types',
  title: 'cmdTypes',
  roles: ['agent', 'handler', 'lead'],
  at: 'desk',
  fields: [],
  run: showTypes,
}

export const typeCommand: Command = {
  node: 'type',
  title: 'cmdType',
  roles: ['lead'],
  at: 'desk',
  fields: [
    { name: 'name', label: 'fieldType', type: 'word', required: true },
    { name: 'handler', label: 'fieldHandler', type: 'word', required: false },
    { name: 'backup', label: 'fieldBackup', type: 'word', required: false },
  ],
  run: (turn, _who, { name, handler, backup }) =>
    typeIs(turn, String(name), handler as string | undefined, backup as string | undefined),
}

export const deadlineCommand: Command = {
  node: 'deadline',
  title: 'cmdDeadline',
  roles: ['lead'],
  at: 'desk',
  fields: [
    { name: 'priority', label: 'fieldPriority', type: 'choice', required: false, choices: priorities },
    { name: 'accept', label: 'fieldAccept', type: 'word', required: false },
    { name: 'resolve', label: 'fieldResolve', type: 'word', required: false },
    { name: 'count', label: 'fieldCounts', type: 'choice', required: false, choices: ['open', 'all'] },
  ],
  run(turn, _who, { priority, accept, resolve, count }) {
    if (priority === undefined || accept === undefined) return rules(turn)
    if (resolve === undefined)
      throw new DeskError('bad-request', say('fieldMissing', { field: 'resolve', usage: usage(deadlineCommand) }))
    const rule = { priority: priority as Priority, accept: String(accept), resolve: String(resolve) }
    return putRule(turn, { ...rule, openHours: count === undefined ? undefined : count === 'open' })
  },
}

export const quietCommand: Command = {
  node: 'quiet',
  title: 'cmdQuiet',
  roles: ['agent', 'handler', 'lead'],
  at: 'desk',
  fields: [{ name: 'hours', label: 'fieldHours', type: 'text', required: false }],
  run: (turn, who, { hours }) => quietHours(turn, who, hours as string | undefined),
}

export const hoursCommand: Command = {
  node: 'hours',
  title: 'cmdHours',
  roles: ['lead'],
  at: 'desk',
  fields: [{ name: 'hours', label: 'fieldHours', type: 'text', required: false }],
  run: (turn, _who, { hours }) => deskHours(turn, hours as string | undefined),
}
