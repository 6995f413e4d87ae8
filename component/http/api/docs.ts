// The document of the API, and a page that shows it: Swagger UI, its files served by us and allowed nothing else.
import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import type { Middleware } from 'koa'
import { serveFile } from '../static.ts'
import type { OpenApi } from './openapi.ts'

const folder = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'))
const files = new Set(['swagger-ui.css', 'swagger-ui-bundle.js', 'favicon-32x32.png'])

const page = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Bellhop API</title>
<link rel="icon" href="docs/favicon-32x32.png">
<link rel="stylesheet" href="docs/swagger-ui.css">
<div id="api"></div>
<script src="docs/swagger-ui-bundle.js"></script>
<script src="docs/start.js"></script>
</html>
`

const start = `SwaggerUIBundle({ url: 'openapi.json', dom_id: '#api', deepLinking: true, validatorUrl: null, docExpansion: 'none', tryItOutEnabled: false, persistAuthorization: false })
`

// Its styles are set by script, and its small pictures are in its style sheet.
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

/** `/api/openapi.json`, and `/api/docs` with its files; for everybody, as they say nothing of this desk. */
export function apiDocs(document: OpenApi): Middleware {
  const json = JSON.stringify(document)
  return async (ctx, next) => {
    const path = ctx.path.startsWith('/api/') ? ctx.path.slice(5) : ''
    const isAsked = path === 'openapi.json' || path === 'docs' || path.startsWith('docs/')
    if (!isAsked || (ctx.method !== 'GET' && ctx.method !== 'HEAD')) return next()
    ctx.set('X-Content-Type-Options', 'nosniff')
    ctx.set('Content-Security-Policy', policy)
    ctx.set('Referrer-Policy', 'no-referrer')
    if (path === 'openapi.json') send(ctx, 'application/json', json)
    else if (path === 'docs') send(ctx, 'text/html; charset=utf-8', page)
    else if (path === 'docs/start.js') send(ctx, 'text/javascript; charset=utf-8', start)
    else if (!files.has(path.slice(5)) || !(await serveFile(ctx as never, folder, `/${path.slice(5)}`))) return next()
  }
}

function send(ctx: { type: string; body: unknown }, type: string, body: string): void {
  ctx.type = type
  ctx.body = body
}
