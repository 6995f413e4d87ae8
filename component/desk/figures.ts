// Figures of somebody's day, for himself: the same as the admin's, of him alone.
import { openGroups } from '../model/figures.ts'
import { startOfDay } from '../model/hours.ts'
import type { Staff } from '../model/person.ts'
import { later, stamp } from '../model/time.ts'
import { type FigureName, listSamples } from '../store/figure-sql.ts'
import { findDeskHours } from '../store/issue-types.ts'
import { toSample } from './admin/overview.ts'
import type { Turn } from './turn.ts'

export interface Today {
  taken: number
  answered: number
  closed: number
  messages: number
  issuesFiled: number
  issuesResolved: number
  /** Seconds, the median; null without an answer. */
  firstAnswer: number | null
  /** Stars, the mean; null without a rating. */
  rating: number | null
  rated: number
}

/** What he did since the day began where the desk is. */
export async function today(turn: Turn, { jid }: Staff): Promise<Today> {
  const zone = (await findDeskHours(turn.tx))?.zone ?? 'UTC'
  const scope = { from: stamp(startOfDay(zone, turn.now)), to: later(turn.now, 1), agent: jid }
  const of = async (name: FigureName) => {
    const groups = openGroups('all', zone)
    groups.add((await listSamples(turn.tx, name, scope)).map(toSample))
    return groups.summaries()[0] ?? { count: 0, median: null, mean: null }
  }
  const [answers, ratings] = [await of('first-answer'), await of('ratings')]
  return {
    taken: (await of('taken')).count,
    answered: answers.count,
    closed: (await of('closed')).count,
    messages: (await of('messages')).count,
    issuesFiled: (await of('filed')).count,
    issuesResolved: (await of('issue-time')).count,
    firstAnswer: answers.median === null ? null : Math.round(answers.median),
    rating: ratings.mean === null ? null : Math.round(ratings.mean * 10) / 10,
    rated: ratings.count,
  }
}
