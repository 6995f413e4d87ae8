// What happened to issues, and what was said about them; rows are added and never changed.
import type { Happening, IssueEvent } from '../model/issue.ts'
import { insertApiEvent } from './api-events.ts'
import type { Tx } from './database.ts'

interface EventRow {
  id: number
  issue: number
  what: string
  who: string | null
  detail: string | null
  stanza_id: string | null
  corrects: number | null
  at: string
}

const toEvent = ({ stanza_id, ...row }: EventRow): IssueEvent => ({ ...row, stanzaId: stanza_id })

export interface NewIssueEvent {
  issue: number
  what: Happening
  who: string | null
  detail?: string | null
  stanzaId?: string | null
  corrects?: number
  at: string
}

/** Gives its number. */
export async function insertIssueEvent(tx: Tx, event: NewIssueEvent): Promise<number> {
  const { issue, what, who, detail = null, stanzaId = null, corrects = null, at } = event
  const [row] = await tx('issue_events')
    .insert({ issue, what, who, detail, stanza_id: stanzaId, corrects, at })
    .returning<{ id: number }[]>('id')
  await insertApiEvent(tx, { kind: 'issue', what, subject: String(issue), who, at })
  return (row as { id: number }).id
}

/** Oldest first. */
export async function listIssueEvents(tx: Tx, issue: number): Promise<IssueEvent[]> {
  return (await tx<EventRow>('issue_events').where({ issue }).orderBy('id')).map(toEvent)
}

/** The newest comment that its author sent with this id. */
export async function findComment(
  tx: Tx,
  issue: number,
  who: string,
  stanzaId: string,
): Promise<IssueEvent | undefined> {
  const row = await tx<EventRow>('issue_events')
    .where({ issue, who, stanza_id: stanzaId, what: 'comment' })
    .orderBy('id', 'desc')
    .first()
  return row && toEvent(row)
}
