// What a visitor's other conversations were, and the issues that any of them led to: for who may speak with him now.
import type { Staff } from '../model/person.ts'
import { findConversation, listOfVisitor } from '../store/conversations.ts'
import { spokenIn } from './guests.ts'
import { type IssueGlimpse, issuesOf } from './issue-list.ts'
import { type Glimpse, glimpse } from './staff.ts'
import type { Turn } from './turn.ts'

const most = 20

/** The others, newest first. */
export async function otherConversations(turn: Turn, who: Staff, number: number): Promise<Glimpse[]> {
  const others: Glimpse[] = []
  for (const conversation of await allOfVisitor(turn, who, number))
    if (conversation.id !== number) others.push(await glimpse(turn, conversation))
  return others
}

/** The issues of this conversation and of the others, the newest conversation's first. */
export async function issuesOfVisitor(turn: Turn, who: Staff, number: number): Promise<IssueGlimpse[]> {
  const found = new Map<number, IssueGlimpse>()
  for (const { id } of await allOfVisitor(turn, who, number))
    for (const glimpsed of await issuesOf(turn, id)) found.set(glimpsed.issue.id, glimpsed)
  return [...found.values()]
}

async function allOfVisitor(turn: Turn, who: Staff, number: number) {
  const found = await findConversation(turn.tx, number)
  const { visitor } = who.roles.includes('lead') && found ? found : await spokenIn(turn, number, who, found)
  return listOfVisitor(turn.tx, visitor, most + 1)
}
