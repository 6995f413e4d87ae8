// What was said is found by its words: the index follows behind the fact, so whoever writes never waits for it.
import type { Author } from '../model/conversation.ts'
import { excerptOf } from '../model/excerpt.ts'
import { termsOf } from '../model/tokens.ts'
import {
  dropFromIndex,
  getCursors,
  listMatches,
  listUnindexed,
  mergeIndex,
  putCursors,
  putInIndex,
} from '../store/message-search.ts'
import { listMessagesById } from '../store/messages.ts'
import type { Turn } from './turn.ts'

const atOnce = 200

/** Brings the index on by some messages and corrections. True while there may be more. */
export async function indexNext(turn: Turn): Promise<boolean> {
  const was = await getCursors(turn.tx)
  const { messages, corrections } = await listUnindexed(turn.tx, was, atOnce)
  if (messages.length === 0 && corrections.length === 0) return false
  const changed = new Set(corrections.flatMap(({ message }) => (message <= was.message ? message : [])))
  await dropFromIndex(turn.tx, [...changed])
  await putInIndex(turn.tx, [...changed, ...messages])
  await mergeIndex(turn.tx)
  await putCursors(turn.tx, {
    message: messages.at(-1) ?? was.message,
    correction: corrections.at(-1)?.id ?? was.correction,
  })
  return messages.length === atOnce || corrections.length === atOnce
}

/** The newest message of a conversation in which the words were found. */
export interface FoundMessage {
  message: number
  author: Author
  at: string
  /** The words around. */
  excerpt: string
}

/** Of what very many said, as many of the newest messages are looked at. */
const mostFound = 2000

/** Conversations in which a message has all of these words, each with the newest such message. */
export async function conversationsWith(turn: Turn, words: string): Promise<Map<number, number>> {
  const found = await listMatches(turn.tx, termsOf(words), mostFound)
  return new Map(found.toReversed().map(({ id, conversation }) => [conversation, id]))
}

/** What is shown of the messages that were found, by conversation. */
export async function excerpts(turn: Turn, ids: readonly number[], words: string): Promise<Map<number, FoundMessage>> {
  const terms = termsOf(words)
  const messages = await listMessagesById(turn.tx, ids)
  return new Map(
    messages.map(({ id, conversation, author, at, body }) => [
      conversation,
      { message: id, author, at, excerpt: excerptOf(body, terms) },
    ]),
  )
}
