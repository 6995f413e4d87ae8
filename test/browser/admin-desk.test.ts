// The desk's own sections of the admin page, in one real desk: queues, conversations, visitors, issues, the widget's code.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { until } from '../harness/until.ts'
import { atAdmin, elsewhere, type Shown } from './admin.ts'
import { visit } from './browser.ts'
import { browserScene, command } from './stage.ts'

browserScene('the desk on the admin page', (stage) => {
  let zoe: Shown

  before(async () => {
    zoe = await atAdmin(stage.browser, stage.desk.firstLink as string, 'Zoë')
  })

  /** A row of the list there is, by words in it. */
  const row = (words: string) => zoe.page.locator('.list tbody tr').filter({ hasText: words }).first()

  const widgetAt = async (queue: string) =>
    visit(await stage.person(), `${stage.desk.http}/admin/preview?queue=${queue}`)

  it('opens a queue, whose words and hours the widget shows', async () => {
    const { page, goes, presses, answers, told } = zoe
    await goes('queues')
    await presses('New queue')
    await answers({ title: 'Sales 销售', name: 'No name' })
    const wrong = page.locator('[data-field=name] .problem')
    await wrong.waitFor()
    assert.match(await wrong.innerText(), /lower-case letters/)
    assert.equal(await page.locator('[name=name]').getAttribute('aria-invalid'), 'true')
    await answers({ name: 'sales' })
    await page.getByRole('heading', { name: 'Sales 销售' }).waitFor()

    await goes('queues/sales/texts')
    await page.locator('[data-field="greeting.en"] textarea').fill('Welcome to sales!')
    await page.locator('[data-field="away.en"] textarea').fill('Nobody sells now; yours is number {number}.')
    await page.locator('.chat-preview', { hasText: 'yours is number 7.' }).waitFor()
    await presses('Save')
    await told('Saved.')
    await goes('queues/sales/people')
    await page.getByLabel('Add somebody…').selectOption('ann')
    await page.locator('.members a', { hasText: 'Ann' }).waitFor()
    await told('Saved.')

    const open = await widgetAt('sales')
    await open.open()
    await open.says('How much is the blue mug?')
    await open.panel.getByText('Welcome to sales!').first().waitFor()
    await stage.chatOf('How much is the blue mug?')

    // On a Monday only, and Monday is not today: closed.
    await goes('queues/sales/hours')
    await page.getByLabel('Open at these hours').check()
    await page.getByLabel('Time zone').fill('Europe/Nowhere')
    await presses('Save')
    await page.locator('.hours .problem', { hasText: 'a time zone such as Europe/Oslo' }).waitFor()
    await page.getByLabel('Time zone').fill('Asia/Shanghai')
    const days = page.locator('.week [aria-label$="Remove these hours"]')
    for (let left = await days.count(); left > 0; left--) await days.first().click()
    await page.getByRole('button', { name: 'Monday: Add hours' }).click()
    await page.getByLabel('Monday: until').fill('08:00')
    await presses('Save')
    await page.locator('.hours .problem', { hasText: 'must go forward, not from 09:00 to 08:00' }).waitFor()
    await page.getByRole('button', { name: 'Monday: Remove these hours' }).click()
    await page.getByLabel('Date', { exact: true }).fill('2030-01-01')
    await presses('Add date')
    await presses('Save')
    await told('Saved.')
    const hours = async () => (await ask<{ hours: unknown }>('/queues/sales')).value.hours
    await until(async () => (await hours()) !== null, 'hours')
    assert.deepEqual(await hours(), { zone: 'Asia/Shanghai', week: {}, exceptions: { '2030-01-01': [] } })

    const shut = await widgetAt('sales')
    await shut.open()
    await shut.says('And the red one?')
    await shut.panel.getByText('Nobody sells now; yours is number').first().waitFor()
  })

  it('asks what the queue is to ask, in the order that was made', async () => {
    const { page, goes, presses, told } = zoe
    await goes('queues/sales/questions')
    for (const [place, name, label] of [
      [0, 'order', 'Order number'],
      [1, 'topic', 'Topic'],
    ] as const) {
      await presses('Add a question')
      await page.locator(`[data-field="fields.${place}.name"] input`).fill(name)
      await page.locator(`[data-field="fields.${place}.label.en"] input`).fill(label)
    }
    await page.locator('[data-field="fields.1.type"] select').selectOption('choice')
    await presses('Save')
    await page.getByText('must be a list of choices').or(page.getByText('must have choices')).first().waitFor()
    await page.locator('[data-field="fields.1.choices"] textarea').fill('A bill\nSomething else')
    await page.getByRole('button', { name: '2. Topic: move up' }).click()
    await presses('Save')
    await told('Saved.')
    const shop = await widgetAt('sales')
    await shop.open()
    await shop.panel.getByLabel('Topic').selectOption('Something else')
    const labels = await shop.panel.locator('label').allInnerTexts()
    const asked = labels.filter((text) => /Topic|Order number/.test(text)).map((text) => text.trim().split(' ')[0])
    assert.deepEqual(asked, ['Topic', 'Order'])
  })

  /** What the API says, asked by the page itself with its session. */
  const ask = async <Value>(path: string): Promise<{ value: Value; etag: string }> => {
    const { page } = zoe
    return page.evaluate(async (at) => {
      const answer = await fetch(`/api/v1${at}`)
      return { value: await answer.json(), etag: answer.headers.get('etag') ?? '' }
    }, path)
  }

  /** The index of words follows behind what is said. */
  const isFound = (words: string) =>
    until(async () => {
      const { value } = await ask<{ items: unknown[] }>(`/conversations?words=${encodeURIComponent(words)}`)
      return value.items.length === 1
    }, words)

  it('keeps what was typed when somebody else was quicker, and shows what is there', async () => {
    const { page, goes, presses, told } = zoe
    const other = await elsewhere(stage.browser, zoe, {})
    for (const each of [zoe, other]) {
      await each.goes('queues/sales/rules')
      await each.page.locator('[name=capacity]').waitFor()
    }
    await other.page.locator('[name=title]').fill('Bills')
    await other.page.locator('[name=capacity]').fill('9')
    await other.presses('Save')
    await other.told('Saved.')
    await page.locator('[name=capacity]').fill('2')
    await presses('Save')
    await page.getByText('Somebody else was quicker').waitFor()
    const now = page.locator('.theirs')
    assert.match(await now.innerText(), /Bills[\s\S]*9/)
    assert.equal(await page.locator('[name=capacity]').inputValue(), '2')
    await zoe.picture('quicker')
    await presses('Save mine all the same')
    await told('Saved.')
    const { value } = await ask<{ title: string; capacity: number }>('/queues/sales')
    assert.deepEqual([value.title, value.capacity], ['Bills', 2], 'only what Zoë changed is hers')
    await goes('queues')
    await page.locator('.list').waitFor()
    await other.context.close()
  })

  it('finds what was said in English and Chinese, shows it, and hands it on', async () => {
    const { page, goes, presses, answers, told } = zoe
    const shop = await visit(await stage.person(), stage.desk.http)
    await shop.open()
    await shop.says('你好，我的青瓷杯子碎了')
    const chat = await stage.chatOf('你好，我的青瓷杯子碎了')
    await stage.ann.says(chat, 'I am sorry about your celadon mug!')
    await shop.sees('celadon mug')
    await stage.ann.sends(command(chat, '!note second one this month'))
    const number = /chat-(\d+)/.exec(chat)?.[1] ?? ''
    await goes('conversations?state=active')
    await row(`#${number}`).waitFor()
    for (const words of ['杯子', 'celadon']) {
      await isFound(words)
      await page.getByLabel('Words in it').fill(words)
      await page.waitForFunction(() => document.querySelectorAll('.list tbody tr').length === 1)
      await row(`#${number}`).locator('.excerpt', { hasText: words }).waitFor()
    }
    const follows = page.waitForRequest((request) => request.url().endsWith(`/events?messages=${number}`))
    await row(`#${number}`).locator('a').click()
    await page.locator('.said.visitor', { hasText: '青瓷杯子' }).waitFor()
    await follows
    await page.locator('.said.agent', { hasText: 'celadon' }).waitFor()
    await page.locator('.said.note', { hasText: 'second one' }).waitFor()
    const [file] = await Promise.all([page.waitForEvent('download'), presses('Download as text')])
    assert.equal(file.suggestedFilename(), `conversation-${number}.txt`)
    // What is said while one looks is seen as it is said.
    await shop.says('Are you there?')
    await page.locator('.said.visitor', { hasText: 'Are you there?' }).waitFor()

    await presses('Assign')
    await answers({ agent: 'Bob' })
    await told('It is assigned.')
    await page.locator('.card dd', { hasText: 'Bob' }).waitFor()
    await presses('Close')
    await answers({ reason: 'solved by telephone' })
    await told('It is closed.')
    await page.locator('.facts dd', { hasText: 'solved by telephone' }).waitFor()
  })

  it('bans a visitor, who is refused, lets him write again, and erases him', async () => {
    const { page, goes, presses, answers, told } = zoe
    const shop = await visit(await stage.person(), stage.desk.http)
    await shop.open()
    await shop.says('You are all thieves')
    await stage.chatOf('You are all thieves')
    await isFound('thieves')
    await goes('conversations?words=thieves')
    await row('thieves').or(page.locator('.list tbody tr').first()).first().locator('a').click()
    await page.locator('.facts a[href*="visitors"]').click()
    await page.locator('[name=email]').fill('no address')
    await presses('Save')
    await page.locator('[data-field=email] .problem', { hasText: 'an e-mail address' }).waitFor()
    await page.locator('[name=email]').fill('mo@shop.example')
    await page.locator('[name=name]').fill('Mo 莫')
    await presses('Save')
    await page.getByRole('heading', { name: 'Mo 莫' }).waitFor()
    await presses('Ban')
    await answers()
    await told('The visitor is banned.')
    await shop.says('Thieves, I say')
    await shop.sees('Thieves, I say', 'failed')
    await presses('Lift the ban')
    await told('may write again')
    await shop.says('Thieves, I said')
    await shop.sees('Thieves, I said', 'stored')
    await presses('Erase')
    await answers()
    await page.getByRole('dialog', { name: 'Erase all the same?' }).waitFor()
    await answers()
    await told('The visitor is erased.')
    await goes('conversations')
    await row('erased').waitFor()
    assert.equal(await row('Mo 莫').count(), 0)
  })

  it('passes an issue on, with what led to it', async () => {
    const { page, goes, presses, answers, told } = zoe
    const shop = await visit(await stage.person(), stage.desk.http)
    await shop.open()
    await shop.says('Where is the refund of order 7?')
    const chat = await stage.chatOf('Where is the refund of order 7?')
    await goes('types')
    await presses('New type')
    await answers({ type: 'refunds/late', handler: 'Hana' })
    await page.locator('.list td', { hasText: 'late' }).first().waitFor()
    await stage.ann.sends(command(chat, '!issue refunds/late hana high The refund of order 7 is late.'))
    await goes('issues?priority=high')
    await page.locator('.list tr.leads a').first().click()
    await page.locator('.scene .said', { hasText: 'order 7?' }).waitFor()
    await presses('Pass on')
    await answers({ handler: 'Lea', why: 'Hana is away' })
    await told('It was passed on.')
    await page.locator('.history li', { hasText: 'Hana is away' }).waitFor()
    await page.locator('.facts dd', { hasText: 'Lea' }).waitFor()
    await presses('Close')
    await answers({ reason: 'It came.' })
    await page.locator('.facts .badge', { hasText: 'closed' }).waitFor()
  })

  it('keeps canned replies, which agents can send', async () => {
    const { page, goes, presses, answers } = zoe
    await goes('canned')
    await presses('New reply')
    await page.locator('dialog [name=body]').fill('{visitor.name}? {agent.name} here.')
    await page.locator('.chat-preview', { hasText: 'Li 李? Ann here.' }).waitFor()
    await zoe.picture('dialog-canned')
    await answers({ name: 'hello', owner: 'Support', body: 'Hello {visitor.name}, {agent.name} here.' })
    await row('!reply hello').waitFor()
    const shop = await visit(await stage.person(), stage.desk.http)
    await shop.open()
    await shop.says('Is this a person?')
    await stage.ann.sends(command(await stage.chatOf('Is this a person?'), '!reply hello'))
    await shop.sees('Ann here.')
  })

  it('gives code for a page, and its preview reaches the agents', async () => {
    const { page, goes } = zoe
    await goes('embed/support')
    await page.getByLabel('Heading').fill('Ask "us" </script>')
    await page.getByLabel('Accent').fill('teal')
    const code = page.locator('.code pre').first()
    await page.locator('.code pre', { hasText: 'data-accent="teal"' }).first().waitFor()
    assert.match(await code.innerText(), /data-title="Ask &quot;us&quot; &lt;\/script>"/)
    assert.equal((await code.innerText()).match(/<\/script>/g)?.length, 1)
    await page.locator('iframe[src*="accent=teal"]').waitFor()
    const widget = page.frameLocator('.preview iframe').locator('[data-bellhop]')
    await widget.locator('.launcher').click()
    await widget.locator('.panel h2, .panel header').filter({ hasText: 'Ask "us" </script>' }).first().waitFor()
    await widget.locator('.composer textarea').fill('Does the preview work?')
    await widget.locator('.composer textarea').press('Enter')
    await stage.ann.says(await stage.chatOf('Does the preview work?'), 'It does.')
    await widget.locator('.line', { hasText: 'It does.' }).waitFor()
    await zoe.picture('embed-chat')
  })

  it('makes a key by which a site vouches for somebody, and ends it', async () => {
    const { page, goes, presses, answers, told } = zoe
    await goes('embed')
    await presses('New key')
    await answers({ site: 'A Shop' })
    await page.locator('[data-field=site] .problem', { hasText: 'lower-case letters' }).waitFor()
    await answers({ site: 'shop.example' })
    const secret = await page.locator('[data-secret]').innerText()
    const id = await page.locator('.keys td code').first().innerText()
    const sample = await page.locator('.samples pre').first().innerText()
    assert.match(sample, new RegExp(`kid: '${id}'`))
    const identityOf = await signerOf(sample, secret)
    const session = async (browser: string) => {
      const identity = await identityOf({ id: 42, name: 'Wei 伟', email: 'wei@shop.example' })
      const answer = await fetch(`${stage.desk.http}/widget/session`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ queue: 'support', identity, browser }),
      })
      return { status: answer.status, ...(await answer.json()) }
    }
    assert.equal((await session('a'.repeat(43))).verified, true)
    await page.locator('.samples').scrollIntoViewIfNeeded()
    await zoe.picture('embed-key')
    await presses('Revoke: shop.example')
    await answers()
    await told('The key counts no more.')
    assert.equal((await session('b'.repeat(43))).status, 401)
    await page.reload()
    await page.locator('.keys .badge', { hasText: 'ended' }).waitFor()
    assert.equal(await page.locator('[data-secret]').count(), 0, 'the secret is shown once')
  })
})

type Sign = (user: { id: number; name: string; email: string }) => Promise<string>

/** The sample for Node as a site's server would have it: in a file of its own, with jose installed. */
async function signerOf(sample: string, secret: string): Promise<Sign> {
  const folder = mkdtempSync(join(tmpdir(), 'bellhop-sample-'))
  try {
    symlinkSync(fileURLToPath(new URL('../../node_modules', import.meta.url)), join(folder, 'node_modules'))
    writeFileSync(join(folder, 'identity.mjs'), sample)
    process.env.BELLHOP_IDENTITY_SECRET = secret
    return (await import(pathToFileURL(join(folder, 'identity.mjs')).href)).identityOf
  } finally {
    delete process.env.BELLHOP_IDENTITY_SECRET
    rmSync(folder, { recursive: true })
  }
}
