// What an erased visitor left on the IM servers: his session, his archive and files, and the staff's archives of him; what
// others left stays.
import assert from 'node:assert/strict'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { eraseOutside, uploadsOf } from '../../component/erasure.ts'
import { type TestEjabberd, testEjabberd } from '../harness/ejabberd.ts'
import { testDesk } from './desk.ts'
import { agent, type Person, until, visitor } from './wire.ts'

describe('an erased visitor on ejabberd', function () {
  this.timeout(60_000)
  let server: TestEjabberd
  before(async () => {
    server = await testEjabberd()
  })
  after(() => server?.stop())

  async function archived(person: Person): Promise<string[]> {
    person.received.length = 0
    await person.asks(`<iq type='set'><query xmlns='urn:xmpp:mam:2'/></iq>`)
    const results = person.received.flatMap((each) => each.getChild('result') ?? [])
    return results.map((each) => each.getChild('forwarded')?.getChild('message')?.getChildText('body') ?? '')
  }

  async function uploads(person: Person, host: string): Promise<void> {
    const slot = await person.asks(
      `<iq type='get' to='upload.${host}'><request xmlns='urn:xmpp:http:upload:0' filename='a.txt' size='5'/></iq>`,
    )
    const put = slot.getChild('slot')?.getChild('put')?.attrs.url
    assert.equal((await fetch(put, { method: 'PUT', body: 'words' })).status, 201)
  }

  it('leaves nothing there, also when it is done twice', async () => {
    const { visitors, desk } = server.config.domains
    const folder = join(server.config.data, 'upload')
    const end = await testDesk(server)
    const [li, mo, ann] = [await visitor(server, 'vli'), await visitor(server, 'vmo'), await agent(server, 'ann')]
    const tells = (to: string, from: string, body: string) =>
      end.send(`<message to='${to}' from='${from}@${desk}' type='chat' id='${body}'><body>${body}</body></message>`)
    for (const person of [li, mo]) {
      person.send(`<message to='support@${desk}' type='chat' id='1'><body>I am ${person.bare}</body></message>`)
      await tells(person.bare, 'support', 'Hello')
      await uploads(person, visitors)
    }
    await tells(ann.bare, 'chat-1', 'Li says')
    await tells(ann.bare, 'issue-1', 'An issue of Li')
    await tells(ann.bare, 'chat-2', 'Mo says')
    await until(async () => (await archived(ann)).length === 3, 'all of it in the archive of the agent')
    await until(async () => (await archived(li)).length === 2, 'his own archive')

    const copies = ['chat-1', 'issue-1'].map((contact) => ({ jid: ann.bare, contact }))
    const work = { visitor: 1, jid: li.bare, copies, tries: 0 }
    const erase = () => eraseOutside({ api: server.api, desk, uploads: folder }, work)
    assert.ok(existsSync(uploadsOf(folder, li.bare)))
    await erase()
    await li.receives((each) => each.name === 'stream:error' || each.name === 'close', 'the end of his session')
    assert.deepEqual(await archived(ann), ['Mo says'])
    assert.deepEqual(await archived(await visitor(server, 'vli')), [])
    assert.ok(!existsSync(uploadsOf(folder, li.bare)))
    assert.deepEqual((await archived(mo)).sort(), ['Hello', `I am ${mo.bare}`].sort())
    assert.equal(readdirSync(uploadsOf(folder, mo.bare)).length, 1)
    await erase()
    assert.deepEqual(await archived(ann), ['Mo says'])
    await end.stop()
  })
})
