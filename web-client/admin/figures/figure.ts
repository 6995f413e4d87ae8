// The desk's figures as the API gives them, and their values in words.

import type { Moment } from '../charts/draw.ts'
import type { Strings } from '../strings/en.ts'

export const names = [
  ...['load', 'waiting', 'first-answer', 'handling', 'taken', 'closed', 'messages', 'missed', 'left', 'claim-age'],
  ...['ratings', 'issues', 'filed', 'issue-time', 'deadlines'],
] as const as readonly (keyof Strings['figures']['names'])[]
export type FigureName = (typeof names)[number]

export const groupings = ['day', 'hour', 'weekday-hour', 'queue', 'agent', 'type'] as const
export type Grouping = (typeof groupings)[number]

export type Unit = 'seconds' | 'stars' | 'share' | 'count'

export interface Group {
  readonly group: string
  readonly count: number
  readonly mean: number | null
  readonly median: number | null
  readonly p90: number | null
  readonly max: number | null
}

export interface Figure {
  readonly figure: FigureName
  readonly unit: Unit
  readonly groups: readonly Group[]
}

export interface Figures {
  readonly from: string
  readonly to: string
  readonly figures: readonly Figure[]
}

/** What a group is shown as in a plot: of times the median, since one that waited over night would outshine the rest. */
export function mainOf(unit: Unit, { count, mean, median }: Group): number | null {
  if (unit === 'count') return count
  return unit === 'seconds' ? median : mean
}

/** A value for each day: none is 0 where it is counted, and nothing where it would be a mean. */
export function momentsOf(
  { unit, groups }: Figure,
  days: readonly string[],
  tip = (_: string, __: number) => '',
): Moment[] {
  const byDay = new Map(groups.map((group) => [group.group, mainOf(unit, group)]))
  return days.map((day) => {
    const value = byDay.get(day) ?? 0
    return { label: day, at: new Date(`${day}T00:00:00Z`), value, tip: tip(day, value) }
  })
}

const formats = new Map<string, Intl.NumberFormat>()

function number(value: number, locale: string, options: Intl.NumberFormatOptions): string {
  const key = `${locale} ${JSON.stringify(options)}`
  const format = formats.get(key) ?? new Intl.NumberFormat(locale, options)
  formats.set(key, format)
  return format.format(value)
}

const sizes = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
] as const

/** “2.5 min”, “92%”, “4.6”, “17”. */
export function inWords(unit: Unit, value: number | null, locale: string): string {
  if (value === null) return '–'
  if (value === 0 && unit === 'seconds') return number(0, locale, {})
  if (unit === 'share') return number(value, locale, { style: 'percent', maximumFractionDigits: value < 0.995 ? 1 : 0 })
  if (unit !== 'seconds') return number(value, locale, { maximumFractionDigits: unit === 'stars' ? 2 : 0 })
  const [name, size] = sizes.find(([, least]) => value >= least * 1.5) ?? ['second', 1]
  const digits = value / size < 10 && name !== 'second' ? 1 : 0
  return number(value / size, locale, {
    style: 'unit',
    unit: name,
    unitDisplay: 'short',
    maximumFractionDigits: digits,
  })
}
