// The staff as the admin keeps it: taken on, changed, put out and taken on again, with their accounts on IM server 2.
import { localOf } from '../../model/address.ts'
import { DeskError } from '../../model/error.ts'
import type { Quiet } from '../../model/hours.ts'
import { isPending, responsible } from '../../model/issue.ts'
import type { Role, Staff, State } from '../../model/person.ts'
import { render, say } from '../../model/say.ts'
import { stamp } from '../../model/time.ts'
import {
  deleteResources,
  findPersonRow,
  markActive,
  type PeopleFilter,
  type PersonRow,
  people as peopleRows,
  putAccount,
  putQueuesOf,
} from '../../store/accounts.ts'
import { listTypes } from '../../store/issue-types.ts'
import { listPendingOf } from '../../store/issues.ts'
import { listPage, type Page, type PageQuery } from '../../store/pages.ts'
import { findQueue } from '../../store/queues.ts'
import { toStaff } from '../../store/rows.ts'
import {
  findStaff,
  listQueuesOf,
  listStaff,
  markCapacity,
  markQuiet,
  markStaffLang,
  putResource,
  putStaff,
} from '../../store/staff.ts'
import { allocateWaiting } from '../allocation.ts'
import { agentGone, chooseState } from '../availability.ts'
import { pass } from '../handling.ts'
import { canHandle } from '../issue.ts'
import type { Turn } from '../turn.ts'
import { asLead } from './person.ts'

export interface Person {
  user: string
  jid: string
  name: string
  roles: Role[]
  queues: string[]
  lang: string
  active: boolean
  state: State
  override: 'normal' | 'busy' | null
  quiet: Quiet | null
  capacity: number | null
  conversations: number
  account: { state: 'kept' | 'pending' | 'failed'; error: string | null; since: string | null }
}

/** A page of everybody, also of those who are not on the desk any more. */
export async function listPeople(turn: Turn, filter: PeopleFilter, page: PageQuery): Promise<Page<Person>> {
  const { rows, next } = await listPage<PersonRow>(peopleRows(turn.tx, filter), page)
  const list: Person[] = []
  for (const row of rows) list.push(await toPerson(turn, row))
  return { rows: list, next }
}

export async function getPerson(turn: Turn, jid: string): Promise<Person> {
  const row = await findPersonRow(turn.tx, jid)
  if (!row) throw new DeskError('not-found', say('adminUserUnknown', { user: localOf(jid) }))
  return toPerson(turn, row)
}

async function toPerson(turn: Turn, row: PersonRow): Promise<Person> {
  const { jid, name, lang, state, override, quiet, capacity } = toStaff({ ...row, active: true })
  const rest = { state, override, quiet, capacity, conversations: Number(row.conversations), account: accountOf(row) }
  const queues = await listQueuesOf(turn.tx, jid)
  return { user: localOf(jid), jid, name, roles: rolesOf(row), queues, lang, active: Boolean(row.active), ...rest }
}

const rolesOf = ({ roles }: PersonRow): Role[] => roles.split(',') as Role[]

function accountOf(row: PersonRow): Person['account'] {
  const { sync_version: version, sync_done: done, sync_error: error, sync_failed_at: failedAt, sync_at: since } = row
  if (version === null || done === version) return { state: 'kept', error: null, since: null }
  return { state: failedAt === null ? 'pending' : 'failed', error, since }
}

export interface NewPerson {
  jid: string
  name: string
  roles: readonly Role[]
  queues: readonly string[]
  lang: string
  /** His password, encrypted. */
  sealed: string
}

/** Takes somebody on; his account is made by and by. */
export async function takeOn(turn: Turn, { sealed, lang, ...person }: NewPerson): Promise<Person> {
  const { jid, queues } = person
  if (await findStaff(turn.tx, jid)) throw new DeskError('conflict', say('adminUserThere', { user: localOf(jid) }))
  await knownQueues(turn, queues)
  await putStaff(turn.tx, person)
  await markStaffLang(turn.tx, jid, lang)
  await putQueuesOf(turn.tx, jid, queues)
  await putAccount(turn.tx, { jid, wanted: 'open', sealed, at: stamp(turn.now) })
  return getPerson(turn, jid)
}

async function knownQueues(turn: Turn, queues: readonly string[]): Promise<void> {
  for (const name of queues)
    if (!(await findQueue(turn.tx, name))) throw new DeskError('not-found', say('queueUnknown', { name }))
}

export interface PersonChange {
  name?: string
  roles?: readonly Role[]
  queues?: readonly string[]
  lang?: string
  quiet?: Quiet | null
  capacity?: number | null
}

/** Changes what is given of him; the issues of who is no handler any more go to others. */
export async function changePerson(turn: Turn, jid: string, change: PersonChange, admin: string): Promise<Person> {
  const was = await getPerson(turn, jid)
  const { name = was.name, roles = was.roles, queues, lang, quiet, capacity } = change
  await putStaff(turn.tx, { jid, name, roles })
  if (queues !== undefined) await knownQueues(turn, queues)
  if (queues !== undefined) await putQueuesOf(turn.tx, jid, queues)
  if (lang !== undefined) await markStaffLang(turn.tx, jid, lang)
  if (quiet !== undefined) await markQuiet(turn.tx, jid, quiet)
  if (capacity !== undefined) await markCapacity(turn.tx, jid, capacity)
  if (name !== was.name) await keepAccount(turn, jid, was.active)
  const now = await findStaff(turn.tx, jid)
  if (was.active && now && !canHandle(now)) await passIssuesOn(turn, jid, admin)
  // He may be able to take some who wait.
  await allocateWaiting(turn, await listQueuesOf(turn.tx, jid))
  return getPerson(turn, jid)
}

async function keepAccount(turn: Turn, jid: string, active: boolean, sealed: string | null = null): Promise<void> {
  await putAccount(turn.tx, { jid, wanted: active ? 'open' : 'shut', sealed, at: stamp(turn.now) })
}

/** He has another password from now on, and nobody goes on with the old one. */
export async function setPassword(turn: Turn, jid: string, sealed: string): Promise<Person> {
  await getActive(turn, jid)
  await keepAccount(turn, jid, true, sealed)
  return getPerson(turn, jid)
}

async function getActive(turn: Turn, jid: string): Promise<Person> {
  const person = await getPerson(turn, jid)
  if (!person.active) throw new DeskError('conflict', say('adminInactive', { user: person.user }))
  return person
}

/** He is put out: what he had goes to others as if he had gone, his issues too, and his account is shut. */
export async function deactivate(turn: Turn, jid: string, admin: string): Promise<Person> {
  await getActive(turn, jid)
  const person = (await findStaff(turn.tx, jid)) as Staff
  await markActive(turn.tx, jid, false)
  await sendAway(turn, person)
  await passIssuesOn(turn, jid, admin)
  await keepAccount(turn, jid, false)
  return getPerson(turn, jid)
}

/** What follows when the last client of somebody leaves follows now, whatever clients he has; one that was lost has none. */
async function sendAway(turn: Turn, person: Staff): Promise<void> {
  const last = 'put out'
  await deleteResources(turn.tx, person.jid)
  await putResource(turn.tx, person.jid, last, { show: '', priority: 0 })
  await agentGone(turn, person, last, { left: true })
}

/** The issues he was to answer go to who else is responsible, else to a lead; where there is nobody they stay. */
async function passIssuesOn(turn: Turn, jid: string, admin: string): Promise<void> {
  const types = await listTypes(turn.tx)
  const able = (await listStaff(turn.tx)).filter((person) => canHandle(person) && person.jid !== jid)
  const why = render(say('adminWhy', { user: localOf(jid) }), 'en')
  for (const issue of await listPendingOf(turn.tx, jid)) {
    if (issue.handler !== jid || !isPending(issue)) continue
    const { handler, backup } = responsible(types, issue.type)
    const named = [handler, backup].flatMap((wanted) => able.find((person) => person.jid === wanted) ?? [])
    const next = named[0] ?? able.find(({ roles }) => roles.includes('lead'))
    if (next) await pass(turn, asLead(admin), issue.id, localOf(next.jid), why)
  }
}

/** He is on the desk again, with a new password. */
export async function reactivate(turn: Turn, jid: string, sealed: string): Promise<Person> {
  const { user } = await getPerson(turn, jid)
  if (!(await markActive(turn.tx, jid, true))) throw new DeskError('conflict', say('adminActive', { user }))
  await keepAccount(turn, jid, true, sealed)
  return getPerson(turn, jid)
}

/** His state from now on while he is connected; null leaves it to him and his clients. */
export async function forceState(turn: Turn, jid: string, state: 'normal' | 'busy' | null): Promise<Person> {
  await getActive(turn, jid)
  await chooseState(turn, (await findStaff(turn.tx, jid)) as Staff, state)
  return getPerson(turn, jid)
}

/** His account is looked after again, also when that was given up. */
export async function keepAgain(turn: Turn, jid: string): Promise<Person> {
  const { active } = await getPerson(turn, jid)
  await keepAccount(turn, jid, active)
  return getPerson(turn, jid)
}
