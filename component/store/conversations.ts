// Conversations: who talks to whom, and the history of it.
import type { ChatHappening, Conversation } from '../model/conversation.ts'
import { insertApiEvent } from './api-events.ts'
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
    .insert({ visitor, queue, served_by: queue, state: 'waiting', opened_at: at, state_at: at })
    .onConflict()
    .ignore()
    .returning<ConversationRow[]>('*')
  if (!row) return openConversation(tx, visitor, queue, at) // another process was quicker
  return { conversation: toConversation(row), isNew: true }
}

/** Gives it to an agent if nobody has it; `waited` is how many seconds it waited in line. True when this call did. */
export async function takeConversation(
  tx: Tx,
  id: number,
  agent: string,
  at: string,
  waited: number | null,
): Promise<boolean> {
  const taken = await tx('conversations')
    .where({ id })
    .whereIn('state', ['waiting', 'left'])
    .update({ state: 'active', agent, last_agent: agent, answered: false, waiting_line: null, state_at: at, waited })
  return taken === 1
}

/** Takes it from the agent who has it, into the line or back into the mailbox. True when this call did. */
export async function takeBackConversation(
  tx: Tx,
  id: number,
  agent: string,
  at: string,
  state: 'waiting' | 'left' = 'waiting',
): Promise<boolean> {
  const taken = await tx('conversations')
    .where({ id, agent, state: 'active' })
    .update({ state, agent: null, state_at: at })
  return taken === 1
}

/** Hands it from one agent to another. True when this call did. */
export async function handOver(tx: Tx, id: number, from: string, to: string, at: string): Promise<boolean> {
  const handed = await tx('conversations')
    .where({ id, agent: from, state: 'active' })
    .update({ agent: to, last_agent: to, answered: false, state_at: at })
  return handed === 1
}

/** Puts a waiting one into the mailbox. True when this call did. */
export async function markLeft(tx: Tx, id: number, at: string): Promise<boolean> {
  return (
    (await tx('conversations')
      .where({ id, state: 'waiting' })
      .update({ state: 'left', state_at: at, waiting_line: null })) === 1
  )
}

/** Opens a closed one again, in the line. True when this call did. */
export async function markReopened(tx: Tx, id: number, at: string): Promise<boolean> {
  return (
    (await tx('conversations')
      .where({ id, state: 'closed' })
      .update({ state: 'waiting', agent: null, closed_at: null, state_at: at })) === 1
  )
}

/** True when this was the agent's first answer. */
export async function markAnswered(tx: Tx, id: number): Promise<boolean> {
  return (await tx('conversations').where({ id, answered: false }).update({ answered: true })) === 1
}

/** Its visitor is served by the agents of this queue from now on. */
export async function markServedBy(tx: Tx, id: number, queue: string): Promise<void> {
  await tx('conversations').where({ id }).update({ served_by: queue })
}

export async function markWaitingLine(tx: Tx, id: number, message: number): Promise<void> {
  await tx('conversations').where({ id }).update({ waiting_line: message })
}

/** True when it was not yet rated. */
export async function markRated(tx: Tx, id: number, rating: number, words: string | null): Promise<boolean> {
  return (await tx('conversations').where({ id, rating: null }).update({ rating, rating_words: words })) === 1
}

/** Closes the one an agent has. True when this call did. */
export async function markClosed(
  tx: Tx,
  id: number,
  agent: string,
  at: string,
  reason: string | null,
): Promise<boolean> {
  const closed = await tx('conversations')
    .where({ id, agent, state: 'active' })
    .update({ state: 'closed', closed_at: at, state_at: at, close_reason: reason })
  return closed === 1
}

/** The visitor's newest conversation with a queue that was closed at or after a time. */
export async function findClosedSince(
  tx: Tx,
  visitor: number,
  queue: string,
  since: string,
): Promise<Conversation | undefined> {
  const row = await tx<ConversationRow>('conversations')
    .where({ visitor, queue, state: 'closed' })
    .where('closed_at', '>=', since)
    .orderBy('id', 'desc')
    .first()
  return row && toConversation(row)
}

/** All of a visitor's conversations, newest first. */
export async function listOfVisitor(tx: Tx, visitor: number, limit: number): Promise<Conversation[]> {
  return (await tx<ConversationRow>('conversations').where({ visitor }).orderBy('id', 'desc').limit(limit)).map(
    toConversation,
  )
}

/** How many conversations a visitor had before one. */
export async function countEarlier(tx: Tx, visitor: number, before: number): Promise<number> {
  const [row] = await tx('conversations').where({ visitor }).where('id', '<', before).count({ n: '*' })
  return Number(row?.n ?? 0)
}

/** Who had the visitor last, in whichever conversation. */
export async function findLastAgent(tx: Tx, visitor: number): Promise<string | null> {
  const row = await tx('conversations')
    .where({ visitor })
    .whereNotNull('last_agent')
    .orderBy('state_at', 'desc')
    .first('last_agent')
  return row?.last_agent ?? null
}

/** How long the last ones of a queue waited, in seconds, newest first. */
export async function listWaits(tx: Tx, queue: string, limit: number): Promise<number[]> {
  return tx('conversations')
    .where({ served_by: queue })
    .whereNotNull('waited')
    .orderBy('id', 'desc')
    .limit(limit)
    .pluck('waited')
}

/** How many conversations each agent has, and when each last got one. */
export async function listLoads(tx: Tx): Promise<Map<string, { load: number; assignedAt: string | null }>> {
  const loads: { agent: string; n: number | string }[] = await tx('conversations')
    .where({ state: 'active' })
    .groupBy('agent')
    .select('agent')
    .count({ n: '*' })
  const times: { who: string; at: string }[] = await tx('events')
    .where({ what: 'assigned' })
    .groupBy('who')
    .select('who')
    .max({ at: 'at' })
  const all = new Map<string, { load: number; assignedAt: string | null }>()
  for (const { who, at } of times) all.set(who, { load: 0, assignedAt: at })
  for (const { agent, n } of loads) all.set(agent, { load: Number(n), assignedAt: all.get(agent)?.assignedAt ?? null })
  return all
}

/** What happened to a conversation, oldest first. */
export async function listEvents(
  tx: Tx,
  conversation: number,
): Promise<{ what: string; who: string | null; detail: string | null; at: string }[]> {
  return tx('events').where({ conversation }).orderBy('id').select('what', 'who', 'detail', 'at')
}

/** What an agent has, oldest first. */
export async function listActive(tx: Tx, agent: string): Promise<Conversation[]> {
  return (await tx<ConversationRow>('conversations').where({ agent, state: 'active' }).orderBy('id')).map(
    toConversation,
  )
}

/** Waiting ones of a queue, oldest first. */
export async function listWaiting(tx: Tx, queue: string): Promise<Conversation[]> {
  return (await tx<ConversationRow>('conversations').where({ served_by: queue, state: 'waiting' }).orderBy('id')).map(
    toConversation,
  )
}

/** Waiting ones and left ones of some queues, oldest first. */
export async function listUnassigned(tx: Tx, queues: readonly string[]): Promise<Conversation[]> {
  const rows = await tx<ConversationRow>('conversations')
    .whereIn('state', ['waiting', 'left'])
    .whereIn('served_by', queues as string[])
    .orderBy('id')
  return rows.map(toConversation)
}

/** A visitor's conversations that are not closed. */
export async function listOpenOfVisitor(tx: Tx, visitor: number): Promise<Conversation[]> {
  const rows = await tx<ConversationRow>('conversations').where({ visitor }).whereNot({ state: 'closed' }).orderBy('id')
  return rows.map(toConversation)
}

/** How many of a queue wait before this one. */
export async function countBefore(tx: Tx, { servedBy, id }: Conversation): Promise<number> {
  const [row] = await tx('conversations')
    .where({ served_by: servedBy, state: 'waiting' })
    .where('id', '<', id)
    .count({ n: '*' })
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
  event: { conversation: number; what: ChatHappening; who: string | null; detail?: string; at: string },
): Promise<void> {
  await tx('events').insert({ detail: null, ...event })
  const { conversation, what, who, at } = event
  await insertApiEvent(tx, { kind: 'conversation', what, subject: String(conversation), who, at })
}

const inIt = ['assigned', 'claimed', 'taken over', 'transferred', 'invited', 'joined']

/** Whether somebody had it, or was in it, at some time. */
export async function hadConversation(tx: Tx, conversation: number, who: string): Promise<boolean> {
  const events = tx('events').where({ conversation, who }).whereIn('what', inIt)
  return (await events.first('id')) !== undefined
}
