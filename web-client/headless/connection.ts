// One XMPP connection over WebSocket, from the login to its end. It never reconnects by itself: the session opens a new
// one, with a new password. RFC 7395.

import { client, xml } from '@xmpp/client'
import type { Element } from '@xmpp/xml'
import { carried } from './characters.ts'
import type { AskedField } from './state.ts'

export interface Session {
  /** The visitor's bare JID. */
  jid: string
  /** Good for one login. */
  password: string
  websocket: string
  /** The full address to write to. */
  queue: string
  /** The secret with which the same visitor comes back. */
  token: string
  /** The site has vouched for who this is. */
  verified?: boolean
  /** What the queue wants to know before the first message. */
  ask?: readonly AskedField[]
  /** When the queue opens again, while it is closed: ISO 8601. */
  opens?: string
}

export interface Connection {
  /** The visitor's own server. */
  readonly domain: string
  /** Hands the stanza to the socket; lost without a word when that is gone, so only repeatable things go this way. */
  send(stanza: Element): void
  /** The answer to an IQ; rejects on an error answer, when the time is up and when the connection ends. */
  ask(iq: Element, timeout: number): Promise<Element>
  /** Resolves when the connection is over, for whatever reason; never rejects. */
  readonly closed: Promise<void>
  /** Ends it at once, without waiting for a peer that may be gone. */
  drop(): void
}

export interface ConnectionOptions {
  session: Session
  resource: string
  lang: string
  timeout: number
  onStanza(stanza: Element): void
}

export type Connect = (options: ConnectionOptions) => Promise<Connection>

/** Resolves when the resource is bound; rejects when that takes longer than `timeout` ms or fails. */
export const openConnection: Connect = async ({ session, resource, lang, timeout, onStanza }) => {
  const [username = '', domain = ''] = session.jid.split('@')
  const xmpp = client({
    service: session.websocket,
    domain,
    resource,
    timeout,
    lang,
    // Named here, because the library takes no PLAIN over ws:// to anything but localhost. The address comes from the desk,
    // a page on https can't open ws:// at all, and the password is good for this one login.
    credentials: async (authenticate: Authenticate) => authenticate({ username, password: session.password }, 'PLAIN'),
    // Without it the library calls crypto.randomUUID(), which is missing on plain http.
    userAgent: xml('user-agent', {}, xml('software', {}, 'Bellhop')),
  } as unknown as Parameters<typeof client>[0])
  xmpp.reconnect.stop()

  let over = (): void => undefined
  const closed = new Promise<void>((resolve) => {
    over = resolve
  })
  const drop = () => {
    over()
    xmpp.removeAllListeners('stanza')
    xmpp.socket?.end()
  }
  xmpp.on('disconnect', () => over())
  xmpp.on('stanza', onStanza)

  const online = new Promise<void>((resolve, reject) => {
    xmpp.on('online', () => resolve())
    // The listener stays: an 'error' event that nobody hears is thrown.
    xmpp.on('error', (error) => {
      reject(error)
      drop()
    })
    xmpp.on('disconnect', () => reject(new Error('The connection ended during the login.')))
    setTimeout(() => reject(new Error('The login took too long.')), timeout)
    void xmpp
      .connect(session.websocket)
      .then(() => xmpp.open({ domain, lang }))
      .catch(reject)
  })
  try {
    await online
  } catch (error) {
    drop()
    throw error
  }
  return {
    domain,
    closed,
    drop,
    send: (stanza) => void xmpp.send(carried(stanza)).catch(drop),
    ask: (iq, limit) =>
      Promise.race([
        xmpp.iqCaller.request(carried(iq), limit),
        closed.then(() => {
          throw new Error('The connection ended before the answer.')
        }),
      ]),
  }
}

type Authenticate = (credentials: { username: string; password: string }, mechanism: string) => Promise<void>
