// Several visitors, one issue: conversations are linked to it so that all are told, and one issue can stand for another.
import { DeskError } from '../model/error.ts'
import { type Issue, isPending } from '../model/issue.ts'
import type { Staff } from '../model/person.ts'
import { visitorName } from '../model/person.ts'
import { say } from '../model/say.ts'
import { stamp } from '../model/time.ts'
import { insertIssueEvent } from '../store/issue-events.ts'
import { insertWatcher } from '../store/issues.ts'
import { insertScene, listScenes } from '../store/scenes.ts'
import { findStaff } from '../store/staff.ts'
import { getVisitor } from '../store/visitors.ts'
import { spokenIn } from './guests.ts'
import { endIssue, filedBy } from './handling.ts'
import { seen } from './issue.ts'
import { meet, tellConcerned } from './issue-news.ts'
import { takeScene } from './scene.ts'
import type { Turn } from './turn.ts'

/** The visitor of this conversation waits for the issue's answer as well. */
export async function link(turn: Turn, who: Staff, conversation: number, number: number): Promise<void> {
  const said = await spokenIn(turn, conversation, who)
  const issue = await unclosed(turn, who, number)
  if (!(await takeScene(turn, number, said, {})))
    throw new DeskError('conflict', say('linkedAlready', { number, conversation }))
  const name = visitorName(await getVisitor(turn.tx, said.visitor))
  await linked(turn, issue, who, String(conversation), say('issueLinked', { number, name, conversation, by: who.name }))
}

async function unclosed(turn: Turn, who: Staff, number: number): Promise<Issue> {
  const issue = await seen(turn, who, number)
  if (isPending(issue) || issue.state === 'resolved') return issue
  throw new DeskError('conflict', say('issueIs', { number, state: issue.state }))
}

async function linked(
  turn: Turn,
  issue: Issue,
  who: Staff,
  detail: string,
  words: ReturnType<typeof say>,
): Promise<void> {
  await insertIssueEvent(turn.tx, { issue: issue.id, what: 'linked', who: who.jid, detail, at: stamp(turn.now) })
  // Who brought the visitor here hears what comes of it.
  if (![issue.handler, issue.agent].includes(who.jid) && (await insertWatcher(turn.tx, issue.id, who.jid)))
    meet(turn, issue, who)
  await tellConcerned(turn, issue, 'linked', words, { not: [who.jid] })
}

/** The issue is the same as another: it is closed, and its visitors wait for the other's answer. */
export async function markDuplicate(turn: Turn, who: Staff, number: number, of: number): Promise<void> {
  if (number === of) throw new DeskError('bad-request', say('duplicateSelf', { number }))
  const issue = await filedOrHandled(turn, who, number)
  const other = await unclosed(turn, who, of)
  const scenes = await listScenes(turn.tx, number)
  const words = say('issueDuplicate', { number, of, name: who.name })
  if (!(await endIssue(turn, issue, words, who.jid, of)))
    throw new DeskError('conflict', say('issueIs', { number, state: issue.state }))
  const event = { issue: number, what: 'duplicate', who: who.jid, detail: String(of), at: stamp(turn.now) } as const
  await insertIssueEvent(turn.tx, event)
  for (const { conversation, first, last, known } of scenes)
    await insertScene(turn.tx, { issue: of, conversation, first, last, known, at: stamp(turn.now) })
  const filer = issue.agent === other.agent ? undefined : await findStaff(turn.tx, issue.agent)
  if (filer && (await insertWatcher(turn.tx, of, filer.jid))) meet(turn, other, filer)
  await linked(turn, other, who, `#${number}`, say('issueDuplicateOf', { number, of, name: who.name }))
}

/** For its handler's side or the visitor's. */
async function filedOrHandled(turn: Turn, who: Staff, number: number): Promise<Issue> {
  const issue = await seen(turn, who, number)
  return issue.handler === who.jid ? issue : filedBy(turn, who, number)
}
