// How long to wait before the next attempt: doubling up to a limit, and half of it by chance, so that
// a thousand visitors do not come back in the same second after the desk was restarted.

/** Milliseconds before attempt number `attempt` (0 for the first repetition). */
export function backoff(attempt: number, random: () => number, first = 600, most = 30_000): number {
  const full = Math.min(most, first * 2 ** Math.min(attempt, 20))
  return full / 2 + random() * (full / 2)
}
