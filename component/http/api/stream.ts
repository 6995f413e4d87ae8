// Events as they happen, as server-sent events: each once and in order, and again from where a client stopped reading.
import { once } from 'node:events'
import type { Context } from 'koa'
import { type News, newsAfter, type Place, type Wanted } from '../../desk/admin/news.ts'
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

/** With the messages of one conversation, of all, or of none. */
export type Stream = (ctx: Context, caller: Caller, messages: Wanted['messages']) => Promise<void>

const mostStreams = 100
const mostOfOne = 10
const heartbeat = 15_000
const type = 'text/event-stream'

/** Gives the function that turns a request into such a stream, and one that ends them all. */
export function openStreams({ look, authorize, every, log }: StreamOptions): {
  stream: Stream
  stop: () => void
} {
  const open = new Map<symbol, { caller: string; end: () => void }>()

  const stream: Stream = async (ctx, caller, messages) => {
    const after = readLast(ctx)
    if (ctx.method === 'HEAD') {
      ctx.set('Content-Type', type)
      ctx.status = 200
      return
    }
    const his = [...open.values()].filter((each) => each.caller === caller.id).length
    if (open.size >= mostStreams || his >= mostOfOne)
      throw new Problem(429, 'Too many requests', 'Too many streams are open; close one of them.')
    const stopped = new AbortController()
    const id = Symbol('stream')
    open.set(id, { caller: caller.id, end: () => stopped.abort() })
    ctx.req.once('close', () => stopped.abort())
    ctx.respond = false
    ctx.res.writeHead(200, {
      'Content-Type': type,
      'Cache-Control': 'no-store',
      'X-Accel-Buffering': 'no',
    })
    ctx.res.on('error', () => stopped.abort())
    try {
      await pour(ctx, after, messages, stopped.signal)
    } catch (error) {
      // Where the token counts no more or the database is away, the client asks again and is told then.
      if (!stopped.signal.aborted && !(error instanceof Problem))
        log.warn('a stream of events broke', { error: error instanceof Error ? error.message : String(error) })
    } finally {
      open.delete(id)
      ctx.res.end()
    }
  }

  async function pour(ctx: Context, after: Place, messages: Wanted['messages'], stopped: AbortSignal): Promise<void> {
    const idOf = ({ event, said, corrected }: Place) =>
      messages === undefined ? `${event}` : `${event}-${said}-${corrected}`
    let last = after
    let quiet = 0
    await put(ctx, 'retry: 2000\n\n', stopped)
    while (!stopped.aborted) {
      // A token that was revoked, or a session that has ended meanwhile, hears nothing more.
      const kinds = kindsFor(await authorize(ctx, 'looks'))
      const { told, isGap, place, isFull } = await look((turn) => newsAfter(turn, last, { kinds, messages }))
      if (isGap) await put(ctx, `event: gap\nid: ${idOf(place)}\ndata: {}\n\n`, stopped)
      if (last.event < 0) await put(ctx, `id: ${idOf(place)}\nevent: now\ndata: {}\n\n`, stopped)
      for (const one of told) await put(ctx, written(idOf(one.place), one.event), stopped)
      last = place
      if (isFull) continue
      quiet = told.length > 0 ? 0 : quiet + every
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

/** Where to go on: after an event, or from now on; of messages as well, where the event told of them. */
function readLast(ctx: Context): Place {
  const text = ctx.get('Last-Event-ID')
  const [event, said = -1, corrected = -1] = text.split('-').map(Number)
  const isPlace = /^[0-9]{1,10}(-[0-9]{1,10}-[0-9]{1,10})?$/.test(text)
  if (text !== '' && !(isPlace && [event, said, corrected].every((number) => Number(number) <= 2_147_483_647)))
    throw new Problem(
      400,
      'Bad request',
      '“Last-Event-ID” must be the id of an event, or 0 for all there are.',
      'Last-Event-ID',
    )
  return { event: text === '' ? -1 : Number(event), said, corrected }
}

function kindsFor(caller: Caller): string[] {
  const may = (scope: 'conversations' | 'issues' | 'staff') => mayAsk(caller, { method: 'GET', scope })
  const kinds = [may('conversations') && 'conversation', may('issues') && 'issue', may('staff') && 'staff']
  return kinds.filter((kind) => kind !== false)
}

const written = (id: string, event: News['told'][number]['event']): string =>
  `id: ${id}\nevent: ${event.kind}\ndata: ${JSON.stringify(event)}\n\n`

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
