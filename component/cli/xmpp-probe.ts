// A bare XMPP session over WebSocket (RFC 7395), for looking at a server from outside: one frame is one element.
import { type Element, parse } from 'ltx'
import { WebSocket } from 'ws'

export interface Probe {
  /** What the server offers: the mechanisms to log in with. */
  mechanisms: string[]
  /** Logs in with a password as it is, and gets an address. */
  logIn(user: string, password: string): Promise<void>
  /** Sends a request and gives its answer. */
  ask(iq: string): Promise<Element>
  close(): void
}

/** Milliseconds until a server that says nothing is left. */
const longest = 8_000

/** Opens a stream to a domain; rejects when there is no XMPP at that address. */
export async function openProbe(url: string, domain: string, origin?: string): Promise<Probe> {
  const socket = new WebSocket(url, 'xmpp', { handshakeTimeout: longest, ...(origin ? { origin } : {}) })
  const waiting: ((element: Element) => void)[] = []
  const come: Element[] = []
  let fail: (error: Error) => void = () => undefined
  const failed = new Promise<never>((_, reject) => {
    fail = reject
  })
  failed.catch(() => undefined)
  const late = setTimeout(() => socket.terminate(), longest)
  socket.on('error', fail)
  socket.on('close', () => {
    clearTimeout(late)
    fail(new Error('the connection was closed'))
  })
  socket.on('message', (text) => {
    const element = parse(String(text))
    const next = waiting.shift()
    if (next) next(element)
    else come.push(element)
  })
  const next = (): Promise<Element> => {
    const first = come.shift()
    return first
      ? Promise.resolve(first)
      : Promise.race([new Promise<Element>((resolve) => waiting.push(resolve)), failed])
  }
  const opened = async (): Promise<Element> => {
    socket.send(`<open xmlns='urn:ietf:params:xml:ns:xmpp-framing' to='${domain}' version='1.0'/>`)
    for (;;) {
      const element = await next()
      if (element.is('features')) return element
      if (element.is('error')) throw new Error(element.getChildElements()[0]?.name ?? 'stream error')
    }
  }
  const answerTo = async (text: string): Promise<Element> => {
    socket.send(text)
    for (;;) {
      const element = await next()
      if (element.attrs.id === 'probe') return element
    }
  }

  await Promise.race([new Promise((resolve) => socket.once('open', resolve)), failed])
  const features = await opened()
  return {
    mechanisms:
      features
        .getChild('mechanisms')
        ?.getChildren('mechanism')
        .map((each) => each.getText()) ?? [],
    async logIn(user, password) {
      const plain = Buffer.from(`\0${user}\0${password}`).toString('base64')
      socket.send(`<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>${plain}</auth>`)
      const answer = await next()
      if (!answer.is('success')) throw new Error(`login refused: ${answer.getChildElements()[0]?.name ?? answer.name}`)
      await opened()
      await answerTo(
        `<iq xmlns='jabber:client' type='set' id='probe'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></iq>`,
      )
    },
    ask: answerTo,
    close: () => socket.close(),
  }
}
