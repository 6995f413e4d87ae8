// Reminders: the handler, then the backup, then the leads, each once for a level; quiet and closed hours; snoozing; pauses.
import assert from 'node:assert/strict'
import { allIn, bodyOf, got, hears, history, issue, reads, reminded, says } from '../harness/issues.ts'
import { scene, serverScene, wireScene } from '../harness/play.ts'

const minute = 60
const hour = 60 * minute
const day = 24 * hour

scene('Reminders', (play) => {
  play('go to the handler, the backup, the leads; each once', async (stage) => {
    const { ann, hana, hugo } = stage
    await allIn(stage)
    assert.equal(await reminded(stage, 5 * minute - 30), '')
    await stage.passes(40)
    const first = await hana.receives(`<message from='issue-1@desk.test'>
      <body>Issue #1 still waits for you to take it up.…</body>
      <issue xmlns='urn:bellhop:issue:0' number='1' about='reminder' level='1' state='open'/></message>`)
    assert.match(bodyOf(first), /Help[\s\S]*!accept, !resolve/)
    assert.equal(await reminded(stage, 10), '')
    await stage.passes(5 * minute)
    await hugo.receives(`<message from='issue-1@desk.test'><body>Hana has not taken up issue #1. You can: !accept.…</body>
      <issue about='reminder' level='2'/></message>`)
    assert.equal(await reminded(stage, 5 * minute), 'lea')
    assert.equal(await reminded(stage, 3 * hour), '')
    // The backup takes it up; who had it hears so, and nobody is reminded to take it up any more.
    await hears(hugo, issue(1), '!accept', 'Issue #1 is yours.')
    await hana.receives(`<message from='issue-1@desk.test'><body>(Hugo has taken up issue #1; it is yours no longer.)</body>
      <issue state='accepted' handler='${hugo.jid}'/></message>`)
    assert.deepEqual((await history(hugo, 1)).slice(0, 5), [
      'filed Ann Help',
      'breached accept',
      'reminded Hana: accept 1',
      'reminded Hugo: accept 2',
      'reminded Lea: accept 3',
    ])
    // The other clock: its handler, then the leads.
    assert.equal(await reminded(stage, hour), 'hugo')
    assert.equal(await reminded(stage, 10 * minute), 'lea')
    assert.equal(await reminded(stage, 2 * day), '')
    await reads(ann, hana)
  })

  play('are not sent twice across restarts', async (stage) => {
    await allIn(stage)
    await stage.passes(5 * minute)
    await stage.restarts()
    assert.equal(await reminded(stage, 1), 'hana')
    await stage.restarts()
    assert.equal(await reminded(stage, 5 * minute), 'hugo')
    await stage.restarts()
    await stage.passes(5 * minute)
    await stage.restarts()
    assert.equal(await reminded(stage, day), 'hana lea')
    await reads(stage.ann)
  })
})

serverScene('A handler who is away', (play) => {
  play('finds the issue and its reminders on coming back; the agent sees that he is away', async (stage) => {
    const { ann, hana } = stage
    await ann.comes()
    const reply = await says(ann, 'desk.test', 'issue billing hana urgent While you were out')
    assert.match(reply, /\nHana is away/)
    await hears(ann, 'desk.test', 'issues', /#1 urgent, billing, open, handler away, with Hana/)
    await stage.passes(5 * minute)
    await hana.comes()
    await hana.receives(`<message from='issue-1@desk.test'><body>Ann has an issue for you.…</body>
      <issue xmlns='urn:bellhop:issue:0'/></message>`)
    await hana.receives(`<message from='issue-1@desk.test'><body>Issue #1 still waits…</body></message>`)
    await hears(hana, issue(1), '!accept', 'Issue #1 is yours.')
    await ann.receives(`<message from='issue-1@desk.test'><body>(Hana has taken up issue #1.)</body></message>`)
  })
})

wireScene('Reminders, when', (play) => {
  play('there is no backup: the leads come next, at once', async (stage) => {
    await allIn(stage, 'technical hana urgent Help')
    assert.equal(await reminded(stage, 5 * minute), 'hana')
    assert.equal(await reminded(stage, 5 * minute), 'lea')
    assert.equal(await reminded(stage, day), 'hana')
    assert.equal(await reminded(stage, 5 * minute), 'lea')
    await reads(stage.ann)
  })

  play('the handler is the backup, or the lead: nobody is asked twice at a level', async (stage) => {
    await allIn(stage, 'billing hugo urgent Help')
    assert.equal(await reminded(stage, 5 * minute), 'hugo')
    assert.equal(await reminded(stage, 5 * minute), 'lea')
    await hears(stage.ann, 'desk.test', 'issue technical lea urgent Help', /#2/)
    assert.equal(await reminded(stage, 5 * minute, 2), 'lea')
    assert.equal(await reminded(stage, 20 * minute, 2), '')
    await reads(stage.ann, stage.hugo, stage.lea)
  })

  for (const [priority, accept, resolve] of [
    ['urgent', 5 * minute, 4 * hour],
    ['high', 30 * minute, day],
    ['normal', 4 * hour, 3 * day],
    ['low', day, 14 * day],
  ] as const) {
    play(`it is ${priority}: after ${accept / 60} min, and to be answered after ${resolve / 3600} h`, async (stage) => {
      await allIn(stage, `technical hana ${priority} Help`)
      assert.equal(await reminded(stage, accept - 20), '')
      assert.equal(await reminded(stage, 20), 'hana')
      await hears(stage.hana, issue(1), '!accept', /yours/)
      assert.equal(await reminded(stage, resolve - accept - 30), '')
      assert.equal(await reminded(stage, 40), 'hana')
      assert.equal(await reminded(stage, accept), 'lea')
      await reads(stage.ann)
    })
  }

  play('there are quiet hours: it waits for the morning, unless it is urgent', async (stage) => {
    await allIn(stage, 'technical hana high Help')
    const now = new Date(Date.now())
    const clock = (hours: number) => new Date(now.getTime() + hours * 3_600_000).toISOString().slice(11, 16)
    await hears(stage.hana, 'desk.test', `quiet ${clock(-1)}-${clock(2)}`, /^You are not reminded between/)
    await hears(stage.ann, 'desk.test', 'issue technical hana urgent Now', /#2/)
    await reads(stage.ann, stage.hana)
    assert.equal(await reminded(stage, 31 * minute), '')
    assert.equal(await reminded(stage, 1, 2), 'hana')
    assert.equal(await reminded(stage, 30 * minute), '')
    assert.equal(await reminded(stage, hour), 'hana')
    // The time of the next level runs from then on.
    assert.equal(await reminded(stage, 25 * minute), '')
    assert.equal(await reminded(stage, 6 * minute), 'lea')
    await reads(stage.ann, stage.hana, stage.lea)
  })

  play('the desk is closed: only open hours count, but for what is urgent', async (stage) => {
    const { ann, hana, lea } = stage
    await lea.comes()
    const now = new Date()
    const clock = (hours: number) => new Date(now.getTime() + hours * 3_600_000).toISOString().slice(11, 16)
    const [opens, closes] = [clock(3), clock(3 + 1 / 6)]
    // Over midnight a range is two; the play is about one.
    if (opens > closes) return void (await lea.settled())
    await hears(lea, 'desk.test', `hours mon-sun ${opens}-${closes} UTC`, /^Open hours: mon /)
    await allIn(stage, 'technical hana high Help')
    await hears(ann, 'desk.test', 'issue technical hana urgent Now', /#2/)
    await reads(ann, hana)
    assert.equal(await reminded(stage, 35 * minute), '')
    assert.match((await got(hana, issue(2))).join(), /still waits/)
    // Ten minutes of each day count, so thirty are over at the end of the third.
    assert.equal(await reminded(stage, 2 * day), '')
    assert.equal(await reminded(stage, 3 * hour), 'hana')
    await hears(lea, 'desk.test', 'hours always', 'Open hours: always')
    await reads(ann, hana, lea)
  })

  play('they are snoozed: none comes before, and then they go on', async (stage) => {
    const { ann, hana } = stage
    await allIn(stage, 'billing hana high Help')
    await hears(hana, issue(1), '!snooze soon', /“soon” is no span of time/)
    await hears(hana, issue(1), '!snooze 2h', 'No reminder of issue #1 for 2h.')
    assert.equal(await reminded(stage, 2 * hour - 30), '')
    await hears(ann, 'desk.test', 'issues overdue', /#1 high, billing, open, accept overdue 89m|overdue 1h/)
    assert.equal(await reminded(stage, 31), 'hana')
    assert.equal(await reminded(stage, 30 * minute), 'hugo')
    await reads(ann)
  })

  play('the deadlines are changed: what is filed from then on has the new ones', async (stage) => {
    const { lea, ann, hana } = stage
    await lea.comes()
    await hears(lea, 'desk.test', 'deadline high 10m', /“resolve” is missing/)
    await hears(lea, 'desk.test', 'deadline high 10m tomorrow', /“tomorrow” is no span/)
    await hears(lea, 'desk.test', 'deadline high 99999d 99999d', /“99999d” is no span/)
    await hears(lea, 'desk.test', 'deadline high 10m 1h all', /high: 10m, 1h at all hours/)
    await allIn(stage, 'technical hana high Help')
    assert.equal(await reminded(stage, 10 * minute), 'hana')
    assert.equal(await reminded(stage, 10 * minute), 'lea')
    assert.equal(await reminded(stage, 40 * minute), 'hana')
    await hears(ann, 'desk.test', 'deadline high 1m 1h', /“deadline” is not for you/)
    await reads(ann, hana, lea)
  })

  play('the priority changes: what time has passed counts', async (stage) => {
    const { ann, hana } = stage
    await allIn(stage, 'billing hana normal Help')
    await stage.passes(10 * minute)
    await hears(ann, issue(1), '!priority high', 'Issue #1 is high now.')
    assert.equal(await reminded(stage, 19 * minute), '')
    assert.equal(await reminded(stage, minute + 1), 'hana')
    // Overdue already, and urgent from now on: the next is not left to sleep.
    await hears(ann, issue(1), '!priority urgent', /urgent/)
    assert.equal(await reminded(stage, 5 * minute), 'hugo')
    await reads(ann, hana)
  })

  play('more time has passed than a higher priority gives: at once; a lower one gives more', async (stage) => {
    const { ann, hana } = stage
    await allIn(stage, 'billing hana high Help')
    await stage.passes(20 * minute)
    await hears(ann, issue(1), '!priority urgent', /urgent/)
    assert.equal(await reminded(stage, 1), 'hana')
    await hears(ann, 'desk.test', 'issue billing hana high Help', /#2/)
    await stage.passes(29 * minute)
    await hears(ann, issue(2), '!priority low', /low/)
    await reads(hana)
    assert.equal(await reminded(stage, day - 29 * minute - 10, 2), '')
    assert.equal(await reminded(stage, 11, 2), 'hana')
    await reads(ann, hana, stage.hugo, stage.lea)
  })
})
