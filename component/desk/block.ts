// Blocking a visitor for a time.
import { DeskError } from '../model/error.ts'
import type { Staff, Visitor } from '../model/person.ts'
import { visitorName } from '../model/person.ts'
import { say } from '../model/say.ts'
import { later, stamp } from '../model/time.ts'
import { insertEvent } from '../store/conversations.ts'
import { getVisitor, markVisitor } from '../store/visitors.ts'
import { heldBy } from './conversation.ts'
import type { Turn } from './turn.ts'

/** Until then nothing of the visitor is taken; gives his name and the time. */
export async function block(
  turn: Turn,
  agent: Staff,
  number: number,
  seconds: number,
  reason: string | undefined,
): Promise<{ name: string; until: string }> {
  const conversation = await heldBy(turn, number, agent)
  const visitor = await getVisitor(turn.tx, conversation.visitor)
  const until = later(turn.now, seconds)
  await markVisitor(turn.tx, visitor.id, { blockedUntil: until })
  const detail = reason === undefined ? {} : { detail: reason }
  await insertEvent(turn.tx, { conversation: number, what: 'blocked', who: agent.jid, at: stamp(turn.now), ...detail })
  return { name: visitorName(visitor), until }
}

/** Refuses a visitor who is blocked now. */
export function checkBlocked(turn: Turn, visitor: Visitor): void {
  if (visitor.blockedUntil === null || visitor.blockedUntil <= stamp(turn.now)) return
  throw new DeskError('forbidden', say('visitorBlocked'))
}
