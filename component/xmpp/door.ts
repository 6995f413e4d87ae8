// What every part of this door works with: one stanza that came in, the turn it is handled in, and the desk's domains.
import type { Element } from 'ltx'
import type { Domains, Turn } from '../desk/turn.ts'
import type { Address } from '../model/address.ts'

export interface Incoming {
  stanza: Element
  /** Who sent it: a visitor of IM server 1, somebody of IM server 2, or anybody else. */
  side: 'visitor' | 'staff' | 'other'
  /** Which of the desk's addresses it was sent to; `local` is its local part. */
  address: Address
  local: string
  domains: Domains
}

/** Handles one stanza in its turn; what is to be answered at once to an IQ is given back, all else is told as notices. */
export type Handle<Answer = void> = (turn: Turn, incoming: Incoming) => Promise<Answer>
