// The HTTP API: only with the desk's credentials, only what the desk needs, safe to repeat.
import assert from 'node:assert/strict'
import type { Element } from 'ltx'
import { ejabberdApi } from '../../ejabberd/api.ts'
import { type TestEjabberd, testEjabberd } from '../harness/ejabberd.ts'
import { freePort } from '../harness/ports.ts'
import { agent, until } from './wire.ts'

describe('ejabberd’s API', () => {
  let server: TestEjabberd
  const host = 'agents.localhost'
  before(async () => {
    server = await testEjabberd()
  })
  after(() => server?.stop())

  const ask = (command: string, authorization?: string) =>
    fetch(`http://127.0.0.1:${server.config.ports.api}/api/${command}`, {
      method: 'POST',
      headers: authorization ? { authorization } : {},
      body: JSON.stringify({ user: 'mallory', host, password: 'x' }),
    })
  const basic = (user: string, password: string) => `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`

  it('does nothing without credentials, with wrong ones, or with those of an agent or an unknown account', async () => {
    await server.api.register('ann', host, 'password of ann')
    const attempts: [string, string | undefined][] = [
      ['none', undefined],
      ['a wrong password', basic(`bellhop-api@${host}`, 'wrong')],
      ['an agent', basic(`ann@${host}`, 'password of ann')],
      ['nobody', basic(`nobody@${host}`, 'x')],
      ['the name on the other host', basic('bellhop-api@visitors.localhost', server.secrets.apiPassword)],
      ['a broken header', 'Basic ???'],
    ]
    for (const [what, authorization] of attempts) {
      const answer = await ask('register', authorization)
      assert.ok([401, 403].includes(answer.status), `${what}: ${answer.status}`)
    }
    const own = basic(`bellhop-api@${host}`, server.secrets.apiPassword)
    const exists = await fetch(`http://127.0.0.1:${server.config.ports.api}/api/check_account`, {
      method: 'POST',
      headers: { authorization: own },
      body: JSON.stringify({ user: 'mallory', host }),
    })
    assert.equal(await exists.text(), '1') // 1: there is no such account
  })

  it('refuses commands that the desk does not need', async () => {
    const own = basic(`bellhop-api@${host}`, server.secrets.apiPassword)
    for (const command of [
      'stop',
      'restart',
      'registered_users',
      'dump',
      'reload_config',
      'oauth_issue_token',
      'get_vcard',
    ]) {
      const { status } = await ask(command, own)
      assert.ok(status === 403 || status === 400 || status === 404, `${command}: ${status}`)
    }
    await server.api.ping()
  })

  it('is not on the public port', async () => {
    const { ws } = server.config.ports
    for (const path of ['/api/status', '/admin/', '/register/', '/oauth/token', '/']) {
      assert.equal((await fetch(`http://127.0.0.1:${ws}${path}`, { method: 'POST', body: '{}' })).status, 404, path)
    }
  })

  it('makes an account once, changes its password, fills its roster and vCard, and removes it', async () => {
    const { api } = server
    for (let times = 0; times < 2; times++) {
      await api.register('cem', host, 'password of cem')
      await api.addRosterItem({ user: 'cem', host, jid: 'desk.localhost', name: 'Desk 你好', group: 'Desk' })
      await api.addRosterItem({ user: 'cem', host, jid: 'support@desk.localhost', name: 'Support', group: 'Desk' })
      await api.setVcardName('cem', host, 'Cem Ö.')
    }
    const cem = await agent(server, 'cem')
    const roster = await cem.asks(`<iq type='get'><query xmlns='jabber:iq:roster'/></iq>`)
    // His colleagues are there without the API (colleagues.test.ts).
    const isDesk = (item: Element) => /\bdesk\./.test(item.attrs.jid)
    const items = (roster.getChild('query')?.getChildren('item') ?? []).filter(isDesk)
    assert.deepEqual(items.map(({ attrs }) => `${attrs.jid} ${attrs.name} ${attrs.subscription}`).sort(), [
      'desk.localhost Desk 你好 both',
      'support@desk.localhost Support both',
    ])
    assert.deepEqual(items[0]?.getChildText('group'), 'Desk')
    const card = await cem.asks(`<iq type='get'><vCard xmlns='vcard-temp'/></iq>`)
    assert.equal(card.getChild('vCard')?.getChildText('FN'), 'Cem Ö.')

    await api.deleteRosterItem({ user: 'cem', host, jid: 'support@desk.localhost' })
    const after = await cem.asks(`<iq type='get'><query xmlns='jabber:iq:roster'/></iq>`)
    assert.equal(after.getChild('query')?.getChildren('item').filter(isDesk).length, 1)
    await api.changePassword('cem', host, 'other')
    await assert.rejects(agent(server, 'cem'), /refused/)
    await api.unregister('cem', host)
    await cem.receives((element) => element.name === 'stream:error')
  })

  it('tells all sessions with show and priority, and ends one', async () => {
    const dan = await agent(server, 'dan')
    dan.send(`<presence><show>dnd</show><priority>7</priority></presence>`)
    const mine = async () => (await server.api.sessions()).find(({ jid }) => jid === dan.jid)
    await until(async () => (await mine())?.show === 'dnd', 'the session')
    assert.deepEqual(await mine(), { jid: dan.jid, priority: 7, show: 'dnd' })
    await server.api.kick(dan.jid)
    await until(async () => (await mine()) === undefined, 'its end')
  })

  it('says what went wrong: unknown host, nobody there', async () => {
    await assert.rejects(server.api.register('x', 'example.org', 'y'), { name: 'EjabberdApiError', status: 500 })
    const nowhere = ejabberdApi({ url: `http://127.0.0.1:${await freePort()}/api`, user: 'a@b', password: 'c' })
    await assert.rejects(nowhere.ping(), { name: 'EjabberdApiError', status: 0 })
  })
})
