// Who asks: the token in the Authorization header, else the session in the cookie of the admin page.
import { createHash, timingSafeEqual } from 'node:crypto'
import type { Context } from 'koa'
import { callerBySession } from '../../desk/admin/sign-in.ts'
import { type Caller, callerByToken } from '../../desk/admin/tokens.ts'
import type { Turn } from '../../desk/turn.ts'
import { Problem } from '../error.ts'
import { type CookieJar, checkCsrf } from './cookie.ts'
import type { Access, Endpoint } from './endpoint.ts'

/** With `looks` it only looks whether he still may: a stream that stays open keeps no session alive. */
export type Authorize = (ctx: Context, looks?: 'looks') => Promise<Caller>

type Run = <T>(work: (turn: Turn) => Promise<T>) => Promise<T>

export const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex')

/** Where there is an Authorization header, it alone counts. */
export function openAuthorize(run: Run, adminToken: string, cookies: CookieJar): Authorize {
  const byToken = tokens(run, adminToken)
  return async (ctx, looks) => {
    const secret = cookies.read(ctx)
    if (ctx.get('Authorization') !== '' || secret === undefined) return byToken(ctx)
    const caller = await run((turn) => callerBySession(turn, hashOf(secret), looks !== undefined))
    if (!caller) throw refuse(ctx, 'This session has ended; sign in again.')
    checkCsrf(ctx, secret)
    return caller
  }
}

/** By a bearer token: the one in secrets.json, which may do everything, or one that was made by the API. */
function tokens(run: Run, adminToken: string): (ctx: Context) => Promise<Caller> {
  const first = Buffer.from(hashOf(adminToken))
  return async (ctx) => {
    const [, token] = /^Bearer ([\x21-\x7e]{1,200})$/i.exec(ctx.get('Authorization')) ?? []
    if (token === undefined) throw refuse(ctx, 'Send a token, “Authorization: Bearer …”, or sign in.')
    const hash = hashOf(token)
    // The hashes are compared, in constant time: how much of a token is right can't be measured.
    if (timingSafeEqual(Buffer.from(hash), first)) return { id: 'secret', name: 'secrets.json', scopes: ['all'] }
    const caller = await run((turn) => callerByToken(turn, hash))
    if (typeof caller === 'object') return caller
    const why = { unknown: 'is not one of ours', expired: 'has expired', revoked: 'was revoked' }[caller]
    throw refuse(ctx, `This token ${why}.`, 'invalid_token')
  }
}

function refuse(ctx: Context, detail: string, error?: string): Problem {
  ctx.set('WWW-Authenticate', `Bearer realm="bellhop"${error === undefined ? '' : `, error="${error}"`}`)
  return new Problem(401, 'Unauthorized', detail)
}

/** Whoever asks what is for everybody. */
export const anybody: Caller = { id: 'anybody', name: 'anybody', scopes: [] }

/** `read` is to see everything, but neither tokens, the audit nor admins. */
const unread: readonly Access[] = ['tokens', 'audit', 'all']

export function mayAsk(caller: Caller, { method, scope }: Pick<Endpoint, 'method' | 'scope'>): boolean {
  if (scope === 'anybody') return true
  if (scope === 'session') return caller.session !== undefined
  const reads = method === 'GET' && !unread.includes(scope) && caller.scopes.includes('read')
  return caller.scopes.includes('all') || caller.scopes.includes(scope) || reads
}

export function checkScope(caller: Caller, endpoint: Pick<Endpoint, 'method' | 'scope'>): void {
  if (mayAsk(caller, endpoint)) return
  const needed =
    endpoint.scope === 'session'
      ? 'is for the “session” of an admin who is signed in'
      : `needs the scope “${endpoint.scope}”`
  throw new Problem(403, 'Forbidden', `This ${needed}; this token has: ${caller.scopes.join(', ')}.`)
}
