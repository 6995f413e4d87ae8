// Erasing a visitor: nothing that he wrote and nothing that tells who he was is left in any table; numbers, times and
// figures stay.
import assert from 'node:assert/strict'
import { openByLink } from '../../../component/desk/access.ts'
import { agentSays } from '../../../component/desk/agent-says.ts'
import { tellVisitors } from '../../../component/desk/answer.ts'
import { claim } from '../../../component/desk/claim.ts'
import { visitorSays } from '../../../component/desk/conversation.ts'
import { visitorFills } from '../../../component/desk/filled.ts'
import { fileIssue } from '../../../component/desk/issue.ts'
import { backTo } from '../../../component/desk/mail.ts'
import { note } from '../../../component/desk/note.ts'
import { agentActs, visitorActs } from '../../../component/desk/response.ts'
import type { Turn } from '../../../component/desk/turn.ts'
import { insertIdentity } from '../../../component/store/identities.ts'
import { insertMail } from '../../../component/store/mails.ts'
import { putAnswer } from '../../../component/store/prechat.ts'
import { findStaff } from '../../../component/store/staff.ts'
import { markVisitor } from '../../../component/store/visitors.ts'
import { type ApiDesk, closes, fill, jidOf, openApiDesk, said, settled, visitorOf } from './desk.ts'
import { everything } from './document.ts'
import { whereIs } from './tables.ts'

/** Begins like nothing else, so that no index keeps only a part of it. */
const mark = 'qzxjvk'

const person = async (turn: Turn, user: string) => (await findStaff(turn.tx, jidOf(user))) as never
const words = (jid: string, to: string, body: string, more: object = {}) => ({ ...said(jid, to, body), ...more })

/** All that a visitor can leave behind, with the mark in it. Gives his JID, number and conversation. */
async function aVisitor(turn: Turn): Promise<{ jid: string; id: number; chat: number }> {
  const jid = await visitorOf(turn, `${mark} Li`)
  const [{ id }] = await turn.tx('visitors').where({ jid }).select('id')
  await markVisitor(turn.tx, id, { page: { url: `https://shop.test/${mark}`, title: mark, referrer: mark } })
  await putAnswer(turn.tx, { visitor: id, queue: 'billing', name: 'order', value: mark, at: turn.now.toISOString() })
  await insertIdentity(turn.tx, { site: 'shop.example', sub: mark, visitor: id, at: turn.now.toISOString() })
  await insertMail(turn.tx, id, '2999-01-01T00:00:00.000Z', turn.now.toISOString())
  const to = 'billing@desk.test'
  await visitorSays(turn, 'billing', words(jid, to, `I am ${mark}`, { key: `${mark}-1`, stanzaId: `${mark}-1` }))
  await visitorFills(turn, jid, 'billing', { FORM_TYPE: 'urn:bellhop:contact', email: `${mark}@mail.test` })
  const [{ id: chat }] = await turn.tx('conversations').where({ visitor: id }).select('id')
  await claim(turn, await person(turn, 'bob'), chat)
  await agentSays(turn, chat, words(jidOf('bob'), `chat-${chat}@desk.test`, `Hello ${mark}!`, { stanzaId: 'b1' }))
  await visitorSays(turn, 'billing', words(jid, to, `${mark} again`, { replaces: `${mark}-1` }))
  const reply = { id: 'm-1', body: mark }
  await visitorSays(
    turn,
    'billing',
    words(jid, to, `${mark} file`, { file: `https://up.test/${mark}`, stanzaId: 'v2' }),
  )
  const [{ id: last }] = await turn.tx('messages').where({ conversation: chat }).orderBy('id', 'desc').limit(1)
  await agentSays(
    turn,
    chat,
    words(jidOf('bob'), `chat-${chat}@desk.test`, 'Thanks', { reply: { ...reply, id: `m-${last}` } }),
  )
  const done = { key: undefined, stanzaId: undefined }
  await agentActs(turn, chat, {
    ...{ ...done, jid: jidOf('bob'), to: `chat-${chat}@desk.test`, act: 'reactions', id: `m-${last}`, set: ['👍'] },
  })
  await visitorActs(turn, 'billing', { ...done, jid, to, act: 'retraction', id: 'v2', set: [] })
  await note(turn, await person(turn, 'bob'), chat, `${mark} is a good customer`)
  await fileIssue(turn, await person(turn, 'bob'), {
    ...{ type: 'billing', handler: 'hana', priority: 'normal', content: 'A double charge', conversation: chat },
  })
  return { jid, id, chat }
}

describe('an erased visitor', function () {
  this.timeout(60_000)
  let desk: ApiDesk
  let li: { jid: string; id: number; chat: number }
  before(async () => {
    desk = await openApiDesk()
    await desk.run(fill)
    li = await desk.run(aVisitor)
    await settled(desk)
    await desk.bellhop.tick()
  })
  after(() => desk?.stop())

  const figures = async () => {
    const all = (await desk.ask('GET', '/figures?by=queue')).json().figures as { figure: string; groups: unknown }[]
    return Object.fromEntries(all.map(({ figure, groups }) => [figure, groups]))
  }
  const visitor = async () => (await desk.ask('GET', `/visitors/${li.id}`)).json()

  it('is refused while somebody talks with him, and nothing is changed', async () => {
    const was = await everything(desk.db)
    const answer = await desk.ask('DELETE', `/visitors/${li.id}`)
    assert.equal(answer.status, 409)
    assert.match(String(answer.json().detail), new RegExp(`#${li.chat}.*force=true`))
    assert.deepEqual(await everything(desk.db), was)
    assert.equal((await desk.ask('DELETE', '/visitors/999')).status, 404)
  })

  it('has left nothing in any table, but numbers, times and figures', async () => {
    await desk.run((turn) => closes(turn, 'bob', li.chat))
    const rating = { FORM_TYPE: 'urn:bellhop:rating', rating: '4', words: `${mark} liked it` }
    await desk.run((turn) => visitorFills(turn, li.jid, 'billing', rating))
    await desk.ask('PATCH', `/visitors/${li.id}`, { body: { name: `${mark} 李` } })
    await desk.bellhop.tick()
    const tables = await whereIs(desk.db, mark)
    for (const one of ['messages.body', 'corrections.was', 'notes.body', 'issue_scenes.known', 'identities.sub'])
      assert.ok(tables.includes(one), `the mark was in ${one}`)
    assert.ok(
      tables.some((one) => one.startsWith('message_search')),
      'the mark was in the search',
    )
    assert.ok(!tables.includes('audit.after'), 'no name is in the audit')
    const [before, messages] = [await figures(), await desk.db('messages').where({ conversation: li.chat, act: null })]

    const answer = await desk.ask('DELETE', `/visitors/${li.id}`)
    assert.equal(answer.status, 200, answer.text)
    const { id: issue } = await desk.db('issues').where({ content: 'A double charge' }).first('id')
    assert.deepEqual(answer.json().issues, [issue])
    await settled(desk)
    assert.deepEqual(await whereIs(desk.db, mark), [])
    assert.deepEqual(await whereIs(desk.db, 'good customer'), [])
    assert.deepEqual(await whereIs(desk.db, 'Hello '), [], 'nor what was said to him')

    assert.deepEqual(await figures(), before)
    const left = await desk.db('messages').where({ conversation: li.chat }).orderBy('id')
    assert.deepEqual(
      left.map(({ id, at, author }) => ({ id, at, author })),
      messages.map(({ id, at, author }) => ({ id, at, author })),
    )
    const conversation = (await desk.ask('GET', `/conversations/${li.chat}`)).json()
    assert.deepEqual(
      [conversation.erased, conversation.state, conversation.rating, conversation.visitor],
      [true, 'closed', 4, { id: li.id, name: `Visitor ${li.id}` }],
    )
    assert.equal((await desk.ask('GET', `/issues/${issue}`)).json().content, 'A double charge')
    const { items } = (await desk.ask('GET', `/issues/${issue}/scenes`)).json()
    assert.match(JSON.stringify(items), new RegExp(`"visitor":"Visitor ${li.id}"`))
    assert.equal((await desk.ask('GET', `/conversations/${li.chat}/transcript`)).status, 200)
    const others = await desk.db('messages').whereNot({ conversation: li.chat }).where({ author: 'visitor' })
    assert.ok(others.every(({ body, retracted_at }) => body !== '' && retracted_at === null))
  })

  it('is in the audit: that it was done, and by whom', async () => {
    const row = await desk.db('audit').where({ what: 'eraseVisitor' }).first()
    assert.deepEqual([row.who, row.target], ['secrets.json (secret)', `/visitors/${li.id}`])
    assert.equal(JSON.parse(row.before).hasName, true)
    assert.equal(JSON.parse(row.after).hasName, false)
  })

  it('is taken from the servers too, again and again until that is done', async () => {
    await desk.bellhop.tick()
    const [work] = desk.erasures
    assert.deepEqual([work?.visitor, work?.jid], [li.id, li.jid])
    assert.ok(work?.copies.some(({ jid, contact }) => jid === jidOf('bob') && contact === `chat-${li.chat}`))
    assert.ok(work?.copies.some(({ jid, contact }) => jid === jidOf('hana') && contact.startsWith('issue-')))
    assert.deepEqual((await visitor()).erased, {
      ...((await visitor()).erased as object),
      outside: 'done',
      error: null,
    })
    assert.deepEqual(await whereIs(desk.db, li.jid), [])
  })

  it('can neither come back, nor be reached, changed or blocked', async () => {
    const link = { visitor: li.id, queue: 'billing', signedAt: '2026-01-01T00:00:00.000Z' }
    const fresh = { jid: 'vx@visitors.test', tokenHash: 'x' }
    const request = { queue: 'billing', name: undefined, tokenHash: undefined, fresh }
    await assert.rejects(
      desk.run((turn) => backTo(turn, link)),
      { code: 'forbidden' },
    )
    await assert.rejects(
      desk.run((turn) => openByLink(turn, link, request)),
      { code: 'forbidden' },
    )
    await assert.rejects(
      desk.run((turn) => visitorSays(turn, 'billing', said(li.jid, 'billing@desk.test', 'I am back'))),
      { code: 'forbidden' },
    )
    const { id: issue } = await desk.db('issues').where({ content: 'A double charge' }).first('id')
    await assert.rejects(
      desk.run(async (turn) => tellVisitors(turn, await person(turn, 'bob'), issue, 'Solved.')),
      { code: 'conflict' },
    )
    for (const [method, path, body] of [
      ['PATCH', '', { name: 'Somebody' }],
      ['PUT', '/ban', { until: '2999-01-01T00:00:00.000Z' }],
    ] as const)
      assert.equal((await desk.ask(method, `/visitors/${li.id}${path}`, { body })).status, 409)
  })

  it('is erased with force while somebody talks with him, who is told that it is over', async () => {
    const kim = await desk.run(aVisitor)
    desk.failWith.error = new Error('ejabberd is away')
    const answer = await desk.ask('DELETE', `/visitors/${kim.id}?force=true`)
    assert.equal(answer.status, 200, answer.text)
    assert.equal((await desk.ask('GET', `/conversations/${kim.chat}`)).json().state, 'closed')
    await settled(desk)
    assert.deepEqual(await whereIs(desk.db, mark), [])
    const outside = async () => (await desk.ask('GET', `/visitors/${kim.id}`)).json().erased as Record<string, unknown>
    await desk.bellhop.tick()
    assert.deepEqual([(await outside()).outside, (await outside()).error], ['pending', 'ejabberd is away'])
    desk.failWith.error = Object.assign(new Error('no such command'), { final: true })
    desk.passes(10)
    await desk.bellhop.tick()
    assert.equal((await outside()).outside, 'failed')
    desk.failWith.error = undefined
    assert.equal((await desk.ask('DELETE', `/visitors/${kim.id}`)).status, 200)
    await desk.bellhop.tick()
    assert.equal((await outside()).outside, 'done')
    assert.deepEqual(await whereIs(desk.db, kim.jid), [])
  })
})

describe('links in mails', function () {
  this.timeout(60_000)
  let desk: ApiDesk
  before(async () => {
    desk = await openApiDesk()
    await desk.run(fill)
  })
  after(() => desk?.stop())

  it('lead nowhere once they were ended; those signed later do', async () => {
    const leads = (signedAt: string) =>
      desk
        .run((turn) => backTo(turn, { visitor: 1, queue: 'support', signedAt }))
        .then(
          () => true,
          () => false,
        )
    const before = new Date().toISOString()
    assert.equal(await leads(before), true)
    assert.equal((await desk.ask('DELETE', '/visitors/1/links')).status, 204)
    assert.equal(await leads(before), false)
    assert.equal(await leads(new Date(Date.now() + 60_000).toISOString()), true)
  })
})
