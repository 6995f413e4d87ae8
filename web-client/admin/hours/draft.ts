// Opening hours while they are edited, and in words.

import { type Day, days, type Hours, type Range } from '../things.ts'

/** Monday by its name in a language: any week serves. */
export const dayName = (day: Day, locale: string, style: 'long' | 'short' = 'long'): string =>
  new Intl.DateTimeFormat(locale, { weekday: style, timeZone: 'UTC' }).format(Date.UTC(2024, 0, 1 + days.indexOf(day)))

export const firstHours = (): Hours => {
  const office: Range[] = [['09:00', '17:00']]
  const week = { mon: office, tue: office, wed: office, thu: office, fri: office }
  return { zone: Intl.DateTimeFormat().resolvedOptions().timeZone, week }
}

/** One more on the same day: after the last one, as far as the day goes. */
export function moreRanges(ranges: readonly Range[]): Range[] {
  const last = ranges.at(-1)
  if (!last) return [['09:00', '17:00']]
  const from = last[1] >= '23:00' ? '23:00' : last[1]
  return [...ranges, [from, from < '18:00' ? '18:00' : '24:00']]
}

/** No range at all is the same as no word about the day. */
export function withDay(hours: Hours, day: Day, ranges: Range[]): Hours {
  const { [day]: _, ...others } = hours.week
  return { ...hours, week: ranges.length > 0 ? { ...others, [day]: ranges } : others }
}

export function withDate(hours: Hours, date: string, ranges: Range[] | undefined): Hours {
  const { [date]: _, ...others } = hours.exceptions ?? {}
  const exceptions = ranges ? { ...others, [date]: ranges } : others
  const { exceptions: __, ...rest } = hours
  return Object.keys(exceptions).length > 0 ? { ...rest, exceptions } : rest
}

const rangesText = (ranges: readonly Range[], closed: string): string =>
  ranges.map((range) => range.join('–')).join(', ') || closed

/** All of it in a few lines. */
export function hoursText(
  hours: Hours | null,
  locale: string,
  { always, closed }: Record<'always' | 'closed', string>,
) {
  if (hours === null) return always
  const week = days.map((day) => `${dayName(day, locale, 'short')} ${rangesText(hours.week[day] ?? [], closed)}`)
  const dates = Object.entries(hours.exceptions ?? {}).map(([date, ranges]) => `${date} ${rangesText(ranges, closed)}`)
  return [hours.zone, ...week, ...dates].join(' · ')
}
