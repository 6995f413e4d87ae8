// The desk's own lines in the widget: in the language that the page asks for, running its way.
import assert from 'node:assert/strict'
import { xml } from '@xmpp/client'
import { until } from '../harness/until.ts'
import { visit } from './browser.ts'
import { browserScene } from './stage.ts'

browserScene('the desk’s lines in the chat', (stage) => {
  for (const [lang, hello, line, direction] of [
    ['de', 'Guten Tag', 'Im Moment sind alle im Gespräch. Sie sind Nummer 1 in der Reihe', 'ltr'],
    ['ar', 'السلام عليكم', 'الجميع مشغولون في الوقت الحالي. رقمكم في الدور', 'rtl'],
  ] as const) {
    it(`are in the visitor’s language: ${lang}`, async () => {
      const isState = (state: string) =>
        until(
          () =>
            stage.change(
              async ({ tx }) => (await tx('staff').where({ jid: stage.ann.jid, state }).first()) !== undefined,
            ),
          state,
        )
      await stage.ann.shows('dnd')
      await isState('busy')
      const url = await stage.shop(`<script async src="${stage.desk.http}/widget.js" data-lang="${lang}"></script>`)
      const shop = await visit(await stage.person(), url)
      await shop.open()
      await shop.says(hello)
      const system = shop.panel.locator('.system')
      await system.filter({ hasText: line }).waitFor()
      assert.equal(await system.first().evaluate((element) => getComputedStyle(element).direction), direction)
      await shop.picture(`lines-${lang}`)
      await stage.ann.shows()
      await isState('normal')
      const told = await stage.ann.receives((message) => message.getChildText('body')?.includes(hello) === true)
      const chat = told.attrs.from.split('/')[0]
      await stage.ann.sends(xml('message', { to: chat, type: 'chat' }, xml('body', {}, '!close')))
      await shop.panel.locator('.stars, .rating').first().waitFor()
      await shop.picture(`closed-${lang}`)
    })
  }
})
