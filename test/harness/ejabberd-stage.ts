// The stage on a real ejabberd: clients of the real library, over TCP as stock clients come.
import { client, type Client as XmppClient, xml } from '@xmpp/client'
import { SignJWT } from 'jose'
import type { Element } from 'ltx'
import { makeAccounts, putContact } from '../../component/accounts.ts'
import { domainOf, localOf } from '../../component/model/address.ts'
import { testEjabberd } from './ejabberd.ts'
import { patience } from './leave.ts'
import { domain, domains, type Stage } from './stage.ts'

// The certificate of a test's ejabberd is its own.
process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0'

export async function openEjabberdStage(): Promise<Stage> {
  const server = await testEjabberd({ BELLHOP_DOMAIN: domain })
  const { api, config, secrets } = server
  const key = Buffer.from(secrets.jwtKey, 'base64url')
  let plays = 0
  let open: XmppClient[] = []

  return {
    name: 'ejabberd',
    service: `xmpp://127.0.0.1:${config.ports.component}`,
    password: secrets.componentPassword,
    contact: (notice) => putContact(api, notice, domains.desk),
    async connect({ jid, password }, received) {
      const isVisitor = domainOf(jid) === domains.visitors
      const token =
        isVisitor && (await new SignJWT({ jid }).setProtectedHeader({ alg: 'HS256' }).setExpirationTime('5m').sign(key))
      const xmpp = client({
        service: `xmpp://127.0.0.1:${config.ports.c2s}`,
        domain: domainOf(jid),
        username: localOf(jid),
        password: token || password,
        timeout: patience,
      })
      xmpp.reconnect.stop()
      xmpp.on('error', () => undefined)
      xmpp.on('stanza', (stanza: Element) => received(stanza))
      const full = await xmpp.start()
      open.push(xmpp)
      return {
        jid: full.toString(),
        async send(stanza) {
          await xmpp.send(stanza)
        },
        async close(how) {
          open = open.filter((each) => each !== xmpp)
          if (how === 'politely') {
            await xmpp.send(xml('presence', { type: 'unavailable' }))
            await xmpp.stop()
          } else {
            // A lost connection that ejabberd has noticed: what it does after the resume time, at once.
            await api.kick(full.toString())
          }
        },
      }
    },
    // New accounts for each play: no offline messages, no archive, no contacts, and no ids that ejabberd has seen before.
    async hire(names) {
      plays += 1
      const people = names.map((name) => ({
        name,
        jid: `${name}-${plays}@${domains.agents}`,
        password: `${name}-password`,
      }))
      await makeAccounts(api, people, domains.desk)
      return Object.fromEntries(people.map((person) => [person.name, person]))
    },
    async reset() {
      await Promise.all(open.map((xmpp) => xmpp.stop().catch(() => undefined)))
      open = []
    },
    async close() {
      await Promise.all(open.map((xmpp) => xmpp.stop().catch(() => undefined)))
      await server.stop()
    },
  }
}
