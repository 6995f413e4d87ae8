// The allocation module: connects a conversation with one of the normal agents of its queue, picked by its policy.
import { chatAddress, messageId } from '../model/address.ts'
import type { Conversation } from '../model/conversation.ts'
import { isOpen } from '../model/hours.ts'
import { type Staff, stateOf, type Visitor, visitorName } from '../model/person.ts'
import { able, type Candidate, choose, type Queue } from '../model/queue.ts'
import { digestLine } from '../model/reference.ts'
import { lines, render, say } from '../model/say.ts'
import { later, stamp } from '../model/time.ts'
import {
  countEarlier,
  findLastAgent,
  insertEvent,
  listLoads,
  listWaiting,
  takeConversation,
} from '../store/conversations.ts'
import { listLastMessages } from '../store/messages.ts'
import { findText, getQueue } from '../store/queues.ts'
import { listQueueStaff, listResources } from '../store/staff.ts'
import { deleteTimers, putTimer, type TimerKind } from '../store/timers.ts'
import { getVisitor } from '../store/visitors.ts'
import { leave, sendToAgent, tellPositions, tellVisitor, wait } from './mailbox.ts'
import { type Turn, tell } from './turn.ts'

const digestLines = 10

export interface How {
  /** Not to him: he just let it go. */
  not?: string
  /** To him if he can: he had it a moment ago. */
  prefer?: string | null
}

/**
 * Gives the conversation, which nobody has, to one of the agents of its queue who can take it, by the queue's policy;
 * else it waits if somebody is in, else it goes to the mailbox. Says so to those concerned. True when an agent got it.
 */
export async function allocate(
  turn: Turn,
  conversation: Conversation,
  visitor: Visitor,
  how: How = {},
): Promise<boolean> {
  const queue = await getQueue(turn.tx, conversation.servedBy)
  const candidates = (await listCandidates(turn, queue.name)).filter(({ staff }) => staff.jid !== how.not)
  const free = isOpen(queue.hours, turn.now) ? able(candidates, queue.capacity) : []
  const preferred = free.find(({ staff }) => staff.jid === how.prefer)
  const lastAgent = queue.policy === 'last-agent' ? await findLastAgent(turn.tx, visitor.id) : null
  const chosen = preferred ?? choose(queue.policy, free, lastAgent, turn.random)
  if (chosen) return connect(turn, conversation, visitor, chosen.staff)
  if (conversation.state === 'left') return false
  const staffed = candidates.some(({ staff }) => staff.state !== 'exit' && staff.roles.includes('agent'))
  if (staffed && isOpen(queue.hours, turn.now)) await wait(turn, conversation, visitor, queue)
  else await leave(turn, conversation, visitor, queue)
  return false
}

/** The staff of a queue with what each has to do. */
export async function listCandidates(turn: Turn, queue: string): Promise<Candidate[]> {
  const loads = await listLoads(turn.tx)
  const staff = await listQueueStaff(turn.tx, queue)
  return staff.map((person) => ({ staff: person, ...(loads.get(person.jid) ?? { load: 0, assignedAt: null }) }))
}

/** Connects the two, unless somebody else was quicker. True when this call did. */
export async function connect(
  turn: Turn,
  conversation: Conversation,
  visitor: Visitor,
  agent: Staff,
): Promise<boolean> {
  const { id, state, stateAt } = conversation
  const at = stamp(turn.now)
  const waited = state === 'waiting' ? Math.round((turn.now.getTime() - Date.parse(stateAt)) / 1000) : null
  if (!(await takeConversation(turn.tx, id, agent.jid, at, waited))) return false
  await insertEvent(turn.tx, { conversation: id, what: state === 'left' ? 'claimed' : 'assigned', who: agent.jid, at })
  await introduce(turn, conversation, visitor, agent)
  await startClocks(turn, await getQueue(turn.tx, conversation.servedBy), id, state === 'left')
  if (conversation.lastAgent === null) await greet(turn, conversation, visitor)
  return true
}

/** The agent has so long for his first answer. */
export async function startClocks(turn: Turn, queue: Queue, conversation: number, claimed: boolean): Promise<void> {
  await deleteTimers(turn.tx, conversation)
  const set = (kind: TimerKind, seconds: number) => putTimer(turn.tx, conversation, kind, later(turn.now, seconds))
  if (claimed) return set('lapse', queue.lapse)
  await set('nudge', queue.nudge)
  await set('reroute', queue.reroute)
}

async function greet(turn: Turn, conversation: Conversation, visitor: Visitor): Promise<void> {
  const greeting = await findText(turn.tx, conversation.queue, 'greeting', visitor.lang)
  if (greeting !== undefined) await tellVisitor(turn, conversation, visitor, 'greeting', greeting)
}

/** The agent sees the visitor as a contact, his presence, and what he said: one line as it is, several as one digest. */
export async function introduce(turn: Turn, conversation: Conversation, visitor: Visitor, agent: Staff): Promise<void> {
  const from = chatAddress(conversation.id)
  const name = visitorName(visitor)
  const said = await listLastMessages(turn.tx, conversation.id, digestLines + 1)
  const last = said.findLast((message) => message.author === 'visitor')
  tell(turn, { kind: 'contact', to: agent.jid, contact: from, name: `${name} #${conversation.id}` })
  await showVisitor(turn, from, visitor, agent)
  await tellEarlier(turn, conversation, visitor, agent)
  if (!last) return
  const common = { kind: 'message', to: agent.jid, from, lang: agent.lang, nick: name, receipt: true } as const
  if (said.length === 1 && conversation.lastAgent === null) {
    return sendToAgent(turn, agent.jid, last)
  }
  const digest = said.slice(-digestLines).map(digestLine)
  const body = render(
    lines(say('chatOpened', { number: conversation.id, name, queue: conversation.queue }), ...digest),
    agent.lang,
  )
  // The digest stands for the newest message, so a mark on it is a mark on all; the same agent may get it a second time.
  tell(turn, { ...common, id: messageId(last.id), body, again: true })
}

/** The agent hears that the visitor is no stranger. */
async function tellEarlier(turn: Turn, { id }: Conversation, visitor: Visitor, agent: Staff): Promise<void> {
  const count = await countEarlier(turn.tx, visitor.id, id)
  if (count === 0) return
  const body = say('earlierOnes', { name: visitorName(visitor), count })
  tell(turn, { kind: 'message', to: agent.jid, from: chatAddress(id), body, lang: agent.lang })
}

/** Tells the agent whether the visitor is there. */
export async function showVisitor(
  turn: Turn,
  from: string,
  visitor: Visitor,
  agent: { jid: string; lang: string },
): Promise<void> {
  const here = stateOf(await listResources(turn.tx, visitor.jid)) !== 'exit'
  tell(turn, {
    kind: 'presence',
    to: agent.jid,
    from,
    show: here ? 'available' : 'unavailable',
    lang: agent.lang,
    nick: visitorName(visitor),
  })
}

/** Somebody can take conversations again: the waiting of a queue, oldest first, are given out as far as it goes. */
export async function allocateWaiting(turn: Turn, queues: readonly string[]): Promise<void> {
  for (const name of queues) {
    const queue = await getQueue(turn.tx, name)
    for (const conversation of await listWaiting(turn.tx, name)) {
      const free = able(await listCandidates(turn, name), queue.capacity)
      if (free.length === 0) break
      await allocate(turn, conversation, await getVisitor(turn.tx, conversation.visitor))
    }
    await tellPositions(turn, queue)
  }
}
