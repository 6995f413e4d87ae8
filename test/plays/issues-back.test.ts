// Back to the visitor: the answer goes to an agent and with him to the visitor, and the issue ends when he has it.
import assert from 'node:assert/strict'
import {
  answered,
  chat,
  confirms,
  filed,
  got,
  hears,
  history,
  issue,
  queue,
  reads,
  state,
  told,
} from '../harness/issues.ts'
import { deskScene, wireScene } from '../harness/play.ts'

deskScene('The answer of an issue', (play) => {
  play('reaches a visitor who is away first when he comes back, and only then it ends', async (stage) => {
    const { visitor, ann, hana } = stage
    await answered(stage)
    await visitor.leaves()
    await hears(
      ann,
      issue(1),
      '!tell Good news: sent again.',
      /Li is away and reads it first on coming back to conversation #1/,
    )
    await reads(ann, hana)
    assert.equal(await state(stage), 'resolved')
    await visitor.comes()
    const message = await told(visitor, 'Good news: sent again.')
    assert.equal(await state(stage), 'resolved')
    await confirms(visitor, message)
    await hana.receives(
      `<message from='issue-1@desk.test'><body>(Li has got the answer; issue #1 is closed.)</body></message>`,
    )
    await reads(ann)
  })

  play('is brought by another of the queue when the agent has gone, in a conversation opened again', async (stage) => {
    const { visitor, ann, bob, hana } = stage
    await filed(stage, 'billing hana high Refund')
    await hears(ann, chat(1), '!close', /closed/)
    await reads(visitor)
    await ann.leaves()
    await bob.comes()
    await hears(hana, issue(1), '!resolve Sent again.', /answered/)
    await bob.receives(
      `<message from='issue-1@desk.test'><body>Hana has answered issue #1: Sent again.…</body></message>`,
    )
    // He writes in the closed conversation’s own window, rather than by a command.
    await bob.says(chat(1), 'Hello, it is sent again.')
    const message = await told(visitor, 'Hello, it is sent again.')
    await confirms(visitor, message)
    assert.equal(await state(stage), 'closed')
    await visitor.says(queue, 'Thanks!')
    await reads(bob, hana)
    assert.ok((await history(hana, 1)).includes('carried Bob'))
    await reads(bob, hana)
  })
})

wireScene('The answer of an issue, on its way', (play) => {
  play('waits for the first who comes when nobody is in; who filed it may be that one', async (stage) => {
    const { visitor, ann, bob, hana } = stage
    await filed(stage, 'billing hana high Refund')
    await ann.leaves()
    await reads(visitor)
    await hears(hana, issue(1), '!resolve Sent again.', /answered/)
    await bob.comes('busy')
    assert.deepEqual(await got(bob, issue(1)), [])
    await bob.comes('normal')
    assert.match((await got(bob, issue(1))).join(), /Hana has answered issue #1: Sent again\.[\s\S]*!tell/)
    await hears(bob, issue(1), '!tell', /Sent to Li/)
    await told(visitor, 'Sent again.')
    await reads(visitor, ann, bob, hana)
  })

  play('goes to another when its bearer goes before he told it, and not when he has', async (stage) => {
    const { visitor, ann, bob, cem, hana } = stage
    await answered(stage)
    await bob.comes()
    await ann.leaves()
    assert.match((await got(bob, issue(1))).join(), /Hana has answered issue #1/)
    await reads(visitor, bob)
    await cem.comes()
    await hears(bob, issue(1), '!tell', /Sent to Li/)
    await bob.leaves()
    assert.deepEqual(await got(cem, issue(1)), [])
    await reads(visitor, cem, hana)
  })

  play('goes to another after the grace time when its bearer’s connection is lost', async (stage) => {
    const { visitor, ann, bob, hana } = stage
    await answered(stage)
    await bob.comes()
    await ann.leaves('lost')
    await stage.passes(60)
    assert.deepEqual(await got(bob, issue(1)), [])
    await stage.passes(60)
    assert.match((await got(bob, issue(1))).join(), /Hana has answered issue #1/)
    await reads(visitor, bob, hana)
  })

  play('is told by whatever the agent writes in the conversation', async (stage) => {
    const { visitor, ann, hana } = stage
    await answered(stage)
    await ann.says(chat(1), 'It is on its way again.')
    const message = await told(visitor, 'It is on its way again.')
    await hana.receives(
      `<message from='issue-1@desk.test'><body>(Ann has told the visitor of issue #1: It is on its way again.)</body></message>`,
    )
    // Only once: what else is said is just that.
    await ann.says(chat(1), 'Anything else?')
    await visitor.receives(`<message><body>Anything else?</body></message>`)
    await confirms(visitor, message)
    assert.equal(await state(stage), 'closed')
    await reads(ann, hana)
  })

  play(
    'written in the window of the closed one goes to the conversation he has meanwhile, and counts',
    async (stage) => {
      const { visitor, ann, bob, hana } = stage
      await filed(stage, 'billing hana high Refund')
      await hears(ann, chat(1), '!close', /closed/)
      await stage.passes(2 * 3600)
      await ann.comes('busy')
      await bob.comes()
      await visitor.says(queue, 'Something else')
      await reads(visitor, ann)
      await bob.receives(`<message from='chat-2@desk.test'><body>(Li was here…</body></message>`)
      await bob.receives(`<message from='chat-2@desk.test'><body>Something else</body></message>`)
      await hears(hana, issue(1), '!resolve Sent again.', /answered/)
      await reads(ann, bob)
      await ann.says(chat(1), 'About your refund: sent again.')
      await told(visitor, 'About your refund: sent again.')
      await bob.receives(`<message from='chat-2@desk.test'><body>Ann: About your refund: sent again.</body></message>`)
      // His client confirms nothing: he has it when he writes again.
      assert.equal(await state(stage), 'resolved')
      await visitor.says(queue, 'Thank you')
      await reads(visitor)
      assert.equal(await state(stage), 'closed')
      await reads(ann, bob, hana)
    },
  )

  play('has been got by a visitor whose client confirms nothing when he writes again', async (stage) => {
    const { visitor, ann, hana } = stage
    await answered(stage)
    await hears(ann, issue(1), '!tell', /Sent to Li/)
    await told(visitor, 'Sent again.')
    assert.equal(await state(stage), 'resolved')
    await visitor.says(queue, 'Thank you')
    await reads(visitor, ann, hana)
    assert.equal(await state(stage), 'closed')
  })

  play('need not be brought: it is waived', async (stage) => {
    const { visitor, ann, hana } = stage
    await answered(stage)
    await hears(ann, issue(1), '!close He has found it himself', 'Issue #1 is closed.')
    await hana.receives(`<message from='issue-1@desk.test'><body>(Ann has closed issue #1…</body></message>`)
    assert.deepEqual((await history(ann, 1)).slice(-1), ['waived Ann He has found it himself'])
    assert.deepEqual(await got(visitor, queue), [])
  })

  play('is told with the words of the answer, or none where there is none', async (stage) => {
    const { visitor, ann, hana } = stage
    await filed(stage, 'billing hana high Refund')
    await hears(ann, issue(1), '!tell', /no answer yet/)
    await hears(hana, issue(1), '!resolve Wrong answer', /answered/)
    await reads(ann)
    await hears(ann, issue(1), '!reopen That is not it', /open/)
    // What turned out wrong is not told by mistake.
    await hears(ann, issue(1), '!tell', /no answer yet/)
    await hears(ann, 'desk.test', 'issue billing hana low Nobody asked', /#2/)
    await hears(hana, issue(2), '!resolve Good', /answered/)
    await hears(ann, issue(2), '!tell', /nobody to tell|nobody/)
    await reads(visitor, ann, hana)
  })
})
