// Tokens of the API: who has one may do what its scopes say until it expires or is revoked; and what was done with them.
import { DeskError } from '../../model/error.ts'
import { say } from '../../model/say.ts'
import { later, stamp } from '../../model/time.ts'
import { deleteApiEvents } from '../../store/api-events.ts'
import { type AuditRow, auditRows, deleteAnswers, findAnswer, insertAnswer, insertAudit } from '../../store/audit.ts'
import { listPage, type Page, type PageQuery } from '../../store/pages.ts'
import {
  type ApiToken,
  type ApiTokenRow,
  apiTokens,
  findApiToken,
  findApiTokenById,
  insertApiToken,
  markTokenRevoked,
  markTokenUsed,
  toToken,
} from '../../store/tokens.ts'
import { rememberDays } from '../delivery.ts'
import type { Turn } from '../turn.ts'

export type { ApiToken } from '../../store/tokens.ts'

/** Whoever asks by the API, once it is known who it is. */
export interface Caller {
  /** `token-7`, `admin-3`, or `secret` for the token in secrets.json. */
  id: string
  name: string
  scopes: readonly string[]
  /** The session of the admin page that it comes from. */
  session?: { id: number; admin: number }
}

const usedEvery = 60_000

/** Whose token has this hash: `expired` and `revoked` ones are nobody's. */
export async function callerByToken(turn: Turn, hash: string): Promise<Caller | 'unknown' | 'expired' | 'revoked'> {
  const token = await findApiToken(turn.tx, hash)
  const now = stamp(turn.now)
  if (!token) return 'unknown'
  if (token.revokedAt !== null) return 'revoked'
  if (token.expiresAt !== null && token.expiresAt <= now) return 'expired'
  // Not at every request: it says about when.
  if (token.lastUsedAt === null || turn.now.getTime() - Date.parse(token.lastUsedAt) > usedEvery)
    await markTokenUsed(turn.tx, token.id, now)
  return { id: `token-${token.id}`, name: token.name, scopes: token.scopes }
}

export async function listTokens(turn: Turn, page: PageQuery): Promise<Page<ApiToken>> {
  const { rows, next } = await listPage<ApiTokenRow>(apiTokens(turn.tx), page)
  return { rows: rows.map(toToken), next }
}

export async function getToken(turn: Turn, number: number): Promise<ApiToken> {
  const token = await findApiTokenById(turn.tx, number)
  if (!token) throw new DeskError('not-found', say('adminTokenNone', { number }))
  return token
}

export interface NewToken {
  name: string
  scopes: readonly string[]
  hash: string
  expiresAt: string | null
}

/** Makes one that can do no more than whoever makes it. */
export async function makeToken(turn: Turn, token: NewToken, by: Caller): Promise<ApiToken> {
  const more = token.scopes.filter((scope) => !by.scopes.includes('all') && !by.scopes.includes(scope))
  if (more.length > 0) throw new DeskError('forbidden', say('adminTokenScopes', { scopes: more.join(', ') }))
  return insertApiToken(turn.tx, { ...token, by: by.name, at: stamp(turn.now) })
}

/** It counts no more. */
export async function revokeToken(turn: Turn, number: number): Promise<ApiToken> {
  if (!(await markTokenRevoked(turn.tx, number, stamp(turn.now))))
    throw new DeskError('not-found', say('adminTokenNone', { number }))
  return getToken(turn, number)
}

export interface Change {
  who: string
  door: 'api' | 'desk'
  what: string
  /** What was changed: a path, such as /queues/support. */
  target: string
  before: unknown
  after: unknown
}

/** Writes down what somebody changed; it can't be taken back. */
export async function writeAudit(turn: Turn, { before, after, ...change }: Change): Promise<void> {
  const json = (value: unknown) => (value === undefined || value === null ? null : JSON.stringify(value))
  await insertAudit(turn.tx, { ...change, at: stamp(turn.now), before: json(before), after: json(after) })
}

export type AuditFilter = Parameters<typeof auditRows>[1]

export interface Audited extends Omit<AuditRow, 'before' | 'after'> {
  before: unknown
  after: unknown
}

export async function listAudit(turn: Turn, filter: AuditFilter, page: PageQuery): Promise<Page<Audited>> {
  const { rows, next } = await listPage<AuditRow>(auditRows(turn.tx, filter), page)
  const read = (json: string | null): unknown => (json === null ? null : JSON.parse(json))
  return { rows: rows.map((row) => ({ ...row, before: read(row.before), after: read(row.after) })), next }
}

/** What was answered to a request with this key, encrypted, and the hash of that request. */
export const keptAnswer = (turn: Turn, { id }: Caller, key: string) => findAnswer(turn.tx, id, key)

export async function keepAnswer(
  turn: Turn,
  { id }: Caller,
  answer: { key: string; request: string; sealed: string },
): Promise<void> {
  await insertAnswer(turn.tx, { ...answer, caller: id, at: stamp(turn.now) })
}

const day = 86_400

/** For how many days what is kept. */
export const keptDays = { events: 7, answers: 1, repeats: rememberDays }

export async function forgetOld(turn: Turn): Promise<void> {
  await deleteAnswers(turn.tx, later(turn.now, -keptDays.answers * day))
  await deleteApiEvents(turn.tx, later(turn.now, -keptDays.events * day))
}
