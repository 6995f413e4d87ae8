// Events as they happen, as server-sent events: each once and in order, and again from where a client stopped reading.
import { once } from 'node:events'
import type { Context } from 'koa'
import { type ApiEvent, newsAfter } from '../../desk/admin/overview.ts'
import type { Caller } from '../../desk/admin/tokens.ts'
import type { Look } from '../../desk/turn.ts'
import type { Log } from '../../log.ts'
import { Problem } from '../error.ts'
import { type Authorize, mayAsk } from './authorize.ts'

export interface StreamOptions {
  look: Look
  authorize: Authorize
  /** How often is looked for what is new, in milliseconds. */
  every: number
  log: Log
}

const mostStreams = 100
const mostOfOne = 10
const heartbeat = 15_000

/** Gives the function that turns a request into such a stream, and one that ends them all. */
export function openStreams({ look, authorize, every, log }: StreamOptions): {
  stream: (ctx: Context, caller: Caller) => Promise<void>
  stop: () => void
} {
  const open = new Map<symbol, { caller: string; end: () => void }>()

  async function stream(ctx: Context, caller: Caller): Promise<void> {
    const after = readLast(ctx)
    const his = [...open.values()].filter((each) => each.caller === caller.id).length
    if (open.size >= mostStreams || his >= mostOfOne)
      throw new Problem(429, 'Too many requests', 'Too many streams are open; close one of them.')
    const stopped = new AbortController()
    const id = Symbol('stream')
    open.set(id, { caller: caller.id, end: () => stopped.abort() })
    ctx.req.once('close', () => stopped.abort())
    ctx.respond = false
    ctx.res.writeHead(200, {
      'Content-Type': 'text/event-stream',
      'Cache-Control': 'no-store',
      'X-Accel-Buffering': 'no',
    })
    ctx.res.on('error', () => stopped.abort())
    try {
      await pour(ctx, after, stopped.signal)
    } catch (error) {
      // Where the token counts no more or the database is away, the client asks again and is told then.
      if (!stopped.signal.aborted && !(error instanceof Problem))
        log.warn('a stream of events broke', { error: error instanceof Error ? error.message : String(error) })
    } finally {
      open.delete(id)
      ctx.res.end()
    }
  }

  async function pour(ctx: Context, after: number, stopped: AbortSignal): Promise<void> {
    let last = after
    let quiet = 0
    await put(ctx, 'retry: 2000\n\n', stopped)
    while (!stopped.aborted) {
      // A token that was revoked, or a session that has ended meanwhile, hears nothing more.
      const kinds = kindsFor(await authorize(ctx, 'looks'))
      const news = await look((turn) => newsAfter(turn, last, kinds))
      if (news.isGap) await put(ctx, `event: gap\nid: ${news.last}\ndata: {}\n\n`, stopped)
      if (last < 0) await put(ctx, `id: ${news.last}\nevent: now\ndata: {}\n\n`, stopped)
      for (const event of news.events) await put(ctx, written(event), stopped)
      last = news.last
      quiet = news.events.length > 0 ? 0 : quiet + every
      if (quiet >= heartbeat) await put(ctx, ': still here\n\n', stopped)
      if (quiet >= heartbeat) quiet = 0
      await pause(every, stopped)
    }
  }

  return {
    stream,
    stop() {
      for (const { end } of open.values()) end()
    },
  }
}

/** Where to go on: after an event, or from now on. */
function readLast(ctx: Context): number {
  const text = ctx.get('Last-Event-ID')
  if (text === '') return -1
  if (!/^[0-9]{1,10}$/.test(text) || Number(text) > 2_147_483_647)
    throw new Problem(
      400,
      'Bad request',
      '“Last-Event-ID” must be the id of an event, or 0 for all there are.',
      'Last-Event-ID',
    )
  return Number(text)
}

function kindsFor(caller: Caller): string[] {
  const may = (scope: 'conversations' | 'issues' | 'staff') => mayAsk(caller, { method: 'GET', scope })
  const kinds = [may('conversations') && 'conversation', may('issues') && 'issue', may('staff') && 'staff']
  return kinds.filter((kind) => kind !== false)
}

const written = (event: ApiEvent): string => `id: ${event.id}\nevent: ${event.kind}\ndata: ${JSON.stringify(event)}\n\n`

async function put(ctx: Context, text: string, stopped: AbortSignal): Promise<void> {
  if (stopped.aborted || ctx.res.write(text)) return
  // Who reads slowly gets no more than he takes.
  await once(ctx.res, 'drain', { signal: stopped })
}

async function pause(milliseconds: number, stopped: AbortSignal): Promise<void> {
  await new Promise<void>((resolve) => {
    // A stream pauses as long as it lasts, and must not leave something behind each time.
    const end = () => {
      clearTimeout(timer)
      stopped.removeEventListener('abort', end)
      resolve()
    }
    const timer = setTimeout(end, milliseconds)
    stopped.addEventListener('abort', end)
  })
}
