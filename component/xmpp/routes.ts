// Which stanza goes to which handling, by what it is, who sent it and where to.
import { DeskError } from '../model/error.ts'
import { say } from '../model/say.ts'
import { executeCommand } from './adhoc.ts'
import { chatMessage, deskMessage, issueMessage } from './agent.ts'
import { discoInfo, discoItems } from './disco.ts'
import type { Handle, Incoming } from './door.ts'
import { entityTime, ping, softwareVersion, vcard } from './iq.ts'
import { archiveForm, archiveMetadata, queryArchive } from './mam.ts'
import { ns } from './ns.ts'
import { staffPresence, visitorPresence } from './presence.ts'
import { visitorBounce, visitorMessage } from './visitor.ts'

type IqAnswer = import('ltx').Element | undefined | { before: import('ltx').Element[]; result: import('ltx').Element }

/** IQs by type and the child they carry. */
const iqs: Record<string, Handle<IqAnswer>> = {
  [`get query ${ns.discoInfo}`]: discoInfo,
  [`get query ${ns.discoItems}`]: discoItems,
  [`get vCard ${ns.vcard}`]: vcard,
  [`get ping ${ns.ping}`]: ping,
  [`get query ${ns.version}`]: softwareVersion,
  [`get time ${ns.time}`]: entityTime,
  [`set command ${ns.adhoc}`]: executeCommand,
  [`set query ${ns.mam}`]: queryArchive,
  [`get query ${ns.mam}`]: archiveForm,
  [`get metadata ${ns.mam}`]: archiveMetadata,
}

export function routeIq({ stanza }: Incoming): Handle<IqAnswer> {
  const children = stanza.getChildElements()
  const [child] = children
  // RFC 6120 §8.2.3: a request has exactly one child.
  if (!child || children.length > 1)
    return refuse(new DeskError('bad-request', say('iqChildren', { count: children.length })))
  const { type } = stanza.attrs as { type: string }
  const [what, other] = [`${child.name} ${child.attrs.xmlns}`, type === 'get' ? 'set' : 'get']
  const handle = iqs[`${type} ${what}`]
  if (handle) return handle
  if (iqs[`${other} ${what}`])
    return refuse(new DeskError('bad-request', say('iqType', { name: child.name, type, right: other })))
  return refuse(new DeskError('unknown-method', say('notUnderstood')))
}

export function routeMessage({ stanza, side, address }: Incoming): Handle {
  const type = stanza.attrs.type ?? 'normal'
  // An error is never answered; only what came back from a visitor means something.
  if (type === 'error') return side === 'visitor' && address.kind === 'queue' ? visitorBounce : ignore
  if (type === 'groupchat') return refuse(new DeskError('bad-request', say('notUnderstood')))
  if (type === 'headline') return ignore
  if (side === 'visitor')
    return address.kind === 'queue' ? visitorMessage : refuse(new DeskError('forbidden', say('staffOnly')))
  if (side === 'staff' && address.kind === 'desk') return deskMessage
  if (side === 'staff' && address.kind === 'chat') return chatMessage
  if (side === 'staff' && address.kind === 'issue') return issueMessage
  return refuse(new DeskError('forbidden', say(side === 'staff' ? 'queueForVisitors' : 'staffOnly')))
}

export function routePresence({ stanza, side }: Incoming): Handle {
  if (stanza.attrs.type === 'error') return ignore
  if (side === 'visitor') return visitorPresence
  return side === 'staff' ? staffPresence : ignore
}

const ignore: Handle = async () => undefined

function refuse(error: DeskError): Handle<never> {
  return async () => {
    throw error
  }
}
