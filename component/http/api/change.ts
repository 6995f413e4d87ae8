// A request inside its turn: repeats are recognised by their key, If-Match is held, and every change is written into the
// audit with what was before and after, all in the transaction that makes the change.
import { createHash } from 'node:crypto'
import { type Caller, keepAnswer, keptAnswer, writeAudit } from '../../desk/admin/tokens.ts'
import type { Turn } from '../../desk/turn.ts'
import { DeskError } from '../../model/error.ts'
import { Problem } from '../error.ts'
import type { Asked, Endpoint } from './endpoint.ts'

export interface Request extends Asked<never, never, never> {
  endpoint: Endpoint
  /** Gives what the change is about, as it is at the moment; undefined where nothing of the kind is. */
  about: Endpoint | undefined
  /** Below /api/v1, as asked. */
  path: string
  ifMatch: string
  ifNoneMatch: string
  /** What `first` gave. */
  found: unknown
  /** What names this request among all of the caller; '' where it may be done again. */
  key: string
  /** Stands for all that was asked, and tells nothing of it. */
  request: string
}

export interface Answer {
  status: number
  body: unknown
  etag: string | undefined
  location: string | undefined
  isReplay: boolean
}

export interface Sealing {
  seal: (text: string) => string
  open: (sealed: string) => string
  mark: (text: string) => string
}

/** Does what was asked, once for each key. */
export async function answerIn(turn: Turn, asked: Request, sealing: Sealing): Promise<Answer> {
  if (asked.endpoint.method === 'GET') return plainAnswer(asked, await asked.endpoint.run(turn, asked, asked.found))
  const kept = asked.key === '' ? undefined : await replay(turn, asked, sealing)
  if (kept) return kept
  const answer = await change(turn, asked)
  if (asked.key !== '') {
    const sealed = sealing.seal(JSON.stringify(answer))
    await keepAnswer(turn, asked.who, { key: asked.key, request: asked.request, sealed })
  }
  return answer
}

async function replay(turn: Turn, { who, key, request }: Request, { open }: Sealing): Promise<Answer | undefined> {
  const kept = await keptAnswer(turn, who, key)
  if (!kept) return undefined
  if (kept.request !== request)
    throw new Problem(422, 'Unprocessable', 'This Idempotency-Key was used for another request.', 'Idempotency-Key')
  return { ...(JSON.parse(open(kept.sealed)) as Answer), isReplay: true }
}

async function change(turn: Turn, asked: Request): Promise<Answer> {
  const { endpoint, about, who, path } = asked
  const before = about && (await read(turn, about, asked))
  checkMatch(asked, before)
  const result = await endpoint.run(turn, asked, asked.found)
  const answer = { ...plainAnswer(asked, result), status: endpoint.status }
  const after = about ? await read(turn, about, asked) : without(result, endpoint.secrets)
  const deed = endpoint.deed?.(result) ?? { who, target: answer.location ?? path }
  const kept = (view: unknown) => (view && about?.discreet ? about.discreet(view) : view)
  const row = { who: nameOf(deed.who), target: deed.target, before: kept(before), after: kept(after) }
  await writeAudit(turn, { ...row, door: 'api', what: endpoint.id })
  return { ...answer, etag: about && after !== undefined ? etagOf(about, after) : answer.etag }
}

const nameOf = ({ id, name }: Pick<Caller, 'id' | 'name'>): string => `${name} (${id})`

/** What a request is about as it is now; undefined when there is none (any more). */
async function read(turn: Turn, about: Endpoint, asked: Request): Promise<unknown> {
  try {
    return await about.run(turn, { ...asked, query: {} as never, body: undefined as never })
  } catch (error) {
    if (error instanceof DeskError && error.code === 'not-found') return undefined
    throw error
  }
}

const refuse = (detail: string) => new Problem(412, 'Precondition failed', detail)

/** Where there is nothing to compare with, that need not wait for the turn. */
export function checkMatchable({ ifMatch, about, path }: Request): void {
  if (ifMatch !== '' && !about) throw refuse(`There is no ${path} that could match.`)
}

function checkMatch({ ifMatch, ifNoneMatch, about, path }: Request, before: unknown): void {
  const now = about && before !== undefined ? etagOf(about, before) : undefined
  // A proxy that compresses makes a tag weak; ours stands for all of the answer, and is as good without that (RFC 9110 §8.8.1).
  const isMet = (given: string) =>
    given === '*' || given.split(',').some((one) => one.trim().replace(/^W\//, '') === now)
  if (ifNoneMatch !== '' && now !== undefined && isMet(ifNoneMatch)) throw refuse(`${path} is there already.`)
  if (ifMatch === '') return
  if (now === undefined) throw refuse(`There is no ${path} that could match.`)
  if (!isMet(ifMatch)) throw refuse(`${path} was changed meanwhile: its ETag is ${now} now. Read it again.`)
}

function plainAnswer({ endpoint }: Request, body: unknown): Answer {
  const hasTag = !endpoint.item && endpoint.answer !== undefined && typeof body !== 'function'
  const etag = hasTag ? etagOf(endpoint, body) : undefined
  return { status: endpoint.status, body, etag, location: endpoint.location?.(body), isReplay: false }
}

/** The same for what is the same, but for what changes by itself. */
export function etagOf({ volatile }: Pick<Endpoint, 'volatile'>, body: unknown): string {
  const lasting = JSON.stringify(without(body, volatile))
  return `"${createHash('sha256').update(lasting).digest('base64url').slice(0, 22)}"`
}

function without(body: unknown, fields: readonly string[] = []): unknown {
  if (typeof body !== 'object' || body === null) return body ?? null
  return Object.fromEntries(Object.entries(body).filter(([name]) => !fields.includes(name)))
}
