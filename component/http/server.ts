// The web port: visitor sessions, the admin API, the widget's files, the demo page, and whether all is well.
import type { Server } from 'node:http'
import { fileURLToPath } from 'node:url'
import Router from '@koa/router'
import Koa, { type Context, type Next } from 'koa'
import type { Config } from '../config.ts'
import type { Turn } from '../desk/turn.ts'
import type { Log } from '../log.ts'
import { adminRoutes } from './admin.ts'
import { type ApiOptions, openApiRoutes } from './api/open.ts'
import { backRoutes } from './back.ts'
import { consoleRoutes } from './console.ts'
import { Problem, problems } from './error.ts'
import { openLimiter } from './limit.ts'
import { photoRoutes } from './photo.ts'
import { sessionRoutes } from './session.ts'
import { serveFile } from './static.ts'
import { transcriptRoutes } from './transcript.ts'

export interface HttpOptions {
  config: Config
  jwtKey: string
  /** The key that links in mails are signed with. */
  linkKey: Uint8Array
  run: <T>(work: (turn: Turn) => Promise<T>) => Promise<T>
  /** Whether the desk is connected to its IM servers. */
  online: () => boolean
  log: Log
  /** What the admin API needs beside these; without it there is none. */
  api?: Pick<ApiOptions, 'adminToken' | 'sealing' | 'reserved' | 'look' | 'rate'> | undefined
}

const gone = new Set(['EPIPE', 'ECONNRESET', 'ERR_STREAM_PREMATURE_CLOSE'])

/** Listens; rejects when the port is taken. */
export async function openHttp(options: HttpOptions): Promise<{ stop(): Promise<void> }> {
  const { config, log } = options
  const app = new Koa()
  app.silent = true
  app.on('error', (error: Error & { code?: string }) => {
    // A browser that goes away in the middle of an answer.
    if (!gone.has(error.code ?? '')) log.error('http', { error: error.stack })
  })
  app.use(problems(log))
  // Before the rule about the widget's pages: no page of others may use the API.
  const api = options.api && openApiRoutes({ ...options, ...options.api })
  for (const part of api?.middleware ?? []) app.use(part)
  app.use(crossOrigin(config))
  const router = new Router()
  const limit = openLimiter({ burst: 240, perMinute: 120, clock: Date.now })
  sessionRoutes(router, { ...options, limit })
  transcriptRoutes(router, { ...options, limit })
  backRoutes(router, { ...options, limit })
  photoRoutes(router, { ...options, limit })
  consoleRoutes(router, config)
  adminRoutes(router, config)
  router.get('/healthz', (ctx) => {
    ctx.status = options.online() ? 200 : 503
    ctx.body = { online: options.online() }
  })
  app.use(router.routes())
  app.use(files(config))
  const server = await new Promise<Server>((resolve, reject) => {
    const listening = app.listen(config.ports.http, config.bind, () => resolve(listening))
    listening.once('error', reject)
  })
  return {
    stop: () =>
      new Promise((resolve) => {
        api?.stop()
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** Which pages may use the widget: others get no session. Its files are for everybody. */
function crossOrigin(config: Config) {
  const own = new URL(config.publicUrl).origin
  return async (ctx: Context, next: Next): Promise<void> => {
    const origin = ctx.get('Origin')
    ctx.vary('Origin')
    const isOwn = origin === own || (URL.canParse(origin) && new URL(origin).host === ctx.host)
    const allowed = isOwn || config.origins === 'any' || config.origins.includes(origin) || !isForSome(ctx)
    if (origin !== '' && allowed) ctx.set('Access-Control-Allow-Origin', origin)
    if (ctx.method !== 'OPTIONS') {
      // Not left to the browser alone: it would hide the answer, but the visitor would have been made.
      if (origin !== '' && !allowed)
        throw new Problem(
          403,
          'Forbidden',
          `Pages of ${origin} may not use this desk; BELLHOP_ORIGINS lists those that may.`,
        )
      return next()
    }
    ctx.set('Access-Control-Allow-Methods', 'GET, POST')
    ctx.set('Access-Control-Allow-Headers', 'Content-Type')
    ctx.set('Access-Control-Max-Age', '600')
    ctx.status = 204
  }
}

const isForSome = (ctx: Context): boolean => ctx.path.startsWith('/widget/')

const web = fileURLToPath(new URL(import.meta.url.endsWith('.ts') ? '../../dist/web' : '../../web', import.meta.url))

function files(config: Config) {
  return async (ctx: Context, next: Next): Promise<void> => {
    if (ctx.method !== 'GET' && ctx.method !== 'HEAD') return next()
    const path = ctx.path === '/' && config.demo ? '/index.html' : ctx.path
    if (path.endsWith('.html') && !config.demo) return next()
    if (!(await serveFile(ctx, web, path))) return next()
  }
}
