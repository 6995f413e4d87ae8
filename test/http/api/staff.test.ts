// Staff by the API: taken on, changed, put out and taken on again, with the account on IM server 2 kept in step, also
// when a step in between failed.
import assert from 'node:assert/strict'
import { agentCame } from '../../../component/desk/availability.ts'
import { claim } from '../../../component/desk/claim.ts'
import { findStaff } from '../../../component/store/staff.ts'
import { type ApiDesk, fill, jidOf, openApiDesk } from './desk.ts'

describe('staff by the API', function () {
  this.timeout(30_000)
  let desk: ApiDesk
  beforeEach(async () => {
    desk = await openApiDesk()
    await desk.run(fill)
  })
  afterEach(() => desk?.stop())

  const person = async (user: string): Promise<Record<string, unknown>> =>
    (await desk.ask('GET', `/staff/${user}`)).json()
  const post = async (path: string, body?: object) => {
    const answer = await desk.ask('POST', path, body ? { body } : {})
    assert.ok(answer.status < 300, `${path}: ${answer.text}`)
    return answer.json()
  }
  const comes = (user: string) =>
    desk.run(async (turn) => {
      const who = await findStaff(turn.tx, jidOf(user))
      if (who) await agentCame(turn, who, 'desk', { show: '', priority: 0, lang: 'en' })
    })
  const dora = { user: 'dora', name: 'Dora', roles: ['agent'], queues: ['support'] }
  const sealed = async (user: string) =>
    (
      await desk
        .db('accounts')
        .where({ jid: jidOf(user) })
        .first('sealed')
    )?.sealed as string | null

  it('takes somebody on; the account is made by and by, and its password forgotten', async () => {
    const { password, account } = await post('/staff', dora)
    assert.match(String(password), /^([a-z2-9]{4}-){3}[a-z2-9]{4}$/)
    assert.equal((account as { state: string }).state, 'pending')
    const kept = await sealed('dora')
    assert.ok(kept && !kept.includes(String(password)))
    assert.equal(desk.seal.open(kept), password)
    await desk.bellhop.tick()
    assert.equal(desk.accounts.length, 1)
    const { jid, name, wanted } = desk.accounts[0] as (typeof desk.accounts)[number]
    assert.deepEqual({ jid, name, wanted }, { jid: jidOf('dora'), name: 'Dora', wanted: 'open' })
    assert.equal(await sealed('dora'), null)
    assert.deepEqual((await person('dora')).account, { state: 'kept', error: null, since: null })
  })

  it('tries again while ejabberd can’t be reached, and tells why', async () => {
    desk.failWith.error = new Error('ejabberd’s API did not answer')
    await post('/staff', dora)
    await desk.bellhop.tick()
    await desk.bellhop.tick()
    assert.equal(desk.accounts.length, 1)
    const { state, error } = (await person('dora')).account as { state: string; error: string }
    assert.deepEqual([state, error], ['pending', 'ejabberd’s API did not answer'])
    assert.notEqual(await sealed('dora'), null)
    for (let round = 0; round < 15; round++) {
      desk.passes(301)
      await desk.bellhop.tick()
    }
    assert.equal(desk.accounts.length, 16)
    desk.failWith.error = undefined
    desk.passes(301)
    await desk.bellhop.tick()
    assert.equal(((await person('dora')).account as { state: string }).state, 'kept')
    assert.equal(await sealed('dora'), null)
  })

  it('gives up what ejabberd refuses for good, shows it, and tries again when asked', async () => {
    desk.failWith.error = Object.assign(new Error('register: not allowed'), { final: true })
    await post('/staff', dora)
    await desk.bellhop.tick()
    desk.passes(3600)
    await desk.bellhop.tick()
    assert.equal(desk.accounts.length, 1)
    const { state, error } = (await person('dora')).account as { state: string; error: string }
    assert.deepEqual([state, error], ['failed', 'register: not allowed'])
    assert.equal(await sealed('dora'), null)
    desk.failWith.error = undefined
    await post('/staff/dora/account')
    await desk.bellhop.tick()
    assert.equal(((await person('dora')).account as { state: string }).state, 'kept')
  })

  it('a newer password wins over one that is being handed over', async () => {
    await post('/staff', dora)
    const { nextAccount, accountKept } = await import('../../../component/desk/admin/accounts.ts')
    const first = await desk.run(nextAccount)
    assert.ok(first)
    await post('/staff/dora/password', { password: 'the second one' })
    await desk.run((turn) => accountKept(turn, first))
    assert.equal(((await person('dora')).account as { state: string }).state, 'pending')
    await desk.bellhop.tick()
    assert.equal(desk.accounts.length, 1)
    assert.equal(desk.seal.open(desk.accounts[0]?.sealed ?? ''), 'the second one')
    assert.equal(await sealed('dora'), null)
  })

  it('one who took an account and died is followed by another', async () => {
    await post('/staff', dora)
    const { nextAccount } = await import('../../../component/desk/admin/accounts.ts')
    assert.ok(await desk.run(nextAccount))
    assert.equal(await desk.run(nextAccount), undefined)
    desk.passes(61)
    assert.ok(await desk.run(nextAccount))
  })

  it('puts somebody out: his conversation and his issues go to others, and he is nobody any more', async () => {
    await post('/staff', { user: 'eva', name: 'Eva', roles: ['agent'], queues: ['support'] })
    await comes('eva')
    const { state } = (await desk.ask('GET', '/conversations/2')).json()
    assert.equal(state, 'active') // Eva got who waited
    const { active, state: now, account } = await post('/staff/ann/deactivate')
    assert.deepEqual([active, now, (account as { state: string }).state], [false, 'exit', 'pending'])
    const given = (await desk.ask('GET', '/conversations/1')).json()
    assert.notEqual(given.agent, jidOf('ann'))
    assert.equal((await desk.run((turn) => findStaff(turn.tx, jidOf('ann'))))?.roles.length, 0)
    await post('/staff/hana/deactivate')
    assert.equal((await desk.ask('GET', '/issues/1')).json().handler, jidOf('cem')) // the backup of its type
    await post('/staff/cem/deactivate')
    assert.equal((await desk.ask('GET', '/issues/1')).json().handler, jidOf('lea')) // a lead
    await desk.bellhop.tick()
    assert.equal(desk.accounts.find(({ jid }) => jid === jidOf('ann'))?.wanted, 'shut')
    const again = await desk.ask('POST', '/staff/ann/password', { body: {} })
    assert.equal(again.status, 409)
    assert.match(String(again.json().detail), /not on the desk any more/)
  })

  it('takes him on again with a new password; who was there before is known', async () => {
    await post('/staff/cem/deactivate')
    await desk.bellhop.tick()
    const { active, password } = await post('/staff/cem/reactivate')
    assert.equal(active, true)
    assert.match(String(password), /-/)
    await desk.bellhop.tick()
    const last = desk.accounts.at(-1)
    assert.deepEqual([last?.jid, last?.wanted, desk.seal.open(last?.sealed ?? '')], [jidOf('cem'), 'open', password])
    assert.equal((await desk.ask('POST', '/staff/cem/reactivate')).status, 409)
    assert.equal((await desk.ask('POST', '/staff', { body: { ...dora, user: 'cem' } })).status, 409)
  })

  it('never touches the desk’s own account', async () => {
    const answer = await desk.ask('POST', '/staff', { body: { ...dora, user: 'bellhop-api' } })
    assert.equal(answer.status, 409)
    assert.equal(answer.json().field, 'user')
    await desk.bellhop.tick()
    assert.deepEqual(desk.accounts, [])
  })

  it('forces a state on who is there, and changes roles and queues', async () => {
    assert.equal((await post('/staff/ann/state', { state: 'busy' })).state, 'busy')
    assert.equal((await post('/staff/ann/state', { state: null })).state, 'normal')
    const answer = await desk.ask('PATCH', '/staff/hana', {
      body: { roles: ['agent'], queues: ['billing', 'support'] },
    })
    const { roles, queues } = answer.json()
    assert.deepEqual([roles, queues], [['agent'], ['billing', 'support']])
    assert.equal((await desk.ask('GET', '/issues/1')).json().handler, jidOf('cem')) // she handles no issues any more
    assert.equal((await desk.ask('PATCH', '/staff/hana', { body: { queues: ['nosuch'] } })).status, 404)
    assert.deepEqual((await person('hana')).queues, ['billing', 'support'])
  })

  it('lets somebody have more conversations than his queue does, or fewer; who waits then need not', async () => {
    const at = async (number: number) => (await desk.ask('GET', `/conversations/${number}`)).json()
    assert.equal((await at(2)).state, 'waiting') // support has room for one, which Ann has
    const raised = await desk.ask('PATCH', '/staff/ann', { body: { capacity: 2 } })
    assert.deepEqual([raised.status, raised.json().capacity, raised.json().conversations], [200, 2, 2])
    assert.equal((await at(2)).agent, jidOf('ann'))
    const back = await desk.ask('PATCH', '/staff/ann', { body: { capacity: null } })
    assert.deepEqual([back.json().capacity, back.json().conversations], [null, 2]) // what he has he keeps
    assert.equal((await desk.ask('PATCH', '/staff/ann', { body: { capacity: 0 } })).json().field, 'capacity')
  })

  it('gives out who waits when a queue’s capacity is raised', async () => {
    await desk.ask('PATCH', '/queues/support', { body: { capacity: 5 } })
    assert.equal((await desk.ask('GET', '/conversations/2')).json().agent, jidOf('ann'))
  })

  it('lists claims: who claimed what when, and which lapsed', async () => {
    await comes('bob')
    await desk.run(async (turn) => claim(turn, (await findStaff(turn.tx, jidOf('bob'))) as never, 3))
    desk.passes(3600)
    await desk.bellhop.tick()
    const claims = async (query = '') =>
      (await desk.ask('GET', `/claims${query}`)).json().items as Record<string, unknown>[]
    const [one] = await claims()
    assert.deepEqual([one?.conversation, one?.queue, one?.agent], [3, 'billing', jidOf('bob')])
    assert.ok(String(one?.leftAt) <= String(one?.claimedAt) && String(one?.claimedAt) < String(one?.lapsedAt))
    assert.deepEqual(await claims('?queue=support'), [])
    assert.equal((await claims(`?agent=${jidOf('bob')}&from=${one?.claimedAt}`)).length, 1)
    await desk.run(async (turn) => claim(turn, (await findStaff(turn.tx, jidOf('lea'))) as never, 3))
    assert.deepEqual(
      (await claims()).map(({ agent, lapsedAt }) => [agent, lapsedAt === null]),
      [
        [jidOf('lea'), true],
        [jidOf('bob'), false],
      ],
    )
  })

  it('gives, takes away and closes conversations as a lead would', async () => {
    await comes('bob')
    const at = async (number: number) => (await desk.ask('GET', `/conversations/${number}`)).json()
    assert.equal((await post('/conversations/1/assign', { agent: jidOf('bob') })).agent, jidOf('bob'))
    const own = await desk.ask('POST', '/conversations/1/assign', { body: { agent: jidOf('bob') } })
    assert.equal(own.status, 409)
    const handler = await desk.ask('POST', '/conversations/1/assign', { body: { agent: jidOf('hana') } })
    assert.equal(handler.status, 409)
    await post('/conversations/1/close', { reason: 'done' })
    assert.deepEqual([(await at(1)).state, (await at(1)).closeReason], ['closed', 'done'])
    assert.equal((await desk.ask('POST', '/conversations/1/close')).status, 409)
    assert.equal((await post('/conversations/3/close')).state, 'closed')
    assert.equal((await desk.ask('POST', '/conversations/3/release')).status, 409)
    assert.equal((await desk.ask('GET', '/conversations/99')).status, 404)
  })
})
