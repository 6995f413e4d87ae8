// Issues by what is written in them. What a text is found by is in model/tokens.ts; here SQLite's FTS5 or PostgreSQL's
// tsvector keeps and matches it. Tokens have no character that means anything in either query language.
import type { Knex } from 'knex'
import { alike, commonIn, likeness, topicsOf } from '../model/likeness.ts'
import { type Term, termsOf, tokens } from '../model/tokens.ts'
import { isPostgres, type Tx } from './database.ts'

export interface Indexed {
  id: number
  type: string
  content: string
  answer: string | null
}

export interface SearchScope {
  /** A query for the ids of the issues that whoever asks may see. */
  among: Knex.QueryBuilder
  /** Only those that are solved and have an answer, or only the others; all without it. */
  solved?: boolean
  limit: number
}

export interface Found {
  id: number
  /** Higher is better; it says nothing beside another search's. */
  rank: number
}

/** Of the questions that have a word in common, as many of the best are compared in full. */
const candidates = 50
/** What is common in a desk's questions is seen from the newest. */
const sample = 100

/** Puts or replaces what an issue is found by: the words of its type, its content and its answer. */
export async function indexIssue(tx: Tx, { id, type, content, answer }: Indexed): Promise<void> {
  const parts = [tokens(type), tokens(content), tokens(answer ?? '')]
  if (!isPostgres(tx)) {
    const columns = parts.map((part) => part.join(' '))
    await tx.raw('INSERT OR REPLACE INTO issue_search (rowid, type, content, answer) VALUES (?, ?, ?, ?)', [
      id,
      ...columns,
    ])
    return
  }
  const vector = tx.raw('?::tsvector', [vectorOf(parts)])
  await tx('issue_search').insert({ issue: id, vector }).onConflict('issue').merge()
}

/** Those in which all of these words are, best first; words in the content or the type count twice those in the answer. */
export async function searchIssues(tx: Tx, words: string, scope: SearchScope): Promise<Found[]> {
  const terms = termsOf(words)
  if (terms.length === 0) return []
  return matching(tx, allOf(tx, terms), scope, scope.limit)
}

/** All of these terms, in the query language of the database; there must be one at least. */
export const allOf = (tx: Tx, terms: readonly Term[]): string =>
  isPostgres(tx) ? terms.map(termForPostgres).join(' & ') : terms.map(termForSqlite).join(' AND ')

/** Those whose question is about the same as this text, the most alike first; none where they share but a word of many. */
export async function similarIssues(tx: Tx, text: string, scope: SearchScope): Promise<Found[]> {
  const newest: string[] = await tx('issues').orderBy('id', 'desc').limit(sample).pluck('content')
  const common = commonIn(newest)
  const topics = topicsOf(text, common)
  if (topics.length === 0) return []
  const query = isPostgres(tx)
    ? topics.map((topic) => `'${topic}':AB`).join(' | ')
    : `{type content} : (${topics.map((topic) => `"${topic}"`).join(' OR ')})`
  const ids = (await matching(tx, query, scope, candidates)).map(({ id }) => id)
  const issues: Indexed[] = await tx('issues').whereIn('id', ids).select('id', 'type', 'content')
  return issues
    .map(({ id, type, content }) => ({ id, rank: likeness(text, `${type} ${content}`, common) }))
    .filter(({ rank }) => rank >= alike)
    .sort((a, b) => b.rank - a.rank || ids.indexOf(a.id) - ids.indexOf(b.id))
    .slice(0, scope.limit)
}

async function matching(tx: Tx, query: string, { among, solved }: SearchScope, limit: number): Promise<Found[]> {
  const rows = isPostgres(tx) ? matchOnPostgres(tx, query) : matchOnSqlite(tx, query)
  rows.whereIn('issues.id', among).orderBy([
    { column: 'score', order: 'desc' },
    { column: 'id', order: 'desc' },
  ])
  if (solved === true) rows.where(isSolved)
  if (solved === false) rows.whereNot(isSolved)
  const found: { id: number; score: number }[] = await rows.limit(limit)
  return found.map(({ id, score }) => ({ id, rank: score }))
}

function isSolved(issue: Knex.QueryBuilder): void {
  issue.whereIn('issues.state', ['resolved', 'closed']).whereNotNull('issues.answer')
}

// https://www.sqlite.org/fts5.html, 3. Full-text Query Syntax. bm25 is lower for what is better.
function matchOnSqlite(tx: Tx, query: string): Knex.QueryBuilder {
  return tx('issue_search')
    .joinRaw('CROSS JOIN issues ON issues.id = issue_search.rowid') // as written: first the words, then each issue
    .whereRaw('issue_search MATCH ?', [query])
    .select('issues.id', tx.raw('-bm25(issue_search, 2, 2, 1) AS score'))
}

// https://www.postgresql.org/docs/15/textsearch-controls.html, 12.3.3. Ranking; the weights are of D, C, B and A, and 1
// says that in a longer text a word counts less.
function matchOnPostgres(tx: Tx, query: string): Knex.QueryBuilder {
  const vector = tx.ref('issue_search.vector')
  return tx('issue_search')
    .join('issues', 'issues.id', 'issue_search.issue')
    .whereRaw('? @@ ?::tsquery', [vector, query])
    .select('issues.id', tx.raw("ts_rank('{0, 0.5, 1, 1}', ?, ?::tsquery, 1) AS score", [vector, query]))
}

function termForSqlite({ row, starts }: Term): string {
  const phrase = `"${row.join(' ')}"`
  return starts === undefined ? phrase : `(${phrase} OR "${starts}" *)`
}

function termForPostgres({ row, starts }: Term): string {
  const phrase = row.map((token) => `'${token}'`).join(' <-> ')
  return starts === undefined ? `(${phrase})` : `(${phrase} | '${starts}':*)`
}

/** A tsvector as text: each token with its places, and whether they are in the type (A), content (B) or answer (C). */
export function vectorOf(parts: readonly (readonly string[])[]): string {
  const places = new Map<string, string[]>()
  let place = 0
  for (const [at, part] of parts.entries()) {
    for (const token of part) {
      place++
      const known = places.get(token)
      if (known) known.push(`${place}${'ABC'[at]}`)
      else places.set(token, [`${place}${'ABC'[at]}`])
    }
  }
  return [...places].map(([token, where]) => `'${token}':${where.join(',')}`).join(' ')
}
