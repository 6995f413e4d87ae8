// What people do to an earlier message instead of writing words: reactions to it, or taking back their own.
import type { Act, Conversation, Message } from '../model/conversation.ts'
import { DeskError } from '../model/error.ts'
import { type Visitor, visitorName } from '../model/person.ts'
import { joinReactions, referenceTo } from '../model/reference.ts'
import { say } from '../model/say.ts'
import { stamp } from '../model/time.ts'
import { type ArchiveScope, findReferred } from '../store/archive.ts'
import { findConversation } from '../store/conversations.ts'
import { insertMessage, retractMessage } from '../store/messages.ts'
import { findStaff } from '../store/staff.ts'
import { getVisitor } from '../store/visitors.ts'
import { knownStaff, knownVisitor } from './access.ts'
import { checkBlocked } from './block.ts'
import { isFirst } from './conversation.ts'
import { presentIn, spokenIn } from './guests.ts'
import { sendToAgent, sendToVisitor } from './mailbox.ts'
import type { Turn } from './turn.ts'

/** What somebody did, as it came in. */
export interface Done {
  jid: string
  to: string
  key: string | undefined
  stanzaId: string | undefined
  act: Act
  /** The id under which he knows the message it is about; '' where he named none. */
  id: string
  /** All his reactions to it from now on; of a retraction none. */
  set: readonly string[]
}

const mostReactions = 20
const longestReaction = 32

/** Refuses what names no message, and reactions that are none. */
export function checkDone({ act, id, set }: Pick<Done, 'act' | 'id' | 'set'>): void {
  if (id === '') throw new DeskError('bad-request', say('referenceMissing', { element: act }))
  const isEmoji = (one: string) => one !== '' && one.length <= longestReaction && !/[\s\p{L}]/u.test(one)
  if (set.length > mostReactions || !set.every(isEmoji))
    throw new DeskError('bad-request', say('reactionsWrong', { most: mostReactions }))
}

/** A visitor reacts to a message, or takes back one of his; it opens no conversation. */
export async function visitorActs(turn: Turn, queue: string, done: Done): Promise<void> {
  checkDone(done)
  const visitor = await knownVisitor(turn, done.jid)
  checkBlocked(turn, visitor)
  if (!(await isFirst(turn, done))) return
  const target = await targetOf(turn, { visitor: visitor.id, queue }, done)
  const conversation = (await findConversation(turn.tx, target.conversation)) as Conversation
  const agent = conversation.agent === null ? undefined : await findStaff(turn.tx, conversation.agent)
  const author = { author: 'visitor', nick: visitorName(visitor), lang: agent?.lang ?? visitor.lang } as const
  const { message } = await keep(turn, target, done, author)
  await showStaff(turn, conversation, message)
}

/** Somebody of the staff does so in a conversation that he is in. */
export async function agentActs(turn: Turn, number: number, done: Done): Promise<void> {
  checkDone(done)
  const agent = await knownStaff(turn, done.jid)
  if (!(await isFirst(turn, done))) return
  const conversation = await spokenIn(turn, number, agent)
  const visitor = await getVisitor(turn.tx, conversation.visitor)
  const target = await targetOf(turn, { conversation: number }, done)
  const author = { author: 'agent', nick: agent.name, lang: visitor.lang } as const
  const { message, isNews } = await keep(turn, target, done, author, visitor)
  if (isNews && !visitor.held) sendToVisitor(turn, conversation.queue, visitor, message)
  await showStaff(turn, conversation, message)
}

/** The staff in the conversation see it, except who did it. */
async function showStaff(turn: Turn, conversation: Conversation, message: Kept): Promise<void> {
  if (conversation.state !== 'active') return
  for (const jid of await presentIn(turn, conversation)) if (jid !== message.authorJid) sendToAgent(turn, jid, message)
}

type Kept = Omit<Message, 'deliveredAt' | 'displayedAt'>

async function targetOf(turn: Turn, scope: ArchiveScope, { jid, act, id }: Done): Promise<Message> {
  const target = await findReferred(turn.tx, scope, jid, id)
  if (!target || target.retractedAt !== null) throw new DeskError('not-found', say('referenceUnknown'))
  if (act === 'retraction' && target.authorJid !== jid) throw new DeskError('forbidden', say('retractOther'))
  return target
}

/** Keeps it in the archive; `isNews` is false when the other side never got what is taken back. */
async function keep(
  turn: Turn,
  target: Message,
  { jid, stanzaId, act, set }: Done,
  author: Pick<Message, 'author' | 'nick' | 'lang'>,
  receiver?: Visitor,
): Promise<{ message: Kept; isNews: boolean }> {
  const at = stamp(turn.now)
  const isNews = act !== 'retraction' || !(await retractMessage(turn.tx, target, at))
  const message = {
    ...author,
    conversation: target.conversation,
    authorJid: jid,
    body: joinReactions(set),
    line: null,
    stanzaId: stanzaId ?? null,
    at,
    act,
    about: { ...referenceTo(target), words: '' },
    file: null,
    photo: null,
    retractedAt: null,
  }
  const id = await insertMessage(turn.tx, { ...message, held: isNews && receiver?.held === true })
  return { message: { ...message, id }, isNews }
}
