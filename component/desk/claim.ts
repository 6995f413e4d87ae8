// The claim module: an agent takes a conversation that nobody has; exactly one gets it.
import { DeskError } from '../model/error.ts'
import type { Staff } from '../model/person.ts'
import { say } from '../model/say.ts'
import { findConversation } from '../store/conversations.ts'
import { findStaff, listQueuesOf } from '../store/staff.ts'
import { getVisitor } from '../store/visitors.ts'
import { connect } from './allocation.ts'
import type { Turn } from './turn.ts'

/** The agent takes a waiting or left conversation of one of his queues; a lead may take any. */
export async function claim(turn: Turn, agent: Staff, number: number): Promise<void> {
  const conversation = await findConversation(turn.tx, number)
  const queues = await listQueuesOf(turn.tx, agent.jid)
  const his = conversation && (agent.roles.includes('lead') || queues.includes(conversation.queue))
  if (!conversation || !his || conversation.state === 'closed')
    throw new DeskError('not-found', say('claimNone', { number }))
  const visitor = await getVisitor(turn.tx, conversation.visitor)
  if (await connect(turn, conversation, visitor, agent)) return
  const holder = (await findConversation(turn.tx, number))?.agent
  if (holder === agent.jid) throw new DeskError('conflict', say('claimOwn', { number }))
  const other = holder ? await findStaff(turn.tx, holder) : undefined
  throw new DeskError('conflict', say('claimOther', { number, name: other?.name ?? 'somebody' }))
}
