// The whole menu with slixmpp: an agent and a lead run each ad-hoc command that they find, with its form filled in.
import assert from 'node:assert/strict'
import type { Slixmpp } from '../harness/slixmpp.ts'
import { leavesWord, meets, nodes, people, queue, refusedWith, runs, theDesk } from './slixmpp-desk.ts'
import { atDesk, choices, inChat, inIssue, type Menu, ofTheMoment, sorted, withForm } from './slixmpp-menu.ts'

/** What the lines of a help text are about. */
const helped = (note: string) => [...note.matchAll(/^!?([a-z]+)[^—]* — /gm)].map(([, word]) => word).toSorted()

describe('each command, with slixmpp', function () {
  this.timeout(60_000)
  const { signsIn, comes } = people()
  const says = (who: Slixmpp, from: string, words: string | RegExp) =>
    who.sees(
      'message',
      (each) => each.from === from && (typeof words === 'string' ? each.body === words : words.test(each.body)),
      String(words),
    )

  it('is listed for those who may use it, with a form that can be taken and cancelled', async () => {
    const ann = await signsIn('ann')
    const [wei, lea, hana] = await Promise.all([comes('Wei'), signsIn('lea'), signsIn('hana')])
    const chat = await meets(wei, ann, 'what can you do?')
    await runs(ann, chat, 'issue', { type: 'billing', handler: 'hana', priority: 'low', question: 'Why?' })
    const issue = 'issue-1@desk.localhost'
    const seen: (readonly [who: Slixmpp, to: string, menu: Menu])[] = [
      ...([
        [ann, theDesk, atDesk.agent],
        [lea, theDesk, atDesk.lead],
        [hana, theDesk, atDesk.handler],
      ] as const),
      ...[ann, lea].map((who) => [who, chat, inChat] as [Slixmpp, string, Menu]),
      [hana, chat, { help: [] }],
      ...([
        [ann, issue, inIssue.agent],
        [lea, issue, inIssue.lead],
        [hana, issue, inIssue.handler],
      ] as const),
    ]
    for (const [who, to, menu] of seen) {
      assert.deepEqual(await nodes(who, to), sorted(menu), `${who.jid} ${to}`)
      assert.deepEqual(helped((await runs(who, to, 'help')).note), sorted(menu))
      for (const node of withForm(menu)) {
        // Its choices are for who has the conversation.
        if (['reply', 'transfer'].includes(node) && who === lea) continue
        const { fields, options, status } = await who.asks<Record<string, string[][]>>('look', { to, node })
        assert.deepEqual([node, fields, status], [node, menu[node], 'canceled'])
        if (!ofTheMoment.includes(node)) assert.deepEqual(options?.flat(), choices[node]?.flat() ?? [], node)
      }
    }
    for (const to of [theDesk, queue]) assert.deepEqual(await nodes(wei, to), [])
    for (const node of ['help', 'info', 'accept'])
      await assert.rejects(runs(wei, issue, node), refusedWith('forbidden'))
    assert.match((await runs(ann, theDesk, 'mine')).note, /Wei, for \d+s: what can you do\?$/m)
    await runs(ann, issue, 'close')
    await runs(ann, chat, 'close')
  })

  it('works for an agent at the desk', async () => {
    const wei = await comes('Wei')
    const id = await leavesWord(wei, 'take me')
    const [ann, bob] = await Promise.all([signsIn('ann', 'dnd'), signsIn('bob', 'dnd')])
    const [chat, desk] = [`chat-${id}@desk.localhost`, (node: string, values = {}) => runs(ann, theDesk, node, values)]
    assert.match((await desk('state')).note, /^You are busy\. Your client’s presence decides/)
    assert.match(
      (await desk('queue')).note,
      new RegExp(`^Left in the mailbox:\n#${id} support, \\d+s ago, Wei: take me$`),
    )
    assert.equal((await desk('mine')).note, 'You have no conversations and no issues.')
    assert.equal((await desk('claim', { number: `#${id}` })).note, `#${id} is yours.`)
    await says(ann, chat, /^Conversation #\d+ with Wei[\s\S]*take me/)
    assert.match((await desk('mine')).note, new RegExp(`^#${id} support, Wei, for \\d+s: take me$`, 'm'))
    assert.equal((await desk('queue')).note, 'Nobody waits, and nothing was left.')
    assert.match((await desk('who')).note, /^Ann: busy \(agent\), 1 conversations\nBob: busy \(agent\), 0 /m)
    assert.match((await desk('state', { state: 'normal' })).note, /^You are normal by your own choice/)
    assert.match((await desk('who')).note, /^Ann: normal/m)

    await runs(bob, theDesk, 'state', { state: 'normal' })
    const offered = await runs(ann, chat, 'transfer', { to: 'bob', note: 'he knows it' })
    assert.equal(offered.note, `#${id} is offered to bob, who has 30 s to accept.`)
    await says(bob, theDesk, new RegExp(`^Ann wants to hand over #${id}, Wei\\. he knows it\n[\\s\\S]*take me`))
    assert.equal((await runs(bob, theDesk, 'accept', { number: id })).note, `#${id} is yours.`)
    await says(ann, chat, `(Bob took conversation #${id}.)`)
    await runs(bob, chat, 'transfer', { to: 'Ann' })
    assert.equal((await desk('decline', { number: id })).note, `#${id} stays where it is.`)
    await says(bob, chat, '(Ann can’t take it now; the conversation stays with you.)')
    await runs(bob, chat, 'transfer', { to: 'Ann' })
    assert.equal((await desk('accept', { number: id })).note, `#${id} is yours.`)

    const kept = await desk('canned', { name: 'hi', text: 'Hello {visitor.name}, {agent.name} here.' })
    assert.equal(kept.note, '“hi” is kept. Use it with “!reply hi”.')
    assert.equal((await runs(ann, chat, 'reply', { name: 'hi' })).note, 'Sent: Hello Wei, Ann here.')
    assert.equal((await says(wei, queue, 'Hello Wei, Ann here.')).nick, 'Ann')
    await runs(bob, theDesk, 'state', { state: 'auto' })
    assert.match((await desk('state', { state: 'auto' })).note, /^You are busy\./)
    await runs(ann, chat, 'close')
  })

  it('works for an agent in a conversation', async () => {
    const ann = await signsIn('ann')
    const [wei, bob] = await Promise.all([comes('Wei'), signsIn('bob', 'dnd')])
    const chat = await meets(wei, ann, 'it is complicated')
    const id = /\d+/.exec(chat)?.[0] as string
    const here = async (node: string, values = {}) => (await runs(ann, chat, node, values)).note
    await runs(ann, theDesk, 'state', { state: 'busy' })
    assert.match(await here('info'), /^Wei in support, conversation #\d+, opened [\s\S]*Presence: here; /)
    assert.equal(await here('note', { text: 'difficult 客户' }), 'Noted. The visitor does not see it.')
    assert.equal(await here('invite', { colleague: 'bob' }), 'Bob is in this conversation now.')
    await says(bob, chat, /it is complicated/)
    await says(wei, queue, 'Bob has joined.')
    await bob.asks('message', { to: chat, body: 'I know this one' })
    assert.equal((await says(wei, queue, 'I know this one')).nick, 'Bob')
    assert.equal((await runs(bob, chat, 'leave')).note, `You have left conversation #${id}.`)
    await says(ann, chat, '(Bob has left this conversation.)')

    assert.equal(await here('release'), `Conversation #${id} is no longer yours.`)
    await says(wei, queue, /^Everybody is busy at the moment\./)
    await runs(ann, theDesk, 'claim', { number: id })
    assert.equal(await here('transfer', { to: 'support' }), `#${id} went to the queue support.`)
    assert.match((await runs(ann, theDesk, 'queue')).note, new RegExp(`^Waiting:\n#${id} support, \\d+s ago, Wei: `))
    await runs(ann, theDesk, 'claim', { number: id })
    assert.match(await here('block', { for: '2h', reason: 'spam' }), /^Wei is blocked until 2\d{3}-.*Z\.$/)
    const refused = await wei.asks('message', { to: queue, body: 'more' })
    const error = await wei.sees('refused', (each) => each.id === refused.id, 'the refusal')
    assert.deepEqual([error.condition, error.text], ['forbidden', 'You can’t write to this desk at the moment.'])

    const events = [
      'opened',
      'assigned Ann',
      'note by Ann: difficult 客户',
      'invited Bob',
      'left by Bob',
      'blocked Ann spam',
    ]
    const told = await here('history')
    for (const event of events) assert.ok(told.includes(`] ${event}`), `${event} in ${told}`)
    assert.equal(await here('close', { reason: 'spam' }), `Conversation #${id} is closed.`)
    await says(wei, queue, /^This conversation is closed\./)
    assert.doesNotMatch(wei.happened.map(({ stanza }) => stanza).join('\n'), /difficult|spam|agents\.localhost/)
    await runs(ann, theDesk, 'state', { state: 'auto' })
  })

  it('works for a lead, who joins, takes over, and needs no queue', async () => {
    const ann = await signsIn('ann')
    const [wei, lea] = await Promise.all([comes('Wei'), signsIn('lea')])
    const chat = await meets(wei, ann, 'I want the boss')
    const id = /\d+/.exec(chat)?.[0] as string
    const desk = async (node: string, values = {}) => (await runs(lea, theDesk, node, values)).note
    const here = async (node: string, values = {}) => (await runs(lea, chat, node, values)).note
    assert.match(await desk('state', { state: 'busy' }), /^You are busy by your own choice/)
    assert.match(await desk('state', { state: 'auto' }), /^You are normal\. /)
    assert.match(await desk('who'), /^Lea: normal \(lead\), 0 conversations$/m)
    assert.match(await here('history'), /\] assigned Ann/)
    assert.equal(await desk('join', { number: id }), 'Lea is in this conversation now.')
    await says(wei, queue, 'Lea has joined.')
    assert.equal(await here('leave'), `You have left conversation #${id}.`)
    assert.equal(await desk('claim', { number: id }), `#${id} is yours.`)
    await says(ann, theDesk, `Conversation #${id} is with Lea now.`)
    assert.match(await desk('mine'), /I want the boss$/)

    assert.match(await here('info'), /^Wei in support/)
    assert.equal(await here('note', { text: 'mine now' }), 'Noted. The visitor does not see it.')
    assert.match(await desk('canned', { name: 'boss', text: 'I am {agent.name}.' }), /^“boss” is kept\./)
    assert.equal(await here('reply', { name: 'boss' }), 'Sent: I am Lea.')
    assert.equal((await says(wei, queue, 'I am Lea.')).nick, 'Lea')
    assert.equal(await here('invite', { colleague: 'Ann' }), 'Ann is in this conversation now.')
    await runs(ann, chat, 'leave')
    assert.match(await here('transfer', { to: 'ann' }), /^#\d+ is offered to ann/)
    await runs(ann, theDesk, 'decline', { number: id })
    assert.equal(await here('release'), `Conversation #${id} is no longer yours.`)
    await says(wei, queue, 'Somebody else will go on with you in a moment.')
    assert.equal(await desk('queue'), 'Nobody waits, and nothing was left.')
    await desk('claim', { number: id })
    // Nobody can hand over to who serves no queue.
    for (const node of ['accept', 'decline'])
      await assert.rejects(desk(node, { number: id }), refusedWith('item-not-found', /is not offered to you\.$/))
    assert.match(await here('block', { for: '1m' }), /^Wei is blocked until /)
    assert.equal(await here('close'), `Conversation #${id} is closed.`)
    await says(wei, queue, /^This conversation is closed\./)
  })
})
