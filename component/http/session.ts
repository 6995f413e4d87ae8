// Visitor sessions: a stable identity on IM server 1, a short-lived password for it, and a token to come back with.
import { createHash, randomBytes } from 'node:crypto'
import type Router from '@koa/router'
import { SignJWT } from 'jose'
import type { Config } from '../config.ts'
import { openByLink, openSession, type SessionRequest } from '../desk/access.ts'
import { identityKeys, isVerified, leaveBrowser, openVerified, type Vouched } from '../desk/identity.ts'
import { welcome } from '../desk/prechat.ts'
import type { Turn } from '../desk/turn.ts'
import { checkFields, readObject, readText } from './body.ts'
import { Problem } from './error.ts'
import { identityRule, keyIdOf, readIdentity } from './identity.ts'
import type { Limiter } from './limit.ts'
import { linkRule, readLink, type SignedLink } from './link.ts'

export interface SessionOptions {
  config: Config
  /** The key IM server 1 checks passwords with: base64url. */
  jwtKey: string
  /** The key that links in mails are signed with. */
  linkKey: Uint8Array
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
  browser: {
    max: 64,
    pattern: /^[A-Za-z0-9_-]{22,64}$/,
    right: 'at least 128 random bits of this browser, in base64url or hexadecimal',
  },
}

/**
 * `POST /widget/session` {queue, name?, token?, link?, identity? with browser} →
 * {jid, password, websocket, queue, token, expires, verified, ask, opens?}.
 */
export function sessionRoutes(router: Router, { config, jwtKey, linkKey, run, limit }: SessionOptions): void {
  const key = Buffer.from(jwtKey, 'base64url')

  router.post('/widget/session', async (ctx) => {
    limit(ctx)
    const body = await readObject(ctx)
    checkFields(body, ['queue', 'name', 'token', 'link', 'identity', 'browser'])
    const queue = readText(body, 'queue', rules.queue) as string
    const name = readText(body, 'name', rules.name)
    const shown = readText(body, 'token', rules.token)
    const link = await linkOf(readText(body, 'link', linkRule), linkKey)
    const made = randomBytes(32).toString('base64url')
    // Lower case only: ejabberd binds a name in capitals to a JID that is not the normalised one.
    const fresh = { jid: `v${randomBytes(12).toString('hex')}@${config.domains.visitors}`, tokenHash: hash(made) }
    const tokenHash = shown === undefined ? undefined : hash(shown)
    const request = { queue, name, tokenHash, fresh }
    const vouched = await vouchedOf(body, run)
    const { jid, isFresh, verified, ask, opens } = await run(async (turn) => {
      const opened = await open(turn, request, link, vouched)
      return { ...opened, verified: await isVerified(turn, opened.jid), ...(await welcome(turn, queue, opened.jid)) }
    })
    const token = isFresh ? made : shown
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
      verified,
      ask,
      ...(opens === undefined ? {} : { opens }),
    }
  })

  // Logging out: this browser's token leads back to nobody. Nothing is said of whether there was such a token.
  router.post('/widget/logout', async (ctx) => {
    limit(ctx)
    const body = await readObject(ctx)
    checkFields(body, ['token'])
    const token = readText(body, 'token', { ...rules.token, required: true }) as string
    await run((turn) => leaveBrowser(turn, hash(token)))
    ctx.status = 204
  })

  router.all('/widget/session', (ctx) => {
    ctx.set('Allow', 'POST, OPTIONS')
    throw new Problem(405, 'Method not allowed', 'Sessions are asked for with POST.')
  })
}

interface Vouch {
  vouched: Vouched
  browser: string
}

/** Whom the site's signature in the request vouches for, if there is one. */
async function vouchedOf(body: Record<string, unknown>, run: SessionOptions['run']): Promise<Vouch | undefined> {
  const identity = readText(body, 'identity', identityRule)
  if (identity === undefined) return undefined
  const browser = readText(body, 'browser', { ...rules.browser, required: true }) as string
  const keyId = keyIdOf(identity)
  const { keys, now } = await run(async (turn) => ({ keys: await identityKeys(turn, keyId), now: turn.now }))
  return { vouched: await readIdentity(identity, keys, now), browser: hash(browser) }
}

async function open(
  turn: Turn,
  request: SessionRequest,
  link: SignedLink | undefined,
  vouch: Vouch | undefined,
): Promise<{ jid: string; isFresh: boolean }> {
  if (link) return openByLink(turn, link, request)
  if (vouch) {
    const { jid, fresh } = await openVerified(turn, { ...request, ...vouch })
    return { jid, isFresh: fresh }
  }
  return { jid: await openSession(turn, request), isFresh: request.tokenHash === undefined }
}

/** Under which a token is kept: who reads the database can't return as the visitor. */
export const hash = (token: string): string => createHash('sha256').update(token).digest('hex')

async function linkOf(token: string | undefined, key: Uint8Array): Promise<SignedLink | undefined> {
  if (token === undefined) return undefined
  const link = await readLink(key, token)
  if (link === 'expired') throw new Problem(410, 'Gone', 'This link has expired.', 'link')
  if (link === 'wrong') throw new Problem(403, 'Forbidden', 'This link is not one of ours.', 'link')
  return link
}
