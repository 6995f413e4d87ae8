// The chat scene: what had been said when an issue was filed, restored however much comes later, and where it went on.
import assert from 'node:assert/strict'
import { archived, asked, bodyOf, chat, hears, issue, queue, reads, says } from '../harness/issues.ts'
import { deskScene, type Play, wireScene } from '../harness/play.ts'

/** Ann and Li have said six lines. */
async function talked(stage: Play): Promise<void> {
  const { visitor, ann, hana } = stage
  await hana.comes()
  await asked(stage, 'One')
  for (const [who, words, id] of [
    [visitor, 'Two', 'v2'],
    [ann, 'Three', 'a3'],
    [visitor, 'Four 四', 'v4'],
    [ann, 'Five', 'a5'],
    [visitor, 'Six', 'v6'],
  ] as const) {
    await who.says(who === ann ? chat(1) : queue, words, id)
    await (who === ann ? visitor : ann).receives(`<message><body>${words}</body></message>`)
  }
}

/** The words of the scene, as its digest gives them. */
async function lines(stage: Play, number: number): Promise<{ words: string[]; last: string }> {
  const all = (await says(stage.hana, issue(number), '!scene')).split('\n')
  const words = all.filter((line) => /^\[\d\d:\d\d\] /.test(line)).map((line) => line.replace(/^\S+ \S+: /, ''))
  return { words, last: all.at(-1) ?? '' }
}

const six = ['One', 'Two', 'Three', 'Four 四', 'Five', 'Six']

deskScene('The scene of an issue', (play) => {
  play('is all that was said up to then, and stays so', async (stage) => {
    const { visitor, ann, hana } = stage
    await talked(stage)
    await ann.says(chat(1), '!issue billing hana high Look')
    const card = await hana.receives(`<message from='issue-1@desk.test'><body>*</body></message>`)
    // The key lines are the newest five.
    assert.match(bodyOf(card), /conversation #1 with Li \(support\).*\n\[..:..\] Li: Two\n/)
    assert.deepEqual((await archived(hana, issue(1))).words, six)
    const before = await lines(stage, 1)
    assert.deepEqual(before.words, six)
    assert.equal(before.last, '(Nothing was said since. Conversation #1 is active; agent: Ann.)')

    for (let number = 0; number < 50; number++) await visitor.says(queue, `More ${number}`)
    await visitor.sends(`<message to='${queue}' type='chat' id='v8'><body>Changed</body>
      <replace xmlns='urn:xmpp:message-correct:0' id='v4'/></message>`)
    await ann.sends(`<message to='${chat(1)}' type='chat' id='a8'><body>Changed too</body>
      <replace xmlns='urn:xmpp:message-correct:0' id='a5'/></message>`)
    await visitor.sends(`<message to='${queue}' type='chat' id='v9'><retract xmlns='urn:xmpp:message-retract:1' id='v2'/>
      <body>(taken back)</body></message>`)
    await visitor.sends(`<message to='${queue}' type='chat' id='v10'><reactions xmlns='urn:xmpp:reactions:0' id='m-3'>
      <reaction>👍</reaction></reactions></message>`)
    await reads(visitor, ann, hana)

    // Corrected words are as they were; what its author took back is nobody's to read any more.
    const kept = six.filter((words) => words !== 'Two')
    const after = await lines(stage, 1)
    assert.deepEqual(after.words, kept)
    assert.match(after.last, /^\(It went on: 5\d messages since\. Conversation #1 is active; agent: Ann\.\)$/)
    const { words } = await archived(hana, issue(1))
    assert.deepEqual(
      words.filter((each) => six.includes(each)),
      kept,
    )
    assert.ok(words.length <= six.length, words.join(' | '))
    await reads(visitor, ann, hana)
  })
})

wireScene('The scene of an issue, or a part of it', (play) => {
  play('is the last lines of people, when so many are asked for', async (stage) => {
    const { visitor, ann, hana } = stage
    await talked(stage)
    await ann.says(chat(1), '!issue billing hana high -2 Look')
    await reads(ann, hana)
    assert.deepEqual((await lines(stage, 1)).words, ['Five', 'Six'])
    assert.deepEqual((await archived(hana, issue(1))).words, ['Five', 'Six'])
    await hears(ann, chat(1), '!issue billing hana high -99 Look', /^Issue #2/)
    await reads(hana)
    assert.deepEqual((await lines(stage, 2)).words, six)
    await reads(visitor, ann, hana)
  })

  play('is the message that the line answers', async (stage) => {
    const { visitor, ann, hana } = stage
    await talked(stage)
    await ann.sends(`<message to='${chat(1)}' type='chat' id='a9'><body>&gt; Four 四\n!issue billing hana high This one</body>
      <reply xmlns='urn:xmpp:reply:0' to='${chat(1)}' id='m-4'/>
      <fallback xmlns='urn:xmpp:fallback:0' for='urn:xmpp:reply:0'><body start='0' end='9'/></fallback></message>`)
    await ann.receives(`<message from='chat-1@desk.test'><body>Issue #1 (high) is filed for Hana.…</body></message>`)
    await reads(hana)
    assert.deepEqual((await lines(stage, 1)).words, ['Four 四'])
    // One of Ann’s own, under the id her client gave it.
    await ann.sends(`<message to='${chat(1)}' type='chat' id='a10'><body>!issue billing hana high Mine</body>
      <reply xmlns='urn:xmpp:reply:0' to='${chat(1)}' id='a3'/></message>`)
    await ann.receives(`<message from='chat-1@desk.test'><body>Issue #2 …</body></message>`)
    await reads(hana)
    assert.deepEqual((await archived(hana, issue(2))).words, ['Three'])
    // One that is not of this conversation files nothing.
    await ann.sends(`<message to='${chat(1)}' type='chat' id='a11'><body>!issue billing hana high None</body>
      <reply xmlns='urn:xmpp:reply:0' to='${chat(1)}' id='m-999'/></message>`)
    await ann.receives(`<message from='chat-1@desk.test'><body>There is no such message here…</body></message>`)
    await hears(ann, 'desk.test', 'issues all', /^2 issues/)
    await reads(visitor, ann, hana)
  })

  play('tells who was there, in which state, and on which page', async (stage) => {
    const { visitor, ann, bob, hana } = stage
    await hana.comes()
    await ann.comes()
    await visitor.connects()
    await visitor.sends(
      `<presence to='${queue}'><page xmlns='urn:bellhop:page:0' url='https://shop.test/退款' title='Refunds'/></presence>`,
    )
    await visitor.says(queue, 'Here')
    await ann.receives(`<message><body>Here</body></message>`)
    await bob.comes()
    await hears(ann, chat(1), '!invite bob', /Bob is in this conversation now/)
    await bob.comes('busy')
    await hears(ann, chat(1), '!issue billing hana high Look', /^Issue #1/)
    await reads(visitor)
    await visitor.leaves()
    const told = await says(hana, issue(1), '!scene')
    assert.match(
      told,
      /Conversation #1 with Li, as it was on .* UTC:\nLi was here; of the staff: Ann \(normal\), Bob \(busy\)\n/,
    )
    await reads(ann, bob, hana)
  })

  play('tells where it went on: with whom, and that it is over', async (stage) => {
    const { visitor, ann, hana, lea } = stage
    await talked(stage)
    await hears(ann, chat(1), '!issue billing hana high Look', /^Issue #1/)
    await hears(ann, chat(1), '!close', /closed/)
    await reads(hana)
    const { last } = await lines(stage, 1)
    assert.match(last, /Conversation #1 is closed/)
    await lea.comes()
    await hears(lea, issue(1), '!scene', /^The scene of issue #1:/)
    await reads(visitor, ann, hana, lea)
  })

  play('in the archive of its address comes page by page, and no id from beyond it is known', async (stage) => {
    const { visitor, ann, hana } = stage
    await talked(stage)
    await hears(ann, chat(1), '!issue billing hana high -2 Look', /^Issue #1/)
    const page = await hana.asks(`<iq type='set' to='${issue(1)}'><query xmlns='urn:xmpp:mam:2' queryid='q'>
      <set xmlns='http://jabber.org/protocol/rsm'><max>1</max></set></query></iq>`)
    const fin = page.getChild('fin')
    assert.notEqual(fin?.attrs.complete, 'true')
    assert.equal(fin?.getChild('set')?.getChildText('count'), '2')
    const beyond = await hana.asks(`<iq type='set' to='${issue(1)}'><query xmlns='urn:xmpp:mam:2' queryid='q'>
      <set xmlns='http://jabber.org/protocol/rsm'><max>9</max><after>1</after></set></query></iq>`)
    assert.equal(beyond.attrs.type, 'error')
    assert.ok(beyond.getChild('error')?.getChild('item-not-found'))
    const ends = await hana.asks(`<iq type='get' to='${issue(1)}'><metadata xmlns='urn:xmpp:mam:2'/></iq>`)
    assert.equal(ends.getChild('metadata')?.getChild('start')?.attrs.id, '5')
    await reads(visitor, ann, hana)
  })
})
