// What a visitor fills in of a form that a line of the desk brought.
import { DeskError } from '../model/error.ts'
import type { Filled, Visitor } from '../model/person.ts'
import { say } from '../model/say.ts'
import { knownVisitor } from './access.ts'
import { saysSolved } from './answer.ts'
import { leaveContact, rateByForm } from './closing.ts'
import { answerPrechat } from './prechat.ts'
import type { Turn } from './turn.ts'

const forms = new Map<
  string | undefined,
  (turn: Turn, visitor: Visitor, queue: string, given: Filled) => Promise<void>
>([
  ['urn:bellhop:rating', rateByForm],
  ['urn:bellhop:contact', leaveContact],
  ['urn:bellhop:prechat', answerPrechat],
  ['urn:bellhop:solved', saysSolved],
])

/** Takes it from a visitor who is known; refuses a form that is none of ours. */
export async function visitorFills(turn: Turn, jid: string, queue: string, given: Filled): Promise<void> {
  const take = forms.get(given.FORM_TYPE)
  if (!take) throw new DeskError('bad-request', say('notUnderstood'))
  await take(turn, await knownVisitor(turn, jid), queue, given)
}
