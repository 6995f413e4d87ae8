// Hours as people type them: “mon-fri 09:00-17:00 sat 10:00-14:00 Europe/Berlin”, and quiet hours “20:00-07:00 Asia/Shanghai”.
import { type Day, days, type Hours, type Quiet, type Range } from './hours.ts'

const week: readonly Day[] = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']
const timeOfDay = '(?:[01][0-9]|2[0-3]):[0-5][0-9]'
const range = new RegExp(`^(${timeOfDay})-(${timeOfDay}|24:00)$`)

/** Undefined when they can't be read; `always` is null. Without a zone they are UTC. */
export function readHours(text: string): Hours | null | undefined {
  const words = text.trim().split(/\s+/)
  if (words.length === 1 && words[0] === 'always') return null
  const zone = zoneAt(words)
  const hours: Partial<Record<Day, Range[]>> = {}
  let on: readonly Day[] = []
  let isTimed = true
  for (const word of words) {
    const found = readRange(word)
    const named = readDays(word.toLowerCase())
    if (named) on = isTimed ? named : [...new Set([...on, ...named])]
    else if (!found || on.length === 0 || found[0] >= found[1]) return undefined
    else for (const day of on) hours[day] = [...(hours[day] ?? []), found]
    isTimed = named === undefined
  }
  // Days at the end without times would be closed, which is not what was meant.
  return on.length === 0 || !isTimed ? undefined : { zone, week: hours }
}

/** Undefined when they can't be read; `off` is null. */
export function readQuiet(text: string): Quiet | null | undefined {
  const words = text.trim().split(/\s+/)
  if (words.length === 1 && words[0] === 'off') return null
  const zone = zoneAt(words)
  const [from, to] = readRange(words[0] ?? '') ?? []
  return words.length !== 1 || from === undefined || to === undefined || from === to ? undefined : { zone, from, to }
}

/** Hours as `readHours` reads them. */
export function writeHours(hours: Hours | null): string {
  if (hours === null) return 'always'
  const parts = week.flatMap((day) => (hours.week[day] ?? []).map(([from, to]) => `${day} ${from}-${to}`))
  return [...parts, hours.zone].join(' ')
}

/** Takes the time zone from the end of the words, if there is one. */
function zoneAt(words: string[]): string {
  const last = words.at(-1) ?? ''
  if (words.length < 2 || readRange(last) || !isZone(last)) return 'UTC'
  words.pop()
  return last
}

function isZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}

function readRange(word: string): Range | undefined {
  const match = range.exec(word)
  return match ? [match[1] as string, match[2] as string] : undefined
}

function readDays(word: string): readonly Day[] | undefined {
  const [first = '', last = first, ...more] = word.split('-')
  const [from, to] = [week.indexOf(first as Day), week.indexOf(last as Day)]
  if (more.length > 0 || from === -1 || to === -1 || !days.includes(first as Day)) return undefined
  return from <= to ? week.slice(from, to + 1) : [...week.slice(from), ...week.slice(0, to + 1)]
}
