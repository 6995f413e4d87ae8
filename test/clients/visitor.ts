// A visitor who uses a stock library: a session of the desk, then plain XMPP over WebSocket (RFC 7395).
import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { client, xml } from '@xmpp/client'
import { type Element, parse } from 'ltx'
import { WebSocket } from 'ws'
import { leave, patience } from '../harness/leave.ts'

export interface Session {
  jid: string
  password: string
  websocket: string
  queue: string
  token: string
  expires: string
}

export interface Visitor {
  session: Session
  /** Every stanza that reached him, oldest first. */
  received: Element[]
  /** Says something to the queue, as the widget does; gives the id. */
  says(body: string, ...more: Element[]): Promise<string>
  /** Sends a literal stanza. */
  sends(stanza: string): Promise<void>
  /** Resolves with the first stanza, past or future, that satisfies `like`; refuses with all that came. */
  receives(like: (stanza: Element) => boolean, what: string, timeout?: number): Promise<Element>
  /** The messages with a body, as text. */
  bodies(): string[]
  leaves(): Promise<void>
}

/** What a session is asked for with; the queue is `support` if no other is named. */
interface About {
  name?: string
  token?: string
  queue?: string
}

/** A session from the desk; with a token, that of the same visitor again. */
export async function newSession(http: string, about: About = {}): Promise<Session> {
  const answer = await fetch(`${http}/widget/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ queue: 'support', ...about }),
  })
  if (answer.status !== 200) throw new Error(`no session: ${answer.status} ${await answer.text()}`)
  return (await answer.json()) as Session
}

/** Signs a visitor in and shows him to the queue. */
export async function startVisitor(http: string, about: About = {}): Promise<Visitor> {
  Object.assign(globalThis, { WebSocket })
  const session = await newSession(http, about)
  const [username = '', domain = ''] = session.jid.split('@')
  const xmpp = client({
    ...{ service: session.websocket, domain, username },
    ...{ password: session.password, timeout: patience },
  })
  const received: Element[] = []
  xmpp.on('stanza', (stanza: Element) => received.push(stanza))
  xmpp.on('error', (error: Error) => received.push(xml('broken', {}, error.message)))
  await xmpp.start()
  // COMPAT(@xmpp/client, 0.14): in Node it may count a stanza that came just before <enabled/>, and then acknowledges one
  // too many, for which ejabberd ends the stream. Before our presence nothing comes.
  const { streamManagement } = xmpp as unknown as { streamManagement: { enabled: boolean } }
  while (!streamManagement.enabled) await sleep(5)
  await xmpp.send(xml('presence'))
  await xmpp.send(xml('presence', { to: session.queue }))
  // Who returns must not be taken for one who repeats himself.
  const run = about.token === undefined ? 'says' : `says-${randomUUID()}`
  let ids = 0

  return {
    session,
    received,
    async says(body, ...more) {
      const id = `${run}-${++ids}`
      const message = xml('message', { type: 'chat', to: session.queue, id }, xml('body', {}, body), ...more)
      message.append(xml('origin-id', { xmlns: 'urn:xmpp:sid:0', id }))
      message.append(xml('request', { xmlns: 'urn:xmpp:receipts' }))
      message.append(xml('markable', { xmlns: 'urn:xmpp:chat-markers:0' }))
      await xmpp.send(message)
      return id
    },
    async sends(stanza) {
      await xmpp.send(parse(stanza) as Element)
    },
    async receives(like, what, timeout = 15_000) {
      const deadline = Date.now() + timeout
      for (;;) {
        const found = received.find(like)
        if (found) return found
        if (Date.now() > deadline) throw new Error(`the visitor never got ${what}; he got:\n${received.join('\n')}`)
        await sleep(20)
      }
    },
    bodies: () => received.flatMap((stanza) => (stanza.is('message') && stanza.getChildText('body')) || []),
    async leaves() {
      await leave(xmpp)
    },
  }
}
