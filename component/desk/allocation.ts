// The allocation module: connects a conversation with one of the normal agents of its queue, picked by its policy.
import { chatAddress, messageId } from '../model/address.ts'
import { pick } from '../model/allocation.ts'
import type { Conversation } from '../model/conversation.ts'
import { type Staff, stateOf, type Visitor, visitorName } from '../model/person.ts'
import { lines, render, say } from '../model/say.ts'
import { stamp } from '../model/time.ts'
import { insertEvent, listUnassigned, takeConversation } from '../store/conversations.ts'
import { listLastMessages } from '../store/messages.ts'
import { listQueueStaff, listQueuesOf, listResources } from '../store/staff.ts'
import { getVisitor } from '../store/visitors.ts'
import { leave, wait } from './mailbox.ts'
import { type Turn, tell } from './turn.ts'

const digestLines = 10

/**
 * Gives the conversation, which nobody has, to a normal agent of its queue; else it waits if somebody is in but busy,
 * else it goes to the mailbox. Says so to those concerned. True when an agent got it.
 */
export async function allocate(turn: Turn, conversation: Conversation, visitor: Visitor): Promise<boolean> {
  const staff = await listQueueStaff(turn.tx, conversation.queue)
  const agent = pick(staff, turn.random)
  if (agent) return connect(turn, conversation, visitor, agent)
  if (conversation.state === 'left') return false
  if (staff.some((person) => person.state === 'busy')) await wait(turn, conversation, visitor)
  else await leave(turn, conversation, visitor)
  return false
}

/** Connects the two, unless somebody else was quicker. True when this call did. */
export async function connect(
  turn: Turn,
  conversation: Conversation,
  visitor: Visitor,
  agent: Staff,
): Promise<boolean> {
  const at = stamp(turn.now)
  if (!(await takeConversation(turn.tx, conversation.id, agent.jid, at))) return false
  await insertEvent(turn.tx, { conversation: conversation.id, what: 'assigned', who: agent.jid, at })
  await introduce(turn, conversation, visitor, agent)
  return true
}

/** The agent sees the visitor as a contact, his presence, and what he said: one line as it is, several as one digest. */
async function introduce(turn: Turn, conversation: Conversation, visitor: Visitor, agent: Staff): Promise<void> {
  const from = chatAddress(conversation.id)
  const name = visitorName(visitor)
  const said = await listLastMessages(turn.tx, conversation.id, digestLines + 1)
  const last = said.findLast((message) => message.author === 'visitor')
  tell(turn, { kind: 'contact', to: agent.jid, contact: from, name: `${name} #${conversation.id}` })
  await showVisitor(turn, from, visitor, agent)
  if (!last) return
  const common = { kind: 'message', to: agent.jid, from, lang: agent.lang, nick: name, receipt: true } as const
  if (said.length === 1) {
    tell(turn, { ...common, id: messageId(last.id), body: last.body, lang: last.lang })
    return
  }
  const digest = said
    .slice(-digestLines)
    .map((message) =>
      say('chatLine', { time: message.at.slice(11, 16), name: message.nick ?? 'desk', body: message.body }),
    )
  const body = render(
    lines(say('chatOpened', { number: conversation.id, name, queue: conversation.queue }), ...digest),
    agent.lang,
  )
  // The digest stands for the newest message, so a mark on it is a mark on all; the same agent may get it a second time.
  tell(turn, { ...common, id: messageId(last.id), body, again: true })
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

/** Somebody of the staff can take conversations again: the waiting of his queues, oldest first, are given out. */
export async function allocateWaiting(turn: Turn, jid: string): Promise<void> {
  const unassigned = await listUnassigned(turn.tx, await listQueuesOf(turn.tx, jid))
  for (const conversation of unassigned.filter(({ state }) => state === 'waiting')) {
    await allocate(turn, conversation, await getVisitor(turn.tx, conversation.visitor))
  }
}
