// Issues as lines to read and as rows for programs, for the commands that list them.
import type { IssueGlimpse } from '../desk/issue-list.ts'
import { waitsFor } from '../desk/issue-news.ts'
import type { Row } from '../model/reply.ts'
import { type Say, say } from '../model/say.ts'
import { age } from '../model/time.ts'
import { short } from '../model/words-of.ts'

/** One issue in a line: what it is, with whom, and what it waits for. */
export function issueLine(glimpse: IssueGlimpse, now: Date): Say {
  const { id, type, priority, content } = glimpse.issue
  const values = { number: id, type, priority, name: glimpse.handler, text: short(content) }
  return say('issueLine', { ...values, state: standing(glimpse, now) })
}

/** The state, with whom it waits for, what is late, or that its handler is away. */
function standing({ issue, clock, isLate, handlerState }: IssueGlimpse, now: Date): Say | string {
  const and = (more: Say) => say('standing', { state: issue.state, more })
  if (issue.waits !== null) return and(say(waitsFor[issue.waits]))
  if (isLate && clock) return and(say(overdue[clock.clock], { age: age(clock.due, now) }))
  const isUntaken = issue.state === 'open' || issue.state === 'reopened'
  return isUntaken && handlerState === 'exit' ? and(say('handlerAway')) : issue.state
}

const overdue = { accept: 'acceptOverdue', resolve: 'resolveOverdue' } as const

/** One issue that was found, briefly, with its answer if it has one. */
export function foundLine({ issue }: IssueGlimpse): Say {
  const { id, type, content, answer, state } = issue
  const values = { number: id, type, state, text: short(content), answer: short(answer ?? '') }
  return say(answer === null ? 'foundLine' : 'foundSolved', values)
}

export function issueRow({ issue, handler, handlerState, clock, isLate }: IssueGlimpse): Row {
  const { id, type, priority, state, queue, waits, content, answer, openedAt, stateAt, agent, bearer } = issue
  const people = { handler: issue.handler, handlerName: handler, handlerState, agent, bearer }
  const due = clock?.left === null ? clock.due : null
  const times = { openedAt, stateAt, clock: clock?.clock ?? null, due, late: isLate ? 1 : 0 }
  return { number: id, type, priority, state, queue, waits, content, answer, ...people, ...times }
}
