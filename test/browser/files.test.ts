// Files from the widget: chosen, pasted and dropped; refused with a reason; and harmless where they are served.
import assert from 'node:assert/strict'
import type { Locator } from 'playwright-core'
import { ask } from '../http/ask.ts'
import { type Shown, visit } from './browser.ts'
import { browserScene } from './stage.ts'

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAIAAABLbSncAAAAFElEQVR4nGP8z8DwnwEPYMInOXwUAAA5nQIOnSz/VQAAAABJRU5ErkJggg==',
  'base64',
)
const picture = (name: string) => ({ name, mimeType: 'image/png', buffer: png })

browserScene('files from the widget', (stage) => {
  const tray = ({ panel }: Shown): Locator => panel.locator('.tray li')
  const choose = (shop: Shown, ...files: { name: string; mimeType: string; buffer: Buffer }[]) =>
    shop.panel.locator('input[type=file]').setInputFiles(files)

  /** Hands files to the panel or its box by an event that a test can't cause by itself. */
  const give = (target: Locator, type: 'paste' | 'drop', name: string) =>
    target.evaluate(
      (element, { type, name, bytes }) => {
        const data = new DataTransfer()
        data.items.add(new File([Uint8Array.from(bytes)], name, { type: 'image/png' }))
        const init = { bubbles: true, composed: true, cancelable: true }
        element.dispatchEvent(
          type === 'paste'
            ? new ClipboardEvent('paste', { ...init, clipboardData: data })
            : new DragEvent('drop', { ...init, dataTransfer: data }),
        )
      },
      { type, name, bytes: [...png] },
    )

  it('go to the agent when they are sent, beside what is being written, and show as pictures', async () => {
    const shop = await visit(await stage.person(), stage.desk.http)
    await shop.open()
    await shop.says('I have pictures')
    await shop.sees('I have pictures', 'stored')
    const chat = await stage.chatOf('I have pictures')
    await choose(shop, picture('裂缝 <b>.png'), {
      ...{ name: 'invoice.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7 …') },
    })
    await give(shop.box, 'paste', 'pasted.png')
    await give(shop.panel, 'drop', 'dropped.png')
    await tray(shop).filter({ hasText: 'Ready' }).nth(3).waitFor()
    assert.equal(await tray(shop).locator('img').count(), 3)
    assert.equal(await tray(shop).locator('b').count(), 0)
    await shop.picture('files')
    await shop.panel.getByRole('button', { name: 'Remove dropped.png' }).click()
    await shop.says('see the rim')
    await tray(shop).first().waitFor({ state: 'detached' })
    await shop.sees('see the rim', 'stored')

    const got = async (end: RegExp) =>
      (
        await stage.ann.receives((message) =>
          end.test(message.getChild('x', 'jabber:x:oob')?.getChildText('url') ?? ''),
        )
      )
        .getChild('x', 'jabber:x:oob')
        ?.getChildText('url') as string
    for (const end of [/_b_\.png$/, /invoice\.pdf$/, /pasted\.png$/]) assert.match(await got(end), /\/upload\//)
    await shop.panel.locator('.picture img').nth(1).waitFor()
    assert.match((await shop.panel.locator('.document').innerText()) ?? '', /invoice\.pdf/)
    assert.ok(!stage.ann.messages.some((message) => message.toString().includes('dropped.png')))
    await shop.page.reload()
    await shop.panel.locator('.picture img').nth(1).waitFor()
    assert.equal(await shop.panel.locator('.picture img').count(), 2)
    await stage.ann.says(chat, 'thank you')
    await shop.sees('thank you')
  })

  it('hold a text that is too long for a message, whole, when it is pasted; a picture of a text stays away', async () => {
    const shop = await visit(await stage.person(), stage.desk.http)
    await shop.open()
    const paste = (text: string) =>
      shop.box.evaluate((box, text) => {
        const clipboardData = new DataTransfer()
        clipboardData.setData('text/plain', text)
        clipboardData.items.add(new File(['a picture of it'], 'image.png', { type: 'image/png' }))
        const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, composed: true, cancelable: true })
        return box.dispatchEvent(event)
      }, text)
    assert.equal(await paste('short'), true, 'left to the box')
    await shop.box.fill('The log: ')
    assert.equal(await paste(`${'行 '.repeat(4996)}`), false)
    await tray(shop).filter({ hasText: 'text.txt' }).filter({ hasText: 'Ready' }).waitFor()
    assert.equal(await tray(shop).count(), 1)
    await shop.box.press('Enter')
    const url = await stage.ann.receives((message) => /text\.txt$/.test(message.getChildText('body') ?? ''))
    const answer = await fetch(url.getChildText('body') ?? '')
    assert.equal(await answer.text(), '行 '.repeat(4996))
    assert.equal(await shop.box.inputValue(), '')
  })

  it('are refused with a reason when they are too large, of a wrong kind, or not what they say', async () => {
    const shop = await visit(await stage.person(), stage.desk.http)
    await shop.open()
    await shop.panel.locator('.mark.in').waitFor()
    const sees = (text: string) => tray(shop).filter({ hasText: text }).waitFor()
    const html = Buffer.from('<!doctype html><script>alert(1)</script>')
    await choose(shop, { name: 'page.png', mimeType: 'image/png', buffer: html })
    await sees('not what its name says')
    await choose(shop, { name: 'page.html', mimeType: 'text/html', buffer: html })
    await sees('Files of this kind')
    await choose(shop, { name: 'empty.txt', mimeType: 'text/plain', buffer: Buffer.alloc(0) })
    await sees('This file is empty')
    await choose(shop, { name: 'huge.txt', mimeType: 'text/plain', buffer: Buffer.alloc(5_242_881, 'a') })
    await sees('too large; 5 MB is the most')
    assert.equal(await shop.panel.locator('.send').isDisabled(), true)
    await shop.picture('files-refused')
  })

  it('wait for a network, and go with a second try', async () => {
    const context = await stage.person()
    const shop = await visit(context, stage.desk.http)
    await shop.open()
    await shop.says('one file comes')
    await shop.sees('one file comes', 'stored')
    await context.route('**/upload/**', (route) => route.abort())
    await choose(shop, picture('late.png'))
    await tray(shop).filter({ hasText: 'The upload failed' }).waitFor()
    await context.unroute('**/upload/**')
    await tray(shop).getByRole('button', { name: 'Try again' }).click()
    await tray(shop).filter({ hasText: 'Ready' }).waitFor()
    await shop.panel.locator('.send').click()
    await shop.panel.locator('.own .picture img').waitFor()
  })

  it('are served as nothing but themselves, whoever put them there by whatever way', async () => {
    const shop = await visit(await stage.person(), stage.desk.http)
    await shop.open()
    await shop.panel.locator('.mark.in').waitFor()
    const slot = shop.page.waitForRequest((request) => request.method() === 'PUT')
    await choose(shop, picture('a.png'))
    const put = await slot
    await tray(shop).filter({ hasText: 'Ready' }).waitFor()
    const { origin, pathname } = new URL(put.url())
    const { headers } = await ask(origin, { path: pathname })
    assert.equal(headers['content-type'], 'image/png')
    assert.equal(headers['x-content-type-options'], 'nosniff')
    assert.match(String(headers['content-security-policy']), /default-src 'none'.*sandbox/)
    // A slot is for one name, size and time: nothing else can be put under it, nor anything a second time.
    const again = await ask(origin, {
      method: 'PUT',
      path: pathname,
      body: '<script>',
      headers: { 'content-length': '8' },
    })
    assert.ok(again.status >= 400, String(again.status))
  })
})
