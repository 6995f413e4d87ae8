// The agents' console: static files under a strict policy, and where its connection goes. All else it does over XMPP.
import type Router from '@koa/router'
import type { Config } from '../config.ts'
import { serveApp, socketSources } from './app.ts'

/** `GET /console/`, its files, and `GET /console/config.json` → {websocket, agents, desk, rooms}. */
export function consoleRoutes(router: Router, config: Config): void {
  router.get('/console/config.json', (ctx) => {
    const { agents, desk } = config.domains
    ctx.set('Cache-Control', 'no-store')
    ctx.body = { websocket: config.websocketUrl, agents, desk, rooms: `rooms.${agents}` }
  })
  // The WebSocket, and uploads beside it; pictures from there only.
  const { socket, uploads } = socketSources(config)
  const policy = {
    'img-src': `'self' data: blob: ${uploads}`,
    'connect-src': `'self' ${socket} ${uploads} ${new URL(config.publicUrl).origin}`,
  }
  serveApp(router, { name: 'console', policy })
}
