// A line as it is typed, read by the command line’s own parts, without running anything.
import assert from 'node:assert/strict'
import { findVerb, parse } from '../../component/cli/parse.ts'
import { askedOf } from '../../component/cli/typed.ts'
import type { Asked, Verb } from '../../component/cli/verb.ts'
import { verbs } from '../../component/cli/verbs.ts'

/** Beside what is typed there is nothing, and nothing is printed. */
export const nobody: Pick<Asked, 'env' | 'output' | 'input' | 'stopped'> = {
  env: {},
  output: {
    isJson: false,
    show: async () => undefined,
    line: async () => undefined,
    progress: () => undefined,
    note: () => undefined,
  },
  input: { all: async () => '{}', secret: async () => 'a secret that is long enough' },
  stopped: new AbortController().signal,
}

/** The words of a line as a shell gives them, which knows single quotes. */
function shellWords(line: string): string[] {
  const found = line.match(/(?:[^\s'\\]|'[^']*'|\\.)+/g) ?? []
  return found.map((word) => word.replace(/'([^']*)'|\\(.)/g, (_, inner, escaped) => inner ?? escaped))
}

/** The verb that is meant, and what it is asked. */
export function typed(line: string): { verb: Verb; asked: Asked } {
  const { verb, rest } = findVerb(verbs, shellWords(line))
  assert.ok(verb, `no verb for: ${line}`)
  return { verb, asked: askedOf(parse(verb, rest), nobody) }
}
