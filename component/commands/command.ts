// What a command is: said once here, driven by a text line, by an ad-hoc form (XEP-0050) and by the console.

import type { Turn } from '../desk/turn.ts'
import { DeskError } from '../model/error.ts'
import type { Role, Staff } from '../model/person.ts'
import { type Say, say } from '../model/say.ts'
import type { Key } from '../model/words/en.ts'

export type Place = 'desk' | 'chat'

export interface Field {
  name: string
  label: Key
  type: 'integer' | 'choice' | 'word' | 'text'
  required: boolean
  choices?: readonly string[]
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
  /** Gives what is answered. `number` is that of the conversation whose window it was said in. */
  run(turn: Turn, who: Staff, values: Values, number: number): Promise<Say>
}

/** How it is written in its place, with the prefix that place wants. */
export function usage(command: Command): string {
  const prefix = command.at === 'desk' ? '' : '!'
  const fields = command.fields.map(({ name, required }) => (required ? name.toUpperCase() : `[${name.toUpperCase()}]`))
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
    const word = field.type === 'text' && field === command.fields.at(-1) ? left : (left.split(/\s+/, 1)[0] ?? '')
    raw[field.name] = word
    left = left.slice(word.length).trim()
  }
  if (left !== '') throw new DeskError('bad-request', say('fieldExtra', { value: left, usage: usage(command) }))
  return raw
}

/** Characters that a field takes at most. */
const longest = { integer: 20, choice: 100, word: 100, text: 10_000 }

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
  if (field.type === 'integer') {
    const digits = value.replace(/^#/, '')
    if (!/^[1-9][0-9]{0,8}$/.test(digits)) throw new DeskError('bad-request', say('fieldNumber', about))
    return Number(digits)
  }
  if (field.type === 'choice' && !field.choices?.includes(value))
    throw new DeskError('bad-request', say('fieldChoice', about))
  return value
}
