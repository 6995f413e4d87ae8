// Queues: what visitors write to.
import type { Tx } from './database.ts'

export interface Queue {
  name: string
  title: string
}

export async function findQueue(tx: Tx, name: string): Promise<Queue | undefined> {
  return tx<Queue>('queues').where({ name }).first('name', 'title')
}

export async function listQueues(tx: Tx): Promise<Queue[]> {
  return tx<Queue>('queues').orderBy('name').select('name', 'title')
}

export async function putQueue(tx: Tx, { name, title }: Queue): Promise<void> {
  await tx('queues').insert({ name, title }).onConflict('name').merge()
}
