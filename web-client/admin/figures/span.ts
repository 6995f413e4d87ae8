// The span of time that figures are asked for: some days back from today, or from a day to a day, in a time zone.

export const spans = ['7', '30', '90', '365'] as const

export interface Span {
  readonly from: string
  /** Not included; undefined is now. */
  readonly to: string | undefined
  readonly zone: string
}

export const ownZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC'

/** What can be chosen from; a browser that does not know them all knows its own. */
export const zones = (): readonly string[] => [...new Set([ownZone(), 'UTC', ...Intl.supportedValuesOf('timeZone')])]

function isZone(zone: string | undefined): zone is string {
  try {
    return zone !== undefined && new Intl.DateTimeFormat('en', { timeZone: zone }) !== undefined
  } catch {
    // What somebody typed into the address.
    return false
  }
}

/** The day it is in a time zone, as 2026-11-22. */
export const dayIn = (zone: string, at: Date): string => new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(at)

/** Another day, so many days later. */
export function daysLater(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}

/** What the address asks for: ?days=7, or ?from=2026-11-01&to=2026-11-30 with both days in it. */
export function spanOf(query: Readonly<Record<string, string>>, now: Date): Span {
  const zone = isZone(query.zone) ? query.zone : ownZone()
  const isDay = (text: string | undefined) => text !== undefined && /^\d{4}-\d\d-\d\d$/.test(text)
  if (isDay(query.from))
    return { from: query.from as string, to: isDay(query.to) ? daysLater(query.to as string, 1) : undefined, zone }
  const days = Number(spans.find((each) => each === query.days) ?? 30)
  return { from: daysLater(dayIn(zone, now), 1 - days), to: undefined, zone }
}

/** All days of it, in order. */
export function daysOf({ from, to, zone }: Span, now: Date): string[] {
  const end = to ?? daysLater(dayIn(zone, now), 1)
  const days: string[] = []
  for (let day = from; day < end && days.length < 1200; day = daysLater(day, 1)) days.push(day)
  return days
}
