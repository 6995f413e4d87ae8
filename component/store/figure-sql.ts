// What each figure of the desk is: one sentence and one SQL, which runs on both databases and gives a row for each thing
// counted. docs/api.md is made from these, and `stats` counts by them too; `:from` is included and `:to` is not.
import type { Tx } from './database.ts'

export interface FigureRow {
  queue: string | null
  agent: string | null
  type: string | null
  at: string
  since: string | null
  value: number | string | null
}

export interface Figure {
  title: string
  /** What its value is: seconds from `since` to `at`, a number, kept (1) or not (0), or nothing but how many. */
  unit: 'seconds' | 'stars' | 'share' | 'count'
  means: string
  sql: string
}

const opening = "('opened', 'reopened')"
const got = "('assigned', 'claimed', 'taken over', 'transferred')"

/** A column of the last event of some kinds before `e`, in the same conversation. */
const lastOf = (column: string, what: string) => `SELECT o.${column} FROM events o
  WHERE o.conversation = e.conversation AND o.id < e.id AND o.what IN ${what}
  ORDER BY o.id DESC LIMIT 1`

export const figures = {
  waiting: {
    title: 'Waiting time',
    unit: 'seconds',
    means: 'From when a visitor opened or reopened a conversation until an agent first got it out of the line.',
    sql: `SELECT c.queue AS queue, e.who AS agent, NULL AS type, e.at AS at, (${lastOf('at', opening)}) AS since, NULL AS value
FROM events e
JOIN conversations c ON c.id = e.conversation
WHERE e.what = 'assigned' AND e.at >= :from AND e.at < :to
  AND (${lastOf('what', "('opened', 'reopened', 'assigned', 'claimed', 'taken over', 'transferred', 'left')")}) IN ${opening}`,
  },
  'first-answer': {
    title: 'First answer',
    unit: 'seconds',
    means: 'From when a visitor opened or reopened a conversation until an agent first answered in it.',
    sql: `SELECT c.queue AS queue, e.who AS agent, NULL AS type, e.at AS at, (${lastOf('at', opening)}) AS since, NULL AS value
FROM events e
JOIN conversations c ON c.id = e.conversation
WHERE e.what = 'answered' AND e.at >= :from AND e.at < :to
  AND (${lastOf('what', "('opened', 'reopened', 'answered')")}) IN ${opening}`,
  },
  handling: {
    title: 'Handling time',
    unit: 'seconds',
    means:
      'From when an agent first got a conversation, since it was last opened by its visitor or by an agent with an answer, until it was closed.',
    sql: `SELECT c.queue AS queue, e.who AS agent, NULL AS type, e.at AS at, (SELECT g.at FROM events g
  WHERE g.conversation = e.conversation AND g.id < e.id AND g.what IN ${got}
    AND g.id > COALESCE((${lastOf('id', "('opened', 'reopened', 'contacted')")}), 0)
  ORDER BY g.id LIMIT 1) AS since, NULL AS value
FROM events e
JOIN conversations c ON c.id = e.conversation
WHERE e.what = 'closed' AND e.at >= :from AND e.at < :to`,
  },
  taken: {
    title: 'Taken',
    unit: 'count',
    means: 'How often an agent got a conversation: given to him, claimed, taken over or accepted.',
    sql: `SELECT c.queue AS queue, e.who AS agent, NULL AS type, e.at AS at, NULL AS since, NULL AS value
FROM events e
JOIN conversations c ON c.id = e.conversation
WHERE e.what IN ${got} AND e.at >= :from AND e.at < :to`,
  },
  closed: {
    title: 'Closed',
    unit: 'count',
    means: 'How often a conversation was closed, counted for who closed it.',
    sql: `SELECT c.queue AS queue, e.who AS agent, NULL AS type, e.at AS at, NULL AS since, NULL AS value
FROM events e
JOIN conversations c ON c.id = e.conversation
WHERE e.what = 'closed' AND e.at >= :from AND e.at < :to`,
  },
  messages: {
    title: 'Messages',
    unit: 'count',
    means: 'How many messages agents wrote to visitors.',
    sql: `SELECT c.queue AS queue, m.author_jid AS agent, NULL AS type, m.at AS at, NULL AS since, NULL AS value
FROM messages m
JOIN conversations c ON c.id = m.conversation
WHERE m.author = 'agent' AND m.act IS NULL AND m.at >= :from AND m.at < :to`,
  },
  missed: {
    title: 'Missed',
    unit: 'count',
    means: 'How often a conversation was taken from an agent because he did not answer in time.',
    sql: `SELECT c.queue AS queue, e.who AS agent, NULL AS type, e.at AS at, NULL AS since, NULL AS value
FROM events e
JOIN conversations c ON c.id = e.conversation
WHERE e.what = 'not answered' AND e.at >= :from AND e.at < :to`,
  },
  left: {
    title: 'Left messages',
    unit: 'count',
    means: 'How often a conversation became a left message, since nobody could answer.',
    sql: `SELECT c.queue AS queue, NULL AS agent, NULL AS type, e.at AS at, NULL AS since, NULL AS value
FROM events e
JOIN conversations c ON c.id = e.conversation
WHERE e.what = 'left' AND e.at >= :from AND e.at < :to`,
  },
  'claim-age': {
    title: 'Claim age',
    unit: 'seconds',
    means: 'From when a message was left until an agent claimed it.',
    sql: `SELECT c.queue AS queue, e.who AS agent, NULL AS type, e.at AS at, (${lastOf('at', "('left')")}) AS since, NULL AS value
FROM events e
JOIN conversations c ON c.id = e.conversation
WHERE e.what = 'claimed' AND e.at >= :from AND e.at < :to`,
  },
  ratings: {
    title: 'Ratings',
    unit: 'stars',
    means:
      'What visitors gave for closed conversations, 1 to 5, counted for the agent who had got it last when it was given.',
    sql: `SELECT c.queue AS queue, (${lastOf('who', got)}) AS agent, NULL AS type, e.at AS at, NULL AS since,
  CAST(e.detail AS INTEGER) AS value
FROM events e
JOIN conversations c ON c.id = e.conversation
WHERE e.what = 'rated' AND e.at >= :from AND e.at < :to`,
  },
  load: {
    title: 'Load',
    unit: 'count',
    means: 'How many conversations visitors opened or reopened.',
    sql: `SELECT c.queue AS queue, NULL AS agent, NULL AS type, e.at AS at, NULL AS since, NULL AS value
FROM events e
JOIN conversations c ON c.id = e.conversation
WHERE e.what IN ${opening} AND e.at >= :from AND e.at < :to`,
  },
  issues: {
    title: 'Issues',
    unit: 'count',
    means: 'How many issues were filed, counted for the handler each has now.',
    sql: `SELECT i.queue AS queue, i.handler AS agent, i.type AS type, i.opened_at AS at, NULL AS since, NULL AS value
FROM issues i
WHERE i.opened_at >= :from AND i.opened_at < :to`,
  },
  filed: {
    title: 'Issues filed',
    unit: 'count',
    means: 'How many issues were filed, counted for who filed them.',
    sql: `SELECT i.queue AS queue, i.agent AS agent, i.type AS type, i.opened_at AS at, NULL AS since, NULL AS value
FROM issues i
WHERE i.opened_at >= :from AND i.opened_at < :to`,
  },
  'issue-time': {
    title: 'Time to resolve',
    unit: 'seconds',
    means: 'From when an issue was filed or last reopened until it was resolved, counted for who resolved it.',
    sql: `SELECT i.queue AS queue, e.who AS agent, i.type AS type, e.at AS at, (SELECT o.at FROM issue_events o
  WHERE o.issue = e.issue AND o.id < e.id AND o.what IN ('filed', 'reopened', 'not solved')
  ORDER BY o.id DESC LIMIT 1) AS since, NULL AS value
FROM issue_events e
JOIN issues i ON i.id = e.issue
WHERE e.what = 'resolved' AND e.at >= :from AND e.at < :to`,
  },
  deadlines: {
    title: 'Deadlines kept',
    unit: 'share',
    means:
      'Of the clocks of issues that were stopped or ran out, the share that was stopped before it ran out, counted for the handler each issue has now.',
    sql: `SELECT i.queue AS queue, i.handler AS agent, i.type AS type, COALESCE(k.breached_at, k.done_at) AS at,
  NULL AS since, CASE WHEN k.breached_at IS NULL THEN 1 ELSE 0 END AS value
FROM issue_clocks k
JOIN issues i ON i.id = k.issue
WHERE COALESCE(k.breached_at, k.done_at) >= :from AND COALESCE(k.breached_at, k.done_at) < :to`,
  },
} as const satisfies Record<string, Figure>

export type FigureName = keyof typeof figures
export const figureNames = Object.keys(figures) as FigureName[]

export interface SampleScope {
  /** Included. */
  from: string
  /** Not included. */
  to: string
  queue?: string | undefined
  /** Bare JID. */
  agent?: string | undefined
}

/** A row for each thing that a figure counts in a span of time, of a queue and of an agent where they are named. */
export async function listSamples(tx: Tx, name: FigureName, scope: SampleScope): Promise<FigureRow[]> {
  const { sql, unit } = figures[name]
  const named = (['queue', 'agent'] as const).filter((one) => scope[one] !== undefined)
  const only = named.map((one) => ` AND f.${one} = :${one}`).join('')
  const known = unit === 'seconds' ? 'f.since IS NOT NULL' : '1 = 1'
  const found = await tx.raw(`SELECT * FROM (${sql}) AS f WHERE ${known}${only}`, { ...scope })
  return (Array.isArray(found) ? found : found.rows) as FigureRow[]
}
