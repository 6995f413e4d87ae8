// The router: opens a turn for each stanza, in the order in which they came, and answers when it is committed.
import { xml } from '@xmpp/component'
import type { Element } from 'ltx'
import type { Domains, Turn } from '../desk/turn.ts'
import type { Log } from '../log.ts'
import { addressOf, bareOf, domainOf, localOf } from '../model/address.ts'
import { DeskError } from '../model/error.ts'
import type { Incoming } from './door.ts'
import { breakdown, refusal } from './error.ts'
import { isRoutable } from './read.ts'
import { routeIq, routeMessage, routePresence } from './routes.ts'

export interface RouterOptions {
  domains: Domains
  /** Turns run one after the other in the order of these calls, which is what keeps every sender's stanzas in order. */
  run: <T>(work: (turn: Turn) => Promise<T>) => Promise<T>
  send: (stanzas: Element[]) => Promise<void>
  log: Log
}

export function openRouter({ domains, run, send, log }: RouterOptions): (stanza: Element) => void {
  async function answer(stanzas: Element[]): Promise<void> {
    // The stream went away in between: whoever asked will see that too, and ask again.
    await send(stanzas).catch((error: Error) => log.debug('answer not sent', { error: error.message }))
  }

  async function handle(stanza: Element): Promise<void> {
    const incoming = readIncoming(stanza, domains)
    try {
      if (stanza.name === 'iq') await answer(await handleIq(incoming))
      else if (stanza.name === 'message') await run((turn) => routeMessage(incoming)(turn, incoming))
      else await run((turn) => routePresence(incoming)(turn, incoming))
    } catch (error) {
      if (!(error instanceof DeskError)) log.error('a stanza was not handled', about(stanza, error))
      // Nobody has use for an error in answer to presence, and an error is never answered with an error.
      if (stanza.name === 'presence' || stanza.attrs.type === 'error') return
      await answer([error instanceof DeskError ? refusal(stanza, error) : breakdown(stanza)])
    }
  }

  async function handleIq(incoming: Incoming): Promise<Element[]> {
    const { stanza } = incoming
    const { from, to, id } = stanza.attrs as Record<string, string>
    const given = await run((turn) => routeIq(incoming)(turn, incoming))
    const parts = given && 'before' in given ? given : { before: [], result: given }
    return [
      ...parts.before,
      xml('iq', { type: 'result', from: to, to: from, id }, ...(parts.result ? [parts.result] : [])),
    ]
  }

  return (stanza) => {
    if (!isRoutable(stanza)) {
      log.warn('a stanza without from or to', { name: stanza.name })
      return
    }
    // Results and errors that nobody here waits for are nobody's business.
    if (stanza.name === 'iq' && stanza.attrs.type !== 'get' && stanza.attrs.type !== 'set') return
    handle(stanza).catch((error: unknown) => log.error('a stanza was not answered', about(stanza, error)))
  }
}

function readIncoming(stanza: Element, domains: Domains): Incoming {
  const { from, to } = stanza.attrs as { from: string; to: string }
  const domain = domainOf(from)
  const side = domain === domains.visitors ? 'visitor' : domain === domains.agents ? 'staff' : 'other'
  const local = localOf(to)
  return { stanza, side, address: addressOf(local), local, domains }
}

/** What the log may say of a stanza: never its words. */
function about(stanza: Element, error: unknown): Record<string, unknown> {
  const { id, from, to } = stanza.attrs
  return { name: stanza.name, id, from: bareOf(from), to, error: error instanceof Error ? error.stack : String(error) }
}
