// The desk's own addresses, and the parts of a JID.

export type Address =
  | { kind: 'desk' }
  | { kind: 'queue'; name: string }
  | { kind: 'chat'; id: number }
  | { kind: 'issue'; id: number }

const numbered = /^(chat|issue)-([1-9][0-9]{0,8})$/

/** What a local part on the desk's domain means; '' is the desk, anything not numbered is taken as a queue's name. */
export function addressOf(local: string): Address {
  if (local === '') return { kind: 'desk' }
  const match = numbered.exec(local)
  if (!match) return { kind: 'queue', name: local }
  return { kind: match[1] as 'chat' | 'issue', id: Number(match[2]) }
}

export const chatAddress = (conversation: number): string => `chat-${conversation}`

export const issueAddress = (issue: number): string => `issue-${issue}`

/** The id under which a stored message goes out to everybody. */
export const messageId = (message: number): string => `m-${message}`

/** The stored message that an id of ours names. */
export function messageOf(id: string): number | undefined {
  const match = /^m-([1-9][0-9]{0,8})$/.exec(id)
  return match ? Number(match[1]) : undefined
}

/** The id under which a comment on an issue goes out to everybody. */
export const commentId = (event: number): string => `i-${event}`

export function bareOf(jid: string): string {
  const slash = jid.indexOf('/')
  return slash === -1 ? jid : jid.slice(0, slash)
}

export function resourceOf(jid: string): string {
  const slash = jid.indexOf('/')
  return slash === -1 ? '' : jid.slice(slash + 1)
}

export function localOf(jid: string): string {
  const at = bareOf(jid).indexOf('@')
  return at === -1 ? '' : jid.slice(0, at)
}

export function domainOf(jid: string): string {
  const bare = bareOf(jid)
  return bare.slice(bare.indexOf('@') + 1)
}
