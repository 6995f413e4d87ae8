// The claim module: an agent takes a conversation that nobody has; exactly one gets it.
import { chatAddress } from '../model/address.ts'
import type { Conversation } from '../model/conversation.ts'
import { DeskError } from '../model/error.ts'
import { type Staff, stateOf, type Visitor, visitorName } from '../model/person.ts'
import { say } from '../model/say.ts'
import { stamp } from '../model/time.ts'
import { findConversation, handOver, insertEvent } from '../store/conversations.ts'
import { getQueue } from '../store/queues.ts'
import { findStaff, listQueuesOf, listResources } from '../store/staff.ts'
import { deleteGuest, deleteTransfer } from '../store/transfers.ts'
import { getVisitor } from '../store/visitors.ts'
import { connect, introduce, startClocks } from './allocation.ts'
import { forgetContact } from './closing.ts'
import { heldBy } from './conversation.ts'
import { giveBack, passOn } from './reroute.ts'
import { type Turn, tell } from './turn.ts'

/** The agent takes a waiting or left conversation of one of his queues; a lead may take any, also one that somebody has. */
export async function claim(turn: Turn, agent: Staff, number: number): Promise<void> {
  const conversation = await findConversation(turn.tx, number)
  const isLead = agent.roles.includes('lead')
  const his = conversation && (isLead || (await listQueuesOf(turn.tx, agent.jid)).includes(conversation.servedBy))
  if (!conversation || !his || conversation.state === 'closed')
    throw new DeskError('not-found', say('claimNone', { number }))
  const visitor = await getVisitor(turn.tx, conversation.visitor)
  if (await connect(turn, conversation, visitor, agent)) return tellIfAway(turn, conversation, visitor, agent)
  const holder = (await findConversation(turn.tx, number))?.agent
  if (holder === agent.jid) throw new DeskError('conflict', say('claimOwn', { number }))
  const other = holder ? await findStaff(turn.tx, holder) : undefined
  if (!isLead || !other) throw new DeskError('conflict', say('claimOther', { number, name: other?.name ?? 'somebody' }))
  await takeOver(turn, conversation, visitor, other, agent)
}

async function takeOver(turn: Turn, { id }: Conversation, visitor: Visitor, from: Staff, lead: Staff): Promise<void> {
  const at = stamp(turn.now)
  if (!(await handOver(turn.tx, id, from.jid, lead.jid, at)))
    throw new DeskError('conflict', say('claimNone', { number: id }))
  await insertEvent(turn.tx, { conversation: id, what: 'taken over', who: lead.jid, detail: from.jid, at })
  await deleteTransfer(turn.tx, id)
  // He may have been a guest: from now on he would hear everything twice.
  await deleteGuest(turn.tx, id, lead.jid)
  tell(turn, {
    kind: 'message',
    to: from.jid,
    from: '',
    body: say('takenOver', { number: id, name: lead.name }),
    lang: from.lang,
  })
  forgetContact(turn, id, from.jid)
  const conversation = await findConversation(turn.tx, id)
  if (!conversation) return
  await introduce(turn, conversation, visitor, lead)
  await startClocks(turn, await getQueue(turn.tx, conversation.servedBy), id, false)
}

/** Before he writes: whether the visitor reads it now or on coming back. */
async function tellIfAway(turn: Turn, { id }: Conversation, visitor: Visitor, agent: Staff): Promise<void> {
  if (stateOf(await listResources(turn.tx, visitor.jid)) !== 'exit') return
  const body = say('visitorAway', { name: visitorName(visitor) })
  tell(turn, { kind: 'message', to: agent.jid, from: chatAddress(id), body, lang: agent.lang })
}

/** The agent gives it up: somebody else gets it, or it goes to the mailbox. */
export async function release(turn: Turn, agent: Staff, number: number): Promise<void> {
  const conversation = await heldBy(turn, number, agent)
  await giveBack(turn, conversation, agent, 'released')
  await passOn(turn, number, agent.jid)
}
