// Conversations: who talks to whom, and the history of it.
import type { Conversation } from '../model/conversation.ts'
import type { Tx } from './database.ts'
import { type ConversationRow, toConversation } from './rows.ts'

export async function findConversation(tx: Tx, id: number): Promise<Conversation | undefined> {
  const row = await tx<ConversationRow>('conversations').where({ id }).first()
  return row && toConversation(row)
}

/** The one conversation of a visitor with a queue that is not closed. */
export async function findOpenConversation(tx: Tx, visitor: number, queue: string): Promise<Conversation | undefined> {
  const row = await tx<ConversationRow>('conversations').where({ visitor, queue }).whereNot({ state: 'closed' }).first()
  return row && toConversation(row)
}

/** Opens one, unless the visitor has one open with this queue: then that one. */
export async function openConversation(
  tx: Tx,
  visitor: number,
  queue: string,
  at: string,
): Promise<{ conversation: Conversation; isNew: boolean }> {
  const open = await findOpenConversation(tx, visitor, queue)
  if (open) return { conversation: open, isNew: false }
  const [row] = await tx('conversations')
    .insert({ visitor, queue, state: 'waiting', opened_at: at, state_at: at })
    .onConflict()
    .ignore()
    .returning<ConversationRow[]>('*')
  if (!row) return openConversation(tx, visitor, queue, at) // another process was quicker
  return { conversation: toConversation(row), isNew: true }
}

/** Gives it to an agent if nobody has it. True when this call did. */
export async function takeConversation(tx: Tx, id: number, agent: string, at: string): Promise<boolean> {
  const taken = await tx('conversations')
    .where({ id })
    .whereIn('state', ['waiting', 'left'])
    .update({ state: 'active', agent, state_at: at })
  return taken === 1
}

/** Takes it from the agent who has it. True when this call did. */
export async function takeBackConversation(tx: Tx, id: number, agent: string, at: string): Promise<boolean> {
  const taken = await tx('conversations')
    .where({ id, agent, state: 'active' })
    .update({ state: 'waiting', agent: null, state_at: at })
  return taken === 1
}

/** Puts a waiting one into the mailbox. True when this call did. */
export async function markLeft(tx: Tx, id: number, at: string): Promise<boolean> {
  return (await tx('conversations').where({ id, state: 'waiting' }).update({ state: 'left', state_at: at })) === 1
}

/** Closes the one an agent has. True when this call did. */
export async function markClosed(tx: Tx, id: number, agent: string, at: string): Promise<boolean> {
  const closed = await tx('conversations')
    .where({ id, agent, state: 'active' })
    .update({ state: 'closed', closed_at: at, state_at: at })
  return closed === 1
}

/** What an agent has, oldest first. */
export async function listActive(tx: Tx, agent: string): Promise<Conversation[]> {
  return (await tx<ConversationRow>('conversations').where({ agent, state: 'active' }).orderBy('id')).map(
    toConversation,
  )
}

/** Waiting ones and left ones of some queues, oldest first. */
export async function listUnassigned(tx: Tx, queues: readonly string[]): Promise<Conversation[]> {
  const rows = await tx<ConversationRow>('conversations')
    .whereIn('state', ['waiting', 'left'])
    .whereIn('queue', queues as string[])
    .orderBy('id')
  return rows.map(toConversation)
}

/** A visitor's conversations that are not closed. */
export async function listOpenOfVisitor(tx: Tx, visitor: number): Promise<Conversation[]> {
  const rows = await tx<ConversationRow>('conversations').where({ visitor }).whereNot({ state: 'closed' }).orderBy('id')
  return rows.map(toConversation)
}

/** How many of a queue wait before this one. */
export async function countBefore(tx: Tx, { queue, id }: Conversation): Promise<number> {
  const [row] = await tx('conversations').where({ queue, state: 'waiting' }).where('id', '<', id).count({ n: '*' })
  return Number(row?.n ?? 0)
}

export async function countByState(tx: Tx): Promise<{ waiting: number; left: number }> {
  const states = tx('conversations').whereIn('state', ['waiting', 'left']).groupBy('state')
  const rows: { state: string; n: number | string }[] = await states.select('state').count({ n: '*' })
  const of = (state: string) => Number(rows.find((row) => row.state === state)?.n ?? 0)
  return { waiting: of('waiting'), left: of('left') }
}

/** What happened to a conversation, never changed afterwards. */
export async function insertEvent(
  tx: Tx,
  event: { conversation: number; what: string; who: string | null; detail?: string; at: string },
): Promise<void> {
  await tx('events').insert({ detail: null, ...event })
}
