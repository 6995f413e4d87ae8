// What passes between visitor and agent besides words: replies, reactions, retractions, files; and the archives.
import assert from 'node:assert/strict'
import type { Element } from 'ltx'
import { deskScene, type Person, together } from '../harness/play.ts'

const stanzas = 'urn:ietf:params:xml:ns:xmpp-stanzas'

/** Asks an archive and gives what it answered: the messages by archive id, and the end. */
async function reads(
  person: Person,
  to: string,
  fields: Record<string, string> = {},
  page = '',
): Promise<{ ids: string[]; messages: Element[]; answer: Element }> {
  const form = Object.entries(fields)
    .map(([name, value]) => `<field var='${name}'><value>${value}</value></field>`)
    .join('')
  const queryid = String(Math.random())
  const answer = await person.asks(`<iq type='set' to='${to}'><query xmlns='urn:xmpp:mam:2' queryid='${queryid}'>
    <x xmlns='jabber:x:data' type='submit'><field var='FORM_TYPE'><value>urn:xmpp:mam:2</value></field>${form}</x>
    <set xmlns='http://jabber.org/protocol/rsm'>${page}</set></query></iq>`)
  const results = person.inbox.flatMap((stanza) => stanza.getChild('result', 'urn:xmpp:mam:2') ?? [])
  const mine = results.filter((result) => result.attrs.queryid === queryid)
  return {
    ids: mine.map((result) => result.attrs.id),
    messages: mine.map((result) => result.getChild('forwarded')?.getChild('message') as Element),
    answer,
  }
}

const condition = (answer: Element): string | undefined => answer.getChild('error')?.getChildElements()[0]?.name

deskScene('What passes besides words', (play) => {
  play('a reply names the message as each side knows it; the quote is made anew', async ({ visitor, ann }) => {
    await together(ann.comes(), visitor.comes())
    await visitor.says('support@desk.test', 'Is it 😀 in blue?\nOr in red?', 'v1')
    await ann.receives(`<message id='m-1'/>`)
    await ann.sends(`<message to='chat-1@desk.test' type='chat' id='a1'><body>&gt; Is it 😀
Yes, blue.</body><reply xmlns='urn:xmpp:reply:0' to='chat-1@desk.test' id='m-1'/>
      <fallback xmlns='urn:xmpp:fallback:0' for='urn:xmpp:reply:0'><body start='0' end='10'/></fallback></message>`)
    const got = await visitor.receives(`<message id='m-2'><body>*</body>
      <reply xmlns='urn:xmpp:reply:0' to='${visitor.jid}' id='v1'/>
      <fallback xmlns='urn:xmpp:fallback:0' for='urn:xmpp:reply:0'><body start='0' end='32'/></fallback></message>`)
    assert.equal(got.getChildText('body'), '> Is it 😀 in blue?\n> Or in red?\nYes, blue.')

    await visitor.sends(`<message to='support@desk.test' type='chat' id='v2'><body>&gt; Yes, blue.
Thanks</body><reply xmlns='urn:xmpp:reply:0' to='support@desk.test' id='m-2'/>
      <fallback xmlns='urn:xmpp:fallback:0' for='urn:xmpp:reply:0'><body start='0' end='13'/></fallback></message>`)
    const answer = await ann.receives(`<message id='m-3'><body>*</body>
      <reply xmlns='urn:xmpp:reply:0' id='a1'/></message>`)
    assert.equal(answer.getChildText('body'), '> Yes, blue.\nThanks')
    assert.ok(answer.getChild('reply')?.attrs.to.startsWith(ann.jid))
    const { messages } = await reads(visitor, 'support@desk.test')
    assert.equal(messages[2]?.getChildText('body'), '> Yes, blue.\nThanks')
    assert.equal(messages[2]?.getChild('reply')?.attrs.id, 'm-2')
  })

  play('an answer to a message that is not here keeps its quote', async ({ visitor, ann }) => {
    await together(ann.comes(), visitor.comes())
    await visitor.sends(`<message to='support@desk.test' type='chat' id='v1'><body>&gt; Old
New</body><reply xmlns='urn:xmpp:reply:0' id='gone'/>
      <fallback xmlns='urn:xmpp:fallback:0' for='urn:xmpp:reply:0'><body start='0' end='6'/></fallback></message>`)
    const got = await ann.receives(`<message id='m-1'/>`)
    assert.equal(got.getChildText('body'), '> Old\nNew')
    assert.equal(got.getChild('reply'), undefined)
  })

  play('a command below a quote is a command and never reaches the visitor', async ({ visitor, ann }) => {
    await together(ann.comes(), visitor.comes())
    await visitor.says('support@desk.test', 'Bye')
    await ann.receives(`<message id='m-1'><body>Bye</body></message>`)
    await ann.sends(`<message to='chat-1@desk.test' type='chat' id='a1'><body>&gt; Bye
!nonsense</body><reply xmlns='urn:xmpp:reply:0' id='m-1'/>
      <fallback xmlns='urn:xmpp:fallback:0' for='urn:xmpp:reply:0'><body start='0' end='6'/></fallback></message>`)
    await ann.receives(`<message from='chat-1@desk.test'><body>There is no command “nonsense”…</body></message>`)
  })

  play('reactions pass both ways as sets, and find their message', async ({ visitor, ann, bob }) => {
    await together(ann.comes(), visitor.comes())
    await visitor.says('support@desk.test', 'It works!', 'v1')
    await ann.receives(`<message id='m-1'/>`)
    await ann.sends(`<message to='chat-1@desk.test' type='chat' id='r1'>
      <reactions xmlns='urn:xmpp:reactions:0' id='m-1'><reaction>🎉</reaction><reaction>👍</reaction><reaction>👍</reaction></reactions></message>`)
    const got = await visitor.receives(`<message from='support@desk.test' type='chat'>
      <reactions xmlns='urn:xmpp:reactions:0' id='v1'><reaction>🎉</reaction><reaction>👍</reaction></reactions>
      <nick xmlns='http://jabber.org/protocol/nick'>Ann</nick><store xmlns='urn:xmpp:hints'/></message>`)
    assert.equal(got.getChild('body'), undefined)
    assert.equal(got.getChild('reactions')?.getChildren('reaction').length, 2)

    await ann.says('chat-1@desk.test', 'Great', 'a1')
    const { attrs } = await visitor.receives(`<message><body>Great</body></message>`)
    await visitor.sends(`<message to='support@desk.test' type='chat' id='r2'><body>👍</body>
      <reactions xmlns='urn:xmpp:reactions:0' id='${attrs.id}'><reaction>👍</reaction></reactions>
      <fallback xmlns='urn:xmpp:fallback:0' for='urn:xmpp:reactions:0'/></message>`)
    await ann.receives(`<message from='chat-1@desk.test'><reactions xmlns='urn:xmpp:reactions:0' id='a1'>
      <reaction>👍</reaction></reactions></message>`)
    await visitor.sends(`<message to='support@desk.test' type='chat' id='r3'>
      <reactions xmlns='urn:xmpp:reactions:0' id='${attrs.id}'/></message>`)
    const none = await ann.receives(`<message id='m-5'><reactions xmlns='urn:xmpp:reactions:0' id='a1'/></message>`)
    assert.equal(none.getChild('reactions')?.getChildren('reaction').length, 0)

    for (const [id, inside, wanted] of [
      ['m-99', '<reaction>👍</reaction>', 'item-not-found'],
      ['v1', '<reaction>like</reaction>', 'bad-request'],
    ]) {
      await visitor.sends(`<message to='support@desk.test' type='chat' id='bad-${wanted}'>
        <reactions xmlns='urn:xmpp:reactions:0' id='${id}'>${inside}</reactions></message>`)
      await visitor.receives(
        `<message type='error' id='bad-${wanted}'><error><${wanted} xmlns='${stanzas}'/><text>*</text></error></message>`,
      )
    }
    await bob.comes()
    await bob.sends(`<message to='chat-1@desk.test' type='chat' id='x'>
      <reactions xmlns='urn:xmpp:reactions:0' id='m-1'><reaction>👎</reaction></reactions></message>`)
    await bob.receives(`<message type='error' id='x'><error><conflict xmlns='${stanzas}'/></error></message>`)
  })

  play('a colleague asked in takes part in all of it', async ({ visitor, ann, bob }) => {
    await together(ann.comes(), visitor.comes())
    await visitor.says('support@desk.test', 'It works!', 'v1')
    await ann.receives(`<message id='m-1'/>`)
    await bob.comes('busy')
    await ann.says('chat-1@desk.test', '!invite bob')
    await bob.receives(`<message from='chat-1@desk.test'><body>*</body></message>`)
    await together(ann.settled(), bob.settled())
    for (const person of [ann, bob, visitor]) person.inbox = []
    await bob.sends(`<message to='chat-1@desk.test' type='chat' id='r1'>
      <reactions xmlns='urn:xmpp:reactions:0' id='m-1'><reaction>🎉</reaction></reactions></message>`)
    await visitor.receives(`<message><reactions id='v1'/><nick>Bob</nick></message>`)
    await ann.receives(`<message from='chat-1@desk.test'><reactions id='m-1'/><nick>Bob</nick></message>`)
    await visitor.sends(`<message to='support@desk.test' type='chat' id='t1'>
      <retract xmlns='urn:xmpp:message-retract:1' id='v1'/></message>`)
    for (const person of [ann, bob])
      await person.receives(`<message from='chat-1@desk.test'><body>*</body><retract id='m-1'/></message>`)
    assert.ok((await reads(bob, 'chat-1@desk.test')).ids.includes('1'))
  })

  play('a colleague asked in sees the visitor come, type and read; the visitor sees him type', async (people) => {
    const { visitor, ann, bob } = people
    await together(ann.comes(), visitor.comes())
    await visitor.says('support@desk.test', 'Anybody?', 'v1')
    await ann.receives(`<message id='m-1'/>`)
    await bob.comes('busy')
    await ann.says('chat-1@desk.test', '!invite bob')
    await bob.receives(`<message from='chat-1@desk.test'><body>*</body></message>`)
    await together(ann.settled(), bob.settled())
    for (const person of [ann, bob, visitor]) person.inbox = []
    const typing = `<composing xmlns='http://jabber.org/protocol/chatstates'/>`
    await visitor.sends(`<message to='support@desk.test' type='chat'>${typing}</message>`)
    for (const person of [ann, bob])
      await person.receives(`<message from='chat-1@desk.test/visitor'>${typing}</message>`)
    await bob.sends(`<message to='chat-1@desk.test' type='chat'>${typing}</message>`)
    await visitor.receives(`<message from='support@desk.test'>${typing}</message>`)
    await bob.says('chat-1@desk.test', 'Bob here', 'b1')
    const { attrs } = await visitor.receives(`<message><body>Bob here</body></message>`)
    await ann.receives(`<message><body>Bob: Bob here</body></message>`)
    await visitor.sends(`<message to='support@desk.test' type='chat'>
      <displayed xmlns='urn:xmpp:chat-markers:0' id='${attrs.id}'/></message>`)
    await bob.receives(
      `<message from='chat-1@desk.test'><displayed xmlns='urn:xmpp:chat-markers:0' id='b1'/></message>`,
    )
    await visitor.leaves()
    for (const person of [ann, bob])
      await person.receives(`<presence from='chat-1@desk.test/visitor' type='unavailable'/>`)
  })

  play('a note reaches the colleagues in the conversation at once, and nobody else', async ({ visitor, ann, bob }) => {
    await together(ann.comes(), visitor.comes())
    await visitor.says('support@desk.test', 'Anybody?')
    await ann.receives(`<message><body>Anybody?</body></message>`)
    await bob.comes('busy')
    await ann.says('chat-1@desk.test', '!invite bob')
    await bob.receives(`<message from='chat-1@desk.test'><body>*</body></message>`)
    await together(ann.settled(), bob.settled(), visitor.settled())
    for (const person of [ann, bob, visitor]) person.inbox = []
    await bob.says('chat-1@desk.test', '!note he was here in May')
    await bob.receives(`<message><body>Noted. The visitor does not see it.</body></message>`)
    await ann.receives(`<message from='chat-1@desk.test'>
      <body>(Note by Bob, for colleagues only: he was here in May)</body><note xmlns='urn:bellhop:0'/></message>`)
  })

  play(
    'an archive tells the staff which answers the visitor has read, and the visitor nothing of it',
    async (people) => {
      const { visitor, ann } = people
      await together(ann.comes(), visitor.comes())
      await visitor.says('support@desk.test', 'Hello', 'v1')
      await ann.receives(`<message id='m-1'/>`)
      for (const id of ['a1', 'a2']) {
        await ann.says('chat-1@desk.test', `Answer ${id}`, id)
        await visitor.receives(`<message><body>Answer ${id}</body></message>`)
      }
      await visitor.sends(`<message to='support@desk.test' type='chat'>
      <displayed xmlns='urn:xmpp:chat-markers:0' id='m-2'/></message>`)
      await ann.receives(`<message><displayed xmlns='urn:xmpp:chat-markers:0' id='a1'/></message>`)
      const told = async (who: Person, where: string) =>
        (await reads(who, where)).messages.map((message) => message.getChild('author')?.attrs.read)
      assert.deepEqual(await told(ann, 'chat-1@desk.test'), [undefined, 'true', undefined])
      assert.deepEqual(await told(visitor, 'support@desk.test'), [undefined, undefined, undefined])
      assert.equal((await reads(visitor, 'support@desk.test')).messages[1]?.getChild('author'), undefined)
    },
  )

  play('a reaction to a visitor who is away waits for him, in order and without fuss', async ({ visitor, ann }) => {
    await together(ann.comes(), visitor.comes())
    await visitor.says('support@desk.test', 'Hello', 'v1')
    await ann.receives(`<message id='m-1'/>`)
    await visitor.leaves('lost')
    await ann.sends(`<message to='chat-1@desk.test' type='chat' id='r1'>
      <reactions xmlns='urn:xmpp:reactions:0' id='m-1'><reaction>👍</reaction></reactions></message>`)
    await ann.settled()
    await visitor.comes()
    await visitor.receives(`<message id='m-2'><reactions xmlns='urn:xmpp:reactions:0' id='v1'/></message>`)
  })

  play('who takes back his message leaves a tombstone; the words are gone', async (all) => {
    const { visitor, ann, bellhop } = all
    await together(ann.comes(), visitor.comes())
    await visitor.says('support@desk.test', 'My password is 12345', 'v1')
    await ann.receives(`<message id='m-1'/>`)
    await ann.sends(`<message to='chat-1@desk.test' type='chat' id='a0'><body>Better not</body>
      <reply xmlns='urn:xmpp:reply:0' id='m-1'/></message>`)
    await visitor.receives(`<message id='m-2'/>`)
    await visitor.sends(`<message to='support@desk.test' type='chat' id='t1'>
      <retract xmlns='urn:xmpp:message-retract:1' id='v1'/><body>/me retracted a message</body>
      <fallback xmlns='urn:xmpp:fallback:0' for='urn:xmpp:message-retract:1'/></message>`)
    await ann.receives(`<message id='m-3' from='chat-1@desk.test'><body>(Li has taken back a message.)</body>
      <retract xmlns='urn:xmpp:message-retract:1' id='m-1'/>
      <fallback xmlns='urn:xmpp:fallback:0' for='urn:xmpp:message-retract:1'/></message>`)
    for (const [who, where] of [
      [visitor, 'support@desk.test'],
      [ann, 'chat-1@desk.test'],
    ] as const) {
      const { messages } = await reads(who, where)
      assert.ok(messages[0]?.getChild('retracted', 'urn:xmpp:message-retract:1')?.attrs.stamp)
      assert.ok(!messages.join('').includes('12345'), messages.join('\n'))
      assert.equal(messages[2]?.getChild('retract')?.attrs.id, who === visitor ? 'v1' : 'm-1')
    }
    const kept = await bellhop.run(({ tx }) => tx('corrections').where({ message: 1 }).pluck('was'))
    assert.deepEqual(kept, ['My password is 12345'])
    // What is gone can't be corrected, taken back or reacted to.
    await visitor.sends(`<message to='support@desk.test' type='chat' id='c'><body>x</body>
      <replace xmlns='urn:xmpp:message-correct:0' id='v1'/></message>`)
    await visitor.receives(`<message type='error' id='c'><error><item-not-found xmlns='${stanzas}'/></error></message>`)
  })

  play('the older form of taking back is read; others’ messages can’t be taken back', async ({ visitor, ann }) => {
    await together(ann.comes(), visitor.comes())
    await visitor.says('support@desk.test', 'Hello', 'v1')
    await ann.receives(`<message id='m-1'/>`)
    await ann.says('chat-1@desk.test', 'Wrong window', 'a1')
    await visitor.receives(`<message id='m-2'/>`)
    await ann.sends(`<message to='chat-1@desk.test' type='chat' id='a2'><apply-to xmlns='urn:xmpp:fasten:0' id='a1'>
      <retract xmlns='urn:xmpp:message-retract:0'/></apply-to></message>`)
    await visitor.receives(`<message id='m-3'><body>(Ann has taken back a message.)</body>
      <retract xmlns='urn:xmpp:message-retract:1' id='m-2'/></message>`)
    await ann.sends(`<message to='chat-1@desk.test' type='chat' id='a3'>
      <retract xmlns='urn:xmpp:message-retract:1' id='m-1'/></message>`)
    await ann.receives(`<message type='error' id='a3'><error><forbidden xmlns='${stanzas}'/></error></message>`)
    await ann.sends(`<message to='chat-1@desk.test' type='chat' id='a4'>
      <retract xmlns='urn:xmpp:message-retract:1'/></message>`)
    await ann.receives(`<message type='error' id='a4'><error><bad-request xmlns='${stanzas}'/></error></message>`)
  })

  play('what is taken back before the visitor was there, he never sees', async ({ visitor, ann }) => {
    await together(ann.comes(), visitor.comes())
    await visitor.says('support@desk.test', 'Hello', 'v1')
    await ann.receives(`<message id='m-1'/>`)
    await visitor.leaves('lost')
    await ann.says('chat-1@desk.test', 'First', 'a1')
    await ann.receives(`<message><body>(Li is away…</body></message>`)
    await ann.says('chat-1@desk.test', 'Second', 'a2')
    await ann.sends(`<message to='chat-1@desk.test' type='chat' id='a3'>
      <retract xmlns='urn:xmpp:message-retract:1' id='a2'/></message>`)
    await ann.settled()
    await visitor.comes()
    await visitor.receives(`<message><body>First</body></message>`)
  })

  play('files pass as links that clients show as files, both ways', async ({ visitor, ann }) => {
    await together(ann.comes(), visitor.comes())
    const url = 'https://upload.example/a/photo.png'
    await visitor.sends(`<message to='support@desk.test' type='chat' id='v1'><body>${url}</body>
      <x xmlns='jabber:x:oob'><url>${url}</url></x></message>`)
    await ann.receives(`<message id='m-1'><body>${url}</body><x xmlns='jabber:x:oob'><url>${url}</url></x></message>`)
    await ann.sends(`<message to='chat-1@desk.test' type='chat' id='a1'><body>${url}</body>
      <x xmlns='jabber:x:oob'><url>${url}</url></x><reply xmlns='urn:xmpp:reply:0' id='m-1'/></message>`)
    await visitor.receives(`<message id='m-2'><body>${url}</body><x xmlns='jabber:x:oob'><url>${url}</url></x>
      <reply xmlns='urn:xmpp:reply:0' id='v1'/></message>`)
    await visitor.sends(`<message to='support@desk.test' type='chat' id='v2'><body>Look</body>
      <x xmlns='jabber:x:oob'><url>javascript:alert(1)</url></x></message>`)
    const plain = await ann.receives(`<message id='m-3'><body>Look</body></message>`)
    assert.equal(plain.getChild('x'), undefined)
    const { messages } = await reads(visitor, 'support@desk.test')
    assert.equal(messages[0]?.getChild('x')?.getChildText('url'), url)
  })

  play('a conversation’s archive is for who has it, had it, or leads', async (all) => {
    const { visitor, ann, bob, hana, lea, passes } = all
    await together(ann.comes(), visitor.comes())
    await visitor.says('support@desk.test', 'Hello', 'v1')
    await ann.receives(`<message id='m-1'/>`)
    await ann.says('chat-1@desk.test', 'Hi', 'a1')
    await visitor.receives(`<message id='m-2'/>`)
    const own = await reads(ann, 'chat-1@desk.test')
    assert.deepEqual(own.ids, ['1', '2'])
    assert.deepEqual(
      own.messages.map(({ attrs }) => [attrs.id, attrs.from, attrs.to]),
      [
        ['m-1', 'chat-1@desk.test', ann.jid],
        ['a1', ann.jid, 'chat-1@desk.test'],
      ],
    )
    assert.ok(!own.messages.join('').includes(visitor.jid))
    await together(bob.comes(), hana.comes(), lea.comes())
    for (const [who, wanted] of [
      [bob, 'forbidden'],
      [hana, 'forbidden'],
      [visitor, 'forbidden'],
    ] as const) {
      if (who === visitor) continue
      assert.equal(condition((await reads(who, 'chat-1@desk.test')).answer), wanted)
    }
    const led = await reads(lea, 'chat-1@desk.test')
    assert.deepEqual(
      led.messages.map(({ attrs }) => attrs.id),
      ['m-1', 'm-2'],
    )
    assert.equal(led.messages[1]?.getChildText('nick'), 'Ann')
    await ann.leaves('lost')
    await passes(91)
    await bob.receives(`<message from='chat-1@desk.test'><body>*</body></message>`)
    visitor.inbox = []
    assert.ok((await reads(bob, 'chat-1@desk.test')).ids.length >= 2)
    await ann.comes()
    assert.ok((await reads(ann, 'chat-1@desk.test')).ids.length >= 2)
    ann.inbox = []
  })

  play('archives page by RSM and by what the form says it can', async ({ visitor, ann }) => {
    await together(ann.comes(), visitor.comes())
    for (const body of ['1', '2', '3', '4', '5']) {
      await visitor.says('support@desk.test', body)
      await ann.receives(`<message><body>${body}</body></message>`)
    }
    for (const [who, where] of [
      [visitor, 'support@desk.test'],
      [ann, 'chat-1@desk.test'],
    ] as const) {
      const form = await who.asks(`<iq type='get' to='${where}'><query xmlns='urn:xmpp:mam:2'/></iq>`)
      const fields = form.getChild('query')?.getChild('x')?.getChildren('field') ?? []
      assert.deepEqual(
        fields.map(({ attrs }) => attrs.var),
        ['FORM_TYPE', 'with', 'start', 'end', 'before-id', 'after-id', 'ids'],
      )
      const ids = async (filter: Record<string, string>, page = '') => (await reads(who, where, filter, page)).ids
      assert.deepEqual(await ids({}, '<max>2</max>'), ['1', '2'])
      assert.deepEqual(await ids({}, '<max>2</max><after>2</after>'), ['3', '4'])
      assert.deepEqual(await ids({}, '<max>2</max><before/>'), ['4', '5'])
      assert.deepEqual(await ids({}, '<max>2</max><before>4</before>'), ['2', '3'])
      assert.deepEqual(await ids({}, '<max>0</max>'), [])
      assert.deepEqual(await ids({ 'after-id': '1', 'before-id': '5' }), ['2', '3', '4'])
      assert.deepEqual(await ids({ ids: '2</value><value>4' }), ['2', '4'])
      assert.deepEqual(await ids({ with: where }), ['1', '2', '3', '4', '5'])
      assert.deepEqual(await ids({ with: 'somebody@else.test' }), [])
      assert.deepEqual(await ids({ start: '2001-01-01T00:00:00Z', end: '2002-01-01T00:00:00+02:00' }), [])
      const counted = await reads(who, where, { 'after-id': '2' }, '<max>1</max>')
      assert.equal(counted.answer.getChild('fin')?.getChild('set')?.getChildText('count'), '3')
      const wrongs: [Record<string, string>, string, string][] = [
        [{ start: 'yesterday' }, '', 'bad-request'],
        [{ with: '@' }, '', 'bad-request'],
        [{ colour: 'red' }, '', 'feature-not-implemented'],
        [{}, '<max>many</max>', 'bad-request'],
        [{}, '<index>3</index>', 'feature-not-implemented'],
        [{}, '<after>nowhere</after>', 'item-not-found'],
        [{ 'after-id': '77' }, '', 'item-not-found'],
        [{ ids: '2</value><value>77' }, '', 'item-not-found'],
      ]
      for (const [filter, page, wanted] of wrongs) {
        const { answer } = await reads(who, where, filter, page)
        assert.equal(condition(answer), wanted, answer.toString())
        assert.ok(answer.getChild('error')?.getChildText('text'))
      }
      const ends = await who.asks(`<iq type='get' to='${where}'><metadata xmlns='urn:xmpp:mam:2'/></iq>`)
      assert.equal(ends.getChild('metadata')?.getChild('start')?.attrs.id, '1')
      assert.equal(ends.getChild('metadata')?.getChild('end')?.attrs.id, '5')
    }
  })

  play('every address says what it is, and refuses precisely what it can’t', async ({ visitor, ann }) => {
    await together(ann.comes(), visitor.comes())
    await visitor.says('support@desk.test', 'Hello')
    await ann.receives(`<message id='m-1'/>`)
    const questions = [
      `<query xmlns='http://jabber.org/protocol/disco#info'/>`,
      `<query xmlns='http://jabber.org/protocol/disco#items'/>`,
      `<vCard xmlns='vcard-temp'/>`,
      `<ping xmlns='urn:xmpp:ping'/>`,
      `<query xmlns='jabber:iq:version'/>`,
    ]
    const answers = async (who: Person, to: string) => {
      const all: string[] = []
      for (const question of questions) {
        const answer = await who.asks(`<iq type='get' to='${to}'>${question}</iq>`)
        all.push(condition(answer) ?? answer.attrs.type)
      }
      return [...new Set(all)].join()
    }
    assert.equal(await answers(ann, 'desk.test'), 'result')
    assert.equal(await answers(ann, 'support@desk.test'), 'result')
    assert.equal(await answers(ann, 'chat-1@desk.test'), 'result')
    assert.equal(await answers(visitor, 'support@desk.test'), 'result')
    for (const nowhere of ['issue-7@desk.test', 'chat-9@desk.test', 'nothing@desk.test'])
      assert.equal(await answers(ann, nowhere), 'item-not-found', nowhere)
    assert.equal(await answers(visitor, 'nothing@desk.test'), 'item-not-found')
    assert.equal(await answers(visitor, 'issue-7@desk.test'), 'forbidden')
    assert.equal(await answers(visitor, 'chat-1@desk.test'), 'forbidden')

    const refused = async (type: string, to: string, inside: string) =>
      condition(await ann.asks(`<iq type='${type}' to='${to}'>${inside}</iq>`))
    for (const to of ['desk.test', 'support@desk.test', 'chat-1@desk.test', 'issue-7@desk.test']) {
      assert.equal(await refused('get', to, `<query xmlns='jabber:iq:last'/>`), 'service-unavailable')
      assert.equal(await refused('set', to, `<vCard xmlns='vcard-temp'/>`), 'bad-request')
      assert.equal(
        await refused('get', to, `<ping xmlns='urn:xmpp:ping'/><ping xmlns='urn:xmpp:ping'/>`),
        'bad-request',
      )
      assert.equal(await refused('get', to, ''), 'bad-request')
    }
    assert.equal(await refused('set', 'desk.test', `<query xmlns='urn:xmpp:mam:2'/>`), 'service-unavailable')
    assert.equal(
      await refused('get', 'support@desk.test', `<query xmlns='http://jabber.org/protocol/disco#items' node='x'/>`),
      'item-not-found',
    )
    for (const to of ['support@desk.test', 'chat-1@desk.test']) {
      const info = await ann.asks(`<iq type='get' to='${to}'>${questions[0]}</iq>`)
      const features = info.getChild('query')?.getChildren('feature') ?? []
      const known = features.map(({ attrs }) => attrs.var)
      for (const feature of ['urn:xmpp:mam:2#extended', 'urn:xmpp:reply:0', 'urn:xmpp:reactions:0'])
        assert.ok(known.includes(feature), `${to} ${feature}`)
    }
  })
})
