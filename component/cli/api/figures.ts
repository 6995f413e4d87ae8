// `bellhop figures [FIGURE]`: all of them at once, or one of them, which can be had page by page and as CSV.
import type { Endpoint } from '../../http/api/endpoint.ts'
import type { Asked, Verb } from '../verb.ts'
import { endpointVerb } from './endpoint-verb.ts'
import { wordsOfFigures } from './words.ts'

export function figuresOf(endpoints: readonly Endpoint[]): Verb {
  const of = ({ id, ...said }: { id: string; text?: (answer: never) => string }) =>
    endpointVerb(['figures'], endpoints.find((one) => one.id === id) as Endpoint, said)
  const [all, one] = [of(wordsOfFigures.all), of(wordsOfFigures.one)]
  const meant = (asked: Asked) => (asked.argument('figure') === undefined ? all : one)
  return {
    ...one,
    summary: 'Figures of a span of time, all or one, group by group',
    arguments: one.arguments.map((argument) => ({ ...argument, isOptional: true })),
    examples: [...all.examples, ...one.examples],
    check: async (asked) => meant(asked).check?.(asked),
    run: (asked) => meant(asked).run(asked),
  }
}
