// Contacts (RFC 6121): each conversation, issue and colleague is one; who is there, and the desk's own word on how it stands.

import type { Element } from '@xmpp/xml'
import type { Connection } from '../connection.ts'
import { NS } from '../ns.ts'
import { AGENT_NS, bareOf } from './names.ts'
import { silent, type Thread } from './state.ts'
import type { AgentStore } from './store.ts'
import { rosterQuery } from './write.ts'

export interface ContactEvents {
  /** A contact that was not there before came, after the first list. */
  onNew(thread: Thread): void
  /** The desk's word changed. */
  onBoard(): void
  onIssue(number: number): void
}

export class Contacts {
  readonly #store: AgentStore
  readonly #events: ContactEvents
  /** The clients of each colleague that are there. */
  readonly #clients = new Map<string, Map<string, { show: string; status: string }>>()

  constructor(store: AgentStore, events: ContactEvents) {
    this.#store = store
    this.#events = events
  }

  /** All contacts anew; those that went meanwhile are no contacts any more. */
  async load({ ask }: Pick<Connection, 'ask'>): Promise<void> {
    const answer = await ask(rosterQuery(), 20_000)
    const items = answer.getChild('query', AGENT_NS.roster)?.getChildren('item') ?? []
    const now = new Set(items.map(({ attrs }) => String(attrs.jid)))
    const gone = [...this.#store.state.threads.values()].filter(
      ({ jid, kind, listed }) => listed && kind !== 'room' && kind !== 'desk' && !now.has(jid),
    )
    this.#store.changeAll(
      gone.map(({ jid }) => jid),
      (thread) => ({ ...thread, listed: false, here: false }),
    )
    const names = new Map(items.map((item) => [String(item.attrs.jid), item]))
    this.#store.changeAll(now, (thread) => listed(thread, names.get(thread.jid)))
  }

  /** A change to one contact, pushed by the server (RFC 6121 §2.1.6: by one's own account only). */
  pushed(iq: Element): void {
    const item = iq.getChild('query', AGENT_NS.roster)?.getChild('item')
    const jid: string | undefined = item?.attrs.jid
    if (!item || !jid) return
    if (item.attrs.subscription === 'remove') {
      this.#store.change(jid, (thread) => ({ ...thread, listed: false, here: false, rings: false }))
      return
    }
    const before = this.#store.state.threads.get(jid)
    this.#store.change(jid, (thread) => listed(thread, item))
    const thread = this.#store.thread(jid)
    if (thread && !before?.listed) this.#events.onNew(thread)
  }

  presence(stanza: Element): void {
    const { from = '', type } = stanza.attrs as { from?: string; type?: string }
    if (type !== undefined && type !== 'unavailable') return
    const jid = bareOf(from)
    const thread = this.#store.thread(jid)
    if (!thread || thread.kind === 'room' || jid === this.#store.state.jid) return
    const status = stanza.getChildText('status') ?? ''
    if (thread.kind === 'desk') {
      const here = type === undefined
      if (here && status !== this.#store.state.board) this.#store.set({ board: status, deskAway: false })
      if (here) this.#events.onBoard()
      return
    }
    const clients = this.#clients.get(jid) ?? new Map()
    this.#clients.set(jid, clients)
    if (type === 'unavailable') clients.delete(from)
    else clients.set(from, { show: stanza.getChildText('show') ?? '', status })
    const best = [...clients.values()].sort((a, b) => order(a.show) - order(b.show))[0]
    const nick = stanza.getChildText('nick', NS.nick)
    this.#store.change(jid, (now) => ({
      ...(best === undefined ? silent(now) : now),
      here: best !== undefined,
      show: best?.show ?? '',
      status: best?.status ?? '',
      ...(now.kind === 'chat' && nick ? { name: nick } : {}),
    }))
    if (thread.kind === 'issue') this.#events.onIssue(thread.number)
  }

  /** A new session: who is there is told anew. */
  reset(): void {
    this.#clients.clear()
    const people = [...this.#store.state.threads.values()].filter(({ kind }) => kind === 'person' || kind === 'chat')
    this.#store.changeAll(
      people.map(({ jid }) => jid),
      (thread) => ({ ...thread, here: false, show: '' }),
    )
  }
}

/** The name in the list, without the number that the list has apart. */
function listed(thread: Thread, item: Element | undefined): Thread {
  const name = String(item?.attrs.name ?? '').replace(thread.kind === 'chat' ? / #\d+$/ : /^$/, '')
  return { ...thread, listed: true, name: name || thread.name }
}

const order = (show: string): number => ['chat', '', 'away', 'xa', 'dnd'].indexOf(show)
