// Pages of long lists: each begins after the last row of the one before, so that nothing is shown twice or left out while
// rows are added.
import type { Knex } from 'knex'

export interface PageQuery {
  limit: number
  /** The column that orders, never null in any row; where it is equal, `id` decides. */
  by: string
  id: string
  descending: boolean
  /** What the two were in the last row of the page before. */
  after?: readonly [string | number, string | number] | undefined
}

export interface Page<Row> {
  rows: Row[]
  /** What the next page comes after; undefined when this is the last. */
  next: readonly [string | number, string | number] | undefined
}

/** A page of a query; `get` reads a column of one of its rows. */
export async function listPage<Row extends object>(
  rows: Knex.QueryBuilder,
  { limit, by, id, descending, after }: PageQuery,
): Promise<Page<Row>> {
  const [beyond, order] = descending ? (['<', 'desc'] as const) : (['>', 'asc'] as const)
  if (after)
    rows.where((left) => {
      left.where(by, beyond, after[0])
      if (by !== id) left.orWhere((same) => same.where(by, after[0]).where(id, beyond, after[1]))
    })
  rows.orderBy(by, order)
  if (by !== id) rows.orderBy(id, order)
  const found: Row[] = await rows.limit(limit + 1)
  const kept = found.slice(0, limit)
  const last = found.length > limit ? kept.at(-1) : undefined
  return { rows: kept, next: last && [columnOf(last, by), columnOf(last, id)] }
}

const columnOf = (row: object, column: string): string | number =>
  (row as Record<string, string | number>)[column.slice(column.indexOf('.') + 1)] as string | number

/** Only rows where one of the columns has this part in it, whatever its capitals. */
export function whereLike(rows: Knex.QueryBuilder, part: string, columns: readonly string[]): void {
  // SQLite's lower() knows A to Z only: of other letters both cases are looked for.
  const cases = new Set([part, part.toLowerCase(), part.toUpperCase()].map(lowerAscii))
  const isPart = columns.map((column) => `lower(${column}) LIKE ? ESCAPE '!'`).join(' OR ')
  const found = [...cases].map((each) => `%${each.replace(/[!%_]/g, '!$&')}%`)
  rows.whereRaw(
    `(${found.map(() => isPart).join(' OR ')})`,
    found.flatMap((each) => columns.map(() => each)),
  )
}

const lowerAscii = (text: string): string => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase())
