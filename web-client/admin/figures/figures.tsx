// All figures of a span of time as cards; each leads to its plots and tables.

import { withQuery } from '../api.ts'
import { useApp } from '../app.ts'
import { useAnswer } from '../ask.ts'
import { Chart } from '../charts/chart.tsx'
import { Head, Shown } from '../parts.tsx'
import { to } from '../route.ts'
import { type Figures as All, type Figure, type FigureName, inWords, mainOf, momentsOf, names } from './figure.ts'
import { FigureFilters, useSpan } from './filters.tsx'
import { OneFigure } from './one.tsx'

export function Figures() {
  const { words, route } = useApp()
  const [name] = route.value.rest
  const known = names.find((each) => each === name)
  if (known) return <OneFigure key={known} name={known} />
  return (
    <>
      <Head title={words.figures.title} lead={words.figures.lead} />
      <FigureFilters />
      <Cards />
    </>
  )
}

function Cards() {
  const { asked, days } = useSpan()
  const all = useAnswer<All>('/figures', { ...asked, by: 'all' })
  const byDay = useAnswer<All>('/figures', { ...asked, by: 'day' })
  return (
    <Shown of={all}>
      {({ figures }) => (
        <ul class="tiles" aria-busy={all.loading}>
          {names.map((name) => (
            <li key={name}>
              <FigureCard
                name={name}
                whole={find(figures, name)}
                daily={find(byDay.value?.figures, name)}
                days={days}
              />
            </li>
          ))}
        </ul>
      )}
    </Shown>
  )
}

const find = (figures: readonly Figure[] | undefined, name: FigureName) =>
  figures?.find(({ figure }) => figure === name)

interface FigureCardProps {
  name: FigureName
  whole: Figure | undefined
  daily: Figure | undefined
  days: readonly string[]
}

function FigureCard({ name, whole, daily, days }: FigureCardProps) {
  const { words, locale, route } = useApp()
  const [group] = whole?.groups ?? []
  const unit = whole?.unit ?? 'count'
  const rows = daily ? momentsOf(daily, days) : undefined
  return (
    <a class="tile" href={withQuery(to('figures', name), route.value.query)} data-figure={name}>
      <span>{words.figures.names[name].title}</span>
      <b>{inWords(unit, group ? mainOf(unit, group) : null, locale)}</b>
      <small>{unit === 'count' || !group?.count ? '' : words.figures.of[unit](group.count)}</small>
      <Chart
        title={words.figures.names[name].title}
        height={44}
        format={String}
        of={rows}
        draw={(plots, drawing) => plots.drawShape(rows ?? [], drawing)}
      />
    </a>
  )
}
