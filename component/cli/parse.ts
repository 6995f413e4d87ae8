// Reads the command line: which verb is meant, and what was given for its arguments and options.
import { parseArgs } from 'node:util'
import { nearest } from './nearest.ts'
import { type Argument, CliError, type Option, type Verb } from './verb.ts'

/** Options of every verb. */
export const common: readonly Option[] = [
  { name: 'json', summary: 'the answer as JSON, for scripts' },
  { name: 'help', short: 'h', summary: 'what this does, with examples' },
]

/** What was typed, before any of it is looked at: options that go before the verb are moved behind it. */
interface Typed {
  words: string[]
  rest: string[]
}

/** The verb whose words the line begins with, the longest there is; and what is behind them. */
export function findVerb(verbs: readonly Verb[], line: readonly string[]): { verb: Verb | undefined; rest: string[] } {
  const { words, rest } = split(line)
  const fits = ({ words: wanted }: Verb) => wanted.every((word, i) => words[i] === word)
  const verb = verbs.filter(fits).sort((a, b) => b.words.length - a.words.length)[0]
  return { verb, rest: verb ? [...words.slice(verb.words.length), ...rest] : [...words, ...rest] }
}

function split(line: readonly string[]): Typed {
  const first: string[] = []
  let at = 0
  while (at < line.length && line[at]?.startsWith('-') && line[at] !== '--') {
    // The only one of these that takes a value.
    const length = line[at] === '--url' ? 2 : 1
    first.push(...line.slice(at, at + length))
    at += length
  }
  const end = line.findIndex((word, i) => i >= at && word.startsWith('-'))
  const stop = end === -1 ? line.length : end
  return { words: line.slice(at, stop), rest: [...first, ...line.slice(stop)] }
}

/** What is said when no verb fits. */
export function unknownVerb(verbs: readonly Verb[], words: readonly string[]): CliError {
  const names = verbs.map(({ words }) => words.join(' '))
  const typed = words.slice(0, 2).join(' ')
  const meant = nearest(typed, names) ?? nearest(words[0] ?? '', [...new Set(verbs.map(({ words }) => words[0] ?? ''))])
  const hint = meant ? `did you mean “bellhop ${meant}”?` : '“bellhop help” lists what there is.'
  return new CliError('usage', `There is no “bellhop ${typed}”; ${hint}`, meant ? { meant } : {})
}

export interface Parsed {
  arguments: Readonly<Record<string, string>>
  options: Readonly<Record<string, string | boolean | readonly string[]>>
}

/** Puts what is behind the verb's words to its arguments and options; refuses what does not fit. */
export function parse(verb: Verb, rest: readonly string[]): Parsed {
  const known = new Map([...common, ...verb.options].map((option) => [option.name, option]))
  const shapes = [...known.values()].map(
    ({ name, value, short }) =>
      [name, { type: value === undefined ? 'boolean' : 'string', ...(short ? { short } : {}) }] as const,
  )
  // Not strict: what is wrong is said in our words. The shapes only tell which options take a value.
  const { tokens } = parseArgs({
    ...{ args: [...rest], options: Object.fromEntries(shapes) },
    ...{ strict: false, tokens: true, allowPositionals: true, allowNegative: true },
  })
  const options: Record<string, string | boolean | string[]> = {}
  const words: string[] = []
  for (const token of tokens) {
    if (token.kind === 'positional') words.push(token.value)
    if (token.kind === 'option') put(options, known, verb, token)
  }
  return { arguments: options.help ? {} : inOrder(verb, words), options }
}

interface Token {
  rawName: string
  name: string
  value?: string | undefined
  inlineValue?: boolean | undefined
}

function put(
  options: Record<string, string | boolean | string[]>,
  known: ReadonlyMap<string, Option>,
  verb: Verb,
  { rawName, name: long, value, inlineValue }: Token,
): void {
  const wrong = (text: string) => new CliError('usage', `${text} “bellhop help ${verb.words.join(' ')}” tells more.`)
  const typed = rawName.startsWith('--') ? rawName.slice(2) : long
  const positive = typed.replace(/^no-/, '')
  const isNo = !known.has(typed) && known.get(positive)?.canBeNo === true
  const option = known.get(isNo ? positive : typed)
  if (option === undefined) {
    const meant = nearest(typed, [...known.keys()])
    throw wrong(`${rawName} is no option of this${meant ? `; did you mean --${meant}?` : '.'}`)
  }
  const { name } = option
  if (options[name] !== undefined && !option.isList && option.value !== undefined)
    throw wrong(`--${name} can be given once only.`)
  if (option.value === undefined) {
    if (value !== undefined && inlineValue) throw wrong(`--${name} takes no value.`)
    options[name] = !isNo
  } else if (value === undefined || (!inlineValue && value.startsWith('--'))) {
    throw wrong(`--${name} needs a value: --${name} ${option.value}.`)
  } else options[name] = option.isList ? [...((options[name] as string[] | undefined) ?? []), value] : value
}

function inOrder(verb: Verb, words: readonly string[]): Record<string, string> {
  const usage = usageOf(verb)
  const missing = verb.arguments.slice(words.length).find(({ isOptional }) => !isOptional)
  if (missing) {
    const text = `${nameOf(missing)} is missing: it must be ${missing.summary}.`
    throw new CliError('usage', `${text} Write: ${usage}`, { argument: missing.name })
  }
  const surplus = words[verb.arguments.length]
  if (surplus !== undefined) throw new CliError('usage', `“${surplus}” is one word too many. Write: ${usage}`)
  return Object.fromEntries(words.map((word, i) => [verb.arguments[i]?.name, word]))
}

/** As the help shows it: `name` is NAME. */
export const nameOf = ({ name }: Pick<Argument, 'name'>): string => name.toUpperCase()

/** How it is written: bellhop agent add USER --name NAME [options]. */
export function usageOf({ words, arguments: args, options }: Verb): string {
  const behind = args.map((one) => (one.isOptional ? `[${nameOf(one)}]` : nameOf(one)))
  const needed = options.filter(({ isNeeded }) => isNeeded).map(written)
  const others = options.some(({ isNeeded }) => !isNeeded) ? ['[options]'] : []
  return ['bellhop', ...words, ...behind, ...needed, ...others].join(' ')
}

/** --name VALUE, with … where it may be given again. */
export function written({ name, short, value, isList, canBeNo }: Option): string {
  const base = canBeNo ? `--[no-]${name}` : `--${name}`
  return `${short ? `-${short}, ` : ''}${base}${value === undefined ? '' : ` ${value}`}${isList ? ' …' : ''}`
}
