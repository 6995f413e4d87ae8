// Who changed what, newest first; each entry opens to what was different before and after.

import { Fragment } from 'preact'
import { dateTime } from '../../look/time.ts'
import { useApp } from '../app.ts'
import { usePages } from '../ask.ts'
import { daysLater } from '../figures/span.ts'
import { Choice, Filters, Words } from '../filters.tsx'
import { Badge, Head, Shown } from '../parts.tsx'
import { filterBy } from '../route.ts'
import { differences } from './difference.ts'

interface Entry {
  readonly id: number
  readonly at: string
  readonly who: string
  readonly door: 'api' | 'desk'
  readonly what: string
  readonly target: string
  readonly before: unknown
  readonly after: unknown
}

export function Audit() {
  const { words: all, route } = useApp()
  const words = all.audit
  const { who, what, target, from, to } = route.value.query
  const entries = usePages<Entry>('/audit', { who, what, target, from: beginOf(from), to: beginOf(to, 1) })
  const known = Object.entries(words.deeds).sort(([, a], [, b]) => a.localeCompare(b))
  return (
    <>
      <Head title={words.title} lead={words.lead} />
      <Filters>
        <Words name="who" label={words.who} />
        <Choice name="what" label={words.what} options={[['', all.common.all], ...known]} />
        <Words name="target" label={words.target} />
        <Words name="from" label={words.from} type="date" />
        <Words name="to" label={words.to} type="date" />
      </Filters>
      <Shown of={{ ...entries, value: entries.items, etag: undefined }}>
        {(items) =>
          items.length === 0 ? (
            <p class="empty">{words.nothing}</p>
          ) : (
            <div class="audit" aria-busy={entries.loading}>
              <ol>
                {items.map((entry) => (
                  <li key={entry.id}>
                    <OneEntry entry={entry} />
                  </li>
                ))}
              </ol>
              {entries.hasMore && (
                <button type="button" onClick={entries.more} disabled={entries.loading}>
                  {all.common.more}
                </button>
              )}
            </div>
          )
        }
      </Shown>
    </>
  )
}

/** A day of the address as the API wants it: when it begins here. */
function beginOf(day: string | undefined, later = 0): string | undefined {
  if (day === undefined || !/^\d{4}-\d\d-\d\d$/.test(day)) return undefined
  const at = new Date(`${daysLater(day, later)}T00:00:00`)
  return Number.isNaN(at.getTime()) ? undefined : at.toISOString()
}

function OneEntry({ entry }: { entry: Entry }) {
  const { words: all, locale } = useApp()
  const words = all.audit
  const { at, who, door, what, target } = entry
  const rows = differences(entry.before, entry.after)
  const deed = words.deeds[what as keyof typeof words.deeds] ?? what
  return (
    <details>
      <summary>
        <time dateTime={at}>{dateTime(Date.parse(at), locale)}</time>
        <b dir="auto">{who}</b>
        <span>{deed}</span>
        <code>{target}</code>
        {door === 'desk' && <Badge>{words.byCommand}</Badge>}
      </summary>
      <div class="more-of">
        <p class="buttons">
          <button type="button" class="small" onClick={() => filterBy({ who })}>
            {words.allOf(who)}
          </button>
          <button type="button" class="small" onClick={() => filterBy({ target })}>
            {words.allAbout(target)}
          </button>
        </p>
        {rows.length === 0 ? (
          <p class="empty">{words.noDifference}</p>
        ) : (
          <dl class="difference">
            {rows.map(({ path, before, after }) => (
              <Fragment key={path}>
                <dt>{path}</dt>
                <dd>
                  {before !== undefined && (
                    <del>
                      <span class="sr">{words.before}: </span>
                      {before}
                    </del>
                  )}
                  {after !== undefined && (
                    <ins>
                      <span class="sr">{words.after}: </span>
                      {after}
                    </ins>
                  )}
                </dd>
              </Fragment>
            ))}
          </dl>
        )}
      </div>
    </details>
  )
}
