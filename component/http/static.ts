// Hands out the built web client: the loader and pages to be asked for again, hashed files to be kept for a year.
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { extname, join, normalize, sep } from 'node:path'
import type { Context } from 'koa'

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.ts': 'text/plain; charset=utf-8',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.map': 'application/json',
}

/** Serves a file of `folder`, if there is one at the path; anything outside the folder is not there. */
export async function serveFile(ctx: Context, folder: string, path: string): Promise<boolean> {
  const file = normalize(join(folder, path))
  const type = types[extname(file)]
  if (!file.startsWith(folder + sep) || type === undefined || path.includes('\0')) return false
  const found = await stat(file).catch(() => undefined)
  if (!found?.isFile()) return false
  ctx.status = 200
  ctx.set('Content-Type', type)
  ctx.set('X-Content-Type-Options', 'nosniff')
  const kept = path.startsWith('/assets/')
  ctx.set('Cache-Control', kept ? 'public, max-age=31536000, immutable' : 'public, max-age=300')
  const etag = `W/"${found.size.toString(36)}-${found.mtimeMs.toString(36)}"`
  ctx.set('ETag', etag)
  if (ctx.fresh) {
    ctx.status = 304
    return true
  }
  if (ctx.method !== 'HEAD') ctx.body = createReadStream(file)
  ctx.length = found.size
  return true
}
