// Spans of time as people type them: 90s, 30m, 2h, 3d.

const units: Record<string, number> = { s: 1, m: 60, h: 3600, d: 86_400 }

/** Seconds of a span; undefined when it is none. */
export function secondsOf(text: string): number | undefined {
  const match = /^([1-9][0-9]{0,4})([smhd])$/.exec(text)
  return match ? Number(match[1]) * (units[match[2] as string] as number) : undefined
}
