// Who may log in: visitors by a token of the desk and nothing else, agents by SCRAM and as nobody but themselves.
import assert from 'node:assert/strict'
import { client } from '@xmpp/client'
import { UnsecuredJWT } from 'jose'
import { WebSocket } from 'ws'
import { type TestEjabberd, testEjabberd } from '../harness/ejabberd.ts'
import { leave, patience } from '../harness/leave.ts'
import { agent, bind, plain, Stream, scram, token, visitor } from './wire.ts'

describe('login', () => {
  let server: TestEjabberd
  before(async () => {
    server = await testEjabberd()
    for (const name of ['ann', 'bob']) await server.api.register(name, 'agents.localhost', `password of ${name}`)
  })
  after(() => server?.stop())

  const open = async (domain: string) => {
    const stream = new Stream(server, domain)
    const features = await stream.open()
    const offered = features.getChild('mechanisms')?.getChildren('mechanism') ?? []
    return { stream, mechanisms: offered.map((each) => each.text()) }
  }
  const outcome = async (name: string, password: string, authzid = '') => {
    const { stream } = await open('visitors.localhost')
    const answer = await plain(stream, name, password, authzid)
    stream.cut()
    return answer.name === 'failure' ? answer.getChildElements()[0]?.name : answer.name
  }

  it('offers visitors PLAIN only, and agents SCRAM only', async () => {
    const visitors = await open('visitors.localhost')
    const agents = await open('agents.localhost')
    assert.deepEqual(visitors.mechanisms, ['PLAIN'])
    assert.ok(agents.mechanisms.length > 0 && agents.mechanisms.every((name) => name.startsWith('SCRAM-')))
    for (const { stream } of [visitors, agents]) stream.cut()
  })

  it('takes a visitor with a token of the desk', async () => {
    assert.equal(await outcome('v-1', await token(server, 'v-1@visitors.localhost')), 'success')
  })

  it('refuses tokens that are expired, without end, of others, of another host, signed by nobody or by somebody else', async () => {
    const jid = 'v-1@visitors.localhost'
    const unsigned = new UnsecuredJWT({ jid }).setExpirationTime('5m').encode()
    const good = await token(server, jid)
    const [header, , signature] = good.split('.')
    const swapped = Buffer.from(JSON.stringify({ jid: 'v-2@visitors.localhost', exp: 9e9 })).toString('base64url')
    const bad: Record<string, string> = {
      expired: await token(server, jid, { expires: '1 minute ago' }),
      'of another visitor': await token(server, 'v-2@visitors.localhost'),
      'of an agent': await token(server, 'ann@agents.localhost'),
      'of another host': await token(server, 'v-1@agents.localhost'),
      'of a foreign host': await token(server, 'v-1@example.org'),
      unsigned,
      'signed with another key': await token(server, jid, { key: Buffer.alloc(32, 7).toString('base64url') }),
      'signed with the empty key': `${header}.${good.split('.')[1]}.`,
      'with other claims under a good signature': `${header}.${swapped}.${signature}`,
      garbage: 'not.a.token',
      empty: '',
      'cut short': good.slice(0, -4),
    }
    for (const [what, password] of Object.entries(bad)) {
      assert.equal(await outcome('v-1', password), 'not-authorized', `a token ${what}`)
    }
  })

  it('refuses a visitor who wants to be another, by authzid', async () => {
    const good = await token(server, 'v-1@visitors.localhost')
    for (const authzid of ['v-2@visitors.localhost', 'v-2', 'ann@agents.localhost']) {
      assert.notEqual(await outcome('v-1', good, authzid), 'success', authzid)
    }
  })

  it('refuses PLAIN and a token on the agents host', async () => {
    for (const [user, password] of [
      ['ann', 'password of ann'],
      ['v-1', await token(server, 'v-1@agents.localhost')],
      ['ann', await token(server, 'ann@agents.localhost')],
    ] as const) {
      for (const authzid of ['', 'bob@agents.localhost', 'bellhop-api@agents.localhost']) {
        const { stream } = await open('agents.localhost')
        assert.equal(
          (await plain(stream, user, password, authzid)).name,
          'failure',
          `${user} as ${authzid || 'himself'}`,
        )
        stream.cut()
      }
    }
  })

  it('lets an agent with SCRAM be nobody but himself, whatever his authzid says', async () => {
    for (const authzid of ['bob@agents.localhost', 'bob', 'bellhop-api@agents.localhost', 'v-1@visitors.localhost']) {
      const { stream } = await open('agents.localhost')
      const answer = await scram(stream, 'ann', 'password of ann', authzid)
      if (answer.name === 'success') assert.match((await bind(stream)).jid, /^ann@agents\.localhost\//, authzid)
      stream.cut()
    }
    const { stream } = await open('agents.localhost')
    assert.equal((await scram(stream, 'ann', 'password of bob')).name, 'failure')
    stream.cut()
  })

  it('lets nobody register an account by XMPP', async () => {
    for (const person of [await visitor(server, 'v-3'), await agent(server, 'ann')]) {
      const register = `<query xmlns='jabber:iq:register'><username>mallory</username><password>x</password></query>`
      const answer = await person.asks(`<iq type='set' to='${person.jid.split(/[@/]/)[1]}'>${register}</iq>`)
      assert.equal(answer.attrs.type, 'error')
      await person.leaves()
    }
  })

  // The library of the widget and of many programs: as an agent over TCP with STARTTLS, as a visitor over both.
  for (const [who, over] of [
    ['agent', 'tcp'],
    ['agent', 'ws'],
    ['visitor', 'tcp'],
    ['visitor', 'ws'],
  ] as const) {
    it(`@xmpp/client logs in as ${who} over ${over}`, async () => {
      const { ports, domains } = server.config
      const service = over === 'tcp' ? `xmpp://127.0.0.1:${ports.c2s}` : `ws://127.0.0.1:${ports.ws}/ws`
      const person =
        who === 'agent'
          ? { domain: domains.agents, username: 'ann', password: 'password of ann' }
          : { domain: domains.visitors, username: 'v-4', password: await token(server, 'v-4@visitors.localhost') }
      const before = process.env.NODE_TLS_REJECT_UNAUTHORIZED
      Object.assign(globalThis, { WebSocket })
      process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0' // our certificate is self-signed
      const entity = client({ service, ...person, timeout: patience })
      entity.on('error', () => undefined)
      try {
        const jid = await entity.start()
        assert.equal(jid.bare().toString(), `${person.username}@${person.domain}`)
      } finally {
        if (before === undefined) delete process.env.NODE_TLS_REJECT_UNAUTHORIZED
        else process.env.NODE_TLS_REJECT_UNAUTHORIZED = before
        await leave(entity)
      }
    })
  }
})
