// Namespaces that only the agents' side uses, and what an address of the desk's is.

export const AGENT_NS = {
  adhoc: 'http://jabber.org/protocol/commands', // XEP-0050
  author: 'urn:bellhop:0',
  bookmarks: 'urn:xmpp:bookmarks:1', // XEP-0402
  discoItems: 'http://jabber.org/protocol/disco#items', // XEP-0030
  hints: 'urn:xmpp:hints', // XEP-0334
  invite: 'jabber:x:conference', // XEP-0249
  issue: 'urn:bellhop:issue:0',
  muc: 'http://jabber.org/protocol/muc', // XEP-0045
  mucUser: 'http://jabber.org/protocol/muc#user',
  mucOwner: 'http://jabber.org/protocol/muc#owner',
  pubsub: 'http://jabber.org/protocol/pubsub',
  roster: 'jabber:iq:roster', // RFC 6121
  time: 'urn:xmpp:time', // XEP-0202
} as const

/** Where everything is: a host each for colleagues and for their rooms, and the desk. */
export interface Domains {
  agents: string
  desk: string
  rooms: string
}

export type ThreadKind = 'chat' | 'issue' | 'desk' | 'person' | 'room'

export interface Place {
  kind: ThreadKind
  /** Of a conversation or an issue. */
  number: number
}

/** What kind of talk there is at a bare address; undefined where there is none. */
export function placeOf(jid: string, { agents, desk, rooms }: Domains): Place | undefined {
  const [local = '', domain] = jid.includes('@') ? jid.split('@') : ['', jid]
  if (domain === desk) {
    if (local === '') return { kind: 'desk', number: 0 }
    const [, kind, digits] = /^(chat|issue)-([1-9][0-9]{0,8})$/.exec(local) ?? []
    return kind ? { kind: kind as 'chat' | 'issue', number: Number(digits) } : undefined
  }
  if (local === '') return undefined
  if (domain === agents) return { kind: 'person', number: 0 }
  return domain === rooms ? { kind: 'room', number: 0 } : undefined
}

export const bareOf = (jid: string): string => jid.split('/', 1)[0] ?? ''
export const resourceOf = (jid: string): string => jid.slice(bareOf(jid).length + 1)
export const localOf = (jid: string): string => jid.split('@', 1)[0] ?? ''
