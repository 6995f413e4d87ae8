// Life at the desk when many write and few answer: waiting, re-routing, transfer, notes, canned replies, blocking.
import assert from 'node:assert/strict'
import { parse } from 'ltx'
import { keepCanned } from '../../component/desk/canned.ts'
import { openQueue, setQueueText } from '../../component/desk/staff.ts'
import { deskScene, type Play, together } from '../harness/play.ts'

const queue = (play: Play, change: Parameters<typeof openQueue>[1] extends infer Q ? Partial<Q> : never) =>
  play.bellhop.run((turn) => openQueue(turn, { name: 'support', title: 'Support', ...change }))

deskScene('At the desk', (play) => {
  play('who waits hears his place, and hears it again as the line moves; the oldest goes first', async (all) => {
    const { visitor, other, ann } = all
    await queue(all, { capacity: 1 })
    const third = await all.newVisitor('Third')
    await together(ann.comes(), visitor.comes(), other.comes(), third.comes())
    await visitor.says('support@desk.test', 'First')
    await ann.receives(`<message from='chat-1@desk.test'><body>First</body></message>`)
    await other.says('support@desk.test', 'Second')
    await other.receives(`<message><body>Everybody is busy at the moment. You are number 1 in line…</body></message>`)
    await third.says('support@desk.test', 'Third')
    const line = await third.receives(
      `<message><body>Everybody is busy at the moment. You are number 2 in line…</body></message>`,
    )
    await all.restarts()
    await together(ann.settled(), other.settled(), third.settled())
    await ann.says('chat-1@desk.test', '!close solved')
    await ann.receives(`<message from='chat-1@desk.test'><body>Conversation #1 is closed.</body></message>`)
    await visitor.receives(`<message><body>This conversation is closed…</body></message>`)
    await ann.receives(`<message from='chat-2@desk.test'><body>Conversation #2 with Visitor 2…</body></message>`)
    await third.receives(`<message><body>Everybody is busy at the moment. You are number 1 in line…</body>
      <replace xmlns='urn:xmpp:message-correct:0' id='${line.attrs.id}'/></message>`)
  })

  play('after its patience a waiting conversation becomes a left message', async (all) => {
    const { visitor, ann } = all
    await together(ann.comes('busy'), visitor.comes())
    await visitor.says('support@desk.test', 'Hello')
    await visitor.receives(`<message><body>Everybody is busy…</body></message>`)
    await all.passes(200)
    assert.deepEqual(visitor.unexpected().map(String), [])
    await all.passes(200)
    await visitor.receives(
      `<message><body>Nobody is in at the moment. Your message is kept as number 1…</body></message>`,
    )
  })

  play('with an overflow queue it goes there first, and the visitor writes on where he wrote', async (all) => {
    const { visitor, ann, lea } = all
    await all.bellhop.run(async (turn) => {
      await openQueue(turn, { name: 'backup', title: 'Backup' })
      await turn.tx('queue_agents').insert({ queue: 'backup', jid: lea.jid })
      await turn.tx('staff').where({ jid: lea.jid }).update({ roles: 'agent,lead' })
    })
    await queue(all, { overflow: 'backup' })
    await together(ann.comes('busy'), visitor.comes(), lea.comes())
    await visitor.says('support@desk.test', 'Hello')
    await visitor.receives(`<message><body>Everybody is busy…</body></message>`)
    await all.passes(301)
    await lea.receives(`<message from='chat-1@desk.test'><body>Conversation #1 with Li (support)…</body></message>`)
    await lea.says('chat-1@desk.test', 'Lea here')
    await visitor.receives(`<message from='support@desk.test'><body>Lea here</body></message>`)
    await visitor.says('support@desk.test', 'Thanks')
    await lea.receives(`<message from='chat-1@desk.test'><body>Thanks</body></message>`)
  })

  play('when the desk is closed the visitor is told when it opens, in his language', async (all) => {
    const { visitor, ann } = all
    await queue(all, { hours: { zone: 'Asia/Shanghai', week: {}, exceptions: { '2099-01-01': [['09:00', '10:00']] } } })
    await together(ann.comes(), visitor.comes())
    await visitor.says('support@desk.test', 'Hello')
    await visitor.receives(`<message><body>Nobody is in at the moment…</body></message>`)
    await queue(all, { hours: { zone: 'UTC', week: { mon: [['00:00', '00:01']], thu: [['00:00', '00:01']] } } })
    const second = await all.newVisitor('王')
    await second.comes()
    await second.sends(`<message to='support@desk.test' type='chat' xml:lang='zh-CN'><body>有人吗</body></message>`)
    await second.receives(`<message xml:lang='zh-CN'><body>现在是非营业时间。您的留言已保存，编号 2…</body></message>`)
  })

  play(
    'who leaves a message may leave his e-mail address, and a returning visitor is known',
    async ({ visitor, ann }) => {
      await visitor.comes()
      await visitor.says('support@desk.test', 'Where is my order?')
      await visitor.receives(`<message><body>Nobody is in…</body></message>`)
      await visitor.says('support@desk.test', 'li@example.org')
      await visitor.receives(`<message><body>Thank you. li@example.org is noted.</body></message>`)
      await ann.comes()
      await ann.receives(`<message from='desk.test'><body>1 left…</body></message>`)
      await ann.says('desk.test', 'queue')
      const list = await ann.receives(`<message from='desk.test'><body>Left in the mailbox:…</body></message>`)
      assert.match(list.getChildText('body') ?? '', /#1 support, \d+s ago, Li: /)
      await ann.says('desk.test', 'claim 1')
      await ann.receives(`<message from='desk.test'><body>#1 is yours.</body></message>`)
      await ann.receives(`<message from='chat-1@desk.test'><body>Conversation #1…</body></message>`)
      await ann.says('chat-1@desk.test', '!info')
      const info = (await ann.receives(`<message><body>Li in support…</body></message>`)).getChildText('body') ?? ''
      assert.match(info, /E-mail: li@example\.org/)
      assert.match(info, /2 lines wait for an answer\./)
      const answer = await ann.says('chat-1@desk.test', 'It is on its way')
      assert.ok(answer)
      const { attrs } = await visitor.receives(`<message><body>It is on its way</body></message>`)
      await visitor.sends(
        `<message to='support@desk.test' type='chat'><displayed xmlns='urn:xmpp:chat-markers:0' id='${attrs.id}'/></message>`,
      )
      await visitor.settled()
      await ann.says('chat-1@desk.test', '!info')
      const later = (await ann.receives(`<message><body>Li in support…</body></message>`)).getChildText('body') ?? ''
      assert.match(later, /Last answer: sent 20[^,]*Z, delivered 20[^,]*Z, read 20[^,]*Z\nAll lines are answered\./)
    },
  )

  play('a queue greets in the visitor’s language, and excuses itself in its own words', async (all) => {
    const { visitor, ann } = all
    await all.bellhop.run(async (turn) => {
      await setQueueText(turn, 'support', 'greeting', 'en', 'Welcome!')
      await setQueueText(turn, 'support', 'greeting', 'zh', '欢迎！')
      await setQueueText(turn, 'support', 'away', 'en', 'We are out; number {number}.')
    })
    await together(ann.comes(), visitor.comes())
    await visitor.sends(`<message to='support@desk.test' type='chat' xml:lang='zh-CN'><body>你好</body></message>`)
    await ann.receives(`<message><body>你好</body></message>`)
    await visitor.receives(`<message><body>欢迎！</body><system xmlns='urn:bellhop:0' kind='greeting'/></message>`)
    await ann.says('chat-1@desk.test', '!close')
    await ann.receives(`<message><body>Conversation #1 is closed.</body></message>`)
    await visitor.receives(`<message><body>本次对话已结束…</body></message>`)
    await ann.leaves()
    await all.other.comes()
    await all.other.says('support@desk.test', 'Hello')
    await all.other.receives(`<message><body>We are out; number 2.</body></message>`)
  })

  play('an agent’s own choice of state wins while he is there', async ({ visitor, ann }) => {
    await together(ann.comes('normal'), visitor.comes())
    await ann.says('desk.test', 'state busy')
    await ann.receives(`<message><body>You are busy by your own choice…</body></message>`)
    await visitor.says('support@desk.test', 'Hello')
    await visitor.receives(`<message><body>Everybody is busy…</body></message>`)
    await ann.comes('busy')
    await ann.says('desk.test', 'state normal')
    await ann.receives(`<message from='desk.test'><body>You are normal by your own choice…</body></message>`)
    await ann.receives(`<message from='chat-1@desk.test'><body>Conversation #1…</body></message>`)
    await ann.says('desk.test', 'state auto')
    await ann.receives(`<message><body>You are busy. Your client’s presence decides…</body></message>`)
    await ann.says('desk.test', 'state lazy')
    await ann.receives(
      `<message><body>“lazy” is not possible for “state”: normal, busy, auto. It is written: state [STATE]</body></message>`,
    )
  })

  play(
    'an agent who does not answer is reminded, then another gets the visitor, and his late words are not relayed',
    async (all) => {
      const { visitor, ann, bob } = all
      await together(ann.comes(), visitor.comes())
      await visitor.says('support@desk.test', 'Hello')
      await ann.receives(`<message><body>Hello</body></message>`)
      await bob.comes()
      await all.passes(61)
      await ann.receives(
        `<message from='chat-1@desk.test'><body>(Li has waited 1m for your answer; in 120 s somebody else gets the conversation.)</body></message>`,
      )
      await all.passes(120)
      await ann.receives(
        `<message from='desk.test'><body>Conversation #1 goes to somebody else, as you did not answer.</body></message>`,
      )
      await bob.receives(`<message from='chat-1@desk.test'><body>Conversation #1 with Li…</body></message>`)
      await visitor.receives(`<message><body>Somebody else will go on with you in a moment.</body></message>`)
      await ann.says('chat-1@desk.test', 'Sorry, I am here', 'late')
      await ann.receives(
        `<message type='error' id='late'><error><text xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'>Conversation #1 is with Bob.</text></error></message>`,
      )
      await bob.says('chat-1@desk.test', 'Hi')
      await visitor.receives(`<message><body>Hi</body></message>`)
      await all.passes(1000)
    },
  )

  play('who lets three go in a row is made busy and told', async (all) => {
    const { ann } = all
    await ann.comes()
    for (const number of [1, 2, 3]) {
      const visitor = await all.newVisitor()
      await visitor.comes()
      await visitor.says('support@desk.test', 'Hello')
      await ann.receives(`<message from='chat-${number}@desk.test'><body>Hello</body></message>`)
      await all.passes(181)
      await ann.receives(`<message from='chat-${number}@desk.test'><body>(Visitor…</body></message>`)
      await ann.receives(
        `<message from='desk.test'><body>Conversation #${number} goes to somebody else…</body></message>`,
      )
      await visitor.receives(`<message><body>Nobody is in…</body></message>`)
    }
    await ann.receives(
      `<message from='desk.test'><body>You let three conversations in a row go, so you are busy now…</body></message>`,
    )
    await ann.says('desk.test', 'state')
    await ann.receives(`<message from='desk.test'><body>You are busy by your own choice…</body></message>`)
  })

  play('a claim that is not answered lapses after a quarter of an hour and is announced again', async (all) => {
    const { visitor, ann, bob } = all
    await visitor.comes()
    await visitor.says('support@desk.test', 'Hello')
    await visitor.receives(`<message><body>Nobody is in…</body></message>`)
    await together(ann.comes(), bob.comes())
    for (const agent of [ann, bob])
      await agent.receives(`<message from='desk.test'><body>1 left in the mailbox…</body></message>`)
    await ann.says('desk.test', 'claim 1')
    await ann.receives(`<message from='desk.test'><body>#1 is yours.</body></message>`)
    await ann.receives(`<message from='chat-1@desk.test'><body>Conversation #1…</body></message>`)
    await all.passes(901)
    for (const agent of [ann, bob])
      await agent.receives(`<message from='desk.test'><body>#1 is free again: Ann did not answer…</body></message>`)
    await bob.says('desk.test', 'claim 1')
    await bob.receives(`<message from='desk.test'><body>#1 is yours.</body></message>`)
    await bob.receives(`<message from='chat-1@desk.test'><body>Conversation #1…</body></message>`)
  })

  play(
    'transfer: declined it stays and the visitor notices nothing; accepted it goes with the last lines',
    async (all) => {
      const { visitor, ann, bob } = all
      await together(ann.comes(), visitor.comes())
      await visitor.says('support@desk.test', 'My invoice is wrong')
      await ann.receives(`<message><body>My invoice is wrong</body></message>`)
      await ann.says('chat-1@desk.test', 'One moment')
      await visitor.receives(`<message><body>One moment</body></message>`)
      await ann.says('chat-1@desk.test', '!transfer cem knows invoices')
      await ann.receives(
        `<message from='chat-1@desk.test'><body>“cem” can’t take it. There are: support.</body></message>`,
      )
      await bob.comes()
      await ann.says('chat-1@desk.test', '!transfer Bob knows invoices')
      await ann.receives(`<message><body>#1 is offered to Bob, who has 30 s to accept.</body></message>`)
      await bob.receives(
        `<message from='desk.test'><body>Ann wants to hand over #1, Li. knows invoices…</body></message>`,
      )
      await bob.says('desk.test', 'decline 1')
      await bob.receives(`<message from='desk.test'><body>#1 stays where it is.</body></message>`)
      await ann.receives(
        `<message from='chat-1@desk.test'><body>(Bob can’t take it now; the conversation stays with you.)</body></message>`,
      )
      await ann.says('chat-1@desk.test', '!transfer Bob please')
      await ann.receives(`<message><body>#1 is offered to Bob…</body></message>`)
      await bob.receives(`<message from='desk.test'><body>Ann wants to hand over #1, Li. please…</body></message>`)
      await all.passes(31)
      await ann.receives(
        `<message from='chat-1@desk.test'><body>(Bob did not answer; the conversation stays with you.)</body></message>`,
      )
      await bob.says('desk.test', 'accept 1')
      await bob.receives(`<message from='desk.test'><body>#1 is not offered to you.</body></message>`)
      await ann.says('chat-1@desk.test', '!transfer bob')
      await ann.receives(`<message><body>#1 is offered to bob…</body></message>`)
      await bob.receives(`<message from='desk.test'><body>Ann wants…</body></message>`)
      await bob.says('desk.test', 'accept 1')
      await bob.receives(`<message from='desk.test'><body>#1 is yours.</body></message>`)
      await bob.receives(
        `<message from='chat-1@desk.test'><body>Conversation #1 with Li (support). What was said so far:…</body></message>`,
      )
      await ann.receives(`<message from='chat-1@desk.test'><body>(Bob took conversation #1.)</body></message>`)
      await bob.says('chat-1@desk.test', 'Let me see')
      await visitor.receives(
        `<message><body>Let me see</body><nick xmlns='http://jabber.org/protocol/nick'>Bob</nick></message>`,
      )
    },
  )

  play('a note is for colleagues only; history tells what happened', async ({ visitor, ann, bob }) => {
    await together(ann.comes(), visitor.comes())
    await visitor.says('support@desk.test', 'Hello')
    await ann.receives(`<message><body>Hello</body></message>`)
    await ann.says('chat-1@desk.test', '!note difficult customer')
    await ann.receives(`<message><body>Noted. The visitor does not see it.</body></message>`)
    await ann.says('chat-1@desk.test', '!note')
    await ann.receives(`<message><body>“text” is missing. It is written: !note TEXT</body></message>`)
    await ann.says('chat-1@desk.test', '!history')
    const told = (await ann.receives(`<message><body>Conversation #1:…</body></message>`)).getChildText('body') ?? ''
    assert.match(told, /opened/)
    assert.match(told, /assigned Ann/)
    assert.match(told, /note by Ann: difficult customer/)
    assert.match(told, /This is the first conversation of Li\./)
    await bob.comes()
    await bob.says('chat-1@desk.test', '!history')
    await bob.receives(`<message><body>Conversation #1 is with Ann.</body></message>`)
  })

  play('a canned reply goes out with the visitor’s name in it', async ({ visitor, ann }) => {
    await together(ann.comes(), visitor.comes())
    await visitor.says('support@desk.test', 'Hello')
    await ann.receives(`<message><body>Hello</body></message>`)
    await ann.says('desk.test', 'canned hi Hello {visitor.name}, {agent.name} here.')
    await ann.receives(`<message from='desk.test'><body>“hi” is kept. Use it with “!reply hi”.</body></message>`)
    await ann.says('chat-1@desk.test', '!reply ho')
    await ann.receives(
      `<message from='chat-1@desk.test'><body>There is no canned reply “ho”. There are: hi.</body></message>`,
    )
    await ann.says('chat-1@desk.test', '!reply hi')
    await ann.receives(`<message from='chat-1@desk.test'><body>Sent: Hello Li, Ann here.</body></message>`)
    await visitor.receives(
      `<message><body>Hello Li, Ann here.</body><nick xmlns='http://jabber.org/protocol/nick'>Ann</nick></message>`,
    )
  })

  play('a blocked visitor is refused until the block ends', async (all) => {
    const { visitor, ann } = all
    await together(ann.comes(), visitor.comes())
    await visitor.says('support@desk.test', 'Spam')
    await ann.receives(`<message><body>Spam</body></message>`)
    await ann.says('chat-1@desk.test', '!block forever')
    await ann.receives(`<message><body>“forever” is no span of time. Write 30m, 2h or 7d.</body></message>`)
    await ann.says('chat-1@desk.test', '!block 2h spam')
    await ann.receives(`<message><body>Li is blocked until…</body></message>`)
    await visitor.says('support@desk.test', 'More', 'more')
    await visitor.receives(
      `<message type='error' id='more'><error><forbidden xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></message>`,
    )
    await ann.says('chat-1@desk.test', 'Bye')
    await visitor.receives(`<message><body>Bye</body></message>`)
    await all.passes(7201)
    await visitor.says('support@desk.test', 'Sorry')
    await ann.receives(`<message><body>Sorry</body></message>`)
  })

  play(
    'release gives a conversation to another; a lead takes over; who writes soon again finds his agent',
    async (all) => {
      const { visitor, ann, bob, lea } = all
      await together(ann.comes(), visitor.comes())
      await visitor.says('support@desk.test', 'Hello')
      await ann.receives(`<message><body>Hello</body></message>`)
      await bob.comes()
      await ann.says('chat-1@desk.test', '!release')
      await ann.receives(`<message><body>Conversation #1 is no longer yours.</body></message>`)
      await bob.receives(`<message from='chat-1@desk.test'><body>Conversation #1 with Li…</body></message>`)
      await visitor.receives(`<message><body>Somebody else…</body></message>`)
      await lea.comes()
      await lea.says('desk.test', 'claim 1')
      await lea.receives(`<message from='desk.test'><body>#1 is yours.</body></message>`)
      await lea.receives(`<message from='chat-1@desk.test'><body>Conversation #1 with Li…</body></message>`)
      await bob.receives(`<message from='desk.test'><body>Conversation #1 is with Lea now.</body></message>`)
      await lea.says('chat-1@desk.test', '!transfer bob')
      await lea.receives(`<message><body>#1 is offered to bob…</body></message>`)
      await bob.receives(`<message from='desk.test'><body>Lea wants to hand over #1…</body></message>`)
      await bob.says('desk.test', 'accept 1')
      await bob.receives(`<message from='desk.test'><body>#1 is yours.</body></message>`)
      await bob.receives(`<message from='chat-1@desk.test'><body>Conversation #1 with Li…</body></message>`)
      await lea.receives(`<message from='chat-1@desk.test'><body>(Bob took conversation #1.)</body></message>`)
      await bob.says('chat-1@desk.test', '!close')
      await bob.receives(`<message><body>Conversation #1 is closed.</body></message>`)
      await visitor.receives(`<message><body>This conversation is closed…</body></message>`)
      await visitor.says('support@desk.test', 'One more thing')
      await bob.receives(`<message from='chat-1@desk.test'><body>Conversation #1 with Li…</body></message>`)
      await all.passes(10)
      await bob.says('desk.test', 'queue')
      await bob.receives(`<message from='desk.test'><body>Nobody waits, and nothing was left.</body></message>`)
    },
  )

  play(
    'a colleague asked in sees everything and is named to the visitor; a lead may join any',
    async ({ visitor, ann, bob, lea }) => {
      await together(ann.comes(), visitor.comes())
      await visitor.says('support@desk.test', 'It is complicated')
      await ann.receives(`<message><body>It is complicated</body></message>`)
      await together(bob.comes('busy'), lea.comes())
      await ann.says('chat-1@desk.test', '!invite zoe')
      await ann.receives(
        `<message from='chat-1@desk.test'><body>There is no colleague “zoe” who is in…</body></message>`,
      )
      await ann.says('chat-1@desk.test', '!invite bob')
      await ann.receives(`<message from='chat-1@desk.test'><body>Bob is in this conversation now.</body></message>`)
      await bob.receives(`<message from='chat-1@desk.test'><body>Conversation #1 with Li…</body></message>`)
      await visitor.receives(
        `<message><body>Bob has joined.</body><system xmlns='urn:bellhop:0' kind='joined'/></message>`,
      )
      await bob.says('chat-1@desk.test', 'I know this one')
      await visitor.receives(
        `<message><body>I know this one</body><nick xmlns='http://jabber.org/protocol/nick'>Bob</nick></message>`,
      )
      await ann.receives(
        `<message from='chat-1@desk.test'><body>Bob: I know this one</body><nick xmlns='http://jabber.org/protocol/nick'>Bob</nick></message>`,
      )
      await visitor.says('support@desk.test', 'Great')
      for (const agent of [ann, bob])
        await agent.receives(`<message from='chat-1@desk.test'><body>Great</body></message>`)
      await lea.says('desk.test', 'join 1')
      await lea.receives(`<message from='chat-1@desk.test'><body>Conversation #1 with Li…</body></message>`)
      await lea.receives(`<message from='desk.test'><body>Lea is in this conversation now.</body></message>`)
      for (const agent of [ann, bob])
        await agent.receives(`<message from='chat-1@desk.test'><body>(Lea is in…</body></message>`)
      await visitor.receives(`<message><body>Lea has joined.</body></message>`)
      await bob.says('chat-1@desk.test', '!leave')
      await bob.receives(`<message from='chat-1@desk.test'><body>You have left conversation #1.</body></message>`)
      for (const agent of [ann, lea])
        await agent.receives(
          `<message from='chat-1@desk.test'><body>(Bob has left this conversation.)</body></message>`,
        )
      await bob.says('chat-1@desk.test', 'Hello?', 'out')
      await bob.receives(`<message type='error' id='out'/>`)
    },
  )

  play('a closed conversation is rated once, by a digit; any other word opens it again', async ({ visitor, ann }) => {
    await together(ann.comes(), visitor.comes())
    await visitor.says('support@desk.test', 'Hello')
    await ann.receives(`<message><body>Hello</body></message>`)
    await ann.says('chat-1@desk.test', '!close')
    await ann.receives(`<message><body>Conversation #1 is closed.</body></message>`)
    await visitor.receives(`<message><body>This conversation is closed…</body></message>`)
    await visitor.says('support@desk.test', '5')
    await visitor.receives(
      `<message><body>Thank you for your rating.</body><system xmlns='urn:bellhop:0' kind='rated'/></message>`,
    )
    await visitor.says('support@desk.test', '2 questions more')
    await ann.receives(`<message from='chat-1@desk.test'><body>Conversation #1 with Li…</body></message>`)
    await ann.says('chat-1@desk.test', '!history')
    const told =
      (await ann.receives(`<message from='chat-1@desk.test'><body>Conversation #1:…</body></message>`)).getChildText(
        'body',
      ) ?? ''
    assert.match(told, /rated .*5/)
  })

  play('a client that shows forms gets one for rating, and one for name and e-mail', async ({ visitor, ann }) => {
    const form = (type: string, fields: Record<string, string>) =>
      `<message to='support@desk.test' type='chat' id='${type}'><x xmlns='jabber:x:data' type='submit'>
        <field var='FORM_TYPE'><value>urn:bellhop:${type}</value></field>
        ${Object.entries(fields)
          .map(([name, value]) => `<field var='${name}'><value>${value}</value></field>`)
          .join('')}</x></message>`
    await visitor.comes()
    await visitor.says('support@desk.test', 'Hello')
    await visitor.receives(
      `<message><body>Nobody is in…</body><x xmlns='jabber:x:data' type='form'><title>How to reach you</title></x></message>`,
    )
    await visitor.sends(form('contact', { name: 'Li Wei', email: 'not an address' }))
    await visitor.receives(
      `<message type='error' id='contact'><error><bad-request xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></message>`,
    )
    await visitor.sends(form('contact', { name: 'Li Wei', email: 'li@example.org' }))
    await visitor.receives(`<message><body>Thank you. li@example.org is noted.</body></message>`)
    await ann.comes()
    await ann.receives(`<message from='desk.test'><body>1 left…</body></message>`)
    await ann.says('desk.test', 'claim 1')
    await ann.receives(`<message from='chat-1@desk.test'><body>Conversation #1 with Li Wei…</body></message>`)
    await ann.receives(`<message from='desk.test'><body>#1 is yours.</body></message>`)
    await ann.says('chat-1@desk.test', '!close')
    await ann.receives(`<message><body>Conversation #1 is closed.</body></message>`)
    await visitor.receives(
      `<message><body>This conversation is closed…</body><x xmlns='jabber:x:data' type='form'><title>How was it?</title></x></message>`,
    )
    await visitor.sends(form('rating', { rating: '9' }))
    await visitor.receives(
      `<message type='error' id='rating'><error><bad-request xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></message>`,
    )
    await visitor.sends(form('rating', { rating: '4', words: 'quick' }))
    await visitor.receives(`<message><body>Thank you for your rating.</body></message>`)
  })

  play('a queue tells programs truly whether somebody can answer', async (all) => {
    const { visitor, ann } = all
    await visitor.comes()
    const state = async () => {
      const info = await visitor.asks(
        `<iq type='get' to='support@desk.test'><query xmlns='http://jabber.org/protocol/disco#info'/></iq>`,
      )
      const fields = info.getChild('query')?.getChild('x', 'jabber:x:data')?.getChildren('field') ?? []
      return fields.find(({ attrs }) => attrs.var === 'state')?.getChildText('value')
    }
    assert.equal(await state(), 'away')
    await ann.comes('busy')
    assert.equal(await state(), 'busy')
    await ann.comes('normal')
    assert.equal(await state(), 'open')
    await queue(all, { hours: { zone: 'UTC', week: {} } })
    assert.equal(await state(), 'away')
  })

  play('a visitor who was here before is known to be, and his history is told', async (all) => {
    const { visitor, ann } = all
    await queue(all, { reopen: 0 })
    await together(ann.comes(), visitor.comes())
    await visitor.says('support@desk.test', 'First time')
    await ann.receives(`<message><body>First time</body></message>`)
    await ann.says('chat-1@desk.test', '!close')
    await ann.receives(`<message from='chat-1@desk.test'><body>Conversation #1 is closed.</body></message>`)
    await visitor.receives(`<message><body>This conversation is closed…</body></message>`)
    await all.passes(5)
    await visitor.says('support@desk.test', 'Second time')
    await ann.receives(
      `<message from='chat-2@desk.test'><body>(Li was here before: 1 earlier conversations…</body></message>`,
    )
    await ann.receives(`<message from='chat-2@desk.test'><body>Second time</body></message>`)
    await ann.says('chat-2@desk.test', '!history')
    const told =
      (await ann.receives(`<message from='chat-2@desk.test'><body>Conversation #2:…</body></message>`)).getChildText(
        'body',
      ) ?? ''
    assert.match(told, /Earlier conversations of Li:\n#1 support, .*, closed: First time/)
  })

  play('who waits hears about how long, once there are waits enough to tell', async (all) => {
    const { visitor, ann } = all
    await together(ann.comes('busy'), visitor.comes())
    await all.bellhop.run(async ({ tx }) => {
      const [{ id }] = await tx('visitors').insert({ jid: 'x', first_seen: '', last_seen: '' }).returning('id')
      const row = { queue: 'support', served_by: 'support', visitor: id, state: 'closed', opened_at: '', state_at: '' }
      for (const waited of [60, 120, 240, 600, 3000]) await tx('conversations').insert({ ...row, waited })
    })
    await visitor.says('support@desk.test', 'Hello')
    await visitor.receives(
      `<message><body>Everybody is busy at the moment. You are number 1 in line; it takes about 4 min.</body></message>`,
    )
  })

  play(
    'the best of an agent’s clients counts, and one of negative priority does not',
    async ({ visitor, other, ann }) => {
      await together(visitor.comes(), other.comes())
      await ann.connects()
      await ann.sends(`<presence><priority>-1</priority></presence>`)
      await ann.settled()
      await visitor.says('support@desk.test', 'Hello')
      await visitor.receives(`<message><body>Nobody is in…</body></message>`)
      const laptop = ann.client
      await ann.connects()
      await ann.sends(`<presence><show>away</show></presence>`)
      await ann.settled()
      await laptop?.send(parse(`<presence><show>chat</show></presence>`))
      for (const _client of [1, 2]) await ann.receives(`<message from='desk.test'><body>1 left…</body></message>`)
      await other.says('support@desk.test', 'Hi')
      await ann.receives(`<message from='chat-2@desk.test'><body>Hi</body></message>`)
      // It came to both of her clients.
      await ann.receives(`<message from='chat-2@desk.test'><body>Hi</body></message>`)
    },
  )

  play('an offer ends when he who made it has the conversation no longer', async ({ visitor, ann, bob, lea }) => {
    await together(ann.comes(), visitor.comes())
    await visitor.says('support@desk.test', 'Hello')
    await ann.receives(`<message><body>Hello</body></message>`)
    await together(bob.comes(), lea.comes())
    await ann.says('chat-1@desk.test', '!transfer bob')
    await ann.receives(`<message><body>#1 is offered to bob…</body></message>`)
    await bob.receives(`<message from='desk.test'><body>Ann wants to hand over #1…</body></message>`)
    await ann.says('chat-1@desk.test', '!release')
    await ann.receives(`<message><body>Conversation #1 is no longer yours.</body></message>`)
    await bob.receives(`<message from='chat-1@desk.test'><body>Conversation #1 with Li…</body></message>`)
    await visitor.receives(`<message><body>Somebody else…</body></message>`)
    await bob.says('chat-1@desk.test', '!transfer ann')
    await bob.receives(`<message><body>#1 is offered to ann…</body></message>`)
    await ann.receives(`<message from='desk.test'><body>Bob wants to hand over #1…</body></message>`)
    await lea.says('desk.test', 'claim 1')
    await lea.receives(`<message from='desk.test'><body>#1 is yours.</body></message>`)
    await lea.receives(`<message from='chat-1@desk.test'><body>Conversation #1 with Li…</body></message>`)
    await bob.receives(`<message from='desk.test'><body>Conversation #1 is with Lea now.</body></message>`)
    await ann.says('desk.test', 'accept 1')
    await ann.receives(`<message from='desk.test'><body>#1 is not offered to you.</body></message>`)
    await lea.says('chat-1@desk.test', '!transfer ann')
    await lea.receives(`<message><body>#1 is offered to ann…</body></message>`)
    await ann.receives(`<message from='desk.test'><body>Lea wants to hand over #1…</body></message>`)
  })

  play('a guest who takes the conversation over is no guest any more', async ({ visitor, ann, bob }) => {
    await together(ann.comes(), visitor.comes())
    await visitor.says('support@desk.test', 'Hello')
    await ann.receives(`<message><body>Hello</body></message>`)
    await bob.comes()
    await ann.says('chat-1@desk.test', '!invite bob')
    await ann.receives(`<message from='chat-1@desk.test'><body>Bob is in this conversation now.</body></message>`)
    await bob.receives(`<message from='chat-1@desk.test'><body>Conversation #1 with Li…</body></message>`)
    await visitor.receives(`<message><body>Bob has joined.</body></message>`)
    await ann.says('chat-1@desk.test', '!transfer bob')
    await ann.receives(`<message><body>#1 is offered to bob…</body></message>`)
    await bob.receives(`<message from='desk.test'><body>Ann wants to hand over #1…</body></message>`)
    await bob.says('desk.test', 'accept 1')
    await bob.receives(`<message from='desk.test'><body>#1 is yours.</body></message>`)
    await bob.receives(`<message from='chat-1@desk.test'><body>Conversation #1 with Li…</body></message>`)
    await ann.receives(`<message from='chat-1@desk.test'><body>(Bob took conversation #1.)</body></message>`)
    await visitor.says('support@desk.test', 'Once')
    await bob.receives(`<message from='chat-1@desk.test'><body>Once</body></message>`)
    await bob.says('chat-1@desk.test', '!leave')
    await bob.receives(
      `<message from='chat-1@desk.test'><body>You are not a guest in conversation #1.</body></message>`,
    )
  })

  play('a queue’s canned reply goes out in the visitor’s language; an agent’s own comes before it', async (all) => {
    const { visitor, ann } = all
    await all.bellhop.run(async (turn) => {
      await keepCanned(turn, 'support', 'bye', 'en', 'Goodbye from {queue}.')
      await keepCanned(turn, 'support', 'bye', 'zh', '{visitor.name}，再见！')
    })
    await together(ann.comes(), visitor.comes())
    await visitor.sends(`<message to='support@desk.test' type='chat' xml:lang='zh-CN'><body>谢谢</body></message>`)
    await ann.receives(`<message><body>谢谢</body></message>`)
    await ann.says('chat-1@desk.test', '!reply bye')
    await visitor.receives(
      `<message><body>Li，再见！</body><nick xmlns='http://jabber.org/protocol/nick'>Ann</nick></message>`,
    )
    await ann.receives(`<message><body>Sent: Li，再见！</body></message>`)
    await all.bellhop.run((turn) => keepCanned(turn, ann.jid, 'bye', 'zh', '回头见'))
    await ann.says('chat-1@desk.test', '!reply bye')
    await visitor.receives(`<message><body>回头见</body></message>`)
    await ann.receives(`<message><body>Sent: 回头见</body></message>`)
  })
})
