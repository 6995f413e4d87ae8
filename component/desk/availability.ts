// Availability: an agent's state from the presence of his clients, and what follows when it changes.
import { chatAddress } from '../model/address.ts'
import { type Staff, type State, stateOf } from '../model/person.ts'
import { say } from '../model/say.ts'
import { stamp } from '../model/time.ts'
import {
  countByState,
  findConversation,
  insertEvent,
  listActive,
  takeBackConversation,
} from '../store/conversations.ts'
import { listQueues } from '../store/queues.ts'
import {
  deleteResource,
  findStaff,
  listConnected,
  listLost,
  listQueueStaff,
  listResources,
  listStaff,
  markLost,
  markResourcesStale,
  markStaffLang,
  markState,
  putResource,
  takeStaleResources,
} from '../store/staff.ts'
import { findVisitor, getVisitor } from '../store/visitors.ts'
import { allocate, allocateWaiting, showVisitor } from './allocation.ts'
import { forgetContact } from './conversation.ts'
import { tellLeft, tellVisitor } from './mailbox.ts'
import { repeatUnconfirmed } from './record.ts'
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
  if (state === 'normal' && state !== person.state) {
    await tellLeft(turn, now)
    await allocateWaiting(turn, person.jid)
  }
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
  if (left) await giveBackAll(turn, person)
  else await markLost(turn.tx, person.jid, stamp(turn.now))
}

/** Brings the stored state in step with the clients. */
async function settle(turn: Turn, person: Staff): Promise<State> {
  const state = stateOf(await listResources(turn.tx, person.jid))
  await markState(turn.tx, person.jid, state)
  return state
}

/** The desk as a contact, and each of his conversations with its visitor's presence. */
export async function showDesk(turn: Turn, person: Staff): Promise<void> {
  await showBoard(turn, person)
  for (const conversation of await listActive(turn.tx, person.jid)) {
    await showVisitor(turn, chatAddress(conversation.id), await getVisitor(turn.tx, conversation.visitor), person)
  }
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

async function queueShow(turn: Turn, queue: string): Promise<'available' | 'dnd' | 'xa'> {
  const staff = await listQueueStaff(turn.tx, queue)
  if (staff.some(({ state }) => state === 'normal')) return 'available'
  return staff.some(({ state }) => state === 'busy') ? 'dnd' : 'xa'
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
  const at = stamp(turn.now)
  for (const { id } of await listActive(turn.tx, person.jid)) {
    if (!(await takeBackConversation(turn.tx, id, person.jid, at))) continue
    await insertEvent(turn.tx, { conversation: id, what: 'given back', who: person.jid, at })
    const conversation = await findConversation(turn.tx, id)
    if (!conversation) continue
    const visitor = await getVisitor(turn.tx, conversation.visitor)
    tell(turn, {
      kind: 'message',
      to: person.jid,
      from: '',
      body: say('chatGivenBack', { number: id }),
      lang: person.lang,
    })
    forgetContact(turn, id, person.jid)
    if (await allocate(turn, conversation, visitor))
      await tellVisitor(turn, conversation, visitor, 'moved', say('visitorMoved'))
  }
}

/** Those who vanished without a word longer ago than the grace time lose their conversations. */
export async function giveBackLost(turn: Turn, graceSeconds: number): Promise<void> {
  const until = stamp(new Date(turn.now.getTime() - graceSeconds * 1000))
  for (const person of await listLost(turn.tx, until)) await giveBackAll(turn, person)
}

/** The desk is connected again: nothing is known for sure, so everybody is asked to show himself. */
export async function lookAround(turn: Turn): Promise<void> {
  const connected = await listConnected(turn.tx)
  await repeatUnconfirmed(turn, connected)
  await markResourcesStale(turn.tx)
  const staff = (await listStaff(turn.tx)).map(({ jid }) => jid)
  for (const jid of new Set([...staff, ...connected])) tell(turn, { kind: 'probe', to: jid, from: '' })
}

/** Some time after `lookAround`: whoever did not show himself is gone. */
export async function forgetSilent(turn: Turn): Promise<void> {
  for (const jid of await takeStaleResources(turn.tx)) {
    const person = await findStaff(turn.tx, jid)
    if (person && (await settle(turn, person)) === 'exit') await markLost(turn.tx, jid, stamp(turn.now))
  }
}
