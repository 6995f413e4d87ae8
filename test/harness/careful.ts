// Somebody for plays about what gets lost: sends like a careful client, and knows what the desk has.
import { type Client, client, xml } from '@xmpp/client'
import type { Element } from 'ltx'
import { leave, patience } from './leave.ts'

/** Somebody who sends like a careful client: the next message when the desk has the last, the same again until it does. */
export interface Careful {
  /** What came with a name on it, each once, in the order of its first coming. */
  got: string[]
  /** What the desk has said that it has. */
  stored: string[]
  say(to: string, bodies: Iterable<string>): Promise<void>
  send(stanza: Element): Promise<void>
  stop(): Promise<unknown>
}

/** Signs in over TCP. `run` begins the ids of what is said: the same again is a repeat. */
export async function careful(c2s: number, jid: string, password: string, run?: string): Promise<Careful> {
  // The certificate of a test’s ejabberd is its own.
  process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0'
  const [username, domain] = jid.split('@') as [string, string]
  const xmpp: Client = client({ service: `xmpp://127.0.0.1:${c2s}`, domain, username, password, timeout: patience })
  xmpp.on('error', () => undefined)
  // Also after each reconnection, which the library does by itself.
  xmpp.on('online', () => xmpp.send(xml('presence')).catch(() => undefined))
  const got: string[] = []
  const stored: string[] = []
  const known = new Set<string>()
  let receipt: ((id: string) => void) | undefined
  let bounced: ((id: string) => void) | undefined
  xmpp.on('stanza', (stanza: Element) => {
    if (!stanza.is('message')) return
    const received = stanza.getChild('received', 'urn:xmpp:receipts')
    if (received) return receipt?.(received.attrs.id)
    if (stanza.attrs.type === 'error') return bounced?.(stanza.attrs.id)
    const body = stanza.getChildText('body')
    // Lines of the desk itself have no name on them.
    if (body === null || !stanza.getChild('nick', 'http://jabber.org/protocol/nick')) return
    // A receiver recognises a repeat by its id, and confirms it again.
    if (!known.has(stanza.attrs.id)) got.push(body)
    known.add(stanza.attrs.id)
    const confirmation = xml('received', { xmlns: 'urn:xmpp:receipts', id: stanza.attrs.id })
    xmpp.send(xml('message', { to: stanza.attrs.from, type: 'chat' }, confirmation)).catch(() => undefined)
  })
  await xmpp.start()

  /** True when the desk has it. */
  async function once(to: string, id: string, body: string): Promise<boolean> {
    const request = xml('request', { xmlns: 'urn:xmpp:receipts' })
    const origin = xml('origin-id', { xmlns: 'urn:xmpp:sid:0', id })
    const sent = xmpp.send(xml('message', { to, type: 'chat', id }, xml('body', {}, body), origin, request))
    return new Promise<boolean>((resolve) => {
      // No connection: the timer decides when to try again.
      sent.catch(() => undefined)
      const timer = setTimeout(() => resolve(false), 500)
      const settle = (stored: boolean) => (of: string) => {
        if (of !== id) return
        clearTimeout(timer)
        if (stored) resolve(true)
        else setTimeout(() => resolve(false), 50)
      }
      receipt = settle(true)
      bounced = settle(false)
    })
  }

  return {
    got,
    stored,
    send: (stanza) => xmpp.send(stanza),
    stop: () => leave(xmpp),
    async say(to, bodies) {
      let index = 0
      for (const body of bodies) {
        while (!(await once(to, `${run ?? username}-${index}`, body)));
        stored.push(body)
        index += 1
      }
    },
  }
}
