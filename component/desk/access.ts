// Who may speak to the desk: visitors with a session it gave them, and its own staff.
import { DeskError } from '../model/error.ts'
import type { Staff, Visitor } from '../model/person.ts'
import { say } from '../model/say.ts'
import { stamp } from '../model/time.ts'
import { findQueue } from '../store/queues.ts'
import { findStaff } from '../store/staff.ts'
import {
  findLinksSince,
  findVisitor,
  findVisitorById,
  findVisitorByToken,
  insertToken,
  insertVisitor,
  markVisitor,
} from '../store/visitors.ts'
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
export async function openSession(turn: Turn, request: SessionRequest): Promise<string> {
  const { name, tokenHash, fresh } = request
  await knownQueue(turn, request.queue)
  if (tokenHash === undefined) {
    await insertVisitor(turn.tx, { ...fresh, name: name ?? null, at: stamp(turn.now) })
    return fresh.jid
  }
  const visitor = await findVisitorByToken(turn.tx, tokenHash)
  if (!visitor) throw new DeskError('forbidden', say('tokenUnknown'))
  return cameIn(turn, visitor, name)
}

/**
 * Opens one for the visitor that a link in a mail names. A browser that shows a token of his keeps it; any other gets
 * one of its own (`isFresh`), and those of his other browsers stay good.
 */
export async function openByLink(
  turn: Turn,
  link: { visitor: number; signedAt: string },
  request: SessionRequest,
): Promise<{ jid: string; isFresh: boolean }> {
  const { name, tokenHash, fresh } = request
  await knownQueue(turn, request.queue)
  const visitor = await ledBack(turn, link)
  const { id } = visitor
  const owner = tokenHash === undefined ? undefined : await findVisitorByToken(turn.tx, tokenHash)
  const isFresh = owner?.id !== id
  if (isFresh) await insertToken(turn.tx, id, fresh.tokenHash, stamp(turn.now))
  return { jid: await cameIn(turn, visitor, name), isFresh }
}

/** Whom a link in a mail leads back, unless it was ended, or he was erased. */
export async function ledBack(turn: Turn, link: { visitor: number; signedAt: string }): Promise<Visitor> {
  const visitor = await findVisitorById(turn.tx, link.visitor)
  const since = visitor && (await findLinksSince(turn.tx, visitor.id))
  if (!visitor || (since && link.signedAt <= since)) throw new DeskError('forbidden', say('linkWrong'))
  return visitor
}

async function knownQueue(turn: Turn, name: string): Promise<void> {
  if (!(await findQueue(turn.tx, name))) throw new DeskError('not-found', say('queueUnknown', { name }))
}

async function cameIn(turn: Turn, { id, jid }: Visitor, name: string | undefined): Promise<string> {
  await markVisitor(turn.tx, id, { lastSeen: stamp(turn.now), ...(name === undefined ? {} : { name }) })
  return jid
}
