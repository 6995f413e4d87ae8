// An agent's connection over WebSocket (RFC 7395): SCRAM only, and stream management (XEP-0198), so that a short break loses
// nothing and nobody sees it. The object outlives its connections; it never reconnects by itself.

import { client, xml } from '@xmpp/client'
import type { Element } from '@xmpp/xml'
import { carried } from '../characters.ts'
import type { Connection } from '../connection.ts'
import { newId } from '../ids.ts'
import { NS } from '../ns.ts'
import { type Login, PasswordNeeded } from './login.ts'
import { AGENT_NS, bareOf } from './names.ts'
import { type Exchange, mechanisms, ScramError, scramExchange, scramHashes } from './scram.ts'

export interface WireOptions {
  websocket: string
  login: Login
  resource: string
  lang: string
  onStanza(stanza: Element): void
  /** The server has this message. */
  onAck(id: string): void
}

export interface AgentConnection extends Connection {
  /** The session before went on: nothing was missed, presence and rooms are as they were. */
  readonly resumed: boolean
}

/** Wrong name or password: trying again would not help. */
export class WrongPassword extends Error {}

const patience = 15_000
const saslErrors = new Set(['not-authorized', 'account-disabled', 'credentials-expired', 'invalid-authzid'])

export class Wire {
  readonly #options: WireOptions
  readonly #xmpp: Entity
  #exchange: Exchange | undefined
  #proof = ''

  constructor(options: WireOptions) {
    this.#options = options
    const { websocket, login, resource, lang } = options
    const [, domain = ''] = login.jid.split('@')
    const credentials = (authenticate: Authenticate, offered: readonly string[]) => this.#sign(authenticate, offered)
    const userAgent = xml('user-agent', {}, xml('software', {}, 'Bellhop console'))
    const settings = { service: websocket, domain, resource, lang, timeout: patience, credentials, userAgent }
    const entity = client(settings as unknown as Parameters<typeof client>[0]) as unknown as Entity
    entity.reconnect.stop()
    // Ours only: the others would send the password itself, or are not there in a browser.
    entity.saslFactory._mechs.splice(0)
    for (const mechanism of mechanisms) entity.saslFactory.use(mechanism, this.#mechanism(mechanism))
    // What is not answered here the library refuses: a pushed contact (RFC 6121 §2.1.6), and whether we are there.
    entity.iqCallee.set(AGENT_NS.roster, 'query', ({ stanza }) => bareOf(stanza.attrs.from ?? login.jid) === login.jid)
    entity.iqCallee.get(NS.ping, 'ping', () => true)
    entity.on('stanza', options.onStanza)
    entity.on('element', (element) => this.#onElement(element))
    // An 'error' event that nobody hears is thrown; each attempt listens for itself.
    entity.on('error', () => undefined)
    entity.streamManagement.on('ack', (stanza) => {
      if (stanza.name === 'message' && stanza.attrs.id) options.onAck(stanza.attrs.id)
    })
    this.#xmpp = entity
  }

  /** Resolves when the old session goes on or a new one is there; rejects when that takes too long or fails. */
  async connect(): Promise<AgentConnection> {
    const xmpp = this.#xmpp
    const { websocket, login, lang } = this.#options
    const [, domain = ''] = login.jid.split('@')
    let over = (): void => undefined
    const closed = new Promise<void>((resolve) => {
      over = resolve
    })
    xmpp.once('disconnect', over)
    const drop = () => {
      over()
      xmpp.socket?.end()
    }
    try {
      const resumed = await this.#established(domain, websocket, lang)
      return {
        ...{ domain, closed, drop, resumed },
        send: (stanza) => void xmpp.send(carried(stanza)).catch(drop),
        ask: (iq, limit) => Promise.race([xmpp.iqCaller.request(carried(iq), limit), closed.then(ended)]),
      }
    } catch (error) {
      drop()
      throw sorted(error)
    }
  }

  /** A polite end, after which the server keeps nothing for us. */
  async end(): Promise<void> {
    if (this.#xmpp.status === 'online') await this.#xmpp.stop().catch(() => undefined)
    else this.#xmpp.socket?.end()
  }

  #established(domain: string, websocket: string, lang: string): Promise<boolean> {
    const xmpp = this.#xmpp
    return new Promise<boolean>((resolve, reject) => {
      const online = () => settle(() => resolve(false))
      const resumed = () => settle(() => resolve(true))
      const lost = () => settle(() => reject(new Error('The connection ended during the login.')))
      const failed = (error: unknown) => settle(() => reject(error))
      const timer = setTimeout(() => failed(new Error('The login took too long.')), patience)
      const settle = (then: () => void) => {
        clearTimeout(timer)
        xmpp.off('online', online)
        xmpp.off('disconnect', lost)
        xmpp.off('error', failed)
        xmpp.streamManagement.off('resumed', resumed)
        then()
      }
      xmpp.on('online', online)
      xmpp.on('disconnect', lost)
      xmpp.on('error', failed)
      xmpp.streamManagement.on('resumed', resumed)
      xmpp
        .connect(websocket)
        .then(() => xmpp.open({ domain, lang }))
        .catch(failed)
    })
  }

  async #sign(authenticate: Authenticate, offered: readonly string[]): Promise<void> {
    const { login } = this.#options
    const mechanism = mechanisms.find((each) => offered.includes(each))
    if (!mechanism) throw new ScramError('The server offers no SCRAM.')
    const [username = ''] = login.jid.split('@')
    const who = { username, nonce: newId() }
    this.#proof = ''
    this.#exchange = scramExchange(scramHashes[mechanism], who, (salt, iterations) =>
      login.keyFor(mechanism, salt, iterations),
    )
    await authenticate({ username }, mechanism)
    // RFC 5802 §3: the client must check it. A server that can't prove itself gets nothing from us.
    if (!(await this.#exchange.isRight(this.#proof))) throw new ScramError('The server did not prove itself.')
    login.forgetPassword()
  }

  /** As the library's factory makes them: one object for each login. */
  #mechanism(name: string): unknown {
    const wire = this
    return class {
      readonly name = name
      readonly clientFirst = true
      #challenge: string | undefined
      response(): Promise<string> | string | undefined {
        if (this.#challenge === undefined) return wire.#exchange?.first()
        // Some servers put the proof into a last challenge.
        if (this.#challenge.startsWith('v=')) return ''
        return wire.#exchange?.answer(this.#challenge)
      }
      challenge(words: string): void {
        if (words.startsWith('v=')) wire.#proof = words
        this.#challenge = words
      }
    }
  }

  #onElement(element: Element): void {
    if (element.name !== 'success' || !/sasl/.test(element.getNS() ?? '')) return
    const proof = element.getChildText('additional-data') ?? element.text()
    if (proof.trim() !== '') this.#proof = atob(proof.trim())
  }
}

function ended(): never {
  throw new Error('The connection ended before the answer.')
}

function sorted(error: unknown): unknown {
  const { condition = '' } = error as { condition?: string }
  if (saslErrors.has(condition)) return new WrongPassword(condition)
  return error instanceof ScramError || error instanceof PasswordNeeded ? error : new Error(String(error))
}

type Authenticate = (credentials: { username: string }, mechanism: string) => Promise<void>

/** What we use of the library's object, which its types leave out in part. */
interface Entity {
  readonly status: string
  reconnect: { stop(): void }
  saslFactory: { _mechs: unknown[]; use(name: string, mechanism: unknown): void }
  streamManagement: {
    on(event: 'ack' | 'fail', listener: (stanza: Element) => void): void
    on(event: 'resumed', listener: () => void): void
    off(event: 'resumed', listener: () => void): void
  }
  socket?: { end(): void } | null
  /** `true` answers with an empty result, `false` with a refusal. */
  iqCallee: Record<'get' | 'set', (ns: string, name: string, answer: (asked: { stanza: Element }) => boolean) => void>
  iqCaller: { request(iq: Element, timeout: number): Promise<Element> }
  on(event: string, listener: (argument: never) => void): void
  on(event: 'stanza' | 'element', listener: (element: Element) => void): void
  once(event: 'disconnect', listener: () => void): void
  off(event: string, listener: (argument: never) => void): void
  connect(service: string): Promise<void>
  open(options: { domain: string; lang: string }): Promise<void>
  send(stanza: Element): Promise<void>
  stop(): Promise<unknown>
}
