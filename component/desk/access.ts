// Who may speak to the desk: visitors with a session it gave them, and its own staff.
import { DeskError } from '../model/error.ts'
import type { Staff, Visitor } from '../model/person.ts'
import { say } from '../model/say.ts'
import { stamp } from '../model/time.ts'
import { findQueue } from '../store/queues.ts'
import { findStaff } from '../store/staff.ts'
import { findVisitor, findVisitorByToken, insertVisitor, markVisitor } from '../store/visitors.ts'
import type { Turn } from './turn.ts'

export async function knownVisitor(turn: Turn, jid: string): Promise<Visitor> {
  const visitor = await findVisitor(turn.tx, jid)
  if (!visitor) throw new DeskError('forbidden', say('visitorUnknown'))
  return visitor
}

export async function knownStaff(turn: Turn, jid: string): Promise<Staff> {
  const person = await findStaff(turn.tx, jid)
  if (!person) throw new DeskError('forbidden', say('staffOnly'))
  return person
}

export interface SessionRequest {
  queue: string
  name: string | undefined
  /** Hash of the token a returning visitor shows; none for a new one. */
  tokenHash: string | undefined
  /** What a new visitor becomes: an unguessable JID on IM server 1, and the hash of the token he will return with. */
  fresh: { jid: string; tokenHash: string }
}

/** Opens a session for a visitor: the same identity for the same token, else a new one. Gives his bare JID. */
export async function openSession(turn: Turn, { queue, name, tokenHash, fresh }: SessionRequest): Promise<string> {
  if (!(await findQueue(turn.tx, queue))) throw new DeskError('not-found', say('queueUnknown', { name: queue }))
  const at = stamp(turn.now)
  if (tokenHash === undefined) {
    await insertVisitor(turn.tx, { ...fresh, name: name ?? null, at })
    return fresh.jid
  }
  const visitor = await findVisitorByToken(turn.tx, tokenHash)
  if (!visitor) throw new DeskError('forbidden', say('tokenUnknown'))
  await markVisitor(turn.tx, visitor.id, { lastSeen: at, ...(name === undefined ? {} : { name }) })
  return visitor.jid
}
