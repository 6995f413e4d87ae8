// The reminder module: the clocks of issues, and who is reminded when one has run out: the handler, the backup, the leads.
// Each reminder is written down as it is sent, so that no two processes and no restart can send it twice.
import { addOpen, type Hours, openBetween, quietUntil } from '../model/hours.ts'
import {
  type Clock,
  type ClockKind,
  type Deadline,
  type Issue,
  isPending,
  type Priority,
  responsible,
} from '../model/issue.ts'
import type { Staff } from '../model/person.ts'
import { lines, type Say, say } from '../model/say.ts'
import { spanOf } from '../model/span.ts'
import { stamp } from '../model/time.ts'
import {
  insertClock,
  insertReminder,
  listDueReminders,
  listReminded,
  listRunning,
  markClock,
  markClockDone,
  takeBreaches,
} from '../store/issue-clocks.ts'
import { insertIssueEvent } from '../store/issue-events.ts'
import { findDeskHours, getDeadline, listTypes } from '../store/issue-types.ts'
import { findIssue } from '../store/issues.ts'
import { listStaff } from '../store/staff.ts'
import { card, meet, nameOf, newsOf, tellOfIssue } from './issue-news.ts'
import type { Turn } from './turn.ts'

/** Tells the handler of an issue that is his from now on, and starts what clocks are given. */
export async function handTo(
  turn: Turn,
  issue: Issue,
  handler: Staff,
  why: Say,
  clocks: readonly ClockKind[],
): Promise<void> {
  for (const clock of clocks) await startClock(turn, issue, clock)
  const first = { issue: issue.id, round: issue.round, clock: 'accept' } as const
  if (!(await insertReminder(turn.tx, first, 0, handler.jid, stamp(turn.now)))) return
  meet(turn, issue, handler)
  const { accept } = await getDeadline(turn.tx, issue.priority)
  const body = lines(why, await card(turn, issue), say('issueHow', { number: issue.id, span: spanOf(accept) }))
  tellOfIssue(turn, await newsOf(turn, issue, 'filed', 0), handler, body)
}

async function startClock(turn: Turn, issue: Issue, clock: ClockKind): Promise<void> {
  const { hours, deadline } = await timing(turn, issue.priority)
  const due = stamp(addOpen(hours, turn.now, deadline[clock]))
  await insertClock(turn.tx, { issue: issue.id, round: issue.round, clock, startedAt: stamp(turn.now), due })
}

/** How time counts for a priority: its deadlines, and the hours that count, if not all do. */
async function timing(turn: Turn, priority: Priority): Promise<{ hours: Hours | null; deadline: Deadline }> {
  const deadline = await getDeadline(turn.tx, priority)
  return { deadline, hours: deadline.openHours ? await findDeskHours(turn.tx) : null }
}

const atOnce = 50

/** Does what is due: writes down which clocks have run out, and reminds who is to be reminded. */
export async function runReminders(turn: Turn): Promise<void> {
  const at = stamp(turn.now)
  for (const { issue, clock } of await takeBreaches(turn.tx, at))
    await insertIssueEvent(turn.tx, { issue, what: 'breached', who: null, detail: clock, at })
  for (const clock of await listDueReminders(turn.tx, at, atOnce)) {
    const issue = await findIssue(turn.tx, clock.issue)
    if (issue && isPending(issue)) await remind(turn, issue, clock)
    else await markClock(turn.tx, clock, { remindAt: null })
  }
}

/** Reminds those of the clock's level, or of the next one at which there is anybody. */
async function remind(turn: Turn, issue: Issue, clock: Clock): Promise<void> {
  const levels = await levelsOf(turn, issue, clock.clock)
  for (let level = clock.level; level <= levels.length; level++) {
    const done = await listReminded(turn.tx, clock, level)
    const people = (levels[level - 1] as Staff[]).filter(({ jid }) => !done.includes(jid))
    const quiet = (person: Staff) => (issue.priority === 'urgent' ? undefined : quietUntil(person.quiet, turn.now))
    const asleep = people.flatMap((person) => quiet(person) ?? [])
    for (const person of people) if (!quiet(person)) await remindOne(turn, issue, { ...clock, level }, person)
    if (asleep.length > 0) {
      const earliest = new Date(Math.min(...asleep.map((time) => time.getTime())))
      return markClock(turn.tx, clock, { level, remindAt: stamp(earliest) })
    }
    if (people.length === 0) continue
    const { hours, deadline } = await timing(turn, issue.priority)
    const next = level < levels.length ? stamp(addOpen(hours, turn.now, deadline.accept)) : null
    return markClock(turn.tx, clock, { level: level + 1, remindAt: next })
  }
  await markClock(turn.tx, clock, { remindAt: null })
}

/** Who is reminded at each level, from the first on. */
async function levelsOf(turn: Turn, issue: Issue, clock: ClockKind): Promise<Staff[][]> {
  const staff = await listStaff(turn.tx)
  const { backup } = responsible(await listTypes(turn.tx), issue.type)
  const others = staff.filter(({ jid }) => jid !== issue.handler)
  const handler = staff.filter(({ jid }) => jid === issue.handler)
  const leads = others.filter(({ roles }) => roles.includes('lead'))
  return clock === 'accept' ? [handler, others.filter(({ jid }) => jid === backup), leads] : [handler, leads]
}

async function remindOne(turn: Turn, issue: Issue, clock: Clock, person: Staff): Promise<void> {
  const at = stamp(turn.now)
  if (!(await insertReminder(turn.tx, clock, clock.level, person.jid, at))) return
  const own = person.jid === issue.handler
  const keys = own ? ownReminder : othersReminder
  const values = { number: issue.id, name: await nameOf(turn, issue.handler) }
  const detail = `${person.name}: ${clock.clock} ${clock.level}`
  await insertIssueEvent(turn.tx, { issue: issue.id, what: 'reminded', who: null, detail, at })
  if (!own) meet(turn, issue, person)
  const body = lines(say(keys[clock.clock], values), await card(turn, issue), say('issueHowShort'))
  tellOfIssue(turn, await newsOf(turn, issue, 'reminder', clock.level), person, body)
}

const ownReminder = { accept: 'remindAccept', resolve: 'remindResolve' } as const
const othersReminder = { accept: 'remindAcceptOther', resolve: 'remindResolveOther' } as const

/** It is taken up: the first clock has come to its end. */
export async function stopClocks(turn: Turn, issue: number, clocks: readonly ClockKind[]): Promise<void> {
  await markClockDone(turn.tx, issue, clocks, stamp(turn.now))
}

/** The clocks stand still, as it waits for somebody else than its handler. */
export async function pauseClocks(turn: Turn, issue: Issue): Promise<void> {
  const { hours } = await timing(turn, issue.priority)
  for (const clock of await listRunning(turn.tx, issue.id)) {
    if (clock.left !== null) continue
    const left = Math.ceil(openBetween(hours, turn.now, new Date(clock.due)))
    await markClock(turn.tx, clock, { left })
  }
}

/** The clocks go on with the time that was left; who would have been reminded meanwhile gets his time again. */
export async function resumeClocks(turn: Turn, issue: Issue): Promise<void> {
  const { hours, deadline } = await timing(turn, issue.priority)
  const soonest = stamp(addOpen(hours, turn.now, deadline.accept))
  for (const { left, ...clock } of await listRunning(turn.tx, issue.id)) {
    if (left === null) continue
    const due = clock.breachedAt === null ? stamp(addOpen(hours, turn.now, left)) : clock.due
    // Who snoozed it is not reminded before it is due, either.
    const earliest = clock.breachedAt === null ? due : soonest
    const later = clock.remindAt !== null && clock.remindAt < earliest ? earliest : clock.remindAt
    await markClock(turn.tx, clock, { left: null, due, remindAt: clock.remindAt === clock.due ? due : later })
  }
}

/** The clocks that run have as much time as the new priority gives, less what has passed; one that has run out goes on as fast. */
export async function rescaleClocks(turn: Turn, { id }: Issue, from: Priority, to: Priority): Promise<void> {
  const [was, is] = [await timing(turn, from), await timing(turn, to)]
  const next = stamp(addOpen(is.hours, turn.now, is.deadline.accept))
  for (const clock of await listRunning(turn.tx, id)) {
    const had = clock.left ?? openBetween(was.hours, turn.now, new Date(clock.due))
    const left = Math.max(0, Math.ceil(had + is.deadline[clock.clock] - was.deadline[clock.clock]))
    if (clock.left !== null) await markClock(turn.tx, clock, { left })
    else if (clock.breachedAt === null) {
      const due = stamp(addOpen(is.hours, turn.now, left))
      await markClock(turn.tx, clock, { due, ...(clock.remindAt === null ? {} : { remindAt: due }) })
    } else if (clock.remindAt !== null && clock.remindAt > next) await markClock(turn.tx, clock, { remindAt: next })
  }
}

/** The clock until it is resolved goes on in a new round, with reminders of its own. */
export async function moveClock(turn: Turn, { id }: Issue, round: number): Promise<void> {
  for (const clock of await listRunning(turn.tx, id)) {
    if (clock.clock !== 'resolve') continue
    await markClock(turn.tx, clock, { round, level: 1, remindAt: clock.due })
  }
}

/** Somebody else has taken it up after its time was over: he is reminded too, and who was before is not again. */
export async function remindAgain(turn: Turn, { id, priority }: Issue): Promise<void> {
  const { hours, deadline } = await timing(turn, priority)
  const remindAt = stamp(addOpen(hours, turn.now, deadline.accept))
  for (const clock of await listRunning(turn.tx, id))
    if (clock.level > 1) await markClock(turn.tx, clock, { level: 1, remindAt })
}

/** No reminder before so many seconds have passed. False when none is to come anyway. */
export async function snoozeClocks(turn: Turn, issue: number, seconds: number): Promise<boolean> {
  const until = stamp(new Date(turn.now.getTime() + seconds * 1000))
  let snoozed = false
  for (const clock of await listRunning(turn.tx, issue)) {
    if (clock.remindAt === null) continue
    snoozed = true
    if (clock.remindAt < until) await markClock(turn.tx, clock, { remindAt: until })
  }
  return snoozed
}
