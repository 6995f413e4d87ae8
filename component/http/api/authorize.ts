// Who asks: the token in the Authorization header. A session of the admin page can become another answer here.
import { createHash, timingSafeEqual } from 'node:crypto'
import type { Context } from 'koa'
import { type Caller, callerByToken } from '../../desk/admin/tokens.ts'
import type { Turn } from '../../desk/turn.ts'
import { Problem } from '../error.ts'
import type { Endpoint } from './endpoint.ts'

export type Authorize = (ctx: Context) => Promise<Caller>

export const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex')

/** By a bearer token: the one in secrets.json, which may do everything, or one that was made by the API. */
export function byToken(run: <T>(work: (turn: Turn) => Promise<T>) => Promise<T>, adminToken: string): Authorize {
  const first = Buffer.from(hashOf(adminToken))
  return async (ctx) => {
    const [, token] = /^Bearer ([\x21-\x7e]{1,200})$/i.exec(ctx.get('Authorization')) ?? []
    if (token === undefined) throw refuse(ctx, 'Send a token: “Authorization: Bearer …”.')
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

/** `read` is to see everything, but neither tokens nor the audit. */
export function mayAsk({ scopes }: Caller, { method, scope }: Pick<Endpoint, 'method' | 'scope'>): boolean {
  const reads = method === 'GET' && scope !== 'tokens' && scope !== 'audit' && scopes.includes('read')
  return scopes.includes('all') || scopes.includes(scope) || reads
}

export function checkScope(caller: Caller, endpoint: Pick<Endpoint, 'method' | 'scope'>): void {
  if (mayAsk(caller, endpoint)) return
  const having = caller.scopes.join(', ')
  throw new Problem(403, 'Forbidden', `This needs a token with the scope “${endpoint.scope}”; this one has: ${having}.`)
}
