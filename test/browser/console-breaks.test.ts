// The console when its connection breaks, with the real desk and the same agent's stock client going on meanwhile: after a few
// seconds the session goes on, after five minutes there is a new one, and after a reload a new page; none of them has a gap.
import assert from 'node:assert/strict'
import { xml } from '@xmpp/client'
import type { Browser } from 'playwright-core'
import { signIn, type TestAgent } from '../harness/agent.ts'
import { type Cable, openCable } from '../harness/cable.ts'
import { startDesk, type TestDesk } from '../harness/desk.ts'
import { until } from '../harness/until.ts'
import { openBrowser, type Shown as Shop, visit } from './browser.ts'
import { atConsole, isReady, type Shown } from './console.ts'

describe('the console when its connection breaks', function () {
  this.timeout(60_000)
  let desk: TestDesk
  let [browser, behindCable]: Browser[] = []
  let cable: Cable
  let ann: Shown
  let shop: Shop
  let [stock, bob]: TestAgent[] = []
  let chat = ''
  const room = 'glazes@rooms.agents.localhost'
  /** What the console says, and hears, on connections that it makes from now on. */
  const [said, heard]: string[][] = [[], []]
  const wasResumed = () => at(heard).some((frame) => frame.startsWith('<resumed '))
  const at = <T>(who: T | undefined): T => who ?? assert.fail()

  before(async () => {
    ;[desk, browser] = await Promise.all([startDesk(), openBrowser()])
    const { ws } = desk.config.ports
    cable = await openCable(ws)
    behindCable = await openBrowser([`--host-resolver-rules=MAP 127.0.0.1:${ws} 127.0.0.1:${cable.port}`])
    ann = await atConsole(behindCable, desk, 'ann')
    ann.page.on('websocket', (socket) => {
      socket.on('framesent', ({ payload }) => at(said).push(String(payload)))
      socket.on('framereceived', ({ payload }) => at(heard).push(String(payload)))
    })
    ;[stock, bob] = [await signIn(desk, 'ann'), await signIn(desk, 'bob')]
    await at(bob).shows('dnd')
    await at(stock).sends(xml('iq', { type: 'set', id: 'c' }, xml('enable', { xmlns: 'urn:xmpp:carbons:2' })))
    shop = await visit(await at(browser).newContext({ locale: 'en-GB' }), desk.http)
    chat = `chat-1@${desk.config.domains.desk}`
  })
  after(async () => {
    await behindCable?.close()
    await browser?.close()
    await cable?.stop()
    await stock?.leaves()
    await bob?.leaves()
    await desk?.stop()
  })

  /** The lines that are asked about, in their order; each must be there once. */
  const order = async (...words: string[]) => {
    const lines = await ann.lines()
    assert.deepEqual(
      lines.filter((line) => words.includes(line)),
      words,
    )
  }

  it('is in step with the same agent’s stock client', async () => {
    await ann.page.getByRole('button', { name: 'Join or make a room' }).click()
    await ann.page.getByLabel('Name of the room').fill('Glazes')
    await ann.page.getByRole('button', { name: 'Join', exact: true }).click()
    await ann.page.locator('main[data-kind=room]').waitFor()
    const enter = xml('x', { xmlns: 'http://jabber.org/protocol/muc' })
    await at(bob).sends(xml('presence', { to: `${room}/Bob` }, enter))
    await ann.page.locator('.pane li', { hasText: 'Bob' }).first().waitFor()
    await shop.open()
    await shop.says('My mug came with a chip.')
    await ann.page.locator('[data-rings]').click()
    await ann.sees('My mug came with a chip.')
    await at(stock).says(chat, 'from the other client')
    await ann.sees('from the other client', '.own')
    await ann.says('from the console')
    await at(stock).receives((message) => message.toString().includes('from the console'))
    await ann.sees('from the console', '[data-state=read]')
  })

  it('goes on with its session after a few seconds: nothing is missing, and nobody saw her go', async () => {
    cable.cut()
    await ann.page.locator('.banner.late').waitFor()
    await ann.says('written in the break')
    await shop.says('said in the break')
    await shop.sees('said in the break', 'stored')
    await at(stock).says(chat, 'answered in the break')
    await shop.sees('answered in the break')
    cable.mend()
    await ann.sees('written in the break', '[data-state=read]')
    await ann.page.locator('.banner.late').waitFor({ state: 'detached' })
    await order('said in the break', 'answered in the break', 'written in the break')
    await shop.sees('written in the break')
    assert.ok(wasResumed())
    // No session of its own, no list asked for again: what was missed came by itself.
    assert.deepEqual(
      at(said).filter((frame) => /<bind |<presence|jabber:iq:roster|urn:xmpp:mam:2|type="error"/.test(frame)),
      [],
    )
  })

  it('catches up after five minutes, when the server has given its session up', async () => {
    cable.cut()
    await ann.page.locator('.banner.late').waitFor()
    await ann.says('written in the long break')
    const line = await ann.sees('from the console', '.own')
    await ann.does(line, 'Correct')
    await until(async () => (await ann.box.inputValue()) === 'from the console', 'the line in the box')
    await ann.says('from the desk')
    await ann.page.getByText('nothing was done').waitFor()
    assert.equal(await ann.box.inputValue(), 'from the desk')
    await ann.page.keyboard.press('Escape')
    await endOf('console-')
    await shop.says('said in the long break')
    await shop.sees('said in the long break', 'stored')
    await at(stock).says(chat, 'answered in the long break')
    await shop.sees('answered in the long break')
    await at(bob).says(`ann@${desk.config.domains.agents}`, 'lunch?')
    for (const [id, words] of Object.entries({ r1: 'the kiln is free', r2: 'Ann, it is yours' }))
      await at(bob).sends(xml('message', { to: room, type: 'groupchat', id }, xml('body', {}, words)))
    at(heard).length = 0
    cable.mend()
    await ann.sees('written in the long break', '[data-state=read]')
    assert.ok(!wasResumed())
    await order('said in the long break', 'answered in the long break', 'written in the long break')
    await ann.page.locator('.row a[data-thread^="bob@"] .badge', { hasText: '1' }).waitFor()
    await ann.page.locator(`.row a[data-thread="${room}"] .badge`, { hasText: '@1' }).waitFor()
    await ann.goes('#/rooms/glazes')
    await ann.sees('Ann, it is yours')
    await order('the kiln is free', 'Ann, it is yours')
    await ann.goes('#/people/bob')
    await ann.sees('lunch?')
    await ann.opens(1)
  })

  it('has every line, and what was read of it, after a reload', async () => {
    await ann.sees('written in the long break')
    const before = await ann.lines()
    await ann.page.reload()
    await isReady(ann.page)
    await ann.sees('written in the long break', '[data-state=read]')
    await until(async () => (await ann.lines()).length >= before.length, 'all lines')
    assert.deepEqual(await ann.lines(), before)
    assert.equal(await ann.page.locator('main .line.own:not([data-state=read])').count(), 0)
  })

  it('counts what colleagues wrote while no page was open, and keeps count of it', async () => {
    const badge = (thread: string, text: string) =>
      ann.page.locator(`.row a[data-thread^="${thread}"] .badge`, { hasText: text }).waitFor()
    const home = ann.page.url()
    await ann.page.goto('about:blank')
    await at(bob).says(`ann@${desk.config.domains.agents}`, 'back from lunch?')
    for (const [id, words] of Object.entries({ r3: 'it is hot now', r4: 'Ann, shall I empty it?' }))
      await at(bob).sends(xml('message', { to: room, type: 'groupchat', id }, xml('body', {}, words)))
    await ann.page.goto(home)
    await isReady(ann.page)
    await badge('bob@', '1')
    await badge(room, '@1')
    await ann.page.reload()
    await isReady(ann.page)
    await badge('bob@', '1')
    await badge(room, '@1')
    await ann.goes('#/people/bob')
    await ann.sees('back from lunch?')
    await order('lunch?', 'back from lunch?')
    await ann.page.reload()
    await isReady(ann.page)
    await badge(room, '@1')
    assert.equal(await ann.page.locator('.row a[data-thread^="bob@"] .badge').count(), 0)
  })

  it('says so while the desk behind the server is away, and goes on when it is back', async () => {
    await ann.opens(1)
    await desk.component.kill9()
    await ann.says('said while the desk was away')
    await ann.page.getByText('The desk does not answer at the moment').waitFor()
    await ann.page.keyboard.press('Alt+i')
    await ann.page.getByRole('dialog').getByText('The desk can’t be reached; nothing was done.').waitFor()
    await ann.page.keyboard.press('Escape')
    await desk.component.start()
    await ann.page.locator('.banner.late').waitFor({ state: 'detached' })
    await shop.sees('said while the desk was away')
    await ann.sees('said while the desk was away', '[data-state=read]')
  })

  it('stays signed out, whatever still comes in while the stream is being closed', async () => {
    const tab = await ann.context.newPage()
    const [sent, came]: string[][] = [[], []]
    // The server hears nothing of the end, so it goes on sending.
    await tab.routeWebSocket(/\/ws$/, (page) => {
      const server = page.connectToServer()
      page.onMessage((frame) => {
        at(sent).push(String(frame))
        if (!String(frame).startsWith('<close')) server.send(frame)
      })
      page.onClose(() => undefined)
      server.onMessage((frame) => {
        page.send(frame)
        at(came).push(String(frame))
      })
    })
    await tab.goto(`${desk.http}/console/`)
    await isReady(tab)
    await tab.getByRole('button', { name: 'Settings' }).click()
    await tab.getByRole('button', { name: 'Sign out' }).click()
    await until(() => at(sent).some((frame) => frame.startsWith('<close')), 'the end of the stream')
    await at(bob).says(`ann@${desk.config.domains.agents}`, 'one more thing')
    await until(() => at(came).some((frame) => frame.includes('one more thing')), 'a late line')
    await tab.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))
    await tab.locator('[name=password]').waitFor({ timeout: 5_000 })
    assert.equal(await tab.locator('.shell').count(), 0)
  })

  /** As the server ends a session that nobody came back to. */
  async function endOf(resource: string): Promise<void> {
    const { api } = desk.ejabberd
    const mine = async () =>
      (await api.sessions()).find(({ jid }) => jid.startsWith(`ann@`) && jid.includes(`/${resource}`))
    await api.kick((await mine())?.jid ?? assert.fail('no session of the console'))
    await until(async () => (await mine()) === undefined, 'the end of the session')
  }
})
