// Queues, and the texts each greets and excuses itself with.
import type { Policy, Queue } from '../model/queue.ts'
import type { Tx } from './database.ts'

interface QueueRow extends Omit<Queue, 'policy' | 'hours'> {
  policy: string
  hours: string | null
}

export const toQueue = (row: QueueRow): Queue => ({
  ...row,
  policy: row.policy as Policy,
  hours: row.hours === null ? null : JSON.parse(row.hours),
})

export async function findQueue(tx: Tx, name: string): Promise<Queue | undefined> {
  const row = await tx<QueueRow>('queues').where({ name }).first()
  return row && toQueue(row)
}

export async function getQueue(tx: Tx, name: string): Promise<Queue> {
  const queue = await findQueue(tx, name)
  if (!queue) throw new Error(`no queue ${name}`)
  return queue
}

export async function listQueues(tx: Tx): Promise<Queue[]> {
  return (await tx<QueueRow>('queues').orderBy('name')).map(toQueue)
}

/** Adds a queue, or changes what is given of it. */
export async function putQueue(
  tx: Tx,
  { hours, ...rest }: Partial<Queue> & { name: string; title: string },
): Promise<void> {
  const row = hours === undefined ? rest : { ...rest, hours: hours === null ? null : JSON.stringify(hours) }
  await tx('queues').insert(row).onConflict('name').merge()
}

export type TextKind = 'greeting' | 'away'

/** A queue's own text in a language, else in English, if it has one. */
export async function findText(tx: Tx, queue: string, kind: TextKind, lang: string): Promise<string | undefined> {
  const rows = await tx('queue_texts').where({ queue, kind }).select('lang', 'body')
  const primary = lang.split('-')[0]
  const of = (wanted: string | undefined) => rows.find((row) => row.lang === wanted)?.body as string | undefined
  return of(lang) ?? of(primary) ?? of('en')
}

export async function putText(tx: Tx, queue: string, kind: TextKind, lang: string, body: string): Promise<void> {
  await tx('queue_texts').insert({ queue, kind, lang, body }).onConflict(['queue', 'kind', 'lang']).merge()
}

export const queueRows = (tx: Tx) => tx('queues').select('*')

/** Whether something that stays refers to it. */
export async function isQueueUsed(tx: Tx, name: string): Promise<boolean> {
  const uses = [
    tx('conversations').where({ queue: name }).orWhere({ served_by: name }).first('id'),
    tx('issues').where({ queue: name }).first('id'),
    tx('queues').where({ overflow: name }).first('name'),
    tx('prechat_answers').where({ queue: name }).first('name'),
  ]
  for (const use of uses) if ((await use) !== undefined) return true
  return false
}

/** With its texts, its questions, its canned replies, and who serves it. */
export async function deleteQueue(tx: Tx, name: string): Promise<void> {
  for (const table of ['queue_texts', 'queue_agents', 'prechat_fields']) await tx(table).where({ queue: name }).delete()
  await tx('canned').where({ owner: name }).delete()
  await tx('queues').where({ name }).delete()
}

export async function listTexts(tx: Tx, queue: string): Promise<{ kind: TextKind; lang: string; body: string }[]> {
  return tx('queue_texts').where({ queue }).orderBy('kind').orderBy('lang').select('kind', 'lang', 'body')
}

/** These take the place of all that the queue said before. */
export async function putTexts(
  tx: Tx,
  queue: string,
  texts: readonly { kind: TextKind; lang: string; body: string }[],
): Promise<void> {
  await tx('queue_texts').where({ queue }).delete()
  for (const text of texts) await tx('queue_texts').insert({ queue, ...text })
}

/** Canned replies of everybody, or of one owner; `place` orders them. */
export function cannedRows(tx: Tx, owner?: string) {
  const place = tx.raw("owner || ' ' || name || ' ' || lang AS place")
  const rows = tx.from(tx('canned').select('owner', 'name', 'lang', 'body', place).as('canned'))
  return owner === undefined ? rows : rows.where({ owner })
}

export async function findCannedRow(
  tx: Tx,
  { owner, name, lang }: { owner: string; name: string; lang: string },
): Promise<{ body: string } | undefined> {
  return tx('canned').where({ owner, name, lang }).first('body')
}

/** True when there was one. */
export async function deleteCanned(tx: Tx, reply: { owner: string; name: string; lang: string }): Promise<boolean> {
  const { owner, name, lang } = reply
  return (await tx('canned').where({ owner, name, lang }).delete()) === 1
}
