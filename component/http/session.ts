// Visitor sessions: a stable identity on IM server 1, a short-lived password for it, and a token to come back with.
import { createHash, randomBytes } from 'node:crypto'
import type Router from '@koa/router'
import { SignJWT } from 'jose'
import type { Config } from '../config.ts'
import { openSession } from '../desk/access.ts'
import type { Turn } from '../desk/turn.ts'
import { checkFields, readObject, readText } from './body.ts'
import { Problem } from './error.ts'
import type { Limiter } from './limit.ts'

export interface SessionOptions {
  config: Config
  /** The key IM server 1 checks passwords with: base64url. */
  jwtKey: string
  run: <T>(work: (turn: Turn) => Promise<T>) => Promise<T>
  limit: Limiter
}

const validSeconds = 300

/** What the fields of the widget's requests must be. */
export const rules = {
  queue: {
    max: 64,
    required: true,
    pattern: /^[a-z0-9][a-z0-9._-]*$/,
    right: 'the name of a queue, such as "support"',
  },
  name: { max: 100, right: 'a name of 1 to 100 characters' },
  token: { max: 64, pattern: /^[A-Za-z0-9_-]{43}$/, right: 'the token of an earlier session' },
}

/** `POST /widget/session` {queue, name?, token?} → {jid, password, websocket, queue, token, expires}. */
export function sessionRoutes(router: Router, { config, jwtKey, run, limit }: SessionOptions): void {
  const key = Buffer.from(jwtKey, 'base64url')

  router.post('/widget/session', async (ctx) => {
    limit(ctx)
    const body = await readObject(ctx)
    checkFields(body, ['queue', 'name', 'token'])
    const queue = readText(body, 'queue', rules.queue) as string
    const name = readText(body, 'name', rules.name)
    const shown = readText(body, 'token', rules.token)
    const token = shown ?? randomBytes(32).toString('base64url')
    // Lower case only: ejabberd binds a name in capitals to a JID that is not the normalised one.
    const fresh = { jid: `v${randomBytes(12).toString('hex')}@${config.domains.visitors}`, tokenHash: hash(token) }
    const tokenHash = shown === undefined ? undefined : hash(shown)
    const jid = await run((turn) => openSession(turn, { queue, name, tokenHash, fresh }))
    const expires = new Date(Math.ceil(Date.now() / 1000 + validSeconds) * 1000)
    const password = await new SignJWT({ jid })
      .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
      .setIssuedAt()
      .setExpirationTime(expires)
      .sign(key)
    ctx.set('Cache-Control', 'no-store')
    ctx.body = {
      jid,
      password,
      websocket: config.websocketUrl,
      queue: `${queue}@${config.domains.desk}`,
      token,
      expires: expires.toISOString(),
    }
  })

  router.all('/widget/session', (ctx) => {
    ctx.set('Allow', 'POST, OPTIONS')
    throw new Problem(405, 'Method not allowed', 'Sessions are asked for with POST.')
  })
}

/** Under which a token is kept: who reads the database can't return as the visitor. */
export const hash = (token: string): string => createHash('sha256').update(token).digest('hex')
