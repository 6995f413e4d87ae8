// Issues as the admin sees them, and what he does with them as a lead would.
import { localOf } from '../../model/address.ts'
import type { Message } from '../../model/conversation.ts'
import { DeskError } from '../../model/error.ts'
import type { Clock, Issue, IssueEvent, Known, Priority } from '../../model/issue.ts'
import { say } from '../../model/say.ts'
import { stamp } from '../../model/time.ts'
import { listArchive } from '../../store/archive.ts'
import { listRunning } from '../../store/issue-clocks.ts'
import { listIssueEvents } from '../../store/issue-events.ts'
import { findIssue, type IssueRow, seenBy, toIssue } from '../../store/issues.ts'
import { listPage, type Page, type PageQuery } from '../../store/pages.ts'
import { listScenes } from '../../store/scenes.ts'
import { searchIssues } from '../../store/search.ts'
import { findStaff } from '../../store/staff.ts'
import { type IssueViewFilter, issueRows, reminderRows } from '../../store/views.ts'
import { changePriority, closeIssue, pass, reopen } from '../handling.ts'
import { asTheyWere } from '../scene.ts'
import type { Turn } from '../turn.ts'
import { adminJid, asLead } from './person.ts'

export interface IssueFilter extends Omit<IssueViewFilter, 'overdueAt' | 'ids'> {
  overdue?: boolean | undefined
  words?: string | undefined
}

const mostFound = 1000

/** A page of all that fit; with words only those in which they are found. */
export async function listAllIssues(turn: Turn, filter: IssueFilter, page: PageQuery): Promise<Page<Issue>> {
  const { overdue, words, ...rest } = filter
  const among = seenBy(turn.tx, { jid: adminJid, isLead: true, queues: [], types: [] })
  const found = words === undefined ? undefined : await searchIssues(turn.tx, words, { among, limit: mostFound })
  const narrow = { ...rest, ids: found?.map(({ id }) => id), overdueAt: overdue ? stamp(turn.now) : undefined }
  const { rows, next } = await listPage<IssueRow>(issueRows(turn.tx, narrow), page)
  return { rows: rows.map(toIssue), next }
}

export interface IssueView extends Issue {
  clocks: Pick<Clock, 'clock' | 'startedAt' | 'due' | 'left' | 'breachedAt'>[]
  conversations: number[]
}

export async function getIssue(turn: Turn, number: number): Promise<IssueView> {
  const issue = await findIssue(turn.tx, number)
  if (!issue) throw new DeskError('not-found', say('issueUnknown', { number }))
  const clocks = (await listRunning(turn.tx, number)).map(({ clock, startedAt, due, left, breachedAt }) => ({
    ...{ clock, startedAt, due, left, breachedAt },
  }))
  const conversations = (await listScenes(turn.tx, number)).map(({ conversation }) => conversation)
  return { ...issue, clocks, conversations }
}

/** Who did what when, from the beginning. */
export async function historyOf(turn: Turn, number: number): Promise<IssueEvent[]> {
  await getIssue(turn, number)
  return listIssueEvents(turn.tx, number)
}

export interface SceneView {
  conversation: number
  at: string
  known: Known
  messages: Message[]
}

const most = 1000

/** Each conversation that led to it: what was said up to then, in the words of then, and what was known. */
export async function scenesOf(turn: Turn, number: number): Promise<SceneView[]> {
  await getIssue(turn, number)
  const scenes: SceneView[] = []
  for (const { conversation, first, last, at, known } of await listScenes(turn.tx, number)) {
    const stretch = { conversation, first, last, at }
    const { messages } = await listArchive(turn.tx, stretch, { max: most, last: true })
    scenes.push({ conversation, at, known, messages: await asTheyWere(turn, [stretch], messages) })
  }
  return scenes
}

/** It goes to another handler. */
export async function reassign(
  turn: Turn,
  number: number,
  jid: string,
  why: string,
  admin: string,
): Promise<IssueView> {
  const handler = await findStaff(turn.tx, jid)
  if (!handler) throw new DeskError('not-found', say('adminUserUnknown', { user: localOf(jid) }))
  const given = await pass(turn, asLead(admin), number, localOf(jid), why)
  // It looks for a name: somebody else may be called so.
  if (given.jid !== jid)
    throw new DeskError('conflict', say('adminNameTaken', { user: localOf(jid), name: given.name }))
  return getIssue(turn, number)
}

export async function reopenIssue(turn: Turn, number: number, why: string, admin: string): Promise<IssueView> {
  await reopen(turn, asLead(admin), number, why)
  return getIssue(turn, number)
}

export async function endIssueNow(turn: Turn, number: number, reason: string, admin: string): Promise<IssueView> {
  await closeIssue(turn, asLead(admin), number, reason)
  return getIssue(turn, number)
}

export async function setPriority(turn: Turn, number: number, priority: Priority, admin: string): Promise<IssueView> {
  await changePriority(turn, asLead(admin), number, priority)
  return getIssue(turn, number)
}

export interface Reminded {
  issue: number
  round: number
  clock: string
  /** 0: it was filed for him; 1: his own first reminder. */
  level: number
  jid: string
  at: string
}

/** Which reminders were sent. */
export async function listReminders(turn: Turn, issue: number | undefined, page: PageQuery): Promise<Page<Reminded>> {
  const { rows, next } = await listPage<Reminded & { place?: string }>(reminderRows(turn.tx, issue), page)
  return { rows: rows.map(({ place: _, ...reminded }) => reminded), next }
}
