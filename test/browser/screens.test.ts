// Every screen for everybody: nothing that axe finds against WCAG 2.2 AA, light and dark, in all directions of writing; by
// keyboard alone; without movement for who wants none; and nobody's words ever become markup.
import assert from 'node:assert/strict'
import axe from 'axe-core'
import type { BrowserContextOptions } from 'playwright-core'
import { setAskedFields } from '../../component/desk/prechat.ts'
import { languages } from '../../web-client/widget/options.ts'
import { loadStrings } from '../../web-client/widget/strings/load.ts'
import { type Shown, visit } from './browser.ts'
import { browserScene, command } from './stage.ts'

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** What axe has against the chat as it is now. */
async function faults({ page }: Shown, screen: string): Promise<string[]> {
  await page.evaluate(axe.source)
  const found = await page.evaluate(async (values) => {
    const { axe } = window as unknown as { axe: typeof import('axe-core') }
    const { violations } = await axe.run('[data-bellhop]', {
      runOnly: { type: 'tag', values },
      // Of whole pages, of which this is a part.
      rules: { region: { enabled: false }, 'page-has-heading-one': { enabled: false } },
    })
    return violations.map(
      ({ id, impact, nodes }) =>
        `${id} (${impact}): ${nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`).join(' | ')}`,
    )
  }, rules)
  return found.map((fault) => `${screen}: ${fault}`)
}

browserScene('the screens of the chat', (stage) => {
  const png = Buffer.from('89504e470d0a1a0a', 'hex')
  const chooses = (shop: Shown, name: string) =>
    shop.panel.locator('input[type=file]').setInputFiles({ name, mimeType: 'image/png', buffer: png })

  for (const colorScheme of ['light', 'dark'] as const) {
    it(`have nothing against them in ${colorScheme} colours`, async () => {
      const options: BrowserContextOptions = { colorScheme, reducedMotion: 'reduce' }
      await stage.change((turn) =>
        setAskedFields(turn, 'support', [
          { name: 'topic', type: 'choice', required: true, label: { en: 'Topic' }, choices: ['Order', 'Other'] },
          { name: 'email', type: 'email', required: false, label: { en: 'E-mail' } },
        ]),
      )
      const shop = await visit(await stage.person(options), stage.desk.http)
      const all = [...(await faults(shop, 'button'))]
      const look = async (screen: string) => {
        all.push(...(await faults(shop, screen)))
        await shop.picture(`${screen}-${colorScheme}`)
      }
      await shop.open()
      await shop.panel.getByLabel('Topic').waitFor()
      await stage.change((turn) => setAskedFields(turn, 'support', []))
      await shop.box.fill('Hello')
      await shop.box.press('Enter')
      await shop.panel.getByText('Please fill this in.').waitFor()
      await look('asked')
      await shop.panel.getByLabel('Topic').selectOption('Order')
      await shop.says(`Hello in ${colorScheme}`)
      const chat = await stage.chatOf(`Hello in ${colorScheme}`)
      await stage.ann.says(chat, 'Hello! See https://example.org/a for more.')
      await shop.sees('See https://example.org/a')
      await chooses(shop, 'rim.png')
      await chooses(shop, 'run.exe')
      await shop.panel.getByText('Files of this kind').waitFor()
      await shop.panel.getByText('Ready to send').waitFor()
      await look('conversation')
      await shop.panel.getByRole('button', { name: 'Emoji' }).click()
      await shop.panel.locator('.emoji').waitFor()
      await look('emoji')
      await shop.page.keyboard.press('Escape')
      await shop.panel.getByRole('button', { name: 'More' }).click()
      await shop.panel.getByRole('menu').waitFor()
      await look('menu')
      await shop.panel.getByRole('menuitem', { name: 'Start anew' }).click()
      await shop.panel.getByRole('alertdialog').waitFor()
      await look('anew')
      await shop.page.keyboard.press('Escape')
      await stage.ann.sends(command(chat, '!close'))
      await shop.panel.getByLabel('5 stars').check()
      await shop.panel.getByRole('button', { name: 'Send rating' }).waitFor()
      await look('rating')
      assert.deepEqual(all, [])
    })
  }

  it('speak every language, and Arabic from right to left', async () => {
    for (const language of languages) {
      const words = await loadStrings(language)
      const phone = { viewport: { width: 375, height: 667 }, hasTouch: true, isMobile: true }
      const shop = await visit(
        await stage.person({ locale: language, reducedMotion: 'reduce', ...(language === 'ar' ? {} : phone) }),
        stage.desk.http,
      )
      await shop.open()
      await shop.panel.getByText(words.greeting.in).waitFor()
      assert.equal(await shop.launcher.getAttribute('aria-label'), words.close)
      const { direction, wide } = await shop.panel.evaluate((panel) => ({
        direction: getComputedStyle(panel).direction,
        wide: [...panel.querySelectorAll('*')].filter(
          (each) => each.scrollWidth > each.clientWidth + 1 && !/sr|icon/.test(String(each.className)),
        ).length,
      }))
      assert.equal(direction, language === 'ar' ? 'rtl' : 'ltr')
      assert.equal(wide, 0, `${language}: something is cut off`)
      await shop.picture(`greeting-${language}`)
      if (language !== 'ar') continue
      await shop.says('مرحبًا، هل الإبريق 17 متوفر؟')
      await stage.ann.says(await stage.chatOf('مرحبًا، هل الإبريق 17 متوفر؟'), 'Yes, in three blues. نعم')
      await shop.sees('three blues')
      const [panel, own] = [await shop.panel.boundingBox(), await shop.panel.locator('.own .bubble').boundingBox()]
      assert.ok(
        panel && own && panel.x < 100 && own.x < panel.x + 100,
        'the panel is on the left, own lines at its left',
      )
      assert.deepEqual(await faults(shop, 'ar'), [])
      await shop.picture('conversation-ar')
    }
  })

  it('can be used by keyboard alone, and a phone keeps the focus inside', async () => {
    const shop = await visit(await stage.person({ viewport: { width: 375, height: 667 } }), stage.desk.http)
    const { keyboard } = shop.page
    const focused = () =>
      shop.page.evaluate(() => {
        const inside = document.querySelector('[data-bellhop]')?.shadowRoot?.activeElement
        return inside ? inside.getAttribute('aria-label') : document.activeElement?.tagName
      })
    await shop.launcher.focus()
    await keyboard.press('Enter')
    await shop.panel.locator('.greeting').waitFor()
    assert.equal(await focused(), 'Your message')
    await keyboard.type('by keyboard')
    await keyboard.press('Enter')
    await shop.sees('by keyboard', 'stored')
    const stops: (string | null | undefined)[] = []
    for (let step = 0; step < 8; step++) {
      await keyboard.press('Tab')
      stops.push(await focused())
    }
    for (const stop of ['Emoji', 'More', 'Minimize chat', 'Conversation', 'Add a file', 'Your message']) {
      assert.ok(stops.includes(stop), `${stop} in ${stops.join()}`)
    }
    await keyboard.press('Escape')
    await shop.panel.waitFor({ state: 'hidden' })
    assert.equal(await focused(), 'Open chat')
  })

  it('do not move for who wants no movement', async () => {
    const shop = await visit(await stage.person({ reducedMotion: 'reduce' }), stage.desk.http)
    await shop.open()
    const moving = await shop.panel.evaluate((panel) =>
      [panel, ...panel.querySelectorAll('*')].flatMap((each) => {
        const { animationDuration, transitionDuration } = getComputedStyle(each)
        return [animationDuration, transitionDuration].filter((time) => !/^(0s(, )?)+$/.test(time))
      }),
    )
    assert.deepEqual(moving, [])
  })

  it('show what anybody says, is called, sends or comes from as text', async () => {
    const corpus = [
      '<script>top.hit=1</script>',
      '<img src=x onerror="top.hit=1">',
      '"><svg/onload=top.hit=1>',
      "'-top.hit=1-'",
      '{{constructor.constructor("top.hit=1")()}}',
      'javascript:top.hit=1//',
      '<a href="javascript:top.hit=1">x</a>',
      'https://a.test/"onmouseover="top.hit=1',
      '<style>*{display:none}</style>',
      '\u202e<b>gnirts',
    ]
    const name = corpus[1] as string
    await stage.change(({ tx }) => tx('staff').where({ jid: stage.ann.jid }).update({ name }))
    try {
      const context = await stage.person()
      const shop = await visit(context, `${stage.desk.http}/?q=${encodeURIComponent(name)}#<script>top.hit=1</script>`)
      await shop.page.evaluate((title) => {
        document.title = title
      }, name)
      await shop.open()
      for (const text of corpus) await shop.says(text)
      await shop.sees(corpus.at(-1) as string, 'stored')
      const chat = await stage.chatOf(corpus[0] as string)
      for (const text of corpus) await stage.ann.says(chat, text)
      await shop.panel
        .locator('.run:not(.own) .line')
        .nth(corpus.length - 1)
        .waitFor()
      const texts = (await shop.texts()).map((text) => text.replace(/\n\(opens in a new tab\)\n?/, ''))
      assert.deepEqual(texts, [...corpus, ...corpus])
      assert.equal(await shop.panel.locator('.run:not(.own) .name').first().innerText(), name)
      await chooses(shop, `${name.replaceAll('/', '')}.png`)
      await shop.panel.getByText('Ready to send').waitFor()
      await shop.panel.locator('.send').click()
      await shop.panel.locator('.document, .picture').first().waitFor()
      const root = await shop.page.evaluate(() => {
        const inside = document.querySelector('[data-bellhop]')?.shadowRoot as ShadowRoot
        return {
          hit: (window as unknown as { hit?: number }).hit,
          markup: inside.querySelectorAll('script, style, iframe, b, svg:not(.icon), img[src="x"]').length,
          handlers: [...inside.querySelectorAll('*')].flatMap((each) =>
            each.getAttributeNames().filter((attribute) => /^on/.test(attribute)),
          ),
          links: [...inside.querySelectorAll('a')]
            .map((link) => link.protocol)
            .filter((protocol) => !/^https?:$/.test(protocol)),
        }
      })
      assert.deepEqual(root, { hit: undefined, markup: 0, handlers: [], links: [] })
    } finally {
      await stage.change(({ tx }) => tx('staff').where({ jid: stage.ann.jid }).update({ name: 'Ann' }))
    }
  })
})
