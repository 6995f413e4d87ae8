// Messages of the staff: to the desk (commands), to a conversation (words for the visitor, and commands with “!”), and to
// an issue (comments, and commands with “!”).

import { check, checkRole, choicesNow, fromLine, type Place } from '../commands/command.ts'
import { findCommand } from '../commands/menu.ts'
import { knownStaff } from '../desk/access.ts'
import { audited } from '../desk/admin/lead.ts'
import { agentSays } from '../desk/agent-says.ts'
import { agentTypes, isFirst } from '../desk/conversation.ts'
import { comment } from '../desk/issue.ts'
import { agentMarks } from '../desk/record.ts'
import { agentActs } from '../desk/response.ts'
import { attempt, type Turn, tell } from '../desk/turn.ts'
import { DeskError } from '../model/error.ts'
import type { Staff } from '../model/person.ts'
import { sentences } from '../model/reply.ts'
import { lines, type Say, say } from '../model/say.ts'
import type { Handle } from './door.ts'
import { type IncomingMessage, readMessage } from './read.ts'

/** A line to the desk itself is a command. */
export const deskMessage: Handle = async (turn, { stanza }) => {
  const message = readMessage(stanza)
  if (message.encrypted) throw new DeskError('not-acceptable', say('encrypted'))
  if (message.body === undefined) return
  const who = await knownStaff(turn, message.jid)
  await command(turn, who, message, { at: 'desk', line: message.body.trim().replace(/^!/, ''), from: '', number: 0 })
}

/** A line in a conversation's window goes to the visitor, unless it begins with “!”. */
export const chatMessage: Handle = async (turn, { stanza, address, local }) => {
  if (address.kind !== 'chat') return
  const message = readMessage(stanza)
  const { jid, to, key, id: stanzaId, replaces, lang, reply, file } = message
  if (message.encrypted) throw new DeskError('not-acceptable', say('encrypted'))
  for (const { mark, id } of message.marks) await agentMarks(turn, jid, address.id, mark, id)
  if (message.act) {
    await agentActs(turn, address.id, { jid, to, key, stanzaId, ...message.act })
    receipt(turn, message, local)
    return
  }
  if (message.body === undefined) {
    if (message.typing) await agentTypes(turn, address.id, jid, message.typing)
    return
  }
  // A command is one also below a quote.
  const body = reply?.body ?? message.body
  if (isCommand(body)) {
    const who = await knownStaff(turn, jid)
    // What was typed was no answer: the visitor need not wait for it.
    await agentTypes(turn, address.id, jid, 'active')
    await command(turn, who, message, { at: 'chat', line: body.trim().slice(1), from: local, number: address.id })
    return
  }
  const words = literal(body)
  const answer = reply && { ...reply, body: words }
  const said = { jid, to, body: reply ? message.body : words, key, stanzaId, replaces, lang, reply: answer, file }
  await agentSays(turn, address.id, said)
  receipt(turn, message, local)
}

const isCommand = (body: string): boolean => /^\s*!/.test(body) && !/^\s*!!/.test(body)

/** “!!” at the beginning stands for a “!” that is meant. */
const literal = (body: string): string => body.replace(/^(\s*)!!/, '$1!')

/** A line in an issue's window is a comment, unless it begins with “!”. */
export const issueMessage: Handle = async (turn, { stanza, address, local }) => {
  if (address.kind !== 'issue') return
  const message = readMessage(stanza)
  const { jid, to, key, id: stanzaId, replaces, lang, reply, file } = message
  if (message.encrypted) throw new DeskError('not-acceptable', say('encrypted'))
  if (message.act) throw new DeskError('unsupported', say('issueActs'))
  if (message.body === undefined) return
  const line = reply?.body ?? message.body
  if (isCommand(line)) {
    const who = await knownStaff(turn, jid)
    return command(turn, who, message, { at: 'issue', line: line.trim().slice(1), from: local, number: address.id })
  }
  const body = literal(message.body)
  await comment(turn, address.id, { jid, to, body, key, stanzaId, replaces, lang, file })
  receipt(turn, message, local)
}

interface Line {
  at: Place
  line: string
  from: string
  number: number
}

/** Runs a typed command once, and answers it in the same window with a line. */
async function command(turn: Turn, who: Staff, message: IncomingMessage, typed: Line): Promise<void> {
  receipt(turn, message, typed.from)
  if (!(await isFirst(turn, message))) return
  const asker = message.lang === undefined ? who : { ...who, lang: message.lang }
  const body = await answerLine(turn, asker, typed, message.reply?.id)
  tell(turn, { kind: 'message', to: who.jid, from: typed.from, body, lang: asker.lang })
}

/** The reply to a typed line; a refusal is a reply too, and leaves nothing changed. */
async function answerLine(turn: Turn, who: Staff, { at, line, number }: Line, about: string | undefined): Promise<Say> {
  const [word = '', rest = ''] = /^(\S*)\s*([\s\S]*)$/.exec(line)?.slice(1) ?? []
  const found = findCommand(at, word.toLowerCase())
  try {
    if (!found)
      throw new DeskError(
        'bad-request',
        say('commandUnknown', { command: word, help: at === 'desk' ? 'help' : '!help' }),
      )
    checkRole(found, who)
    const values = check(found, fromLine(found, rest))
    const answer = await attempt(turn, (inside) =>
      audited(inside, who, found, { values, number }, () => found.run(inside, who, values, number, about)),
    )
    return sentences(answer)
  } catch (error) {
    if (!(error instanceof DeskError)) throw error
    // Whoever gave too little may not know what there is; any other refusal names the choices itself.
    const choices = found && error.say.key === 'fieldMissing' ? await choicesNow(found, turn, who, number) : []
    return lines(error.say, ...choices)
  }
}

function receipt(turn: Turn, message: IncomingMessage, from: string): void {
  if (message.wantsReceipt) tell(turn, { kind: 'receipt', to: message.from, from, of: message.id as string })
}
