// The menu as clients see it: each place's commands with the fields of their forms, for an agent, a lead and a handler.

/** name, kind, label, and whether it is required */
type FormField = readonly [string, string, string, boolean]
export type Menu = Readonly<Record<string, readonly FormField[]>>

const field = (name: string, label: string, required = true): FormField => [name, 'text-single', label, required]
const choice = (name: string, label: string, required = true): FormField => [name, 'list-single', label, required]
const long = (name: string, label: string, required = true): FormField => [name, 'text-multi', label, required]

const number = field('number', 'Number of the conversation')
const handler = 'Handler (auto: who is responsible)'
const filing = [choice('type', 'Type'), choice('handler', handler), choice('priority', 'Priority')] as const
const question = long('question', 'Question')
const why = field('why', 'Why', false)

/** What everybody of the staff may say to the desk. */
const forAll: Menu = {
  find: [field('words', 'Words')],
  help: [],
  issue: [...filing, question],
  issues: [field('filter', 'State, type, queue, handler, priority, mine, overdue, all', false)],
  mine: [],
  quiet: [field('hours', 'Hours', false)],
  similar: [field('words', 'Words')],
  state: [choice('state', 'normal, busy, or auto', false)],
  stats: [],
  types: [],
  who: [],
}
const forAgents: Menu = {
  ...forAll,
  accept: [number],
  canned: [field('name', 'Name'), field('text', 'Text')],
  claim: [number],
  decline: [number],
  queue: [],
}
const forLeads: Menu = {
  ...forAgents,
  deadline: [
    choice('priority', 'Priority', false),
    field('accept', 'To be taken up within (30m, 4h, 1d)', false),
    field('resolve', 'To be answered within', false),
    choice('count', 'Which hours count', false),
  ],
  hours: [field('hours', 'Hours', false)],
  join: [number],
  type: [field('name', 'Type'), field('handler', handler, false), field('backup', 'Backup', false)],
}
export const atDesk = { agent: forAgents, lead: forLeads, handler: forAll } as const

/** In a conversation, for agents and leads; a handler has `help` alone. */
export const inChat: Menu = {
  block: [field('for', 'For how long (30m, 2h, 7d)'), field('reason', 'Reason', false)],
  close: [field('reason', 'Reason', false)],
  earlier: [],
  help: [],
  history: [],
  info: [],
  invite: [choice('colleague', 'Colleague or queue')],
  issue: [...filing, field('last', 'Only so many of the last lines (all without it)', false), question],
  issues: [],
  leave: [],
  link: [field('issue', 'Number of the issue')],
  note: [field('text', 'Text')],
  release: [],
  replies: [],
  reply: [field('name', 'Name')],
  transfer: [choice('to', 'Colleague or queue'), field('note', 'Note', false)],
}

const ofBoth: Menu = {
  duplicate: [field('of', 'Number of the issue')],
  help: [],
  history: [],
  info: [],
  pass: [choice('handler', handler), why],
  priority: [choice('priority', 'Priority')],
  reopen: [why],
  scene: [],
  unwatch: [],
  watch: [],
}
const ofHandlers: Menu = {
  ...ofBoth,
  accept: [],
  ask: [long('question', 'Question')],
  resolve: [long('answer', 'Answer')],
  snooze: [field('for', 'For how long (30m, 2h, 7d)')],
}
const ofAgents: Menu = { ...ofBoth, close: [why], tell: [long('text', 'Text', false)] }
export const inIssue = { agent: ofAgents, handler: ofHandlers, lead: { ...ofHandlers, ...ofAgents } } as const

const types = ['billing', 'billing/refund', 'delivery', 'technical', 'technical/login']
const priorities = ['low', 'normal', 'high', 'urgent']

/** Forms whose choices are the colleagues and queues of the moment. */
export const ofTheMoment: readonly string[] = ['invite', 'transfer']

/** What can be chosen in a form, field by field. */
export const choices: Readonly<Record<string, readonly (readonly string[])[]>> = {
  deadline: [priorities, [], [], ['open', 'all']],
  issue: [types, ['auto', 'hana', 'lea'], priorities],
  pass: [['hana', 'lea']],
  priority: [priorities],
  state: [['normal', 'busy', 'auto']],
}

export const sorted = (menu: Menu): string[] => Object.keys(menu).toSorted()

export const withForm = (menu: Menu): string[] =>
  Object.entries(menu)
    .filter(([, fields]) => fields.length > 0)
    .map(([node]) => node)
