// API tokens: only the hash of each is kept; who has it is who it was made for.
import type { Tx } from './database.ts'

export interface ApiToken {
  id: number
  name: string
  scopes: string[]
  createdAt: string
  createdBy: string
  expiresAt: string | null
  lastUsedAt: string | null
  revokedAt: string | null
}

export interface ApiTokenRow {
  id: number
  name: string
  scopes: string
  created_at: string
  created_by: string
  expires_at: string | null
  last_used_at: string | null
  revoked_at: string | null
}

export const toToken = (row: ApiTokenRow): ApiToken => ({
  id: row.id,
  name: row.name,
  scopes: row.scopes.split(','),
  createdAt: row.created_at,
  createdBy: row.created_by,
  expiresAt: row.expires_at,
  lastUsedAt: row.last_used_at,
  revokedAt: row.revoked_at,
})

export async function insertApiToken(
  tx: Tx,
  token: { name: string; hash: string; scopes: readonly string[]; by: string; expiresAt: string | null; at: string },
): Promise<ApiToken> {
  const { name, hash, scopes, by, expiresAt, at } = token
  const row = { name, hash, scopes: scopes.join(','), created_at: at, created_by: by, expires_at: expiresAt }
  const [made] = await tx('api_tokens').insert(row).returning<ApiTokenRow[]>('*')
  return toToken(made as ApiTokenRow)
}

/** The token of this hash, whether it still counts or not. */
export async function findApiToken(tx: Tx, hash: string): Promise<ApiToken | undefined> {
  const row = await tx<ApiTokenRow & { hash: string }>('api_tokens').where({ hash }).first()
  return row && toToken(row as ApiTokenRow)
}

export async function findApiTokenById(tx: Tx, id: number): Promise<ApiToken | undefined> {
  const row = await tx<ApiTokenRow>('api_tokens').where({ id }).first()
  return row && toToken(row as ApiTokenRow)
}

export const apiTokens = (tx: Tx) => tx('api_tokens')

export async function markTokenUsed(tx: Tx, id: number, at: string): Promise<void> {
  await tx('api_tokens').where({ id }).update({ last_used_at: at })
}

/** True when this call ended it. */
export async function markTokenRevoked(tx: Tx, id: number, at: string): Promise<boolean> {
  return (await tx('api_tokens').where({ id }).whereNull('revoked_at').update({ revoked_at: at })) === 1
}
