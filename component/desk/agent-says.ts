// What agents say to visitors: kept, passed on to the visitor and to the colleagues who are in the conversation.
import { messageId } from '../model/address.ts'
import type { Conversation } from '../model/conversation.ts'
import type { Staff, Visitor } from '../model/person.ts'
import { stamp } from '../model/time.ts'
import { findConversation, markAnswered } from '../store/conversations.ts'
import { insertMessage, markDisplayed, type NewMessage } from '../store/messages.ts'
import { getVisitor } from '../store/visitors.ts'
import { knownStaff } from './access.ts'
import { reopenToAnswer, toldByWords } from './answer.ts'
import { checkLength, correct, isFirst, type Said, showCorrection, wordsOf } from './conversation.ts'
import { presentIn, spokenIn } from './guests.ts'
import { noteAway } from './mail.ts'
import { sendToAgent, sendToVisitor } from './mailbox.ts'
import { tellRead } from './record.ts'
import { answered } from './reroute.ts'
import type { Turn } from './turn.ts'

/** An agent says something in his conversation: it is kept and goes to the visitor under the agent's name. */
export async function agentSays(turn: Turn, number: number, said: Said): Promise<void> {
  checkLength(said.reply?.body ?? said.body)
  const agent = await knownStaff(turn, said.jid)
  if (!(await isFirst(turn, said))) return
  const conversation = await speakable(turn, number, agent)
  const visitor = await getVisitor(turn.tx, conversation.visitor)
  if (said.replaces !== undefined) return agentCorrects(turn, conversation, visitor, agent, said, said.replaces)
  const words = await wordsOf(turn, { conversation: number }, said)
  const lang = said.lang ?? agent.lang
  const id = await sayAs(turn, conversation, visitor, agent, { ...words, stanzaId: said.stanzaId ?? null, lang })
  await toldByWords(turn, number, conversation, agent, id, words.body)
}

/** The conversation, if he may speak in it; a closed one is opened again by who has an answer for its visitor. */
async function speakable(turn: Turn, number: number, agent: Staff): Promise<Conversation> {
  const found = await findConversation(turn.tx, number)
  const reopened = found?.state === 'closed' ? await reopenToAnswer(turn, number, agent) : undefined
  return reopened ?? spokenIn(turn, number, agent, found)
}

async function agentCorrects(
  turn: Turn,
  conversation: Conversation,
  visitor: Visitor,
  agent: Staff,
  said: Said,
  replaces: string,
): Promise<void> {
  const message = await correct(turn, conversation, said, replaces)
  if (!visitor.held) sendToVisitor(turn, conversation.queue, visitor, message, { replaces: messageId(message.id) })
  await showCorrection(turn, conversation, message, message.lang, agent.jid)
}

type Words = Pick<NewMessage, 'body' | 'lang' | 'about' | 'file'> & { stanzaId?: string | null }

/** Keeps the agent's words and passes them on; whether he may speak has been asked. Gives the message's number. */
export async function sayAs(
  turn: Turn,
  conversation: Conversation,
  visitor: Visitor,
  agent: Staff,
  { stanzaId = null, ...words }: Words,
): Promise<number> {
  const author = { author: 'agent', authorJid: agent.jid, nick: agent.name } as const
  const rest = { line: null, photo: agent.photo, stanzaId, at: stamp(turn.now), held: visitor.held }
  const message = { conversation: conversation.id, ...author, ...words, ...rest }
  const id = await insertMessage(turn.tx, message)
  if (visitor.held) await noteAway(turn, visitor, conversation)
  else sendToVisitor(turn, conversation.queue, visitor, { ...message, id })
  // COMPAT(Profanity, 0.13.1): it shows no names within a window, so a colleague's is put before his words.
  const told = { ...message, id, body: `${agent.name}: ${message.body}` }
  const present = await presentIn(turn, conversation)
  for (const jid of present) if (jid !== agent.jid) sendToAgent(turn, jid, told)
  if (!present.includes(agent.jid)) return id
  if (!conversation.answered && (await markAnswered(turn.tx, conversation.id)))
    await answered(turn, conversation.id, agent)
  await readByAnswering(turn, conversation, visitor, id)
  return id
}

/** Who answers has read what was said before, also when his client sends no marks. */
async function readByAnswering(
  turn: Turn,
  conversation: Conversation,
  visitor: Visitor,
  answer: number,
): Promise<void> {
  const before = { conversation: conversation.id, author: 'visitor', id: answer } as const
  if (await markDisplayed(turn.tx, before, stamp(turn.now))) await tellRead(turn, conversation.queue, visitor)
}
