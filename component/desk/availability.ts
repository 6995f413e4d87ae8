// Availability: an agent's state from the presence of his clients, and what follows when it changes.
import { chatAddress } from '../model/address.ts'
import { isOpen } from '../model/hours.ts'
import { type Staff, type State, stateOf } from '../model/person.ts'
import { able } from '../model/queue.ts'
import { say } from '../model/say.ts'
import { stamp } from '../model/time.ts'
import { countByState, listActive, listWaiting } from '../store/conversations.ts'
import { listPendingOf } from '../store/issues.ts'
import { findQueue, getQueue, listQueues } from '../store/queues.ts'
import {
  deleteResource,
  findStaff,
  listConnected,
  listLost,
  listQueueStaff,
  listQueuesOf,
  listResources,
  listStaff,
  markIgnored,
  markLost,
  markOverride,
  markResourcesStale,
  markStaffLang,
  markState,
  putResource,
  takeStaleResources,
} from '../store/staff.ts'
import { findVisitor, getVisitor } from '../store/visitors.ts'
import { allocateWaiting, listCandidates, showVisitor } from './allocation.ts'
import { dropAnswers, takeAnswers } from './answer.ts'
import { showIssue } from './issue-news.ts'
import { leave, tellLeft } from './mailbox.ts'
import { repeatUnconfirmed } from './record.ts'
import { giveBack, passOn } from './reroute.ts'
import { type Turn, tell } from './turn.ts'

/** A client of somebody of the staff shows itself; who becomes normal hears what was left and gets who waits. */
export async function agentCame(
  turn: Turn,
  person: Staff,
  resource: string,
  { show, priority, lang }: { show: string; priority: number; lang: string | undefined },
): Promise<void> {
  const isNew = await putResource(turn.tx, person.jid, resource, { show, priority })
  await markLost(turn.tx, person.jid, null)
  if (lang !== undefined && lang !== person.lang) await markStaffLang(turn.tx, person.jid, lang)
  const now = { ...person, lang: lang ?? person.lang }
  const state = await settle(turn, now)
  if (isNew) await showDesk(turn, now)
  if (state === 'normal' && state !== person.state) await begin(turn, now)
}

/** He can work from now on: he hears what was left and what was answered, and gets who waits. */
async function begin(turn: Turn, person: Staff): Promise<void> {
  await tellLeft(turn, person)
  await takeAnswers(turn, person)
  await allocateWaiting(turn, await listQueuesOf(turn.tx, person.jid))
}

/** A client of somebody of the staff has gone: by his own will, or its connection was lost. */
export async function agentGone(
  turn: Turn,
  person: Staff,
  resource: string,
  { left }: { left: boolean },
): Promise<void> {
  if (!(await deleteResource(turn.tx, person.jid, resource))) return
  if ((await settle(turn, person)) !== 'exit') return
  if (left) await exit(turn, person)
  else await lose(turn, person)
}

/** His connection was lost: until the grace time is over he counts as busy, and keeps what he has. */
async function lose(turn: Turn, { jid }: Staff): Promise<void> {
  await markLost(turn.tx, jid, stamp(turn.now))
  await markState(turn.tx, jid, 'busy', stamp(turn.now))
}

/** He is gone: what he had goes to others, and where nobody is in any more, who waits becomes a left message. */
async function exit(turn: Turn, person: Staff): Promise<void> {
  await markState(turn.tx, person.jid, 'exit', stamp(turn.now))
  await giveBackAll(turn, person)
  await dropAnswers(turn, person)
  for (const name of await listQueuesOf(turn.tx, person.jid)) {
    if (await isStaffed(turn, name)) continue
    const queue = await getQueue(turn.tx, name)
    for (const conversation of await listWaiting(turn.tx, name)) {
      await leave(turn, conversation, await getVisitor(turn.tx, conversation.visitor), queue)
    }
  }
}

async function isStaffed(turn: Turn, queue: string): Promise<boolean> {
  return (await listQueueStaff(turn.tx, queue)).some(({ state, roles }) => state !== 'exit' && roles.includes('agent'))
}

/** Brings the stored state in step with his choice and his clients. */
async function settle(turn: Turn, person: Staff): Promise<State> {
  const state = stateOf(await listResources(turn.tx, person.jid), person.override)
  await markState(turn.tx, person.jid, state, stamp(turn.now))
  return state
}

/** The desk as a contact, and each of his conversations with its visitor's presence. */
export async function showDesk(turn: Turn, person: Staff): Promise<void> {
  await showPlaces(turn, person)
  for (const conversation of await listActive(turn.tx, person.jid)) {
    await showVisitor(turn, chatAddress(conversation.id), await getVisitor(turn.tx, conversation.visitor), person)
  }
}

/** The contacts that are nobody: the desk itself, and his issues. */
async function showPlaces(turn: Turn, person: Staff): Promise<void> {
  await showBoard(turn, person)
  for (const issue of await listPendingOf(turn.tx, person.jid)) showIssue(turn, issue, person)
}

async function board(turn: Turn) {
  const normal = (await listStaff(turn.tx)).filter(
    (person) => person.state === 'normal' && person.roles.includes('agent'),
  )
  return { normal: normal.length, ...(await countByState(turn.tx)) }
}

async function showBoard(turn: Turn, person: Staff): Promise<void> {
  const status = say('board', await board(turn))
  tell(turn, { kind: 'presence', to: person.jid, from: '', show: 'available', status, lang: person.lang })
}

/** What the desk's and the queues' presence say now, as text that changes when they do. */
export async function summary(turn: Turn): Promise<string> {
  const parts: unknown[] = [await board(turn)]
  for (const { name } of await listQueues(turn.tx)) parts.push(await queueShow(turn, name))
  return JSON.stringify(parts)
}

/** Shows everybody who is connected how the desk and its queues stand. */
export async function showAll(turn: Turn): Promise<void> {
  const staff = new Map((await listStaff(turn.tx)).map((person) => [person.jid, person]))
  const queues = await listQueues(turn.tx)
  for (const jid of await listConnected(turn.tx)) {
    const person = staff.get(jid)
    if (person) await showBoard(turn, person)
    else for (const { name } of queues) await showQueue(turn, name, jid)
  }
}

/** Whether somebody of a queue can answer now. Truly: open by its hours, and somebody there who can answer now, or who is only busy. */
export async function queueShow(turn: Turn, name: string): Promise<'available' | 'dnd' | 'xa'> {
  const queue = await findQueue(turn.tx, name)
  if (!queue || !isOpen(queue.hours, turn.now)) return 'xa'
  const candidates = (await listCandidates(turn, name)).filter(({ staff }) => staff.roles.includes('agent'))
  if (able(candidates, queue.capacity).length > 0) return 'available'
  return candidates.some(({ staff }) => staff.state !== 'exit') ? 'dnd' : 'xa'
}

/** Shows a visitor whether somebody of a queue is in. */
export async function showQueue(turn: Turn, queue: string, to: string): Promise<void> {
  const show = await queueShow(turn, queue)
  const status = say(({ available: 'queueOpen', dnd: 'queueBusy', xa: 'queueAway' } as const)[show])
  const visitor = await findVisitor(turn.tx, to.split('/')[0] ?? to)
  tell(turn, { kind: 'presence', to, from: queue, show, status, lang: visitor?.lang ?? 'en' })
}

/** All conversations of an agent who has gone go to others. */
async function giveBackAll(turn: Turn, person: Staff): Promise<void> {
  await markLost(turn.tx, person.jid, null)
  for (const conversation of await listActive(turn.tx, person.jid)) {
    if (!(await giveBack(turn, conversation, person, 'given back'))) continue
    const body = say('chatGivenBack', { number: conversation.id })
    tell(turn, { kind: 'message', to: person.jid, from: '', body, lang: person.lang })
    await passOn(turn, conversation.id, person.jid)
  }
}

/** His own choice of state, which wins over his clients' presence while he is connected; null leaves it to them. */
export async function chooseState(turn: Turn, person: Staff, override: 'normal' | 'busy' | null): Promise<State> {
  await markOverride(turn.tx, person.jid, override)
  await markIgnored(turn.tx, person.jid, 0)
  const state = await settle(turn, { ...person, override })
  if (state === 'normal' && person.state !== 'normal') await begin(turn, person)
  return state
}

/** Those who vanished without a word longer ago than the grace time lose their conversations. */
export async function giveBackLost(turn: Turn, graceSeconds: number): Promise<void> {
  const until = stamp(new Date(turn.now.getTime() - graceSeconds * 1000))
  for (const person of await listLost(turn.tx, until)) await exit(turn, person)
}

/** The desk is connected again: nothing is known for sure, so everybody is asked to show himself. */
export async function lookAround(turn: Turn): Promise<void> {
  const connected = await listConnected(turn.tx)
  await repeatUnconfirmed(turn, connected)
  await markResourcesStale(turn.tx)
  const staff = await listStaff(turn.tx)
  // A client that signed in again meanwhile, under its old resource, saw none of them, and is no news when it answers. Visitors
  // are shown when they answer.
  for (const person of staff) if (connected.includes(person.jid)) await showPlaces(turn, person)
  const everybody = new Set([...staff.map(({ jid }) => jid), ...connected])
  for (const jid of everybody) tell(turn, { kind: 'probe', to: jid, from: '' })
}

/** Some time after `lookAround`: whoever did not show himself is gone. */
export async function forgetSilent(turn: Turn): Promise<void> {
  for (const jid of await takeStaleResources(turn.tx)) {
    const person = await findStaff(turn.tx, jid)
    if (person && (await settle(turn, person)) === 'exit') await lose(turn, person)
  }
}
