// The log: one line of JSON for each thing worth knowing, to standard error. Never what people said to each other.

const levels = ['debug', 'info', 'warn', 'error'] as const
export type Level = (typeof levels)[number]

export type Log = Record<Level, (what: string, facts?: Record<string, unknown>) => void>

/** Writes what is at least as grave as `least`. */
export function openLog(least: Level): Log {
  const write =
    (level: Level) =>
    (what: string, facts: Record<string, unknown> = {}) => {
      if (levels.indexOf(level) < levels.indexOf(least)) return
      process.stderr.write(`${JSON.stringify({ at: new Date().toISOString(), level, what, ...facts })}\n`)
    }
  return { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') }
}
