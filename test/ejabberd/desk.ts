// The desk's end of the line in tests of ejabberd: a bare component that notes what it gets.
import { component } from '@xmpp/component'
import { type Element, parse } from 'ltx'
import type { TestEjabberd } from '../harness/ejabberd.ts'
import { until } from './wire.ts'

export interface TestDesk {
  received: Element[]
  send(xml: string): Promise<void>
  receives(like: (stanza: Element) => boolean, what?: string): Promise<Element>
  stop(): Promise<void>
}

export async function testDesk(server: TestEjabberd): Promise<TestDesk> {
  const { config, secrets } = server
  const entity = component({
    service: `xmpp://127.0.0.1:${config.ports.component}`,
    domain: config.domains.desk,
    password: secrets.componentPassword,
  })
  const received: Element[] = []
  const faults: unknown[] = []
  entity.reconnect.stop()
  entity.on('stanza', (stanza: Element) => received.push(stanza))
  entity.on('error', (error: unknown) => faults.push(error))
  await entity.start()
  return {
    received,
    send: (xml) => entity.send(parse(xml) as Element),
    async receives(like, what = 'a stanza for the desk') {
      await until(() => received.some(like), what)
      return received.find(like) as Element
    },
    async stop() {
      await entity.stop()
    },
  }
}
