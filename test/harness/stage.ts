// What a play happens on: something that carries stanzas between people and the desk. The wire is one, ejabberd another.
import type { Element } from 'ltx'

export const domain = 'test'
export const domains = { visitors: `visitors.${domain}`, agents: `agents.${domain}`, desk: `desk.${domain}` }

/** A client of somebody, connected. */
export interface Client {
  /** Full JID. */
  jid: string
  send(stanza: Element): Promise<void>
  /** Ends it: politely, or as if the cable had been cut. */
  close(how: 'politely' | 'lost'): Promise<void>
}

export interface Stage {
  name: string
  /** Where the desk's component connects to. */
  service: string
  password: string
  contact: (notice: import('../../component/model/notice.ts').ContactNotice) => Promise<void>
  /** Connects a client; every stanza it gets goes to `received`. */
  connect(who: { jid: string; password: string }, received: (stanza: Element) => void): Promise<Client>
  /** Opens the accounts of the staff for a play, by name; nothing of an earlier play is left in them. */
  hire(names: readonly string[]): Promise<Record<string, { jid: string; password: string }>>
  /** After a play: nobody is connected any more. */
  reset(): Promise<void>
  close(): Promise<void>
}
