// Rights: handlers see the issues that are theirs, agents those of their queues, leads all, and visitors nothing, ever.
import assert from 'node:assert/strict'
import type { Element } from 'ltx'
import { hire, openQueue } from '../../component/desk/staff.ts'
import { archived, asked, condition, filed, got, hears, issue, queue, reads, says } from '../harness/issues.ts'
import { deskScene, type Person, type Play, together, wireScene } from '../harness/play.ts'

const iq = (type: string, to: string, child: string) => `<iq type='${type}' to='${to}'>${child}</iq>`

/** Everything one can ask of an issue's address. */
const questions = (to: string): string[] => [
  iq('get', to, `<query xmlns='http://jabber.org/protocol/disco#info'/>`),
  iq('get', to, `<query xmlns='http://jabber.org/protocol/disco#items'/>`),
  iq('get', to, `<query xmlns='http://jabber.org/protocol/disco#items' node='http://jabber.org/protocol/commands'/>`),
  iq('get', to, `<query xmlns='http://jabber.org/protocol/disco#info' node='accept'/>`),
  iq('get', to, `<vCard xmlns='vcard-temp'/>`),
  iq('get', to, `<ping xmlns='urn:xmpp:ping'/>`),
  iq('get', to, `<query xmlns='jabber:iq:version'/>`),
  iq('get', to, `<time xmlns='urn:xmpp:time'/>`),
  iq('set', to, `<query xmlns='urn:xmpp:mam:2' queryid='q'/>`),
  iq('get', to, `<query xmlns='urn:xmpp:mam:2'/>`),
  iq('get', to, `<metadata xmlns='urn:xmpp:mam:2'/>`),
  ...['info', 'scene', 'history', 'watch', 'accept', 'close', 'tell', 'reopen'].map((node) =>
    iq(
      'set',
      to,
      `<command xmlns='http://jabber.org/protocol/commands' node='${node}'><x xmlns='jabber:x:data' type='submit'/></command>`,
    ),
  ),
]

/** An answer without what must differ: the number asked after, and the session's id. */
const shape = (answer: Element, number: number): string =>
  answer
    .toString()
    .replaceAll(`issue-${number}@`, 'issue-N@')
    .replaceAll(`#${number}`, '#N')
    .replace(/ (id|sessionid|from|to)="[^"]*"/g, '')

/** To this person issue 1 looks in every way like number 999, which does not exist. */
async function seesNothing(person: Person): Promise<void> {
  const [there, nowhere] = [questions(issue(1)), questions(issue(999))]
  for (const [index, question] of there.entries()) {
    const mine = shape(await person.asks(question), 1)
    const none = shape(await person.asks(nowhere[index] as string), 999)
    assert.equal(mine, none, question)
    assert.doesNotMatch(mine, /Refund|billing|Hana|hana/)
  }
}

async function linesToo(person: Person): Promise<void> {
  for (const line of ['!info', '!scene', '!history', '!watch', '!unwatch', '!reopen', '!duplicate 2'])
    assert.equal(
      (await says(person, issue(1), line)).replaceAll('#1', '#N'),
      (await says(person, issue(999), line)).replaceAll('#999', '#N'),
    )
  await person.says(issue(1), 'Anything?', 'c1')
  const refusal = await person.receives(`<message type='error' id='c1'/>`)
  assert.equal(condition(refusal), 'item-not-found')
}

/** An agent of another queue. */
async function elsewhere(stage: Play): Promise<void> {
  await stage.bellhop.run(async (turn) => {
    await openQueue(turn, { name: 'sales', title: 'Sales' })
    await turn.tx('queue_agents').where({ jid: stage.cem.jid }).delete()
    await hire(turn, { jid: stage.cem.jid, name: 'Cem', roles: ['agent'], queues: ['sales'] })
  })
}

deskScene('Who sees an issue', (play) => {
  play('not a visitor, in any way, and not a word of it', async (stage) => {
    const { visitor, other, ann, hana } = stage
    await filed(stage, 'billing hana high Refund of order 7')
    await other.comes()
    for (const person of [visitor, other]) {
      await seesNothing(person)
      for (const line of ['!info', '!close', 'hello']) {
        await person.says(issue(1), line, `x ${line}`)
        assert.equal(condition(await person.receives(`<message type='error' id='x ${line}'/>`)), 'forbidden')
      }
      await person.sends(`<presence to='${issue(1)}' type='subscribe'/>`)
    }
    await hana.says(issue(1), 'A comment of Hana’s')
    await hears(hana, issue(1), '!ask Who is he?', /Asked/)
    await hears(hana, issue(1), '!pass hugo', /Hugo/)
    await stage.hugo.comes()
    await hears(stage.hugo, issue(1), '!resolve The inner answer', /answered/)
    await reads(ann)
    await hears(ann, issue(1), '!tell What he may know', /Sent to Li/)
    assert.deepEqual(await got(other, queue), [])
    assert.deepEqual(await got(visitor, queue), [
      'What he may know',
      'Does this solve it? If it does not, write “not solved”.',
    ])
    const messages = visitor.inbox.filter(({ name }) => name !== 'presence')
    for (const stanza of messages)
      assert.doesNotMatch(stanza.toString(), /issue-1|Refund of order|hana|hugo|inner answer/i)
    await reads(visitor, other, ann, hana, stage.hugo)
  })
})

wireScene('Who sees an issue of the staff', (play) => {
  play('not another handler, nor an agent of another queue', async (stage) => {
    const { ann, hana, hugo, cem } = stage
    await elsewhere(stage)
    await filed(stage, 'technical hana high Refund of order 7')
    await together(hugo.comes(), cem.comes())
    for (const person of [hugo, cem]) {
      await seesNothing(person)
      await linesToo(person)
      await hears(person, 'desk.test', 'issues all', 'There are no such issues.')
      await hears(person, 'desk.test', 'find refund', /^Nothing is found/)
    }
    // What is similar is offered only to who may see it.
    await hears(hana, issue(1), '!resolve Sent again.', /answered/)
    await reads(ann)
    assert.doesNotMatch(
      await says(cem, 'desk.test', 'issue technical hugo low Refund of order 7'),
      /Solved before|Sent again/,
    )
    assert.match(await says(ann, 'desk.test', 'issue technical hugo low Refund of order 7'), /Solved before/)
    await reads(ann, hana, hugo, cem)
  })

  play('its handler, the responsible and the backup of its type, the queue’s agents, and leads', async (stage) => {
    const { ann, bob, hana, hugo, lea } = stage
    await asked(stage)
    await together(bob.comes(), hana.comes(), hugo.comes(), lea.comes())
    await hears(ann, 'chat-1@desk.test', '!issue billing/refund lea low Refund', /#1/)
    for (const person of [ann, bob, hana, hugo, lea]) {
      await hears(person, issue(1), '!info', /^Issue #1 · low · billing\/refund · open/)
      assert.deepEqual((await archived(person, issue(1))).words, ['Where is my refund?'])
      await hears(person, 'desk.test', 'issues', /^1 issues/)
    }
    // Of the conversation itself a handler sees its scene and nothing else.
    assert.equal(condition((await archived(hana, 'chat-1@desk.test')).answer), 'forbidden')
    await hears(hana, 'chat-1@desk.test', '!history', /not for you/)
    await hana.says('chat-1@desk.test', 'To the visitor?', 'h1')
    assert.ok(condition(await hana.receives(`<message type='error' id='h1'/>`)))
    // An agent of the queue may see it, but not do a handler’s work, nor pass it on.
    await hears(bob, issue(1), '!pass hugo', /Issue #1 is with Lea/)
    await hears(bob, issue(1), '!priority urgent', /Issue #1 is with Lea/)
    // The responsible one may take it up although it was given to another.
    await hears(hana, issue(1), '!accept', /yours/)
    assert.match((await got(lea, issue(1))).join('\n'), /Hana has taken up issue #1/)
    await reads(stage.visitor, ann, bob, hana, hugo, lea)
  })

  play('somebody who is reminded of it, also when it is not his', async (stage) => {
    const { ann, hana, lea } = stage
    await filed(stage, 'technical hana urgent Refund')
    await lea.comes()
    await stage.passes(301)
    await stage.passes(301)
    await lea.receives(`<message from='issue-1@desk.test'><body>Hana has not taken up issue #1…</body></message>`)
    await hears(lea, issue(1), '!accept', /yours/)
    await hears(hana, issue(1), '!info', /There is no issue #1/)
    await reads(stage.visitor, ann, hana, lea)
  })
})
