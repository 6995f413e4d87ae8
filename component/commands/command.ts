// What a command is: said once here, driven by a text line, by an ad-hoc form (XEP-0050) and by the console.

import type { Turn } from '../desk/turn.ts'
import { DeskError } from '../model/error.ts'
import type { Role, Staff } from '../model/person.ts'
import type { Reply } from '../model/reply.ts'
import { type Say, say } from '../model/say.ts'
import type { Key } from '../model/words/en.ts'

export const places = ['desk', 'chat', 'issue'] as const
export type Place = (typeof places)[number]

export interface Field {
  name: string
  label: Key
  /** count: how many of the last lines, typed as -5; a line leaves it out by going on with something else. */
  type: 'integer' | 'choice' | 'word' | 'text' | 'count'
  required: boolean
  choices?: readonly string[]
  /** What is chosen unless something else is. */
  value?: string
  /** Text of several lines. */
  long?: boolean
}

export type Values = Record<string, string | number | undefined>

export interface Command {
  /** The word people type, and the node of the ad-hoc command. */
  node: string
  title: Key
  roles: readonly Role[]
  at: Place
  /** In the order in which they are typed; the last one of type text takes the rest of the line. */
  fields: readonly Field[]
  /** What can be chosen for fields at the moment, by name: shown in forms, and when a line is wrong. */
  choices?(turn: Turn, who: Staff, number: number): Promise<Readonly<Record<string, readonly string[]>>>
  /**
   * Gives what is answered. `number` is that of the conversation or issue whose window it was said in, `about` the id of
   * the message there that the line answers, as the asker's client knows it.
   */
  run(turn: Turn, who: Staff, values: Values, number: number, about?: string): Promise<Say | Reply>
}

/** How it is written in its place, with the prefix that place wants. */
export function usage(command: Command): string {
  const prefix = command.at === 'desk' ? '' : '!'
  const fields = command.fields.map(({ name, required, type }) => {
    const shown = type === 'count' ? '-N' : name.toUpperCase()
    return required ? shown : `[${shown}]`
  })
  return [prefix + command.node, ...fields].join(' ')
}

/** Refuses who has none of the roles it needs. */
export function checkRole(command: Command, who: Staff): void {
  if (mayUse(command, who)) return
  throw new DeskError('forbidden', say('rolesOnly', { command: command.node, roles: command.roles.join(', ') }))
}

export const mayUse = (command: Command, who: Staff): boolean => command.roles.some((role) => who.roles.includes(role))

/** The words of a typed line, put to the command's fields in order. */
export function fromLine(command: Command, rest: string): Record<string, string> {
  const raw: Record<string, string> = {}
  let left = rest.trim()
  for (const field of command.fields) {
    if (left === '') break
    if (field.type === 'count' && !/^-[0-9]+(\s|$)/.test(left)) continue
    const word = field.type === 'text' && field === command.fields.at(-1) ? left : (left.split(/\s+/, 1)[0] ?? '')
    raw[field.name] = word
    left = left.slice(word.length).trim()
  }
  if (left !== '') throw new DeskError('bad-request', say('fieldExtra', { value: left, usage: usage(command) }))
  return raw
}

/** The command's fields with what can be chosen for them now. */
export async function fieldsNow(command: Command, turn: Turn, who: Staff, number: number): Promise<readonly Field[]> {
  const now = (await command.choices?.(turn, who, number)) ?? {}
  return command.fields.map((field) => ({
    ...field,
    ...(now[field.name]?.length && { choices: now[field.name] as string[] }),
  }))
}

/** What can be chosen for each field now, a line each, for who typed it wrong. */
export async function choicesNow(command: Command, turn: Turn, who: Staff, number: number): Promise<Say[]> {
  const now = (await command.choices?.(turn, who, number)) ?? {}
  return Object.entries(now).map(([field, choices]) =>
    say('choicesLine', { field, choices: choices.join(', ') || '–' }),
  )
}

/** Characters that a field takes at most. */
const longest = { integer: 20, count: 20, choice: 100, word: 200, text: 10_000 }

/** Checks what was given for each field; refuses with the field that is wrong and how it is written. */
export function check(command: Command, raw: Readonly<Record<string, string>>): Values {
  const values: Values = {}
  for (const field of command.fields) values[field.name] = checkField(command, field, raw[field.name]?.trim() ?? '')
  return values
}

function checkField(command: Command, field: Field, value: string): string | number | undefined {
  const about = { field: field.name, value, usage: usage(command), choices: field.choices?.join(', ') ?? '' }
  if (value === '') {
    if (field.required) throw new DeskError('bad-request', say('fieldMissing', about))
    return undefined
  }
  const limit = longest[field.type]
  if (value.length > limit)
    throw new DeskError('bad-request', say('fieldLong', { ...about, length: value.length, limit }))
  if (field.type === 'word' && /\s/.test(value))
    throw new DeskError('bad-request', say('fieldExtra', { ...about, value: value.replace(/^\S+\s+/, '') }))
  if (field.type === 'integer' || field.type === 'count') {
    const digits = value.replace(field.type === 'count' ? /^-/ : /^#/, '')
    if (!/^[1-9][0-9]{0,8}$/.test(digits)) throw new DeskError('bad-request', say('fieldNumber', about))
    return Number(digits)
  }
  if (field.type === 'choice' && !field.choices?.includes(value))
    throw new DeskError('bad-request', say('fieldChoice', about))
  return value
}
