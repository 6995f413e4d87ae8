// Transfer: an agent hands a conversation to another, who accepts or declines, or to a queue. The visitor notices nothing
// until somebody else answers him.
import { chatAddress, localOf } from '../model/address.ts'
import type { Conversation } from '../model/conversation.ts'
import { DeskError } from '../model/error.ts'
import { type Staff, visitorName } from '../model/person.ts'
import { able } from '../model/queue.ts'
import { digestLine } from '../model/reference.ts'
import { lines, say } from '../model/say.ts'
import { later, stamp } from '../model/time.ts'
import type { Key } from '../model/words/en.ts'
import { findConversation, handOver, insertEvent, markServedBy } from '../store/conversations.ts'
import { listLastMessages } from '../store/messages.ts'
import { findQueue, getQueue, listQueues } from '../store/queues.ts'
import { findStaff, listStaff } from '../store/staff.ts'
import { deleteTimers, putTimer } from '../store/timers.ts'
import { deleteGuest, insertTransfer, takeTransfer } from '../store/transfers.ts'
import { getVisitor } from '../store/visitors.ts'
import { introduce, listCandidates, startClocks } from './allocation.ts'
import { forgetContact } from './closing.ts'
import { heldBy } from './conversation.ts'
import { giveBack, passOn } from './reroute.ts'
import { type Turn, tell } from './turn.ts'

const offerSeconds = 30
const shown = 10

/** Offers the conversation to somebody who can take it, or puts it into a queue. Gives what came of it. */
export async function transfer(
  turn: Turn,
  agent: Staff,
  number: number,
  target: string,
  note: string,
): Promise<'offered' | 'moved'> {
  const conversation = await heldBy(turn, number, agent)
  const queue = await findQueue(turn.tx, target.toLowerCase())
  if (queue) {
    await markServedBy(turn.tx, number, queue.name)
    await giveBack(turn, conversation, agent, 'to queue', queue.name)
    await passOn(turn, number, agent.jid)
    return 'moved'
  }
  const colleague = await findColleague(turn, target)
  const possible = colleague && (await takers(turn, conversation, agent)).find(({ jid }) => jid === colleague.jid)
  if (!possible)
    throw new DeskError(
      'bad-request',
      say('transferNobody', { target, choices: await choices(turn, conversation, agent) }),
    )
  const offer = { conversation: number, from: agent.jid, to: possible.jid, note, at: stamp(turn.now) }
  if (!(await insertTransfer(turn.tx, offer))) throw new DeskError('conflict', say('transferPending', { number }))
  await putTimer(turn.tx, number, 'transfer', later(turn.now, offerSeconds))
  await offerTo(turn, conversation, agent, possible, note)
  return 'offered'
}

/** A colleague by the local part of his address, which is his alone, else by name. */
export async function findColleague(turn: Turn, word: string): Promise<Staff | undefined> {
  const wanted = word.toLowerCase()
  const staff = await listStaff(turn.tx)
  return staff.find(({ jid }) => localOf(jid) === wanted) ?? staff.find(({ name }) => name.toLowerCase() === wanted)
}

/** The agents of any queue who can take it now, except the one who has it. */
async function takers(turn: Turn, conversation: Conversation, agent: Staff): Promise<Staff[]> {
  const found = new Map<string, Staff>()
  for (const queue of await listQueues(turn.tx)) {
    for (const { staff } of able(await listCandidates(turn, queue.name), queue.capacity)) found.set(staff.jid, staff)
  }
  found.delete(agent.jid)
  return [...found.values()].filter(({ jid }) => jid !== conversation.agent)
}

async function choices(turn: Turn, conversation: Conversation, agent: Staff): Promise<string> {
  return (await targets(turn, conversation, agent)).join(', ')
}

async function targets(turn: Turn, conversation: Conversation, agent: Staff): Promise<string[]> {
  const people = (await takers(turn, conversation, agent)).map(({ jid }) => jid.split('@')[0] as string)
  return [...people, ...(await listQueues(turn.tx)).map(({ name }) => name)]
}

/** To whom and to which queues the agent can hand it now. */
export async function targetsNow(turn: Turn, agent: Staff, number: number): Promise<string[]> {
  return targets(turn, await heldBy(turn, number, agent), agent)
}

async function offerTo(turn: Turn, conversation: Conversation, from: Staff, to: Staff, note: string): Promise<void> {
  const visitor = await getVisitor(turn.tx, conversation.visitor)
  const said = (await listLastMessages(turn.tx, conversation.id, shown)).map(digestLine)
  const values = {
    name: from.name,
    number: conversation.id,
    visitor: visitorName(visitor),
    note,
    seconds: offerSeconds,
  }
  const body = lines(say('transferOffer', values), ...said, say('transferHow', values))
  const offer = { conversation: values.number, name: from.name, visitor: values.visitor, note, seconds: offerSeconds }
  tell(turn, { kind: 'message', to: to.jid, from: '', body, lang: to.lang, offer })
}

/** The one it was offered to takes it. */
export async function accept(turn: Turn, who: Staff, number: number): Promise<void> {
  const offer = await takeTransfer(turn.tx, number, who.jid)
  const conversation = await findConversation(turn.tx, number)
  const at = stamp(turn.now)
  if (!offer || !conversation || !(await handOver(turn.tx, number, offer.from, who.jid, at))) {
    throw new DeskError('not-found', say('transferNone', { number }))
  }
  await insertEvent(turn.tx, { conversation: number, what: 'transferred', who: who.jid, detail: offer.note, at })
  await deleteTimers(turn.tx, number)
  // He may have been a guest: from now on he would hear everything twice.
  await deleteGuest(turn.tx, number, who.jid)
  const former = await findStaff(turn.tx, offer.from)
  if (former) tellInChat(turn, number, former, 'transferAccepted', who.name)
  forgetContact(turn, number, offer.from)
  await introduce(turn, conversation, await getVisitor(turn.tx, conversation.visitor), who)
  await startClocks(turn, await getQueue(turn.tx, conversation.servedBy), number, false)
}

/** The one it was offered to does not take it: it stays where it is. */
export async function decline(turn: Turn, who: Staff, number: number): Promise<void> {
  const offer = await takeTransfer(turn.tx, number, who.jid)
  if (!offer) throw new DeskError('not-found', say('transferNone', { number }))
  await deleteTimers(turn.tx, number, ['transfer'])
  const former = await findStaff(turn.tx, offer.from)
  if (former) tellInChat(turn, number, former, 'transferDeclined', who.name)
}

/** Nobody said anything in time: it stays where it is. */
export async function endTransfer(turn: Turn, { id }: Conversation, why: Key): Promise<void> {
  const offer = await takeTransfer(turn.tx, id)
  if (!offer) return
  const [from, to] = [await findStaff(turn.tx, offer.from), await findStaff(turn.tx, offer.to)]
  if (from && to) tellInChat(turn, id, from, why, to.name)
}

function tellInChat(turn: Turn, number: number, to: Staff, key: Key, name: string): void {
  tell(turn, {
    kind: 'message',
    to: to.jid,
    from: chatAddress(number),
    body: say(key, { number, name }),
    lang: to.lang,
  })
}
