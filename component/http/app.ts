// A page of ours that is an application: its built files under a strict policy, which lets it load nothing else.
import { fileURLToPath } from 'node:url'
import type Router from '@koa/router'
import type { Context } from 'koa'
import type { Config } from '../config.ts'
import { Problem } from './error.ts'
import { serveFile } from './static.ts'

export interface App {
  /** Where it is, and its folder in dist/: `console`. */
  name: string
  /** What it may load beyond its own scripts and styles, and who may show it in a frame. */
  policy: Readonly<Record<string, string>>
}

/** `GET /NAME/` and its files; until they are built there is nothing there. */
export function serveApp(router: Router, { name, policy }: App): void {
  const folder = import.meta.url.endsWith('.ts') ? `../../dist/${name}` : `../../${name}`
  const files = fileURLToPath(new URL(folder, import.meta.url))
  const written = writePolicy(policy)
  const serve = async (ctx: Context): Promise<void> => {
    if (ctx.path === `/${name}`) return ctx.redirect(`/${name}/`)
    const path = ctx.path.slice(name.length + 1)
    ctx.set('Content-Security-Policy', written)
    ctx.set('Referrer-Policy', 'no-referrer')
    if (!(await serveFile(ctx, files, path === '/' ? '/index.html' : path)))
      throw new Problem(404, 'Not found', `There is no ${ctx.path} here.`)
    // Asked for each time, so that a new version is there at once; what it names is kept by its hash.
    if (path === '/') ctx.set('Cache-Control', 'no-cache')
  }
  router.get(`/${name}`, serve)
  router.get(`/${name}/*path`, serve)
}

/** Nothing but own scripts and what is said. */
export function writePolicy(more: Readonly<Record<string, string>>): string {
  const rules: Record<string, string> = {
    'default-src': "'none'",
    'script-src': "'self'",
    'style-src': "'self'",
    'manifest-src': "'self'",
    'base-uri': "'none'",
    'form-action': "'none'",
    'frame-ancestors': "'none'",
    ...more,
  }
  return Object.entries(rules)
    .map(([name, value]) => `${name} ${value}`)
    .join('; ')
}

/** Where the WebSocket is, and the uploads beside it, as sources of a policy. */
export function socketSources({ websocketUrl }: Config): { socket: string; uploads: string } {
  const { protocol, host } = new URL(websocketUrl)
  return { socket: `${protocol}//${host}`, uploads: `${protocol === 'wss:' ? 'https' : 'http'}://${host}` }
}
