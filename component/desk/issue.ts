// The issue module: an agent files what he can't answer; who may see an issue, and what is said about it.

import { commentId, localOf } from '../model/address.ts'
import { DeskError } from '../model/error.ts'
import type { Issue, IssueEvent, Priority } from '../model/issue.ts'
import { isPending, responsible } from '../model/issue.ts'
import type { Staff } from '../model/person.ts'
import { say } from '../model/say.ts'
import { stamp } from '../model/time.ts'
import { findConversation } from '../store/conversations.ts'
import { findComment, insertIssueEvent } from '../store/issue-events.ts'
import { listTypes } from '../store/issue-types.ts'
import { canSee, findIssue, insertIssue, insertWatcher, listWatchers, markWaits, type Seer } from '../store/issues.ts'
import { indexIssue } from '../store/search.ts'
import { listQueuesOf, listStaff } from '../store/staff.ts'
import { knownStaff } from './access.ts'
import { mayRead } from './archive.ts'
import { checkLength, heldBy, isFirst, type Said } from './conversation.ts'
import { meet, tellConcerned } from './issue-news.ts'
import { handTo, resumeClocks } from './reminder.ts'
import { type Part, takeScene } from './scene.ts'
import { findColleague } from './transfer.ts'
import type { Turn } from './turn.ts'

export interface Filing extends Part {
  type: string
  /** A name, or `auto` for whoever is responsible for the type. */
  handler: string
  priority: Priority
  content: string
  /** The conversation it is filed out of, if any. */
  conversation: number | undefined
}

/** Files an issue and tells its handler. Gives both. */
export async function fileIssue(turn: Turn, who: Staff, filing: Filing): Promise<{ issue: Issue; handler: Staff }> {
  const type = await findType(turn, filing.type)
  const handler = await findHandler(turn, type, filing.handler)
  const { content, priority } = filing
  const conversation = filing.conversation === undefined ? undefined : await readable(turn, who, filing.conversation)
  const queue = conversation?.servedBy ?? null
  const at = stamp(turn.now)
  const about = { type, content, priority, handler: handler.jid, agent: who.jid, queue }
  const issue = await insertIssue(turn.tx, about, at)
  await insertIssueEvent(turn.tx, { issue: issue.id, what: 'filed', who: who.jid, detail: content, at })
  await indexIssue(turn.tx, issue)
  if (conversation) await takeScene(turn, issue.id, conversation, filing)
  meet(turn, issue, who)
  await handTo(turn, issue, handler, say('issueForYou', { name: who.name }), ['accept', 'resolve'])
  return { issue, handler }
}

/** The conversation, if he has or had it, or is a lead; else a refusal that says whose it is. */
async function readable(turn: Turn, who: Staff, number: number) {
  const conversation = await findConversation(turn.tx, number)
  return conversation && (await mayRead(turn, who, conversation))
    ? conversation
    : heldBy(turn, number, who, conversation)
}

/** The type by its name; refuses with what there is. */
export async function findType(turn: Turn, word: string): Promise<string> {
  const types = await typesNow(turn)
  const name = word.toLowerCase()
  if (types.includes(name)) return name
  const choices = types.join(', ') || '–'
  throw new DeskError('bad-request', say('typeUnknown', { type: word, choices }))
}

/** A handler or lead by name, or who is responsible for the type; refuses with who there is. */
export async function findHandler(turn: Turn, type: string, word: string): Promise<Staff> {
  const able = (await listStaff(turn.tx)).filter(canHandle)
  const choices = able.map(({ jid }) => localOf(jid)).join(', ') || '–'
  if (word.toLowerCase() !== 'auto') {
    const found = await findColleague(turn, word)
    if (found && canHandle(found)) return found
    throw new DeskError('bad-request', say('handlerUnknown', { name: word, choices }))
  }
  const { handler } = responsible(await listTypes(turn.tx), type)
  const found = able.find(({ jid }) => jid === handler)
  if (!found) throw new DeskError('bad-request', say('handlerNobody', { type, choices }))
  return found
}

/** The local parts of the names of all who can handle issues. */
export async function handlersNow(turn: Turn): Promise<string[]> {
  return (await listStaff(turn.tx)).filter(canHandle).map(({ jid }) => localOf(jid))
}

/** The names of all types there are. */
export async function typesNow(turn: Turn): Promise<string[]> {
  return (await listTypes(turn.tx)).map(({ name }) => name)
}

export const canHandle = ({ roles }: Staff): boolean => roles.includes('handler') || roles.includes('lead')

/** What decides which issues somebody sees. */
export async function seerOf(turn: Turn, { jid, roles }: Staff): Promise<Seer> {
  const all = await listTypes(turn.tx)
  const own = all.filter(({ name }) => {
    const { handler, backup } = responsible(all, name)
    return handler === jid || backup === jid
  })
  const queues = roles.includes('agent') ? await listQueuesOf(turn.tx, jid) : []
  return { jid, isLead: roles.includes('lead'), queues, types: own.map(({ name }) => name) }
}

/** The issue, if this person may see it; for others it is as if there were none. */
export async function seen(turn: Turn, who: Staff, number: number): Promise<Issue> {
  const issue = await findIssue(turn.tx, number)
  if (!issue || !(await canSee(turn.tx, await seerOf(turn, who), number)))
    throw new DeskError('not-found', say('issueUnknown', { number }))
  return issue
}

/** Somebody says something about an issue: all whom it concerns read it in the window of its address. */
export async function comment(turn: Turn, number: number, said: Said): Promise<void> {
  checkLength(said.body)
  const who = await knownStaff(turn, said.jid)
  if (!(await isFirst(turn, said))) return
  const issue = await seen(turn, who, number)
  const { body, replaces } = said
  const was = replaces === undefined ? undefined : await findComment(turn.tx, number, who.jid, replaces)
  if (replaces !== undefined && !was) throw new DeskError('not-found', say('correctionUnknown'))
  const event = { issue: number, what: 'comment', who: who.jid, detail: body, at: stamp(turn.now) } as const
  const words = {
    ...event,
    stanzaId: was ? was.stanzaId : (said.stanzaId ?? null),
    ...(was && { corrects: root(was) }),
  }
  const id = await insertIssueEvent(turn.tx, words)
  const now = await goesOn(turn, issue, who)
  await joins(turn, issue, who)
  // COMPAT(Profanity, 0.13.1): it shows no names within a window, so each one's is put before his words.
  const manner = { nick: who.name, ...(was ? { replaces: commentId(root(was)) } : { id: commentId(id) }) }
  await tellConcerned(turn, now, 'comment', `${who.name}: ${body}`, { ...manner, not: [who.jid] })
}

/** The comment as it first came: others know it by that number, however often it is corrected (XEP-0308 §4). */
const root = ({ id, corrects }: IssueEvent): number => corrects ?? id

/** What was waited for has come when somebody else than its handler says something: the clocks run again. */
async function goesOn(turn: Turn, issue: Issue, who: Staff): Promise<Issue> {
  if (issue.waits === null || who.jid === issue.handler || !isPending(issue)) return issue
  if (!(await markWaits(turn.tx, issue.id, issue.waits, null))) return issue
  await resumeClocks(turn, issue)
  await insertIssueEvent(turn.tx, { issue: issue.id, what: 'answered', who: who.jid, at: stamp(turn.now) })
  return { ...issue, waits: null }
}

/** Who speaks about an issue hears what is answered. */
async function joins(turn: Turn, issue: Issue, who: Staff): Promise<void> {
  const known = [issue.handler, issue.agent, issue.bearer, ...(await listWatchers(turn.tx, issue.id))]
  if (!known.includes(who.jid) && (await insertWatcher(turn.tx, issue.id, who.jid))) meet(turn, issue, who)
}
