// Times in words: ages, days, hours.

const units: [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1000],
]

/** “2 hours ago”, of what can't be in the future. */
export const ago = (at: number, now: number, locale: string): string => relative(Math.min(at, now), now, locale)

/** “in 12 minutes”, “2 hours ago”. */
export function relative(at: number, now: number, locale: string): string {
  const [unit, size] = units.find(([, each]) => Math.abs(at - now) >= each) ?? ['second', 1000]
  return new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style: 'short' }).format(
    Math.trunc((at - now) / size),
    unit,
  )
}

/** “12 min”. */
export function span(ms: number, locale: string): string {
  const [unit, size] = units.find(([, each]) => Math.abs(ms) >= each) ?? ['second', 1000]
  const format = { style: 'unit', unit, unitDisplay: 'short' } as const
  return new Intl.NumberFormat(locale, format).format(Math.max(0, Math.floor(Math.abs(ms) / size)))
}

const styles = {
  clock: { hour: '2-digit', minute: '2-digit' },
  day: { weekday: 'long', day: 'numeric', month: 'long' },
  both: { dateStyle: 'medium', timeStyle: 'short' },
  short: { day: 'numeric', month: 'short' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>

const formats = new Map<string, Intl.DateTimeFormat>()

/** Made once each: to make one takes longer than to draw a line. */
function formatted(at: number, style: keyof typeof styles, locale: string): string {
  const key = `${style} ${locale}`
  const format = formats.get(key) ?? new Intl.DateTimeFormat(locale, styles[style])
  formats.set(key, format)
  return format.format(at)
}

export const clockTime = (at: number, locale: string): string => formatted(at, 'clock', locale)

export const dayName = (at: number, locale: string): string => formatted(at, 'day', locale)

export const dateTime = (at: number, locale: string): string => formatted(at, 'both', locale)

/** A short time for a list: the hour today, else the day. */
export function brief(at: number, now: number, locale: string): string {
  if (at === 0) return ''
  if (new Date(at).toDateString() === new Date(now).toDateString()) return clockTime(at, locale)
  return formatted(at, 'short', locale)
}
