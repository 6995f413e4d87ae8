// Queues: how each gives out conversations, and when it is open.
import type { Staff } from './person.ts'

export const policies = ['random', 'least-busy', 'round-robin', 'last-agent'] as const
export type Policy = (typeof policies)[number]

export interface Queue {
  name: string
  title: string
  policy: Policy
  /** How many conversations an agent has at most. */
  capacity: number
  /** Seconds until a waiting conversation goes to the overflow queue, else to the mailbox. */
  patience: number
  overflow: string | null
  hours: Hours | null
  /** Seconds without a first answer until the agent is reminded, and until another gets the conversation. */
  nudge: number
  reroute: number
  /** Seconds until a claim without an answer lapses. */
  lapse: number
  /** Seconds within which a closed conversation is opened again by a new word. */
  reopen: number
}

/** From and to, as HH:MM in the queue's time zone; 24:00 is the end of the day. */
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

export interface Candidate {
  staff: Staff
  /** How many conversations he has. */
  load: number
  /** When he last got one; null if never. */
  assignedAt: string | null
}

/** Those who can take one more: agents, normal, below capacity. */
export function able(candidates: readonly Candidate[], capacity: number): Candidate[] {
  return candidates.filter(
    ({ staff, load }) => staff.state === 'normal' && staff.roles.includes('agent') && load < capacity,
  )
}

/** One of those who can, by the policy; where it leaves several, each is equally likely. */
export function choose(
  policy: Policy,
  candidates: readonly Candidate[],
  lastAgent: string | null,
  random: () => number,
): Candidate | undefined {
  const among = narrow(policy, candidates, lastAgent)
  return among[Math.floor(random() * among.length)]
}

function narrow(policy: Policy, candidates: readonly Candidate[], lastAgent: string | null): readonly Candidate[] {
  if (policy === 'least-busy') {
    const least = Math.min(...candidates.map(({ load }) => load))
    return candidates.filter(({ load }) => load === least)
  }
  if (policy === 'round-robin') {
    const longestAgo = candidates.map(({ assignedAt }) => assignedAt ?? '').sort()[0]
    return candidates.filter(({ assignedAt }) => (assignedAt ?? '') === longestAgo)
  }
  const last = candidates.filter(({ staff }) => staff.jid === lastAgent)
  return policy === 'last-agent' && last.length > 0 ? last : candidates
}

/** Whether it is open at a time; a queue without hours always is. */
export function isOpen(hours: Hours | null, now: Date): boolean {
  if (hours === null) return true
  const { date, day, time } = local(hours.zone, now)
  return rangesOn(hours, date, day).some(([from, to]) => from <= time && time < to)
}

/** When it opens next, within four weeks; undefined if it does not. */
export function nextOpening(hours: Hours, now: Date): Date | undefined {
  for (let ahead = 0; ahead <= 28; ahead++) {
    const { date, day } = local(hours.zone, new Date(now.getTime() + ahead * 86_400_000))
    const openings = rangesOn(hours, date, day).map(([from]) => instant(hours.zone, date, from))
    const next = openings.filter((opening) => opening > now).sort((a, b) => a.getTime() - b.getTime())[0]
    if (next) return next
  }
  return undefined
}

const rangesOn = (hours: Hours, date: string, day: Day): readonly Range[] =>
  hours.exceptions?.[date] ?? hours.week[day] ?? []

function local(zone: string, at: Date): { date: string; day: Day; time: string } {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  })
  const part = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]))
  const date = `${part.year}-${part.month}-${part.day}`
  const day = days[new Date(`${date}T00:00:00Z`).getUTCDay()] as Day
  return { date, day, time: `${part.hour}:${part.minute}` }
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
