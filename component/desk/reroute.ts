// Re-routing: what happens when time passes. Every timer is in the database; whoever takes it does what it stands for.
import { chatAddress } from '../model/address.ts'
import type { ChatHappening, Conversation } from '../model/conversation.ts'
import { type Staff, visitorName } from '../model/person.ts'
import { type Say, say } from '../model/say.ts'
import { age, stamp } from '../model/time.ts'
import { findConversation, insertEvent, markServedBy, takeBackConversation } from '../store/conversations.ts'
import { getQueue } from '../store/queues.ts'
import { findStaff, listQueueStaff, markIgnored, markOverride, markState } from '../store/staff.ts'
import { deleteTimers, listDue, type TimerKind, takeTimer } from '../store/timers.ts'
import { deleteTransfer } from '../store/transfers.ts'
import { getVisitor } from '../store/visitors.ts'
import { allocate } from './allocation.ts'
import { forgetContact } from './closing.ts'
import { dismissGuests } from './guests.ts'
import { leave, tellVisitor } from './mailbox.ts'
import { endTransfer } from './transfer.ts'
import { type Turn, tell } from './turn.ts'

const atOnce = 50
const patienceWithIgnoring = 3

/** Does what is due. */
export async function runTimers(turn: Turn): Promise<void> {
  const now = stamp(turn.now)
  for (const { conversation: id, kind } of await listDue(turn.tx, now, atOnce)) {
    if (!(await takeTimer(turn.tx, id, kind, now))) continue
    const conversation = await findConversation(turn.tx, id)
    if (conversation) await due[kind](turn, conversation)
  }
}

const due: Record<TimerKind, (turn: Turn, conversation: Conversation) => Promise<void>> = {
  patience: patienceOver,
  nudge,
  reroute: noAnswer,
  lapse,
  transfer: (turn, conversation) => endTransfer(turn, conversation, 'transferSilent'),
}

/** Waited long enough: to the overflow queue once, else to the mailbox. */
async function patienceOver(turn: Turn, conversation: Conversation): Promise<void> {
  if (conversation.state !== 'waiting') return
  const queue = await getQueue(turn.tx, conversation.servedBy)
  const visitor = await getVisitor(turn.tx, conversation.visitor)
  if (queue.overflow === null) return leave(turn, conversation, visitor, queue)
  // The visitor goes on writing to the queue he knows; only who answers is another matter.
  const overflow = await getQueue(turn.tx, queue.overflow)
  const able = (await listQueueStaff(turn.tx, overflow.name)).some(({ state }) => state === 'normal')
  if (!able) return leave(turn, conversation, visitor, queue)
  await markServedBy(turn.tx, conversation.id, overflow.name)
  await allocate(turn, { ...conversation, servedBy: overflow.name }, visitor)
}

async function nudge(turn: Turn, conversation: Conversation): Promise<void> {
  const agent = await waitingFor(turn, conversation)
  if (!agent) return
  const { nudge: after, reroute } = await getQueue(turn.tx, conversation.servedBy)
  const name = visitorName(await getVisitor(turn.tx, conversation.visitor))
  const values = { name, waited: age(conversation.stateAt, turn.now), seconds: Math.max(0, reroute - after) }
  tellInChat(turn, conversation, agent, say('nudge', values))
}

/** The agent, if he has not answered yet. */
async function waitingFor(turn: Turn, { state, agent, answered }: Conversation): Promise<Staff | undefined> {
  return state === 'active' && agent !== null && !answered ? findStaff(turn.tx, agent) : undefined
}

function tellInChat(turn: Turn, { id }: Conversation, agent: Staff, body: Say): void {
  tell(turn, { kind: 'message', to: agent.jid, from: chatAddress(id), body, lang: agent.lang })
}

/** No first answer in time: somebody else gets it, else it becomes a left message. */
async function noAnswer(turn: Turn, conversation: Conversation): Promise<void> {
  const agent = await waitingFor(turn, conversation)
  if (!agent || !(await giveBack(turn, conversation, agent, 'not answered'))) return
  tell(turn, {
    kind: 'message',
    to: agent.jid,
    from: '',
    body: say('gaveAway', { number: conversation.id }),
    lang: agent.lang,
  })
  await countIgnored(turn, agent)
  await passOn(turn, conversation.id, agent.jid)
}

/** Who lets three go in a row is not there, whatever his client says. */
async function countIgnored(turn: Turn, agent: Staff): Promise<void> {
  await markIgnored(turn.tx, agent.jid, agent.ignored + 1)
  if (agent.ignored + 1 < patienceWithIgnoring) return
  await markIgnored(turn.tx, agent.jid, 0)
  await markOverride(turn.tx, agent.jid, 'busy')
  if (agent.state === 'normal') await markState(turn.tx, agent.jid, 'busy', stamp(turn.now))
  tell(turn, { kind: 'message', to: agent.jid, from: '', body: say('madeBusy'), lang: agent.lang })
}

/** The conversation leaves its agent and waits for another. True when it was his. */
export async function giveBack(
  turn: Turn,
  { id }: Conversation,
  agent: Staff,
  why: ChatHappening,
  detail?: string,
): Promise<boolean> {
  const at = stamp(turn.now)
  if (!(await takeBackConversation(turn.tx, id, agent.jid, at))) return false
  await insertEvent(turn.tx, {
    conversation: id,
    what: why,
    who: agent.jid,
    at,
    ...(detail === undefined ? {} : { detail }),
  })
  await deleteTimers(turn.tx, id)
  // What he offered to a colleague is no longer his to give.
  await deleteTransfer(turn.tx, id)
  forgetContact(turn, id, agent.jid)
  await dismissGuests(turn, id)
  return true
}

/** Finds another for a conversation that was given back; the visitor reads one line about it at most. */
export async function passOn(turn: Turn, id: number, not?: string): Promise<void> {
  const conversation = await findConversation(turn.tx, id)
  if (!conversation) return
  const visitor = await getVisitor(turn.tx, conversation.visitor)
  const got = await allocate(turn, conversation, visitor, not === undefined ? {} : { not })
  if (got) await tellVisitor(turn, conversation, visitor, 'moved', say('visitorMoved'))
}

/** A claim that was not answered: it is free again, and announced. */
async function lapse(turn: Turn, conversation: Conversation): Promise<void> {
  const agent = await waitingFor(turn, conversation)
  if (!agent) return
  const at = stamp(turn.now)
  if (!(await takeBackConversation(turn.tx, conversation.id, agent.jid, at, 'left'))) return
  await insertEvent(turn.tx, { conversation: conversation.id, what: 'claim lapsed', who: agent.jid, at })
  await deleteTransfer(turn.tx, conversation.id)
  forgetContact(turn, conversation.id, agent.jid)
  for (const { jid, state, lang } of await listQueueStaff(turn.tx, conversation.servedBy)) {
    if (state !== 'normal') continue
    tell(turn, {
      kind: 'message',
      to: jid,
      from: '',
      body: say('lapsed', { number: conversation.id, name: agent.name }),
      lang,
    })
  }
}

/** The agent answered: no clock runs for this conversation any more. */
export async function answered(turn: Turn, id: number, agent: Staff): Promise<void> {
  await insertEvent(turn.tx, { conversation: id, what: 'answered', who: agent.jid, at: stamp(turn.now) })
  await deleteTimers(turn.tx, id, ['nudge', 'reroute', 'lapse'])
  await markIgnored(turn.tx, agent.jid, 0)
}
