// Queues, and the texts each greets and excuses itself with.
import type { Policy, Queue } from '../model/queue.ts'
import type { Tx } from './database.ts'

interface QueueRow extends Omit<Queue, 'policy' | 'hours'> {
  policy: string
  hours: string | null
}

const toQueue = (row: QueueRow): Queue => ({
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
