// Whatever strangers and colleagues write is text in the console and in the widget, wherever it is shown.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { xml } from '@xmpp/client'
import type { Browser } from 'playwright-core'
import { type Database, openDatabase } from '../../component/store/database.ts'
import { signIn, type TestAgent } from '../harness/agent.ts'
import { startDesk, type TestDesk } from '../harness/desk.ts'
import { until } from '../harness/until.ts'
import { openBrowser, visit } from './browser.ts'
import { atConsole, type Shown } from './console.ts'
import { corpus, exactly, hostileCard, hostileVisitor, listenOn, nasty, nothingRan } from './hostile.ts'

describe('hostile text', function () {
  this.timeout(60_000)
  let desk: TestDesk
  let browser: Browser
  let db: Database
  let ann: Shown
  let bob: TestAgent
  const ran: unknown[] = []
  const shown = (selector: string) => ann.page.locator(selector)

  before(async () => {
    ;[desk, browser] = await Promise.all([startDesk(), openBrowser()])
    db = openDatabase(desk.config.database)
    const asked = { queue: 'support', place: 1, name: 'order', type: 'text', required: false }
    await db('prechat_fields').insert({ ...asked, label: JSON.stringify({ en: corpus[8] }), choices: null })
    ann = await atConsole(browser, desk, 'ann')
    await listenOn(ann.page, ran)
    bob = await signIn(desk, 'bob')
    await bob.shows('dnd')
  })
  after(async () => {
    await browser?.close()
    await bob?.leaves()
    await db?.destroy()
    await desk?.stop()
  })
  afterEach(() => assert.deepEqual(ran, []))

  it('of a visitor is text: words, name, vCard, page, files, what he fills in', async () => {
    const visitor = await hostileVisitor(desk, nasty, corpus[3])
    await visitor.fillsIn('urn:bellhop:prechat', { order: corpus[11] })
    for (const words of corpus)
      await visitor.says(words, xml('nick', { xmlns: 'http://jabber.org/protocol/nick' }, words))
    await visitor.saysFile(`https://evil.test/${encodeURIComponent(nasty)}.png`)
    await visitor.saysFile('javascript:pwned(15)')
    await shown('[data-rings]').click()
    for (const words of corpus) await exactly(shown('main .bubble'), words)
    await exactly(shown('main .bubble .document'), `${nasty}.png`)
    await exactly(shown('.pane h2'), nasty)
    await exactly(shown('.pane dt'), corpus[8])
    await exactly(shown('.pane dd'), corpus[11])
    await exactly(shown('.pane dd'), corpus[3])
    await exactly(shown('.row .title'), `${nasty} #1`)
    await ann.picture('hostile')
    await nothingRan(ann.page)
    await visitor.leaves()
  })

  it('of colleagues is text: names, vCards, notes, canned replies, offers, rooms', async () => {
    const { desk: address, agents } = desk.config.domains
    await bob.sends(xml('iq', { type: 'set', id: 'card' }, hostileCard()))
    await bob.sends(xml('presence', {}, xml('show', {}, 'dnd'), xml('status', {}, nasty)))
    await bob.says(`ann@${agents}`, corpus[4])
    await bob.says(address, `canned evil ${corpus[1]}`)
    const stock = await signIn(desk, 'ann')
    await stock.says(address, `canned evil ${corpus[1]}`)
    await stock.reads('“evil” is kept. Use it with “!reply evil”.')
    await ann.box.press('Alt+n')
    await ann.says(corpus[2])
    await exactly(shown('.pane li.note p'), corpus[2])
    await ann.box.press('Alt+n')
    await ann.box.pressSequentially(':ev')
    await exactly(shown('.canned .preview'), corpus[1])
    await ann.box.fill('')
    await ann.goes('#/people/bob')
    await exactly(shown('main .bubble'), corpus[4])
    await exactly(shown('.heading p'), `here · ${nasty}`)
    await stock.leaves()

    const room = 'lounge@rooms.agents.localhost'
    const words = xml('x', { xmlns: 'http://jabber.org/protocol/muc' })
    await bob.sends(xml('presence', { to: `${room}/${nasty}` }, words))
    await ann.page.getByRole('button', { name: 'Join or make a room' }).click()
    await ann.page.getByLabel('Name of the room').fill('lounge')
    await ann.page.getByRole('button', { name: 'Join', exact: true }).click()
    await exactly(shown('.pane li > span[dir=auto]'), nasty)
    for (const child of [xml('body', {}, corpus[6]), xml('subject', {}, corpus[8])])
      await bob.sends(xml('message', { to: room, type: 'groupchat', id: child.name }, child))
    await exactly(shown('main .bubble'), corpus[6])
    await exactly(shown('main .who span'), nasty)
    await nothingRan(ann.page)
  })

  it('in an issue, in what the desk repeats of it, and in the address of the page is text', async () => {
    await ann.goes('#/desk')
    await ann.says(`issue billing auto high ${nasty} ${corpus[2]}`)
    await exactly(shown('.sidebar .issue .title'), `#1 ${nasty} ${corpus[2]}`)
    await ann.goes('#/issues/1')
    await exactly(shown('.question p'), `${nasty} ${corpus[2]}`)
    await ann.says(corpus[7])
    await exactly(shown('main .bubble'), corpus[7])
    await ann.opens(1)
    await ann.page.keyboard.press('Control+k')
    await ann.page.getByRole('combobox').fill('block')
    await ann.page.getByRole('option', { name: /Block the visitor/ }).waitFor()
    await ann.page.keyboard.press('Enter')
    const dialog = ann.page.getByRole('dialog')
    await dialog.getByLabel(/For how long/).fill('<svg/onload=pwned(3)>')
    await dialog.getByRole('button', { name: 'Do it' }).click()
    await dialog.getByText('“<svg/onload=pwned(3)>” is no span of time').waitFor()
    await ann.page.keyboard.press('Escape')
    for (const place of ['rooms', 'people', 'issues', 'chats'])
      await ann.goes(`#/${place}/${encodeURIComponent(nasty)}`)
    await nothingRan(ann.page)
  })

  it('of an agent is text in the widget: words, name, picture', async () => {
    const card = hostileCard()
    const bytes = Buffer.from(card.getChild('PHOTO')?.getChildText('BINVAL') ?? '', 'base64')
    const hash = createHash('sha1').update(bytes).digest('hex')
    const photo = xml('x', { xmlns: 'vcard-temp:x:update' }, xml('photo', {}, hash))
    await bob.sends(xml('presence', {}, photo))
    await db('staff').where({ jid: bob.jid }).update({ name: nasty })
    await ann.page.getByRole('button', { name: 'Busy' }).click()
    await shown('.busy[aria-pressed=true]').waitFor()
    await until(
      async () => (await db('staff_photos').where({ jid: bob.jid })).length === 1,
      'the picture to be looked at',
    )
    const context = await browser.newContext({ locale: 'en-GB' })
    const page = await context.newPage()
    await listenOn(page, ran)
    await page.goto(desk.http)
    const shop = await visit(context, page.url(), page)
    await shop.open()
    await shop.says('Hello?')
    const { attrs } = await bob.reads('Hello?')
    for (const words of corpus) await bob.says(attrs.from, words)
    // Into an address the widget puts words for screen readers.
    for (const words of corpus.filter((each) => !each.startsWith('https')))
      await exactly(shop.panel.locator('.line .bubble'), words)
    await exactly(shop.panel.locator('.run .name'), nasty)
    await shop.picture('hostile')
    await nothingRan(page)
  })
})
