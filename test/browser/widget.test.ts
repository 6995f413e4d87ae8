// The widget in a real browser, with the real desk and ejabberd behind it and an agent in an ordinary XMPP client.
import assert from 'node:assert/strict'
import { xml } from '@xmpp/client'
import { visit } from './browser.ts'
import { browserScene } from './stage.ts'

const markers = 'urn:xmpp:chat-markers:0'
const states = 'http://jabber.org/protocol/chatstates'

browserScene('the widget', (stage) => {
  it('loads, stores and connects nothing before the first click', async () => {
    const context = await stage.person()
    const requests: string[] = []
    context.on('request', (request) => requests.push(new URL(request.url()).pathname))
    const shop = await visit(context, stage.desk.http)
    await shop.page.waitForLoadState('networkidle')
    assert.deepEqual(
      requests.filter((path) => path.endsWith('.js')),
      ['/widget.js'],
    )
    assert.ok(!requests.some((path) => path.startsWith('/widget/')))
    const stored = await shop.page.evaluate(async () => ({
      keys: [...Object.keys(localStorage), ...Object.keys(sessionStorage), document.cookie].filter(Boolean),
      databases: (await indexedDB.databases()).length,
    }))
    assert.deepEqual(stored, { keys: [], databases: 0 })
    assert.deepEqual(
      Object.keys(await shop.page.evaluate(() => window)).filter((key) => /bellhop/i.test(key)),
      [],
    )
    await shop.picture('shop')
  })

  it('takes a greeting in Chinese to an agent, and brings the answer', async () => {
    const shop = await visit(await stage.person({ locale: 'zh-CN' }), stage.desk.http)
    await shop.open()
    await shop.panel.locator('.mark.in').waitFor()
    assert.match((await shop.panel.textContent()) ?? '', /在线客服/)
    await shop.picture('greeting-zh')
    await shop.says('你好，有人吗？👋')
    await shop.sees('你好，有人吗？👋', 'stored')
    const chat = await stage.chatOf('你好，有人吗？👋')
    await stage.ann.says(chat, '您好！我在，请讲。')
    await shop.sees('您好！我在，请讲。')
    assert.equal(await shop.panel.locator('.run:not(.own) .name').last().textContent(), 'Ann')
    await shop.picture('answer-zh')
  })

  it('shows what is stored and what was read, and tells the agent the same', async () => {
    const shop = await visit(await stage.person(), stage.desk.http)
    await shop.open()
    await shop.says('did you get this?')
    await shop.sees('did you get this?', 'stored')
    const question = await stage.ann.reads('did you get this?')
    const chat = question.attrs.from
    await stage.ann.sends(
      xml('message', { to: chat, type: 'chat' }, xml('displayed', { xmlns: markers, id: question.attrs.id })),
    )
    await shop.sees('did you get this?', 'read')
    const answer = await stage.ann.says(chat, 'I did', xml('markable', { xmlns: markers }))
    await stage.ann.receives((message) => message.getChild('displayed', markers)?.attrs.id === answer)
  })

  it('shows typing both ways', async () => {
    const shop = await visit(await stage.person(), stage.desk.http)
    await shop.open()
    await shop.says('hello for typing')
    const chat = await stage.chatOf('hello for typing')
    const composing = () =>
      stage.ann.messages.filter(
        (message) => message.attrs.from.startsWith(chat) && message.getChild('composing', states),
      ).length
    const before = composing()
    await shop.box.pressSequentially('I wonder')
    await stage.ann.receives(() => composing() > before)
    await stage.ann.sends(xml('message', { to: chat, type: 'chat' }, xml('composing', { xmlns: states })))
    await shop.panel.locator('.typing').waitFor()
    await shop.picture('typing')
    await stage.ann.sends(xml('message', { to: chat, type: 'chat' }, xml('paused', { xmlns: states })))
    await shop.panel.locator('.typing').waitFor({ state: 'detached' })
  })

  it('sends what was pasted from a word processor or a PDF as lines, and goes on', async () => {
    const shop = await visit(await stage.person(), stage.desk.http)
    await shop.open()
    await shop.says('one\vtwo\fthree \u0001\uffff')
    await shop.says('and then')
    await shop.sees('and then', 'stored')
    await stage.ann.reads('one\ntwo\nthree')
    await same(() => shop.texts(), ['one\ntwo\nthree', 'and then'])
  })

  it('keeps history and unsent text over a reload', async () => {
    const shop = await visit(await stage.person(), stage.desk.http)
    await shop.open()
    await shop.says('before the reload')
    await shop.sees('before the reload', 'stored')
    await stage.ann.says(await stage.chatOf('before the reload'), 'still here')
    await shop.sees('still here')
    await shop.box.pressSequentially('half a sen')
    await shop.page.reload()
    await shop.sees('before the reload')
    await shop.sees('still here')
    assert.equal(await shop.box.inputValue(), 'half a sen')
    assert.equal((await shop.texts()).join('|'), 'before the reload|still here')
  })

  it('is in step in two tabs', async () => {
    const context = await stage.person()
    const one = await visit(context, stage.desk.http)
    await one.open()
    await one.says('from the first tab')
    await one.sees('from the first tab', 'stored')
    const two = await visit(context, stage.desk.http)
    await two.open()
    await two.sees('from the first tab', 'stored')
    await two.says('from the second tab')
    await one.sees('from the second tab', 'stored')
    await stage.ann.says(await stage.chatOf('from the second tab'), 'to both')
    await one.sees('to both')
    await two.sees('to both')
    await one.says('and again')
    await two.sees('and again', 'stored')
    const expected = ['from the first tab', 'from the second tab', 'to both', 'and again']
    await same(() => one.texts(), expected)
    await same(() => two.texts(), expected)
    await stage.chatOf('and again')
    for (const text of expected.filter((each) => each !== 'to both')) assert.equal(stage.times(text), 1, text)
  })

  it('sends what was written without a network once it is back, exactly once', async () => {
    const context = await stage.person()
    const shop = await visit(context, stage.desk.http)
    await shop.open()
    await shop.says('with a network')
    await shop.sees('with a network', 'stored')
    const chat = await stage.chatOf('with a network')
    await context.setOffline(true)
    await shop.says('without a network')
    await shop.sees('without a network')
    await shop.page.reload().catch(() => undefined)
    await context.setOffline(false)
    await shop.page.goto(stage.desk.http)
    await shop.sees('without a network', 'stored')
    await stage.ann.reads('without a network')
    await stage.ann.says(chat, 'welcome back')
    await shop.sees('welcome back')
    assert.equal(stage.times('without a network'), 1)
    await same(() => shop.texts(), ['with a network', 'without a network', 'welcome back'])
  })

  it('waits for a desk that was killed, and then goes on', async () => {
    const shop = await visit(await stage.person(), stage.desk.http)
    await shop.open()
    await shop.says('before the crash')
    await shop.sees('before the crash', 'stored')
    await stage.chatOf('before the crash')
    await stage.desk.component.kill9()
    await shop.says('during the crash')
    await shop.sees('during the crash', 'sending')
    await shop.panel.locator('.bar[data-shown]').waitFor()
    await shop.picture('reconnecting')
    await stage.desk.component.start()
    await shop.sees('during the crash', 'stored')
    await shop.panel.locator('.bar:not([data-shown])').waitFor({ state: 'attached' })
    await stage.ann.reads('during the crash')
    assert.equal(stage.times('during the crash'), 1)
    await same(() => shop.texts(), ['before the crash', 'during the crash'])
  })

  it('counts answers on the button while the chat is closed', async () => {
    const shop = await visit(await stage.person(), stage.desk.http)
    await shop.open()
    await shop.says('a question, then away')
    await shop.sees('a question, then away', 'stored')
    const chat = await stage.chatOf('a question, then away')
    await shop.box.press('Escape')
    await shop.panel.waitFor({ state: 'hidden' })
    await stage.ann.says(chat, 'one')
    await stage.ann.says(chat, 'two')
    await shop.launcher.locator('.badge', { hasText: '2' }).waitFor()
    assert.equal(await shop.launcher.getAttribute('aria-label'), 'Open chat, 2 new messages')
    await shop.picture('badge')
    await shop.open()
    await shop.sees('two')
    await shop.launcher.locator('.badge').waitFor({ state: 'hidden' })
  })

  it('sends on Enter, not on Shift+Enter, and not on the Enter that ends a Chinese word', async () => {
    const shop = await visit(await stage.person({ locale: 'zh-CN' }), stage.desk.http)
    await shop.open()
    await shop.box.pressSequentially('one')
    await shop.box.press('Shift+Enter')
    await shop.box.pressSequentially('two')
    await shop.box.dispatchEvent('keydown', { key: 'Enter', isComposing: true, bubbles: true, composed: true })
    assert.equal(await shop.box.inputValue(), 'one\ntwo')
    await shop.box.press('Enter')
    await shop.sees('one\ntwo', 'stored')
    assert.equal(await shop.box.inputValue(), '')
  })

  it('shows markup as text and links only http and https', async () => {
    const shop = await visit(await stage.person(), stage.desk.http)
    await shop.open()
    await shop.says('show me')
    const chat = await stage.chatOf('show me')
    const nasty = '<img src=x onerror=alert(1)> javascript:alert(1) https://a.test/?"onclick=x'
    await stage.ann.says(chat, nasty)
    await shop.sees('<img src=x')
    assert.equal(await shop.panel.locator('.bubble img, .bubble script').count(), 0)
    const link = shop.panel.locator('.bubble a')
    assert.deepEqual(await link.evaluateAll((all) => all.map((a) => a.getAttribute('href'))), ['https://a.test/'])
    assert.match((await link.first().getAttribute('rel')) ?? '', /noopener/)
  })

  it('fills a phone’s screen, in the dark too', async () => {
    const viewport = { width: 375, height: 720 }
    const shop = await visit(
      await stage.person({ viewport, colorScheme: 'dark', hasTouch: true, isMobile: true }),
      stage.desk.http,
    )
    await shop.open()
    await shop.says('on the phone')
    await shop.sees('on the phone', 'stored')
    const { x, y, width, height } = (await shop.panel.boundingBox()) ?? assert.fail('no panel')
    assert.deepEqual([x, y, width, height].map(Math.round), [0, 0, 375, 720])
    await shop.picture('phone-dark')
  })
})

async function same(actual: () => Promise<string[]>, expected: string[]): Promise<void> {
  const end = Date.now() + 10_000
  while (String(await actual()) !== String(expected) && Date.now() < end)
    await new Promise((next) => setTimeout(next, 50))
  assert.deepEqual(await actual(), expected)
}
