// Service discovery (XEP-0030 2.5): every address says what it is; commands are listed for those who may use them.
import { xml } from '@xmpp/component'
import type { Element } from 'ltx'
import type { Place } from '../commands/command.ts'
import { listCommands } from '../commands/menu.ts'
import { knownVisitor } from '../desk/access.ts'
import { queueShow } from '../desk/availability.ts'
import { seen } from '../desk/issue.ts'
import { findPerson, queueTitles } from '../desk/staff.ts'
import type { Turn } from '../desk/turn.ts'
import { bareOf } from '../model/address.ts'
import { DeskError } from '../model/error.ts'
import { render, say } from '../model/say.ts'
import { titleOf } from './address-name.ts'
import type { Handle, Incoming } from './door.ts'
import { ns } from './ns.ts'
import { langOf } from './read.ts'
import { featuresOf } from './xeps.ts'

export const discoInfo: Handle<Element> = async (turn, incoming) => {
  const { stanza, address } = incoming
  const node = stanza.getChild('query', ns.discoInfo)?.attrs.node
  if (node !== undefined) return commandInfo(turn, incoming, node)
  const name = await titleOf(turn, incoming)
  const identity =
    address.kind === 'desk'
      ? { category: 'component', type: 'generic', name }
      : { category: 'client', type: 'bot', name }
  const features = featuresOf(address.kind).map((feature) => xml('feature', { var: feature }))
  const more = address.kind === 'queue' ? [await queueForm(turn, address.name)] : []
  return xml('query', { xmlns: ns.discoInfo }, xml('identity', identity), ...features, ...more)
}

// XEP-0128 §2: what a queue is doing now, for programs.
async function queueForm(turn: Turn, queue: string): Promise<Element> {
  const state = { available: 'open', dnd: 'busy', xa: 'away' }[await queueShow(turn, queue)]
  const field = (name: string, type: string, value: string) =>
    xml('field', { var: name, type }, xml('value', {}, value))
  const about = field('FORM_TYPE', 'hidden', 'urn:bellhop:queue')
  return xml('x', { xmlns: ns.forms, type: 'result' }, about, field('state', 'text-single', state))
}

// XEP-0050 §2.1: each command says what it is.
async function commandInfo(turn: Turn, incoming: Incoming, node: string): Promise<Element> {
  const lang = langOf(incoming.stanza) ?? 'en'
  const found = (await commandsFor(turn, incoming)).find((command) => command.node === node)
  if (!found && node !== ns.adhoc)
    throw new DeskError('not-found', say('commandUnknown', { command: node, help: 'help' }))
  const name = found ? render(say(found.title), lang) : 'Commands'
  const identity = xml('identity', { category: 'automation', type: found ? 'command-node' : 'command-list', name })
  const features = [ns.adhoc, ns.forms].map((feature) => xml('feature', { var: feature }))
  return xml('query', { xmlns: ns.discoInfo, node }, identity, ...features)
}

export const discoItems: Handle<Element> = async (turn, incoming) => {
  const { stanza, address, domains } = incoming
  const node: string | undefined = stanza.getChild('query', ns.discoItems)?.attrs.node
  const reply = xml('query', { xmlns: ns.discoItems, ...(node === undefined ? {} : { node }) })
  if (node === ns.adhoc) {
    const lang = langOf(stanza) ?? 'en'
    const jid = bareOf(stanza.attrs.to)
    for (const command of await commandsFor(turn, incoming)) {
      reply.append(xml('item', { jid, node: command.node, name: render(say(command.title), lang) }))
    }
  } else if (address.kind === 'desk' && node === undefined) {
    for (const { name, title } of await queueTitles(turn))
      reply.append(xml('item', { jid: `${name}@${domains.desk}`, name: title }))
  } else if (node !== undefined) {
    throw new DeskError('not-found', say('discoNode', { node }))
  } else {
    await titleOf(turn, incoming)
  }
  return reply
}

async function commandsFor(turn: Turn, { stanza, side, address }: Incoming) {
  const jid = bareOf(stanza.attrs.from)
  if (side === 'visitor') await knownVisitor(turn, jid)
  const person = side === 'staff' ? await findPerson(turn, jid) : undefined
  const place: Place | undefined = address.kind === 'queue' ? undefined : address.kind
  if (person && address.kind === 'issue') await seen(turn, person, address.id)
  return person && place ? listCommands(place, person) : []
}
