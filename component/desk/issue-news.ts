// What the staff is told of an issue, in the window of its address: words for people, and the same for programs.
import { issueAddress } from '../model/address.ts'
import { type Issue, type IssueNews, isPending } from '../model/issue.ts'
import { type Staff, visitorName } from '../model/person.ts'
import { lines, type Say, say } from '../model/say.ts'
import { listRunning } from '../store/issue-clocks.ts'
import { listWatchers } from '../store/issues.ts'
import { listScenes } from '../store/scenes.ts'
import { findStaff } from '../store/staff.ts'
import { findVisitor } from '../store/visitors.ts'
import { keyLines } from './scene.ts'
import { type Turn, tell } from './turn.ts'

/** What a message from an issue's address may say besides its words. */
export interface Manner {
  /** Whose words they are. */
  nick?: string
  id?: string
  replaces?: string
}

/** An issue as it is now, for programs. */
export async function newsOf(turn: Turn, issue: Issue, about: string, level: number | null = null): Promise<IssueNews> {
  const [clock] = await listRunning(turn.tx, issue.id)
  const [scene] = await listScenes(turn.tx, issue.id)
  const { id, type, priority, state, handler, agent, queue, waits, content, answer } = issue
  const common = { type, priority, state, handler, agent, queue, waits, content, answer, level }
  const due = clock?.left === null && isPending(issue) ? clock.due : null
  return { number: id, about, ...common, conversation: scene?.conversation ?? null, due }
}

/** Says something in the window that somebody has for the issue. */
export function tellOfIssue(turn: Turn, news: IssueNews, to: Staff, body: Say | string, manner: Manner = {}): void {
  const from = issueAddress(news.number)
  tell(turn, { kind: 'message', to: to.jid, from, body, lang: to.lang, issue: news, ...manner })
}

/** Who has to do with it: its handler, who filed it, who takes the answer on, and who watches it. */
export async function concerned(turn: Turn, issue: Issue): Promise<Staff[]> {
  const watchers = await listWatchers(turn.tx, issue.id)
  const jids = new Set([issue.handler, issue.agent, ...(issue.bearer === null ? [] : [issue.bearer]), ...watchers])
  const people: Staff[] = []
  for (const jid of jids) {
    const person = await findStaff(turn.tx, jid)
    if (person) people.push(person)
  }
  return people
}

/** Tells all whom it concerns, but for those who know, and shows them how it stands. */
export async function tellConcerned(
  turn: Turn,
  issue: Issue,
  about: string,
  body: Say | string,
  { not = [], ...manner }: Manner & { not?: readonly string[] } = {},
): Promise<void> {
  const news = await newsOf(turn, issue, about)
  for (const person of await concerned(turn, issue)) {
    showIssue(turn, issue, person)
    if (!not.includes(person.jid)) tellOfIssue(turn, news, person, body, manner)
  }
}

/** The issue becomes a contact of somebody's. */
export function meet(turn: Turn, issue: Issue, person: Staff): void {
  const contact = issueAddress(issue.id)
  tell(turn, { kind: 'contact', to: person.jid, contact, name: `Issue #${issue.id} ${issue.type}` })
  showIssue(turn, issue, person)
}

/** It is a contact of his no longer. */
export function part(turn: Turn, issue: Issue, jid: string): void {
  const contact = issueAddress(issue.id)
  tell(turn, { kind: 'presence', to: jid, from: contact, show: 'unavailable', lang: 'en' })
  tell(turn, { kind: 'contact', to: jid, contact, name: null })
}

/** Whom an issue waits for, in words. */
export const waitsFor = { agent: 'waitsForAgent', visitor: 'waitsForVisitor' } as const

/** How it stands, as the presence of its address. */
export function showIssue(turn: Turn, issue: Issue, person: Staff): void {
  const { id, state, priority, type, waits } = issue
  const waiting = waits === null ? state : say('standing', { state, more: say(waitsFor[waits]) })
  const status = say('issueStatus', { state: waiting, priority, type })
  const show = state === 'closed' ? 'unavailable' : waits === null ? 'available' : 'xa'
  tell(turn, { kind: 'presence', to: person.jid, from: issueAddress(id), show, status, lang: person.lang })
}

/** All that its handler needs to begin: what it is, whence it comes, the key lines of its scene. */
export async function card(turn: Turn, issue: Issue): Promise<Say> {
  const { id, type, priority, state, content } = issue
  const [handler, agent] = [await nameOf(turn, issue.handler), await nameOf(turn, issue.agent)]
  const title = say('issueCard', { number: id, type, priority, state })
  const who = say('issuePeople', { handler, agent })
  const key = isPending(issue) ? 'issueAnswerWas' : 'issueAnswer'
  const answer = issue.answer === null ? [] : [say(key, { answer: issue.answer })]
  return lines(title, say('text', { text: content }), ...answer, who, ...(await keyLines(turn, issue)))
}

/** One of the staff, or a visitor who said that his question is not solved. */
export async function nameOf(turn: Turn, jid: string): Promise<string> {
  const person = await findStaff(turn.tx, jid)
  const visitor = person ? undefined : await findVisitor(turn.tx, jid)
  return person?.name ?? (visitor ? visitorName(visitor) : jid)
}
