// Forms about issues filled in wrongly, with slixmpp: the field and what is possible are named, and nothing is changed.
import assert from 'node:assert/strict'
import type { Slixmpp } from '../harness/slixmpp.ts'
import { meets, people, refusedWith, runs, theDesk } from './slixmpp-desk.ts'
import { inIssue } from './slixmpp-menu.ts'

type Wrong = [node: string, values: Record<string, string | string[]>, condition: string, text: string]

const issue = 'issue-1@desk.localhost'
const right = { type: 'billing', handler: 'hana', priority: 'low', question: 'x' }
const missing = (field: string, usage: string) => `“${field}” is missing. It is written: ${usage}`
const tooLong = (field: string, length: number, limit: number) =>
  `“${field}” is too long: ${length} characters; ${limit} are possible.`
const noPriority = (value: string, usage: string) =>
  `“${value}” is not possible for “priority”: low, normal, high, urgent. It is written: ${usage}`
const noSpan = (value: string) => `“${value}” is no span of time. Write 30m, 2h or 7d.`
const noHandler = (name: string) =>
  `“${name}” is no handler. There are: hana, lea; or “auto” for who is responsible for the type.`

const filing = (usage: string): Wrong[] => [
  ['issue', {}, 'bad-request', missing('type', usage)],
  ['issue', { ...right, handler: '' }, 'bad-request', missing('handler', usage)],
  ['issue', { ...right, question: ' \n ' }, 'bad-request', missing('question', usage)],
  ['issue', { ...right, priority: 'soon' }, 'bad-request', noPriority('soon', usage)],
  ['issue', { ...right, priority: ['low', 'high'] }, 'bad-request', noPriority('low\nhigh', usage)],
  ['issue', { ...right, question: 'x'.repeat(10_001) }, 'bad-request', tooLong('question', 10_001, 10_000)],
  ['issue', { ...right, type: 'a b' }, 'bad-request', `“b” is too much. It is written: ${usage}`],
  [
    ...(['issue', { ...right, type: 'refund' }, 'bad-request'] as const),
    'There is no type “refund”. There are: billing, billing/refund, delivery, technical, technical/login.',
  ],
  ...['ann', 'nobody', 'hana@elsewhere.test'].map(
    (name): Wrong => ['issue', { ...right, handler: name }, 'bad-request', noHandler(name)],
  ),
]
const noNumber = (value: string, field: string, usage: string) =>
  `“${value}” is not a number for “${field}”. It is written: ${usage}`
const inChat: Wrong[] = [
  ...filing('!issue TYPE HANDLER PRIORITY [-N] QUESTION'),
  ...['0', '-0', 'two', '1.5'].map(
    (last): Wrong => [
      ...(['issue', { ...right, last }, 'bad-request'] as const),
      noNumber(last, 'last', '!issue TYPE HANDLER PRIORITY [-N] QUESTION'),
    ],
  ),
  ['link', {}, 'bad-request', missing('issue', '!link ISSUE')],
  ['link', { issue: 'one' }, 'bad-request', noNumber('one', 'issue', '!link ISSUE')],
  ['link', { issue: '99' }, 'item-not-found', 'There is no issue #99 for you.'],
  ['link', { issue: '1' }, 'conflict', 'Conversation #1 belongs to issue #1 already.'],
]
const atDesk: Wrong[] = [
  ...filing('issue TYPE HANDLER PRIORITY QUESTION'),
  [
    ...(['issues', { filter: 'billing soon' }, 'bad-request'] as const),
    '“soon” narrows nothing. There are: all, mine, overdue, open, accepted, resolved, closed, reopened, low, normal, high, ' +
      'urgent, billing, billing/refund, delivery, technical, technical/login; and names of queues and handlers.',
  ],
  ['find', {}, 'bad-request', missing('words', 'find WORDS')],
  [
    ...(['quiet', { hours: '8pm-7am' }, 'bad-request'] as const),
    '“8pm-7am” can’t be read as hours. It is written: 20:00-07:00 Europe/Berlin; or off',
  ],
  ['type', { name: 'x' }, 'forbidden', '“type” is not for you: it needs the role lead.'],
  ['deadline', {}, 'forbidden', '“deadline” is not for you: it needs the role lead.'],
  ['hours', {}, 'forbidden', '“hours” is not for you: it needs the role lead.'],
]
const ofLead: Wrong[] = [
  ['type', {}, 'bad-request', missing('name', 'type NAME [HANDLER] [BACKUP]')],
  [
    'type',
    { name: 'a//b' },
    'bad-request',
    '“a//b” is no name of a type. It is written like billing or billing/refund.',
  ],
  ['type', { name: 'x', handler: 'ann' }, 'bad-request', noHandler('ann')],
  ['type', { name: 'x', handler: 'hana', backup: 'cem' }, 'bad-request', noHandler('cem')],
  ['deadline', { priority: 'high', accept: 'soon', resolve: '1d' }, 'bad-request', noSpan('soon')],
  ['deadline', { priority: 'high', accept: '1h', resolve: '0d' }, 'bad-request', noSpan('0d')],
  [
    ...(['hours', { hours: 'mon-fri' }, 'bad-request'] as const),
    '“mon-fri” can’t be read as hours. It is written: mon-fri 09:00-17:00 sat 10:00-14:00 Europe/Berlin; or always',
  ],
]
const ofHandler: Wrong[] = [
  ['resolve', {}, 'bad-request', missing('answer', '!resolve ANSWER')],
  ['resolve', { answer: 'x'.repeat(10_001) }, 'bad-request', tooLong('answer', 10_001, 10_000)],
  ['ask', { question: '' }, 'bad-request', missing('question', '!ask QUESTION')],
  ['pass', {}, 'bad-request', missing('handler', '!pass HANDLER [WHY]')],
  ['pass', { handler: 'ann' }, 'bad-request', noHandler('ann')],
  ['pass', { handler: 'hana' }, 'conflict', 'Issue #1 is with Hana already.'],
  ['priority', { priority: 'later' }, 'bad-request', noPriority('later', '!priority PRIORITY')],
  ['priority', { priority: 'low' }, 'conflict', 'Issue #1 is low already, or closed.'],
  ...['2', 'tomorrow', '0h'].map((value): Wrong => ['snooze', { for: value }, 'bad-request', noSpan(value)]),
  ['duplicate', { of: 'x' }, 'bad-request', noNumber('x', 'of', '!duplicate OF')],
  ['duplicate', { of: '1' }, 'bad-request', 'An issue can’t be the same as itself.'],
  ['duplicate', { of: '99' }, 'item-not-found', 'There is no issue #99 for you.'],
  ['unwatch', {}, 'conflict', 'You do not watch issue #1.'],
  ['reopen', {}, 'conflict', 'Issue #1 is open.'],
  ['tell', { text: 'x' }, 'forbidden', '“tell” is not for you: it needs the role agent, lead.'],
  ['close', {}, 'forbidden', '“close” is not for you: it needs the role agent, lead.'],
  ['claim', {}, 'item-not-found', 'There is no command “claim”. Say “help” for what there is.'],
]
const ofAgent: Wrong[] = [
  ['accept', {}, 'forbidden', '“accept” is not for you: it needs the role handler, lead.'],
  ['resolve', { answer: 'x' }, 'forbidden', '“resolve” is not for you: it needs the role handler, lead.'],
]

describe('a form about issues that is filled in wrongly, with slixmpp', function () {
  this.timeout(60_000)
  const { signsIn, comes } = people({}, 'suite')
  let ann: Slixmpp
  let hana: Slixmpp
  let lea: Slixmpp
  let wei: Slixmpp
  let chat: string
  const exactly = (condition: string, text: string) => (error: unknown) =>
    refusedWith(condition)(error) && (error as Error).message === `${condition}: ${text}`
  const known = async () => {
    const asked = [
      ...(['types', 'issues', 'mine'] as const).map((node) => [ann, theDesk, node] as const),
      ...(['deadline', 'hours'] as const).map((node) => [lea, theDesk, node] as const),
      ...(['info', 'history'] as const).map((node) => [hana, issue, node] as const),
    ]
    const notes = []
    for (const [who, to, node] of asked) notes.push((await runs(who, to, node)).note)
    return notes.join('\n').replace(/\d+s\b/g, '')
  }

  before(async () => {
    ;[ann, hana, lea] = await Promise.all([signsIn('ann'), signsIn('hana'), signsIn('lea')])
    wei = await comes('Wei')
    chat = await meets(wei, ann, 'for her alone')
    await runs(ann, chat, 'issue', right)
    await hana.sees('message', ({ from }) => from === issue, 'the issue')
  })

  it('is refused with what was wrong, and changes nothing', async () => {
    const before = await known()
    for (const [who, to, list] of [
      [ann, theDesk, atDesk],
      [lea, theDesk, ofLead],
      [ann, chat, inChat],
      [hana, issue, ofHandler],
      [ann, issue, ofAgent],
    ] as const)
      for (const [node, values, condition, text] of list)
        await assert.rejects(runs(who, to, node, values), exactly(condition, text), `${node} ${JSON.stringify(values)}`)
    assert.equal(await known(), before)
    assert.equal(wei.happened.filter(({ body }) => body).length, 0)
  })

  it('is as if there were no issue for a visitor, and for who must not see it', async () => {
    const cem = await signsIn('cem')
    assert.match((await runs(cem, issue, 'info')).note, /^Issue #1 /, 'an agent of its queue sees it')
    await runs(ann, theDesk, 'issue', { ...right, handler: 'lea', type: 'delivery' })
    await lea.sees('message', ({ from }) => from === 'issue-2@desk.localhost', 'the other issue')
    // Cem has nothing to do with an issue that was filed out of no conversation, and it has no queue.
    for (const node of Object.keys(inIssue.agent)) {
      if (node === 'help') continue
      const fill = { handler: 'lea', priority: 'high', of: '1', text: 'x' }
      for (const number of [2, 99]) {
        const asked = runs(cem, `issue-${number}@desk.localhost`, node, fill)
        await assert.rejects(asked, exactly('item-not-found', `There is no issue #${number} for you.`), node)
      }
    }
    for (const node of [...Object.keys(inIssue.lead), 'nosuch'])
      await assert.rejects(runs(wei, issue, node), refusedWith('forbidden'), node)
    await assert.rejects(wei.asks('vcard', { to: issue }), refusedWith('forbidden'))
    await assert.rejects(wei.asks('page', { of: issue, max: 5 }), refusedWith('forbidden'))
  })
})
