// Hours: when the desk or a queue is open, spans that count only while it is, and hours in which nobody is reminded.

/** From and to, as HH:MM in the time zone; 24:00 is the end of the day. */
export type Range = readonly [from: string, to: string]
export const days = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const
export type Day = (typeof days)[number]

export interface Hours {
  /** IANA time zone. */
  zone: string
  week: Partial<Record<Day, readonly Range[]>>
  /** Other hours on single dates (YYYY-MM-DD); none at all on a holiday. */
  exceptions?: Readonly<Record<string, readonly Range[]>>
}

/** Hours of every day, as HH:MM; they may go over midnight. */
export interface Quiet {
  zone: string
  from: string
  to: string
}

/** Whether it is open at a time; without hours it always is. */
export function isOpen(hours: Hours | null, now: Date): boolean {
  if (hours === null) return true
  const { date, time } = local(hours.zone, now)
  return rangesOn(hours, date).some(([from, to]) => from <= time && time < to)
}

/** When it opens next, within four weeks; undefined if it does not. */
export function nextOpening(hours: Hours, now: Date): Date | undefined {
  for (const [from] of openings(hours, now, 28)) if (from > now) return from
  return undefined
}

const horizon = 400

/** When so many seconds of open time will have passed. Where none come, and without hours, all time counts. */
export function addOpen(hours: Hours | null, from: Date, seconds: number): Date {
  const plain = new Date(from.getTime() + seconds * 1000)
  if (hours === null) return plain
  let left = seconds * 1000
  for (const [start, end] of openings(hours, from, horizon)) {
    const begin = Math.max(start.getTime(), from.getTime())
    if (end.getTime() - begin >= left) return new Date(begin + left)
    left -= Math.max(0, end.getTime() - begin)
  }
  return plain
}

/** How many seconds of open time lie between two times; 0 when the second comes first. */
export function openBetween(hours: Hours | null, from: Date, to: Date): number {
  if (to <= from) return 0
  if (hours === null) return (to.getTime() - from.getTime()) / 1000
  let sum = 0
  for (const [start, end] of openings(hours, from, horizon)) {
    if (start >= to) break
    sum += Math.max(0, Math.min(end.getTime(), to.getTime()) - Math.max(start.getTime(), from.getTime()))
  }
  return sum / 1000
}

/** When the day of a time began in a time zone. */
export const startOfDay = (zone: string, now: Date): Date => instant(zone, local(zone, now).date, '00:00')

/** When the quiet hours in which a time lies are over; undefined when it lies in none. */
export function quietUntil(quiet: Quiet | null, now: Date): Date | undefined {
  if (quiet === null) return undefined
  const { date, time } = local(quiet.zone, now)
  const overMidnight = quiet.to <= quiet.from
  const isQuiet = overMidnight ? time >= quiet.from || time < quiet.to : time >= quiet.from && time < quiet.to
  if (!isQuiet) return undefined
  return instant(quiet.zone, overMidnight && time >= quiet.from ? dayAfter(date) : date, quiet.to)
}

/** The times it is open, in order and apart, from the day of a time on. */
function* openings(hours: Hours, now: Date, ahead: number): Generator<[from: Date, to: Date]> {
  let date = local(hours.zone, now).date
  let last = 0
  for (let day = 0; day <= ahead; day++, date = dayAfter(date)) {
    for (const [from, to] of [...rangesOn(hours, date)].sort()) {
      const start = Math.max(last, instant(hours.zone, date, from).getTime())
      last = Math.max(start, instant(hours.zone, date, to).getTime())
      if (last > start) yield [new Date(start), new Date(last)]
    }
  }
}

const rangesOn = (hours: Hours, date: string): readonly Range[] =>
  hours.exceptions?.[date] ?? hours.week[days[new Date(`${date}T00:00:00Z`).getUTCDay()] as Day] ?? []

const dayAfter = (date: string): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10)

function local(zone: string, at: Date): { date: string; time: string } {
  const part = Object.fromEntries(
    formatFor(zone)
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  )
  return { date: `${part.year}-${part.month}-${part.day}`, time: `${part.hour}:${part.minute}` }
}

const formats = new Map<string, Intl.DateTimeFormat>()

function formatFor(timeZone: string): Intl.DateTimeFormat {
  const digits = { year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' } as const
  const format = formats.get(timeZone) ?? new Intl.DateTimeFormat('en-CA', { timeZone, hourCycle: 'h23', ...digits })
  formats.set(timeZone, format)
  return format
}

/** The instant of a local time; twice corrected by the zone's offset there, for clocks change. */
function instant(zone: string, date: string, time: string): Date {
  const wanted = Date.parse(`${date}T${time}:00Z`)
  let guess = wanted
  for (let round = 0; round < 2; round++) {
    const seen = local(zone, new Date(guess))
    guess += wanted - Date.parse(`${seen.date}T${seen.time}:00Z`)
  }
  return new Date(guess)
}
