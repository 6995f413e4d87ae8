// Today's figures, with the load of each hour.

import { useMemo } from 'preact/hooks'
import { useApp } from '../app.ts'
import { type Answer, useAnswer } from '../ask.ts'
import { Chart } from '../charts/chart.tsx'
import { type Figure, type FigureName, type Figures, inWords, mainOf } from '../figures/figure.ts'
import { dayIn, ownZone } from '../figures/span.ts'
import { Card, Shown } from '../parts.tsx'
import { to } from '../route.ts'

const shown: readonly FigureName[] = ['load', 'waiting', 'first-answer', 'handling', 'ratings', 'deadlines']
const hours = Array.from({ length: 24 }, (_, hour) => String(hour).padStart(2, '0'))

export function Today() {
  const { words, locale } = useApp()
  const zone = ownZone()
  const from = dayIn(zone, new Date())
  const whole = useAnswer<Figures>('/figures', { from, zone, by: 'all' }, ['minute'])
  const byHour = useAnswer<Figures>('/figures', { from, zone, by: 'hour' }, ['minute'])
  return (
    <Card title={words.overview.today} class="today">
      <Shown of={whole}>
        {({ figures }) => (
          <ul class="figures">
            {shown.map((name) => (
              <li key={name}>
                <a href={to('figures', name)}>
                  <span>{words.figures.names[name].title}</span>
                  <b>{textOf(figures, name, locale)}</b>
                </a>
              </li>
            ))}
          </ul>
        )}
      </Shown>
      <LoadByHour answer={byHour} />
    </Card>
  )
}

function textOf(figures: readonly Figure[], name: FigureName, locale: string): string {
  const figure = figures.find((each) => each.figure === name)
  const [group] = figure?.groups ?? []
  return figure && group ? inWords(figure.unit, mainOf(figure.unit, group), locale) : '–'
}

function LoadByHour({ answer: { value } }: { answer: Answer<Figures> }) {
  const { words } = useApp()
  const rows = useMemo(() => {
    const groups = value?.figures.find(({ figure }) => figure === 'load')?.groups ?? []
    return hours.map((hour) => {
      const count = groups.find(({ group }) => group === hour)?.count ?? 0
      return { label: hour, value: count, tip: words.overview.atHour(`${hour}:00`, count) }
    })
  }, [value])
  const said = rows.filter((row) => row.value > 0).map(({ tip }) => tip)
  return (
    <figure>
      <figcaption>
        {words.overview.loadByHour}
        <span class="sr">: {said.length === 0 ? words.figures.nothing : said.join('; ')}</span>
      </figcaption>
      <Chart
        title={words.overview.loadByHour}
        height={170}
        format={String}
        of={value && rows}
        draw={(plots, drawing) => plots.drawBars(rows, drawing)}
      />
    </figure>
  )
}
