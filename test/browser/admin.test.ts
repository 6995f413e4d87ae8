// The admin page in chromium, with the desk and ejabberd as they are: from the one-time link to people, tokens and the audit.
import assert from 'node:assert/strict'
import type { Browser } from 'playwright-core'
import { codeOf, stepAt } from '../../component/http/totp.ts'
import { startDesk, type TestDesk } from '../harness/desk.ts'
import { until } from '../harness/until.ts'
import { atAdmin, atDoor, password, type Shown } from './admin.ts'
import { openBrowser } from './browser.ts'
import { isReady } from './console.ts'

describe('the admin page', function () {
  this.timeout(60_000)
  let desk: TestDesk
  let browser: Browser
  let lea: Shown

  before(async () => {
    ;[desk, browser] = await Promise.all([startDesk(), openBrowser()])
  })
  after(async () => {
    await browser?.close()
    await desk?.stop()
  })

  /** The console in a browser of its own, signed in. */
  async function atConsole(jid: string, secret: string) {
    const context = await browser.newContext({ locale: 'en-GB' })
    const page = await context.newPage()
    await page.goto(`${desk.http}/console/`)
    await page.locator('[name=address]').fill(jid)
    await page.locator('[name=password]').fill(secret)
    await page.locator('button[type=submit]').click()
    await isReady(page)
    return { context, page }
  }

  it('lets the first admin in by the link that npm start prints, once', async () => {
    const link = desk.firstLink as string
    const slow = await atDoor(browser, link)
    await slow.types('name', 'Somebody else')
    await slow.types('password', 'another password')
    await slow.types('again', 'anything')
    await slow.page.locator('button[type=submit]').click()
    assert.match(await slow.wrong('again'), /not the same/)
    assert.doesNotMatch(slow.page.url(), /invitation/)

    lea = await atAdmin(browser, link)
    await slow.types('again', 'another password')
    await slow.page.locator('button[type=submit]').click()
    await slow.page.locator('.problem.whole:not(:empty)').waitFor()
    const late = await atDoor(browser, link)
    await late.page.getByText('This link was used already').waitFor()
    await late.context.close()
    await slow.context.close()
  })

  it('takes somebody on, who signs in to the console; a new password and deactivating put him out', async () => {
    await lea.goes('people')
    await lea.presses('Take somebody on')
    await lea.types('name', 'Dora 朵拉')
    await lea.types('user', 'dora!')
    await lea.presses('Take somebody on')
    assert.match(await lea.wrong('user'), /lower-case letters/)
    await lea.types('user', 'dora')
    await lea.main.getByLabel('Support').check()
    await lea.presses('Take somebody on')
    await lea.page.getByText('Dora 朵拉 is on the desk').waitFor()
    const jid = await lea.secret(0)
    const first = await lea.secret(1)
    assert.equal(jid, `dora@${desk.config.domains.agents}`)

    await lea.presses('Open Dora 朵拉')
    await lea.main.getByText('in step').waitFor()
    const before = await atConsole(jid, first)
    // Nobody touched the page: it hears of it.
    await lea.main.locator('.dot.normal').waitFor()

    await lea.presses('New password')
    await lea.answers({}, 'New password')
    await lea.page.getByText('New sign-in').waitFor()
    await before.page.getByText('Please enter your password again.').waitFor()
    assert.equal(await before.page.locator('[name=address]').inputValue(), jid)
    await before.context.close()
    const after = await atConsole(jid, await lea.secret(1))

    await lea.presses('Deactivate')
    await lea.answers({}, 'Deactivate')
    await lea.told('Dora 朵拉 is deactivated.')
    await lea.main.getByText('Deactivated', { exact: true }).waitFor()
    await after.page.getByText('Please enter your password again.').waitFor()
    await after.context.close()
  })

  it('says what is wrong below the field, and that somebody else was quicker', async () => {
    await lea.goes('people/bob')
    await lea.types('name', 'Bob the Second')
    const headers = { authorization: `Bearer ${desk.ejabberd.secrets.adminToken}`, 'content-type': 'application/json' }
    const body = JSON.stringify({ name: 'Bobby' })
    const changed = await fetch(`${desk.http}/api/v1/staff/bob`, { method: 'PATCH', headers, body })
    assert.equal(changed.status, 200)
    await lea.presses('Save')
    await lea.main.getByText('Somebody else changed this meanwhile').first().waitFor()
    await lea.presses('Show it as it is now')
    await until(async () => (await lea.page.locator('[name=name]').inputValue()) === 'Bobby', 'the other name')
    await lea.main.getByLabel('Agent', { exact: true }).uncheck()
    await lea.presses('Save')
    assert.match(await lea.wrong('roles'), /agent, handler and lead/)
    await lea.main.getByLabel('Agent', { exact: true }).check()
    await lea.types('name', 'Bob')
    await lea.presses('Save')
    await lea.told('Saved.')
  })

  it('shows a token once, and revokes it', async () => {
    await lea.goes('tokens')
    await lea.presses('Make a token')
    await lea.types('name', 'wallboard <b>')
    await lea.answers({}, 'Make a token')
    await lea.page.locator('dialog [data-secret]').waitFor()
    const token = await lea.secret()
    const ask = () => fetch(`${desk.http}/api/v1/overview`, { headers: { authorization: `Bearer ${token}` } })
    assert.equal((await ask()).status, 200)
    await lea.answers({}, 'I have kept it')
    await lea.page.reload()
    await lea.main.getByText('wallboard <b>').waitFor()
    assert.doesNotMatch(await lea.page.content(), new RegExp(token))
    await lea.presses('Revoke')
    await lea.answers({}, 'Revoke')
    await lea.main.getByText('revoked', { exact: true }).waitFor()
    assert.equal((await ask()).status, 401)
  })

  it('tells in the audit who did it, and no secret', async () => {
    await lea.goes('audit?target=%2Fstaff%2Fdora')
    const entry = lea.main.locator('details', { hasText: 'took somebody on' })
    await entry.locator('summary').click()
    assert.match(await entry.innerText(), /Lea \(admin-1\)/)
    await entry.locator('ins', { hasText: 'Dora 朵拉' }).waitFor()
    await lea.goes('audit')
    await lea.main.locator('summary', { hasText: 'made a token' }).waitFor()
    assert.doesNotMatch(await lea.main.innerText(), /bh_|password:/)
  })

  it('asks for a code once the second step is set up', async () => {
    await lea.goes('account')
    await lea.presses('Turn on')
    await lea.types('password', 'not the password')
    await lea.answers({}, 'Continue')
    await lea.wrong('password')
    await lea.page.locator('dialog [name=password]').fill(password)
    await lea.answers({}, 'Continue')
    await lea.page.getByRole('img', { name: 'QR code' }).waitFor()
    const secret = (await lea.secret()).replace(/ /g, '')
    const code = (later: number) => codeOf(secret, stepAt(new Date()) + later)
    await lea.types('code', '000000' === code(0) ? '000001' : '000000')
    await lea.answers({}, 'Turn on')
    await lea.wrong('code')
    await lea.types('code', code(0))
    await lea.answers({}, 'Turn on')
    await lea.told('From now on a code is asked for.')

    await lea.page.getByRole('button', { name: 'Sign out' }).first().click()
    await lea.types('name', 'Lea')
    await lea.types('password', 'not the password')
    await lea.page.locator('button[type=submit]').click()
    await lea.wrong('password')
    await lea.types('password', password)
    await lea.page.locator('button[type=submit]').click()
    // A code counts once; the next one counts a little early.
    await lea.types('code', code(1))
    await lea.page.locator('button[type=submit]').click()
    await lea.main.waitFor()
  })

  it('goes back to the sign-in when the session is ended elsewhere', async () => {
    await lea.context.clearCookies()
    await lea.page.getByRole('link', { name: 'Audit' }).click()
    await lea.page.getByText('Your session is over').waitFor()
  })
})
