// A desk for tests of the API, without ejabberd: the real component on the wire, with people, conversations and an issue.
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Knex } from 'knex'
import { type Bellhop, openBellhop, type Run } from '../../../component/bellhop.ts'
import { type Config, readConfig } from '../../../component/config.ts'
import { openSession } from '../../../component/desk/access.ts'
import type { AccountWork } from '../../../component/desk/admin/accounts.ts'
import { acceptLink, inviteAnybody } from '../../../component/desk/admin/admins.ts'
import type { ErasureWork } from '../../../component/desk/admin/erasure.ts'
import { begin } from '../../../component/desk/admin/sign-in.ts'
import { agentSays } from '../../../component/desk/agent-says.ts'
import { agentCame } from '../../../component/desk/availability.ts'
import { keepCanned } from '../../../component/desk/canned.ts'
import { close } from '../../../component/desk/closing.ts'
import { type Said, visitorSays } from '../../../component/desk/conversation.ts'
import { makeIdentityKey } from '../../../component/desk/identity.ts'
import { fileIssue } from '../../../component/desk/issue.ts'
import { typeIs } from '../../../component/desk/issue-rules.ts'
import { hire, openQueue } from '../../../component/desk/staff.ts'
import type { Turn } from '../../../component/desk/turn.ts'
import { newSecret } from '../../../component/http/admin-link.ts'
import { hashOf } from '../../../component/http/api/authorize.ts'
import { csrfOf } from '../../../component/http/api/cookie.ts'
import { hashPassword } from '../../../component/http/password.ts'
import { openHttp } from '../../../component/http/server.ts'
import { openLog } from '../../../component/log.ts'
import { openSeal } from '../../../component/seal.ts'
import { openDatabase } from '../../../component/store/database.ts'
import { findStaff } from '../../../component/store/staff.ts'
import { insertApiToken } from '../../../component/store/tokens.ts'
import { freshDatabase } from '../../harness/database.ts'
import { freePorts } from '../../harness/ports.ts'
import { until } from '../../harness/until.ts'
import { openWire } from '../../harness/wire.ts'
import { type Answer, type Asked, ask } from '../ask.ts'

export const domains = { visitors: 'visitors.test', agents: 'agents.test', desk: 'desk.test' }
export const jidOf = (user: string): string => `${user}@${domains.agents}`

export interface ApiDesk {
  http: string
  config: Config
  bellhop: Bellhop
  db: Knex
  run: Run
  adminToken: string
  seal: ReturnType<typeof openSeal>
  /** What the keeper of accounts was asked for, in order; both may be made to fail. */
  accounts: AccountWork[]
  /** What was to be taken from the IM servers and the uploads, in order. */
  erasures: ErasureWork[]
  failWith: { error: (Error & { final?: boolean }) | undefined }
  /** What time it is for the desk, in milliseconds from the real time. */
  passes(seconds: number): void
  /** Asks with the token of secrets.json; what is for a session only, with that. A body is sent as JSON. */
  ask(method: string, path: string, more?: Omit<Asked, 'body'> & { body?: unknown }): Promise<Answer>
  /** The headers of a new session of an admin, Zoë if no other is named; `ask` takes hers for what is for a session only. */
  signIn(admin?: number): Promise<Record<string, string>>
  /** A token with these scopes. */
  token(scopes: readonly string[], more?: { expiresAt?: string }): Promise<string>
  stop(): Promise<void>
}

/** `env` are more settings. */
export async function openApiDesk(
  rate = { burst: 1_000_000, perMinute: 1_000_000 },
  env: Record<string, string> = {},
): Promise<ApiDesk> {
  const data = mkdtempSync(join(tmpdir(), 'bellhop-api-'))
  const [http, c2s, ws, component, api] = (await freePorts(5)) as [number, number, number, number, number]
  const config = readConfig({
    BELLHOP_DATA: data,
    BELLHOP_DOMAIN: 'test',
    BELLHOP_DATABASE: await freshDatabase(data),
    BELLHOP_HTTP_PORT: String(http),
    BELLHOP_C2S_PORT: String(c2s),
    BELLHOP_WS_PORT: String(ws),
    BELLHOP_COMPONENT_PORT: String(component),
    BELLHOP_API_PORT: String(api),
    BELLHOP_LOG: 'error',
    ...env,
  })
  const url = `http://127.0.0.1:${http}`
  const wire = await openWire()
  const log = openLog('error')
  const accounts: AccountWork[] = []
  const erasures: ErasureWork[] = []
  const failWith: ApiDesk['failWith'] = { error: undefined }
  let shift = 0
  const bellhop = await openBellhop({
    database: config.database,
    domains,
    service: wire.service,
    password: wire.password,
    graceSeconds: 90,
    contact: async () => undefined,
    async account(work) {
      accounts.push(work)
      if (failWith.error) throw failWith.error
    },
    async erase(work) {
      erasures.push(work)
      if (failWith.error) throw failWith.error
    },
    random: () => 0,
    clock: () => new Date(Date.now() + shift),
    log,
  })
  const adminToken = randomBytes(24).toString('base64url')
  const jwtKey = randomBytes(32).toString('base64url')
  const seal = openSeal(jwtKey)
  const server = await openHttp({
    config,
    jwtKey,
    linkKey: new Uint8Array(32),
    run: bellhop.run,
    online: bellhop.isOnline,
    log,
    api: { adminToken, sealing: seal, reserved: ['bellhop-api'], look: bellhop.look, rate },
  })
  const db = openDatabase(config.database)
  let session: Record<string, string> | undefined
  const bearer = { authorization: `Bearer ${adminToken}` }
  return {
    ...{ http: url, config, bellhop, db, run: bellhop.run, adminToken, seal, accounts, erasures, failWith },
    passes(seconds) {
      shift += seconds * 1000
    },
    async ask(method, path, { body, headers = {}, ...more } = {}) {
      const text = body === undefined || typeof body === 'string' ? body : JSON.stringify(body)
      const length = String(Buffer.byteLength(text ?? ''))
      const json = text === undefined ? {} : { 'content-type': 'application/json', 'content-length': length }
      const sent = text === undefined ? {} : { body: text }
      const isForSession = path.startsWith('/session') && session && !('authorization' in headers)
      const all = { ...(isForSession ? session : bearer), ...json, ...headers }
      return ask(url, { method, path: `/api/v1${path}`, ...sent, headers: all, ...more })
    },
    async signIn(admin = 1) {
      const secret = newSecret()
      const place = { hash: hashOf(secret), address: '127.0.0.1', agent: 'test', before: undefined }
      await bellhop.run((turn) => begin(turn, { id: admin } as never, place))
      const headers = { cookie: `bellhop_admin=${secret}`, 'x-csrf-token': csrfOf(secret) }
      if (admin === 1) session = headers
      return headers
    },
    async token(scopes, { expiresAt } = {}) {
      const secret = `bh_${randomBytes(32).toString('base64url')}`
      const row = { name: scopes.join(' '), hash: hashOf(secret), scopes, by: 'test', at: new Date().toISOString() }
      await bellhop.run((turn) => insertApiToken(turn.tx, { ...row, expiresAt: expiresAt ?? null }))
      return secret
    },
    async stop() {
      await server.stop()
      await bellhop.stop()
      await db.destroy()
      await wire.close()
      rmSync(data, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

export const said = (jid: string, to: string, body: string): Said => ({
  ...{ jid, to, body, key: undefined, stanzaId: undefined, replaces: undefined, lang: 'en' },
})

/** A visitor who has not been here. */
export async function visitorOf(turn: Turn, name: string): Promise<string> {
  const fresh = {
    jid: `v${randomBytes(12).toString('hex')}@${domains.visitors}`,
    tokenHash: hashOf(randomBytes(9).toString('hex')),
  }
  return openSession(turn, { queue: 'support', name, tokenHash: undefined, fresh })
}

const people = [
  { user: 'ann', name: 'Ann', roles: ['agent'], queues: ['support'] },
  { user: 'bob', name: 'Bob', roles: ['agent'], queues: ['billing'] },
  { user: 'cem', name: 'Cem', roles: ['agent', 'handler'], queues: ['billing'] },
  { user: 'hana', name: 'Hana', roles: ['handler'], queues: [] },
  { user: 'lea', name: 'Lea', roles: ['lead'], queues: [] },
] as const

const passwordOfZoe = 'a password of Zoë'
let hashed: Promise<string> | undefined

/** Zoë and Lin are admins, with the same password, and somebody else has a link. */
export async function fillAdmins({ run, signIn }: Pick<ApiDesk, 'run' | 'signIn'>): Promise<void> {
  hashed ??= hashPassword(passwordOfZoe)
  const password = await hashed
  for (const name of ['Zoë', 'Lin'])
    await run(async (turn) => {
      await inviteAnybody(turn, hashOf(name))
      await acceptLink(turn, hashOf(name), name, password)
    })
  await run((turn) => inviteAnybody(turn, hashOf('k3yOfTheFirstLink-0000000000000000000000000')))
  await signIn()
}

/**
 * What the examples speak of: conversation 1 is Ann’s and led to issue 1, 2 waits, 3 was left, 4 is closed; there are a
 * canned reply, a key and a token.
 */
export async function fill(turn: Turn): Promise<void> {
  await openQueue(turn, { name: 'support', title: 'Support', capacity: 1 })
  await openQueue(turn, { name: 'billing', title: 'Billing' })
  for (const { user, name, roles, queues } of people) await hire(turn, { jid: jidOf(user), name, roles, queues })
  for (const type of ['billing', 'billing/refund']) await typeIs(turn, type, 'hana', 'cem')
  const ann = { ...(await findStaff(turn.tx, jidOf('ann'))) } as never
  await agentCame(turn, ann, 'desk', { show: '', priority: 0, lang: 'en' })
  const li = await visitorOf(turn, 'Li')
  await visitorSays(turn, 'support', said(li, 'support@desk.test', '你好, where is my refund?'))
  await agentSays(turn, 1, said(jidOf('ann'), 'chat-1@desk.test', 'I shall ask.'))
  await fileIssue(turn, (await findStaff(turn.tx, jidOf('ann'))) as never, {
    ...{
      type: 'billing/refund',
      handler: 'hana',
      priority: 'normal',
      content: 'The refund of order 7',
      conversation: 1,
    },
  })
  await visitorSays(turn, 'support', said(await visitorOf(turn, '=1+1'), 'support@desk.test', 'Me too'))
  await visitorSays(turn, 'billing', said(await visitorOf(turn, 'Zoë'), 'billing@desk.test', 'Is anybody there?'))
  await keepCanned(turn, 'support', 'hours', 'en', 'We are here on Mondays.')
  await makeIdentityKey(turn, { id: 'k1', site: 'shop.example', secret: 'x'.repeat(43) })
  const token = { name: 'first', hash: hashOf('nobody knows'), scopes: ['read'], by: 'test', expiresAt: null }
  await insertApiToken(turn.tx, { ...token, at: turn.now.toISOString() })
}

/** All that was told has come to where it was to go, or back. */
export async function settled({ db }: ApiDesk): Promise<void> {
  await until(async () => (await db('outbox').first('id')) === undefined, 'an empty outbox')
}

/** Closes a conversation as who has it. */
export async function closes(turn: Turn, user: string, number: number): Promise<void> {
  await close(turn, number, (await findStaff(turn.tx, jidOf(user))) as never, null)
}
