// A figure as a table, beside its plot: for reading exact numbers, and for whoever can't see the plot.

import { useApp } from '../app.ts'
import { type Group, type Grouping, inWords, type Unit } from './figure.ts'
import type { Named } from './names.ts'

interface FigureTableProps {
  title: string
  unit: Unit
  by: Grouping
  groups: readonly Group[]
  named: Named
}

const measures = ['median', 'mean', 'p90', 'max'] as const

export function FigureTable({ title, unit, by, groups, named }: FigureTableProps) {
  const { words: all, locale } = useApp()
  const words = all.figures
  const shown = unit === 'count' ? [] : unit === 'seconds' ? measures : (['mean'] as const)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section class="card flush" tabIndex={0} aria-label={words.table}>
      <table class="table">
        <caption class="sr">{title}</caption>
        <thead>
          <tr>
            <th>{words.groupings[by]}</th>
            <th class="number">{words.count}</th>
            {shown.map((measure) => (
              <th key={measure} class="number">
                {words.measures[measure]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {groups.map((group) => (
            <tr key={group.group}>
              <th scope="row" dir="auto">
                {named(group.group)}
              </th>
              <td class="number">{inWords('count', group.count, locale)}</td>
              {shown.map((measure) => (
                <td key={measure} class="number">
                  {inWords(unit, group[measure], locale)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
