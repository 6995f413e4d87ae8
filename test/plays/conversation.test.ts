// A visitor and an agent talk through the desk.
import assert from 'node:assert/strict'
import { scene, together } from '../harness/play.ts'

scene('A conversation', (play) => {
  play('a visitor writes, one agent gets it in a window of its own, and answers', async ({ visitor, ann }) => {
    await together(ann.comes(), visitor.comes())
    await visitor.sends(`<message to='support@desk.test' type='chat' id='one' xml:lang='zh-CN'>
      <body>你好, is anybody there?</body><request xmlns='urn:xmpp:receipts'/></message>`)
    await ann.receives(`<message from='chat-1@desk.test' type='chat' id='m-1'>
      <body>你好, is anybody there?</body><nick xmlns='http://jabber.org/protocol/nick'>Li</nick>
      <request xmlns='urn:xmpp:receipts'/><markable xmlns='urn:xmpp:chat-markers:0'/></message>`)
    await visitor.receives(`<message from='support@desk.test'><received xmlns='urn:xmpp:receipts' id='one'/></message>`)
    await ann.says('chat-1@desk.test', 'Yes: Ann here.')
    await visitor.receives(`<message from='support@desk.test' type='chat' id='m-2'>
      <body>Yes: Ann here.</body><nick xmlns='http://jabber.org/protocol/nick'>Ann</nick>
      <stanza-id xmlns='urn:xmpp:sid:0' by='support@desk.test' id='2'/></message>`)
  })

  play('an agent’s address never reaches a visitor', async ({ visitor, ann }) => {
    await together(ann.comes(), visitor.comes())
    const everything: string[] = []
    await visitor.says('support@desk.test', 'Hello')
    await ann.receives(`<message><body>Hello</body></message>`)
    await ann.sends(
      `<message to='chat-1@desk.test' type='chat' id='a'><body>Hi</body><active xmlns='http://jabber.org/protocol/chatstates'/></message>`,
    )
    await ann.sends(
      `<message to='chat-1@desk.test' type='chat'><composing xmlns='http://jabber.org/protocol/chatstates'/></message>`,
    )
    await visitor.receives(`<message><composing xmlns='http://jabber.org/protocol/chatstates'/></message>`)
    everything.push(...visitor.inbox.map(String))
    await visitor.receives(`<message><body>Hi</body></message>`)
    assert.ok(everything.length > 0)
    assert.equal(everything.filter((stanza) => stanza.includes('agents.test')).join('\n'), '')
  })

  play('the same message sent again is stored and shown once, and receipted again', async ({ visitor, ann }) => {
    await together(ann.comes(), visitor.comes())
    const again = `<message to='support@desk.test' type='chat' id='one'><body>Once</body>
      <origin-id xmlns='urn:xmpp:sid:0' id='one'/><request xmlns='urn:xmpp:receipts'/></message>`
    for (let time = 1; time <= 3; time++) {
      await visitor.sends(again)
      await visitor.receives(`<message><received xmlns='urn:xmpp:receipts' id='one'/></message>`)
    }
    await ann.receives(`<message from='chat-1@desk.test' id='m-1'><body>Once</body></message>`)
  })

  play('a client that counts its ids is not taken for one that repeats itself', async ({ visitor, ann }) => {
    await together(ann.comes(), visitor.comes())
    await visitor.sends(`<message to='support@desk.test' type='chat' id='1'><body>First page</body></message>`)
    await visitor.sends(`<message to='support@desk.test' type='chat' id='1'><body>After a reload</body></message>`)
    await ann.receives(`<message><body>First page</body></message>`)
    await ann.receives(`<message><body>After a reload</body></message>`)
  })

  play('who has said what he typed is seen typing no more, where his typing was seen', async ({ visitor, ann }) => {
    await together(ann.comes(), visitor.comes())
    await visitor.says('support@desk.test', 'Hello')
    await ann.receives(`<message><body>Hello</body></message>`)
    await visitor.sends(
      `<message to='support@desk.test' type='chat'><composing xmlns='http://jabber.org/protocol/chatstates'/></message>`,
    )
    await ann.receives(
      `<message from='chat-1@desk.test/visitor'><composing xmlns='http://jabber.org/protocol/chatstates'/></message>`,
    )
    await visitor.sends(`<message to='support@desk.test' type='chat' id='more'><body>My mug is broken.</body>
      <active xmlns='http://jabber.org/protocol/chatstates'/></message>`)
    await ann.receives(`<message from='chat-1@desk.test'><body>My mug is broken.</body></message>`)
    await ann.receives(
      `<message from='chat-1@desk.test/visitor'><active xmlns='http://jabber.org/protocol/chatstates'/></message>`,
    )
  })

  play('typing, read marks and corrections pass both ways', async ({ visitor, ann }) => {
    await together(ann.comes(), visitor.comes())
    await visitor.says('support@desk.test', 'I have a qestion', 'q')
    const { attrs } = await ann.receives(`<message from='chat-1@desk.test'><body>I have a qestion</body></message>`)
    await visitor.sends(
      `<message to='support@desk.test' type='chat'><composing xmlns='http://jabber.org/protocol/chatstates'/></message>`,
    )
    await ann.receives(
      `<message from='chat-1@desk.test/visitor'><composing xmlns='http://jabber.org/protocol/chatstates'/></message>`,
    )
    await visitor.sends(`<message to='support@desk.test' type='chat' id='q2'><body>I have a question</body>
      <replace xmlns='urn:xmpp:message-correct:0' id='q'/></message>`)
    await ann.receives(
      `<message><body>I have a question</body><replace xmlns='urn:xmpp:message-correct:0' id='m-1'/></message>`,
    )
    await ann.sends(
      `<message to='chat-1@desk.test' type='chat'><displayed xmlns='urn:xmpp:chat-markers:0' id='${attrs.id}'/></message>`,
    )
    await visitor.receives(
      `<message from='support@desk.test'><displayed xmlns='urn:xmpp:chat-markers:0' id='q'/></message>`,
    )

    await ann.sends(
      `<message to='chat-1@desk.test' type='chat'><composing xmlns='http://jabber.org/protocol/chatstates'/></message>`,
    )
    await visitor.receives(
      `<message from='support@desk.test'><composing xmlns='http://jabber.org/protocol/chatstates'/></message>`,
    )
    await ann.says('chat-1@desk.test', 'Which oen?', 'a')
    await visitor.receives(`<message id='m-2'><body>Which oen?</body></message>`)
    await ann.sends(`<message to='chat-1@desk.test' type='chat' id='a2'><body>Which one?</body>
      <replace xmlns='urn:xmpp:message-correct:0' id='a'/></message>`)
    await visitor.receives(
      `<message from='support@desk.test'><body>Which one?</body><replace xmlns='urn:xmpp:message-correct:0' id='m-2'/></message>`,
    )
    await visitor.sends(
      `<message to='support@desk.test' type='chat'><received xmlns='urn:xmpp:receipts' id='m-2'/></message>`,
    )
    await visitor.sends(
      `<message to='support@desk.test' type='chat'><displayed xmlns='urn:xmpp:chat-markers:0' id='m-2'/></message>`,
    )
    await ann.receives(`<message from='chat-1@desk.test'><displayed xmlns='urn:xmpp:chat-markers:0' id='a'/></message>`)
  })

  play('who answers has read what was said, also when his client sends no marks', async ({ visitor, ann }) => {
    await together(ann.comes(), visitor.comes())
    await visitor.says('support@desk.test', 'Hello', 'h')
    await ann.receives(`<message><body>Hello</body></message>`)
    await ann.says('chat-1@desk.test', 'Hi')
    await visitor.receives(`<message><displayed xmlns='urn:xmpp:chat-markers:0' id='h'/></message>`)
    await visitor.receives(`<message><body>Hi</body></message>`)
  })

  play('an encrypted message is refused with a reason, and nothing of it is passed on', async ({ visitor, ann }) => {
    await together(ann.comes(), visitor.comes())
    await visitor.says('support@desk.test', 'Hello')
    await ann.receives(`<message><body>Hello</body></message>`)
    await ann.sends(`<message to='chat-1@desk.test' type='chat' id='e'><encrypted xmlns='eu.siacs.conversations.axolotl'/>
      <body>I sent you an OMEMO encrypted message</body></message>`)
    await ann.receives(`<message type='error' id='e'><error type='modify'><not-acceptable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/>
      <text xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'>This message is encrypted…</text></error></message>`)
    await visitor.sends(
      `<message to='support@desk.test' type='chat' id='f' xml:lang='zh'><x xmlns='jabber:x:encrypted'>xyz</x><body>[PGP]</body></message>`,
    )
    await visitor.receives(
      `<message type='error' id='f'><error><text xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'>此消息已加密…</text></error></message>`,
    )
  })

  play(
    'what an agent writes to a conversation that is not his, or closed, or nowhere, is refused',
    async ({ visitor, ann, bob, hana }) => {
      await together(ann.comes(), visitor.comes())
      await visitor.says('support@desk.test', 'Hello')
      await ann.receives(`<message><body>Hello</body></message>`)
      await bob.comes()
      await bob.says('chat-1@desk.test', 'Let me', 'b')
      await bob.receives(`<message type='error' id='b'><error type='cancel'><conflict xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/>
      <text xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'>Conversation #1 is with Ann.</text></error></message>`)
      await bob.says('chat-9@desk.test', 'Anybody?', 'c')
      await bob.receives(
        `<message type='error' id='c'><error><item-not-found xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></message>`,
      )
      await hana.comes()
      await hana.says('support@desk.test', 'I am not a visitor', 'd')
      await hana.receives(
        `<message type='error' id='d'><error><forbidden xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></message>`,
      )
      await ann.says('chat-1@desk.test', '!close')
      await ann.receives(`<message from='chat-1@desk.test'><body>Conversation #1 is closed.</body></message>`)
      await visitor.receives(
        `<message from='support@desk.test'><body>This conversation is closed…</body><system xmlns='urn:bellhop:0' kind='closed'/></message>`,
      )
      await ann.says('chat-1@desk.test', 'One more thing', 'z')
      await ann.receives(
        `<message type='error' id='z'><error><conflict xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></message>`,
      )
    },
  )

  play('a message that is too long is refused and changes nothing', async ({ visitor, ann }) => {
    await together(ann.comes(), visitor.comes())
    await visitor.says('support@desk.test', 'x'.repeat(10_001), 'long')
    await visitor.receives(
      `<message type='error' id='long'><error><policy-violation xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></message>`,
    )
    await visitor.says('support@desk.test', 'Short')
    await ann.receives(`<message from='chat-1@desk.test' id='m-1'><body>Short</body></message>`)
  })

  play(
    'a visitor finds his own history in the archive, page by page, and nobody else’s',
    async ({ visitor, other, ann }) => {
      await together(ann.comes(), visitor.comes(), other.comes())
      for (const body of ['一', '二', '三']) {
        await visitor.says('support@desk.test', body, body)
        await ann.receives(`<message><body>${body}</body></message>`)
      }
      await ann.says('chat-1@desk.test', '四')
      await visitor.receives(`<message><body>四</body></message>`)
      const page = (after: string) =>
        visitor.asks(`<iq type='set' to='support@desk.test'><query xmlns='urn:xmpp:mam:2' queryid='q'>
        <set xmlns='http://jabber.org/protocol/rsm'><max>2</max>${after}</set></query></iq>`)
      const first = await page('')
      assert.equal(first.getChild('fin')?.attrs.complete, undefined)
      await visitor.receives(`<message from='support@desk.test'><result xmlns='urn:xmpp:mam:2' queryid='q' id='1'><forwarded><delay stamp='*'/>
      <message id='一' from='${visitor.jid}'><body>一</body></message></forwarded></result></message>`)
      await visitor.receives(
        `<message><result id='2'><forwarded><message id='二'><body>二</body></message></forwarded></result></message>`,
      )
      const second = await page('<after>2</after>')
      assert.equal(second.getChild('fin')?.attrs.complete, 'true')
      await visitor.receives(
        `<message><result id='3'><forwarded><message id='三'><body>三</body></message></forwarded></result></message>`,
      )
      await visitor.receives(`<message><result id='4'><forwarded><message id='m-4' from='support@desk.test'><body>四</body>
      <nick xmlns='http://jabber.org/protocol/nick'>Ann</nick></message></forwarded></result></message>`)
      const empty = await other.asks(`<iq type='set' to='support@desk.test'><query xmlns='urn:xmpp:mam:2'/></iq>`)
      assert.equal(empty.getChild('fin')?.getChild('set')?.getChildText('count'), '0')
      const refused = await ann.asks(`<iq type='set' to='support@desk.test'><query xmlns='urn:xmpp:mam:2'/></iq>`)
      assert.equal(refused.attrs.type, 'error')
    },
  )
})
