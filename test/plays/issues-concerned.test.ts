// Those whom an issue concerns: who watches it, who had it, and the visitors of several conversations who wait for one answer.
import assert from 'node:assert/strict'
import {
  asked,
  bodyOf,
  chat,
  condition,
  confirms,
  filed,
  got,
  hears,
  history,
  issue,
  queue,
  reads,
  says,
} from '../harness/issues.ts'
import { type Person, wireScene } from '../harness/play.ts'

wireScene('Those whom an issue concerns', (play) => {
  play('who watches it hears what happens, until he does not', async (stage) => {
    const { ann, bob, hana } = stage
    await filed(stage)
    await bob.comes()
    await hears(bob, issue(1), '!watch', 'You watch issue #1.')
    await hears(bob, issue(1), '!watch', 'You watch issue #1 already.')
    await hears(hana, issue(1), '!accept', /yours/)
    await bob.receives(`<message from='issue-1@desk.test'><body>(Hana has taken up issue #1.)</body></message>`)
    await hears(bob, issue(1), '!unwatch', 'You watch issue #1 no longer.')
    await hana.says(issue(1), 'Working on it')
    assert.deepEqual(await got(bob, issue(1)), [])
    await reads(ann, bob, hana)
  })

  play('who has passed it on, and is not responsible for it, has it no longer', async (stage) => {
    const { ann, hana, hugo } = stage
    await filed(stage, 'technical hana high Help')
    await hugo.comes()
    await hears(hana, issue(1), '!pass ann', /“ann” is no handler\. There are:/)
    await hears(hana, issue(1), '!pass hana', /is with Hana already/)
    await hears(hana, issue(1), '!pass hugo He knows the machine', 'Issue #1 is passed to Hugo.')
    await ann.receives(`<message from='issue-1@desk.test'><body>(Hana has passed issue #1 to Hugo…</body></message>`)
    await hugo.receives(
      `<message from='issue-1@desk.test'><body>Hana passes an issue to you. He knows the machine…</body></message>`,
    )
    await hears(hana, issue(1), '!info', /There is no issue #1/)
    await hugo.says(issue(1), 'Seen')
    assert.deepEqual(await got(hana, issue(1)), [])
    await reads(ann, hugo)
  })

  play('a question resumes with any answer, and the presence of its address tells', async (stage) => {
    const { ann, hana } = stage
    await filed(stage)
    await hears(hana, issue(1), '!ask Which bank?', /^Asked/)
    await ann.receives(
      `<presence from='issue-1@desk.test/desk'><show>xa</show><status>accepted, waits for agent…</status></presence>`,
    )
    await hana.says(issue(1), 'I mean: of his')
    await reads(ann)
    await hears(ann, 'desk.test', 'issues', /waits for agent/)
    ann.inbox = []
    await ann.says(issue(1), 'His own')
    await ann.receives(
      `<presence from='issue-1@desk.test/desk'><status>accepted · normal · billing</status></presence>`,
    )
    assert.ok((await history(ann, 1)).some((line) => line.startsWith('answered Ann')))
    await reads(ann, hana)
  })

  play('after the desk was away issues are seen again, also by a client that came meanwhile', async (stage) => {
    const { ann, hana } = stage
    await filed(stage)
    await reads(ann, hana)
    ann.inbox = []
    await stage.restarts()
    await ann.receives(`<presence from='issue-1@desk.test/desk'><status>open · normal · billing</status></presence>`)
  })

  play('one issue stands for another: its visitors wait for that one', async (stage) => {
    const { visitor, ann, hana, hugo } = stage
    await filed(stage, 'billing hana high Refund')
    await hugo.comes()
    await ann.says(chat(1), '!issue technical hugo low Refund again')
    await reads(ann, hugo)
    await hears(ann, issue(2), '!duplicate 2', /can’t be the same as itself/)
    await hears(ann, issue(2), '!duplicate 9', /There is no issue #9/)
    await hears(ann, issue(2), '!duplicate 1', 'Issue #2 is closed; #1 stands for it.')
    await hugo.receives(
      `<message from='issue-2@desk.test'><body>(Ann has closed issue #2: it is the same as #1.)</body></message>`,
    )
    await hana.receives(
      `<message from='issue-1@desk.test'><body>(Ann says that issue #2 is the same as this one;…</body></message>`,
    )
    await hears(ann, issue(2), '!duplicate 1', 'Issue #2 is closed.')
    await hears(ann, issue(1), '!duplicate 2', /#2 is closed/)
    await hears(hana, issue(1), '!resolve Done', /answered/)
    await reads(ann)
    await hears(ann, issue(1), '!tell', /^Issue #1:\nSent to Li in conversation #1\.$/)
    const told = await visitor.receives(`<message from='support@desk.test'><body>Done</body></message>`)
    await visitor.receives(`<message><body>Does this solve it?…</body></message>`)
    await confirms(visitor, told)
    await hears(ann, 'desk.test', 'issues', 'There are no such issues.')
    await reads(ann, hana, hugo)
  })

  play('three visitors wait for one answer: all are told, and it closes when all have it', async (stage) => {
    const { visitor, other, ann, hana } = stage
    const third = await stage.newVisitor('Wei')
    await filed(stage, 'billing hana high Refund')
    const visitors: Person[] = [visitor, other, third]
    for (const [index, person] of visitors.entries()) {
      if (index === 0) continue
      await person.comes()
      await person.says(queue, `Me too ${index}`)
      await ann.receives(`<message from='${chat(index + 1)}'><body>Me too ${index}</body></message>`)
      await hears(ann, chat(index + 1), '!link 1', 'This visitor waits for the answer to issue #1 as well.')
      await hana.receives(
        `<message from='issue-1@desk.test'><body>(Ann has linked conversation #${index + 1} with …</body></message>`,
      )
    }
    await hears(ann, chat(2), '!link 1', /belongs to issue #1 already/)
    await hears(ann, chat(2), '!link 7', /There is no issue #7/)
    assert.match(
      await says(hana, issue(1), '!scene'),
      /Conversation #1 with Li[\s\S]*Conversation #2 with Visitor 2[\s\S]*Me too 1[\s\S]*Conversation #3 with Wei[\s\S]*Me too 2/,
    )
    await hears(hana, issue(1), '!resolve Sent again.', /answered/)
    await reads(ann, ...visitors)
    await hears(
      ann,
      issue(1),
      '!tell',
      /Li in conversation #1\.\n.*Visitor 2 in conversation #2\.\n.*Wei in conversation #3\./,
    )
    for (const [index, person] of visitors.entries()) {
      const told = await person.receives(`<message from='support@desk.test'><body>Sent again.</body></message>`)
      await hears(ann, 'desk.test', 'issues resolved', /^1 issues/)
      await confirms(person, told)
      await reads(person)
      await hears(ann, 'desk.test', 'issues resolved', index < 2 ? /^1 issues/ : 'There are no such issues.')
    }
    await reads(ann, hana)
  })

  play('who is linked later is told, and those who were told are not told again', async (stage) => {
    const { visitor, other, ann, hana } = stage
    await filed(stage, 'billing hana high Refund')
    await hears(hana, issue(1), '!resolve Sent again.', /answered/)
    await hears(ann, issue(1), '!tell', /Sent to Li/)
    await other.comes()
    await other.says(queue, 'Me too')
    await reads(visitor, other, ann)
    await hears(ann, chat(2), '!link 1', /waits for the answer/)
    await hears(ann, issue(1), '!tell', /^Issue #1:\nSent to Visitor 2 in conversation #2\.$/)
    await other.receives(`<message><body>Sent again.</body></message>`)
    assert.deepEqual(await got(visitor, queue), [])
    await reads(other, ann, hana)
  })

  play('a form does the same, and refuses as an error', async (stage) => {
    const { ann, hana } = stage
    await filed(stage)
    const command = (node: string, fields: string) => `<iq type='set' to='${issue(1)}'>
      <command xmlns='http://jabber.org/protocol/commands' node='${node}'><x xmlns='jabber:x:data' type='submit'>${fields}</x></command></iq>`
    const accepted = await hana.asks(command('accept', ''))
    assert.equal(accepted.getChild('command')?.getChildText('note'), 'Issue #1 is yours.')
    assert.equal(condition(await hana.asks(command('accept', ''))), 'conflict')
    assert.equal(condition(await ann.asks(command('accept', ''))), 'forbidden')
    const answer = `<field var='answer'><value>Line one</value><value>行二</value></field>`
    assert.match(
      (await hana.asks(command('resolve', answer))).getChild('command')?.getChildText('note') ?? '',
      /answered/,
    )
    const told = await ann.receives(
      `<message from='issue-1@desk.test'><body>(Hana has taken up issue #1.)</body></message>`,
    )
    assert.ok(told)
    const resolved = await ann.receives(`<message from='issue-1@desk.test'><body>*</body></message>`)
    assert.match(bodyOf(resolved), /Line one\n行二/)
    await reads(hana)
  })
})

wireScene('An issue that is slow to become a contact', (play) => {
  play('is told of in words at once, and shows how it stands when it is one', async (stage) => {
    const { ann, hana } = stage
    let becomeContacts = (): void => undefined
    const slow = new Promise<void>((resolve) => {
      becomeContacts = resolve
    })
    const put = stage.stage.contact
    stage.stage.contact = () => slow
    await stage.restarts()
    stage.stage.contact = put
    await ann.comes()
    await hana.comes()
    await hears(ann, 'desk.test', 'issue technical hana high Help', /Issue #1/)
    await hana.receives(`<message from='issue-1@desk.test'/>`)
    await hana.settled()
    const shown = () => hana.inbox.filter(({ name, attrs }) => name === 'presence' && /^issue-1@/.test(attrs.from))
    assert.deepEqual(shown().map(String), [])
    becomeContacts()
    await hana.receives(`<presence from='issue-1@desk.test/desk'/>`)
    await reads(ann, hana)
  })
})

wireScene('An issue whose handler is the one who filed it', (play) => {
  play('goes from its lead to its lead', async (stage) => {
    const { visitor, ann, lea } = stage
    await asked(stage)
    await lea.comes()
    await hears(lea, chat(1), '!issue billing lea high Mine', /^Issue #1 \(high\) is filed for Lea/)
    await hears(lea, issue(1), '!accept', /yours/)
    await hears(lea, issue(1), '!resolve Done', /answered|Lea has answered/)
    await reads(lea)
    await hears(lea, issue(1), '!tell', /Sent to Li in conversation #1/)
    await visitor.receives(`<message><body>Done</body></message>`)
    await reads(visitor, ann, lea)
  })
})
