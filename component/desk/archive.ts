// Who may read which archive: a visitor his own with a queue; of a conversation the agent who has it or had it, and leads.
import { DeskError } from '../model/error.ts'
import { say } from '../model/say.ts'
import {
  type ArchivePage,
  type ArchiveQuery,
  type ArchiveScope,
  findEnds,
  hasMessages,
  listArchive,
} from '../store/archive.ts'
import { findConversation, hadConversation } from '../store/conversations.ts'
import { findQueue } from '../store/queues.ts'
import { knownStaff, knownVisitor } from './access.ts'
import type { Turn } from './turn.ts'

export type { ArchivePage, ArchiveQuery, ArchiveScope } from '../store/archive.ts'

/** A visitor's own archive with a queue; nobody else has one there. */
export async function visitorsArchive(turn: Turn, jid: string, queue: string): Promise<ArchiveScope> {
  const visitor = await knownVisitor(turn, jid)
  if (!(await findQueue(turn.tx, queue))) throw new DeskError('not-found', say('queueUnknown', { name: queue }))
  return { visitor: visitor.id, queue }
}

/** The archive of one conversation, for those of the staff who may read it. */
export async function chatArchive(turn: Turn, jid: string, number: number): Promise<ArchiveScope> {
  const { roles } = await knownStaff(turn, jid)
  const conversation = await findConversation(turn.tx, number)
  if (!conversation) throw new DeskError('not-found', say('chatUnknown', { number }))
  const may = roles.includes('lead') || conversation.agent === jid || (await hadConversation(turn.tx, number, jid))
  if (!may) throw new DeskError('forbidden', say('archiveOther', { number }))
  return { conversation: number }
}

/** A page of it; refuses ids that are not there. */
export async function archivePage(turn: Turn, scope: ArchiveScope, query: ArchiveQuery): Promise<ArchivePage> {
  const { after, before, afterId, beforeId, ids = [] } = query
  const named = [after, before, afterId, beforeId, ...ids].filter((id) => id !== undefined)
  if (!(await hasMessages(turn.tx, scope, named))) throw new DeskError('not-found', say('archiveId'))
  return listArchive(turn.tx, scope, query)
}

export async function archiveEnds(turn: Turn, scope: ArchiveScope): ReturnType<typeof findEnds> {
  return findEnds(turn.tx, scope)
}
