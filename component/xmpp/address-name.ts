// The name of each of the desk's addresses, for those who may know it; used by disco and vCard alike.
import { knownStaff } from '../desk/access.ts'
import { nameOfChat, queueTitle } from '../desk/staff.ts'
import type { Turn } from '../desk/turn.ts'
import { bareOf } from '../model/address.ts'
import { DeskError } from '../model/error.ts'
import { say } from '../model/say.ts'
import type { Incoming } from './door.ts'

/** The desk's, a queue's title, or the visitor's of a conversation; refuses where there is none, or it is not for the asker. */
export async function titleOf(turn: Turn, { stanza, side, address }: Incoming): Promise<string> {
  if (address.kind === 'desk') return 'Bellhop'
  if (address.kind === 'queue') return queueTitle(turn, address.name)
  if (address.kind === 'issue') throw new DeskError('not-found', say('issuesLater', { number: address.id }))
  // Nothing of a conversation reaches other visitors, not even that it exists.
  if (side !== 'staff') throw new DeskError('forbidden', say('staffOnly'))
  await knownStaff(turn, bareOf(stanza.attrs.from))
  return nameOfChat(turn, address.id)
}
