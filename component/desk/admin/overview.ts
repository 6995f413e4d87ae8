// How the desk stands: figures of a span of time, what there is right now, and what happens as it happens.
import { dayIn, type Grouping, type Sample, type Summary, summarize } from '../../model/figures.ts'
import { stamp } from '../../model/time.ts'
import { countAccounts } from '../../store/accounts.ts'
import { type ApiEvent, apiEventEnds, listApiEvents } from '../../store/api-events.ts'
import { type FigureName, type FigureRow, figureNames, figures, listSamples } from '../../store/figure-sql.ts'
import { type Board, countAll } from '../../store/views.ts'
import type { Turn } from '../turn.ts'

export { dayIn } from '../../model/figures.ts'
export type { ApiEvent } from '../../store/api-events.ts'
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

const stretch = 30 * 86_400_000

/**
 * What was is counted month by month, each in a turn of its own: on a desk with years behind it, nobody who writes waits
 * until all is counted.
 */
export async function figure(run: Run, name: FigureName, asked: Asked): Promise<FigureView> {
  const { title, unit } = figures[name]
  const rows: Sample[] = []
  for (let from = asked.from; from < asked.to; ) {
    const end = stamp(new Date(Date.parse(from) + stretch))
    const to = end < asked.to ? end : asked.to
    const begin = from
    for (const row of await run((turn) => listSamples(turn.tx, name, begin, to))) rows.push(toSample(row))
    from = to
  }
  const fits = (sample: Sample) =>
    (asked.queue === undefined || sample.queue === asked.queue) &&
    (asked.agent === undefined || sample.agent === asked.agent)
  return { figure: name, title, unit, groups: summarize(rows.filter(fits), asked.by, asked.zone) }
}

function toSample({ since, value, ...row }: FigureRow): Sample {
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
}

/** How much of everything there is now. */
export async function overview(turn: Turn): Promise<Overview> {
  return { ...(await countAll(turn.tx, stamp(turn.now))), accounts: await countAccounts(turn.tx) }
}

export interface News {
  events: ApiEvent[]
  /** True when what follows `after` is not all there any more. */
  isGap: boolean
  last: number
}

const atOnce = 200

/** What happened after a number; -1 begins now. */
export async function newsAfter(turn: Turn, after: number, kinds: readonly string[]): Promise<News> {
  const { first, last } = await apiEventEnds(turn.tx)
  if (after < 0) return { events: [], isGap: false, last }
  const events = await listApiEvents(turn.tx, after, kinds, atOnce)
  const end = events.length === atOnce ? (events.at(-1)?.id ?? last) : last
  return { events, isGap: after > last || (after > 0 && after < first - 1), last: end }
}

/** From a day or a time to a time, as text: a day begins at midnight in the zone. */
export const timeOf = (text: string, zone: string): string =>
  stamp(text.length === 10 ? dayIn(zone, text) : new Date(text))
