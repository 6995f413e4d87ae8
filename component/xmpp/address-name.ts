// The name of each of the desk's addresses, for those who may know it; used by disco and vCard alike.
import { knownStaff } from '../desk/access.ts'
import { seen } from '../desk/issue.ts'
import { nameOfChat, queueTitle } from '../desk/staff.ts'
import type { Turn } from '../desk/turn.ts'
import { bareOf } from '../model/address.ts'
import { DeskError } from '../model/error.ts'
import { say } from '../model/say.ts'
import type { Incoming } from './door.ts'

/** The desk's, a queue's title, the visitor's of a conversation, an issue's type; refuses where there is none, or it is not for the asker. */
export async function titleOf(turn: Turn, { stanza, side, address }: Incoming): Promise<string> {
  if (address.kind === 'desk') return 'Bellhop'
  if (address.kind === 'queue') return queueTitle(turn, address.name)
  // Nothing of a conversation or an issue reaches other visitors, not even that it exists.
  if (side !== 'staff') throw new DeskError('forbidden', say('staffOnly'))
  const who = await knownStaff(turn, bareOf(stanza.attrs.from))
  if (address.kind === 'issue') return `Issue #${address.id} ${(await seen(turn, who, address.id)).type}`
  return nameOfChat(turn, address.id)
}
