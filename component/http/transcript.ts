// `POST /widget/transcript` {queue, token, format?} → the visitor's own conversation, as a text or HTML file.
import type Router from '@koa/router'
import { type Transcript, transcript } from '../desk/transcript.ts'
import type { Turn } from '../desk/turn.ts'
import type { Message } from '../model/conversation.ts'
import { inHtml } from '../model/html.ts'
import { visitorName } from '../model/person.ts'
import { checkFields, readObject, readText } from './body.ts'
import { Problem } from './error.ts'
import type { Limiter } from './limit.ts'
import { hash, rules } from './session.ts'

const formats = { text: 'text/plain; charset=utf-8', html: 'text/html; charset=utf-8' } as const

export interface TranscriptOptions {
  run: <T>(work: (turn: Turn) => Promise<T>) => Promise<T>
  limit: Limiter
}

export function transcriptRoutes(router: Router, { run, limit }: TranscriptOptions): void {
  router.post('/widget/transcript', async (ctx) => {
    limit(ctx)
    const body = await readObject(ctx)
    checkFields(body, ['queue', 'token', 'format'])
    const queue = readText(body, 'queue', rules.queue) as string
    const token = readText(body, 'token', { ...rules.token, required: true }) as string
    const format = readText(body, 'format', { max: 4, pattern: /^(text|html)$/, right: '"text" or "html"' }) ?? 'text'
    const found = await run((turn) => transcript(turn, queue, hash(token)))
    ctx.set('Cache-Control', 'no-store')
    ctx.set('X-Content-Type-Options', 'nosniff')
    ctx.set('Content-Security-Policy', "default-src 'none'; style-src 'unsafe-inline'")
    ctx.attachment(`${queue}-transcript.${format === 'html' ? 'html' : 'txt'}`)
    ctx.type = formats[format as keyof typeof formats]
    ctx.body = format === 'html' ? asHtml(found) : asText(found)
  })

  router.all('/widget/transcript', (ctx) => {
    ctx.set('Allow', 'POST, OPTIONS')
    throw new Problem(405, 'Method not allowed', 'Transcripts are asked for with POST.')
  })
}

const time = ({ at }: Message): string => `${at.slice(0, 10)} ${at.slice(11, 16)}`
const speaker = ({ nick }: Message, title: string): string => nick ?? title

function asText({ title, messages }: Transcript): string {
  const lines = messages.map((message) => `[${time(message)}] ${speaker(message, title)}: ${message.body}`)
  return `${title} (UTC)\n\n${lines.join('\n')}\n`
}

function asHtml({ title, visitor, messages }: Transcript): string {
  const rows = messages.map(
    (message) =>
      `<p class="${message.author}"><time datetime="${message.at}">${time(message)}</time> <b>${inHtml(speaker(message, title))}</b> ${inHtml(message.body).replaceAll('\n', '<br>')}</p>`,
  )
  const style =
    'body{font:16px/1.5 system-ui,sans-serif;max-width:42em;margin:2em auto;padding:0 1em}time{color:#666;font-size:.8em}.desk{color:#666}'
  const heading = `${inHtml(title)} · ${inHtml(visitorName(visitor))}`
  return `<!doctype html>\n<html lang="${inHtml(visitor.lang)}">\n<meta charset="utf-8">\n<title>${heading}</title>\n<style>${style}</style>\n<h1>${heading}</h1>\n${rows.join('\n')}\n</html>\n`
}
