// An agent's picture in the widget: beside what she says, in colour and dark, and her initials when it does not come.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { xml } from '@xmpp/client'
import { until } from '../harness/until.ts'
import { visit } from './browser.ts'
import { browserScene } from './stage.ts'

/** A face, drawn by a browser as people's cameras give them: a picture of some kilobytes. */
const face = `<style>body{margin:0;width:96px;height:96px;background:linear-gradient(#a9c8d8,#e9d9c0)}
i{position:absolute;border-radius:50%}</style><i style="left:20px;top:62px;width:56px;height:70px;background:#27506b"></i>
<i style="left:24px;top:12px;width:48px;height:54px;background:#4a2f22"></i><i style="left:30px;top:20px;width:36px;height:46px;background:#e8b899"></i>
<i style="left:38px;top:38px;width:5px;height:5px;background:#332"></i><i style="left:53px;top:38px;width:5px;height:5px;background:#332"></i>
<i style="left:40px;top:46px;width:16px;height:9px;border-bottom:3px solid #a0483c"></i>`

browserScene('an agent’s picture in the chat', (stage) => {
  const avatar = '.run:not(.own) .avatar'

  before(async () => {
    const context = await stage.browser.newContext({ viewport: { width: 96, height: 96 } })
    const page = await context.newPage()
    await page.setContent(face)
    const bytes = await page.screenshot()
    await context.close()
    const photo = xml('PHOTO', {}, xml('TYPE', {}, 'image/png'), xml('BINVAL', {}, bytes.toString('base64')))
    await stage.ann.sends(xml('iq', { type: 'set', id: 'card' }, xml('vCard', { xmlns: 'vcard-temp' }, photo)))
    const hash = createHash('sha1').update(bytes).digest('hex')
    await stage.ann.sends(xml('presence', {}, xml('x', { xmlns: 'vcard-temp:x:update' }, xml('photo', {}, hash))))
    const kept = () => stage.change(async ({ tx }) => (await tx('staff').where({ jid: stage.ann.jid }).first()).photo)
    await until(async () => (await kept()) !== null, 'the picture')
  })

  for (const colorScheme of ['light', 'dark'] as const) {
    it(`stands beside her words, in ${colorScheme} colours, also after a reload`, async () => {
      const shop = await visit(await stage.person({ colorScheme }), stage.desk.http)
      await shop.open()
      await shop.says(`Hello in ${colorScheme}`)
      const chat = await stage.chatOf(`Hello in ${colorScheme}`)
      await stage.ann.says(chat, 'Good morning! What can I do for you?')
      await shop.sees('Good morning')
      const picture = shop.panel.locator(`${avatar} img`)
      const drawn = () => picture.evaluate((image) => (image as HTMLImageElement).naturalWidth)
      await until(async () => (await drawn()) === 96, 'the picture')
      await until(async () => (await shop.panel.locator(avatar).innerText()) === '', 'the initials to go')
      assert.match((await picture.getAttribute('src')) ?? '', /\/widget\/photos\/[A-Za-z0-9_-]{22}$/)
      await stage.ann.sends(
        xml(
          'message',
          { to: chat, type: 'chat' },
          xml('composing', { xmlns: 'http://jabber.org/protocol/chatstates' }),
        ),
      )
      await shop.panel.locator('.typing').waitFor()
      await until(async () => (await picture.count()) === 2, 'the picture beside the dots')
      await shop.picture(`photo-${colorScheme}`)
      await shop.page.reload()
      await shop.sees('Good morning')
      await until(
        async () =>
          (await picture.count()) > 0 &&
          (await picture.first().evaluate((i) => (i as HTMLImageElement).naturalWidth)) === 96,
        'the picture after a reload',
      )
      const page = await shop.page.content()
      assert.doesNotMatch(page + (await shop.panel.innerHTML()), /agents\.localhost|ann@/)
    })
  }

  it('is her initials when the page’s policy or the network does not let it come', async () => {
    const context = await stage.person()
    await context.route('**/widget/photos/**', (route) => route.abort())
    const shop = await visit(context, stage.desk.http)
    await shop.open()
    await shop.says('No pictures here')
    const chat = await stage.chatOf('No pictures here')
    await stage.ann.says(chat, 'Never mind')
    await shop.sees('Never mind')
    await until(async () => (await shop.panel.locator(`${avatar} img`).count()) === 0, 'the picture to be given up')
    assert.equal(await shop.panel.locator(avatar).innerText(), 'A')
  })
})
