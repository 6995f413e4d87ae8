// What was typed, as verbs ask for it.
import type { Parsed } from './parse.ts'
import type { Asked } from './verb.ts'

export function askedOf(parsed: Parsed, rest: Pick<Asked, 'env' | 'output' | 'input' | 'stopped'>): Asked {
  const of = (name: string) => parsed.options[name]
  return {
    ...rest,
    argument: (name) => parsed.arguments[name],
    text(name) {
      const value = of(name)
      return typeof value === 'string' ? value : undefined
    },
    list(name) {
      const value = of(name)
      return typeof value === 'object' ? value : []
    },
    isSet(name) {
      const value = of(name)
      return typeof value === 'boolean' ? value : undefined
    },
  }
}
