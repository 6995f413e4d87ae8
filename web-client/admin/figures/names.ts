// What groups of a figure are called: people by their names, queues by their titles, weekdays in the reader's language.

import { useApp } from '../app.ts'
import { useWhole } from '../ask.ts'
import type { Grouping } from './figure.ts'

export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']

export type Named = (group: string) => string

export function useNames(by: Grouping): Named {
  const { words, locale } = useApp()
  const staff = useWhole<{ jid: string; name: string }>(by === 'agent' ? '/staff' : undefined)
  const queues = useWhole<{ name: string; title: string }>(by === 'queue' ? '/queues' : undefined)
  if (by === 'hour') return (group) => `${group}:00`
  if (by === 'day') return (group) => dayName(group, locale)
  if (by === 'weekday-hour') return (group) => `${weekdayName(group.slice(0, 3), locale)} ${group.slice(4)}:00`
  const known = new Map<string, string>()
  for (const { jid, name } of staff.value ?? []) known.set(jid, name)
  for (const { name, title } of queues.value ?? []) known.set(name, title)
  return (group) => (group === '' ? words.figures.nobody : (known.get(group) ?? group.split('@')[0] ?? group))
}

const format = (locale: string, options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat(locale, { timeZone: 'UTC', ...options })

const dayName = (day: string, locale: string): string => {
  const at = new Date(`${day}T00:00:00Z`)
  return format(locale, { weekday: 'short', day: 'numeric', month: 'short', ...yearOf(at) }).format(at)
}

/** Of other years than this one it is said. */
const yearOf = (at: Date): Intl.DateTimeFormatOptions =>
  at.getUTCFullYear() === new Date().getUTCFullYear() ? {} : { year: 'numeric' }

/** A short name: 1 January 2024 was a Monday. */
export const weekdayName = (weekday: string, locale: string): string =>
  format(locale, { weekday: 'short' }).format(new Date(Date.UTC(2024, 0, 1 + Math.max(0, weekdays.indexOf(weekday)))))

export const shortDay = (at: Date, locale: string): string =>
  format(locale, { day: 'numeric', month: 'short', ...yearOf(at) }).format(at)
