// Spans of time as people type them: 90s, 30m, 2h, 3d.

const units: Record<string, number> = { s: 1, m: 60, h: 3600, d: 86_400 }

/** What an integer of PostgreSQL holds; some 68 years. */
const longest = 2 ** 31 - 1

/** Seconds of a span; undefined when it is none. */
export function secondsOf(text: string): number | undefined {
  const match = /^([1-9][0-9]{0,4})([smhd])$/.exec(text)
  const seconds = match ? Number(match[1]) * (units[match[2] as string] as number) : undefined
  return seconds !== undefined && seconds <= longest ? seconds : undefined
}

/** Seconds as a span that `secondsOf` reads, in the largest unit that fits. */
export function spanOf(seconds: number): string {
  const unit = (['d', 'h', 'm'] as const).find(
    (each) => seconds >= (units[each] as number) && seconds % (units[each] as number) === 0,
  )
  return unit === undefined ? `${seconds}s` : `${seconds / (units[unit] as number)}${unit}`
}
