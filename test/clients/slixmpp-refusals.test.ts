// Forms filled in wrongly, with slixmpp: what was wrong and how it is written is told, and nothing is changed.
import assert from 'node:assert/strict'
import type { Slixmpp } from '../harness/slixmpp.ts'
import { meets, nodes, people, queue, refusedWith, runs, theDesk } from './slixmpp-desk.ts'
import { atDesk as menuAtDesk, sorted } from './slixmpp-menu.ts'

type Wrong = [node: string, values: Record<string, string | string[]>, condition: string, text: string]

const missing = (field: string, usage: string) => `“${field}” is missing. It is written: ${usage}`
const noNumber = (value: string, usage: string) => `“${value}” is not a number for “number”. It is written: ${usage}`
const numbers = (node: string): Wrong[] => {
  const usage = `${node} NUMBER`
  const bad = ['x', '0', '-1', '1.5', '1 2', '1234567890', '١']
  return [
    [node, {}, 'bad-request', missing('number', usage)],
    [node, { number: '  ' }, 'bad-request', missing('number', usage)],
    ...bad.map((value): Wrong => [node, { number: value }, 'bad-request', noNumber(value, usage)]),
    [node, { number: ['1', '2'] }, 'bad-request', noNumber('1\n2', usage)],
  ]
}
const noState = (value: string) =>
  `“${value}” is not possible for “state”: normal, busy, auto. It is written: state [STATE]`
const tooLong = (field: string, length: number, limit: number) =>
  `“${field}” is too long: ${length} characters; ${limit} are possible.`
const atDesk: Wrong[] = [
  ...['claim', 'accept', 'decline'].flatMap(numbers),
  ['claim', { number: '999' }, 'item-not-found', 'There is nothing to claim with number 999.'],
  ['accept', { number: '999' }, 'item-not-found', '#999 is not offered to you.'],
  ['decline', { number: '999' }, 'item-not-found', '#999 is not offered to you.'],
  ['state', { state: 'lazy' }, 'bad-request', noState('lazy')],
  ['state', { state: 'Busy' }, 'bad-request', noState('Busy')],
  ['state', { state: ['busy', 'auto'] }, 'bad-request', noState('busy\nauto')],
  ['canned', {}, 'bad-request', missing('name', 'canned NAME TEXT')],
  ['canned', { text: 'nameless' }, 'bad-request', missing('name', 'canned NAME TEXT')],
  ['canned', { name: 'ho' }, 'bad-request', missing('text', 'canned NAME TEXT')],
  ['canned', { name: 'ho', text: ' ' }, 'bad-request', missing('text', 'canned NAME TEXT')],
  ['canned', { name: 'two words', text: 'x' }, 'bad-request', '“words” is too much. It is written: canned NAME TEXT'],
  ['canned', { name: 'ho', text: 'x'.repeat(10_001) }, 'bad-request', tooLong('text', 10_001, 10_000)],
  ['canned', { name: 'n'.repeat(201), text: 'x' }, 'bad-request', tooLong('name', 201, 200)],
  ['nosuch', {}, 'item-not-found', 'There is no command “nosuch”. Say “help” for what there is.'],
  ['join', { number: '1' }, 'forbidden', '“join” is not for you: it needs the role lead.'],
]
const noSpan = (value: string) => `“${value}” is no span of time. Write 30m, 2h or 7d.`
const atChat: Wrong[] = [
  ['reply', {}, 'bad-request', missing('name', '!reply NAME')],
  ['reply', { name: 'ho' }, 'item-not-found', 'There is no canned reply “ho”. There are: –.'],
  ['transfer', { note: 'to whom?' }, 'bad-request', missing('to', '!transfer TO [NOTE]')],
  ['transfer', { to: 'zoe' }, 'bad-request', '“zoe” can’t take it. There are: support.'],
  ['transfer', { to: 'ann' }, 'bad-request', '“ann” can’t take it. There are: support.'],
  ['transfer', { to: 'bob' }, 'bad-request', '“bob” can’t take it. There are: support.'],
  ['note', {}, 'bad-request', missing('text', '!note TEXT')],
  ['note', { text: 'x'.repeat(10_001) }, 'bad-request', tooLong('text', 10_001, 10_000)],
  ['close', { reason: 'x'.repeat(10_001) }, 'bad-request', tooLong('reason', 10_001, 10_000)],
  ['transfer', { to: 'bob please' }, 'bad-request', '“please” is too much. It is written: !transfer TO [NOTE]'],
  ['invite', {}, 'bad-request', missing('colleague', '!invite COLLEAGUE')],
  ['invite', { colleague: 'ann' }, 'bad-request', 'There is no colleague “ann” who is in. There are: bob.'],
  ['invite', { colleague: 'hana' }, 'bad-request', 'There is no colleague “hana” who is in. There are: bob.'],
  ['block', { for: '2 h', reason: 'x' }, 'bad-request', '“h” is too much. It is written: !block FOR [REASON]'],
  ['block', { reason: 'spam' }, 'bad-request', missing('for', '!block FOR [REASON]')],
  ...['forever', '2', '0h', '-1h', '2hh', '100000d', '2w'].map(
    (value): Wrong => ['block', { for: value, reason: 'spam' }, 'bad-request', noSpan(value)],
  ),
  ['claim', { number: '1' }, 'item-not-found', 'There is no command “claim”. Say “help” for what there is.'],
]

describe('a form that is filled in wrongly, with slixmpp', function () {
  this.timeout(60_000)
  const { signsIn, comes } = people()
  const exactly = (condition: string, text: string) => (error: unknown) =>
    refusedWith(condition)(error) && (error as Error).message === `${condition}: ${text}`

  /** All that an agent can find out about the desk and a conversation, without the time that has gone by. */
  const known = async (agent: Slixmpp, chat: string) => {
    const asked = [
      ...['state', 'queue', 'mine', 'who'].map((node) => [theDesk, node] as const),
      ...['info', 'history'].map((node) => [chat, node] as const),
    ]
    const notes = []
    for (const [to, node] of asked) notes.push((await runs(agent, to, node)).note)
    return notes.join('\n').replace(/\d+s\b|last seen \S+/g, '')
  }

  it('is refused with what was wrong and how it is written, and changes nothing', async () => {
    const ann = await signsIn('ann')
    const [wei, bob] = await Promise.all([comes('Wei'), signsIn('bob', 'dnd')])
    const chat = await meets(wei, ann, 'hello')
    await ann.asks('message', { to: chat, body: 'Hi' })
    await wei.sees('message', ({ body }) => body === 'Hi', 'the answer')
    const before = await known(ann, chat)
    const heard = [ann, bob, wei].map(({ happened }) => happened.filter(({ body }) => body).length)
    for (const [to, list] of [
      [theDesk, atDesk],
      [chat, atChat],
    ] as const) {
      for (const [node, values, condition, text] of list)
        await assert.rejects(runs(ann, to, node, values), exactly(condition, text), `${node} ${JSON.stringify(values)}`)
    }
    await assert.rejects(runs(ann, chat, 'leave'), refusedWith('item-not-found', /not a guest in conversation/))
    assert.equal(await known(ann, chat), before)
    assert.deepEqual(
      [ann, bob, wei].map(({ happened }) => happened.filter(({ body }) => body).length),
      heard,
    )
    await runs(ann, chat, 'close')
  })

  it('is refused to who has nothing to do with that conversation, or when there is none', async () => {
    const ann = await signsIn('ann')
    const [wei, bob, lea] = await Promise.all([comes('Wei'), signsIn('bob', 'dnd'), signsIn('lea')])
    const chat = await meets(wei, ann, 'hello')
    const id = /\d+/.exec(chat)?.[0] as string
    const right: Record<string, Record<string, string>> = {
      reply: { name: 'hi' },
      transfer: { to: 'support' },
      note: { text: 'x' },
      invite: { colleague: 'ann' },
      block: { for: '2h' },
      issue: { type: 'billing', handler: 'hana', priority: 'low', question: 'x' },
      link: { issue: '1' },
    }
    for (const node of await nodes(bob, chat)) {
      if (node === 'help' || node === 'leave') continue
      const fill = right[node] ?? {}
      const refusal = exactly('conflict', `Conversation #${id} is with Ann.`)
      await assert.rejects(runs(bob, chat, node, fill), refusal, node)
      const nowhere = runs(bob, 'chat-999@desk.localhost', node, fill)
      await assert.rejects(nowhere, exactly('item-not-found', 'There is no conversation #999.'), node)
    }
    await assert.rejects(runs(bob, theDesk, 'claim', { number: id }), exactly('conflict', `#${id} is with Ann.`))
    await assert.rejects(runs(ann, theDesk, 'claim', { number: id }), exactly('conflict', `#${id} is yours already.`))
    for (const [node, values, condition, text] of numbers('join'))
      await assert.rejects(runs(lea, theDesk, node, values), exactly(condition, text), JSON.stringify(values))
    await assert.rejects(runs(lea, theDesk, 'join', { number: '999' }), refusedWith('item-not-found', /#999/))
    await runs(lea, theDesk, 'join', { number: id })
    const again = exactly('conflict', 'Lea is in this conversation already.')
    await assert.rejects(runs(lea, theDesk, 'join', { number: id }), again)
    await assert.rejects(runs(ann, chat, 'invite', { colleague: 'lea' }), again)
    await runs(ann, chat, 'close', { reason: 'done' })
    await assert.rejects(runs(ann, chat, 'close'), exactly('conflict', `Conversation #${id} is closed.`))
    await assert.rejects(runs(lea, theDesk, 'join', { number: id }), refusedWith('item-not-found'))
  })

  it('gives a handler what is for him, and a visitor nothing', async () => {
    const ann = await signsIn('ann')
    const [wei, hana] = await Promise.all([comes('Wei'), signsIn('hana')])
    const chat = await meets(wei, ann, 'for her alone')
    for (const to of [theDesk, chat]) {
      const hers = await nodes(hana, to)
      for (const node of await nodes(ann, to)) {
        if (!hers.includes(node)) {
          const roles = new RegExp(`^forbidden: “${node}” is not for you: it needs the role agent, lead\\.$`)
          await assert.rejects(runs(hana, to, node), refusedWith('forbidden', roles), node)
        }
        await assert.rejects(runs(wei, to, node), refusedWith('forbidden'), node)
      }
    }
    assert.deepEqual(
      (await runs(hana, theDesk, 'help')).note.match(/^[a-z]+(?= )/gm)?.toSorted(),
      sorted(menuAtDesk.handler),
    )
    assert.deepEqual((await runs(hana, chat, 'help')).note.match(/^![a-z]+/gm), ['!help'])
    assert.match((await runs(hana, theDesk, 'state', { state: 'busy' })).note, /^You are busy by your own choice/)
    assert.match((await runs(hana, theDesk, 'who')).note, /^Hana: busy \(handler\), 0 conversations$/m)
    await runs(hana, theDesk, 'state', { state: 'auto' })
    assert.doesNotMatch(hana.happened.map(({ stanza }) => stanza).join('\n'), /for her alone|Wei/)
    await assert.rejects(runs(wei, queue, 'help'), refusedWith('forbidden', /Only the staff/))
    await runs(ann, chat, 'close')
  })
})
