// E-mail to a visitor who is away: what agents said to him meanwhile, in one letter, unless he comes back before it goes.
import { chatAddress } from '../model/address.ts'
import type { Conversation, Message } from '../model/conversation.ts'
import { DeskError } from '../model/error.ts'
import { type Staff, type Visitor, visitorName } from '../model/person.ts'
import { type Say, say } from '../model/say.ts'
import { later, stamp } from '../model/time.ts'
import { findConversation, insertEvent } from '../store/conversations.ts'
import {
  deleteMail,
  findDueMail,
  findMail,
  findMailing,
  insertMail,
  listUnmailed,
  type Mail,
  markMailAgain,
  markMailed,
  markMailFailed,
  takeMail,
} from '../store/mails.ts'
import { findMessage } from '../store/messages.ts'
import { findQueue } from '../store/queues.ts'
import { findStaff, listStaff } from '../store/staff.ts'
import { getVisitor } from '../store/visitors.ts'
import { ledBack } from './access.ts'
import { answerMailed } from './answer.ts'
import { type Turn, tell } from './turn.ts'

/** A page that is loaded again, or a tunnel, is no absence: so many seconds pass before anything is mailed. */
const absence = 120
/** Whoever sends a letter has so many seconds for it; after that he is taken for dead. */
const lease = 300
/** Seconds until the next try. */
const pauses = [60, 300, 1800, 7200, 21_600]
const longest = 3 * 86_400

/** One mail: plain values, ready to be written. */
export interface Letter {
  visitor: number
  /** Names the mail: when it is not known whether it went out, it is sent again with the same number and nothing added. */
  last: number
  /** Until when it belongs to who took it. */
  taken: string
  email: string
  name: string | null
  lang: string
  queue: string
  title: string
  /** Time zone of the queue. */
  zone: string
  lines: { id: number; who: string; at: string; body: string }[]
}

/**
 * What an agent said waits for its visitor. Where he left an address it will be mailed as well, and his agent is told;
 * with `first`, the agent is told of the absence in any case.
 */
export async function noteAway(turn: Turn, visitor: Visitor, conversation: Conversation, first = false): Promise<void> {
  const { email } = visitor
  const mailed =
    turn.mails && email !== null && (await insertMail(turn.tx, visitor.id, later(turn.now, absence), stamp(turn.now)))
  if (!mailed && !first) return
  const name = visitorName(visitor)
  const body = mailed ? say('visitorAwayMail', { name, email }) : say('visitorAway', { name })
  const agent = conversation.agent === null ? undefined : await findStaff(turn.tx, conversation.agent)
  if (agent) tellIn(turn, conversation, agent, body)
}

function tellIn(turn: Turn, { id }: Conversation, { jid, lang }: Staff, body: Say): void {
  tell(turn, { kind: 'message', to: jid, from: chatAddress(id), body, lang })
}

/** He is back: what is not on its way yet is not mailed any more. */
export async function noteBack(turn: Turn, visitor: Visitor): Promise<void> {
  await deleteMail(turn.tx, visitor.id)
}

/** How a message to a visitor stands with e-mail; `failed`: it was given up. */
export async function mailState(
  turn: Turn,
  message: Pick<Message, 'id' | 'conversation' | 'author'>,
): Promise<'none' | 'waiting' | 'sent' | 'failed'> {
  const { held, mailedAt } = await findMailing(turn.tx, message.id)
  if (mailedAt !== null) return 'sent'
  const conversation = held ? await findConversation(turn.tx, message.conversation) : undefined
  const mail = conversation && (await findMail(turn.tx, conversation.visitor))
  if (!mail || message.author !== 'agent') return 'none'
  return mail.failedAt === null ? 'waiting' : 'failed'
}

/** The next letter that is due, for the caller to send; nobody else gets it meanwhile. */
export async function takeLetter(turn: Turn): Promise<Letter | undefined> {
  const now = stamp(turn.now)
  for (let mail = await findDueMail(turn.tx, now); mail; mail = await findDueMail(turn.tx, now)) {
    const visitor = await getVisitor(turn.tx, mail.visitor)
    const { last, messages } = inLetter(mail, await listUnmailed(turn.tx, visitor.id))
    if (messages.length === 0 || visitor.email === null) {
      await deleteMail(turn.tx, visitor.id)
      continue
    }
    const taken = later(turn.now, lease)
    if (!(await takeMail(turn.tx, visitor.id, last, now, taken))) continue
    const { email, name, lang } = visitor
    return { visitor: visitor.id, last, taken, email, name, lang, ...(await contents(turn, messages)) }
  }
  return undefined
}

/** All that waits; of a mail that may have gone out already only what was in it, if any of that still waits. */
function inLetter({ last }: Mail, waiting: Message[]): { last: number; messages: Message[] } {
  const before = last === null ? [] : waiting.filter(({ id }) => id <= last)
  if (last !== null && before.length > 0) return { last, messages: before }
  return { last: waiting.at(-1)?.id ?? 0, messages: waiting }
}

async function contents(
  turn: Turn,
  messages: readonly Message[],
): Promise<Pick<Letter, 'queue' | 'title' | 'zone' | 'lines'>> {
  const titles = new Map<string, string>()
  const lines: (Letter['lines'][number] & { title: string })[] = []
  let [queue, zone] = ['', 'UTC']
  for (const { id, conversation, nick, at, body } of messages) {
    queue = (await findConversation(turn.tx, conversation))?.queue ?? ''
    const found = await findQueue(turn.tx, queue)
    zone = found?.hours?.zone ?? 'UTC'
    const title = found?.title ?? queue
    titles.set(queue, title)
    lines.push({ id, who: nick ?? title, at, body, title })
  }
  // Where he wrote to several queues, he is told which of them answers.
  const named = lines.map(({ title, who, ...line }) => ({ ...line, who: titles.size > 1 ? `${who} (${title})` : who }))
  return { queue, zone, title: titles.get(queue) ?? queue, lines: named }
}

/** It was handed to the mail server; what was said since then gets a mail of its own. */
export async function letterSent(turn: Turn, { visitor, last, lines }: Letter): Promise<void> {
  const at = stamp(turn.now)
  await markMailed(
    turn.tx,
    lines.map(({ id }) => id),
    at,
  )
  await deleteMail(turn.tx, visitor, last)
  for (const { id } of lines) await answerMailed(turn, id)
  const message = await findMessage(turn.tx, lines.at(-1)?.id ?? last)
  if (message) await insertEvent(turn.tx, { conversation: message.conversation, what: 'mailed', who: null, at })
  if ((await listUnmailed(turn.tx, visitor)).length > 0)
    await insertMail(turn.tx, visitor, later(turn.now, absence), at)
}

/** Why a letter was not sent, in the mail server's code; whether it never will be; and whether it is sure that it was not. */
export interface MailFailure {
  code: string
  permanent: boolean
  certain: boolean
}

/** It is tried again, less and less often; in the end, or when the address is refused, the agent is told. */
export async function letterFailed(turn: Turn, letter: Letter, failure: MailFailure): Promise<void> {
  const { visitor, taken, last } = letter
  const mail = await findMail(turn.tx, visitor)
  if (!mail) return
  const { code: error, permanent, certain } = failure
  const due = later(turn.now, pauses[Math.min(mail.tries, pauses.length - 1)] as number)
  if (!permanent && due < later(new Date(mail.since), longest)) {
    const again = { due, tries: mail.tries + 1, last: certain ? null : last, error }
    await markMailAgain(turn.tx, visitor, taken, again)
  } else if (await markMailFailed(turn.tx, visitor, taken, stamp(turn.now), error)) {
    await tellFailed(turn, letter, error)
  }
}

/** Whoever has the conversation is told, else who wrote the last line, else the leads. */
async function tellFailed(turn: Turn, { lines, email, last }: Letter, code: string): Promise<void> {
  const message = await findMessage(turn.tx, lines.at(-1)?.id ?? last)
  const conversation = message && (await findConversation(turn.tx, message.conversation))
  if (!conversation) return
  const jid = conversation.agent ?? message.authorJid
  const agent = jid === null ? undefined : await findStaff(turn.tx, jid)
  const leads = agent ? [] : (await listStaff(turn.tx)).filter(({ roles }) => roles.includes('lead'))
  const name = visitorName(await getVisitor(turn.tx, conversation.visitor))
  for (const each of agent ? [agent] : leads) tellIn(turn, conversation, each, say('mailFailed', { name, email, code }))
}

/** Where a link in a mail leads to: the page the visitor was last on, if he said one, and in which language he reads. */
export async function backTo(
  turn: Turn,
  link: { visitor: number; queue: string; signedAt: string },
): Promise<{ page: string | undefined; lang: string; title: string }> {
  const visitor = await ledBack(turn, link)
  const queue = await findQueue(turn.tx, link.queue)
  if (!queue) throw new DeskError('forbidden', say('linkWrong'))
  return { page: visitor.page?.url, lang: visitor.lang, title: queue.title }
}
