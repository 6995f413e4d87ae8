// What looks like SQL, HTML, a formula or a header in a text is meant as it is: kept to the letter, shown as text, and run by nobody.
import assert from 'node:assert/strict'
import { type ApiDesk, fill, jidOf, openApiDesk, settled } from './desk.ts'
import { everything } from './document.ts'

const texts = [
  "'; DROP TABLE staff; --",
  '" OR 1=1; UPDATE staff SET roles = "lead"',
  `%s %d {{7*7}} $\{process.env} $1 ?`,
  '<script>alert(1)</script><img src=x onerror=alert(2)>',
  '=HYPERLINK("http://evil.example";"x")',
  'X-Evil: 1%0d%0aSet-Cookie: a=b',
  'Zoë 李 مرحبا 😀',
]

describe('odd texts', function () {
  this.timeout(60_000)
  let desk: ApiDesk
  before(async () => {
    desk = await openApiDesk()
    await desk.run(fill)
    await settled(desk)
  })
  after(() => desk?.stop())

  /** Changes something with a text in it and reads it again. */
  async function kept(method: string, path: string, body: (text: string) => object, read: (answer: never) => unknown) {
    for (const text of texts) {
      const answer = await desk.ask(method, path, { body: body(text) })
      assert.ok(answer.status < 300, `${path} ${text}: ${answer.text}`)
      assert.match(String(answer.headers['content-type']), /^application\/json/)
      for (const header of ['x-evil', 'set-cookie']) assert.equal(answer.headers[header], undefined)
      assert.equal(read((await desk.ask('GET', path)).json() as never), text, path)
    }
  }

  it('are kept to the letter in names, titles, texts, replies and fields', async () => {
    await kept(
      'PATCH',
      '/staff/ann',
      (name) => ({ name }),
      ({ name }) => name,
    )
    await kept(
      'PATCH',
      '/queues/support',
      (title) => ({ title }),
      ({ title }) => title,
    )
    await kept(
      'PATCH',
      '/visitors/1',
      (name) => ({ name }),
      ({ name }) => name,
    )
    await kept(
      'PUT',
      '/canned/support/hours/en',
      (body) => ({ body }),
      ({ body }) => body,
    )
    await kept(
      'PUT',
      '/queues/support/texts',
      (en) => ({ greeting: { en }, away: {} }),
      ({ greeting }) => (greeting as { en: string }).en,
    )
    await kept(
      'PUT',
      '/queues/support/fields',
      (en) => ({ fields: [{ name: 'order', type: 'text', required: false, label: { en } }] }),
      ({ fields }) => (fields as { label: { en: string } }[])[0]?.label.en,
    )
    assert.equal(
      (
        await desk
          .db('staff')
          .where({ jid: jidOf('ann') })
          .first('roles')
      ).roles,
      'agent',
    )
  })

  it('in what is looked for change nothing and break nothing', async () => {
    await desk.bellhop.tick()
    const was = await everything(desk.db)
    for (const text of texts) {
      const words = encodeURIComponent(text)
      const paths = [`/conversations?words=${words}`, `/visitors?words=${words}`, `/issues?words=${words}`]
      for (const path of [...paths, `/audit?who=${words}`, `/audit?target=${words}`])
        assert.equal((await desk.ask('GET', path)).status, 200, path)
    }
    assert.deepEqual(await everything(desk.db), was)
  })

  it('are text in a table: no cell is a formula', async () => {
    const { text } = await desk.ask('GET', '/visitors', { headers: { accept: 'text/csv' } })
    for (const cell of text.split(/[,\r\n]+/)) assert.doesNotMatch(cell, /^"?[=+@]/, text)
  })
})
