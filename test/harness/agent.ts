// An agent's client for plays: signs in over TCP like any stock client, keeps what comes, says what it is told.
import { client, xml } from '@xmpp/client'
import type { Element } from '@xmpp/xml'
import type { DemoAgent, TestDesk } from './desk.ts'
import { leave, patience } from './leave.ts'

export interface TestAgent {
  jid: string
  /** Every message that came, oldest first. */
  messages: Element[]
  /** Resolves with the first message, from now or before, that the condition holds for. */
  receives(condition: (message: Element) => boolean): Promise<Element>
  /** Resolves with the message that has this text. */
  reads(body: string): Promise<Element>
  /** Sends a message with a body, and whatever children more, to an address such as `chat-1@…`. */
  says(to: string, body: string, ...children: Element[]): Promise<string>
  sends(stanza: Element): Promise<void>
  shows(show?: 'away' | 'xa' | 'dnd' | 'chat'): Promise<void>
  leaves(): Promise<void>
}

let count = 0

/** Resolves when the agent is in, with presence sent. */
export async function signIn(desk: TestDesk, name: string): Promise<TestAgent> {
  const who = desk.agents.find(({ jid }) => jid.startsWith(`${name}@`)) as DemoAgent
  const [username, domain] = who.jid.split('@') as [string, string]
  const service = `xmpp://127.0.0.1:${desk.config.ports.c2s}`
  // The certificate of a test's ejabberd is its own.
  process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0'
  const xmpp = client({
    ...{ service, domain, username, password: who.password },
    ...{ resource: `play-${++count}`, timeout: patience },
  })
  xmpp.on('error', () => undefined)
  const messages: Element[] = []
  const waiting = new Set<() => void>()
  xmpp.on('stanza', (stanza: Element) => {
    if (!stanza.is('message')) return
    messages.push(stanza)
    for (const look of waiting) look()
  })
  await xmpp.start()

  const receives = (condition: (message: Element) => boolean) =>
    new Promise<Element>((resolve, reject) => {
      const look = () => {
        const found = messages.find(condition)
        if (!found) return
        clearTimeout(timer)
        waiting.delete(look)
        resolve(found)
      }
      const timer = setTimeout(() => {
        waiting.delete(look)
        reject(new Error(`${name} waited in vain; what came:\n${messages.join('\n')}`))
      }, 20_000)
      waiting.add(look)
      look()
    })
  const agent: TestAgent = {
    jid: who.jid,
    messages,
    receives,
    reads: (body) => receives((message) => message.getChildText('body') === body),
    async says(to, body, ...children) {
      const id = `${name}-${++count}`
      await xmpp.send(xml('message', { to, type: 'chat', id }, xml('body', {}, body), ...children))
      return id
    },
    sends: (stanza) => xmpp.send(stanza),
    shows: (show) => xmpp.send(xml('presence', {}, ...(show ? [xml('show', {}, show)] : []))),
    async leaves() {
      await xmpp.send(xml('presence', { type: 'unavailable' }))
      await leave(xmpp)
    },
  }
  await agent.shows()
  return agent
}
