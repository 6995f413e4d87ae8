// Who may read which archive: a visitor his own with a queue; of a conversation the agent who has it or had it, and leads;
// an issue's scene who may see the issue.
import type { Conversation } from '../model/conversation.ts'
import { DeskError } from '../model/error.ts'
import type { Staff } from '../model/person.ts'
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
import { listScenes } from '../store/scenes.ts'
import { knownStaff, knownVisitor } from './access.ts'
import { seen } from './issue.ts'
import { asTheyWere } from './scene.ts'
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
  if (!(await mayRead(turn, { jid, roles }, conversation)))
    throw new DeskError('forbidden', say('archiveOther', { number }))
  return { conversation: number }
}

/** Whether somebody has or had the conversation, or is a lead. */
export async function mayRead(
  turn: Turn,
  { jid, roles }: Pick<Staff, 'jid' | 'roles'>,
  { id, agent }: Conversation,
): Promise<boolean> {
  return roles.includes('lead') || agent === jid || hadConversation(turn.tx, id, jid)
}

/** The scenes of an issue, for those of the staff who may see it. */
export async function sceneArchive(turn: Turn, jid: string, number: number): Promise<ArchiveScope> {
  const issue = await seen(turn, await knownStaff(turn, jid), number)
  return { stretches: await listScenes(turn.tx, issue.id) }
}

/** A page of it; refuses ids that are not there. */
export async function archivePage(turn: Turn, scope: ArchiveScope, query: ArchiveQuery): Promise<ArchivePage> {
  const { after, before, afterId, beforeId, ids = [] } = query
  const named = [after, before, afterId, beforeId, ...ids].filter((id) => id !== undefined)
  if (!(await hasMessages(turn.tx, scope, named))) throw new DeskError('not-found', say('archiveId'))
  const page = await listArchive(turn.tx, scope, query)
  if (!('stretches' in scope)) return page
  return { ...page, messages: await asTheyWere(turn, scope.stretches, page.messages) }
}

export async function archiveEnds(turn: Turn, scope: ArchiveScope): ReturnType<typeof findEnds> {
  return findEnds(turn.tx, scope)
}
