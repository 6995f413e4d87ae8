// A list of the API as a table (as cards on a phone): sorted by its headings, more on demand, empty and failed said in words.

import { ArrowDown, ArrowUp, Download } from 'lucide'
import type { ComponentChildren } from 'preact'
import { Icon } from '../look/icon.tsx'
import type { Query } from './api.ts'
import { perform, reasonOf, useApp } from './app.ts'
import { usePages } from './ask.ts'
import { saveCsv } from './csv.ts'
import type { Kind } from './news.ts'
import { filterBy } from './route.ts'

export interface Column<Item> {
  title: string
  cell(item: Item): ComponentChildren
  /** What the API sorts by when its heading is pressed. */
  sort?: string
  /** `number` to the right, `grow` takes the room there is, `tools` for buttons. */
  kind?: 'number' | 'grow' | 'tools'
}

interface ListProps<Item> {
  /** What the list is, for who can't see it. */
  title: string
  path: string
  /** Filters; `sort` of the address is added by itself. */
  query?: Query
  live?: readonly Kind[]
  columns: readonly Column<Item>[]
  keyOf(item: Item): string | number
  /** What is said when there is nothing. */
  empty: string
  /** Where a row leads, from its first cell. */
  href?(item: Item): string
  /** The name of the file the list can be had as. */
  csv?: string
  /** A number that goes up when the list is to be read again. */
  turn?: number
}

export function List<Item>(props: ListProps<Item>) {
  const { title, path, query, live, columns, keyOf, empty, href, csv, turn } = props
  const app = useApp()
  const { words, route } = app
  const asked = { ...query, sort: route.value.query.sort }
  const { items, error, loading, hasMore, more, again } = usePages<Item>(path, { ...asked }, live, turn)
  if (error !== undefined && items === undefined)
    return (
      <div class="failed" role="alert">
        <p>{reasonOf(error)}</p>
        <button type="button" onClick={() => void again()}>
          {words.common.again}
        </button>
      </div>
    )
  if (items === undefined) return <div class="loading" role="status" aria-label={words.common.loading} />
  if (items.length === 0) return <p class="empty">{empty}</p>
  return (
    <div class="list" aria-busy={loading}>
      <table>
        <caption class="sr">{title}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <Heading key={column.title} column={column} now={route.value.query.sort} />
            ))}
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <tr key={keyOf(item)} data-key={keyOf(item)} class={href && 'leads'}>
              {columns.map(({ title: name, cell, kind }, place) => (
                <td key={name} class={kind} data-title={name}>
                  {href && place === 0 ? <a href={href(item)}>{cell(item)}</a> : cell(item)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <p class="buttons">
        {hasMore && (
          <button type="button" onClick={more} disabled={loading}>
            {words.common.more}
          </button>
        )}
        {csv && (
          <button
            type="button"
            class="plain"
            onClick={() => void perform(app, () => saveCsv(app.api, path, asked, csv))}
          >
            <Icon of={Download} /> {words.common.csv}
          </button>
        )}
      </p>
    </div>
  )
}

function Heading<Item>({ column, now }: { column: Column<Item>; now: string | undefined }) {
  const { title, sort, kind } = column
  if (sort === undefined) return <th class={kind}>{kind === 'tools' ? <span class="sr">{title}</span> : title}</th>
  const order = now === sort ? 'ascending' : now === `-${sort}` ? 'descending' : undefined
  return (
    <th class={kind} aria-sort={order ?? 'none'}>
      <button type="button" onClick={() => filterBy({ sort: order === 'ascending' ? `-${sort}` : sort })}>
        {title} {order && <Icon of={order === 'ascending' ? ArrowUp : ArrowDown} />}
      </button>
    </th>
  )
}
