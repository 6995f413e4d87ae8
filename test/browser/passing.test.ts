// Replies, reactions, what was taken back, and pictures, as a visitor sees them.
import assert from 'node:assert/strict'
import { xml } from '@xmpp/client'
import { visit } from './browser.ts'
import { browserScene } from './stage.ts'

const pixels =
  'iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAIAAABLbSncAAAAFElEQVR4nGP8z8DwnwEPYMInOXwUAAA5nQIOnSz/VQAAAABJRU5ErkJggg=='

browserScene('the widget, besides words', (stage) => {
  it('shows quotes, reactions, tombstones and pictures, also after a reload and on another device', async () => {
    const context = await stage.person()
    const asked: string[] = []
    const uploads = stage.desk.websocket.replace(/^ws/, 'http').replace(/\/[^/]*$/, '/upload')
    await context.route(/\.(png|jpg)$/, (route) => {
      asked.push(route.request().url())
      return route.fulfill({ contentType: 'image/png', body: Buffer.from(pixels, 'base64') })
    })
    const shop = await visit(context, stage.desk.http)
    await shop.open()
    await shop.says('Do you have it in blue?')
    const question = await stage.ann.reads('Do you have it in blue?')
    const chat = question.attrs.from.split('/')[0] as string
    const send = (...children: ReturnType<typeof xml>[]) =>
      stage.ann.sends(xml('message', { to: chat, type: 'chat', id: String(Math.random()) }, ...children))

    const reply = xml('reply', { xmlns: 'urn:xmpp:reply:0', to: chat, id: question.attrs.id })
    await stage.ann.says(chat, 'Yes, in three blues', reply)
    await shop.sees('Yes, in three blues')
    const answer = shop.panel.locator('.line').filter({ hasText: 'Yes, in three blues' })
    assert.equal(await answer.locator('.quote').innerText(), 'Do you have it in blue?')
    assert.ok(!(await answer.locator('.bubble').innerText()).includes('>'))

    const reactions = xml('reactions', { xmlns: 'urn:xmpp:reactions:0', id: question.attrs.id })
    await send(reactions.append(xml('reaction', {}, '👍')) ?? reactions)
    const own = shop.panel.locator('.own .line').filter({ hasText: 'in blue?' })
    await own.locator('.reactions li').waitFor()
    assert.equal(await own.locator('.reactions').innerText(), '👍')

    for (const [url, shown] of [
      [`${uploads}/agents/1/blue.png`, true],
      ['https://elsewhere.test/red.png', false],
    ] as const) {
      await stage.ann.says(chat, url, xml('x', { xmlns: 'jabber:x:oob' }, xml('url', {}, url)))
      const link = shop.panel.locator(`a[href="${url}"]`)
      await link.waitFor()
      assert.equal(await link.locator('img').count(), shown ? 1 : 0)
      assert.deepEqual(
        [await link.getAttribute('target'), (await link.getAttribute('rel'))?.includes('noopener')],
        ['_blank', true],
      )
    }

    const wrong = await stage.ann.says(chat, 'Wrong window')
    await shop.sees('Wrong window')
    await send(xml('retract', { xmlns: 'urn:xmpp:message-retract:1', id: wrong }))
    await shop.sees('Message taken back')
    await shop.picture('besides-words')

    const all = async () => ({
      texts: await shop.texts(),
      reactions: await shop.panel.locator('.reactions').allInnerTexts(),
      pictures: await shop.panel.locator('.picture img').count(),
    })
    const before = await all()
    assert.ok(!before.texts.join().includes('Wrong window'))
    await shop.page.reload()
    await shop.sees('Message taken back')
    await shop.panel.locator('.picture img').waitFor()
    assert.deepEqual(await all(), before)

    // The same visitor with nothing but his token: all of it comes from the archive.
    await shop.page.evaluate(async () => {
      const [database] = await indexedDB.databases()
      await new Promise<void>((resolve) => {
        const opening = indexedDB.open(database?.name as string)
        opening.onsuccess = () => {
          const changes = opening.result.transaction(['lines', 'facts'], 'readwrite')
          changes.objectStore('lines').clear()
          changes.objectStore('facts').delete('cursor')
          changes.oncomplete = () => resolve()
        }
      })
    })
    await shop.page.reload()
    await shop.sees('Message taken back')
    await shop.panel.locator('.picture img').waitFor()
    assert.deepEqual(await all(), before)
    assert.ok(asked.length > 0 && asked.every((url) => url.startsWith(uploads)), asked.join())
  })
})
