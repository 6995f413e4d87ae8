// An agent's picture, which his client tells of: fetched once, checked, kept, and named to visitors by an id of its own.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import type { Element } from 'ltx'
import { photoById } from '../../component/desk/photo.ts'
import { type Play, wireScene } from '../harness/play.ts'

const picture = (text: string): Buffer => Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.from(text)])
const sha1 = (bytes: Buffer): string => createHash('sha1').update(bytes).digest('hex')
const presence = (hash: string): string =>
  `<presence><x xmlns='vcard-temp:x:update'><photo>${hash}</photo></x></presence>`
const card = (bytes: Buffer): string =>
  `<vCard xmlns='vcard-temp'><PHOTO><TYPE>image/svg+xml</TYPE><BINVAL>${bytes.toString('base64').replace(/.{76}/g, '$&\n')}</BINVAL></PHOTO></vCard>`

const photoIn = (message: Element | undefined): string | undefined =>
  message?.getChild('photo', 'urn:bellhop:0')?.attrs.id
const asking = `<iq type='get' from='desk.test'><vCard xmlns='vcard-temp'/></iq>`

/** Ann's client tells of a picture and answers the desk's question after it. */
async function shows({ ann }: Play, told: string, answer: string): Promise<void> {
  await ann.sends(presence(told))
  const { attrs } = await ann.receives(asking)
  assert.equal(attrs.to, ann.jid)
  assert.match(attrs.id, /^[0-9a-f-]{36}$/)
  await ann.sends(`<iq type='result' to='desk.test' id='${attrs.id}'>${answer}</iq>`)
  await ann.settled()
}

/** What Ann says next comes with this picture. */
async function photoOf({ visitor, ann, bellhop }: Play, words: string): Promise<string | undefined> {
  // What has come is kept in a turn of its own.
  await ann.settled()
  await bellhop.run(async () => undefined)
  await ann.says('chat-1@desk.test', words)
  return photoIn(await visitor.receives(`<message from='support@desk.test'><body>${words}</body></message>`))
}

async function meet({ visitor, ann }: Play): Promise<void> {
  await ann.comes()
  await visitor.comes()
  await visitor.says('support@desk.test', 'Hello')
  await ann.receives(`<message from='chat-1@desk.test'><body>Hello</body></message>`)
}

const questions = ({ wire }: Play): number => wire?.fromDesk.filter((stanza) => stanza.getChild('vCard')).length ?? 0

wireScene('An agent’s picture', (play) => {
  play('goes with what she says, and with the archive, under an id that tells nothing of her', async (all) => {
    const { visitor, ann, bellhop, wire } = all
    const bytes = picture('Ann')
    await meet(all)
    assert.equal(await photoOf(all, 'Still without'), undefined)
    await shows(all, sha1(bytes), card(bytes))
    const id = (await photoOf(all, 'Good morning')) as string
    assert.match(id, /^[A-Za-z0-9_-]{22}$/)
    const kept = await bellhop.run((turn) => photoById(turn, id))
    assert.equal(kept?.type, 'image/png')
    assert.deepEqual(Buffer.from(kept?.bytes ?? []), bytes)
    await visitor.asks(
      `<iq type='set' to='support@desk.test'><query xmlns='urn:xmpp:mam:2'><set xmlns='http://jabber.org/protocol/rsm'><before/><max>1</max></set></query></iq>`,
    )
    const result = await visitor.receives(`<message><result xmlns='urn:xmpp:mam:2'/></message>`)
    const archived = result.getChild('result')?.getChild('forwarded')?.getChild('message')
    assert.equal(archived?.getChildText('body'), 'Good morning')
    assert.equal(photoIn(archived), id)
    const toVisitor = wire?.fromDesk.filter(({ attrs }) => attrs.to.startsWith(visitor.jid)).map(String) ?? []
    assert.equal(toVisitor.filter((stanza) => stanza.includes(id)).length, 2)
    for (const stanza of toVisitor) {
      assert.doesNotMatch(stanza, /agents\.test|ann@|\bann\b/)
      assert.ok(!stanza.includes(sha1(bytes)) && !stanza.includes(sha1(bytes).slice(0, 12)), stanza)
    }
    assert.equal(ann.inbox.filter((stanza) => stanza.getChild('photo')).length, 0)
  })

  play('is fetched once, changes, goes, and comes back without being fetched again', async (all) => {
    const [first, second] = [picture('first'), picture('second')]
    await meet(all)
    await shows(all, sha1(first), card(first))
    const one = await photoOf(all, 'One')
    await all.ann.sends(presence(sha1(first)))
    await shows(all, sha1(second), card(second))
    const two = await photoOf(all, 'Two')
    assert.ok(one && two && one !== two)
    await all.ann.sends(presence(''))
    assert.equal(await photoOf(all, 'None'), undefined)
    await all.restarts()
    await all.ann.sends(presence(sha1(first)))
    assert.equal(await photoOf(all, 'Again'), one)
    // A client that does not know yet says nothing of it.
    await all.ann.sends('<presence><x xmlns="vcard-temp:x:update"/></presence>')
    assert.equal(await photoOf(all, 'Still'), one)
    assert.equal(questions(all), 2)
    assert.ok(await all.bellhop.run((turn) => photoById(turn, two)))
  })

  for (const [what, bytes] of [
    ['an SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')],
    ['too large', Buffer.concat([picture(''), Buffer.alloc(100 * 1024)])],
    ['nothing', Buffer.from('x')],
  ] as const) {
    play(`is not shown when it is ${what}, and not fetched again`, async (all) => {
      await meet(all)
      await shows(all, sha1(bytes), card(bytes))
      assert.equal(await photoOf(all, 'One'), undefined)
      await all.ann.sends(presence(sha1(bytes)))
      assert.equal(await photoOf(all, 'Two'), undefined)
      assert.equal(questions(all), 1)
    })
  }

  play('is hers only when she answers, with the picture she told of; and nobody waits for it', async (all) => {
    const { ann, hana } = all
    const [mine, other] = [picture('mine'), picture('other')]
    await meet(all)
    await shows(all, sha1(mine), card(other))
    assert.equal(await photoOf(all, 'Another one'), undefined)
    await ann.sends(presence(sha1(mine)))
    const { attrs } = await ann.receives(asking)
    // Nobody has answered yet, and all goes on.
    assert.equal(await photoOf(all, 'Meanwhile'), undefined)
    await hana.comes()
    await hana.sends(`<iq type='result' to='desk.test' id='${attrs.id}'>${card(other)}</iq>`)
    await hana.settled()
    assert.equal(await photoOf(all, 'Not Hana’s'), undefined)
    await ann.sends(`<iq type='error' to='desk.test' id='${attrs.id}'><error type='cancel'/></iq>`)
    assert.equal(await photoOf(all, 'Refused'), undefined)
    await shows(all, sha1(mine), '')
    await shows(all, sha1(mine), `<vCard xmlns='vcard-temp'><PHOTO><BINVAL>%%%</BINVAL></PHOTO></vCard>`)
    assert.equal(await photoOf(all, 'Empty'), undefined)
    await shows(all, sha1(mine), card(mine))
    assert.ok(await photoOf(all, 'Mine'))
  })
})
