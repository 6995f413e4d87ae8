// What is set for issues: their types and who is responsible, deadlines, open hours, and everybody's own quiet hours.
import { DeskError } from '../model/error.ts'
import { readHours, readQuiet, writeHours } from '../model/hours-words.ts'
import type { Deadline, Priority } from '../model/issue.ts'
import type { Staff } from '../model/person.ts'
import { lines, type Say, say } from '../model/say.ts'
import { secondsOf, spanOf } from '../model/span.ts'
import {
  findDeskHours,
  getDeadline,
  listDeadlines,
  listTypes,
  putDeadline,
  putDeskHours,
  putType,
} from '../store/issue-types.ts'
import { markQuiet } from '../store/staff.ts'
import { findHandler } from './issue.ts'
import { nameOf } from './issue-news.ts'
import type { Turn } from './turn.ts'

/** The tree of types. */
export async function showTypes(turn: Turn): Promise<Say> {
  const types = await listTypes(turn.tx)
  if (types.length === 0) return say('typesNone')
  const list: Say[] = []
  for (const { name, handler, backup } of types)
    list.push(say('typeLine', { type: name, handler: await who(turn, handler), backup: await who(turn, backup) }))
  return lines(say('typesTitle'), ...list)
}

const who = async (turn: Turn, jid: string | null): Promise<string> => (jid === null ? '–' : nameOf(turn, jid))

/** Adds a type, or changes who is responsible for it and who is the backup; `none` is nobody, what is not said stays. */
export async function typeIs(
  turn: Turn,
  word: string,
  handler: string | undefined,
  backup: string | undefined,
): Promise<Say> {
  const name = word.toLowerCase()
  const isPath = /^[\p{L}\p{N}_-]+(\/[\p{L}\p{N}_-]+)*$/u.test(name)
  if (!isPath || name.length > 200) throw new DeskError('bad-request', say('typeWrong', { type: word }))
  const was = (await listTypes(turn.tx)).find((type) => type.name === name)
  const person = async (named: string | undefined, before: string | null | undefined) => {
    if (named === undefined) return before ?? null
    return named.toLowerCase() === 'none' ? null : (await findHandler(turn, name, named)).jid
  }
  const type = { name, handler: await person(handler, was?.handler), backup: await person(backup, was?.backup) }
  await putType(turn.tx, type)
  return say('typeKept', { type: name, handler: await who(turn, type.handler), backup: await who(turn, type.backup) })
}

/** How long issues may take, by priority. */
export async function rules(turn: Turn): Promise<Say> {
  const list = (await listDeadlines(turn.tx)).flatMap(({ priority, accept, resolve, openHours }) => {
    const spans = { priority, accept: spanOf(accept), resolve: spanOf(resolve) }
    return [openHours ? say('deadlineLineOpen', spans) : say('deadlineLineAll', spans)]
  })
  return lines(say('deadlinesTitle'), ...list, say('hoursAre', { hours: writeHours(await findDeskHours(turn.tx)) }))
}

/** Sets how long issues of a priority may take, as spans; without `openHours` the same hours count as before. */
export async function putRule(
  turn: Turn,
  rule: { priority: Priority; accept: string; resolve: string; openHours: boolean | undefined },
): Promise<Say> {
  const was = await getDeadline(turn.tx, rule.priority)
  const openHours = rule.openHours ?? was.openHours
  const [accept, resolve] = [span(rule.accept), span(rule.resolve)]
  const deadline: Deadline = { priority: rule.priority, accept, resolve, openHours }
  await putDeadline(turn.tx, deadline)
  return rules(turn)
}

function span(value: string): number {
  const seconds = secondsOf(value)
  if (seconds === undefined) throw new DeskError('bad-request', say('spanWrong', { value }))
  return seconds
}

/** The hours that deadlines count; as typed, or as they are. */
export async function deskHours(turn: Turn, text: string | undefined): Promise<Say> {
  if (text === undefined) return say('hoursAre', { hours: writeHours(await findDeskHours(turn.tx)) })
  const hours = readHours(text)
  if (hours === undefined) throw new DeskError('bad-request', say('hoursWrong', { value: text }))
  await putDeskHours(turn.tx, hours)
  return say('hoursAre', { hours: writeHours(hours) })
}

/** When somebody is not reminded; as typed, or as it is. */
export async function quietHours(turn: Turn, person: Staff, text: string | undefined): Promise<Say> {
  const quiet = text === undefined ? person.quiet : readQuiet(text)
  if (quiet === undefined) throw new DeskError('bad-request', say('quietWrong', { value: text ?? '' }))
  if (text !== undefined) await markQuiet(turn.tx, person.jid, quiet)
  return quiet === null ? say('quietOff') : say('quietIs', { ...quiet })
}
