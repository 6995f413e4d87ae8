// `bellhop figures [FIGURE]`: all of them at once, or one of them, which can be had page by page and as CSV.
import type { Endpoint } from '../../http/api/endpoint.ts'
import { type Asked, CliError, type Verb } from '../verb.ts'
import { endpointVerb } from './endpoint-verb.ts'
import { type Words, wordsOfFigures } from './words.ts'

export function figuresOf(endpoints: readonly Endpoint[]): Verb {
  const of = ({ id, ...said }: Words) =>
    endpointVerb(['figures'], endpoints.find((one) => one.id === id) as Endpoint, said)
  const [all, one] = [of(wordsOfFigures.all), of(wordsOfFigures.one)]
  const meant = (asked: Asked) => (asked.argument('figure') === undefined ? all : one)
  return {
    ...one,
    summary: 'Figures of a span of time, all or one, group by group',
    arguments: one.arguments.map((argument) => ({ ...argument, isOptional: true })),
    examples: [...all.examples, ...one.examples],
    async check(asked) {
      const surplus = one.options.find(({ name }) => isGiven(asked, name) && !knows(meant(asked), name))
      if (surplus)
        throw new CliError('usage', `--${surplus.name} is for one figure: name it, such as “bellhop figures waiting”.`)
      await meant(asked).check?.(asked)
    },
    run: (asked) => meant(asked).run(asked),
  }
}

const isGiven = (asked: Asked, name: string): boolean => (asked.text(name) ?? asked.isSet(name)) !== undefined
const knows = ({ options }: Verb, wanted: string): boolean => options.some(({ name }) => name === wanted)
