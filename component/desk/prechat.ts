// Before a chat: what the queue wants to know, what the visitor answered, and when a closed queue opens again.
import type { Conversation } from '../model/conversation.ts'
import { DeskError } from '../model/error.ts'
import { isOpen, nextOpening } from '../model/hours.ts'
import type { Filled, Visitor } from '../model/person.ts'
import { type Answer, type AskedField, labelIn, wrongAnswer } from '../model/prechat.ts'
import { say } from '../model/say.ts'
import { stamp } from '../model/time.ts'
import { listAnswers, listAskedFields, putAnswer, putAskedFields } from '../store/prechat.ts'
import { findQueue } from '../store/queues.ts'
import { markVisitor } from '../store/visitors.ts'
import { knownVisitor } from './access.ts'
import type { Turn } from './turn.ts'

export type { AskedField } from '../model/prechat.ts'

/** What a queue asks from now on; nothing with an empty list. */
export async function setAskedFields(turn: Turn, queue: string, fields: readonly AskedField[]): Promise<void> {
  await putAskedFields(turn.tx, queue, fields)
}

export interface Welcome {
  /** What he has not been asked yet. */
  ask: AskedField[]
  /** When the queue opens again, if it is closed now and will. */
  opens: string | undefined
}

/** What a visitor is to be told and asked when he opens the chat. */
export async function welcome(turn: Turn, name: string, jid: string): Promise<Welcome> {
  const queue = await findQueue(turn.tx, name)
  const visitor = await knownVisitor(turn, jid)
  const answered = await listAnswers(turn.tx, visitor.id, name)
  const isKnown = (field: AskedField) => answered.has(field.name) || knownAlready(visitor, field.name)
  const ask = (await listAskedFields(turn.tx, name)).filter((field) => !isKnown(field))
  const closed = queue?.hours && !isOpen(queue.hours, turn.now) ? nextOpening(queue.hours, turn.now) : undefined
  return { ask, opens: closed && stamp(closed) }
}

const knownAlready = (visitor: Visitor, name: string): boolean =>
  (name === 'name' && visitor.name !== null) || (name === 'email' && visitor.email !== null)

/** What he filled in, all of it or nothing; says which field is wrong. Given twice, the newest counts. */
export async function answerPrechat(turn: Turn, visitor: Visitor, queue: string, given: Filled): Promise<void> {
  const fields = await listAskedFields(turn.tx, queue)
  for (const field of fields) {
    const value = given[field.name]?.trim() ?? ''
    // A repeat of an older form must not fail for what was asked for later.
    if (given[field.name] === undefined && !field.required) continue
    const wrong = knownAlready(visitor, field.name) && value === '' ? undefined : wrongAnswer(field, value)
    const [label, choices] = [labelIn(field, visitor.lang), field.choices?.join(', ') ?? '']
    if (wrong) throw new DeskError('bad-request', say(sentences[wrong], { label, value, choices }))
    await putAnswer(turn.tx, { visitor: visitor.id, queue, name: field.name, value, at: stamp(turn.now) })
    if (value !== '' && (field.name === 'name' || field.name === 'email'))
      await markVisitor(turn.tx, visitor.id, { [field.name]: value })
  }
}

const sentences = {
  missing: 'prechatMissing',
  long: 'prechatLong',
  email: 'emailWrong',
  choice: 'prechatChoice',
} as const

/** What the visitor of a conversation answered, in the queue's order, labels in the reader's language. */
export async function answersOf(turn: Turn, { queue, visitor }: Conversation, lang: string): Promise<Answer[]> {
  const answered = await listAnswers(turn.tx, visitor, queue)
  return (await listAskedFields(turn.tx, queue))
    .map((field) => ({ name: field.name, label: labelIn(field, lang), value: answered.get(field.name) ?? '' }))
    .filter(({ value }) => value !== '')
}
