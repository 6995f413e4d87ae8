// Rules as the admin sets them: types of issues and who is responsible, deadlines, the desk's hours, keys of sites.
import { bareOf } from '../../model/address.ts'
import { DeskError } from '../../model/error.ts'
import type { Hours } from '../../model/hours.ts'
import { type Deadline, type IssueType, type Priority, responsible } from '../../model/issue.ts'
import { say } from '../../model/say.ts'
import { stamp } from '../../model/time.ts'
import { findIdentityKeyById, identityKeyRows, insertIdentityKey } from '../../store/identities.ts'
import {
  deleteType,
  findDeskHours,
  getDeadline,
  issueTypeRows,
  isTypeUsed,
  listDeadlines,
  listTypes,
  putDeadline,
  putDeskHours,
  putType,
} from '../../store/issue-types.ts'
import { listPage, type Page, type PageQuery } from '../../store/pages.ts'
import { findStaff } from '../../store/staff.ts'
import { dropIdentityKey } from '../identity.ts'
import { canHandle } from '../issue.ts'
import type { Turn } from '../turn.ts'

export interface TypeView extends IssueType {
  /** Who it is that is responsible in the end, also by a type above. */
  responsible: { handler: string | null; backup: string | null }
}

export async function listTypesPage(turn: Turn, page: PageQuery): Promise<Page<TypeView>> {
  const { rows, next } = await listPage<IssueType>(issueTypeRows(turn.tx), page)
  const all = await listTypes(turn.tx)
  return { rows: rows.map((type) => viewOf(all, type)), next }
}

const viewOf = (all: readonly IssueType[], { name, handler, backup }: IssueType): TypeView => ({
  ...{ name, handler, backup },
  responsible: responsible(all, name),
})

export async function getType(turn: Turn, name: string): Promise<TypeView> {
  const all = await listTypes(turn.tx)
  const type = all.find((each) => each.name === name)
  if (!type) throw new DeskError('not-found', say('adminTypeNone', { type: name }))
  return viewOf(all, type)
}

/** Adds a type, or changes who is responsible for it. */
export async function keepType(turn: Turn, type: IssueType): Promise<TypeView> {
  for (const jid of [type.handler, type.backup]) if (jid !== null) await handlerOf(turn, jid)
  await putType(turn.tx, type)
  return getType(turn, type.name)
}

async function handlerOf(turn: Turn, jid: string): Promise<void> {
  const person = await findStaff(turn.tx, bareOf(jid))
  if (!person || !canHandle(person)) throw new DeskError('bad-request', say('adminNoHandler', { user: jid }))
}

export async function dropType(turn: Turn, name: string): Promise<void> {
  await getType(turn, name)
  if (await isTypeUsed(turn.tx, name)) throw new DeskError('conflict', say('adminTypeUsed', { type: name }))
  await deleteType(turn.tx, name)
}

export const allDeadlines = (turn: Turn): Promise<Deadline[]> => listDeadlines(turn.tx)

export const deadlineOf = (turn: Turn, priority: Priority): Promise<Deadline> => getDeadline(turn.tx, priority)

export async function keepDeadline(turn: Turn, deadline: Deadline): Promise<Deadline> {
  await putDeadline(turn.tx, deadline)
  return getDeadline(turn.tx, deadline.priority)
}

export interface Settings {
  /** When the desk is open, for deadlines that count open hours only; null: always. */
  hours: Hours | null
}

export const settings = async (turn: Turn): Promise<Settings> => ({ hours: await findDeskHours(turn.tx) })

export async function changeSettings(turn: Turn, { hours }: Partial<Settings>): Promise<Settings> {
  if (hours !== undefined) await putDeskHours(turn.tx, hours)
  return settings(turn)
}

export interface KeyView {
  id: string
  site: string
  at: string
  endedAt: string | null
}

type KeyRow = Omit<KeyView, 'endedAt'> & { ended_at: string | null }
const toKey = ({ id, site, at, ended_at }: KeyRow): KeyView => ({ id, site, at, endedAt: ended_at })

/** Keys by which sites vouch for their visitors; the secrets are not told again. */
export async function listKeysPage(turn: Turn, page: PageQuery): Promise<Page<KeyView>> {
  const { rows, next } = await listPage<KeyRow>(identityKeyRows(turn.tx), page)
  return { rows: rows.map(toKey), next }
}

export async function getKey(turn: Turn, id: string): Promise<KeyView> {
  const row = await findIdentityKeyById(turn.tx, id)
  if (!row) throw new DeskError('not-found', say('keyUnknown', { id }))
  return toKey(row)
}

export async function makeKey(turn: Turn, key: { id: string; site: string; secret: string }): Promise<KeyView> {
  await insertIdentityKey(turn.tx, { ...key, at: stamp(turn.now) })
  return getKey(turn, key.id)
}

export async function endKey(turn: Turn, id: string): Promise<KeyView> {
  await dropIdentityKey(turn, id)
  return getKey(turn, id)
}
