// The stream to ejabberd as an external component (XEP-0114), and the only listener on it. Comes back by itself.
import { type Component, component, xml } from '@xmpp/component'
import type { Element } from 'ltx'
import type { Log } from '../log.ts'
import { inXml } from '../model/xml.ts'
import { ns } from './ns.ts'

export interface Stream {
  /** Hands stanzas to the kernel in their order; rejects when there is no stream. Sent is not delivered. */
  send(stanzas: readonly Element[]): Promise<void>
  /** Resolves when the server has routed all that was sent before: it answers a ping only after that (XEP-0199). */
  barrier(): Promise<void>
  /** Closes the stream and stays away. */
  stop(): Promise<void>
}

export interface StreamOptions {
  /** `xmpp://host:port` of the component listener. */
  service: string
  domain: string
  password: string
  /** A domain of the server that answers pings. */
  pingTo: string
  online: () => void
  offline: () => void
  stanza: (stanza: Element) => void
  log: Log
}

const firstDelay = 200
const longestDelay = 10_000
const pingEvery = 15_000
const pingTimeout = 10_000

export function openStream(options: StreamOptions): Stream {
  const { log } = options
  const pings = new Map<string, { resolve: () => void; reject: (error: Error) => void }>()
  let entity: Component | undefined
  let stopped = false
  let delay = firstDelay
  let retry: NodeJS.Timeout | undefined
  let keepAlive: NodeJS.Timeout | undefined
  let pingNumber = 0

  function connect(): void {
    const { service, domain, password } = options
    const fresh = component({ service, domain, password })
    // Our router answers stanzas, exactly once and in order; the library's own answering and its fixed retry are off.
    fresh.removeAllListeners('element')
    fresh.reconnect.stop()
    // The library decodes each TCP chunk by itself; the socket decodes characters that fall across two.
    // What we write is joined already; Nagle's waiting for more only adds some 20 ms.
    fresh.on('connect', () => fresh.socket?.setEncoding('utf8').setNoDelay(true))
    fresh.on('error', (error: Error) => log.debug('stream error', { error: error.message }))
    fresh.on('stanza', incoming)
    fresh.on('online', () => came(fresh))
    fresh.on('disconnect', () => went(fresh))
    fresh.start().catch((error: Error) => {
      log.debug('no stream yet', { error: error.message })
      fresh.socket?.destroy()
      went(fresh)
    })
  }

  function came(fresh: Component): void {
    entity = fresh
    delay = firstDelay
    log.info('online', { domain: options.domain })
    keepAlive = setInterval(() => barrier().catch(() => fresh.socket?.destroy()), pingEvery)
    options.online()
  }

  function went(fresh: Component): void {
    if (entity === fresh) {
      entity = undefined
      clearInterval(keepAlive)
      for (const { reject } of pings.values()) reject(new Error('stream lost'))
      pings.clear()
      if (!stopped) log.warn('stream lost')
      options.offline()
    }
    if (stopped || retry) return
    retry = setTimeout(
      () => {
        retry = undefined
        connect()
      },
      delay * (0.5 + Math.random()),
    )
    delay = Math.min(delay * 2, longestDelay)
  }

  function incoming(stanza: Element): void {
    const ping = stanza.is('iq') && /^(result|error)$/.test(stanza.attrs.type) ? pings.get(stanza.attrs.id) : undefined
    // Any answer will do: it shows that the server has come this far.
    if (ping) ping.resolve()
    else options.stanza(stanza)
  }

  async function send(stanzas: readonly Element[]): Promise<void> {
    if (!entity) throw new Error('no stream')
    await entity.write(inXml(stanzas.join('')))
  }

  function barrier(): Promise<void> {
    const id = `ping-${++pingNumber}`
    const ping = xml(
      'iq',
      { type: 'get', id, from: options.domain, to: options.pingTo },
      xml('ping', { xmlns: ns.ping }),
    )
    return new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => settle(() => reject(new Error('no answer to a ping'))), pingTimeout)
      const settle = (done: () => void) => {
        clearTimeout(timer)
        pings.delete(id)
        done()
      }
      pings.set(id, { resolve: () => settle(resolve), reject: (error) => settle(() => reject(error)) })
      send([ping]).catch((error) => settle(() => reject(error)))
    })
  }

  connect()
  return {
    send,
    barrier,
    async stop() {
      stopped = true
      clearTimeout(retry)
      clearInterval(keepAlive)
      const last = entity
      entity = undefined
      for (const { reject } of pings.values()) reject(new Error('stopped'))
      await last?.stop().catch((error: Error) => log.debug('while closing the stream', { error: error.message }))
    },
  }
}
