// The door of the API: every endpoint of the table becomes a route, behind the same checks in the same order.
import Router from '@koa/router'
import type { Context, Middleware } from 'koa'
import type { TSchema } from 'typebox'
import type { Caller } from '../../desk/admin/tokens.ts'
import type { Look, Turn } from '../../desk/turn.ts'
import { readBody } from '../body.ts'
import { Problem } from '../error.ts'
import { addressOf, type Limiter } from '../limit.ts'
import { type Authorize, anybody, checkScope } from './authorize.ts'
import { type Answer, answerIn, checkMatchable, type Request, type Sealing } from './change.ts'
import { type Check, checkBody, checkText } from './check.ts'
import type { CookieJar } from './cookie.ts'
import { toCsv } from './csv.ts'
import { type Client, type Endpoint, type Kit, WrongCursor } from './endpoint.ts'
import { largest, parseBody } from './read.ts'
import type { Stream } from './stream.ts'

export interface DoorOptions {
  endpoints: readonly Endpoint[]
  run: <T>(work: (turn: Turn) => Promise<T>) => Promise<T>
  look: Look
  authorize: Authorize
  cookies: CookieJar
  /** For everybody who asks, by address; for each caller; and for wrong tokens, by address. */
  limits: { address: Limiter; caller: Limiter; wrong: Limiter }
  /** Whose pages may ask. */
  origin: string
  kit: Kit
  sealing: Sealing
  stream: Stream
}

export const base = '/api/v1'

/** Answers everything below /api/v1, and nothing else. */
export function apiDoor(options: DoorOptions): Middleware {
  const router = new Router({ prefix: base, sensitive: true, strict: true })
  for (const endpoint of options.endpoints) {
    const path = endpoint.path.replace(/\{(\w+)\}/g, ':$1')
    const answer = handlerOf(endpoint, options)
    router.register(path, [endpoint.method], async (ctx) => answer(ctx as unknown as Context))
  }
  const routes = router.routes() as unknown as Middleware
  return async (ctx, next) => {
    if (ctx.path !== base && !ctx.path.startsWith(`${base}/`)) return next()
    options.limits.address(ctx)
    checkOrigin(ctx, options.origin)
    ctx.set('Cache-Control', 'no-store')
    ctx.set('X-Content-Type-Options', 'nosniff')
    ctx.set('Content-Security-Policy', "default-src 'none'; frame-ancestors 'none'")
    let isThere = true
    await routes(ctx as never, async () => {
      isThere = false
    })
    if (isThere) return
    const methods = [...new Set(router.match(ctx.path, 'OPTIONS').path.flatMap((layer) => layer.methods))]
    if (methods.length === 0) throw new Problem(404, 'Not found', `There is nothing at ${base} with this path.`)
    ctx.set('Allow', methods.join(', '))
    throw new Problem(405, 'Method not allowed', `This can be asked with ${methods.join(', ')}.`)
  }
}

/** Pages of others have no business here, whatever token they got hold of. */
function checkOrigin(ctx: Context, own: string): void {
  const origin = ctx.get('Origin')
  const isSameHost = URL.canParse(origin) && new URL(origin).host === ctx.host
  if (origin === '' || origin === own || isSameHost) return
  throw new Problem(403, 'Forbidden', 'Pages of other origins may not use the API.')
}

function handlerOf(endpoint: Endpoint, options: DoorOptions): (ctx: Context) => Promise<void> {
  const checks = { params: checkText(endpoint.params), query: checkText(endpoint.query) }
  const bodyCheck = endpoint.body && checkBody(endpoint.body)
  const about = aboutOf(endpoint, options.endpoints)
  return async (ctx) => {
    const who = await enter(ctx, endpoint, options)
    const wanted = typeOf(ctx, endpoint)
    const asked = await readRequest(ctx, endpoint, checks, bodyCheck, options)
    if (endpoint.isStream) return options.stream(ctx, who, messagesOf(asked.query))
    const client = clientOf(ctx, options.cookies)
    const request = { ...asked, endpoint, about, who, client, kit: options.kit } as Request
    checkMatchable(request)
    request.found = await endpoint.first?.(request, options.run)
    const run = endpoint.method === 'GET' ? options.look : options.run
    const answer = await run((turn) => answerIn(turn, request, options.sealing)).catch(explain)
    const body = typeof answer.body === 'function' ? await answer.body(run) : answer.body
    write(ctx, endpoint, { ...answer, body: withCookie(ctx, endpoint, body, options.cookies) }, wanted)
  }
}

/** Of which conversations a stream tells what is said. */
function messagesOf({ messages }: { messages?: string } = {}): number | 'all' | undefined {
  return messages === undefined || messages === 'all' ? messages : Number(messages)
}

const longestAgent = 300

function clientOf(ctx: Context, cookies: CookieJar): Client {
  return { address: addressOf(ctx), agent: ctx.get('User-Agent').slice(0, longestAgent), secret: cookies.read(ctx) }
}

/** The body, without what its cookie takes. */
function withCookie(ctx: Context, { cookie }: Endpoint, body: unknown, cookies: CookieJar): unknown {
  if (cookie === 'clear') cookies.clear(ctx)
  if (cookie !== 'set') return body
  const { secret, ...rest } = body as { secret: string }
  cookies.set(ctx, secret)
  return rest
}

function explain(error: unknown): never {
  if (error instanceof WrongCursor)
    throw new Problem(
      400,
      'Bad request',
      '“cursor” must be what the page before gave as “next”, in the same order.',
      'cursor',
    )
  throw error
}

/** Who asks, if he may ask this. What is for anybody is asked by nobody in particular, whatever he has. */
async function enter(ctx: Context, endpoint: Endpoint, { authorize, limits }: DoorOptions): Promise<Caller> {
  if (endpoint.scope === 'anybody') return anybody
  const caller = await authorize(ctx).catch((error: unknown) => {
    if (error instanceof Problem && error.status === 401) limits.wrong(ctx)
    throw error
  })
  limits.caller(ctx, caller.id)
  checkScope(caller, endpoint)
  return caller
}

async function readRequest(
  ctx: Context,
  endpoint: Endpoint,
  checks: { params: Check; query: Check },
  checkIt: Check | undefined,
  { sealing }: DoorOptions,
): Promise<Partial<Request>> {
  const text = endpoint.method === 'GET' ? '' : await readBody(ctx, largest)
  const params = checks.params({ ...(ctx as Context & { params: object }).params }, 'path')
  const query = checks.query({ ...ctx.query }, 'query')
  if (!checkIt && text !== '') throw new Problem(400, 'Bad request', 'This takes no body.')
  const isLeftOut = text === '' && (endpoint.body as (TSchema & { 'x-optional'?: boolean }) | undefined)?.['x-optional']
  const body = checkIt?.(isLeftOut ? {} : parseBody(ctx, text), 'body')
  const key = endpoint.method === 'POST' ? ctx.get('Idempotency-Key') : ''
  if (key !== '' && !/^[\x21-\x7e]{1,200}$/.test(key))
    throw new Problem(
      400,
      'Bad request',
      '“Idempotency-Key” must be 1 to 200 characters of ASCII without spaces.',
      'Idempotency-Key',
    )
  return {
    // Anybody's key would be everybody's: what one was answered is nothing for another.
    ...({ params, query, body, key: endpoint.scope === 'anybody' ? '' : key } as Partial<Request>),
    path: readable(ctx.path.slice(base.length)),
    ifMatch: ctx.get('If-Match'),
    ifNoneMatch: endpoint.method === 'GET' ? '' : ctx.get('If-None-Match'),
    request: sealing.mark(JSON.stringify([ctx.method, ctx.url, text])),
  }
}

/** As people would write it, if it can be. */
function readable(path: string): string {
  try {
    return decodeURI(path)
  } catch (error) {
    if (error instanceof URIError) return path
    throw error
  }
}

/** What gives the thing that an endpoint changes: at its own path, else at the nearest one above. */
function aboutOf({ method, path, scope }: Endpoint, all: readonly Endpoint[]): Endpoint | undefined {
  if (method === 'GET' || scope === 'session' || scope === 'anybody') return undefined
  for (let at = path; at.includes('{'); at = at.slice(0, at.lastIndexOf('/'))) {
    const found = all.find((one) => one.method === 'GET' && one.path === at)
    if (found) return found.item || found.isStream ? undefined : found
  }
  return all.find((one) => one.method === 'GET' && one.path === path && !one.item)
}

const json = 'application/json'
const csv = 'text/csv'

function typeOf(ctx: Context, { item, texts = {}, isStream }: Endpoint): string {
  const possible = isStream ? ['text/event-stream'] : [json, ...(item ? [csv] : []), ...Object.keys(texts)]
  const wanted = ctx.accepts(possible)
  if (wanted !== false) return String(wanted)
  throw new Problem(406, 'Not acceptable', `This can be had as ${possible.join(' or ')}.`)
}

function write(ctx: Context, endpoint: Endpoint, answer: Answer, wanted: string): void {
  ctx.status = answer.status
  ctx.vary('Accept')
  if (answer.etag !== undefined) ctx.set('ETag', answer.etag)
  if (answer.location !== undefined) ctx.set('Location', encodeURI(`${base}${answer.location}`))
  if (answer.isReplay) ctx.set('Idempotency-Replayed', 'true')
  if (endpoint.method === 'GET' && answer.etag !== undefined && ctx.fresh) {
    ctx.status = 304
    return
  }
  if (endpoint.answer === undefined) return
  const text = endpoint.texts?.[wanted]
  if (text) {
    ctx.type = `${wanted}; charset=utf-8`
    ctx.body = text(answer.body)
  } else if (wanted === csv && endpoint.item) {
    const { items, next } = answer.body as { items: unknown[]; next: string | null }
    if (next !== null) ctx.set('Link', `<${nextUrl(ctx, next)}>; rel="next"`)
    ctx.type = 'text/csv; charset=utf-8; header=present'
    ctx.attachment(`${endpoint.id}.csv`)
    ctx.body = toCsv(endpoint.item, items)
  } else {
    ctx.type = json
    ctx.body = JSON.stringify(answer.body)
  }
}

function nextUrl(ctx: Context, cursor: string): string {
  const query = new URLSearchParams(ctx.querystring)
  query.set('cursor', cursor)
  return `${ctx.path}?${query}`
}
