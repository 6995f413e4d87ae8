// The cookie of a signed-in admin, and the proof that a request comes from his page and not from somebody else's.
import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Context } from 'koa'
import { Problem } from '../error.ts'

const secretForm = /^[\w-]{43}$/

export interface CookieJar {
  /** What the request's cookie holds, if it has the form of a secret of ours. */
  read(ctx: Context): string | undefined
  set(ctx: Context, secret: string): void
  clear(ctx: Context): void
}

/** The prefix lets a browser take it over https from this very host only (RFC 6265bis §4.1.3.2). */
export function openCookies(publicUrl: string): CookieJar {
  const secure = new URL(publicUrl).protocol === 'https:'
  const name = secure ? '__Host-bellhop_admin' : 'bellhop_admin'
  const fixed = `HttpOnly; SameSite=Strict; Path=/${secure ? '; Secure' : ''}`
  return {
    read(ctx) {
      const pairs = ctx.get('Cookie').split(/; */)
      const value = pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1)
      return value !== undefined && secretForm.test(value) ? value : undefined
    },
    // Without an end of its own: the desk knows when it ends, and the browser may forget it sooner.
    set: (ctx, secret) => ctx.append('Set-Cookie', `${name}=${secret}; ${fixed}`),
    clear: (ctx) => ctx.append('Set-Cookie', `${name}=; ${fixed}; Max-Age=0`),
  }
}

/** What a page of ours sends along with every change; others can't know it, though their requests might carry the cookie. */
export const csrfOf = (secret: string): string =>
  createHmac('sha256', secret).update('bellhop csrf').digest('base64url')

export function checkCsrf(ctx: Context, secret: string): void {
  if (ctx.method === 'GET' || ctx.method === 'HEAD') return
  const [given, right] = [Buffer.from(ctx.get('X-CSRF-Token')), Buffer.from(csrfOf(secret))]
  if (given.length === right.length && timingSafeEqual(given, right)) return
  const detail = 'With the cookie of a session, “X-CSRF-Token” must be the “csrf” that GET /session gives.'
  throw new Problem(403, 'Forbidden', detail, 'X-CSRF-Token')
}
