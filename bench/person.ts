// One signed-in XMPP client (@xmpp/client over WebSocket): the same for every stage, so that its cost is the same too.
import { client, xml } from '@xmpp/client'
import type { Element } from 'ltx'
import { WebSocket } from 'ws'

// Node 20 has no WebSocket of its own, and the library takes the global one.
Object.assign(globalThis, { WebSocket })

export interface Person {
  /** Bare JID. */
  jid: string
  send(stanza: Element): void
  /** Called for every message and presence that comes in. */
  hears: (stanza: Element) => void
  stop(): Promise<void>
}

/**
 * Signs in, has nothing archived, and says `<presence/>`; rejects when the server refuses. With its archive in Mnesia,
 * ejabberd needs longer for each message the more an account has (some 100 a second after 5,000): that would be all one sees.
 */
export async function signIn(service: string, jid: string, password: string, archive = false): Promise<Person> {
  const [username = '', domain = ''] = jid.split('@')
  const entity = client({ service, domain, username, password, resource: 'bench' })
  let stopped = false
  const failed = (error: Error) => {
    if (!stopped) console.error(`${jid}: ${error.message}`)
  }
  const person: Person = {
    jid,
    send(stanza) {
      entity.send(stanza).catch(failed)
    },
    hears: () => undefined,
    async stop() {
      stopped = true
      entity.reconnect.stop()
      await entity.stop()
    },
  }
  entity.on('error', failed)
  entity.on('stanza', (stanza) => {
    if (!stanza.is('iq')) person.hears(stanza)
  })
  await entity.start()
  if (!archive) {
    const prefs = xml('prefs', { xmlns: 'urn:xmpp:mam:2', default: 'never' }, xml('always'), xml('never'))
    await entity.iqCaller.request(xml('iq', { type: 'set' }, prefs))
  }
  person.send(xml('presence'))
  return person
}
