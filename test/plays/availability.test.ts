// Who gets a visitor, what happens when nobody can, and when somebody goes.
import assert from 'node:assert/strict'
import { scene, together } from '../harness/play.ts'

scene('Availability', (play) => {
  play(
    'nobody is in: the message is kept, the visitor reads its number, the first agent who comes is told and claims it',
    async ({ visitor, ann, bob }) => {
      await visitor.comes()
      await visitor.says('support@desk.test', 'Anybody there?')
      await visitor.receives(`<message from='support@desk.test' id='m-2'><body>Nobody is in at the moment. Your message is kept as number 1…</body>
      <system xmlns='urn:bellhop:0' kind='left'/></message>`)
      await ann.comes()
      await ann.receives(
        `<message from='desk.test'><body>1 left in the mailbox. Take one with “claim NUMBER”:\n#1 support…</body></message>`,
      )
      await ann.says('desk.test', 'claim 1')
      await ann.receives(
        `<message from='chat-1@desk.test' id='m-1'><body>Conversation #1 with Li (support). What was said so far:…</body></message>`,
      )
      await ann.receives(`<message from='desk.test'><body>#1 is yours.</body></message>`)
      await bob.comes()
      await bob.says('desk.test', 'claim 1')
      await bob.receives(`<message from='desk.test'><body>#1 is with Ann.</body></message>`)
      await ann.says('chat-1@desk.test', 'Now I am.')
      await visitor.receives(`<message from='support@desk.test'><body>Now I am.</body></message>`)
    },
  )

  play('two claim at once: exactly one wins, the other reads who', async ({ visitor, ann, bob }) => {
    await visitor.comes()
    await visitor.says('support@desk.test', 'Anybody there?')
    await visitor.receives(`<message><body>Nobody is in…</body></message>`)
    await together(ann.comes(), bob.comes())
    for (const agent of [ann, bob]) await agent.receives(`<message from='desk.test'><body>1 left…</body></message>`)
    await together(ann.says('desk.test', 'claim 1'), bob.says('desk.test', 'claim 1'))
    const answers = new Map<typeof ann, string | null>()
    for (const agent of [ann, bob]) {
      const answer = await agent.receives(`<message from='desk.test'><body>*</body></message>`)
      answers.set(agent, answer.getChildText('body'))
    }
    const [winner, loser] = answers.get(ann) === '#1 is yours.' ? [ann, bob] : [bob, ann]
    assert.equal(answers.get(winner), '#1 is yours.')
    assert.equal(answers.get(loser), `#1 is with ${winner === ann ? 'Ann' : 'Bob'}.`)
    await winner.receives(`<message from='chat-1@desk.test'><body>Conversation #1 with Li…</body></message>`)
  })

  play('busy agents get no visitors; who waits goes to the first who becomes normal', async ({ visitor, ann, bob }) => {
    await together(ann.comes('busy'), visitor.comes())
    await visitor.says('support@desk.test', 'Hello')
    await visitor.receives(
      `<message><body>Everybody is busy at the moment. You are number 1 in line…</body><system xmlns='urn:bellhop:0' kind='waiting'/></message>`,
    )
    await bob.comes('normal')
    await bob.receives(`<message from='chat-1@desk.test'><body>Conversation #1 with Li…</body></message>`)
  })

  play('handlers and leads get no visitors', async ({ visitor, hana, lea }) => {
    await together(hana.comes(), lea.comes(), visitor.comes())
    await visitor.says('support@desk.test', 'Hello')
    await visitor.receives(`<message><body>Nobody is in…</body></message>`)
  })

  play(
    'an agent who leaves gives his conversation to another at once, with what was said',
    async ({ visitor, ann, bob }) => {
      await together(ann.comes(), visitor.comes())
      await visitor.says('support@desk.test', 'Hello')
      await ann.receives(`<message><body>Hello</body></message>`)
      await ann.says('chat-1@desk.test', 'Hi')
      await visitor.receives(`<message><body>Hi</body></message>`)
      await bob.comes()
      await ann.leaves('politely')
      await bob.receives(
        `<message from='chat-1@desk.test' id='m-1'><body>Conversation #1 with Li (support). What was said so far:…</body></message>`,
      )
      await visitor.receives(
        `<message><body>Somebody else will go on with you in a moment.</body><system xmlns='urn:bellhop:0' kind='moved'/></message>`,
      )
      await bob.says('chat-1@desk.test', 'Bob here')
      await visitor.receives(
        `<message><body>Bob here</body><nick xmlns='http://jabber.org/protocol/nick'>Bob</nick></message>`,
      )
    },
  )

  play(
    'an agent whose connection is lost keeps his conversation for the grace time, then it goes to another',
    async ({ visitor, ann, bob, passes }) => {
      await together(ann.comes(), visitor.comes())
      await visitor.says('support@desk.test', 'Hello')
      await ann.receives(`<message><body>Hello</body></message>`)
      await ann.says('chat-1@desk.test', 'Hi')
      await visitor.receives(`<message><body>Hi</body></message>`)
      await bob.comes()
      await ann.leaves('lost')
      await passes(60)
      await ann.comes()
      await passes(60)
      await ann.says('chat-1@desk.test', 'Back')
      await visitor.receives(`<message><body>Back</body></message>`)
      await ann.leaves('lost')
      await passes(100)
      await bob.receives(`<message from='chat-1@desk.test'><body>Conversation #1…</body></message>`)
      await visitor.receives(`<message><body>Somebody else…</body></message>`)
    },
  )

  play('the desk is a contact that tells how it stands, from a resource as clients expect', async ({ ann, bob }) => {
    await ann.comes()
    await ann.receives(`<presence from='desk.test/desk'><status>1 normal · 0 waiting · 0 left</status></presence>`)
    await bob.comes()
    await ann.receives(`<presence from='desk.test/desk'><status>2 normal · 0 waiting · 0 left</status></presence>`)
  })

  play(
    'what an agent writes to a visitor who has gone waits for him, and the agent is told',
    async ({ visitor, ann }) => {
      await together(ann.comes(), visitor.comes())
      await visitor.says('support@desk.test', 'Hello')
      await ann.receives(`<message><body>Hello</body></message>`)
      await visitor.leaves()
      await ann.receives(`<presence from='chat-1@desk.test/visitor' type='unavailable'/>`)
      await ann.says('chat-1@desk.test', 'One')
      await ann.receives(
        `<message from='chat-1@desk.test'><body>(Li is away and will read this on coming back.)</body></message>`,
      )
      await ann.says('chat-1@desk.test', 'Two')
      await ann.settled()
      await visitor.comes()
      await visitor.receives(`<message from='support@desk.test' id='m-2'><body>One</body></message>`)
      await visitor.receives(`<message from='support@desk.test' id='m-3'><body>Two</body></message>`)
      await ann.receives(`<presence from='chat-1@desk.test/visitor'/>`)
    },
  )

  play(
    'after a restart the desk knows who is there, and conversations go on',
    async ({ visitor, ann, bob, restarts }) => {
      await together(ann.comes(), visitor.comes())
      await visitor.says('support@desk.test', 'Before')
      await ann.receives(`<message><body>Before</body></message>`)
      await bob.comes('busy')
      await restarts()
      await together(ann.settled(), bob.settled(), visitor.settled())
      await visitor.says('support@desk.test', 'After')
      await ann.receives(`<message from='chat-1@desk.test'><body>After</body></message>`)
      await ann.says('desk.test', 'who')
      await ann.receives(`<message from='desk.test'><body>The staff of this desk:
Ann: normal (agent), 1 conversations
Bob: busy (agent), 0 conversations
Cem: exit (agent), 0 conversations
Hana: exit (handler), 0 conversations
Hugo: exit (handler), 0 conversations
Lea: exit (lead), 0 conversations</body></message>`)
    },
  )

  play(
    'who waits for an agent whose connection was lost waits for the grace time, then it is a left message',
    async ({ visitor, other, ann, passes }) => {
      await together(ann.comes(), visitor.comes(), other.comes())
      await ann.leaves('lost')
      await visitor.says('support@desk.test', 'Hello')
      await visitor.receives(
        `<message><body>Everybody is busy at the moment. You are number 1 in line…</body></message>`,
      )
      await passes(60)
      await other.says('support@desk.test', 'Hi')
      await other.receives(`<message><body>Everybody is busy at the moment. You are number 2 in line…</body></message>`)
      await passes(31)
      for (const who of [visitor, other])
        await who.receives(`<message><body>Nobody is in at the moment…</body></message>`)
    },
  )

  play('who waits becomes a left message when the last agent goes', async ({ visitor, ann }) => {
    await together(ann.comes('busy'), visitor.comes())
    await visitor.says('support@desk.test', 'Hello')
    await visitor.receives(`<message><body>Everybody is busy…</body></message>`)
    await ann.leaves('politely')
    await visitor.receives(`<message><body>Nobody is in at the moment…</body></message>`)
  })
})
