// `GET /back?t=TOKEN`: the link in a mail. Leads to the page the visitor wrote from, if that is one of ours, else to a page
// of the desk with nothing but the chat. The token goes on in the fragment, which browsers tell nobody.
import { createHash } from 'node:crypto'
import type Router from '@koa/router'
import type { Context } from 'koa'
import type { Config } from '../config.ts'
import { backTo } from '../desk/mail.ts'
import { queueTitle } from '../desk/staff.ts'
import type { Turn } from '../desk/turn.ts'
import { DeskError } from '../model/error.ts'
import { inHtml } from '../model/html.ts'
import { directionOf, render, say, spoken } from '../model/say.ts'
import type { Limiter } from './limit.ts'
import { linkRule, readLink } from './link.ts'

export interface BackOptions {
  config: Config
  /** The key that links are signed with. */
  linkKey: Uint8Array
  run: <T>(work: (turn: Turn) => Promise<T>) => Promise<T>
  limit: Limiter
}

export function backRoutes(router: Router, { config, linkKey, run, limit }: BackOptions): void {
  router.get('/back', async (ctx) => {
    limit(ctx)
    keepQuiet(ctx, config)
    const token = typeof ctx.query.t === 'string' ? ctx.query.t : ''
    const isToken = token.length <= linkRule.max && linkRule.pattern.test(token)
    const link = isToken ? await readLink(linkKey, token) : 'wrong'
    if (typeof link === 'string') return refuse(ctx, link)
    const found = await run((turn) => backTo(turn, link)).catch((error: unknown) => {
      if (error instanceof DeskError) return undefined
      throw error
    })
    if (!found) return refuse(ctx, 'wrong')
    ctx.status = 302
    ctx.body = ''
    ctx.set('Location', withToken(ownPage(found.page, config) ?? `${config.publicUrl}/back/${link.queue}`, token))
  })

  router.get('/back/:queue', async (ctx) => {
    limit(ctx)
    keepQuiet(ctx, config)
    const name = ctx.params.queue as string
    const title = inHtml(await run((turn) => queueTitle(turn, name)))
    const script = `<script async src="../widget.js" data-queue="${inHtml(name)}" data-lang="auto"></script>`
    answer(ctx, title, `<h1>${title}</h1>\n${script}`)
  })
}

function refuse(ctx: Context, why: 'expired' | 'wrong'): void {
  const lang = languageOf(ctx)
  const words = say(why === 'expired' ? 'linkExpired' : 'linkWrong')
  const title = inHtml(render(say('linkTitle'), lang))
  ctx.status = why === 'expired' ? 410 : 403
  answer(ctx, title, `<h1>${title}</h1>\n<p>${inHtml(render(words, lang))}</p>`)
}

/** The token in the address is for the visitor alone: no copy, no referrer. And these pages run nothing but the widget. */
function keepQuiet(ctx: Context, { websocketUrl }: Config): void {
  const socket = new URL(websocketUrl)
  const files = `${socket.protocol === 'wss:' ? 'https:' : 'http:'}//${socket.host}`
  const sources = [
    `default-src 'self' ${files}`,
    `connect-src 'self' ${socket.protocol}//${socket.host} ${files}`,
    `img-src 'self' data: blob: ${files}`,
    `media-src 'self' data: blob: ${files}`,
    `script-src 'self'`,
    `style-src 'self' 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
    `object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  ]
  ctx.set('Content-Security-Policy', sources.join('; '))
  ctx.set('Cache-Control', 'no-store')
  ctx.set('Referrer-Policy', 'no-referrer')
  ctx.set('X-Content-Type-Options', 'nosniff')
  ctx.set('X-Robots-Tag', 'noindex')
}

/**
 * The page the visitor wrote from. It is his own word, so only where the widget is allowed by name, or on the desk's own
 * pages: anything else would lead people from our address to wherever somebody likes.
 */
function ownPage(page: string | undefined, { origins, publicUrl }: Config): string | undefined {
  const url = page !== undefined && URL.canParse(page) ? new URL(page) : undefined
  if (!url || !['http:', 'https:'].includes(url.protocol)) return undefined
  const allowed = [new URL(publicUrl).origin, ...(origins === 'any' ? [] : origins)]
  if (!allowed.includes(url.origin)) return undefined
  url.username = ''
  url.password = ''
  return url.href
}

/** The widget takes the token out of the fragment and puts back what was there. */
function withToken(page: string, token: string): string {
  const url = new URL(page)
  return `${url.href.slice(0, url.href.length - url.hash.length)}#bellhop=${token}${url.hash}`
}

const languageOf = (ctx: Context): string => ctx.acceptsLanguages(...spoken) || 'en'

const style =
  'html{color-scheme:light dark;background:light-dark(#eef0f4,#101114);font:17px/1.6 system-ui,sans-serif}body{max-width:36em;margin:15vh auto;padding:0 1.5em}h1{font-size:1.5em;line-height:1.25}p{opacity:.8}'

/** `title` and `content` are HTML. */
function answer(ctx: Context, title: string, content: string): void {
  ctx.type = 'html'
  ctx.body = `<!doctype html>
<html lang="${languageOf(ctx)}" dir="${directionOf(languageOf(ctx))}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<title>${title}</title>
<style>${style}</style>
${content}
</html>
`
}
