// Issues behind the router, with no server: whatever anybody sends to their addresses, nothing breaks, and nothing of them
// goes to anybody but the staff.
import assert from 'node:assert/strict'
import fc from 'fast-check'
import { addressOf } from '../../component/model/address.ts'
import { write } from '../../component/xmpp/write.ts'
import { domains, type FuzzDesk, openFuzzDesk, visitor } from './desk.ts'
import { anything, build, stanza } from './stanzas.ts'

const staff = ['ann', 'bob', 'hana', 'lea'].map((name) => `${name}@agents.localhost/c`)
const others = [`${visitor}/a`, 'v2@visitors.localhost/b', 'nobody@agents.localhost/e', 'x@elsewhere.test/f']
const issues = [
  'issue-1',
  'issue-1',
  'issue-2',
  'issue-999',
  'issue-0',
  'issue-01',
  'issue--1',
  'issue-1e1',
  'issue-9007199254740993',
]
const to = [...issues.map((local) => `${local}@desk.localhost`), 'issue-1@desk.localhost/x']
const secret = 'zq-of-the-staff'

/** Lines that do something to an issue; `!tell` alone would bring the answer to the visitor, so answers are no secret. */
const line = fc.constantFrom(
  ...[
    '!accept',
    '!resolve sent again',
    `!ask ${secret}`,
    `!pass lea ${secret}`,
    `!pass hana ${secret}`,
    '!priority urgent',
  ],
  ...[
    '!priority low',
    '!snooze 2h',
    '!scene',
    '!history',
    '!info',
    '!watch',
    '!unwatch',
    '!duplicate 1',
    '!duplicate 2',
  ],
  ...[`!reopen ${secret}`, '!tell', '!tell it is sent', `!close ${secret}`, secret, `!!${secret}`, `!nosuch ${secret}`],
)

describe('issues, given anything', function () {
  this.timeout(120_000)
  let desk: FuzzDesk
  const state = async (id: number) => (await desk.db('issues').where({ id }).first())?.state

  before(async () => {
    desk = await openFuzzDesk()
    for (const from of staff) await desk.handle([build('presence', { from, to: 'desk.localhost' }, [])])
    await desk.handle([build('presence', { from: `${visitor}/a`, to: 'support@desk.localhost' }, [])])
    await desk.hears(`${visitor}/a`, 'support@desk.localhost', 'Where is my refund?')
    const { id, agent } = await desk.db('conversations').first()
    for (const type of ['billing', 'delivery'])
      await desk.hears(`${agent}/c`, `chat-${id}@desk.localhost`, `!issue ${type} auto high ${secret}`)
    assert.deepEqual([await state(1), await state(2)], ['open', 'open'])
  })
  beforeEach(() => desk.forget())
  after(() => desk?.close())

  it('never break, and answer each question once', async () => {
    const anybody = stanza({ from: [...staff, ...others], to })
    const property = fc.asyncProperty(fc.array(anybody, { minLength: 1, maxLength: 12 }), async (stanzas) => {
      desk.forget()
      await desk.handle(stanzas)
      assert.deepEqual(desk.bugs, [])
      const questions = stanzas.filter(({ name, attrs }) => name === 'iq' && /^(get|set)$/.test(attrs.type))
      assert.equal(desk.sent.filter(({ name }) => name === 'iq').length, questions.length)
      for (const notice of desk.told) assert.ok(notice.kind === 'contact' || write(notice, domains.desk, 1))
    })
    await fc.assert(property, { numRuns: 400 })
  })

  it('stay unchanged and unseen whatever a visitor or a stranger sends', async () => {
    const rows = async () =>
      JSON.stringify([await desk.db('issues'), await desk.db('issue_events'), await desk.db('issue_watchers')])
    const before = await rows()
    const typed = fc.record({
      from: fc.constantFrom(...others),
      to: fc.constantFrom(...to),
      line: fc.oneof(line, anything),
    })
    const anybody = stanza({ from: others, to })
    const property = fc.asyncProperty(anybody, typed, async (any, { from, to: address, line: said }) => {
      desk.forget()
      await desk.handle([any])
      await desk.hears(from, address, said)
      assert.deepEqual(desk.bugs, [])
      // Names such as issue-01 are those of queues, none of which there is.
      const told = desk.told.filter((notice) => 'from' in notice && addressOf(notice.from).kind === 'issue')
      assert.deepEqual(told, [])
      // What he sent himself comes back with a refusal; what he did not is nothing of the desk's.
      const answers = desk.sent.filter(({ attrs }) => attrs.type === 'result')
      assert.doesNotMatch(answers.join('\n'), new RegExp(`${secret}|hana|billing`))
    })
    await fc.assert(property, { numRuns: 300 })
    assert.equal(await rows(), before)
  })

  it('never reach a visitor but by what an agent tells him, in whatever order the staff does things', async () => {
    const act = fc.record({
      from: fc.constantFrom(...staff, `${visitor}/a`),
      number: fc.constantFrom(1, 2),
      line: fc.oneof({ weight: 5, arbitrary: line }, { weight: 1, arbitrary: anything }),
    })
    const seen = new Set<string>()
    const property = fc.asyncProperty(fc.array(act, { minLength: 1, maxLength: 10 }), async (acts) => {
      desk.forget()
      for (const { from, number, line: said } of acts)
        if (from.startsWith('v1'))
          await desk.hears(from, 'support@desk.localhost', said.startsWith('!') ? 'not solved' : 'ok')
        else await desk.hears(from, `issue-${number}@desk.localhost`, said)
      for (const number of [1, 2]) seen.add(await state(number))
      assert.deepEqual(desk.bugs, [])
      const toVisitors = desk.told.filter((notice) => notice.to.includes('@visitors.'))
      assert.doesNotMatch(JSON.stringify(toVisitors), new RegExp(`${secret}|agents\\.localhost|"issue"|issue-`))
      const strangers = desk.told.filter((notice) => !/^(ann|bob|cem|hana|lea)@agents\.|^v1@visitors\./.test(notice.to))
      assert.deepEqual(strangers, [])
    })
    await fc.assert(property, { numRuns: 200 })
    // The walk has been everywhere.
    assert.deepEqual([...seen].sort(), ['accepted', 'closed', 'open', 'reopened', 'resolved'])
  })
})
