// Figures: many samples put into groups, and what can be said of each group.

/** One thing that happened, with what is counted of it. */
export interface Sample {
  queue: string | null
  /** Bare JID. */
  agent: string | null
  type: string | null
  at: string
  /** Seconds, stars, or 1 and 0 for kept and not kept; null where only the number counts. */
  value: number | null
}

export const groupings = ['all', 'queue', 'agent', 'type', 'day', 'hour', 'weekday', 'weekday-hour'] as const
export type Grouping = (typeof groupings)[number]

export interface Summary {
  group: string
  count: number
  mean: number | null
  median: number | null
  p90: number | null
  max: number | null
}

export interface Groups {
  add(samples: readonly Sample[]): void
  /** By name. */
  summaries(): Summary[]
}

/** Samples are put into groups as they come, so that no moment has to do with all of them; days, hours and weekdays are those of the time zone. */
export function openGroups(by: Grouping, zone: string): Groups {
  const groups = new Map<string, Group>(by === 'all' ? [['all', { count: 0, values: [] }]] : [])
  // Asked of Intl once for each quarter of an hour: zones differ by no less.
  const known = new Map<string, string>()
  const isTimed = by !== 'queue' && by !== 'agent' && by !== 'type' && by !== 'all'
  return {
    add(samples) {
      for (const sample of samples) {
        const quarter = `${sample.at.slice(0, 14)}${Math.floor(Number(sample.at.slice(14, 16)) / 15)}`
        const name = (isTimed ? known.get(quarter) : undefined) ?? groupOf(sample, by, zone)
        if (isTimed) known.set(quarter, name)
        const group = groups.get(name) ?? { count: 0, values: [] }
        groups.set(name, group)
        group.count += 1
        if (sample.value !== null) group.values.push(sample.value)
      }
    },
    summaries: () => [...groups].sort(([a], [b]) => order(a, by) - order(b, by) || (a < b ? -1 : 1)).map(summaryOf),
  }
}

interface Group {
  count: number
  values: number[]
}

function summaryOf([group, { count, values: unsorted }]: [string, Group]): Summary {
  const values = Float64Array.from(unsorted).sort()
  if (values.length === 0) return { group, count, mean: null, median: null, p90: null, max: null }
  const at = (index: number) => values[index] as number
  const half = values.length / 2
  return {
    group,
    count,
    mean: round(values.reduce((sum, value) => sum + value, 0) / values.length),
    median: round((at(Math.ceil(half) - 1) + at(Math.floor(half))) / 2),
    p90: round(at(Math.ceil(values.length * 0.9) - 1)),
    max: round(at(values.length - 1)),
  }
}

const round = (value: number): number => Math.round(value * 1000) / 1000

const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']

const order = (group: string, by: Grouping): number =>
  by.startsWith('weekday') ? weekdays.indexOf(group.slice(0, 3)) : 0

function groupOf(sample: Sample, by: Grouping, zone: string): string {
  if (by === 'all') return 'all'
  if (by === 'queue' || by === 'agent' || by === 'type') return sample[by] ?? ''
  const { date, hour, weekday } = localOf(zone, sample.at)
  const names = { day: date, hour, weekday, 'weekday-hour': `${weekday} ${hour}` }
  return names[by]
}

const formats = new Map<string, Intl.DateTimeFormat>()

function localOf(zone: string, at: string): { date: string; hour: string; weekday: string } {
  const digits = { year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', weekday: 'short' } as const
  const format = formats.get(zone) ?? new Intl.DateTimeFormat('en-CA', { timeZone: zone, hourCycle: 'h23', ...digits })
  formats.set(zone, format)
  const part = Object.fromEntries(format.formatToParts(new Date(at)).map(({ type, value }) => [type, value]))
  const weekday = (part.weekday ?? '').slice(0, 3).toLowerCase()
  return { date: `${part.year}-${part.month}-${part.day}`, hour: part.hour ?? '', weekday }
}

/** When a day (YYYY-MM-DD) begins in a time zone. */
export function dayIn(zone: string, date: string): Date {
  const midnight = Date.parse(`${date}T00:00:00Z`)
  // The first moment of that date there: zones are at most 14 hours from UTC, and clocks change by quarters of an hour.
  for (let quarter = -56; quarter <= 56; quarter++) {
    const at = new Date(midnight + quarter * 900_000)
    if (localOf(zone, at.toISOString()).date === date) return at
  }
  return new Date(midnight)
}
