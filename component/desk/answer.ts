// The way back: an issue's answer goes to an agent, and with him to every visitor who waits for it.
import type { Conversation } from '../model/conversation.ts'
import { DeskError } from '../model/error.ts'
import { type Issue, isPending, type Scene } from '../model/issue.ts'
import { type Filled, type Staff, stateOf, type Visitor, visitorName } from '../model/person.ts'
import { able } from '../model/queue.ts'
import { lines, means, type Say, say } from '../model/say.ts'
import { stamp } from '../model/time.ts'
import { findConversation, findOpenConversation, insertEvent, markReopened } from '../store/conversations.ts'
import { insertIssueEvent } from '../store/issue-events.ts'
import { findIssue, listIssuesWhere, markBearer, markWaits } from '../store/issues.ts'
import { findQueue } from '../store/queues.ts'
import {
  findLastTold,
  findSceneTold,
  listScenes,
  listScenesOf,
  listToldUnreceived,
  markReceived,
  markTold,
} from '../store/scenes.ts'
import { findStaff, listQueuesOf, listResources } from '../store/staff.ts'
import { getVisitor } from '../store/visitors.ts'
import { sayAs } from './agent-says.ts'
import { connect, listCandidates } from './allocation.ts'
import { done, endIssue, filedBy, leaves, openAgain } from './handling.ts'
import { card, meet, nameOf, newsOf, tellConcerned, tellOfIssue } from './issue-news.ts'
import { tellVisitor } from './mailbox.ts'
import type { Turn } from './turn.ts'

/** A resolved issue goes to who filed it; if he has gone, to another of the queue; else to the first who comes. */
export async function carry(turn: Turn, issue: Issue, by: Staff): Promise<void> {
  const bearer = await choose(turn, issue)
  const name = by.name
  const words = say('issueResolved', { number: issue.id, name, answer: issue.answer ?? '' })
  await tellConcerned(turn, issue, 'resolved', words, { not: [by.jid, issue.agent, ...(bearer ? [bearer.jid] : [])] })
  if (bearer) return give(turn, issue, bearer)
  // Who filed it reads it when he comes, in whatever state.
  const filer = await findStaff(turn.tx, issue.agent)
  if (filer) tellOfIssue(turn, await newsOf(turn, issue, 'resolved'), filer, words)
}

/** Who takes the answer on: nobody when the queue's people are all away. */
async function choose(turn: Turn, issue: Issue): Promise<Staff | undefined> {
  const filer = await findStaff(turn.tx, issue.agent)
  const queue = issue.queue === null ? undefined : await findQueue(turn.tx, issue.queue)
  if (filer && (filer.state !== 'exit' || !queue)) return filer
  const free = queue ? able(await listCandidates(turn, queue.name), Number.POSITIVE_INFINITY) : []
  return free[Math.floor(turn.random() * free.length)]?.staff
}

/** The answer is this agent's to bring; he reads it with the scene, unless he has read it. */
async function give(turn: Turn, issue: Issue, bearer: Staff, knows = false): Promise<void> {
  if (!(await markBearer(turn.tx, issue.id, issue.bearer, bearer.jid))) return
  const now = { ...issue, bearer: bearer.jid }
  if (bearer.jid !== issue.agent) {
    await insertIssueEvent(turn.tx, { issue: issue.id, what: 'carried', who: bearer.jid, at: stamp(turn.now) })
  }
  meet(turn, now, bearer)
  const handler = await nameOf(turn, issue.handler)
  const how = (await listScenes(turn.tx, issue.id)).length > 0 ? 'answerHow' : 'answerHowNobody'
  const words = say('issueResolved', { number: issue.id, name: handler, answer: issue.answer ?? '' })
  // The answer is in these words already.
  const first = knows ? [say('answerYours', { number: issue.id })] : [words, await card(turn, { ...now, answer: null })]
  const body = lines(first[0] as Say, ...first.slice(1), say(how, { number: issue.id }))
  tellOfIssue(turn, await newsOf(turn, now, 'resolved'), bearer, body)
}

/** An agent came in: the answers that nobody takes on in his queues, and those he filed, are his to bring. */
export async function takeAnswers(turn: Turn, agent: Staff): Promise<void> {
  const waiting = await listIssuesWhere(turn.tx, { state: 'resolved', bearer: null })
  if (waiting.length === 0) return
  const queues = await listQueuesOf(turn.tx, agent.jid)
  for (const issue of waiting) {
    if (issue.agent === agent.jid || (issue.queue !== null && queues.includes(issue.queue)))
      await give(turn, issue, agent, issue.agent === agent.jid)
  }
}

/** An agent has gone: the answers he has not brought go to others. */
export async function dropAnswers(turn: Turn, agent: Staff): Promise<void> {
  for (const issue of await listIssuesWhere(turn.tx, { state: 'resolved', bearer: agent.jid })) {
    if (issue.queue === null || (await isTold(turn, issue.id))) continue
    if (!(await markBearer(turn.tx, issue.id, agent.jid, null))) continue
    const free: Issue = { ...issue, bearer: null }
    const other = await choose(turn, free)
    if (other) await give(turn, free, other)
    await leaves(turn, issue.id, agent.jid)
  }
}

const isTold = async (turn: Turn, issue: number): Promise<boolean> =>
  (await listScenes(turn.tx, issue)).every(({ told }) => told !== null)

/** What the agent says goes to all the visitors of the issue, each in his thread; without words the answer itself. */
export async function tellVisitors(turn: Turn, who: Staff, number: number, text: string | undefined): Promise<Say> {
  const issue = await filedBy(turn, who, number)
  const body = text ?? (isPending(issue) ? null : issue.answer)
  if (body === null) return say('tellNothing', { number })
  const scenes = await listScenes(turn.tx, number)
  if (scenes.length === 0) return say('tellNobody', { number })
  const told: Say[] = []
  // Who was told before is not told again for the sake of one who came later; but when all were, the agent means them all.
  const untold = issue.state === 'resolved' ? scenes.filter((scene) => scene.told === null) : []
  for (const scene of untold.length > 0 ? untold : scenes) told.push(await tellOne(turn, who, issue, scene, body))
  if (issue.waits === 'agent') await markWaits(turn.tx, number, 'agent', 'visitor')
  await done(turn, who, number, 'told', say('issueTold', { number, name: who.name, text: body }), body)
  return lines(say('told', { number }), ...told)
}

/** One visitor is told; gives whether he is there. */
async function tellOne(turn: Turn, agent: Staff, issue: Issue, scene: Scene, body: string): Promise<Say> {
  const { conversation, visitor } = await reach(turn, agent, scene.conversation)
  const message = await sayAs(turn, conversation, visitor, agent, { body, lang: agent.lang })
  if (issue.state === 'resolved') await markTold(turn.tx, scene, message)
  if (issue.state === 'resolved') await askWhetherSolved(turn, conversation, visitor)
  const isAway = visitor.held || stateOf(await listResources(turn.tx, visitor.jid)) === 'exit'
  return say(isAway ? 'toldAway' : 'toldThere', { name: visitorName(visitor), number: conversation.id })
}

const askWhetherSolved = (turn: Turn, conversation: Conversation, visitor: Visitor): Promise<number> =>
  tellVisitor(turn, conversation, visitor, 'solved', say('visitorSolved'))

/** A conversation with the visitor in which the agent can speak: the one that is open, else that one opened again. */
async function reach(
  turn: Turn,
  agent: Staff,
  number: number,
): Promise<{ conversation: Conversation; visitor: Visitor }> {
  const was = (await findConversation(turn.tx, number)) as Conversation
  const visitor = await getVisitor(turn.tx, was.visitor)
  if (visitor.erasedAt !== null) throw new DeskError('conflict', say('visitorErased', { number: visitor.id }))
  const at = stamp(turn.now)
  let conversation = (await findOpenConversation(turn.tx, visitor.id, was.queue)) ?? was
  if (conversation.state === 'closed' && (await markReopened(turn.tx, number, at))) {
    await insertEvent(turn.tx, { conversation: number, what: 'contacted', who: agent.jid, at })
    conversation = { ...conversation, state: 'waiting', agent: null, stateAt: at }
  }
  if (conversation.state !== 'active') await connect(turn, conversation, visitor, agent)
  return { conversation: (await findConversation(turn.tx, conversation.id)) ?? conversation, visitor }
}

/** A closed conversation is opened again by the agent who has an answer for its visitor. Gives it, if it was. */
export async function reopenToAnswer(turn: Turn, number: number, agent: Staff): Promise<Conversation | undefined> {
  for (const { issue: id } of await listScenesOf(turn.tx, number)) {
    const issue = await findIssue(turn.tx, id)
    if (issue?.state === 'resolved' && issue.bearer === agent.jid)
      return (await reach(turn, agent, number)).conversation
  }
  return undefined
}

/** What an agent says in a conversation's window tells the visitor the answer, if there is one; in `conversation`, which may be a newer one. */
export async function toldByWords(
  turn: Turn,
  number: number,
  conversation: Conversation,
  agent: Staff,
  message: number,
  body: string,
): Promise<void> {
  for (const scene of await listScenesOf(turn.tx, number)) {
    const issue = scene.told === null ? await findIssue(turn.tx, scene.issue) : undefined
    if (issue?.state !== 'resolved' || !(await markTold(turn.tx, scene, message))) continue
    const words = say('issueTold', { number: issue.id, name: agent.name, text: body })
    await done(turn, agent, issue.id, 'told', words, body)
    await askWhetherSolved(turn, conversation, await getVisitor(turn.tx, conversation.visitor))
  }
}

/** The visitor has got a message: if it was the answer, and all have got it, the issue is closed. */
export async function answerReceived(turn: Turn, message: number): Promise<void> {
  for (const scene of await findSceneTold(turn.tx, message)) await sceneReceived(turn, scene)
}

/** A message went out by e-mail too; where it was an answer, that is written down. */
export async function answerMailed(turn: Turn, message: number): Promise<void> {
  for (const { issue, known } of await findSceneTold(turn.tx, message))
    await insertIssueEvent(turn.tx, { issue, what: 'mailed', who: null, detail: known.visitor, at: stamp(turn.now) })
}

/** What a visitor says may be about an answer he was told, that it came or solved nothing; or be what an issue waits for. */
export async function aboutAnswer(
  turn: Turn,
  visitor: Visitor,
  queue: string,
  { id }: Conversation,
  body: string,
): Promise<void> {
  // In this order: what is not solved is not closed a moment before.
  if (means('notSolvedWords', body) && (await notSolved(turn, visitor, queue, body))) return
  // A client that confirms nothing: what was told before he wrote, he has got.
  if (!visitor.receipts) for (const scene of await listToldUnreceived(turn.tx, id)) await sceneReceived(turn, scene)
  await visitorAnswered(turn, visitor, id)
}

/** What was asked of the visitor is with the agent now; the clocks stand still until the handler has it. */
async function visitorAnswered(turn: Turn, visitor: Visitor, conversation: number): Promise<void> {
  for (const { issue: id } of await listScenesOf(turn.tx, conversation)) {
    if (!(await markWaits(turn.tx, id, 'visitor', 'agent'))) continue
    await insertIssueEvent(turn.tx, { issue: id, what: 'answered', who: visitor.jid, at: stamp(turn.now) })
    const issue = await findIssue(turn.tx, id)
    const words = say('visitorAnswered', { number: id, name: visitorName(visitor), conversation })
    if (issue) await tellConcerned(turn, issue, 'answered', words, { not: [issue.handler] })
  }
}

async function sceneReceived(turn: Turn, scene: Scene): Promise<void> {
  const at = stamp(turn.now)
  if (!(await markReceived(turn.tx, scene, at))) return
  const { visitor } = scene.known
  await insertIssueEvent(turn.tx, { issue: scene.issue, what: 'received', who: null, detail: visitor, at })
  const issue = await findIssue(turn.tx, scene.issue)
  const open = (await listScenes(turn.tx, scene.issue)).some(({ receivedAt }) => receivedAt === null)
  if (issue?.state !== 'resolved' || open) return
  if (await endIssue(turn, issue, say('issueReceived', { number: issue.id, name: visitor }), null))
    await insertIssueEvent(turn.tx, { issue: issue.id, what: 'closed', who: null, at })
}

const days = 14

async function lastTold(turn: Turn, visitor: Visitor, queue: string): Promise<Scene | undefined> {
  return findLastTold(turn.tx, visitor.id, queue, stamp(new Date(turn.now.getTime() - days * 86_400_000)))
}

/** The visitor says that it is not solved: the issue he was told of last is open again. False when there is none. */
export async function notSolved(turn: Turn, visitor: Visitor, queue: string, words: string): Promise<boolean> {
  const scene = await lastTold(turn, visitor, queue)
  const issue = scene && (await findIssue(turn.tx, scene.issue))
  if (!issue || (issue.state !== 'resolved' && issue.state !== 'closed')) return false
  const name = visitorName(visitor)
  await openAgain(
    turn,
    issue,
    visitor.jid,
    say('issueNotSolved', { number: issue.id, name, why: words }),
    'not solved',
    words,
  )
  const conversation = await findConversation(turn.tx, scene.conversation)
  if (conversation) await tellVisitor(turn, conversation, visitor, 'kept', say('visitorNotSolved'))
  return true
}

/** What the visitor says by the form that came with the answer: it is solved, so he has got it; or it is not. */
export async function saysSolved(turn: Turn, visitor: Visitor, queue: string, given: Filled): Promise<void> {
  const value = given.solved?.trim() ?? ''
  if (!['yes', 'no'].includes(value)) throw new DeskError('bad-request', say('solvedWrong', { value }))
  const scene = await lastTold(turn, visitor, queue)
  if (!scene) throw new DeskError('not-found', say('solvedNothing'))
  if (value === 'yes') return sceneReceived(turn, scene)
  await notSolved(turn, visitor, queue, given.words?.trim() ?? '')
}
