// One figure: plotted by day, by hour, over the week, by queue, agent or type; and the same as a table.

import { Download } from 'lucide'
import { Icon } from '../../look/icon.tsx'
import { withQuery } from '../api.ts'
import { perform, useApp } from '../app.ts'
import { useAnswer, useWhole } from '../ask.ts'
import { saveCsv } from '../csv.ts'
import { Card, Head, Shown } from '../parts.tsx'
import { to } from '../route.ts'
import { type FigureName, type Figures, type Group, type Grouping, groupings, inWords, mainOf } from './figure.ts'
import { FigureFilters, useSpan } from './filters.tsx'
import { useNames } from './names.ts'
import { FigurePlot } from './plot.tsx'
import { FigureTable } from './table.tsx'

const ofIssues: readonly FigureName[] = ['issues', 'filed', 'issue-time', 'deadlines']
const ofNobody: readonly FigureName[] = ['load', 'left']

/** What can't be said of a figure: only issues have types, and what visitors do is nobody's. */
const fits = (name: FigureName, by: Grouping): boolean =>
  (by !== 'type' || ofIssues.includes(name)) && (by !== 'agent' || !ofNobody.includes(name))

export function OneFigure({ name }: { name: FigureName }) {
  const app = useApp()
  const { words: all, route, locale } = app
  const words = all.figures
  const { asked, days } = useSpan()
  const by = groupings.find((each) => each === route.value.query.by && fits(name, each)) ?? 'day'
  const whole = useAnswer<Figures>('/figures', { ...asked, by: 'all' })
  const figure = useWhole<Group>(`/figures/${name}`, { ...asked, by })
  const named = useNames(by)
  const { title, what } = words.names[name]
  const total = whole.value?.figures.find((each) => each.figure === name)
  // What its numbers are is known with the whole only.
  const both = total && figure.value && { items: figure.value, unit: total.unit, first: total.groups[0] }
  const known = { ...(whole.error === undefined ? figure : whole), value: both }
  const save = () => saveCsv(app.api, `/figures/${name}`, { ...asked, by }, `${name}-${by}.csv`)
  const { by: _, ...query } = route.value.query
  return (
    <>
      <Head title={title} lead={what} back={{ href: withQuery(to('figures'), query), title: words.title }}>
        <button type="button" onClick={() => void perform(app, save)}>
          <Icon of={Download} /> {all.common.csv}
        </button>
      </Head>
      <FigureFilters />
      <nav aria-label={words.by}>
        <p class="tabs">
          {groupings
            .filter((each) => fits(name, each))
            .map((each) => (
              <a
                key={each}
                href={withQuery(to('figures', name), { ...query, by: each })}
                aria-current={each === by ? 'page' : undefined}
              >
                {words.groupings[each]}
              </a>
            ))}
        </p>
      </nav>
      <Shown of={known}>
        {({ items, unit, first }) => (
          <div class="stack">
            <Card class="figure">
              <p class="total">
                <b>{inWords(unit, first ? mainOf(unit, first) : null, locale)}</b> <span>{words.shows[unit]}</span>
              </p>
              {items.length === 0 ? (
                <p class="empty">{words.nothing}</p>
              ) : (
                <FigurePlot
                  {...{
                    title: `${title}, ${words.groupings[by]}`,
                    figure: { figure: name, unit, groups: items },
                    by,
                    days,
                    named,
                  }}
                />
              )}
            </Card>
            {items.length > 0 && <FigureTable title={title} unit={unit} by={by} groups={items} named={named} />}
          </div>
        )}
      </Shown>
    </>
  )
}
