// Visitors are spoken to in their own language, which their client names, from the first line to the rating.
import assert from 'node:assert/strict'
import { answered, hears, history, issue, queue, reads, state, told } from '../harness/issues.ts'
import { deskScene, type Person, wireScene } from '../harness/play.ts'

const says = (person: Person, lang: string, body: string, id: string) =>
  person.sends(
    `<message to='support@desk.test' type='chat' id='${id}' xml:lang='${lang}'><body>${body}</body></message>`,
  )

deskScene('Visitors in their own language', (play) => {
  play('a German and an Arabic visitor read theirs, and their agent reads English', async ({ visitor, other, ann }) => {
    await visitor.comes()
    await other.comes()
    await says(visitor, 'de-AT', 'Guten Tag', 'g1')
    const left = await visitor.receives(`<message xml:lang='de-AT'><body>Im Moment ist niemand da…</body></message>`)
    const text = left.getChildText('body') ?? ''
    assert.match(text, /Nummer 1 gespeichert; die Antwort finden Sie hier\.\nWenn Sie möchten, schreiben Sie hier auch/)
    assert.match(left.toString(), /<title>Wie wir Sie erreichen<\/title>.*label="E-Mail-Adresse"/)
    await says(other, 'ar', 'السلام عليكم', 'a1')
    const arabic = await other.receives(`<message xml:lang='ar'><body>لا يوجد أحد في الوقت الحالي…</body></message>`)
    assert.match(arabic.getChildText('body') ?? '', /بالرقم 2، وسنردّ عليكم هنا\.\nإن رغبتم، فاكتبوا هنا/)
    await says(visitor, 'de-AT', 'li@example.org', 'g2')
    await visitor.receives(`<message><body>Vielen Dank. li@example.org ist notiert.</body></message>`)

    await ann.comes()
    await ann.receives(`<message from='desk.test'><body>2 left in the mailbox…</body></message>`)
    await ann.says('desk.test', 'claim 1')
    await ann.receives(`<message from='desk.test'><body>#1 is yours.</body></message>`)
    await ann.receives(`<message from='chat-1@desk.test'><body>Conversation #1 with Li…</body></message>`)
    await ann.says('chat-1@desk.test', '!close')
    await visitor.receives(`<message><body>Dieses Gespräch ist beendet…</body></message>`)
    await ann.receives(`<message from='chat-1@desk.test'><body>Conversation #1 is closed.</body></message>`)
    await says(visitor, 'de-AT', '5', 'g3')
    await visitor.receives(`<message><body>Vielen Dank für Ihre Bewertung.</body></message>`)
    await other.sends(
      `<message to='support@desk.test' type='chat' id='a2' xml:lang='ar'><x xmlns='jabber:x:data' type='submit'>
        <field var='FORM_TYPE'><value>urn:bellhop:contact</value></field><field var='email'><value>x</value></field></x></message>`,
    )
    const refused = await other.receives(`<message type='error' id='a2'><error/></message>`)
    assert.match(refused.toString(), /«x» ليس عنوان بريد إلكتروني\./)
    await ann.settled()
    ann.inbox = []
  })

  play(
    'a closed queue names the day in the visitor’s language, and whose language is not spoken here reads English',
    async (all) => {
      const { visitor, other, bellhop } = all
      const hours = JSON.stringify({ zone: 'UTC', week: { mon: [['00:00', '00:01']], thu: [['00:00', '00:01']] } })
      await bellhop.run(({ tx }) => tx('queues').where({ name: 'support' }).update({ hours }))
      await visitor.comes()
      await other.comes()
      await says(visitor, 'fr', 'Bonjour', 'f1')
      const closed = await visitor.receives(`<message><body>Nous sommes fermés pour le moment…</body></message>`)
      assert.match(closed.getChildText('body') ?? '', /après : (lundi|jeudi) \d+ .* \(UTC\)\./)
      await says(other, 'it', 'Buongiorno', 'x1')
      const english = await other.receives(`<message><body>We are closed at the moment…</body></message>`)
      assert.match(english.getChildText('body') ?? '', /after (Monday|Thursday)[ ,]/)
    },
  )
})

wireScene('“Not solved” in other languages', (play) => {
  for (const [lang, words] of [
    ['de', 'Nicht gelöst!'],
    ['fr', 'pas résolu'],
    ['es', 'No resuelto.'],
    ['pt', 'nao resolvido'],
    ['ru', 'Не решён'],
    ['ja', '解決していません。'],
    ['ar', 'لم تحل'],
  ] as const) {
    play(`“${words}” opens the issue again`, async (stage) => {
      const { visitor, ann, hana } = stage
      await answered(stage)
      await hears(ann, issue(1), '!tell', /Sent to Li/)
      await told(visitor, 'Sent again.')
      await reads(visitor, ann, hana)
      await visitor.sends(
        `<message to='${queue}' type='chat' id='n1' xml:lang='${lang}'><body>${words}</body></message>`,
      )
      await visitor.settled()
      assert.equal(await state(stage), 'reopened')
      await reads(visitor, ann, hana)
      assert.ok((await history(ann, 1)).includes(`not solved Li ${words}`))
      await reads(visitor, ann, hana)
    })
  }
})
