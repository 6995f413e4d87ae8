// A visitor whose question is not solved says so, in words or by the form that came with the answer.
import assert from 'node:assert/strict'
import { answered, confirms, filed, hears, history, issue, queue, reads, says, state, told } from '../harness/issues.ts'
import { wireScene } from '../harness/play.ts'

wireScene('A visitor whose question is not solved', (play) => {
  const again = `<message from='issue-1@desk.test'><body>(Li says that issue #1 is not solved…</body><issue state='reopened'/></message>`

  for (const [words, when] of [
    ['not solved', 'before his client confirmed it'],
    ['Not solved!', 'after it was closed'],
    ['没有解决。', 'after it was closed'],
    ['未解决', 'before his client confirmed it'],
  ] as const) {
    play(`says “${words}” ${when}: it is open again, with new clocks`, async (stage) => {
      const { visitor, ann, hana } = stage
      await answered(stage)
      await hears(ann, issue(1), '!tell', /Sent to Li/)
      const message = await told(visitor, 'Sent again.')
      await visitor.sends(`<message to='${queue}' type='chat'><received xmlns='urn:xmpp:receipts' id='m-1'/></message>`)
      if (when.startsWith('after')) await confirms(visitor, message)
      await stage.passes(5)
      await reads(visitor, ann, hana)
      await visitor.says(queue, words)
      await hana.receives(again)
      await ann.receives(again)
      assert.equal(await state(stage), 'reopened')
      await stage.passes(31 * 60)
      await hana.receives(`<message from='issue-1@desk.test'><body>Issue #1 still waits…</body></message>`)
      await reads(visitor, ann, hana, stage.hugo)
      assert.deepEqual(
        (await history(ann, 1)).filter((line) => /^(not solved|reminded)/.test(line)),
        [`not solved Li ${words}`, 'reminded Hana: accept 1'],
      )
      await reads(visitor, ann, hana)
    })
  }

  const form = (value: string) => `<message to='${queue}' type='chat' id='form'><x xmlns='jabber:x:data' type='submit'>
    <field var='FORM_TYPE'><value>urn:bellhop:solved</value></field><field var='solved'><value>${value}</value></field></x></message>`

  play('says so by the form; yes ends it, and anything else is refused', async (stage) => {
    const { visitor, ann, hana } = stage
    await answered(stage)
    await visitor.sends(form('yes'))
    await visitor.receives(
      `<message type='error' id='form'><error><item-not-found xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></message>`,
    )
    await hears(ann, issue(1), '!tell', /Sent to Li/)
    await told(visitor, 'Sent again.')
    await visitor.sends(form('maybe'))
    await visitor.receives(
      `<message type='error' id='form'><error><bad-request xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></message>`,
    )
    await visitor.sends(form('no'))
    await visitor.receives(`<message from='${queue}'><body>Thank you for telling us.…</body></message>`)
    await hana.receives(`<message from='issue-1@desk.test'><body>(Ann has told…</body></message>`)
    await hana.receives(again)
    await reads(ann)
    await hears(hana, issue(1), '!resolve Now really.', /answered/)
    await reads(ann)
    await hears(ann, issue(1), '!tell', /Sent to Li/)
    await told(visitor, 'Now really.')
    await visitor.sends(form('yes'))
    await visitor.settled()
    assert.equal(await state(stage), 'closed')
    await reads(visitor, ann, hana)
  })

  play('is heard also by who brought the answer, and that one has it no longer', async (stage) => {
    const { visitor, ann, bob, hana } = stage
    await filed(stage, 'billing hana high Refund')
    await ann.leaves()
    await bob.comes()
    await hears(hana, issue(1), '!resolve Sent again.', /answered/)
    await reads(visitor, bob)
    await hears(bob, issue(1), '!tell', /Sent to Li/)
    await told(visitor, 'Sent again.')
    await visitor.says(queue, 'not solved')
    await bob.receives(again)
    await bob.receives(`<presence from='issue-1@desk.test/desk' type='unavailable'/>`)
    await reads(visitor, bob, hana)
    assert.equal(await says(bob, issue(1), '!tell'), 'Issue #1 has no answer yet. Say what is to be told: !tell TEXT.')
    await reads(visitor, bob, hana)
  })
})
