// The wire: the test plays the server over TCP against the real component library. Milliseconds instead of seconds.
import { randomUUID } from 'node:crypto'
import { createServer, type Socket } from 'node:net'
import { xml } from '@xmpp/component'
import { Parser } from '@xmpp/xml'
import { type Element, parse } from 'ltx'
import { bareOf, domainOf } from '../../component/model/address.ts'
import { domains, type Stage } from './stage.ts'

/** How the server writes to the desk; a play may cut the text into chunks where it likes. */
export type Chunks = (text: string) => (string | Buffer)[]

export interface Wire extends Stage {
  /** How what goes to the desk is cut into TCP segments. */
  chunks: Chunks
  /** Drops the desk's stream, as an IM server does that dies. */
  drop(): void
  /** What the desk sent, as it came. */
  fromDesk: Element[]
}

interface Connected {
  received: (stanza: Element) => void
  presence: Element | undefined
}

const copyOf = (stanza: Element): Element => parse(stanza.toString())

export async function openWire(): Promise<Wire> {
  const clients = new Map<string, Connected>()
  const password = randomUUID()
  const seen = new Set<string>()
  let writing: Promise<void> = Promise.resolve()
  let desk: Socket | undefined

  const server = createServer((socket) => {
    socket.on('error', () => socket.destroy())
    socket.setEncoding('utf8')
    socket.setNoDelay(true)
    const parser = new Parser()
    parser.on('start', () => {
      socket.write(
        `<?xml version='1.0'?><stream:stream xmlns='jabber:component:accept' xmlns:stream='http://etherx.jabber.org/streams' id='${randomUUID()}' from='${domains.desk}'>`,
      )
    })
    parser.on('element', (element: Element) => {
      if (element.name === 'handshake') {
        desk = socket
        socket.write('<handshake/>')
      } else route(element)
    })
    parser.on('end', () => socket.end('</stream:stream>'))
    socket.on('data', (text) => parser.write(String(text)))
    socket.on('close', () => {
      if (desk === socket) desk = undefined
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }

  function toDesk(stanza: Element): void {
    for (const chunk of wire.chunks(stanza.toString())) {
      // Each is a segment of its own: Nagle is off, and the other side gets to read before the next is written.
      writing = writing.then(
        () => new Promise((resolve) => desk?.write(chunk, () => setImmediate(resolve)) ?? resolve()),
      )
    }
  }

  /** What the desk sends goes to whom it is for, as ejabberd would do it. */
  function route(stanza: Element): void {
    wire.fromDesk.push(stanza)
    const { from, to, id, type } = stanza.attrs as Record<string, string>
    if (to === undefined || from === undefined) return
    if (stanza.name === 'iq' && stanza.getChild('ping') && !to.includes('@')) {
      toDesk(xml('iq', { type: 'result', id, from: to, to: from }))
      return
    }
    if (stanza.name === 'presence' && type === 'probe') {
      answerProbe(to, from)
      return
    }
    if (isRepeat(stanza)) return
    const targets = to.includes('/') ? [to] : [...clients.keys()].filter((jid) => bareOf(jid) === to)
    const there = targets.map((jid) => clients.get(jid)).filter((client) => client !== undefined)
    for (const client of there) client.received(copyOf(stanza))
    if (there.length === 0 && stanza.name === 'message' && type !== 'error' && domainOf(to) === domains.visitors) {
      const error = xml(
        'error',
        { type: 'cancel' },
        xml('service-unavailable', { xmlns: 'urn:ietf:params:xml:ns:xmpp-stanzas' }),
      )
      seen.delete(`${from} ${to} ${id}`)
      toDesk(xml('message', { from: to, to: from, id, type: 'error' }, error))
    }
  }

  /** As our ejabberd module does it: a message that came before is dropped, unless it says that it must pass. */
  function isRepeat(stanza: Element): boolean {
    const { from, to, id, type } = stanza.attrs as Record<string, string>
    if (stanza.name !== 'message' || id === undefined || type === 'error') return false
    const key = `${from} ${to} ${id}`
    const repeat = seen.has(key) && stanza.getChild('again', 'urn:bellhop:repeat:0') === undefined
    seen.add(key)
    return repeat
  }

  function answerProbe(of: string, to: string): void {
    for (const [jid, { presence }] of clients) {
      if (bareOf(jid) !== bareOf(of) || !presence) continue
      const copy = copyOf(presence)
      Object.assign(copy.attrs, { from: jid, to })
      toDesk(copy)
    }
  }

  const wire: Wire = {
    name: 'wire',
    service: `xmpp://127.0.0.1:${port}`,
    password,
    fromDesk: [],
    chunks: (text) => [text],
    contact: async () => undefined,
    drop() {
      desk?.destroy()
    },
    async connect({ jid: bare }, received) {
      const jid = `${bare}/${randomUUID().slice(0, 8)}`
      const client: Connected = { received, presence: undefined }
      clients.set(jid, client)
      const presenceToDesk = (presence: Element) => {
        const copy = copyOf(presence)
        Object.assign(copy.attrs, { from: jid, to: domains.desk })
        toDesk(copy)
      }
      return {
        jid,
        async send(stanza) {
          stanza.attrs.from = jid
          if (stanza.name === 'presence' && stanza.attrs.to === undefined) {
            client.presence = copyOf(stanza)
            presenceToDesk(stanza)
          } else toDesk(stanza)
        },
        async close(how) {
          clients.delete(jid)
          const left = how === 'politely' && domainOf(bare) === domains.agents
          const children = left ? [xml('left', { xmlns: 'urn:bellhop:presence:0' })] : []
          presenceToDesk(xml('presence', { type: 'unavailable' }, ...children))
        },
      }
    },
    async hire(names) {
      return Object.fromEntries(names.map((name) => [name, { jid: `${name}@${domains.agents}`, password: '' }]))
    },
    async reset() {
      clients.clear()
      seen.clear()
      wire.fromDesk = []
      wire.chunks = (text) => [text]
    },
    async close() {
      desk?.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
  return wire
}
