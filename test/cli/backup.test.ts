// A backup of a desk in the middle of its work, and the same desk again on a machine where nothing was: other folder, other ports.
import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { xml } from '@xmpp/client'
import type { Element } from 'ltx'
import { type BackupResult, backUp } from '../../component/cli/backup.ts'
import { restore } from '../../component/cli/restore.ts'
import { readConfig } from '../../component/config.ts'
import { startVisitor, type Visitor } from '../clients/visitor.ts'
import { signIn, type TestAgent } from '../harness/agent.ts'
import { type Careful, careful } from '../harness/careful.ts'
import type { TestDesk } from '../harness/desk.ts'
import { onPostgres, sharedPostgres } from '../harness/postgres.ts'
import { until } from '../harness/until.ts'
import { type Instance, instance, isAlive, type Started, start } from '../start/instance.ts'

const chat = (number: number) => `chat-${number}@desk.localhost`
const progress = () => undefined

describe('A desk that is backed up while it works', function () {
  this.timeout(90_000)
  this.bail(true)
  const shelf = mkdtempSync(join(tmpdir(), 'bellhop-shelf-'))
  const file = join(shelf, 'bellhop.tar.gz')
  let place: Instance
  let machine: Started
  let agents: TestDesk['agents']
  let li: { token: string; talk: Careful }
  let ann: Careful
  let zoe: Visitor
  let wang: Visitor
  let mei: Visitor
  let upload: URL
  let backup: BackupResult
  /** What the desk had when the backup began. */
  const before = { visitor: [] as string[], agent: [] as string[] }

  after(async () => {
    // Clients of a play that failed would try to come back for ever.
    await Promise.allSettled([ann?.stop(), li?.talk.stop(), zoe?.leaves(), wang?.leaves(), mei?.leaves()])
    machine?.child.kill('SIGTERM')
    await machine?.code
    place?.remove()
    rmSync(shelf, { recursive: true, force: true })
  })

  async function begin(): Promise<void> {
    // Not every path is one that ejabberd takes as it is.
    place = await instance(`bellhop 数据 "a" 's [1]-`)
    if (onPostgres) place.env.BELLHOP_DATABASE = await (await sharedPostgres()).database()
  }

  async function run(): Promise<void> {
    machine = start('start.mjs', place.env)
    await until(() => place.endpoints() !== undefined || machine.child.exitCode !== null, 'the desk', 60_000)
    assert.ok(place.endpoints(), machine.output.text)
    agents = place.endpoints()?.demo?.agents ?? []
  }

  const http = () => place.endpoints()?.http as string
  const port = () => Number(place.env.BELLHOP_C2S_PORT)
  const signedIn = (name: string) => signIn({ agents, config: readConfig(place.env) } as unknown as TestDesk, name)

  async function post(path: string, body: object): Promise<Response> {
    const headers = { 'content-type': 'application/json' }
    return fetch(http() + path, { method: 'POST', headers, body: JSON.stringify({ queue: 'support', ...body }) })
  }

  /** Ann with a client that compares ids, and a visitor with another. */
  const annTalks = (ids: string) => {
    const { jid, password } = agents.find((agent) => agent.jid.startsWith('ann@')) as TestDesk['agents'][number]
    return careful(port(), jid, password, ids)
  }
  async function liTalks(about: object, ids: string): Promise<typeof li> {
    const session = (await (await post('/widget/session', about)).json()) as {
      jid: string
      password: string
      token: string
    }
    return { token: session.token, talk: await careful(port(), session.jid, session.password, ids) }
  }

  it('has conversations in every state, an upload, and an issue whose clock runs', async () => {
    await begin()
    await run()
    // #1 is left: nobody is in.
    wang = await startVisitor(http(), { name: '小王' })
    await wang.says('在吗？我的订单还没有到。')
    await wang.receives((stanza) => stanza.getChildText('body')?.includes('1') ?? false, 'the number of his message')
    // #2 waits for Zoë to come back.
    const bob = await signedIn('bob')
    zoe = await startVisitor(http(), { name: 'Zoë' })
    await zoe.says('Where is my order?')
    await bob.reads('Where is my order?')
    upload = await put(zoe, 'receipt 收据')
    await zoe.says(upload.href)
    await bob.reads(upload.href)
    await zoe.leaves()
    await bob.shows('dnd')
    await bob.says('desk.localhost', 'state')
    await bob.receives((message) => message.getChildText('body')?.startsWith('You are busy') ?? false)
    // #3 is under way.
    ann = await annTalks('first')
    li = await liTalks({ name: 'Li' }, 'first')
    await li.talk.say('support@desk.localhost', ['你好'])
    await until(() => ann.got.includes('你好'), 'the first words')
    // #4 waits: everybody is busy.
    await ann.send(xml('presence', {}, xml('show', {}, 'dnd')))
    mei = await startVisitor(http(), { name: 'Mei' })
    await mei.receives((stanza) => stanza.getChildText('show') === 'dnd', 'that all are busy')
    await mei.says('请问还有货吗？')
    await mei.receives((stanza) => stanza.getChild('body') !== undefined, 'that she waits')
    const lea = await signedIn('lea')
    await lea.says('desk.localhost', 'deadline normal 15s 1d all')
    await lea.receives((message) => message.getChildText('body')?.includes('15s') ?? false)
    await Promise.all([lea.leaves(), bob.says(chat(2), 'It is on its way.')])
    await bob.says(chat(2), '!issue billing hana normal Refund of order 7')
    await bob.receives((message) => message.getChildText('body')?.startsWith('Issue #1') ?? false)
    await bob.leaves()
  })

  it('is backed up while both go on talking', async () => {
    let talking = true
    function* lines(who: string) {
      for (let n = 1; talking; n++) yield `${who} ${n} 第${n}句`
    }
    const talk = Promise.all([
      li.talk.say(
        'support@desk.localhost',
        (function* () {
          yield '你好'
          yield* lines('visitor')
        })(),
      ),
      ann.say(chat(3), lines('agent')),
    ])
    await until(() => li.talk.stored.length > 10 && ann.stored.length > 10, 'both to talk')
    before.visitor = [...li.talk.stored]
    before.agent = [...ann.stored]
    backup = await backUp(readConfig(place.env), { target: file, env: place.env, progress })
    talking = false
    await talk
    assert.ok(li.talk.stored.length > before.visitor.length && ann.stored.length > before.agent.length, 'nobody waited')
    assert.equal(statSync(file).mode & 0o777, 0o600)
    assert.deepEqual(readdirSync(shelf), ['bellhop.tar.gz'], 'nothing lies about')
    assert.equal(backup.manifest.ejabberd, 'backup')
    assert.deepEqual(
      readdirSync(join(place.data, 'ejabberd')).filter((name) => name.startsWith('backup-')),
      [],
    )
  })

  it('is not restored over itself', async () => {
    await assert.rejects(restore(readConfig(place.env), { file, force: true, progress }), /runs on .*; stop it first/)
  })

  it('comes up on another machine after this one is gone', async () => {
    const pids = place.endpoints()?.pids
    machine.child.kill('SIGKILL')
    for (const pid of [pids?.ejabberd, pids?.component]) if (pid) process.kill(pid, 'SIGKILL')
    await until(() => !isAlive(pids?.ejabberd) && !isAlive(pids?.component), 'the end of the machine')
    await Promise.all([li.talk.stop(), ann.stop(), wang.leaves(), mei.leaves()])
    place.remove()

    await begin()
    await restore(readConfig(place.env), { file, progress })
    assert.equal(statSync(place.data).mode & 0o777, 0o700)
    assert.equal(statSync(join(place.data, 'secrets.json')).mode & 0o777, 0o600)
    await run()
  })

  it('has all that was acknowledged before, each once and in order, and what it has of the rest has no gaps', async () => {
    const text = await (await post('/widget/transcript', { token: li.token })).text()
    for (const [who, had] of [
      ['visitor', before.visitor],
      ['agent', before.agent],
    ] as const) {
      const numbers = [...text.matchAll(new RegExp(`${who} (\\d+) 第\\1句`, 'g'))].map(([, n]) => Number(n))
      assert.deepEqual(
        numbers,
        numbers.map((_, index) => index + 1),
        who,
      )
      assert.ok(numbers.length >= had.filter((line) => line.startsWith(who)).length, `${numbers.length} of ${who}`)
    }
  })

  it('goes on with the conversation: the same visitor, the same agent with his password', async () => {
    ann = await annTalks('second')
    li = await liTalks({ token: li.token }, 'second')
    await ann.say(chat(3), ['We are back.'])
    await until(() => li.talk.got.includes('We are back.'), 'the agent’s words')
    await li.talk.say('support@desk.localhost', ['好的，谢谢'])
    await until(() => ann.got.includes('好的，谢谢'), 'the visitor’s words')
    await Promise.all([li.talk.stop(), ann.stop()])
  })

  it('gives who was away what waited for him, and still has his upload', async () => {
    zoe = await startVisitor(http(), { name: 'Zoë', token: zoe.session.token })
    await zoe.receives((stanza) => stanza.getChildText('body') === 'It is on its way.', 'what waited')
    const there = new URL(upload.pathname, place.endpoints()?.websocket.replace(/^ws/, 'http'))
    assert.equal(await (await fetch(there)).text(), 'receipt 收据')
    assert.equal(zoe.bodies().filter((body) => body === 'It is on its way.').length, 1)
    await zoe.leaves()
  })

  it('reminds the handler of the issue', async () => {
    const hana: TestAgent = await signedIn('hana')
    await hana.receives((message) => message.getChildText('body')?.startsWith('Issue #1 still waits') ?? false)
    await hana.leaves()
  })

  it('has the messages that waited or were left, to be claimed, and gives no number twice', async () => {
    const bob = await signedIn('bob')
    await bob.says('desk.localhost', 'claim 1')
    await bob.receives(isFrom(chat(1), '在吗？我的订单还没有到。'))
    // Who waited is left since: nobody came in for a while.
    await bob.says('desk.localhost', 'claim 4')
    await bob.receives(isFrom(chat(4), '请问还有货吗？'))
    const late = await startVisitor(http(), { name: 'Kim' })
    await late.says('A new one')
    await bob.receives(isFrom(chat(1001), 'A new one'))
    await Promise.all([bob.leaves(), late.leaves()])
  })
})

const isFrom = (jid: string, words: string) => (message: Element) =>
  String(message.attrs.from).startsWith(jid) && (message.getChildText('body')?.includes(words) ?? false)

/** Asks for a slot (XEP-0363) and puts a file there; gives its address. */
async function put(visitor: Visitor, text: string): Promise<URL> {
  const size = Buffer.byteLength(text)
  const request = `<request xmlns='urn:xmpp:http:upload:0' filename='收据.txt' size='${size}' content-type='text/plain'/>`
  await visitor.sends(`<iq to='upload.visitors.localhost' type='get' id='slot'>${request}</iq>`)
  const answer = await visitor.receives(({ attrs }) => attrs.id === 'slot', 'a slot')
  const slot = answer.getChild('slot')
  const to = slot?.getChild('put')?.attrs.url as string
  const headers = { 'content-type': 'text/plain' }
  assert.equal((await fetch(to, { method: 'PUT', body: text, headers })).status, 201, String(answer))
  return new URL(slot?.getChild('get')?.attrs.url as string)
}
