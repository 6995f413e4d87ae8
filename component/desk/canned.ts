// Canned replies: of a queue and of each person, in the visitor's language, with what is known put in.
import type { Conversation } from '../model/conversation.ts'
import { DeskError } from '../model/error.ts'
import { type Staff, type Visitor, visitorName } from '../model/person.ts'
import { say } from '../model/say.ts'
import { findCanned, listCanned, putCanned } from '../store/transfers.ts'
import { getVisitor } from '../store/visitors.ts'
import { agentSays } from './agent-says.ts'
import { heldBy } from './conversation.ts'
import type { Turn } from './turn.ts'

/** Sends one as the agent's own words; his come before the queue's. Gives what was sent. */
export async function sendCanned(turn: Turn, agent: Staff, number: number, to: string, name: string): Promise<string> {
  const conversation = await heldBy(turn, number, agent)
  const visitor = await getVisitor(turn.tx, conversation.visitor)
  const owners = [agent.jid, conversation.servedBy]
  const body = await findCanned(turn.tx, owners, name, visitor.lang)
  if (body === undefined) {
    const choices = (await listCanned(turn.tx, owners)).join(', ') || '–'
    throw new DeskError('not-found', say('cannedNone', { name, choices }))
  }
  const filled = fillIn(body, conversation, visitor, agent)
  const said = {
    jid: agent.jid,
    to,
    body: filled,
    key: undefined,
    stanzaId: undefined,
    replaces: undefined,
    lang: visitor.lang,
  }
  await agentSays(turn, number, said)
  return filled
}

/** Puts in what is known. */
function fillIn(body: string, conversation: Conversation, visitor: Visitor, agent: Staff): string {
  const known: Record<string, string> = {
    'visitor.name': visitorName(visitor),
    'agent.name': agent.name,
    queue: conversation.servedBy,
    number: String(conversation.id),
  }
  return body.replace(/\{([a-z.]+)\}/g, (whole, variable: string) => known[variable] ?? whole)
}

/** Those the agent can send in a conversation, by name, as they would read. */
export async function cannedReplies(
  turn: Turn,
  agent: Staff,
  number: number,
): Promise<{ name: string; text: string }[]> {
  const conversation = await heldBy(turn, number, agent)
  const visitor = await getVisitor(turn.tx, conversation.visitor)
  const owners = [agent.jid, conversation.servedBy]
  const replies: { name: string; text: string }[] = []
  for (const name of await listCanned(turn.tx, owners)) {
    const body = (await findCanned(turn.tx, owners, name, visitor.lang)) ?? ''
    replies.push({ name, text: fillIn(body, conversation, visitor, agent) })
  }
  return replies
}

/** Keeps one of the agent's own, or of a queue. */
export async function keepCanned(turn: Turn, owner: string, name: string, lang: string, body: string): Promise<void> {
  await putCanned(turn.tx, { owner, name, lang, body })
}
