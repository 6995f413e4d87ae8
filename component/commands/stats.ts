// `stats`: what the asker did today.
import { today } from '../desk/figures.ts'
import { lines, say } from '../model/say.ts'
import type { Command } from './command.ts'

export const statsCommand: Command = {
  node: 'stats',
  title: 'cmdStats',
  roles: ['agent', 'handler', 'lead'],
  at: 'desk',
  fields: [],
  async run(turn, who) {
    const { firstAnswers, ratings, ...counts } = await today(turn, who)
    const firstAnswer = median(firstAnswers)
    const rating = ratings.length === 0 ? null : Math.round((10 * sum(ratings)) / ratings.length) / 10
    const row = { ...counts, firstAnswer, rating, rated: ratings.length }
    const shown = Object.fromEntries(Object.entries(row).map(([name, value]) => [name, value ?? '–']))
    const sentences = [say('statsConversations', shown), say('statsAnswers', shown), say('statsIssues', shown)]
    return { say: lines(say('statsTitle'), ...sentences), rows: [row] }
  },
}

const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0)

/** Whole seconds; null of nothing. */
function median(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b)
  const [low, high] = [sorted[Math.ceil(sorted.length / 2) - 1], sorted[Math.floor(sorted.length / 2)]]
  return low === undefined || high === undefined ? null : Math.round((low + high) / 2)
}
