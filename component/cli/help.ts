// Help at every level: all verbs, those of one word, and one verb with its examples.
import { common, nameOf, usageOf, written } from './parse.ts'
import { columns, widthOf } from './table.ts'
import type { Verb } from './verb.ts'

const line = 100

/** Words put into lines, each behind as many spaces. */
function wrapped(text: string, indent: number): string {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const last = lines.at(-1)
    if (last !== undefined && widthOf(last) + widthOf(word) < line - indent) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines.map((each) => `${' '.repeat(indent)}${each}`).join('\n')
}

const exitCodes = [
  ['0', 'done'],
  ['1', 'refused, or failed'],
  ['2', 'written wrongly: nothing was changed'],
  ['3', 'the desk can’t be reached'],
] as const

/** All verbs, one line each word they begin with. */
export function helpOfAll(verbs: readonly Verb[]): string {
  const groups = [...new Set(verbs.map(({ words }) => words[0] ?? ''))].map((word) => {
    const own = verbs.filter(({ words }) => words[0] === word)
    const single = own.length === 1 && own[0]?.words.length === 1 ? own[0] : undefined
    return [`  ${word}`, single ? single.summary : own.map(({ words }) => words.slice(1).join(' ')).join(', ')] as const
  })
  return `bellhop VERB …: what admins do, for the shell and for scripts

${groups.map(([word, text]) => wrappedPair(word, text)).join('\n')}

bellhop help VERB, or --help behind it, tells what it takes, with examples; bellhop --version, which Bellhop it is.

Verbs about agents, queues, issues and the like go over the HTTP API of the running desk: that of BELLHOP_DATA
with the token in its secrets.json, or the one of BELLHOP_URL (or --url) with the token in BELLHOP_TOKEN.
Answers are text for people, JSON with --json.

It ends with
${exitCodes.map(([code, text]) => `  ${code}  ${text}`).join('\n')}
`
}

const groupWidth = 16

function wrappedPair(word: string, text: string): string {
  return `${word.padEnd(groupWidth)}${wrapped(text, groupWidth).trimStart()}`
}

/** The verbs that begin with a word. */
export function helpOfGroup(verbs: readonly Verb[]): string {
  const rows = verbs.map((verb) => [`${usageOf(verb).replace(' [options]', '')}`, verb.summary])
  return `${columns(rows, { most: line }).text}\n\n“bellhop help ${verbs[0]?.words[0]} …” tells more of each.\n`
}

export function helpOf(verb: Verb): string {
  const parts = [
    `${usageOf(verb)}\n\n${wrapped(`${verb.summary}.`, 0)}`,
    ...(verb.notes ?? []).map((note) => wrapped(note, 0)),
    verb.arguments.length > 0 && verb.arguments.map((one) => told(nameOf(one), one.summary)).join('\n'),
    [...verb.options, ...common].map((one) => told(written(one), one.summary)).join('\n'),
    `For example:\n${verb.examples.map((example) => `  bellhop ${example}`).join('\n')}`,
  ]
  return `${parts.filter(Boolean).join('\n\n')}\n`
}

const told = (name: string, text: string): string => `  ${name}\n${wrapped(text, 6)}`
