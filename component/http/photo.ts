// `GET /widget/photos/ID`: the picture of an agent. The id can't be guessed and what it names never changes.
import type Router from '@koa/router'
import { photoById } from '../desk/photo.ts'
import type { Turn } from '../desk/turn.ts'
import { Problem } from './error.ts'
import type { Limiter } from './limit.ts'

export interface PhotoOptions {
  run: <T>(work: (turn: Turn) => Promise<T>) => Promise<T>
  limit: Limiter
}

export function photoRoutes(router: Router, { run, limit }: PhotoOptions): void {
  router.get('/widget/photos/:id', async (ctx) => {
    limit(ctx)
    const id = ctx.params.id as string
    const photo = /^[A-Za-z0-9_-]{22}$/.test(id) ? await run((turn) => photoById(turn, id)) : undefined
    if (!photo) throw new Problem(404, 'Not found', 'There is no such picture.')
    ctx.set('Content-Type', photo.type)
    ctx.set('X-Content-Type-Options', 'nosniff')
    // Opened by itself it is still only a picture.
    ctx.set('Content-Security-Policy', "default-src 'none'; sandbox")
    ctx.set('Cross-Origin-Resource-Policy', 'cross-origin')
    ctx.set('Cache-Control', 'public, max-age=31536000, immutable')
    ctx.body = Buffer.from(photo.bytes)
  })
}
