// Presence: of agents' clients (their state), of visitors' clients (here or away), and questions after ours.
import { agentCame, agentGone, showDesk, showQueue } from '../desk/availability.ts'
import { showsPhoto } from '../desk/photo.ts'
import { visitorCame, visitorGone } from '../desk/record.ts'
import { findPerson } from '../desk/staff.ts'
import { type Turn, tell } from '../desk/turn.ts'
import { bareOf, resourceOf } from '../model/address.ts'
import type { Handle, Incoming } from './door.ts'
import { type IncomingPresence, readPresence } from './read.ts'

export const staffPresence: Handle = async (turn, incoming) => {
  const presence = readPresence(incoming.stanza)
  const person = await findPerson(turn, bareOf(presence.from))
  if (!person) return
  if (presence.type === 'subscribe') return accept(turn, incoming, presence)
  if (presence.type === 'probe') return showDesk(turn, person)
  // His state is told to the desk; a conversation's window has him as a contact too, which says nothing new.
  if (incoming.address.kind !== 'desk') return
  const resource = resourceOf(presence.from)
  if (presence.type === 'available') await agentCame(turn, person, resource, presence)
  if (presence.type === 'available' && presence.photo !== undefined) await showsPhoto(turn, person, presence.photo)
  if (presence.type === 'unavailable') await agentGone(turn, person, resource, presence)
}

/** Whoever of the staff wants to see the desk or a conversation may. */
async function accept(turn: Turn, { local }: Incoming, { from }: IncomingPresence): Promise<void> {
  tell(turn, { kind: 'presence', to: bareOf(from), from: local, show: 'subscribed', lang: 'en' })
}

export const visitorPresence: Handle = async (turn, { stanza, address, local }) => {
  const presence = readPresence(stanza)
  const { from, page, lang } = presence
  if (presence.type === 'available') {
    await visitorCame(turn, from, { ...(page && { page }), ...(lang && { lang }) })
    if (address.kind === 'queue') await showQueue(turn, local, from)
  }
  if (presence.type === 'unavailable' && address.kind === 'desk') await visitorGone(turn, from)
}
