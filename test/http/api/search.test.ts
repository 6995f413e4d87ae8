// The search over transcripts: it follows behind what is said, corrected, taken back, and what was there before it.
import assert from 'node:assert/strict'
import { agentSays } from '../../../component/desk/agent-says.ts'
import { visitorSays } from '../../../component/desk/conversation.ts'
import { correctMessage, findMessage, retractMessage } from '../../../component/store/messages.ts'
import { type ApiDesk, fill, jidOf, openApiDesk, said, visitorOf } from './desk.ts'

interface Found {
  id: number
  found: { message: number; author: string; at: string; excerpt: string } | null
}

describe('the search over transcripts', function () {
  this.timeout(60_000)
  let desk: ApiDesk
  before(async () => {
    desk = await openApiDesk()
    await desk.run(fill)
    await desk.bellhop.tick()
  })
  after(() => desk?.stop())

  async function search(words: string, query = ''): Promise<Found[]> {
    const answer = await desk.ask('GET', `/conversations?words=${encodeURIComponent(words)}${query}`)
    assert.equal(answer.status, 200, answer.text)
    return answer.json().items as Found[]
  }
  const ids = async (words: string, query = '') => (await search(words, query)).map(({ id }) => id)

  it('finds words of visitors and agents, in any form, and Chinese within a sentence', async () => {
    assert.deepEqual(await ids('refunds'), [1])
    assert.deepEqual(await ids('REFUND'), [1])
    assert.deepEqual(await ids('asking'), [1]) // the agent’s “I shall ask”
    assert.deepEqual(await ids('你好'), [1])
    assert.deepEqual(await ids('anyb'), [3]) // half typed
    assert.deepEqual(await ids('refund anybody'), [], 'all words in one message')
    assert.deepEqual(await ids('refund', '&state=left'), [], 'together with other filters')
  })

  it('says which message it was, with the words around', async () => {
    const long = `${'blah '.repeat(60)}the invoice 发票 of May${' and so on'.repeat(60)}`
    await desk.run(async (turn) => {
      const kim = await visitorOf(turn, 'Kim')
      await visitorSays(turn, 'billing', said(kim, 'billing@desk.test', long))
      await visitorSays(turn, 'billing', said(kim, 'billing@desk.test', 'Hello?'))
    })
    await desk.bellhop.tick()
    const [one] = await search('发票')
    assert.equal(one?.found?.author, 'visitor')
    assert.match(one?.found?.excerpt ?? '', /^….*the invoice 发票 of May.*…$/)
    assert.ok((one?.found?.excerpt.length ?? 0) < 200)
    const { message } = one?.found ?? { message: 0 }
    const messages = (await desk.ask('GET', `/conversations/${one?.id}/messages`)).json().items as { id: number }[]
    assert.ok(messages.some(({ id }) => id === message))
    assert.equal((await desk.ask('GET', '/conversations')).json().next, null)
    for (const item of (await desk.ask('GET', '/conversations')).json().items as Found[]) assert.equal(item.found, null)
  })

  it('shows the newest message where several fit', async () => {
    await desk.run((turn) => agentSays(turn, 1, said(jidOf('ann'), 'chat-1@desk.test', 'The refund is on its way.')))
    await desk.bellhop.tick()
    assert.equal((await search('refund'))[0]?.found?.excerpt, 'The refund is on its way.')
  })

  it('follows corrections and retractions, also of what it has not come to yet', async () => {
    const say = (words: string) =>
      desk.run(async (turn) => {
        await agentSays(turn, 1, said(jidOf('ann'), 'chat-1@desk.test', words))
        return Number((await turn.tx('messages').max({ id: 'id' }).first())?.id)
      })
    const first = await say('A zebra')
    await desk.bellhop.tick()
    const second = await say('A giraffe')
    const correct = (id: number, words: string) =>
      desk.run(async (turn) => {
        const message = await findMessage(turn.tx, id)
        if (message) await correctMessage(turn.tx, message, words, turn.now.toISOString())
      })
    await correct(first, 'A lion')
    await correct(second, 'A tiger')
    await desk.bellhop.tick()
    assert.deepEqual([await ids('zebra'), await ids('giraffe')], [[], []])
    assert.deepEqual([await ids('lion'), await ids('tiger')], [[1], [1]])
    await desk.run(async (turn) => {
      const message = await findMessage(turn.tx, first)
      if (message) await retractMessage(turn.tx, message, turn.now.toISOString())
    })
    await desk.bellhop.tick()
    assert.deepEqual(await ids('lion'), [])
  })

  it('comes to what was there before it, some messages at a time', async () => {
    const many = 450
    await desk.run(async (turn) => {
      const row = { conversation: 2, author: 'visitor', nick: 'Old', lang: 'en', at: turn.now.toISOString() }
      for (let n = 0; n < many; n += 50)
        await turn.tx('messages').insert(Array.from({ length: 50 }, (_, at) => ({ ...row, body: `Parcel ${n + at}` })))
      await turn.tx('message_search').delete()
      await turn.tx('message_search_at').update({ message: 0, correction: 0 })
    })
    assert.deepEqual(await ids('parcel'), [])
    await desk.bellhop.tick()
    assert.equal((await search('parcel'))[0]?.found?.excerpt, `Parcel ${many - 1}`)
    assert.deepEqual(await ids('parcel 0'), [2])
    assert.deepEqual(await ids('tiger'), [1])
  })
})
