// Messages of the staff: to the desk (commands) and to a conversation (words for the visitor, and commands with “!”).

import { check, checkRole, fromLine, type Place } from '../commands/command.ts'
import { findCommand } from '../commands/menu.ts'
import { knownStaff } from '../desk/access.ts'
import { agentSays, agentTypes, isFirst } from '../desk/conversation.ts'
import { agentMarks } from '../desk/record.ts'
import { agentActs } from '../desk/response.ts'
import { attempt, type Turn, tell } from '../desk/turn.ts'
import { DeskError } from '../model/error.ts'
import type { Staff } from '../model/person.ts'
import { type Say, say } from '../model/say.ts'
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
  if (/^\s*!/.test(body) && !/^\s*!!/.test(body)) {
    const who = await knownStaff(turn, jid)
    // What was typed was no answer: the visitor need not wait for it.
    await agentTypes(turn, address.id, jid, 'active')
    await command(turn, who, message, { at: 'chat', line: body.trim().slice(1), from: local, number: address.id })
    return
  }
  const words = body.replace(/^(\s*)!!/, '$1!')
  const answer = reply && { ...reply, body: words }
  const said = { jid, to, body: reply ? message.body : words, key, stanzaId, replaces, lang, reply: answer, file }
  await agentSays(turn, address.id, said)
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
  const body = await answerLine(turn, asker, typed)
  tell(turn, { kind: 'message', to: who.jid, from: typed.from, body, lang: asker.lang })
}

/** The reply to a typed line; a refusal is a reply too, and leaves nothing changed. */
async function answerLine(turn: Turn, who: Staff, { at, line, number }: Line): Promise<Say> {
  const [word = '', rest = ''] = /^(\S*)\s*([\s\S]*)$/.exec(line)?.slice(1) ?? []
  try {
    const found = findCommand(at, word.toLowerCase())
    if (!found)
      throw new DeskError(
        'bad-request',
        say('commandUnknown', { command: word, help: at === 'desk' ? 'help' : '!help' }),
      )
    checkRole(found, who)
    const values = check(found, fromLine(found, rest))
    return await attempt(turn, (inside) => found.run(inside, who, values, number))
  } catch (error) {
    if (error instanceof DeskError) return error.say
    throw error
  }
}

function receipt(turn: Turn, message: IncomingMessage, from: string): void {
  if (message.wantsReceipt) tell(turn, { kind: 'receipt', to: message.from, from, of: message.id as string })
}
