// Lists of issues: one's own, those that fit a filter, those in which words are found, and what was solved before.
import { DeskError } from '../model/error.ts'
import { type Clock, type Issue, type IssueEvent, type IssueState, isPending, priorities } from '../model/issue.ts'
import type { Staff, State } from '../model/person.ts'
import { say } from '../model/say.ts'
import { stamp } from '../model/time.ts'
import { listRunning } from '../store/issue-clocks.ts'
import { listIssueEvents } from '../store/issue-events.ts'
import { findIssue, type IssueFilter, listIssues, seenBy } from '../store/issues.ts'
import { listQueues } from '../store/queues.ts'
import { listScenesOf } from '../store/scenes.ts'
import { searchIssues, similarIssues } from '../store/search.ts'
import { findStaff } from '../store/staff.ts'
import { seen, seerOf, typesNow } from './issue.ts'
import { nameOf } from './issue-news.ts'
import { findColleague } from './transfer.ts'
import type { Turn } from './turn.ts'

/** An issue with what a list shows of it. */
export interface IssueGlimpse {
  issue: Issue
  handler: string
  handlerState: State
  /** The clock that comes to its end next, if one is started and not stopped. */
  clock: Clock | undefined
  isLate: boolean
}

async function glimpseOf(turn: Turn, issue: Issue): Promise<IssueGlimpse> {
  const handler = await findStaff(turn.tx, issue.handler)
  const [clock] = isPending(issue) ? await listRunning(turn.tx, issue.id) : []
  const isLate = clock?.left === null && clock.due <= stamp(turn.now)
  return { issue, handler: handler?.name ?? issue.handler, handlerState: handler?.state ?? 'exit', clock, isLate }
}

export interface IssueList {
  glimpses: IssueGlimpse[]
  /** Of all that fit. */
  count: number
}

const shown = 30
const states: readonly IssueState[] = ['open', 'accepted', 'resolved', 'closed', 'reopened']
const unfinished: readonly IssueState[] = ['open', 'reopened', 'accepted', 'resolved']

/** The issues that fit all the words of a filter; without `all` or a state, those that are not closed. */
export async function issues(turn: Turn, who: Staff, words: readonly string[]): Promise<IssueList> {
  const filter: IssueFilter = {}
  for (const word of words) Object.assign(filter, await readWord(turn, who, word, filter))
  const isAny = words.some((word) => word.toLowerCase() === 'all') || filter.states !== undefined
  return listed(turn, who, isAny ? filter : { ...filter, states: unfinished })
}

async function listed(turn: Turn, who: Staff, filter: IssueFilter): Promise<IssueList> {
  const { issues: found, count } = await listIssues(turn.tx, await seerOf(turn, who), filter, shown)
  return { glimpses: await glimpses(turn, found), count }
}

async function glimpses(turn: Turn, found: readonly Issue[]): Promise<IssueGlimpse[]> {
  const all: IssueGlimpse[] = []
  for (const issue of found) all.push(await glimpseOf(turn, issue))
  return all
}

async function readWord(turn: Turn, who: Staff, given: string, so: IssueFilter): Promise<IssueFilter> {
  const word = given.toLowerCase()
  if (word === 'all') return {}
  if (word === 'mine') return { mine: who.jid }
  if (word === 'overdue') return { overdueAt: stamp(turn.now) }
  const state = states.find((each) => each === word)
  if (state) return { states: [...(so.states ?? []), state] }
  const priority = priorities.find((each) => each === word)
  if (priority) return { priority }
  const types = await typesNow(turn)
  if (types.some((name) => name === word || name.startsWith(`${word}/`))) return { type: word }
  const queue = (await listQueues(turn.tx)).find(({ name }) => name === word)
  if (queue) return { queue: queue.name }
  const person = await findColleague(turn, word)
  if (person) return { handler: person.jid }
  const choices = ['all', 'mine', 'overdue', ...states, ...priorities, ...types].join(', ')
  throw new DeskError('bad-request', say('filterUnknown', { value: given, choices }))
}

/** What somebody has to do, or waits for: issues he handles, filed, or is to bring the answer of. */
export async function myIssues(turn: Turn, who: Staff): Promise<IssueGlimpse[]> {
  return (await listed(turn, who, { mine: who.jid, states: unfinished })).glimpses
}

/** The issues a conversation led to, for who may speak in it. */
export async function issuesOf(turn: Turn, conversation: number): Promise<IssueGlimpse[]> {
  return byNumber(
    turn,
    (await listScenesOf(turn.tx, conversation)).map(({ issue }) => issue),
  )
}

/** Issues by their numbers, in that order, without asking who may see them. */
export async function byNumber(turn: Turn, numbers: readonly number[]): Promise<IssueGlimpse[]> {
  const found: Issue[] = []
  for (const number of numbers) {
    const issue = await findIssue(turn.tx, number)
    if (issue) found.push(issue)
  }
  return glimpses(turn, found)
}

/** The issues in which all of the words are found, best first. */
export async function find(turn: Turn, who: Staff, words: string): Promise<IssueGlimpse[]> {
  const among = seenBy(turn.tx, await seerOf(turn, who))
  const found = await searchIssues(turn.tx, words, { among, limit: shown })
  return byNumber(
    turn,
    found.map(({ id }) => id),
  )
}

const few = 3

/** Solved issues that are about the same as a text, the most alike first. */
export async function solvedBefore(turn: Turn, who: Staff, text: string): Promise<IssueGlimpse[]> {
  const among = seenBy(turn.tx, await seerOf(turn, who))
  const found = await similarIssues(turn.tx, text, { among, solved: true, limit: few })
  return byNumber(
    turn,
    found.map(({ id }) => id),
  )
}

/** Who did what when, from the beginning; people by name. */
export async function issueHistory(turn: Turn, who: Staff, number: number): Promise<(IssueEvent & { name: string })[]> {
  await seen(turn, who, number)
  const told: (IssueEvent & { name: string })[] = []
  for (const event of await listIssueEvents(turn.tx, number))
    told.push({ ...event, name: event.who === null ? '' : await nameOf(turn, event.who) })
  return told
}
