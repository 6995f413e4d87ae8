// Conversations and visitors as the admin sees them, and what he does with them as a lead would.
import { localOf } from '../../model/address.ts'
import type { Conversation, Message } from '../../model/conversation.ts'
import { DeskError } from '../../model/error.ts'
import { type Staff, visitorName } from '../../model/person.ts'
import { say } from '../../model/say.ts'
import { stamp } from '../../model/time.ts'
import { findConversation, insertEvent, listEvents } from '../../store/conversations.ts'
import { listCorrections } from '../../store/messages.ts'
import { listPage, type Page, type PageQuery } from '../../store/pages.ts'
import { getQueue } from '../../store/queues.ts'
import { type MessageRow, toConversation, toMessage } from '../../store/rows.ts'
import { findStaff } from '../../store/staff.ts'
import { deleteTimers } from '../../store/timers.ts'
import { listNotes, type Note } from '../../store/transfers.ts'
import {
  type ConversationViewRow,
  conversationRows,
  type ConversationFilter as Filter,
  findConversationRow,
  listMessageRows,
  markClosedUnheld,
  messageRows,
} from '../../store/views.ts'
import { getVisitor } from '../../store/visitors.ts'
import { claim, release } from '../claim.ts'
import { close } from '../closing.ts'
import { tellPositions, tellVisitor } from '../mailbox.ts'
import { conversationsWith, excerpts, type FoundMessage } from '../message-search.ts'
import type { Turn } from '../turn.ts'
import { adminJid } from './person.ts'

export interface ConversationView extends Omit<Conversation, 'waitingLine' | 'visitor'> {
  visitor: { id: number; name: string }
  closeReason: string | null
  /** Seconds it waited in line before it was taken. */
  waited: number | null
  ratingWords: string | null
  /** Its visitor was erased: nothing that was said in it is left. */
  erased: boolean
}

export interface ConversationFilter extends Omit<Filter, 'ids'> {
  /** Only those in which a message has all of these. */
  words?: string | undefined
}

export interface FoundConversation extends ConversationView {
  /** The newest message in which the words were found, where some were looked for. */
  found: FoundMessage | null
}

export async function listConversations(
  turn: Turn,
  { words, ...filter }: ConversationFilter,
  page: PageQuery,
): Promise<Page<FoundConversation>> {
  const found = words === undefined ? undefined : await conversationsWith(turn, words)
  const narrow = found ? { ...filter, ids: [...found.keys()] } : filter
  const { rows, next } = await listPage<ConversationViewRow>(conversationRows(turn.tx, narrow), page)
  const ids = rows.flatMap(({ id }) => found?.get(id) ?? [])
  const parts = words === undefined ? undefined : await excerpts(turn, ids, words)
  return { rows: rows.map((row) => ({ ...viewOf(row), found: parts?.get(row.id) ?? null })), next }
}

function viewOf(row: ConversationViewRow): ConversationView {
  const { waitingLine: _, visitor, ...conversation } = toConversation(row)
  return {
    ...conversation,
    visitor: { id: visitor, name: visitorName({ id: visitor, name: row.visitor_name }) },
    closeReason: row.close_reason,
    waited: row.waited,
    ratingWords: row.rating_words,
    erased: row.erased_at !== null,
  }
}

export async function getConversation(turn: Turn, number: number): Promise<ConversationView> {
  const row = await findConversationRow(turn.tx, number)
  if (!row) throw new DeskError('not-found', say('chatUnknown', { number }))
  return viewOf(row)
}

/** Without what tells of its visitor: the audit can't be changed, and he can be erased. */
export function discreetly({ visitor, closeReason: _, ratingWords: __, ...rest }: ConversationView): object {
  return { ...rest, visitor: visitor.id }
}

export async function listMessages(turn: Turn, number: number, page: PageQuery): Promise<Page<Message>> {
  await getConversation(turn, number)
  const { rows, next } = await listPage<MessageRow>(messageRows(turn.tx, number), page)
  return { rows: rows.map(toMessage), next }
}

export interface WholeConversation {
  conversation: ConversationView
  messages: Message[]
  notes: Note[]
  events: { what: string; who: string | null; detail: string | null; at: string }[]
  /** When the words of messages were last changed. */
  corrections: { message: number; at: string }[]
}

/** All that was said and done in it. */
export async function wholeConversation(turn: Turn, number: number): Promise<WholeConversation> {
  const conversation = await getConversation(turn, number)
  const messages = (await listMessageRows(turn.tx, number)).map(toMessage)
  const [notes, events] = [await listNotes(turn.tx, number), await listEvents(turn.tx, number)]
  return { conversation, messages, notes, events, corrections: await listCorrections(turn.tx, number) }
}

/** Somebody has it from now on, whoever had it, or nobody. */
export async function assign(turn: Turn, number: number, jid: string): Promise<ConversationView> {
  const { state } = await getConversation(turn, number)
  const person = await findStaff(turn.tx, jid)
  const user = localOf(jid)
  if (!person) throw new DeskError('not-found', say('adminUserUnknown', { user }))
  if (!person.roles.includes('agent') && !person.roles.includes('lead'))
    throw new DeskError('conflict', say('adminNotAgent', { user }))
  if (state === 'closed') throw new DeskError('conflict', say('chatClosed', { number }))
  // A lead may take what somebody has; here the admin is the lead, and gives it to him.
  await claim(turn, { ...person, roles: [...person.roles, 'lead'] }, number)
  return getConversation(turn, number)
}

/** It is taken from who has it, and goes to somebody else or to the mailbox. */
export async function takeAway(turn: Turn, number: number): Promise<ConversationView> {
  const holder = await holderOf(turn, number)
  if (!holder) throw new DeskError('conflict', say('adminNotHeld', { number }))
  await release(turn, holder, number)
  return getConversation(turn, number)
}

async function holderOf(turn: Turn, number: number): Promise<Staff | undefined> {
  const { agent } = await getConversation(turn, number)
  return agent === null ? undefined : findStaff(turn.tx, agent)
}

/** It is closed, whoever has it, or nobody. */
export async function closeAny(turn: Turn, number: number, reason: string | null): Promise<ConversationView> {
  const holder = await holderOf(turn, number)
  if (holder) await close(turn, number, holder, reason)
  else await closeUnheld(turn, number, reason)
  return getConversation(turn, number)
}

async function closeUnheld(turn: Turn, number: number, reason: string | null): Promise<void> {
  const conversation = (await findConversation(turn.tx, number)) as Conversation
  const at = stamp(turn.now)
  if (!(await markClosedUnheld(turn.tx, number, at, reason)))
    throw new DeskError('conflict', say('chatClosed', { number }))
  const detail = reason === null ? {} : { detail: reason }
  await insertEvent(turn.tx, { conversation: number, what: 'closed', who: adminJid, at, ...detail })
  await deleteTimers(turn.tx, number)
  const visitor = await getVisitor(turn.tx, conversation.visitor)
  await tellVisitor(turn, conversation, visitor, 'closed', say('visitorClosed'))
  if (conversation.state === 'waiting') await tellPositions(turn, await getQueue(turn.tx, conversation.servedBy))
}
