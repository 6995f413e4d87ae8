// Messages of visitors to a queue.

import { visitorSays, visitorTypes } from '../desk/conversation.ts'
import { visitorFills } from '../desk/filled.ts'
import { cameBack, visitorMarks } from '../desk/record.ts'
import { visitorActs } from '../desk/response.ts'
import { tell } from '../desk/turn.ts'
import { bareOf } from '../model/address.ts'
import { DeskError } from '../model/error.ts'
import { say } from '../model/say.ts'
import type { Handle } from './door.ts'
import { readForm } from './forms.ts'
import { ns } from './ns.ts'
import { readMessage } from './read.ts'

/** What a visitor writes, types, has got and has read. */
export const visitorMessage: Handle = async (turn, { stanza, local }) => {
  const message = readMessage(stanza)
  const { jid, to, body, key, id: stanzaId, replaces, lang, reply, file } = message
  if (message.encrypted) throw new DeskError('not-acceptable', say('encrypted'))
  for (const { mark, id } of message.marks) await visitorMarks(turn, jid, mark, id)
  const form = stanza.getChild('x', ns.forms)
  if (form?.attrs.type === 'submit') await visitorFills(turn, jid, local, readForm(form))
  if (message.act) {
    await visitorActs(turn, local, { jid, to, key, stanzaId, ...message.act })
    if (message.wantsReceipt) tell(turn, { kind: 'receipt', to: message.from, from: local, of: stanzaId as string })
  } else if (body !== undefined) {
    const archive = await visitorSays(turn, local, { jid, to, body, key, stanzaId, replaces, lang, reply, file })
    const receipt = { kind: 'receipt', to: message.from, from: local, of: stanzaId as string } as const
    if (message.wantsReceipt) tell(turn, archive === undefined ? receipt : { ...receipt, archive })
    // Words go to the agent from the bare address, typing from a resource: without this Gajim and Dino show him typing for half a
    // minute after what he has said.
    if (message.typing) await visitorTypes(turn, local, jid, message.typing)
  } else if (form && message.wantsReceipt) {
    tell(turn, { kind: 'receipt', to: message.from, from: local, of: stanzaId as string })
  } else if (message.typing) {
    await visitorTypes(turn, local, jid, message.typing)
  }
}

/** A message of ours that IM server 1 could not deliver. */
export const visitorBounce: Handle = async (turn, { stanza }) => {
  await cameBack(turn, bareOf(stanza.attrs.from), stanza.attrs.id ?? '')
}
