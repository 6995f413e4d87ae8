// Queues as the admin keeps them: their rules, texts, what they ask before a chat, and canned replies.
import { bareOf } from '../../model/address.ts'
import { DeskError } from '../../model/error.ts'
import type { AskedField } from '../../model/prechat.ts'
import type { Queue } from '../../model/queue.ts'
import { say } from '../../model/say.ts'
import { listPage, type Page, type PageQuery } from '../../store/pages.ts'
import { listAskedFields, putAskedFields } from '../../store/prechat.ts'
import {
  cannedRows,
  deleteCanned,
  deleteQueue,
  findCannedRow,
  findQueue,
  isQueueUsed,
  listTexts,
  putQueue,
  putTexts,
  queueRows,
  type TextKind,
  toQueue,
} from '../../store/queues.ts'
import { findStaff, listQueueStaff } from '../../store/staff.ts'
import { putCanned } from '../../store/transfers.ts'
import { allocateWaiting } from '../allocation.ts'
import type { Turn } from '../turn.ts'

export interface QueueView extends Queue {
  /** Bare JIDs of those who serve it. */
  staff: string[]
}

export async function listQueuesPage(turn: Turn, page: PageQuery): Promise<Page<QueueView>> {
  const { rows, next } = await listPage<Parameters<typeof toQueue>[0]>(queueRows(turn.tx), page)
  const list: QueueView[] = []
  for (const row of rows) list.push(await viewOf(turn, toQueue(row)))
  return { rows: list, next }
}

async function viewOf(turn: Turn, queue: Queue): Promise<QueueView> {
  return { ...queue, staff: (await listQueueStaff(turn.tx, queue.name)).map(({ jid }) => jid) }
}

export async function getQueueView(turn: Turn, name: string): Promise<QueueView> {
  const queue = await findQueue(turn.tx, name)
  if (!queue) throw new DeskError('not-found', say('queueUnknown', { name }))
  return viewOf(turn, queue)
}

export async function addQueue(
  turn: Turn,
  queue: Partial<Queue> & { name: string; title: string },
): Promise<QueueView> {
  const { name } = queue
  if (await findQueue(turn.tx, name)) throw new DeskError('conflict', say('adminQueueThere', { name }))
  await knownOverflow(turn, name, queue.overflow)
  await putQueue(turn.tx, queue)
  return getQueueView(turn, name)
}

async function knownOverflow(turn: Turn, name: string, overflow: string | null | undefined): Promise<void> {
  if (overflow == null) return
  if (overflow === name) throw new DeskError('conflict', say('adminOverflow', { name }))
  await getQueueView(turn, overflow)
}

export async function changeQueue(turn: Turn, name: string, change: Partial<Queue>): Promise<QueueView> {
  const { title } = await getQueueView(turn, name)
  await knownOverflow(turn, name, change.overflow)
  await putQueue(turn.tx, { title, ...change, name })
  // Somebody may be able to take more of those who wait.
  await allocateWaiting(turn, [name])
  return getQueueView(turn, name)
}

/** Takes a queue away that nothing hangs on. */
export async function removeQueue(turn: Turn, name: string): Promise<void> {
  await getQueueView(turn, name)
  if (await isQueueUsed(turn.tx, name)) throw new DeskError('conflict', say('adminQueueUsed', { name }))
  await deleteQueue(turn.tx, name)
}

export type Texts = Record<TextKind, Record<string, string>>

/** What a queue says, by language. */
export async function queueTexts(turn: Turn, name: string): Promise<Texts> {
  await getQueueView(turn, name)
  const texts: Texts = { greeting: {}, away: {} }
  for (const { kind, lang, body } of await listTexts(turn.tx, name)) texts[kind][lang] = body
  return texts
}

/** These take the place of all it said before. */
export async function setQueueTexts(turn: Turn, name: string, texts: Texts): Promise<Texts> {
  await getQueueView(turn, name)
  const rows = (['greeting', 'away'] as const).flatMap((kind) =>
    Object.entries(texts[kind]).map(([lang, body]) => ({ kind, lang, body })),
  )
  await putTexts(turn.tx, name, rows)
  return queueTexts(turn, name)
}

export async function askedFields(turn: Turn, name: string): Promise<AskedField[]> {
  await getQueueView(turn, name)
  return listAskedFields(turn.tx, name)
}

export async function changeAskedFields(
  turn: Turn,
  name: string,
  fields: readonly AskedField[],
): Promise<AskedField[]> {
  await getQueueView(turn, name)
  await putAskedFields(turn.tx, name, fields)
  return askedFields(turn, name)
}

export interface Canned {
  /** A queue’s name, or a bare JID. */
  owner: string
  name: string
  lang: string
  body: string
}

export async function listCannedPage(turn: Turn, owner: string | undefined, page: PageQuery): Promise<Page<Canned>> {
  const { rows, next } = await listPage<Canned>(cannedRows(turn.tx, owner), page)
  return { rows: rows.map(({ owner, name, lang, body }) => ({ owner, name, lang, body })), next }
}

export async function getCanned(turn: Turn, { owner, name, lang }: Omit<Canned, 'body'>): Promise<Canned> {
  const found = await findCannedRow(turn.tx, { owner, name, lang })
  if (!found) throw new DeskError('not-found', say('adminCannedNone'))
  return { owner, name, lang, body: found.body }
}

export async function keepCannedReply(turn: Turn, reply: Canned): Promise<Canned> {
  const { owner } = reply
  const isOwner = (await findQueue(turn.tx, owner)) ?? (await findStaff(turn.tx, bareOf(owner)))
  if (!isOwner) throw new DeskError('not-found', say('adminOwnerNone', { owner }))
  await putCanned(turn.tx, reply)
  return getCanned(turn, reply)
}

export async function dropCanned(turn: Turn, reply: Omit<Canned, 'body'>): Promise<void> {
  if (!(await deleteCanned(turn.tx, reply))) throw new DeskError('not-found', say('adminCannedNone'))
}
