// Where one is, by the address's fragment, so that a place can be linked to: #/chats/7, #/issues/42/scene.

import type { Domains } from '../headless/agent/names.ts'
import { partsOf } from '../look/place.ts'

export type Route =
  | { kind: 'home' }
  | { kind: 'thread'; jid: string }
  | { kind: 'issues'; filter: string; query: string }
  | { kind: 'issue'; number: number; scene: boolean }

export function readRoute(hash: string, { agents, desk, rooms }: Domains): Route {
  const [what = '', name = '', more = ''] = partsOf(hash)
  if (what === 'chats' && /^\d+$/.test(name)) return { kind: 'thread', jid: `chat-${name}@${desk}` }
  if (what === 'people' && name) return { kind: 'thread', jid: `${name}@${agents}` }
  if (what === 'rooms' && name) return { kind: 'thread', jid: `${name}@${rooms}` }
  if (what === 'desk') return { kind: 'thread', jid: desk }
  if (what === 'issues' && /^\d+$/.test(name)) return { kind: 'issue', number: Number(name), scene: more === 'scene' }
  if (what === 'issues' && name === 'find') return { kind: 'issues', filter: 'all', query: more }
  if (what === 'issues') return { kind: 'issues', filter: name || 'mine', query: '' }
  return { kind: 'home' }
}

export function hashOf(jid: string, { agents, desk, rooms }: Domains): string {
  const [local = '', domain] = jid.includes('@') ? jid.split('@') : ['', jid]
  const [, kind, number] = /^(chat|issue)-(\d+)$/.exec(local) ?? []
  if (domain === desk) return kind ? `#/${kind}s/${number}` : '#/desk'
  if (domain === rooms) return `#/rooms/${encodeURIComponent(local)}`
  return domain === agents ? `#/people/${encodeURIComponent(local)}` : '#/'
}
