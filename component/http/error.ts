// Refusals as problem+json (RFC 9457), naming what was wrong and what would be right.
import type { Context, Next } from 'koa'
import type { Log } from '../log.ts'
import { type Code, DeskError } from '../model/error.ts'
import { render, spoken } from '../model/say.ts'

const statuses: Record<Code, [status: number, title: string]> = {
  'bad-request': [400, 'Bad request'],
  'not-found': [404, 'Not found'],
  forbidden: [403, 'Forbidden'],
  conflict: [409, 'Conflict'],
  'not-acceptable': [406, 'Not acceptable'],
  'too-large': [413, 'Too large'],
  'slow-down': [429, 'Too many requests'],
  'unknown-method': [405, 'Method not allowed'],
  unsupported: [501, 'Not implemented'],
}

/** A refusal by this door itself; `field` names the part of the input that is wrong. */
export class Problem extends Error {
  readonly status: number
  readonly title: string
  readonly field: string | undefined
  /** Seconds after which it may be tried again. */
  retryAfter: number | undefined
  constructor(status: number, title: string, detail: string, field?: string) {
    super(detail)
    this.status = status
    this.title = title
    this.field = field
  }
  after(seconds: number): this {
    this.retryAfter = Math.ceil(seconds)
    return this
  }
}

/** Answers every refusal and every bug below it; nothing of the inside gets out. */
export function problems(log: Log) {
  return async (ctx: Context, next: Next): Promise<void> => {
    try {
      await next()
      if (ctx.status === 404 && ctx.body == null)
        throw new Problem(404, 'Not found', `There is nothing at ${ctx.path}.`)
    } catch (error) {
      const problem = asProblem(error, ctx)
      if (problem.status >= 500) log.error('a request failed', { path: ctx.path, error: stack(error) })
      ctx.status = problem.status
      // RFC 9110 §11.6.1: a 401 says what would do.
      if (problem.status === 401 && !ctx.res.hasHeader('WWW-Authenticate'))
        ctx.set('WWW-Authenticate', 'Bearer realm="bellhop"')
      if (problem.retryAfter !== undefined) ctx.set('Retry-After', String(problem.retryAfter))
      ctx.body = JSON.stringify({
        type: 'about:blank',
        title: problem.title,
        status: problem.status,
        detail: problem.message,
        ...(problem.field === undefined ? {} : { field: problem.field }),
      })
      ctx.type = 'application/problem+json'
    }
  }
}

const stack = (error: unknown): string | undefined => (error instanceof Error ? error.stack : String(error))

function asProblem(error: unknown, ctx: Context): Problem {
  if (error instanceof Problem) return error
  if (!(error instanceof DeskError))
    return new Problem(500, 'Internal error', 'Something went wrong here; it is in the log.')
  const [status, title] = statuses[error.code]
  return new Problem(status, title, render(error.say, ctx.acceptsLanguages(...spoken) || 'en'))
}
