// Figures: what people did in a span of time, counted from the history of conversations and issues.
import type { Knex } from 'knex'
import type { Tx } from './database.ts'

export interface Figures {
  /** Conversations somebody got, wrote in first, and closed. */
  taken: number
  answered: number
  closed: number
  /** Seconds from getting a conversation to the first answer in it, of each that was answered. */
  firstAnswers: number[]
  /** What visitors gave for the conversations he had last, 1 to 5 each. */
  ratings: number[]
  messages: number
  issuesFiled: number
  issuesResolved: number
}

const gotIt = ['assigned', 'claimed', 'taken over', 'transferred']

/** What one person did from a time on. */
export async function figuresOf(tx: Tx, jid: string, since: string): Promise<Figures> {
  const did = () => tx('events').where({ who: jid }).where('at', '>=', since)
  const count = async (rows: Knex.QueryBuilder) => Number((await rows.count({ n: '*' }).first())?.n ?? 0)
  const got = await did().whereIn('what', gotIt).orderBy('id').select('conversation', 'at')
  const answers = await did().where({ what: 'answered' }).orderBy('id').select('conversation', 'at')
  const ratings = tx('conversations').where({ last_agent: jid }).whereNotNull('rating').where('closed_at', '>=', since)
  const filed = tx('issues').where({ agent: jid }).where('opened_at', '>=', since)
  const resolved = tx('issue_events').where({ who: jid, what: 'resolved' }).where('at', '>=', since)
  const wrote = tx('messages').where({ author_jid: jid, act: null }).where('at', '>=', since)
  return {
    taken: new Set(got.map(({ conversation }) => conversation)).size,
    answered: answers.length,
    closed: await count(did().where({ what: 'closed' })),
    firstAnswers: firstAnswers(got, answers),
    ratings: await ratings.pluck('rating'),
    messages: await count(wrote),
    issuesFiled: await count(filed),
    issuesResolved: await count(resolved),
  }
}

interface Happened {
  conversation: number
  at: string
}

/** From the last time he got each conversation before he answered in it. */
function firstAnswers(got: readonly Happened[], answers: readonly Happened[]): number[] {
  return answers.flatMap((answer) => {
    const from = got.findLast(({ conversation, at }) => conversation === answer.conversation && at <= answer.at)
    return from ? [(Date.parse(answer.at) - Date.parse(from.at)) / 1000] : []
  })
}
