// Handling: what a handler does with an issue: takes it up, answers it, asks, hands it on; and what others may do with it.
import { DeskError } from '../model/error.ts'
import { type Issue, isPending, type Priority, responsible } from '../model/issue.ts'
import type { Staff } from '../model/person.ts'
import { lines, type Say, say } from '../model/say.ts'
import { stamp } from '../model/time.ts'
import { insertIssueEvent } from '../store/issue-events.ts'
import { listTypes } from '../store/issue-types.ts'
import {
  findIssue,
  markAccepted,
  markIssueClosed,
  markIssueReopened,
  markPassed,
  markPriority,
  markResolved,
  markWaits,
} from '../store/issues.ts'
import { forgetTold } from '../store/scenes.ts'
import { indexIssue } from '../store/search.ts'
import { findStaff, listQueuesOf } from '../store/staff.ts'
import { carry } from './answer.ts'
import { canHandle, findHandler, seen } from './issue.ts'
import { concerned, meet, nameOf, newsOf, part, tellConcerned, tellOfIssue } from './issue-news.ts'
import {
  handTo,
  moveClock,
  pauseClocks,
  remindAgain,
  rescaleClocks,
  resumeClocks,
  snoozeClocks,
  stopClocks,
} from './reminder.ts'
import type { Turn } from './turn.ts'

/** The issue, if this person may answer it: its handler, who is responsible for its type, or a lead. */
async function handled(turn: Turn, who: Staff, number: number): Promise<Issue> {
  const issue = await seen(turn, who, number)
  const { handler, backup } = responsible(await listTypes(turn.tx), issue.type)
  const may = [issue.handler, handler, backup].includes(who.jid) || who.roles.includes('lead')
  if (!may || !canHandle(who))
    throw new DeskError('forbidden', say('issueOther', { number, name: await nameOf(turn, issue.handler) }))
  return issue
}

/** The issue, if this person stands on the visitor's side of it: an agent who sees it, or a lead. */
export async function filedBy(turn: Turn, who: Staff, number: number): Promise<Issue> {
  const issue = await seen(turn, who, number)
  const queues = who.roles.includes('agent') ? await listQueuesOf(turn.tx, who.jid) : []
  const may = who.roles.includes('lead') || [issue.agent, issue.bearer].includes(who.jid)
  if (may || (issue.queue !== null && queues.includes(issue.queue))) return issue
  throw new DeskError('forbidden', say('issueAgents', { number }))
}

const refuse = (issue: Issue): DeskError =>
  new DeskError('conflict', say('issueIs', { number: issue.id, state: issue.state }))

/** Writes down what somebody did, tells the others but for those who know, and gives the issue as it is now. */
export async function done(
  turn: Turn,
  who: Staff,
  number: number,
  what: Did,
  words: Say,
  detail?: string,
  knows: readonly string[] = [],
): Promise<Issue> {
  const at = stamp(turn.now)
  await insertIssueEvent(turn.tx, { issue: number, what, who: who.jid, detail: detail ?? null, at })
  const issue = (await findIssue(turn.tx, number)) as Issue
  await tellConcerned(turn, issue, what, words, { not: [who.jid, ...knows] })
  return issue
}

type Did = Parameters<typeof insertIssueEvent>[1]['what']

/** He takes it up; nobody is reminded to any more. */
export async function acceptIssue(turn: Turn, who: Staff, number: number): Promise<void> {
  const issue = await handled(turn, who, number)
  if (!(await markAccepted(turn.tx, number, who.jid, stamp(turn.now)))) throw refuse(issue)
  await stopClocks(turn, number, ['accept'])
  if (issue.handler !== who.jid) await remindAgain(turn, issue)
  await changesHands(turn, issue, who)
  await done(turn, who, number, 'accepted', say('issueAccepted', { number, name: who.name }))
}

/** Who had it before hears that he has it no longer. */
async function changesHands(turn: Turn, issue: Issue, who: Staff): Promise<void> {
  if (issue.handler === who.jid) return
  meet(turn, issue, who)
  const former = await findStaff(turn.tx, issue.handler)
  const body = say('issueTaken', { number: issue.id, name: who.name })
  const now = (await findIssue(turn.tx, issue.id)) as Issue
  if (former) tellOfIssue(turn, await newsOf(turn, now, now.state), former, body)
  await leaves(turn, issue.id, issue.handler)
}

/** An issue that concerns somebody no longer is a contact of his no longer. */
export async function leaves(turn: Turn, number: number, jid: string): Promise<void> {
  const issue = (await findIssue(turn.tx, number)) as Issue
  if (!(await concerned(turn, issue)).some((person) => person.jid === jid)) part(turn, issue, jid)
}

/** He answers it: it goes to the agent, who goes to the visitor with it. */
export async function resolve(turn: Turn, who: Staff, number: number, answer: string): Promise<void> {
  const issue = await handled(turn, who, number)
  if (!(await markResolved(turn.tx, number, who.jid, answer, stamp(turn.now)))) throw refuse(issue)
  await stopClocks(turn, number, ['accept', 'resolve'])
  await changesHands(turn, issue, who)
  await insertIssueEvent(turn.tx, {
    issue: number,
    what: 'resolved',
    who: who.jid,
    detail: answer,
    at: stamp(turn.now),
  })
  const resolved = (await findIssue(turn.tx, number)) as Issue
  await indexIssue(turn.tx, resolved)
  await carry(turn, resolved, who)
}

/** He asks the agent something; the clocks stand still until somebody answers. */
export async function ask(turn: Turn, who: Staff, number: number, question: string): Promise<void> {
  const issue = await handled(turn, who, number)
  if (!isPending(issue)) throw refuse(issue)
  if (issue.state !== 'accepted') await acceptIssue(turn, who, number)
  if (await markWaits(turn.tx, number, issue.waits, 'agent')) await pauseClocks(turn, issue)
  const words = lines(say('issueAsked', { number, name: who.name, question }), say('issueAskedHow'))
  await done(turn, who, number, 'asked', words, question)
}

/** It goes to another handler; by its handler, by who filed it, or by a lead. */
export async function pass(turn: Turn, who: Staff, number: number, to: string, why: string): Promise<Staff> {
  const issue = await ofEither(turn, who, number)
  const handler = await findHandler(turn, issue.type, to)
  if (handler.jid === issue.handler) throw new DeskError('conflict', say('issueHis', { number, name: handler.name }))
  if (!(await markPassed(turn.tx, number, handler.jid, stamp(turn.now)))) throw refuse(issue)
  await stopClocks(turn, number, ['accept'])
  if (issue.waits !== null) await resumeClocks(turn, issue)
  await moveClock(turn, issue, issue.round + 1)
  const values = { number, name: who.name, to: handler.name, why }
  const detail = `${handler.name} ${why}`.trim()
  // The new handler gets all that he needs below, in a message of its own.
  const passed = await done(turn, who, number, 'passed', say('issuePassed', values), detail, [handler.jid])
  await leaves(turn, number, issue.handler)
  await handTo(turn, passed, handler, say('issuePassedToYou', values), ['accept'])
  return handler
}

/** The issue, for its handler's side or the visitor's. */
async function ofEither(turn: Turn, who: Staff, number: number): Promise<Issue> {
  const issue = await seen(turn, who, number)
  return issue.agent === who.jid ? issue : handled(turn, who, number)
}

/** How urgent it is from now on; what time has passed counts. */
export async function changePriority(turn: Turn, who: Staff, number: number, priority: Priority): Promise<void> {
  const issue = await ofEither(turn, who, number)
  if (issue.priority === priority || !(await markPriority(turn.tx, number, priority)))
    throw new DeskError('conflict', say('priorityIs', { number, priority: issue.priority }))
  await rescaleClocks(turn, issue, issue.priority, priority)
  const words = say('issuePriority', { number, name: who.name, priority })
  await done(turn, who, number, 'priority', words, `${issue.priority} → ${priority}`)
}

/** Nobody is reminded of it for a time. */
export async function snooze(turn: Turn, who: Staff, number: number, seconds: number, span: string): Promise<void> {
  const issue = await handled(turn, who, number)
  if (!isPending(issue)) throw refuse(issue)
  if (!(await snoozeClocks(turn, number, seconds))) throw new DeskError('conflict', say('snoozeNone', { number }))
  await insertIssueEvent(turn.tx, { issue: number, what: 'snoozed', who: who.jid, detail: span, at: stamp(turn.now) })
}

/** It was not solved: its handler has it again, with clocks of a new round. */
export async function reopen(turn: Turn, who: Staff, number: number, why: string): Promise<void> {
  const issue = await seen(turn, who, number)
  const words = say('issueReopened', { number, name: who.name, why })
  await openAgain(turn, issue, who.jid, words, 'reopened', why)
}

/** Opens it again, whoever wants that. */
export async function openAgain(
  turn: Turn,
  issue: Issue,
  by: string,
  words: Say,
  what: 'reopened' | 'not solved',
  why: string,
): Promise<void> {
  const { id } = issue
  if (!(await markIssueReopened(turn.tx, id, stamp(turn.now)))) throw refuse(issue)
  await forgetTold(turn.tx, id)
  await insertIssueEvent(turn.tx, { issue: id, what, who: by, detail: why, at: stamp(turn.now) })
  const open = (await findIssue(turn.tx, id)) as Issue
  const people = await concerned(turn, open)
  for (const person of people) meet(turn, open, person)
  await tellConcerned(turn, open, 'reopened', words, { not: [by, open.handler] })
  // Who brought the answer that solved nothing hears it, and that it is not his to bring any more.
  const bearer = issue.bearer === null || issue.bearer === by ? undefined : await findStaff(turn.tx, issue.bearer)
  if (bearer && !people.some(({ jid }) => jid === bearer.jid))
    tellOfIssue(turn, await newsOf(turn, open, 'reopened'), bearer, words)
  if (issue.bearer !== null) await leaves(turn, id, issue.bearer)
  const handler = await findStaff(turn.tx, open.handler)
  if (handler) await handTo(turn, open, handler, words, ['accept', 'resolve'])
}

/** It ends without more ado: the visitor need not be told, or it is taken back. */
export async function closeIssue(turn: Turn, who: Staff, number: number, reason: string): Promise<void> {
  const issue = await filedBy(turn, who, number)
  const words = say('issueWaived', { number, name: who.name, why: reason })
  if (!(await endIssue(turn, issue, words, who.jid))) throw refuse(issue)
  const what = issue.state === 'resolved' ? 'waived' : 'closed'
  await insertIssueEvent(turn.tx, { issue: number, what, who: who.jid, detail: reason, at: stamp(turn.now) })
}

/** Closes it and tells whom it concerns; its contact goes. True when this call did. */
export async function endIssue(
  turn: Turn,
  issue: Issue,
  words: Say,
  by: string | null,
  duplicateOf: number | null = null,
): Promise<boolean> {
  const people = await concerned(turn, issue)
  if (!(await markIssueClosed(turn.tx, issue.id, stamp(turn.now), duplicateOf))) return false
  await stopClocks(turn, issue.id, ['accept', 'resolve'])
  const closed = (await findIssue(turn.tx, issue.id)) as Issue
  const news = await newsOf(turn, closed, 'closed')
  for (const person of people) {
    if (person.jid !== by) tellOfIssue(turn, news, person, words)
    part(turn, closed, person.jid)
  }
  return true
}
