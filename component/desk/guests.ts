// Colleagues in a conversation beside the agent who has it: all see everything, and each is named to the visitor.
import { chatAddress } from '../model/address.ts'
import type { ChatHappening, Conversation } from '../model/conversation.ts'
import { DeskError } from '../model/error.ts'
import type { Staff } from '../model/person.ts'
import { say } from '../model/say.ts'
import { stamp } from '../model/time.ts'
import type { Key } from '../model/words/en.ts'
import { findConversation, insertEvent } from '../store/conversations.ts'
import { findStaff, listStaff } from '../store/staff.ts'
import { deleteGuest, insertGuest, listGuests, takeGuests } from '../store/transfers.ts'
import { getVisitor } from '../store/visitors.ts'
import { introduce } from './allocation.ts'
import { forgetContact } from './closing.ts'
import { heldBy } from './conversation.ts'
import { tellVisitor } from './mailbox.ts'
import { type Turn, tell } from './turn.ts'

/** The agent asks a colleague in, who is there from then on. */
export async function invite(turn: Turn, agent: Staff, number: number, word: string): Promise<Staff> {
  const conversation = await heldBy(turn, number, agent)
  const possible = await invitable(turn, agent)
  const wanted = word.toLowerCase()
  const colleague = possible.find(({ name, jid }) => name.toLowerCase() === wanted || jid.split('@')[0] === wanted)
  if (!colleague) {
    const choices = possible.map(({ jid }) => jid.split('@')[0]).join(', ') || '–'
    throw new DeskError('bad-request', say('invitedNobody', { target: word, choices }))
  }
  await enter(turn, conversation, colleague, 'invited', agent.jid)
  return colleague
}

async function invitable(turn: Turn, agent: Staff): Promise<Staff[]> {
  return (await listStaff(turn.tx)).filter(
    (person) => person.state !== 'exit' && isColleague(person) && person.jid !== agent.jid,
  )
}

/** Whom the agent can ask in now, by the first part of their addresses. */
export async function invitableNow(turn: Turn, agent: Staff): Promise<string[]> {
  return (await invitable(turn, agent)).map(({ jid }) => jid.split('@')[0] as string)
}

const isColleague = ({ roles }: Staff): boolean => roles.includes('agent') || roles.includes('lead')

/** A lead joins any conversation that somebody has; it is written down. */
export async function join(turn: Turn, lead: Staff, number: number): Promise<void> {
  const conversation = await findConversation(turn.tx, number)
  if (conversation?.state !== 'active') throw new DeskError('not-found', say('chatUnknown', { number }))
  if (conversation.agent === lead.jid) throw new DeskError('conflict', say('claimOwn', { number }))
  await enter(turn, conversation, lead, 'joined', lead.jid)
}

async function enter(
  turn: Turn,
  conversation: Conversation,
  guest: Staff,
  what: ChatHappening,
  by: string,
): Promise<void> {
  const { id } = conversation
  if (!(await insertGuest(turn.tx, id, guest.jid)))
    throw new DeskError('conflict', say('invitedAlready', { name: guest.name }))
  await insertEvent(turn.tx, { conversation: id, what, who: guest.jid, at: stamp(turn.now) })
  const visitor = await getVisitor(turn.tx, conversation.visitor)
  await introduce(turn, { ...conversation, lastAgent: conversation.agent }, visitor, guest)
  await tellVisitor(turn, conversation, visitor, 'joined', say('visitorJoined', { name: guest.name }))
  await tellOthers(turn, { ...conversation, hasGuests: true }, guest, 'guestIn', by)
}

/** Tells the others in it, but for who asked and hears it as an answer. */
async function tellOthers(
  turn: Turn,
  conversation: Conversation,
  guest: Staff,
  key: Key,
  by = guest.jid,
): Promise<void> {
  for (const jid of await presentIn(turn, conversation)) {
    const person = jid === guest.jid || jid === by ? undefined : await findStaff(turn.tx, jid)
    if (!person) continue
    const body = say(key, { name: guest.name })
    tell(turn, { kind: 'message', to: jid, from: chatAddress(conversation.id), body, lang: person.lang })
  }
}

/** A guest leaves; the conversation stays with who has it. */
export async function leaveAsGuest(turn: Turn, guest: Staff, number: number): Promise<void> {
  const conversation = await findConversation(turn.tx, number)
  if (!conversation || !(await deleteGuest(turn.tx, number, guest.jid)))
    throw new DeskError('not-found', say('guestNot', { number }))
  await insertEvent(turn.tx, { conversation: number, what: 'left by', who: guest.jid, at: stamp(turn.now) })
  forgetContact(turn, number, guest.jid)
  await tellOthers(turn, conversation, guest, 'guestLeft')
}

/** All guests are out, for the conversation is closed or goes elsewhere. */
export async function dismissGuests(turn: Turn, number: number): Promise<void> {
  for (const jid of await takeGuests(turn.tx, number)) forgetContact(turn, number, jid)
}

/** Who of the staff hears what is said: the agent who has it, and his guests. */
export async function presentIn(turn: Turn, { id, agent, hasGuests }: Conversation): Promise<string[]> {
  const guests = hasGuests ? await listGuests(turn.tx, id) : []
  return agent === null ? guests : [agent, ...guests]
}

/** The conversation, if this person may speak in it: it is his, or he is a guest; else a refusal that says whose it is. */
export async function spokenIn(turn: Turn, number: number, who: Staff, found?: Conversation): Promise<Conversation> {
  const conversation = found ?? (await findConversation(turn.tx, number))
  const isGuest =
    conversation?.state === 'active' && conversation.hasGuests && (await listGuests(turn.tx, number)).includes(who.jid)
  return isGuest && conversation ? conversation : heldBy(turn, number, who, conversation)
}
