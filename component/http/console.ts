// The agents' console: static files under a strict policy, and where its connection goes. All else it does over XMPP.
import { fileURLToPath } from 'node:url'
import type Router from '@koa/router'
import type { Context } from 'koa'
import type { Config } from '../config.ts'
import { Problem } from './error.ts'
import { serveFile } from './static.ts'

const files = fileURLToPath(
  new URL(import.meta.url.endsWith('.ts') ? '../../dist/console' : '../../console', import.meta.url),
)

/** `GET /console/`, its files, and `GET /console/config.json` → {websocket, agents, desk, rooms}. */
export function consoleRoutes(router: Router, config: Config): void {
  const policy = policyOf(config)
  router.get('/console/config.json', (ctx) => {
    const { agents, desk } = config.domains
    ctx.set('Cache-Control', 'no-store')
    ctx.body = { websocket: config.websocketUrl, agents, desk, rooms: `rooms.${agents}` }
  })
  const serve = async (ctx: Context): Promise<void> => {
    if (ctx.path === '/console') return ctx.redirect('/console/')
    const path = ctx.path.slice('/console'.length)
    ctx.set('Content-Security-Policy', policy)
    ctx.set('Referrer-Policy', 'no-referrer')
    if (!(await serveFile(ctx, files, path === '/' ? '/index.html' : path)))
      throw new Problem(404, 'Not found', `There is no ${ctx.path} here.`)
    // Asked for each time, so that a new version is there at once; what it names is kept by its hash.
    if (path === '/') ctx.set('Cache-Control', 'no-cache')
  }
  router.get('/console', serve)
  router.get('/console/*path', serve)
}

/** Nothing but our own files, the WebSocket, and uploads beside it; pictures from there only. */
function policyOf({ websocketUrl, publicUrl }: Config): string {
  const socket = new URL(websocketUrl)
  const uploads = `${socket.protocol === 'wss:' ? 'https' : 'http'}://${socket.host}`
  const rules = {
    'default-src': "'none'",
    'script-src': "'self'",
    'style-src': "'self'",
    'img-src': `'self' data: blob: ${uploads}`,
    'connect-src': `'self' ${socket.protocol}//${socket.host} ${uploads} ${new URL(publicUrl).origin}`,
    'manifest-src': "'self'",
    'base-uri': "'none'",
    'form-action': "'none'",
    'frame-ancestors': "'none'",
  }
  return Object.entries(rules)
    .map(([name, value]) => `${name} ${value}`)
    .join('; ')
}
