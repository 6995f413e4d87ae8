// The plot that goes with how a figure is grouped.

import { useMemo } from 'preact/hooks'
import { useApp } from '../app.ts'
import { Chart } from '../charts/chart.tsx'
import type * as Draw from '../charts/draw.ts'
import { type Figure, type Grouping, inWords, mainOf, momentsOf } from './figure.ts'
import { type Named, shortDay, weekdayName, weekdays } from './names.ts'

interface FigurePlotProps {
  title: string
  figure: Figure
  by: Grouping
  days: readonly string[]
  named: Named
}

const hours = Array.from({ length: 24 }, (_, hour) => String(hour).padStart(2, '0'))

export function FigurePlot({ title, figure, by, days, named }: FigurePlotProps) {
  const { locale } = useApp()
  const format = (value: number) => inWords(figure.unit, value, locale)
  const tip = (group: string, value: number) => `${named(group)}\n${format(value)}`
  const values = new Map(figure.groups.map((group) => [group.group, mainOf(figure.unit, group) ?? 0]))
  const valueIn = (group: string) => values.get(group) ?? 0
  const draw = (plots: typeof Draw, drawing: Draw.Drawing): Element => {
    if (by === 'day') return plots.drawDays(momentsOf(figure, days, tip), drawing, (at) => shortDay(at, locale))
    const bar = (group: string) => ({ label: named(group), value: valueIn(group), tip: tip(group, valueIn(group)) })
    if (by === 'hour')
      return plots.drawBars(
        hours.map((hour) => ({ ...bar(hour), label: hour })),
        drawing,
      )
    if (by === 'weekday-hour')
      return plots.drawWeek(
        weekdays.flatMap((day) =>
          hours.map((hour) => ({ ...bar(`${day} ${hour}`), column: hour, row: weekdayName(day, locale) })),
        ),
        drawing,
      )
    return plots.drawNames(
      [...values.keys()].map(bar).sort((a, b) => b.value - a.value),
      drawing,
    )
  }
  // People's names come later than their figures.
  const called = figure.groups.map(({ group }) => named(group)).join()
  const of = useMemo(() => ({}), [figure.groups, figure.unit, by, days, called])
  const height = by === 'queue' || by === 'agent' || by === 'type' ? 44 + figure.groups.length * 34 : 260
  return <Chart title={title} height={height} format={format} isTime={figure.unit === 'seconds'} of={of} draw={draw} />
}
