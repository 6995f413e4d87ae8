// Handling: every command in every state, what is said in an issue's window, watching, and one issue for several visitors.
import assert from 'node:assert/strict'
import { chat, filed, got, hears, history, issue, queue, reads, says } from '../harness/issues.ts'
import { deskScene, type Play, wireScene } from '../harness/play.ts'

const states = ['open', 'accepted', 'resolved', 'closed', 'reopened'] as const
type State = (typeof states)[number]

/** How an issue of Hana's comes to be in a state. */
const ways: Record<State, [who: 'hana' | 'ann', line: string][]> = {
  open: [],
  accepted: [['hana', '!accept']],
  resolved: [['hana', '!resolve Done']],
  closed: [['ann', '!close']],
  reopened: [
    ['hana', '!resolve Done'],
    ['ann', '!reopen'],
  ],
}

const is = (state: State): string => `Issue #1 is ${state}.`

/** A command, who says it, and what is answered in each of the states: open, accepted, resolved, closed, reopened. */
const table: [line: string, who: 'hana' | 'ann', answers: readonly (string | RegExp)[]][] = [
  ['!accept', 'hana', [/yours/, is('accepted'), is('resolved'), is('closed'), /yours/]],
  ['!resolve Done', 'hana', [/is answered/, /is answered/, is('resolved'), is('closed'), /is answered/]],
  ['!ask Which?', 'hana', [/^Asked/, /^Asked/, is('resolved'), is('closed'), /^Asked/]],
  ['!pass hugo', 'hana', [/to Hugo/, /to Hugo/, is('resolved'), is('closed'), /to Hugo/]],
  ['!pass hugo', 'ann', [/to Hugo/, /to Hugo/, is('resolved'), is('closed'), /to Hugo/]],
  ['!priority low', 'ann', [/is low/, /is low/, /is low/, /high already, or closed|is closed/, /is low/]],
  [
    '!priority high',
    'hana',
    [/high already/, /high already/, /high already/, /high already|is closed/, /high already/],
  ],
  ['!snooze 2h', 'hana', [/No reminder/, /No reminder/, is('resolved'), is('closed'), /No reminder/]],
  ['!reopen', 'ann', [is('open'), is('accepted'), /open again/, /open again/, is('reopened')]],
  [
    '!reopen It is not',
    'hana',
    [is('open'), is('accepted'), /opened issue #1 again/, /opened issue #1 again/, is('reopened')],
  ],
  ['!close', 'ann', [/is closed/, /is closed/, /is closed/, is('closed'), /is closed/]],
  ['!tell', 'ann', [/no answer yet/, /no answer yet/, /Sent to Li/, /no answer|Sent to Li/, /no answer yet/]],
  ['!watch', 'ann', [/You watch/, /You watch/, /You watch/, /You watch/, /You watch/]],
  ['!unwatch', 'ann', [/do not watch/, /do not watch/, /do not watch/, /do not watch/, /do not watch/]],
  [
    '!duplicate 2',
    'ann',
    [/#2 stands for it/, /#2 stands for it/, /#2 stands for it/, is('closed'), /#2 stands for it/],
  ],
  ['!info', 'ann', states.map((state) => new RegExp(`^Issue #1 · high · billing · ${state}`))],
  // Not theirs to say, in whichever state.
  ['!accept', 'ann', states.map(() => /“accept” is not for you: it needs the role handler, lead/)],
  ['!resolve Done', 'ann', states.map(() => /“resolve” is not for you/)],
  ['!tell Something', 'hana', states.map(() => /“tell” is not for you/)],
  ['!close', 'hana', states.map(() => /“close” is not for you/)],
  ['!nonsense', 'hana', states.map(() => /There is no command “nonsense”/)],
]

wireScene('An issue’s commands', (play) => {
  for (const state of states) {
    play(`when it is ${state}`, async (stage) => {
      const { visitor, ann, hana } = stage
      await filed(stage, 'billing hana high Help')
      await ann.says(chat(1), 'One moment')
      await hears(ann, 'desk.test', 'issue billing hana low Another', /#2/)
      for (const [who, line] of ways[state]) await says(stage[who], issue(1), line)
      await reads(visitor, ann, hana)
      const before = (await history(ann, 1)).length
      // Each begins where the others did: what is answered as a refusal has changed nothing, all else is undone here.
      for (const [line, who, answers] of table) {
        const answer = answers[states.indexOf(state)] as string | RegExp
        const words = await says(stage[who], issue(1), line)
        const fits = typeof answer === 'string' ? words === answer : answer.test(words)
        assert.ok(fits, `${who} says ${line} when it is ${state}: ${words}`)
        await back(stage, state)
      }
      assert.ok((await history(ann, 1)).length >= before)
      await reads(visitor, ann, hana, stage.hugo, stage.lea)
    })
  }

  /** Brings issue 1 back to where it was, beneath the desk. */
  const back = async (stage: Play, state: State): Promise<void> => {
    await reads(stage.visitor, stage.ann, stage.hana)
    await stage.bellhop.run(async ({ tx }) => {
      const answer = state === 'resolved' || state === 'reopened' ? 'Done' : null
      const bearer = state === 'resolved' ? stage.ann.jid : null
      const rest = { answer, bearer, waits: null, priority: 'high', duplicate_of: null, handler: stage.hana.jid }
      await tx('issues')
        .where({ id: 1 })
        .update({ state, ...rest })
      await tx('issue_scenes').where({ issue: 1 }).update({ told: null, received_at: null })
      await tx('issue_watchers').where({ issue: 1 }).delete()
      const running = { done_at: null, left: null, remind_at: '2099-01-01T00:00:00.000Z' }
      const over = { done_at: '2026-01-01T00:00:00.000Z', left: null, remind_at: null }
      const isPending = state !== 'resolved' && state !== 'closed'
      await tx('issue_clocks').where({ issue: 1 }).update(over)
      const { round } = await tx('issues').where({ id: 1 }).first('round')
      if (isPending) await tx('issue_clocks').where({ issue: 1, clock: 'resolve', round }).update(running)
    })
  }
})

deskScene('What is said in an issue’s window', (play) => {
  play('is read by all whom it concerns, can be corrected, and comes once', async (stage) => {
    const { visitor, ann, hana, lea } = stage
    await filed(stage)
    await lea.comes()
    await hana.says(issue(1), 'Which bank?', 'h1')
    const first = await ann.receives(`<message from='issue-1@desk.test'><body>Hana: Which bank?</body>
      <nick xmlns='http://jabber.org/protocol/nick'>Hana</nick><issue xmlns='urn:bellhop:issue:0' about='comment'/></message>`)
    await hana.says(issue(1), 'Which bank?', 'h1')
    for (const [id, words] of [
      ['h2', 'Which card?'],
      ['h3', 'Which account?'],
    ] as const) {
      await hana.sends(`<message to='${issue(1)}' type='chat' id='${id}'><body>${words}</body>
        <replace xmlns='urn:xmpp:message-correct:0' id='h1'/></message>`)
      await ann.receives(`<message from='issue-1@desk.test'><body>Hana: ${words}</body>
        <replace xmlns='urn:xmpp:message-correct:0' id='${first.attrs.id}'/></message>`)
    }
    await ann.sends(`<message to='${issue(1)}' type='chat' id='x'><body>Not mine</body>
      <replace xmlns='urn:xmpp:message-correct:0' id='h1'/></message>`)
    await ann.receives(
      `<message type='error' id='x'><error><item-not-found xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></message>`,
    )
    await ann.says(issue(1), '!!important: his own')
    await hana.receives(`<message from='issue-1@desk.test'><body>Ann: !important: his own</body></message>`)
    await ann.sends(`<message to='${issue(1)}' type='chat' id='o'><body>[encrypted]</body>
      <encrypted xmlns='eu.siacs.conversations.axolotl'/></message>`)
    await ann.receives(
      `<message type='error' id='o'><error><not-acceptable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></message>`,
    )
    // A lead says something: from then on he hears what is answered.
    await lea.says(issue(1), 'Be quick, please')
    await ann.receives(`<message from='issue-1@desk.test'><body>Lea: Be quick, please</body></message>`)
    await hana.receives(`<message from='issue-1@desk.test'><body>Lea: Be quick, please</body></message>`)
    await hana.says(issue(1), 'I am')
    await lea.receives(`<message from='issue-1@desk.test'><body>Hana: I am</body></message>`)
    assert.deepEqual((await history(hana, 1)).slice(1), [
      'comment Hana Which bank?',
      'comment Hana Which card?',
      'comment Hana Which account?',
      'comment Ann !important: his own',
      'comment Lea Be quick, please',
      'comment Hana I am',
    ])
    await reads(ann, hana, lea)
    assert.deepEqual(await got(visitor, queue), [])
  })
})
