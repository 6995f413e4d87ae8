// Sends requests to the desk, and turns whatever is no answer into a refusal that says what to do.
import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { CliError, type Output } from '../verb.ts'
import type { Request } from './request.ts'
import type { Desk } from './where.ts'

export interface Sending {
  desk: Desk
  /** The media type that is asked for. */
  accept: string
  headers?: Readonly<Record<string, string>>
  /** How it is told that we wait. */
  output: Output
  signal?: AbortSignal
  /** The answer goes on and on. */
  isStream?: boolean
}

const patience = 120_000
const longestWait = 60

/**
 * The answer, if it is one of success. A request that got no answer is sent once more where that can't do it twice; one for
 * which the desk has too much to do is sent again when the desk says so.
 */
export async function send(request: Request, sending: Sending): Promise<Response> {
  const key: Record<string, string> = request.method === 'POST' ? { 'Idempotency-Key': randomUUID() } : {}
  const all = { ...sending, headers: { ...key, ...sending.headers } }
  const mayRepeat = request.method === 'POST' || request.method === 'GET'
  for (;;) {
    const answer = await attempt(request, all, mayRepeat ? 2 : 1)
    const wait = Number(answer.headers.get('Retry-After') ?? Number.NaN)
    if (answer.status !== 429 || !(wait <= longestWait)) return succeeded(answer, all)
    await answer.body?.cancel()
    sending.output.note(`The desk asks to wait ${wait} s, as it has many requests.`)
    await pause(wait * 1000, undefined, sending.signal ? { signal: sending.signal } : {})
  }
}

async function attempt(request: Request, sending: Sending, times: number): Promise<Response> {
  try {
    return await once(request, sending)
  } catch (error) {
    const code = codeOf(error)
    if (sending.signal?.aborted) throw error
    if (times > 1 && code === 'ECONNRESET') return attempt(request, sending, times - 1)
    throw unreachable(error, code, request, sending.desk)
  }
}

function once({ method, path, body }: Request, { desk, accept, headers, ...sending }: Sending): Promise<Response> {
  const json = body === undefined ? {} : { 'Content-Type': 'application/json' }
  const signals = [sending.signal, sending.isStream ? undefined : AbortSignal.timeout(patience)]
  return fetch(`${desk.url}/api/v1${path}`, {
    method,
    headers: { ...headers, ...json, Accept: accept, Authorization: `Bearer ${desk.token}` },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    // Nobody is to be led elsewhere with a token.
    ...{ redirect: 'manual' as const, signal: AbortSignal.any(signals.filter((signal) => signal !== undefined)) },
  })
}

/** fetch hides what happened in the cause of its error. */
function codeOf(error: unknown): string {
  const { cause, name } = error as Error & { cause?: NodeJS.ErrnoException & { errors?: NodeJS.ErrnoException[] } }
  const code = cause?.code ?? cause?.errors?.[0]?.code ?? name
  return code === 'UND_ERR_SOCKET' ? 'ECONNRESET' : code
}

function unreachable(error: unknown, code: string, { method }: Request, { url }: Desk): CliError {
  const why: Record<string, string> = {
    ECONNREFUSED: `Nothing listens at ${url}: is the desk running?`,
    ENOTFOUND: `There is no host of the name in ${url}.`,
    TimeoutError: `The desk at ${url} gave no answer within ${patience / 1000} s.`,
    ECONNRESET: `The desk at ${url} broke the connection${method === 'GET' ? '' : '; whether it has done this is not known'}.`,
  }
  const { cause } = error as { cause?: Error }
  return new CliError('unreachable', why[code] ?? `The desk at ${url} can’t be reached: ${cause?.message ?? error}`, {
    code,
  })
}

/** A refusal of the desk (RFC 9457), not yet in the words of the command line. */
export class Refused extends Error {
  readonly status: number
  readonly field: string | undefined
  constructor(status: number, detail: string, field: string | undefined) {
    super(detail)
    this.status = status
    this.field = field
  }
}

async function succeeded(answer: Response, { desk: { url }, accept }: Sending): Promise<Response> {
  const type = (answer.headers.get('Content-Type') ?? '').split(';')[0]
  if (answer.ok && (type === accept || answer.status === 204)) return answer
  const text = await answer.text()
  if (type !== 'application/problem+json')
    throw new CliError(
      'unreachable',
      `What answers at ${url} is no desk: it said ${answer.status} ${answer.statusText} with ${type || 'nothing'}.`,
    )
  const { detail, field } = JSON.parse(text) as { detail: string; field?: string }
  throw new Refused(answer.status, detail, field)
}
