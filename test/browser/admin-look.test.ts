// How the admin page looks and whether everybody can use it: axe on every screen, in light and dark, on a desk and on a
// phone, with a month behind it. The desk is the real one, without ejabberd: what is shown comes from the API alone.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import type { Browser } from 'playwright-core'
import { visitorSays } from '../../component/desk/conversation.ts'
import type { Turn } from '../../component/desk/turn.ts'
import { adminLink } from '../../component/invite.ts'
import { until } from '../harness/until.ts'
import { type ApiDesk, fill, openApiDesk, said as saidBy, visitorOf } from '../http/api/desk.ts'
import { atAdmin, atDoor, elsewhere, isDrawn, password, type Shown } from './admin.ts'
import { wrongOn } from './axe.ts'
import { openBrowser } from './browser.ts'
import { livePast } from './past.ts'

const long = 'Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverleihungsurkunde'

describe('the looks of the admin page', function () {
  this.timeout(90_000)
  let desk: ApiDesk
  let browser: Browser
  let lea: Shown
  const found: string[] = []

  before(async () => {
    ;[desk, browser] = await Promise.all([openApiDesk(), openBrowser()])
    await desk.run(fill)
    await livePast(desk.db, Date.now())
    desk.failWith.error = Object.assign(new Error('ejabberd answered 500: no such host'), { final: true })
    await desk.ask('POST', '/staff', {
      body: { user: 'li.na', name: '李娜', roles: ['agent', 'lead'], queues: ['support'] },
    })
    await desk.ask('POST', '/queues', { body: { name: 'steam', title: `Anything about ${long}` } })
    await desk.ask('POST', '/staff', {
      body: { user: 'max', name: `Max ${long}`, roles: ['agent'], queues: ['steam'] },
    })
    await until(async () => {
      const { account } = (await desk.ask('GET', '/staff/li.na')).json() as { account: { state: string } }
      return account.state === 'failed'
    }, 'an account that failed')
  })
  after(async () => {
    await browser?.close()
    await desk?.stop()
  })

  /** Takes a picture, and what axe finds wrong. Nothing may be wider than its place, or be refused by the policy. */
  async function look(who: Shown, name: string): Promise<void> {
    await isDrawn(who.page)
    await who.picture(name)
    found.push(...(await wrongOn(who.page)).map((each) => `${name}: ${each}`))
    const wide = await who.page.evaluate(() => {
      const main = document.getElementById('main') ?? document.documentElement
      return main.scrollWidth - main.clientWidth
    })
    if (wide > 0) found.push(`${name}: ${wide} px too wide`)
    const out = await who.page
      .locator('#main :is(h1, .check)')
      .evaluateAll((all) => all.filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth + 1).length)
    if (out > 0) found.push(`${name}: ${out} stick out`)
  }

  it('is right before anybody is signed in', async () => {
    const { link } = await adminLink(desk.run, desk.config.publicUrl)
    const door = await atDoor(browser, `${desk.http}/admin/`)
    await door.page.locator('[name=name]').waitFor()
    await look(door, 'sign-in')
    await door.page.goto(link)
    await door.page.reload()
    await door.context.close()
    const invited = await atDoor(browser, link, { colorScheme: 'dark', locale: 'zh-CN' })
    await invited.page.locator('[name=again]').waitFor()
    await look(invited, 'invitation-dark-zh')
    await invited.context.close()
    lea = await atAdmin(browser, link)
    lea.page.on('console', (message) => message.type() === 'error' && found.push(message.text()))
  })

  it('is right on every screen of a desk', async () => {
    const screens = {
      overview: 'overview',
      figures: 'figures',
      'figure-day': 'figures/waiting',
      'figure-week': 'figures/load?by=weekday-hour',
      'figure-person': 'figures/handling?by=agent',
      people: 'people',
      person: 'people/li.na',
      'person-long': 'people/max',
      'person-new': 'people/new',
      tokens: 'tokens',
      admins: 'admins',
    }
    for (const [name, place] of Object.entries(screens)) {
      await lea.goes(place)
      await look(lea, name)
    }
    await lea.presses('New link for Lea')
    await lea.page.locator('dialog [data-secret]').waitFor()
    await look(lea, 'dialog-link')
    await lea.page.keyboard.press('Escape')
    await lea.goes('account')
    await lea.presses('Turn on')
    await lea.page.locator('dialog [name=password]').fill(password)
    await lea.answers({}, 'Continue')
    await lea.page.getByRole('img', { name: 'QR code' }).waitFor()
    await look(lea, 'account-second-step')
    await lea.page.keyboard.press('Escape')
    await lea.goes('audit')
    await lea.main.locator('summary', { hasText: 'took somebody on' }).first().click()
    await look(lea, 'audit')
  })

  it('is right in the dark and in Chinese, on a phone', async () => {
    const dark = { colorScheme: 'dark', locale: 'zh-CN' } as const
    const phone = await elsewhere(browser, lea, { ...dark, viewport: { width: 375, height: 740 }, hasTouch: true })
    for (const place of ['overview', 'figures/waiting', 'people', 'people/max', 'admins', 'audit']) {
      await phone.goes(place)
      await look(phone, `phone-${place.replace('/', '-')}`)
    }
    await phone.page.getByRole('button', { name: '菜单' }).click()
    await phone.page.locator('.drawer').waitFor()
    await look(phone, 'phone-menu')
    await phone.page.locator('.drawer').getByRole('link', { name: '概览' }).click()
    await phone.page.locator('#main[data-section=overview]').waitFor()
    assert.equal(await phone.page.locator('.drawer').count(), 0)
    await phone.context.close()
    const wide = await elsewhere(browser, lea, dark)
    await wide.goes('overview')
    await look(wide, 'overview-dark')
    await wide.goes('figures/load?by=weekday-hour')
    await look(wide, 'figure-week-dark')
    await wide.context.close()
  })

  it('tells of what happens while it is looked at', async () => {
    await lea.goes('overview')
    const waiting = lea.main.locator('[data-number=waiting] b')
    assert.equal(await waiting.innerText(), '1')
    const said = async (turn: Turn) => {
      const to = 'support@desk.test'
      await visitorSays(turn, 'support', saidBy(await visitorOf(turn, '<b>Mia</b>'), to, 'Is somebody there?'))
    }
    await desk.run(said)
    await lea.main.getByText('<b>Mia</b>').waitFor()
    await lea.main.locator('[data-number=waiting] b', { hasText: '2' }).waitFor()
    await lea.main.locator('[data-number=waiting]').click()
    await lea.page.locator('#main[data-section=conversations]').getByText('<b>Mia</b>').waitFor()
  })

  it('gives a figure as a table for spreadsheets', async () => {
    await lea.goes('figures/load?by=queue')
    const [file] = await Promise.all([lea.page.waitForEvent('download'), lea.presses('Download as CSV')])
    assert.equal(file.suggestedFilename(), 'load-queue.csv')
    const [names, ...rows] = readFileSync(await file.path(), 'utf8')
      .trimEnd()
      .split('\r\n')
    // Excel takes it for UTF-8 by the mark at its beginning.
    assert.equal(names, '\ufeffgroup,count,mean,median,p90,max')
    assert.deepEqual(
      rows.map((row) => row.split(',')[0]),
      ['billing', 'support'],
    )
  })

  it('draws a figure when it is known what its numbers are, by what can be said of it', async () => {
    let release: () => void = () => undefined
    const held = new Promise<void>((resolve) => {
      release = resolve
    })
    const whole = /\/api\/v1\/figures\?/
    await lea.page.route(whole, async (route) => {
      await held
      await route.continue()
    })
    const drawn = lea.page.waitForResponse((answer) => answer.url().includes('/figures/waiting?'))
    await lea.page.evaluate(() => {
      location.hash = '#/figures/waiting?by=agent'
    })
    await (await drawn).finished()
    await lea.main.locator('.tabs', { hasText: 'Person' }).waitFor()
    assert.equal(await lea.main.locator('.total').count(), 0)
    release()
    await lea.main.locator('.total b', { hasText: 'sec' }).waitFor()
    await lea.page.unroute(whole)
    await lea.goes('figures/load?by=agent')
    assert.deepEqual(await lea.main.locator('.tabs a').allInnerTexts(), ['Day', 'Hour', 'Week', 'Queue'])
    await lea.goes('figures/filed')
    assert.deepEqual((await lea.main.locator('.tabs a').allInnerTexts()).slice(-2), ['Person', 'Type'])
  })

  it('takes nobody out of queues that were not there to be chosen from', async () => {
    await lea.page.route(/\/api\/v1\/queues\?/, () => undefined)
    await lea.goes('people/max')
    await lea.types('name', 'Max')
    await lea.presses('Save')
    await lea.told('Saved')
    await lea.page.unroute(/\/api\/v1\/queues\?/)
    const { name, queues } = (await desk.ask('GET', '/staff/max')).json() as { name: string; queues: string[] }
    assert.deepEqual([name, queues], ['Max', ['steam']])
  })

  it('shows the widget of the queue that the address names', async () => {
    const queue = lea.main.getByLabel('Queue', { exact: true })
    for (const name of ['steam', 'support', 'billing']) {
      await lea.goes(`embed/${name}`)
      await until(async () => (await queue.inputValue()) === name, name)
    }
  })

  it('has everybody where there are hundreds', async () => {
    const numbers = Array.from({ length: 210 }, (_, nth) => 1000 + nth)
    const { jid: _, name: __, ...like } = await desk.db('staff').where({ name: 'Ann' }).first()
    const rows = numbers.map((n) => ({ ...like, jid: `a${n}@agents.test`, name: `Agent ${n}`, state: 'exit' }))
    await desk.db.batchInsert('staff', rows, 20)
    const count = Number((await desk.db('staff').where({ active: true, state: 'exit' }).count({ n: '*' }))[0]?.n)
    assert.ok(count > 210)
    await lea.goes('people')
    await lea.goes('overview')
    await lea.main.getByText(`${count} people are not in.`).waitFor()
    await lea.main.locator('.lines', { hasText: 'Ann' }).waitFor()
    await lea.goes('figures')
    await lea.page.locator('select[name=agent] option', { hasText: 'Agent 1209' }).waitFor({ state: 'attached' })
    await lea.goes('people')
    await lea.page.locator('[name=words]').fill('gent 1207')
    await lea.page.waitForFunction(() => document.querySelectorAll('.list tbody tr').length === 1)
    await lea.main.getByText('Agent 1207').waitFor()
  })

  it('can be used by keyboard alone', async () => {
    await lea.goes('people')
    const { keyboard } = lea.page
    await lea.page.locator('body').focus()
    await lea.page.getByRole('button', { name: 'Skip to content' }).focus()
    await keyboard.press('Enter')
    await keyboard.press('Tab')
    await keyboard.press('Enter')
    await lea.page.locator('[name=user]').waitFor()
    await lea.page.locator('[name=name]:focus').waitFor()
    await lea.goes('tokens')
    await lea.main.getByRole('button', { name: 'Make a token' }).focus()
    await keyboard.press('Enter')
    await lea.page.locator('dialog [name=name]:focus').waitFor()
    await keyboard.press('Escape')
    await lea.page.locator('dialog').waitFor({ state: 'detached' })
    await lea.page.locator('button:focus', { hasText: 'Make a token' }).waitFor()
  })

  it('has nothing that axe or the policy finds wrong', () => {
    assert.deepEqual(found, [])
  })

  it('keeps what was typed when the session ends meanwhile, for whoever signs in again', async () => {
    await lea.goes('queues/support')
    await lea.types('title', 'Support, typed')
    await lea.context.clearCookies()
    await lea.presses('Save')
    await lea.page.getByText('Your session is over').waitFor()
    await lea.main.waitFor({ state: 'hidden' })
    const signIn = lea.page.locator('.sign-in')
    await signIn.locator('[name=name]').fill('Lea')
    await signIn.locator('[name=password]').fill(password)
    await signIn.locator('button[type=submit]').click()
    await lea.main.waitFor()
    assert.equal(await lea.main.locator('[name=title]').inputValue(), 'Support, typed')
    await lea.presses('Save')
    await lea.told('Saved')
    assert.equal((await desk.ask('GET', '/queues/support')).json().title, 'Support, typed')
    await lea.goes('overview')
    await lea.main.locator('.live .dot.on').waitFor()
  })
})
