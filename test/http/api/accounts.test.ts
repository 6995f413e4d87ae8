// Staff by the API on a whole desk with a real ejabberd: what the API says of an account is so, also after ejabberd was
// away in between.
import assert from 'node:assert/strict'
import type { Knex } from 'knex'
import { openDatabase } from '../../../component/store/database.ts'
import { bind, type Person, Stream, scram } from '../../ejabberd/wire.ts'
import { startDesk, type TestDesk } from '../../harness/desk.ts'
import { until } from '../../harness/until.ts'
import { type Answer, ask } from '../ask.ts'

describe('accounts by the API, on ejabberd', function () {
  this.timeout(90_000)
  let desk: TestDesk
  let db: Knex
  const host = 'agents.localhost'
  before(async () => {
    desk = await startDesk()
    db = openDatabase(desk.config.database)
  })
  after(async () => {
    await db?.destroy()
    await desk?.stop()
  })

  async function asks(method: string, path: string, body?: object): Promise<Answer> {
    const text = body && JSON.stringify(body)
    const json =
      text === undefined
        ? {}
        : { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(text)) }
    const headers = { authorization: `Bearer ${desk.ejabberd.secrets.adminToken}`, ...json }
    const answer = await ask(desk.http, {
      method,
      path: `/api/v1${path}`,
      headers,
      ...(text === undefined ? {} : { body: text }),
    })
    assert.ok(answer.status < 300, `${method} ${path}: ${answer.status} ${answer.text}`)
    return answer
  }
  const row = async (user: string) =>
    db('accounts')
      .where({ jid: `${user}@${host}` })
      .first()
  // What GET /staff/{user} calls kept; asked so often it would be refused.
  const kept = (user: string) =>
    until(
      async () => {
        const { done, version } = (await row(user)) ?? {}
        return done === version
      },
      `${user}’s account`,
      30_000,
    )

  async function logsIn(user: string, password: string): Promise<Person> {
    const stream = new Stream(desk.ejabberd, host)
    await stream.open()
    const answer = await scram(stream, user, password)
    if (answer.name !== 'success') throw new Error('refused')
    return bind(stream)
  }

  it('makes an account that can log in at once, with the desk in its roster and the name in its vCard', async () => {
    const { password } = (
      await asks('POST', '/staff', { user: 'dora', name: 'Dora 朵拉', roles: ['agent'], queues: ['support'] })
    ).json()
    await kept('dora')
    const dora = await logsIn('dora', String(password))
    const roster = await dora.asks(`<iq type='get'><query xmlns='jabber:iq:roster'/></iq>`)
    const item = roster
      .getChild('query')
      ?.getChildren('item')
      .find(({ attrs }) => attrs.jid === 'desk.localhost')
    assert.equal(item?.attrs.subscription, 'both')
    const card = await dora.asks(`<iq type='get'><vCard xmlns='vcard-temp'/></iq>`)
    assert.equal(card.getChild('vCard')?.getChildText('FN'), 'Dora 朵拉')
    dora.send('<presence/>')
    const state = async () =>
      (
        await db('staff')
          .where({ jid: `dora@${host}` })
          .first('state')
      )?.state
    await until(async () => (await state()) === 'normal', 'that she is normal')
    assert.equal((await asks('GET', '/staff/dora')).json().state, 'normal')
    await asks('PATCH', '/staff/dora', { name: 'Dora Ö.' })
    await kept('dora')
    const renamed = await dora.asks(`<iq type='get'><vCard xmlns='vcard-temp'/></iq>`)
    assert.equal(renamed.getChild('vCard')?.getChildText('FN'), 'Dora Ö.')
  })

  it('ends the sessions with an old password, and of who is put out; nobody logs in any more', async () => {
    await asks('POST', '/staff/dora/password', { password: 'first password' })
    await kept('dora')
    const dora = await logsIn('dora', 'first password')
    await asks('POST', '/staff/dora/password', { password: 'second password' })
    await dora.receives((element) => element.name === 'stream:error')
    await kept('dora')
    await assert.rejects(logsIn('dora', 'first password'), /refused/)
    const again = await logsIn('dora', 'second password')
    await asks('POST', '/staff/dora/deactivate')
    await again.receives((element) => element.name === 'stream:error')
    await kept('dora')
    await assert.rejects(logsIn('dora', 'second password'), /refused/)
    const sessions = (await desk.ejabberd.api.sessions()).filter(({ jid }) => jid.startsWith(`dora@${host}`))
    assert.deepEqual(sessions, [])
    const { password } = (await asks('POST', '/staff/dora/reactivate')).json()
    await kept('dora')
    await logsIn('dora', String(password))
  })

  it('comes in step by itself when ejabberd, or the desk, died in between', async () => {
    await desk.ejabberd.kill9()
    const { password, account } = (
      await asks('POST', '/staff', { user: 'eva', name: 'Eva', roles: ['handler'] })
    ).json()
    assert.equal((account as { state: string }).state, 'pending')
    await until(async () => (await row('eva'))?.error != null, 'the error')
    await desk.component.kill9()
    await desk.ejabberd.start()
    await desk.component.start()
    await kept('eva')
    await logsIn('eva', String(password))
  })
})
