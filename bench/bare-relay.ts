// The yardstick: the least that a component can do between visitors and agents. It rewrites from and to, and forgets.
// Run as a process of its own, as the desk is; its addresses come in the first message from its parent.
import { component } from '@xmpp/component'

export interface RelayOrders {
  service: string
  domain: string
  password: string
  /** From the visitor's or the conversation's address to where it goes and as whom. */
  visitors: Record<string, { agent: string; as: string }>
  chats: Record<string, { visitor: string; as: string }>
}

process.once('message', (orders: RelayOrders) => {
  const { service, domain, password } = orders
  const visitors = new Map(Object.entries(orders.visitors))
  const chats = new Map(Object.entries(orders.chats))
  const entity = component({ service, domain, password })
  entity.on('connect', () => {
    entity.socket?.setEncoding('utf8')
    // Small stanzas must not wait for the acknowledgement of those before them (Nagle): 40 ms, again and again.
    entity.socket?.setNoDelay(true)
  })
  entity.on('error', (error: Error) => console.error(error))
  entity.on('online', () => process.send?.('online'))
  entity.on('stanza', (stanza: import('ltx').Element) => {
    if (!stanza.is('message') || stanza.attrs.type === 'error') return
    const visitor = visitors.get(stanza.attrs.from.split('/')[0])
    const chat = chats.get(stanza.attrs.to)
    stanza.attrs.from = visitor?.as ?? chat?.as
    stanza.attrs.to = visitor?.agent ?? chat?.visitor
    if (stanza.attrs.to !== undefined) entity.send(stanza).catch((error: Error) => console.error(error))
  })
  entity.start().catch((error: Error) => console.error(error))
})
process.once('disconnect', () => process.exit())
