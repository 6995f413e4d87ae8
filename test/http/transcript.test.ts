// A visitor takes his conversation with him.
import assert from 'node:assert/strict'
import { startVisitor } from '../clients/visitor.ts'
import { signIn } from '../harness/agent.ts'
import { startDesk, type TestDesk } from '../harness/desk.ts'
import { until } from '../harness/until.ts'
import { ask } from './ask.ts'

describe('POST /widget/transcript', () => {
  let desk: TestDesk
  before(async () => {
    desk = await startDesk()
  })
  after(() => desk.stop())

  const post = (path: string, body: object) =>
    ask(desk.http, {
      method: 'POST',
      path,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })

  it('gives the visitor all that was said, as text and as HTML, and nobody else’s', async () => {
    const ann = await signIn(desk, 'ann')
    const visitor = await startVisitor(desk.http, { name: 'Li <b>' })
    const { token } = visitor.session
    await visitor.says('你好 <script>alert(1)</script> & "more"')
    await ann.receives((message) => message.getChildText('body')?.startsWith('你好') ?? false)
    await ann.says('chat-1@desk.localhost', 'Hello\nand welcome')
    await until(() => visitor.bodies().length === 1, 'the answer')
    const text = await post('/widget/transcript', { queue: 'support', token })
    assert.equal(text.status, 200)
    assert.match(text.headers['content-type'] ?? '', /^text\/plain/)
    assert.match(text.headers['content-disposition'] ?? '', /attachment; filename="support-transcript.txt"/)
    assert.match(
      text.text,
      /^Support \(UTC\)\n\n\[\d{4}-\d\d-\d\d \d\d:\d\d\] Li <b>: 你好 <script>alert\(1\)<\/script> & "more"\n\[.*\] Ann: Hello\nand welcome\n$/,
    )
    const html = await post('/widget/transcript', { queue: 'support', token, format: 'html' })
    assert.match(html.headers['content-type'] ?? '', /^text\/html/)
    assert.match(html.text, /你好 &lt;script&gt;alert\(1\)&lt;\/script&gt; &amp; &quot;more&quot;/)
    assert.doesNotMatch(html.text, /<script>|Li <b>/)
    const other = (await post('/widget/session', { queue: 'support' })).json() as Record<string, string>
    assert.equal(
      (await post('/widget/transcript', { queue: 'support', token: other.token })).text,
      'Support (UTC)\n\n\n',
    )
    await Promise.all([visitor.leaves(), ann.leaves()])
  })

  it('refuses a wrong token, queue, format and method, and says what is right', async () => {
    const { token } = (await post('/widget/session', { queue: 'support' })).json()
    const wrong = await post('/widget/transcript', { queue: 'support', token: 'x'.repeat(43) })
    assert.equal(wrong.status, 403)
    assert.equal((await post('/widget/transcript', { queue: 'nowhere', token })).status, 404)
    const format = await post('/widget/transcript', { queue: 'support', token, format: 'pdf' })
    assert.deepEqual([format.status, format.json().field], [400, 'format'])
    assert.equal((await post('/widget/transcript', { queue: 'support' })).json().field, 'token')
    assert.equal((await ask(desk.http, { path: '/widget/transcript' })).status, 405)
  })
})
