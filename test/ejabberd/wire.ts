// A small XMPP client over WebSocket (RFC 7395) that hides nothing: every login step and stanza is literal.
// It has no stream management, so that a lost connection is lost at once.
import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto'
import { SignJWT } from 'jose'
import { type Element, parse } from 'ltx'
import { WebSocket } from 'ws'
import type { TestEjabberd } from '../harness/ejabberd.ts'

export interface Person {
  /** The full JID that the server has bound. */
  jid: string
  bare: string
  /** All stanzas received, oldest first. */
  received: Element[]
  send(xml: string): void
  /** Resolves with the first stanza, past or future, that satisfies `like`; refuses after five seconds. */
  receives(like: (stanza: Element) => boolean, what?: string): Promise<Element>
  /** Sends an IQ and resolves with its answer, result or error. */
  asks(xml: string): Promise<Element>
  /** Ends the stream as a polite client does. */
  leaves(): Promise<void>
  /** Cuts the connection. */
  vanishes(): void
}

/** Polls until `condition` is true; refuses with `what` after five seconds. */
export async function until(condition: () => boolean | Promise<boolean>, what: string, patience = 5000): Promise<void> {
  const deadline = Date.now() + patience
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`waited in vain for ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

/** The stream before login: elements by order of arrival. */
export class Stream {
  readonly received: Element[] = []
  closed = false
  private readonly socket: WebSocket
  private readonly domain: string

  constructor(server: TestEjabberd, domain: string) {
    this.domain = domain
    this.socket = new WebSocket(`ws://127.0.0.1:${server.config.ports.ws}/ws`, 'xmpp')
    this.socket.on('message', (data) => this.received.push(parse(data.toString()) as Element))
    this.socket.on('close', () => {
      this.closed = true
    })
    this.socket.on('error', () => {
      this.closed = true
    })
  }

  send(xml: string): void {
    this.socket.send(xml)
  }

  async open(): Promise<Element> {
    await until(() => this.socket.readyState === WebSocket.OPEN, 'the WebSocket')
    const start = this.received.length
    this.send(`<open xmlns='urn:ietf:params:xml:ns:xmpp-framing' to='${this.domain}' version='1.0'/>`)
    return this.next((element) => element.name === 'stream:features', start)
  }

  /** Sends, and answers with the first element that comes after. */
  async answer(xml: string): Promise<Element> {
    const start = this.received.length
    this.send(xml)
    return this.next(() => true, start)
  }

  async next(like: (element: Element) => boolean, start = 0): Promise<Element> {
    const find = () => this.received.slice(start).find(like)
    await until(() => find() !== undefined || this.closed, 'an answer of the stream')
    const found = find()
    if (!found) throw new Error('the stream was closed')
    return found
  }

  end(): void {
    this.send(`<close xmlns='urn:ietf:params:xml:ns:xmpp-framing'/>`)
  }

  cut(): void {
    this.socket.terminate()
  }
}

const sasl = 'urn:ietf:params:xml:ns:xmpp-sasl'
const base64 = (text: string | Buffer) => Buffer.from(text).toString('base64')

/** SASL PLAIN; answers <success/> or <failure/>. */
export function plain(stream: Stream, user: string, password: string, authzid = ''): Promise<Element> {
  return stream.answer(`<auth xmlns='${sasl}' mechanism='PLAIN'>${base64(`${authzid}\0${user}\0${password}`)}</auth>`)
}

/** SCRAM-SHA-1 (RFC 5802), with any authzid one likes; answers <success/> or <failure/>. */
export async function scram(stream: Stream, user: string, password: string, authzid?: string): Promise<Element> {
  const header = authzid === undefined ? 'n,,' : `n,a=${authzid},`
  const first = `n=${user},r=${randomBytes(12).toString('hex')}`
  const challenge = await stream.answer(
    `<auth xmlns='${sasl}' mechanism='SCRAM-SHA-1'>${base64(header + first)}</auth>`,
  )
  if (challenge.name !== 'challenge') return challenge
  const server = Buffer.from(challenge.text(), 'base64').toString()
  const [, nonce = '', salt = '', rounds = ''] = /^r=([^,]*),s=([^,]*),i=(\d+)/.exec(server) ?? []
  const salted = pbkdf2Sync(password, Buffer.from(salt, 'base64'), Number(rounds), 20, 'sha1')
  const hmac = (key: Buffer, text: string) => createHmac('sha1', key).update(text).digest()
  const clientKey = hmac(salted, 'Client Key')
  const last = `c=${base64(header)},r=${nonce}`
  const signature = hmac(createHash('sha1').update(clientKey).digest(), `${first},${server},${last}`)
  const proof = Buffer.from(clientKey.map((byte, i) => byte ^ (signature[i] as number)))
  return stream.answer(`<response xmlns='${sasl}'>${base64(`${last},p=${base64(proof)}`)}</response>`)
}

/** A visitor's password, as the desk mints it; every claim and the key can be replaced. */
export function token(
  server: TestEjabberd,
  jid: string,
  { expires = '5m', alg = 'HS256', key = server.secrets.jwtKey }: { expires?: string; alg?: string; key?: string } = {},
): Promise<string> {
  const signing = new SignJWT({ jid }).setProtectedHeader({ alg }).setExpirationTime(expires)
  return signing.sign(Buffer.from(key, 'base64url'))
}

/** Stream management (XEP-0198) with the shortest time to come back; nothing is acknowledged by our client. */
export const resumable = `<enable xmlns='urn:xmpp:sm:3' resume='true' max='1'/>`

/** Logs a visitor in, with presence sent. */
export async function visitor(server: TestEjabberd, name: string, beforePresence = ''): Promise<Person> {
  const domain = server.config.domains.visitors
  const stream = new Stream(server, domain)
  await stream.open()
  const answer = await plain(stream, name, await token(server, `${name}@${domain}`))
  if (answer.name !== 'success') throw new Error(`visitor ${name} was refused: ${answer}`)
  return bind(stream, beforePresence)
}

/** Makes the account if need be and logs an agent in, with presence sent. */
export async function agent(server: TestEjabberd, name: string, beforePresence = ''): Promise<Person> {
  const domain = server.config.domains.agents
  await server.api.register(name, domain, `password of ${name}`)
  const stream = new Stream(server, domain)
  await stream.open()
  const answer = await scram(stream, name, `password of ${name}`)
  if (answer.name !== 'success') throw new Error(`agent ${name} was refused: ${answer}`)
  return bind(stream, beforePresence)
}

/** Opens the stream anew after <success/>, binds a resource and sends presence. */
export async function bind(stream: Stream, beforePresence = ''): Promise<Person> {
  await stream.open()
  let ids = 0
  const receives: Person['receives'] = async (like, what = 'a stanza') => {
    await until(() => stream.received.some(like), what)
    return stream.received.find(like) as Element
  }
  const asks: Person['asks'] = (xml) => {
    const iq = parse(xml) as Element
    iq.attrs.id = `ask-${++ids}`
    stream.send(iq.toString())
    const isAnswer = (each: Element) =>
      each.name === 'iq' && each.attrs.id === iq.attrs.id && /result|error/.test(each.attrs.type)
    return receives(isAnswer, `the answer to ${xml}`)
  }
  const bound = await asks(`<iq type='set'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></iq>`)
  const jid = bound.getChild('bind')?.getChildText('jid') ?? ''
  if (beforePresence) await stream.answer(beforePresence)
  stream.received.length = 0
  stream.send('<presence/>')
  const own = await receives((each) => each.name === 'presence' && each.attrs.from === jid, 'own presence')
  stream.received.splice(stream.received.indexOf(own), 1)
  return {
    jid,
    bare: jid.split('/')[0] as string,
    received: stream.received,
    send: (xml) => stream.send(xml),
    receives,
    asks,
    async leaves() {
      stream.end()
      await until(() => stream.closed, 'the end of the stream')
    },
    vanishes: () => stream.cut(),
  }
}
