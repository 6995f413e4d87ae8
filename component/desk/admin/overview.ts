// How the desk stands: figures of a span of time, and what there is right now.
import { dayIn, type Grouping, openGroups, type Sample, type Summary } from '../../model/figures.ts'
import { stamp } from '../../model/time.ts'
import { countAccounts } from '../../store/accounts.ts'
import { countErasures } from '../../store/erasure.ts'
import { type FigureName, type FigureRow, figureNames, figures, listSamples } from '../../store/figure-sql.ts'
import { type Board, countAll } from '../../store/views.ts'
import type { Turn } from '../turn.ts'

export { dayIn } from '../../model/figures.ts'
export { type FigureName, figureNames, figures } from '../../store/figure-sql.ts'

export interface Asked {
  from: string
  to: string
  zone: string
  by: Grouping
  queue?: string | undefined
  agent?: string | undefined
}

export interface FigureView {
  figure: FigureName
  title: string
  unit: 'seconds' | 'stars' | 'share' | 'count'
  groups: Summary[]
}

type Run = <T>(work: (turn: Turn) => Promise<T>) => Promise<T>

const day = 86_400_000
/** So many rows are read at once, or about as many: nobody who writes waits for long. */
const atOnce = 1000

/** What was is counted stretch by stretch, each read by itself, the longer the less there is in them. */
export async function figure(run: Run, name: FigureName, asked: Asked): Promise<FigureView> {
  const { title, unit } = figures[name]
  const groups = openGroups(asked.by, asked.zone)
  let stretch = day / 8
  for (let from = asked.from; from < asked.to; ) {
    const end = stamp(new Date(Date.parse(from) + stretch))
    const scope = { ...asked, from, to: end < asked.to ? end : asked.to }
    const rows = await run((turn) => listSamples(turn.tx, name, scope))
    groups.add(rows.map(toSample))
    stretch = Math.min(30 * day, Math.max(day / 24, (stretch * atOnce) / Math.max(rows.length, 1)))
    from = scope.to
  }
  return { figure: name, title, unit, groups: groups.summaries() }
}

/** A row of a figure, with the seconds it took where it is one of time. */
export function toSample({ since, value, ...row }: FigureRow): Sample {
  if (since !== null) return { ...row, value: (Date.parse(row.at) - Date.parse(since)) / 1000 }
  return { ...row, value: value === null ? null : Number(value) }
}

/** All figures, each in the same groups. */
export async function allFigures(run: Run, asked: Asked): Promise<FigureView[]> {
  const all: FigureView[] = []
  for (const name of figureNames) all.push(await figure(run, name, asked))
  return all
}

export interface Overview extends Board {
  accounts: { pending: number; failed: number }
  erasures: { pending: number; failed: number }
}

/** How much of everything there is now. */
export async function overview(turn: Turn): Promise<Overview> {
  const all = await countAll(turn.tx, stamp(turn.now))
  return { ...all, accounts: await countAccounts(turn.tx), erasures: await countErasures(turn.tx) }
}

/** From a day or a time to a time, as text: a day begins at midnight in the zone. */
export const timeOf = (text: string, zone: string): string =>
  stamp(text.length === 10 ? dayIn(zone, text) : new Date(text))
