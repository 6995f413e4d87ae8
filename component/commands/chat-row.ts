// A conversation as a row for programs, for the commands that list them.
import type { Glimpse } from '../desk/staff.ts'
import { visitorName } from '../model/person.ts'
import type { Row } from '../model/reply.ts'

export function chatRow({ conversation, visitor, here, last, unanswered, unread }: Glimpse): Row {
  const { id, queue, servedBy, state, openedAt, stateAt } = conversation
  const said = { last: last?.body ?? null, lastAt: last?.at ?? null, unanswered, unread }
  const who = { visitor: visitorName(visitor), visitorId: visitor.id, here: here ? 1 : 0, lang: visitor.lang }
  return { number: id, state, queue, servedBy, openedAt, stateAt, ...who, ...said }
}
