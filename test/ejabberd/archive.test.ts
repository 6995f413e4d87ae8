// Where ejabberd keeps messages: in SQLite where its driver works; a data folder from before starts all the same.
import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { findEjabberd } from '../../ejabberd/find.ts'
import type { StartOptions } from '../../ejabberd/server.ts'
import { hasSqlite } from '../../ejabberd/sqlite.ts'
import { testEjabberd } from '../harness/ejabberd.ts'
import { agent, type Person } from './wire.ts'

async function archived(person: Person): Promise<string[]> {
  person.received.length = 0
  await person.asks(`<iq type='set'><query xmlns='urn:xmpp:mam:2'/></iq>`)
  const results = person.received.flatMap((each) => each.getChild('result') ?? [])
  return results.map((each) => each.getChild('forwarded')?.getChild('message')?.getChildText('body') ?? '')
}

describe('archives', () => {
  it('are on Mnesia where the driver is missing, with a line that says so', async () => {
    const ejabberd = findEjabberd()
    assert.ok(ejabberd)
    assert.equal(await hasSqlite({ ...ejabberd, erl: '/bin/false' }), false)
    assert.equal(await hasSqlite(ejabberd), true)
  })

  it('move to SQLite, once it is there, without harm to a data folder from before', async () => {
    const log: string[] = []
    const options: StartOptions = { messages: 'mnesia', log: (line) => log.push(line) }
    const server = await testEjabberd({}, options)
    try {
      assert.match(log.join(), /erlang-p1-sqlite3/)
      const files = ['agents', 'visitors'].map((host) => join(server.config.data, `ejabberd/messages-${host}.sqlite`))
      const say = async (body: string) => {
        const ann = await agent(server, 'ann')
        ann.send(`<message to='bob@agents.localhost' type='chat' id='${body}'><body>${body}</body></message>`)
        assert.equal((await archived(ann)).at(-1), body)
        await ann.leaves()
      }
      await server.api.register('bob', 'agents.localhost', 'password of bob')
      await say('before')
      assert.ok(!files.some((file) => existsSync(file)))
      await server.kill9()
      delete options.messages
      await server.start()
      await say('after')
      for (const file of files) {
        // Bytes 18 and 19 of the file say that a log is written ahead (2), as mod_bellhop has asked for.
        assert.deepEqual([...readFileSync(file).subarray(18, 20)], [2, 2], file)
      }
      await server.kill9()
      await server.start()
      const bob = await agent(server, 'bob')
      await bob.receives((each) => each.getChildText('body') === 'after', 'the message that waited for him')
      assert.deepEqual(await archived(bob), ['after'])
    } finally {
      await server.stop()
    }
  })
})
