// What was typed for a field, as the value that the endpoint takes; and back, for examples.
import { readFile } from 'node:fs/promises'
import type { Hours, Quiet } from '../../model/hours.ts'
import { readHours, readQuiet, writeHours } from '../../model/hours-words.ts'
import { type Asked, CliError } from '../verb.ts'
import { type Field, secretOption } from './fields.ts'

/** How people know it: --name, or NAME. */
export function labelOf({ isArgument, word, kind }: Field): string {
  return isArgument ? word.toUpperCase() : `--${kind === 'secret' ? secretOption(word) : word}`
}

/** The value that was given; undefined where none was. Secrets are asked for only if `secret` is there. */
export async function givenFor(
  field: Field,
  asked: Asked,
  secret: (field: Field) => Promise<string>,
): Promise<unknown> {
  const { word, kind, isArgument, isList, isRequired } = field
  if (kind === 'secret') return isRequired || asked.isSet(secretOption(word)) ? secret(field) : undefined
  if (kind === 'switch' && !isArgument) return asked.isSet(word)
  if ((isList || kind === 'pairs') && !isArgument) return listOf(field, asked.list(word), asked)
  const text = isArgument ? asked.argument(word) : asked.text(word)
  if (text === undefined) return undefined
  if (isList) return listOf(field, [text], asked)
  return read(field, text, asked)
}

async function listOf(field: Field, given: readonly string[], asked: Asked): Promise<unknown> {
  if (given.length === 0) return undefined
  const isEmpty = field.canBeEmpty && given.length === 1 && given[0] === ''
  if (field.kind !== 'pairs') return isEmpty ? [] : given
  const [first = ''] = given
  if (given.length === 1 && (first === '' || /^[{@]/.test(first))) return first === '' ? {} : json(field, first, asked)
  return Object.fromEntries(
    given.map((pair) => {
      const at = pair.indexOf('=')
      if (at < 1) throw wrong(field, `“${pair}” is not of the form LANG=TEXT, such as en=Welcome!`)
      return [pair.slice(0, at), pair.slice(at + 1)]
    }),
  )
}

async function read(field: Field, text: string, asked: Asked): Promise<unknown> {
  const { kind, canBeEmpty, choices } = field
  if (canBeEmpty && (text === '' || (text === 'null' && (kind !== 'text' || choices)))) return null
  if (kind === 'number') return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text
  if (kind === 'switch') return text === 'true' || (text === 'false' ? false : text)
  if (kind === 'hours' && !/^[{@]/.test(text)) return typed(field, readHours(text), 'mon-fri 09:00-17:00 Europe/Oslo')
  if (kind === 'quiet' && !/^[{@]/.test(text)) return typed(field, readQuiet(text), '20:00-07:00 Europe/Oslo')
  return kind === 'text' ? text : json(field, text, asked)
}

function typed<T>(field: Field, found: T | undefined, right: string): T {
  if (found !== undefined) return found
  throw wrong(field, `must be hours such as “${right}”, or JSON, or @FILE.`)
}

/** JSON, as it stands or in a file: @hours.json, or @- for stdin. */
async function json(field: Field, text: string, asked: Asked): Promise<unknown> {
  const source = text.startsWith('@') ? await fileText(field, text.slice(1), asked) : text
  try {
    return JSON.parse(source)
  } catch (error) {
    throw wrong(field, `must be ${field.means}; this is no JSON: ${(error as Error).message}`)
  }
}

async function fileText(field: Field, file: string, asked: Asked): Promise<string> {
  if (file === '-') return asked.input.all()
  return readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw wrong(field, `${file} can’t be read (${error.code}).`)
  })
}

function wrong(field: Field, text: string): CliError {
  return new CliError('usage', `${labelOf(field)}: ${text}`, { field: field.name })
}

/** How a value is typed, for a shell; undefined where it can't be. */
export function typedAs({ word, isArgument, kind, isList }: Field, value: unknown): string[] {
  if (kind === 'secret') return [`--${secretOption(word)}`]
  const put = (text: string) => (isArgument ? [quoted(text)] : [`--${word}`, quoted(text)])
  if (kind === 'switch') return isArgument ? [String(value)] : [`--${value ? '' : 'no-'}${word}`]
  if (isList) return (value as string[]).length === 0 ? put('') : (value as string[]).flatMap(put)
  if (value === null) return put('')
  if (kind === 'hours' && !(value as Hours).exceptions) return put(writeHours(value as Hours))
  if (kind === 'quiet') return put(`${(value as Quiet).from}-${(value as Quiet).to} ${(value as Quiet).zone}`)
  if (kind === 'pairs') {
    const texts = Object.entries(value as Record<string, string>)
    return texts.length === 0 ? put('') : texts.flatMap(([lang, text]) => put(`${lang}=${text}`))
  }
  return put(typeof value === 'object' ? JSON.stringify(value) : String(value))
}

/** For a shell: as it is where nothing in it is special. */
export const quoted = (text: string): string =>
  /^[\p{L}\p{N}@%+=:,./_-]+$/u.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`
