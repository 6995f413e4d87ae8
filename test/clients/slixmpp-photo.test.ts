// An agent with slixmpp sets his avatar there (XEP-0153); his visitor gets an address for it and learns nothing else of him.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { until } from '../harness/until.ts'
import { ask } from '../http/ask.ts'
import { meets, people } from './slixmpp-desk.ts'

/** A PNG of one point. */
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

describe('an agent’s picture with slixmpp', function () {
  this.timeout(60_000)
  const { signsIn, comes, http } = people()

  it('is taken from his vCard and served under an id of its own, and the visitor never learns who he is', async () => {
    const [ann, wei] = await Promise.all([signsIn('ann'), comes('Wei')])
    const chat = await meets(wei, ann, 'who are you?')
    await ann.asks('avatar', { picture: png.toString('base64'), type: 'image/png' })
    let [id, said] = ['', 0]
    await until(async () => {
      const body = `It is me ${++said}`
      await ann.asks('message', { to: chat, body })
      const { stanza } = await wei.sees('message', (happening) => happening.body === body, body)
      id = /<photo xmlns="urn:bellhop:0" id="([A-Za-z0-9_-]{22})"/.exec(stanza)?.[1] ?? ''
      return id !== ''
    }, 'a line with a picture')

    const { status, headers, bytes } = await picture(http(), id)
    assert.equal(status, 200)
    assert.deepEqual(bytes, png)
    assert.equal(headers.get('content-type'), 'image/png')
    assert.equal(headers.get('x-content-type-options'), 'nosniff')
    assert.equal(headers.get('cache-control'), 'public, max-age=31536000, immutable')
    assert.equal(headers.get('content-security-policy'), "default-src 'none'; sandbox")

    const { messages } = await wei.asks<{ messages: { body: string }[] }>('archive', {
      of: 'support@desk.localhost',
      page: 50,
    })
    assert.ok(messages.length >= 2)
    const hash = createHash('sha1').update(png).digest('hex')
    for (const { stanza } of wei.happened) assert.doesNotMatch(stanza, new RegExp(`agents\\.localhost|ann@|${hash}`))
    assert.doesNotMatch(JSON.stringify(messages), /agents\.localhost|ann@/)

    for (const wrong of [`${'A'.repeat(21)}B`, hash, 'ann', `${id}.png`, '..%2fx', `${id}%00`]) {
      const answer = await ask(http(), { path: `/widget/photos/${wrong}` })
      assert.equal(answer.status, 404, wrong)
      assert.match(answer.headers['content-type'] ?? '', /^application\/problem\+json/)
    }
  })
})

async function picture(http: string, id: string) {
  const answer = await fetch(`${http}/widget/photos/${id}`)
  return { status: answer.status, headers: answer.headers, bytes: Buffer.from(await answer.arrayBuffer()) }
}
