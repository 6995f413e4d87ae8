// The transcript: all that a visitor and a queue said to each other, for the visitor to keep.
import type { Message } from '../model/conversation.ts'
import { DeskError } from '../model/error.ts'
import type { Visitor } from '../model/person.ts'
import { say } from '../model/say.ts'
import { listArchive } from '../store/archive.ts'
import { findQueue } from '../store/queues.ts'
import { findVisitorByToken } from '../store/visitors.ts'
import type { Turn } from './turn.ts'

export interface Transcript {
  title: string
  visitor: Visitor
  /** Oldest first. */
  messages: Message[]
}

const page = 500

/** For who shows the token of a visitor; his own, and nobody else's. */
export async function transcript(turn: Turn, name: string, tokenHash: string): Promise<Transcript> {
  const queue = await findQueue(turn.tx, name)
  if (!queue) throw new DeskError('not-found', say('queueUnknown', { name }))
  const visitor = await findVisitorByToken(turn.tx, tokenHash)
  if (!visitor) throw new DeskError('forbidden', say('tokenUnknown'))
  const messages: Message[] = []
  for (;;) {
    const after = messages.at(-1)?.id ?? 0
    const found = await listArchive(turn.tx, { visitor: visitor.id, queue: name }, { max: page, after })
    messages.push(...found.messages)
    if (found.complete || found.messages.length === 0) return { title: queue.title, visitor, messages }
  }
}
