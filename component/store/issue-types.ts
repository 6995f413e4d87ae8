// Types of issues with who is responsible for them, deadlines by priority, and the desk's own settings.
import type { Hours } from '../model/hours.ts'
import type { Deadline, IssueType, Priority } from '../model/issue.ts'
import type { Tx } from './database.ts'

/** The whole tree, by name. */
export async function listTypes(tx: Tx): Promise<IssueType[]> {
  return tx('issue_types').orderBy('name').select('name', 'handler', 'backup')
}

export async function putType(tx: Tx, type: IssueType): Promise<void> {
  await tx('issue_types').insert(type).onConflict('name').merge()
}

export const issueTypeRows = (tx: Tx) => tx('issue_types').select('name', 'handler', 'backup')

/** Whether there are issues of it, or types below it. */
export async function isTypeUsed(tx: Tx, name: string): Promise<boolean> {
  const below = tx('issue_types').whereRaw('substr(name, 1, ?) = ?', [name.length + 1, `${name}/`])
  return (
    (await tx('issues').where({ type: name }).first('id')) !== undefined || (await below.first('name')) !== undefined
  )
}

export async function deleteType(tx: Tx, name: string): Promise<void> {
  await tx('issue_types').where({ name }).delete()
}

interface DeadlineRow extends Omit<Deadline, 'openHours'> {
  open_hours: boolean | number
}

const toDeadline = ({ open_hours, ...row }: DeadlineRow): Deadline => ({ ...row, openHours: Boolean(open_hours) })

export async function getDeadline(tx: Tx, priority: Priority): Promise<Deadline> {
  const row = await tx<DeadlineRow>('deadlines').where({ priority }).first()
  if (!row) throw new Error(`no deadline ${priority}`)
  return toDeadline(row as DeadlineRow)
}

export async function listDeadlines(tx: Tx): Promise<Deadline[]> {
  return (await tx<DeadlineRow>('deadlines').orderBy('accept')).map((row) => toDeadline(row as DeadlineRow))
}

export async function putDeadline(tx: Tx, { openHours, ...deadline }: Deadline): Promise<void> {
  await tx('deadlines')
    .insert({ ...deadline, open_hours: openHours })
    .onConflict('priority')
    .merge()
}

/** When the desk is open, for what counts open hours only; null: always. */
export async function findDeskHours(tx: Tx): Promise<Hours | null> {
  const row = await tx('settings').where({ name: 'hours' }).first('value')
  return row === undefined ? null : JSON.parse(row.value)
}

export async function putDeskHours(tx: Tx, hours: Hours | null): Promise<void> {
  await tx('settings')
    .insert({ name: 'hours', value: JSON.stringify(hours) })
    .onConflict('name')
    .merge()
}
