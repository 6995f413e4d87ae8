// The console in a real browser beside the same agent's stock client, with the real desk, ejabberd and widget.
import assert from 'node:assert/strict'
import type { Browser } from 'playwright-core'
import { type DemoAgent, startDesk, type TestDesk } from '../harness/desk.ts'
import { until } from '../harness/until.ts'
import { openBrowser, type Shown as Shop, visit } from './browser.ts'
import { atConsole, isReady, type Shown, show, signInAs } from './console.ts'

describe('the console', function () {
  this.timeout(60_000)
  let desk: TestDesk
  let browser: Browser
  let ann: Shown
  let shop: Shop

  before(async () => {
    ;[desk, browser] = await Promise.all([startDesk(), openBrowser()])
    const context = await browser.newContext({ locale: 'en-GB' })
    shop = await visit(context, desk.http)
  })
  after(async () => {
    await browser?.close()
    await desk?.stop()
  })

  it('refuses a wrong password in words, and then takes the right one', async () => {
    const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1360, height: 820 } })
    const page = await context.newPage()
    const problems: string[] = []
    page.on('console', (message) => message.type() === 'error' && problems.push(message.text()))
    page.on('pageerror', (error) => problems.push(String(error)))
    await page.goto(`${desk.http}/console`)
    await page.locator('[name=address]').fill('ann')
    await page.locator('[name=password]').fill('not hers')
    await page.locator('button[type=submit]').click()
    await page.getByText('The address or the password is not right.').waitFor()
    await signInAs(page, desk, 'ann')
    ann = show(page, context)
    assert.deepEqual(problems, [])
  })

  it('tries a server that is not there again, until one thinks better of it', async () => {
    const page = await (await browser.newContext({ locale: 'en-GB' })).newPage()
    await page.goto(`${desk.http}/console`)
    await page.locator('[name=address]').fill('ann@elsewhere.test')
    await page.locator('[name=password]').fill('hers')
    await page.locator('button[type=submit]').click()
    await page.getByText('The desk can’t be reached.').waitFor()
    await page.getByRole('button', { name: 'Cancel' }).click()
    await signInAs(page, desk, 'cem')
    await show(page, page.context()).leaves()
  })

  it('keeps no password, only a key that can’t be read', async () => {
    const { password } = desk.agents[0] as DemoAgent
    const kept = await ann.page.evaluate(async () => {
      const opening = indexedDB.open('bellhop console')
      await new Promise((resolve) => {
        opening.onsuccess = resolve
      })
      const request = opening.result.transaction('facts').objectStore('facts').get('login')
      await new Promise((resolve) => {
        request.onsuccess = resolve
      })
      opening.result.close()
      const { secret } = request.result
      const read = await crypto.subtle.exportKey('raw', secret.key).catch(() => 'refused')
      const all = JSON.stringify([request.result, Object.entries(localStorage), Object.entries(sessionStorage)])
      return { read, all, extractable: secret.key.extractable }
    })
    assert.equal(kept.read, 'refused')
    assert.equal(kept.extractable, false)
    assert.ok(!kept.all.includes(password) && !kept.all.includes(btoa(password)))
  })

  it('rings for a new conversation until it is looked at, and answers it', async () => {
    await shop.open()
    await shop.says('My mug came with a chip.')
    await ann.page.locator('[data-rings]').waitFor()
    assert.equal(await ann.page.title(), '(1) Bellhop')
    await ann.page.locator('link[rel=icon][href^="data:image/png"]').waitFor({ state: 'attached' })
    await ann.picture('ring')
    await ann.page.locator('[data-rings]').click()
    await ann.sees('My mug came with a chip.', '.visitor')
    await until(async () => (await ann.page.title()) === 'Bellhop', 'the title')
    assert.equal(await ann.page.locator('[data-rings]').count(), 0)
    await ann.page.locator('link[rel=icon][href$="icon.svg"]').waitFor({ state: 'attached' })
    await ann.says('I am sorry! A new one leaves tomorrow.')
    await shop.sees('I am sorry! A new one leaves tomorrow.')
    await ann.sees('A new one leaves', '[data-state=read]')
    await ann.picture('conversation')
  })

  it('shows typing both ways', async () => {
    await shop.box.pressSequentially('and')
    await ann.page.locator('.log .typing').waitFor()
    await shop.box.fill('')
    await ann.box.pressSequentially('wait')
    await shop.panel.locator('.typing').waitFor()
    await ann.box.fill('')
  })

  it('sends what was pasted from elsewhere as lines, and goes on', async () => {
    await ann.says('glazed\vfired\fcooled \u0001\uffff')
    await shop.sees('glazed\nfired\ncooled')
    await ann.page.getByRole('button', { name: 'Note', exact: true }).click()
    await ann.says('pasted \uffff too')
    await ann.sees('pasted \ufffd too', '.note')
    await ann.page.getByRole('button', { name: 'Answer', exact: true }).click()
  })

  it('corrects, answers a line, reacts and takes back', async () => {
    await ann.says('It leaves tomorow.')
    await shop.sees('It leaves tomorow.')
    await ann.sees('It leaves tomorow.', '[data-state=stored], .line[data-state=read]')
    await ann.box.press('ArrowUp')
    await until(async () => (await ann.box.inputValue()) === 'It leaves tomorow.', 'the line in the box')
    await ann.says('It leaves tomorrow.')
    await shop.sees('It leaves tomorrow.')
    const line = await ann.sees('My mug came')
    await ann.does(line, 'React')
    await line.getByRole('button', { name: '👍' }).click()
    await shop.panel.locator('.line', { hasText: '👍' }).waitFor()
    await line.getByRole('button', { name: 'Answer this line' }).click()
    await ann.says('Which glaze was it?')
    await shop.panel.locator('.bubble', { hasText: 'Which glaze' }).locator('q', { hasText: 'My mug came' }).waitFor()
    await ann.says('wrong window')
    const wrong = await ann.sees('wrong window', '[data-state=read], .line[data-state=stored]')
    await ann.does(wrong, 'Take back')
    await shop.sees('Message taken back')
    await ann.page.locator('.bubble.gone').waitFor()
  })

  it('does all of that without a mouse', async () => {
    const { page } = ann
    const line = page.locator('main .line:focus-within')
    const log = page.getByRole('log')
    await log.focus()
    for (let tries = 0; !(await line.filter({ hasText: 'Which glaze was it?' }).count()); tries++) {
      assert.ok(tries < 12, 'the arrows never came to the line')
      await page.keyboard.press('ArrowUp')
    }
    const toButton = async (name: string) => {
      await line.getByRole('button', { name }).first().waitFor()
      for (
        let tries = 0;
        !(await page.locator('button:focus').and(page.getByRole('button', { name })).count());
        tries++
      ) {
        assert.ok(tries < 12, `Tab never came to “${name}”`)
        await page.keyboard.press('Tab')
      }
      await page.keyboard.press('Enter')
    }
    await toButton('React')
    await toButton('👀')
    await line.filter({ hasText: '👀' }).waitFor()
    await shop.panel.locator('.line', { hasText: '👀' }).waitFor()
    await toButton('Answer this line')
    await ann.says('by keyboard')
    await shop.panel.locator('.bubble', { hasText: 'by keyboard' }).locator('q', { hasText: 'Which glaze' }).waitFor()
    await ann.sees('by keyboard', '[data-state=read], .line[data-state=stored]')
    await log.focus()
    await page.keyboard.press('ArrowUp')
    await line.filter({ hasText: 'by keyboard' }).waitFor()
    await toButton('Take back')
    await shop.panel.locator('.bubble', { hasText: 'by keyboard' }).waitFor({ state: 'detached' })
  })

  it('keeps notes and commands from the visitor, and what was pasted is text', async () => {
    await ann.box.press('Alt+n')
    assert.equal(await ann.page.locator('.composer').getAttribute('data-mode'), 'note')
    await ann.says('chipped twice already')
    await ann.page.locator('main .line.note', { hasText: 'chipped twice already' }).waitFor()
    await ann.page.locator('.pane li.note', { hasText: 'chipped twice already' }).waitFor()
    await ann.picture('note')
    await ann.box.press('Alt+n')
    await ann.box.fill('!hepl')
    await ann.page.getByText('A command: it does not go to the visitor.').waitFor()
    await ann.box.press('Enter')
    await ann.sees('There is no command “hepl”', '.desk')
    await ann.page.evaluate(() => {
      const data = new DataTransfer()
      data.setData('text/plain', '!important: red')
      const box = document.querySelector('.composer textarea') as HTMLTextAreaElement
      box.focus()
      box.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
      document.execCommand('insertText', false, '!important: red')
    })
    await ann.page.getByText('It goes out as it is').waitFor()
    await ann.box.press('Enter')
    await shop.sees('!important: red')
    const texts = (await shop.texts()).join('\n')
    assert.ok(!/hepl|chipped twice|!!/.test(texts), texts)
  })

  it('keeps a note that is not finished a note, and takes no files into it', async () => {
    const mode = () => ann.page.locator('.composer').getAttribute('data-mode')
    await ann.box.press('Alt+n')
    await ann.box.fill('he lies about the rim')
    await ann.goes('#/people/bob')
    await ann.page.locator('main[data-kind=person]').waitFor()
    assert.equal(await mode(), 'answer')
    await ann.opens(1)
    await until(async () => (await ann.box.inputValue()) === 'he lies about the rim', 'the draft')
    assert.equal(await mode(), 'note')
    assert.equal(await ann.page.locator('.attach').count(), 0)
    const paste = (text: string) =>
      ann.box.evaluate((box, text) => {
        const clipboardData = new DataTransfer()
        if (text) clipboardData.setData('text/plain', text)
        clipboardData.items.add(new File(['x'], 'rim.png', { type: 'image/png' }))
        const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true })
        return box.dispatchEvent(event)
      }, text)
    await paste('')
    await ann.page.getByText('A note takes no files').waitFor()
    await paste('x'.repeat(10_001))
    await ann.page.getByText('That is too long').waitFor()
    assert.equal(await paste('a picture of it is no file'), true, 'left to the box')
    // An answer to a line is no note; the note waits.
    const line = await ann.sees('My mug came')
    await ann.does(line, 'Answer this line')
    await until(async () => (await ann.box.inputValue()) === '', 'an empty box')
    assert.equal(await mode(), 'answer')
    await ann.page.keyboard.press('Escape')
    await until(async () => (await ann.box.inputValue()) === 'he lies about the rim', 'the note')
    assert.equal(await mode(), 'note')
    await ann.box.fill('')
    await ann.box.press('Alt+n')
    await ann.box.fill('half an answer')
    const own = await ann.sees('important: red', '.own')
    await ann.does(own, 'Correct')
    await until(async () => (await ann.box.inputValue()).includes('important: red'), 'the line')
    await ann.says('!important: blue')
    await shop.sees('!important: blue')
    assert.equal(await ann.box.inputValue(), 'half an answer')
    await paste('行'.repeat(10_001))
    const file = shop.panel.locator('a[href$="text.txt"]')
    await file.waitFor()
    const kept = await fetch((await file.getAttribute('href')) ?? '')
    assert.equal(await kept.text(), '行'.repeat(10_001))
  })

  it('keeps the drafts of two pages of the same agent', async () => {
    const tab = await ann.context.newPage()
    await tab.goto(`${desk.http}/console/#/people/cem`)
    await isReady(tab)
    await ann.box.fill('written in the first')
    await tab.locator('.composer textarea').fill('written in the second')
    const kept = () =>
      tab.evaluate(async () => {
        const opening = indexedDB.open('bellhop console')
        await new Promise((resolve) => {
          opening.onsuccess = resolve
        })
        const request = opening.result.transaction('facts').objectStore('facts').getAll()
        await new Promise((resolve) => {
          request.onsuccess = resolve
        })
        opening.result.close()
        return JSON.stringify(request.result)
      })
    await until(async () => /in the first.*in the second|in the second.*in the first/.test(await kept()), 'both')
    await ann.page.reload()
    await isReady(ann.page)
    assert.equal(await ann.box.inputValue(), 'written in the first')
    await ann.box.fill('')
    await tab.reload()
    await isReady(tab)
    assert.equal(await tab.locator('.composer textarea').inputValue(), 'written in the second')
    await tab.locator('.composer textarea').fill('')
    await tab.close()
  })

  it('tells of what comes while older lines are read, and leaves them where they are', async () => {
    const log = ann.page.locator('main .log')
    const place = () => log.evaluate((box) => box.scrollTop)
    await ann.page.setViewportSize({ width: 1360, height: 420 })
    await log.evaluate((box) => box.scrollTo({ top: 0 }))
    const toEnd = ann.page.locator('.to-end')
    await toEnd.waitFor()
    assert.equal(await toEnd.innerText(), '')
    const before = await place()
    await shop.says('Are you there?')
    await toEnd.getByText('1 new').waitFor()
    assert.equal(await place(), before)
    await toEnd.click()
    await toEnd.waitFor({ state: 'detached' })
    await ann.page.setViewportSize({ width: 1360, height: 820 })
  })

  it('says so of a conversation that is nobody’s or not hers, and does not ask on and on', async () => {
    let asked = 0
    const tab = await ann.context.newPage()
    tab.on('websocket', (socket) =>
      socket.on('framesent', ({ payload }) => {
        if (/to="chat-9999@.*urn:xmpp:mam:2/.test(String(payload))) asked++
      }),
    )
    await tab.goto(`${desk.http}/console/#/chats/9999`)
    await tab.getByText('There is no conversation #9999 for you.').waitFor()
    assert.equal(asked, 1)
    await tab.close()
  })

  it('closes nothing that was opened after a slow command', async () => {
    const tab = await ann.context.newPage()
    let held: (() => void)[] | undefined
    await tab.routeWebSocket(/\/ws$/, (page) => {
      const server = page.connectToServer()
      server.onMessage((frame) => (held ? held.push(() => page.send(frame)) : page.send(frame)))
    })
    await tab.goto(`${desk.http}/console/#/desk`)
    await isReady(tab)
    await tab.keyboard.press('Control+k')
    await tab.getByRole('combobox').fill('canned')
    await tab.getByRole('option', { name: /canned reply of your own/ }).click()
    const dialog = tab.getByRole('dialog')
    await dialog.locator('[name=name]').fill('slow')
    await dialog.locator('[name=text]').fill('Slowly.')
    held = []
    await dialog.getByRole('button', { name: 'Do it' }).click()
    await tab.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    await tab.getByRole('button', { name: 'Settings' }).click()
    await dialog.getByText('Test the alert').waitFor()
    for (const frame of held.splice(0)) frame()
    held = undefined
    await tab.locator('.toast', { hasText: '“slow” is kept' }).waitFor()
    assert.equal(await dialog.getByText('Test the alert').count(), 1)
    await tab.close()
  })

  it('offers canned replies by “:”, with how they read', async () => {
    await ann.goes('#/desk')
    await ann.says('canned post Dear {visitor.name}, it is on its way. {agent.name}')
    await ann.sees('“post” is kept')
    await ann.opens(1)
    await ann.box.pressSequentially(':po')
    await ann.page.locator('.canned .preview', { hasText: 'Dear Visitor 1, it is on its way. Ann' }).waitFor()
    await ann.picture('canned')
    await ann.box.press('Enter')
    assert.equal(await ann.box.inputValue(), 'Dear Visitor 1, it is on its way. Ann')
    await ann.box.press('Enter')
    await shop.sees('Dear Visitor 1, it is on its way. Ann')
  })

  it('hands over a picture, and shows the visitor’s', async () => {
    const pixels =
      'iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAIAAABLbSncAAAAFElEQVR4nGP8z8DwnwEPYMInOXwUAAA5nQIOnSz/VQAAAABJRU5ErkJggg=='
    await ann.page.locator('.attach input').setInputFiles({
      name: 'glaze 釉.png',
      mimeType: 'image/png',
      buffer: Buffer.from(pixels, 'base64'),
    })
    await ann.page.locator('main .line.own .picture img').waitFor()
    await shop.panel.locator('.picture img').waitFor()
  })

  it('draws any command out of its form', async () => {
    await ann.page.keyboard.press('Control+k')
    await ann.page.getByRole('combobox').fill('block')
    await ann.page.getByRole('option', { name: /Block the visitor/ }).waitFor()
    await ann.picture('palette')
    await ann.page.keyboard.press('Enter')
    const dialog = ann.page.getByRole('dialog')
    await dialog.getByLabel(/For how long/).fill('soon')
    await dialog.getByRole('button', { name: 'Do it' }).click()
    await dialog.getByText('“soon” is no span of time').waitFor()
    await ann.picture('form')
    await ann.page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
  })

  it('says that the browser blocks sound, until one clicks; and shows what an alert is like', async () => {
    // As browsers with a window do it: a new tab, where nobody has clicked yet, is silent.
    const strict = await openBrowser(['--autoplay-policy=document-user-activation-required'])
    const hana = await atConsole(strict, desk, 'hana')
    const tab = await hana.context.newPage()
    const devtools = await hana.context.newCDPSession(tab)
    await tab.goto(`${desk.http}/console/`)
    // Not by a locator: what it runs in the page counts as a click.
    const isBlocked = async () => {
      const { root } = await devtools.send('DOM.getDocument')
      const found = await devtools.send('DOM.querySelector', { nodeId: root.nodeId, selector: '[data-banner=sound]' })
      return found.nodeId !== 0
    }
    await until(isBlocked, 'the bar that says so')
    const bar = tab.locator('[data-banner=sound]')
    await bar.getByRole('button').click()
    await bar.waitFor({ state: 'detached' })
    await strict.close()
    await ann.context.grantPermissions(['notifications'])
    await ann.page.getByRole('button', { name: 'Settings' }).click()
    const shown = ann.page.evaluate(
      () =>
        new Promise<string>((resolve) => {
          const Plain = window.Notification
          window.Notification = class extends Plain {
            constructor(title: string, options?: NotificationOptions) {
              super(title, options)
              resolve(title)
            }
          }
        }),
    )
    await ann.page.getByRole('button', { name: 'Test the alert' }).click()
    assert.equal(await shown, 'This is how a new conversation looks')
    await ann.page.keyboard.press('Escape')
  })

  it('hands a conversation over to a colleague who declines, then accepts, and asks one in', async () => {
    const bob = await atConsole(browser, desk, 'bob')
    const handOver = async (note: string) => {
      await ann.page.getByRole('button', { name: 'Hand over' }).click()
      const dialog = ann.page.getByRole('dialog')
      await dialog.locator('[name=to]').selectOption('bob')
      await dialog.locator('[name=note]').fill(note)
      await dialog.getByRole('button', { name: 'Do it' }).click()
    }
    await handOver('if you like')
    await bob.page.locator('.offer', { hasText: 'if you like' }).waitFor()
    assert.equal(await bob.page.title(), '(1) Bellhop')
    await bob.page.getByRole('button', { name: 'Decline' }).click()
    await bob.page.locator('.offer').waitFor({ state: 'detached' })
    await ann.sees('Bob can’t take it now; the conversation stays with you.', '.desk')
    await ann.says('still with Ann')
    await shop.sees('still with Ann')
    assert.equal(await bob.page.locator('.row a[data-thread^="chat-1@"]').count(), 0)
    await handOver('knows glazes')
    await bob.page.locator('.offer', { hasText: 'knows glazes' }).waitFor()
    await bob.picture('offer')
    await bob.page.getByRole('button', { name: 'Accept' }).click()
    await bob.sees('My mug came with a chip.', '.visitor')
    await bob.sees('It leaves tomorrow.', '.colleague')
    await ann.page.getByText('This conversation is not yours any more.').waitFor()
    await bob.page.getByRole('button', { name: 'Ask somebody in' }).click()
    await bob.page.getByRole('dialog').locator('[name=colleague]').selectOption('ann')
    await bob.page.getByRole('dialog').getByRole('button', { name: 'Do it' }).click()
    await ann.page.locator('main[data-thread^="chat-1@"] .tool[title="Hand over"]').waitFor()
    await bob.says('Bob here')
    await ann.sees('Bob here', '.colleague')
    await ann.says('and Ann')
    await bob.sees('and Ann', '.colleague')
    await shop.sees('and Ann')
    await bob.box.press('Alt+n')
    await bob.says('he was here in May')
    await ann.page.locator('main .line.note', { hasText: 'he was here in May' }).waitFor()
    await ann.page.locator('.pane li.note', { hasText: 'he was here in May' }).waitFor()
    assert.equal(await ann.page.locator('main .line', { hasText: 'he was here in May' }).count(), 1)
    await bob.page.getByRole('button', { name: 'Close', exact: true }).click()
    await bob.page.getByRole('dialog').getByRole('button', { name: 'Do it' }).click()
    await shop.panel.getByText('This conversation is closed').first().waitFor()
    await bob.leaves()
  })

  it('takes who waits, from the list', async () => {
    await ann.page.getByRole('button', { name: 'Busy' }).click()
    await ann.page.locator('.busy[aria-pressed=true]').waitFor()
    const other = await visit(await browser.newContext({ locale: 'zh-CN' }), desk.http)
    await other.open()
    await other.says('你好，有人吗？')
    const row = ann.page.locator('.row.waiting', { hasText: '你好，有人吗？' })
    await row.waitFor()
    await ann.picture('waiting')
    const tab = await ann.context.newPage()
    await tab.goto(`${desk.http}/console/`)
    await isReady(tab)
    await ann.page.bringToFront()
    await row.getByRole('button', { name: 'Take' }).click()
    await ann.sees('你好，有人吗？', '.visitor')
    await row.waitFor({ state: 'detached' })
    // Looked at here, it rings nowhere else, and the visitor knows.
    await other.sees('你好，有人吗？', 'read')
    await tab.locator('.row a[data-thread^="chat-2@"]:not([data-rings])').waitFor()
    await tab.reload()
    await isReady(tab)
    assert.equal(await tab.locator('.row a[data-thread^="chat-2@"] .badge').count(), 0)
    await tab.close()
    await ann.page.getByRole('button', { name: 'Normal' }).click()
    await ann.page.locator('.normal[aria-pressed=true]').waitFor()
  })

  it('talks with colleagues, and in rooms where being named counts', async () => {
    const bob = await atConsole(browser, desk, 'bob')
    await ann.goes('#/people/bob')
    await ann.says('lunch?')
    const row = bob.page.locator('.row a[data-thread^="ann@"]')
    await row.locator('.badge', { hasText: '1' }).waitFor()
    await row.click()
    await bob.sees('lunch?')
    await bob.says('yes')
    await ann.sees('yes')
    await ann.page.getByRole('button', { name: 'Join or make a room' }).click()
    await ann.page.getByLabel('Name of the room').fill('Glazes')
    await ann.page.getByRole('button', { name: 'Join', exact: true }).click()
    await ann.page.locator('main[data-kind=room]').waitFor()
    await ann.page.locator('.pane .person', { hasText: 'Bob' }).getByRole('button').click()
    await bob.page.getByRole('button', { name: 'Join', exact: true }).click()
    await ann.page.locator('.pane li', { hasText: 'Bob' }).first().waitFor()
    await ann.page.locator('.heading p', { hasText: /^2 here$/ }).waitFor()
    await ann.says('morning, Bob')
    await ann.sees('morning, Bob', '[data-state=stored]')
    await bob.page.locator('.row a[data-thread^="glazes@"] .badge', { hasText: '@1' }).waitFor()
    await bob.goes('#/rooms/glazes')
    await bob.sees('morning, Bob')
    await bob.says('hi')
    await ann.sees('hi')
    await ann.picture('room')
    await ann.page.getByRole('button', { name: 'Leave the room' }).click()
    await ann.page.getByText('You are not in this room.').waitFor()
    assert.equal(await ann.box.count(), 0)
    await ann.page.locator('.not-here').getByRole('button', { name: 'Join' }).click()
    await ann.box.waitFor()
    await ann.says('here again')
    await bob.sees('here again')
    await bob.leaves()
  })

  it('shows one’s own figures of today', async () => {
    await ann.goes('#/')
    const figure = (name: string) => ann.page.locator('.figures div', { hasText: name }).locator('dd')
    await until(async () => (await figure('conversations').innerText()) === '2', 'two conversations taken')
    assert.equal(await figure('closed').innerText(), '0')
    assert.ok(Number(await figure('lines written').innerText()) >= 8)
    await ann.opens(1)
  })

  it('asks for notifications when the first would have been of use, and shows the next', async () => {
    const { context } = ann
    const page = await context.newPage()
    const devtools = await context.newCDPSession(page)
    const { browserContextId } = (await devtools.send('Target.getTargetInfo')).targetInfo
    const notifications = { permission: { name: 'notifications' }, origin: desk.http, browserContextId }
    const allow = (setting: 'prompt' | 'granted') =>
      devtools.send('Browser.setPermission', { ...notifications, setting } as never)
    await allow('prompt')
    await page.goto(`${desk.http}/console/`)
    await isReady(page)
    assert.equal(await page.evaluate(() => Notification.permission), 'default')
    const bar = page.locator('[data-banner=notify]')
    assert.equal(await bar.count(), 0)
    await devtools.send('Emulation.setFocusEmulationEnabled', { enabled: false })
    await ann.page.bringToFront()
    await until(() => page.evaluate(() => !document.hasFocus()), 'the window in the background')
    await shop.says('Are you still there?')
    await bar.waitFor()
    await allow('granted')
    const shown = page.evaluate(
      () =>
        new Promise<string>((resolve) => {
          const Plain = window.Notification
          window.Notification = class extends Plain {
            constructor(title: string, options?: NotificationOptions) {
              super(title, options)
              resolve(`${title}: ${options?.body}`)
            }
          }
        }),
    )
    // Not by the mouse, which would bring the window to the front.
    await bar.getByRole('button', { name: 'Yes' }).dispatchEvent('click')
    await bar.waitFor({ state: 'detached' })
    await shop.says('Hello?')
    assert.equal(await shown, 'Visitor 1: Hello?')
    await page.close()
  })

  it('says what the keys do', async () => {
    await ann.box.press('?')
    await ann.page.getByRole('dialog').getByText('commands and places').waitFor()
    await ann.picture('keys')
    await ann.page.keyboard.press('Escape')
    await ann.page.keyboard.press('Alt+ArrowDown')
    await ann.page.keyboard.press('Alt+v')
    await ann.page.keyboard.press('Alt+i')
    await ann.page.getByRole('dialog').getByText('New issue').waitFor()
    await ann.page.keyboard.press('Escape')
  })

  it('signs out and forgets the key', async () => {
    await ann.page.getByRole('button', { name: 'Settings' }).click()
    await ann.page.getByRole('button', { name: 'Sign out' }).click()
    await ann.page.locator('[name=password]').waitFor()
    await ann.page.reload()
    await ann.page.locator('[name=password]').waitFor()
  })
})
