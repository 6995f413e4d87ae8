// Times are UTC with milliseconds (XEP-0082 §3.2), the same text on the wire, in tables and in JSON, so they sort as text.

export const stamp = (time: Date): string => time.toISOString()

export const later = (time: Date, seconds: number): string => new Date(time.getTime() + seconds * 1000).toISOString()

/** For lists that people read: to the minute, in UTC. */
export const minute = (at: string): string => at.slice(0, 16).replace('T', ' ')

/** A span as people say it in lists: 40s, 12m, 3h, 2d. */
export function age(from: string, now: Date): string {
  const seconds = Math.max(0, Math.round((now.getTime() - Date.parse(from)) / 1000))
  if (seconds < 60) return `${seconds}s`
  if (seconds < 3600) return `${Math.floor(seconds / 60)}m`
  if (seconds < 86400) return `${Math.floor(seconds / 3600)}h`
  return `${Math.floor(seconds / 86400)}d`
}
