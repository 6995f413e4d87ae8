// Before, around and after a conversation: what the queue asks first, the rating, a copy, starting anew, sound and title.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { setAskedFields } from '../../component/desk/prechat.ts'
import { openQueue } from '../../component/desk/staff.ts'
import { signIn } from '../harness/agent.ts'
import { until } from '../harness/until.ts'
import { visit } from './browser.ts'
import { browserScene, command } from './stage.ts'

browserScene('around a conversation', (stage) => {
  it('the queue’s questions come first, are checked, and are answered once', async () => {
    await stage.change((turn) =>
      setAskedFields(turn, 'support', [
        { name: 'email', type: 'email', required: true, label: { en: 'E-mail', 'zh-CN': '电子邮箱' } },
        { name: 'order', type: 'text', required: false, label: { en: 'Order <b>number</b>' } },
        { name: 'topic', type: 'choice', required: true, label: { en: 'Topic' }, choices: ['Order', '<i>Other</i>'] },
      ]),
    )
    try {
      const shop = await visit(await stage.person(), stage.desk.http)
      await shop.open()
      const field = (label: string) => shop.panel.getByLabel(label)
      await field('E-mail').waitFor()
      assert.equal(await shop.panel.locator('.asked b, .asked i').count(), 0)
      await shop.says('my mug is broken')
      await shop.panel.getByText('Please fill this in.').first().waitFor()
      assert.deepEqual(await shop.texts(), [])
      assert.equal(await shop.box.inputValue(), 'my mug is broken')
      await field('E-mail').fill('li@example')
      await shop.panel.getByText('This is not an e-mail address.').waitFor()
      await field('E-mail').fill('li@example.org')
      await field('Order').fill('<script>17</script>')
      await field('Topic').selectOption('Order')
      await shop.picture('asked')
      await shop.box.press('Enter')
      await shop.sees('my mug is broken', 'stored')
      await shop.panel.locator('.asked').waitFor({ state: 'detached' })
      await stage.chatOf('my mug is broken')
      const answers = await stage.change(({ tx }) => tx('prechat_answers').orderBy('name').select('name', 'value'))
      assert.deepEqual(answers, [
        { name: 'email', value: 'li@example.org' },
        { name: 'order', value: '<script>17</script>' },
        { name: 'topic', value: 'Order' },
      ])
      await shop.page.reload()
      await shop.sees('my mug is broken', 'stored')
      assert.equal(await shop.panel.locator('.asked').count(), 0)
    } finally {
      await stage.change((turn) => setAskedFields(turn, 'support', []))
    }
  })

  it('a rating with words reaches the desk, and is asked for once', async () => {
    const shop = await visit(await stage.person(), stage.desk.http)
    await shop.open()
    await shop.says('rate me')
    const chat = await stage.chatOf('rate me')
    await stage.ann.says(chat, 'here you are')
    await shop.sees('here you are')
    await stage.ann.sends(command(chat, '!close'))
    await shop.panel.getByText('How was it?', { exact: true }).waitFor()
    await shop.panel.getByLabel('4 stars').check()
    await shop.panel.getByLabel('Anything you’d like to add?').fill('Quick & <b>kind</b>')
    assert.equal(await shop.panel.evaluate((panel) => panel.scrollTop), 0)
    await shop.picture('rating')
    await shop.panel.getByRole('button', { name: 'Send rating' }).click()
    await shop.panel.getByText('Thank you for your rating.', { exact: true }).waitFor()
    assert.equal(await shop.panel.locator('.after').count(), 0)
    const number = Number(/\d+/.exec(chat)?.[0])
    const row = await stage.change(({ tx }) => tx('conversations').where({ id: number }).first())
    assert.deepEqual([row.rating, row.rating_words], [4, 'Quick & <b>kind</b>'])
  })

  it('after an answer to his issue the visitor says whether that solved it', async () => {
    const hana = await signIn(stage.desk, 'hana')
    try {
      const shop = await visit(await stage.person(), stage.desk.http)
      await shop.open()
      await shop.says('where is my refund?')
      const chat = await stage.chatOf('where is my refund?')
      await stage.ann.says(chat, '!issue billing hana high Order 7: no refund')
      const issue = (await hana.receives((message) => /^issue-/.test(message.attrs.from))).attrs.from.split('/')[0]
      const says = async (answer: string, button: string) => {
        await hana.says(issue, `!resolve ${answer}`)
        await stage.ann.receives(
          (message) => message.attrs.from.startsWith(issue) && message.getChildText('body')?.includes(answer) === true,
        )
        await stage.ann.says(issue, '!tell')
        await shop.sees(answer)
        await shop.panel.getByRole('button', { name: button, exact: true }).waitFor()
        await shop.picture('solved')
        await shop.panel.getByRole('button', { name: button, exact: true }).click()
        await shop.panel.locator('.after').waitFor({ state: 'detached' })
      }
      const stateOf = () =>
        stage.change(({ tx }) =>
          tx('issues')
            .where({ id: Number(/\d+/.exec(issue)?.[0]) })
            .first('state'),
        )
      await says('It went out today.', 'Not solved')
      await until(async () => (await stateOf()).state !== 'resolved', 'the issue to be reopened')
      await says('Now it did.', 'Yes, solved')
      await until(async () => (await stateOf()).state === 'closed', 'the issue to be closed')
    } finally {
      await hana.leaves()
    }
  })

  it('“More” saves the conversation, switches the sound, and starts anew, by keyboard alone', async () => {
    const shop = await visit(await stage.person(), stage.desk.http)
    await shop.open()
    await shop.says('keep this')
    await shop.sees('keep this', 'stored')
    const { keyboard } = shop.page
    const more = shop.panel.getByRole('button', { name: 'More' })
    const menu = shop.panel.getByRole('menu')
    await more.press('Enter')
    await shop.panel.getByRole('menuitemcheckbox', { name: 'Sound', checked: true }).press('Space')
    await shop.panel.getByRole('menuitemcheckbox', { checked: false }).waitFor()
    assert.equal(await shop.page.evaluate(() => localStorage.getItem('bellhop-sound')), 'off')
    await shop.picture('menu')
    const download = shop.page.waitForEvent('download')
    await keyboard.press('ArrowDown')
    await keyboard.press('Enter')
    const file = await download
    assert.equal(file.suggestedFilename(), 'support-transcript.html')
    assert.match(readFileSync(await file.path(), 'utf8'), /keep this/)
    await menu.waitFor({ state: 'detached' })

    await shop.box.fill('half a sen')
    await more.press('Enter')
    await menu.waitFor()
    await keyboard.press('End')
    await keyboard.press('Enter')
    const question = shop.panel.getByRole('alertdialog')
    await question.waitFor()
    await keyboard.press('Escape')
    await question.waitFor({ state: 'detached' })
    await shop.sees('keep this')
    await more.press('Enter')
    await menu.waitFor()
    await keyboard.press('End')
    await keyboard.press('Enter')
    await question.getByRole('button', { name: 'Start anew' }).press('Enter')
    await shop.panel.locator('.greeting').waitFor()
    assert.equal(await shop.box.inputValue(), '')
    await shop.says('somebody new')
    await shop.sees('somebody new', 'stored')
    const [before, after] = [await stage.chatOf('keep this'), await stage.chatOf('somebody new')]
    assert.notEqual(before, after)
    assert.deepEqual(await shop.texts(), ['somebody new'])
  })

  it('the title counts what was not seen, and belongs to the page again afterwards', async () => {
    const shop = await visit(await stage.person(), stage.desk.http)
    const title = await shop.page.title()
    await shop.open()
    await shop.says('tell me later')
    const chat = await stage.chatOf('tell me later')
    await shop.sees('tell me later', 'stored')
    await shop.box.press('Escape')
    for (const text of ['one', 'two']) await stage.ann.says(chat, text)
    await shop.page.waitForFunction((expected) => document.title === expected, `(2) ${title}`)
    // The sound comes with the first of them.
    await shop.page.waitForFunction(() =>
      performance.getEntriesByType('resource').some(({ name }) => /sound-/.test(name)),
    )
    await shop.open()
    await shop.page.waitForFunction((expected) => document.title === expected, title)
  })

  it('a closed queue says when it opens, in the visitor’s own time', async () => {
    const day = { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] }
    const soon = new Date(Date.now() + 26 * 3_600_000)
    const name = (['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const)[soon.getUTCDay()] ?? 'mon'
    const from = `${String(soon.getUTCHours()).padStart(2, '0')}:00`
    const hours = { zone: 'UTC', week: { ...day, [name]: [[from, '24:00'] as const] } }
    await stage.change((turn) => openQueue(turn, { name: 'night', title: 'Night desk', hours } as never))
    const site = await stage.shop(`<script src="${stage.desk.http}/widget.js" data-queue="night"></script>`)
    const shop = await visit(await stage.person({ timezoneId: 'Asia/Shanghai' }), site)
    await shop.open()
    const local = new Date(Math.floor(soon.getTime() / 3_600_000) * 3_600_000)
    const expected = new Intl.DateTimeFormat('en-GB', {
      ...{ weekday: 'long', hour: 'numeric', minute: '2-digit', timeZone: 'Asia/Shanghai' },
    }).format(local)
    await shop.panel.locator('.status', { hasText: `Closed; we’re back ${expected}` }).waitFor()
    await shop.picture('closed')
  })
})
