// The admin page: static files under a strict policy, which does everything over the API; and a page that shows the widget.
import type Router from '@koa/router'
import type { Config } from '../config.ts'
import { inHtml } from '../model/html.ts'
import { serveApp, socketSources, writePolicy } from './app.ts'

/** `GET /admin/`, its files, and `GET /admin/preview?queue=…`, to be shown in a frame of the page. */
export function adminRoutes(router: Router, config: Config): void {
  const { socket, uploads } = socketSources(config)
  const preview = writePolicy({
    'img-src': `'self' blob: ${uploads}`,
    'connect-src': `'self' ${socket} ${uploads}`,
    'frame-ancestors': "'self'",
  })
  router.get('/admin/preview', (ctx) => {
    ctx.set('Content-Security-Policy', preview)
    ctx.set('Referrer-Policy', 'no-referrer')
    ctx.set('X-Content-Type-Options', 'nosniff')
    ctx.set('Cache-Control', 'no-store')
    ctx.type = 'text/html; charset=utf-8'
    ctx.body = previewPage(ctx.query)
  })
  // Pictures in transcripts are where they were uploaded.
  const policy = { 'img-src': `'self' data: ${uploads}`, 'connect-src': "'self'", 'frame-src': "'self'" }
  serveApp(router, { name: 'admin', policy })
}

const attributes = ['queue', 'lang', 'title', 'accent', 'theme'] as const

/** A page with nothing but the widget, as its tag would have it; what the query says twice is left out. */
function previewPage(query: Readonly<Record<string, unknown>>): string {
  const text = (name: string) => (typeof query[name] === 'string' ? query[name] : '')
  const said = attributes.filter((name) => text(name) !== '')
  const data = said.map((name) => ` data-${name}="${inHtml(text(name))}"`).join('')
  const scheme = ['light', 'dark'].includes(text('theme')) ? text('theme') : 'light dark'
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="${scheme}">
<title>Bellhop: the widget</title>
<script async src="../widget.js"${data}></script>
</html>
`
}
