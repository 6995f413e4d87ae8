// What belongs together: a transcript with what was corrected in it, and the issues of a conversation and of a visitor.
import assert from 'node:assert/strict'
import { visitorSays } from '../../../component/desk/conversation.ts'
import { type ApiDesk, fill, openApiDesk, said, visitorOf } from './desk.ts'

describe('what belongs together', function () {
  this.timeout(20_000)
  let desk: ApiDesk
  before(async () => {
    desk = await openApiDesk()
    await desk.run(fill)
  })
  after(() => desk?.stop())

  const get = async (path: string) => (await desk.ask('GET', path)).json() as never

  it('a transcript says which words were corrected and when, but not what they were', async () => {
    const jid = await desk.run((turn) => visitorOf(turn, 'Mo'))
    const says = (body: string, more: object) =>
      desk.run((turn) => visitorSays(turn, 'billing', { ...said(jid, 'billing@desk.test', body), ...more }))
    await says('The mug is crimson', { stanzaId: 'a', key: 'a' })
    await says('The mug is blue', { stanzaId: 'b', key: 'b', replaces: 'a' })
    await says('And so is the rim', { stanzaId: 'c', key: 'c' })
    const { items } = (await get('/conversations?queue=billing&limit=1')) as { items: { id: number }[] }
    const whole: { messages: { id: number; body: string }[]; corrections: { message: number; at: string }[] } =
      await get(`/conversations/${items[0]?.id}/transcript`)
    const corrected = whole.messages.find(({ body }) => body === 'The mug is blue')
    assert.deepEqual(
      whole.corrections.map(({ message }) => message),
      [corrected?.id],
    )
    assert.match(whole.corrections[0]?.at ?? '', /^\d{4}-.*Z$/)
    assert.doesNotMatch(JSON.stringify(whole), /crimson/)
    const { corrections }: typeof whole = await get('/conversations/1/transcript')
    assert.deepEqual(corrections, [])
  })

  it('issues are found by the conversation they came out of, and by its visitor', async () => {
    const numbers = async (query: string): Promise<number[]> =>
      ((await get(`/issues?${query}`)) as { items: { id: number }[] }).items.map(({ id }) => id)
    const { visitor } = (await get('/conversations/1')) as { visitor: { id: number } }
    assert.deepEqual(await numbers('conversation=1'), [1])
    assert.deepEqual(await numbers(`visitor=${visitor.id}`), [1])
    assert.deepEqual(await numbers('conversation=2'), [])
    assert.deepEqual(await numbers(`visitor=${visitor.id + 1}`), [])
  })
})
