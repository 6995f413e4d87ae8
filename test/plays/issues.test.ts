// From chat to issue to handler and back to the visitor.
import assert from 'node:assert/strict'
import { type Play, scene, together } from '../harness/play.ts'

const desk = 'desk.test'

/** Ann has Li's question. */
async function asked({ visitor, ann }: Play, words = 'Where is my refund?'): Promise<void> {
  await together(ann.comes(), visitor.comes())
  await visitor.says('support@desk.test', words)
  await ann.receives(`<message from='chat-1@desk.test'><body>${words}</body></message>`)
}

scene('From chat to issue and back', (play) => {
  play('the whole loop: filed, reminded, answered, told, received, closed', async (stage) => {
    const { visitor, ann, hana } = stage
    await asked(stage)
    await hana.comes()
    await ann.says('chat-1@desk.test', '!issue billing/refund hana high Order 7: refund not arrived')
    await ann.receives(`<message from='chat-1@desk.test'><body>Issue #1 (high) is filed for Hana.…</body></message>`)
    const card = await hana.receives(`<message from='issue-1@desk.test'><body>Ann has an issue for you.…</body>
      <issue xmlns='urn:bellhop:issue:0' number='1' about='filed' state='open' priority='high' type='billing/refund'
        conversation='1' due='*'><content>Order 7: refund not arrived</content></issue></message>`)
    assert.match(card.getChildText('body') ?? '', /Where is my refund\?/)
    await hana.says('issue-1@desk.test', '!accept')
    await hana.receives(`<message from='issue-1@desk.test'><body>Issue #1 is yours.</body></message>`)
    await ann.receives(`<message from='issue-1@desk.test'><body>(Hana has taken up issue #1.)</body></message>`)
    await hana.says('issue-1@desk.test', 'Which bank?')
    await ann.receives(`<message from='issue-1@desk.test'><body>Hana: Which bank?</body></message>`)
    await ann.says('issue-1@desk.test', 'His own')
    await hana.receives(`<message from='issue-1@desk.test'><body>Ann: His own</body></message>`)
    await hana.says('issue-1@desk.test', '!resolve Sent again today.')
    await hana.receives(`<message from='issue-1@desk.test'><body>Issue #1 is answered;…</body></message>`)
    await ann.receives(`<message from='issue-1@desk.test'><body>Hana has answered issue #1: Sent again today.…</body>
      <issue state='resolved' about='resolved'><answer>Sent again today.</answer></issue></message>`)
    await ann.says('issue-1@desk.test', '!tell Good news: it is sent again today.')
    const told = await visitor.receives(
      `<message from='support@desk.test'><body>Good news: it is sent again today.</body></message>`,
    )
    await visitor.receives(`<message from='support@desk.test'><body>Does this solve it?…</body>
      <system xmlns='urn:bellhop:0' kind='solved'/><x xmlns='jabber:x:data' type='form'/></message>`)
    await ann.receives(`<message from='issue-1@desk.test'><body>Issue #1:
Sent to Li in conversation #1.</body></message>`)
    await hana.receives(
      `<message from='issue-1@desk.test'><body>(Ann has told the visitor of issue #1:…</body></message>`,
    )
    await visitor.sends(
      `<message to='support@desk.test' type='chat'><received xmlns='urn:xmpp:receipts' id='${told.attrs.id}'/></message>`,
    )
    await together(
      ann.receives(
        `<message from='issue-1@desk.test'><body>(Li has got the answer; issue #1 is closed.)</body></message>`,
      ),
      hana.receives(
        `<message from='issue-1@desk.test'><body>(Li has got the answer; issue #1 is closed.)</body></message>`,
      ),
    )
    await hana.says('issue-1@desk.test', '!history')
    const history = await hana.receives(
      `<message from='issue-1@desk.test'><body>What happened to issue #1:…</body></message>`,
    )
    const lines = (history.getChildText('body') ?? '').split('\n').map((line) => line.replace(/^\[.*?\] /, '').trim())
    assert.deepEqual(lines.slice(1), [
      'filed Ann Order 7: refund not arrived',
      'accepted Hana',
      'comment Hana Which bank?',
      'comment Ann His own',
      'resolved Hana Sent again today.',
      'told Ann Good news: it is sent again today.',
      'received  Li',
      'closed',
    ])
  })

  play('what is wrong or missing shows what there is, and files nothing', async (stage) => {
    const { ann } = stage
    await asked(stage)
    const replies: [said: string, answered: RegExp][] = [
      [
        '!issue',
        /“type” is missing.*!issue TYPE HANDLER PRIORITY \[-N\] QUESTION[\s\S]*type: billing, billing\/refund, technical/,
      ],
      ['!issue billing', /“handler” is missing[\s\S]*handler: auto, hana\S*, hugo\S*, lea/],
      ['!issue billing hana soon Text', /“soon” is not possible for “priority”: low, normal, high, urgent/],
      ['!issue billing hana high', /“question” is missing/],
      [
        '!issue refunds hana high Text',
        /There is no type “refunds”\. There are: billing, billing\/refund, technical\./,
      ],
      ['!issue billing ann high Text', /“ann” is no handler\. There are: hana\S*, hugo\S*, lea/],
      ['!issue technical auto high Text', /Nobody is responsible for “technical”/],
    ]
    for (const [said, answered] of replies) {
      await ann.says('chat-1@desk.test', said)
      const reply = await ann.receives(`<message from='chat-1@desk.test'><body>*</body></message>`)
      assert.match(reply.getChildText('body') ?? '', answered)
    }
    await ann.says(desk, 'issues all')
    await ann.receives(`<message from='desk.test'><body>There are no such issues.</body></message>`)
  })
})
