// Agents with slixmpp who come, go, vanish, and reach for the same conversation.
import assert from 'node:assert/strict'
import { leavesWord, meets, people, queue, theDesk } from './slixmpp-desk.ts'

describe('agents with slixmpp', function () {
  this.timeout(60_000)
  const { signsIn, comes } = people({ BELLHOP_GRACE: '1' })

  it('gives the conversation of an agent who vanished to another, after the grace time', async () => {
    const [ann, wei] = await Promise.all([signsIn('ann'), comes('Wei')])
    const chat = await meets(wei, ann, 'do not leave me')
    const bob = await signsIn('bob')
    await ann.vanishes()
    const handed = await bob.sees('message', ({ from }) => from === chat, 'the conversation')
    assert.match(handed.body, /^Conversation #\d+ with Wei .*\n\[.*\] Wei: do not leave me$/)
    await wei.sees('message', ({ body }) => body === 'Somebody else will go on with you in a moment.', 'the change')
    await bob.asks('message', { to: chat, body: 'I am Bob' })
    assert.equal((await wei.sees('message', ({ body }) => body === 'I am Bob', 'an answer')).nick, 'Bob')
  })

  it('lets a visitor stay with an agent whose lost connection is back within the grace time', async () => {
    const [ann, wei] = await Promise.all([signsIn('ann'), comes('Wei')])
    const chat = await meets(wei, ann, 'wait for her')
    const again = signsIn('ann')
    await ann.vanishes()
    const back = await again
    await wei.asks('message', { to: queue, body: 'still you?' })
    await back.sees('message', ({ from, body }) => from === chat && body === 'still you?', 'what he says next')
  })

  it('gives the conversation of an agent who signs out to another at once', async () => {
    const [ann, wei] = await Promise.all([signsIn('ann'), comes('Wei')])
    const chat = await meets(wei, ann, 'bye already?')
    const bob = await signsIn('bob')
    await ann.leaves()
    // Sooner than the clock that looks for lost ones: it is his presence that did it.
    await bob.sees('message', ({ from, body }) => from === chat && body.includes('bye already?'), 'him', 800)
  })

  it('gives a left message to exactly one of two who claim it at once, and tells the other who has it', async () => {
    const wei = await comes('Wei')
    const number = await leavesWord(wei, 'anybody?')
    const [ann, bob] = await Promise.all([signsIn('ann'), signsIn('bob')])
    const named = [
      ['Ann', ann],
      ['Bob', bob],
    ] as const
    for (const [, agent] of named)
      await agent.sees('message', ({ body }) => body.includes('left in the mailbox'), 'what was left')
    await Promise.all(named.map(([, agent]) => agent.asks('message', { to: theDesk, body: `claim ${number}` })))
    const answers = await Promise.all(
      named.map(
        async ([, agent]) =>
          (await agent.sees('message', ({ body }) => /is yours|is with/.test(body), 'what became of it')).body,
      ),
    )
    const winner = answers.indexOf(`#${number} is yours.`)
    assert.notEqual(winner, -1, answers.join(' | '))
    assert.equal(answers[1 - winner], `#${number} is with ${named[winner]?.[0]}.`)
    const chat = `chat-${number}@desk.localhost`
    await named[winner]?.[1].sees('message', ({ from }) => from === chat, 'the conversation')
    assert.deepEqual(named[1 - winner]?.[1].heard(chat), [])
  })
})
