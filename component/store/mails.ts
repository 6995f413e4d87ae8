// Mails to visitors who are away: whom one is due to, which lines go into it, and who is sending it.
import type { Message } from '../model/conversation.ts'
import type { Tx } from './database.ts'
import { type MessageRow, toMessage } from './rows.ts'

export interface Mail {
  visitor: number
  due: string
  /** Since when it has been tried. */
  since: string
  tries: number
  /** The newest message in it, once it may have been sent. */
  last: number | null
  failedAt: string | null
}

interface MailRow {
  visitor: number
  due: string
  since: string
  tries: number
  last: number | null
  failed_at: string | null
}

const toMail = ({ failed_at, ...row }: MailRow): Mail => ({
  visitor: row.visitor,
  due: row.due,
  since: row.since,
  tries: row.tries,
  last: row.last,
  failedAt: failed_at,
})

/** True when this call made it due: there was none for this visitor, not even one that was given up. */
export async function insertMail(tx: Tx, visitor: number, due: string, at: string): Promise<boolean> {
  const rows = await tx('mails').insert({ visitor, due, since: at }).onConflict('visitor').ignore().returning('visitor')
  return rows.length === 1
}

export async function findMail(tx: Tx, visitor: number): Promise<Mail | undefined> {
  const row = await tx<MailRow>('mails').where({ visitor }).first()
  return row && toMail(row)
}

/** The next that is due and that nobody is sending. */
export async function findDueMail(tx: Tx, now: string): Promise<Mail | undefined> {
  const row = await tx<MailRow>('mails')
    .where('due', '<=', now)
    .whereNull('failed_at')
    .where((free) => free.whereNull('taken_until').orWhere('taken_until', '<=', now))
    .orderBy('due')
    .first()
  return row && toMail(row)
}

/** True when this call took it: until then nobody else sends it. */
export async function takeMail(tx: Tx, visitor: number, last: number, now: string, until: string): Promise<boolean> {
  const taken = await tx('mails')
    .where({ visitor, failed_at: null })
    .where('due', '<=', now)
    .where((free) => free.whereNull('taken_until').orWhere('taken_until', '<=', now))
    .update({ taken_until: until, last })
  return taken === 1
}

/** Sends it again later. `last` null: it was surely not sent, so the next one may hold more. False when it is another's now. */
export async function markMailAgain(
  tx: Tx,
  visitor: number,
  taken: string,
  change: { due: string; tries: number; last: number | null; error: string },
): Promise<boolean> {
  const { due, tries, last, error } = change
  const row = { due, tries, last, last_error: error, taken_until: null }
  return (await tx('mails').where({ visitor, taken_until: taken }).update(row)) === 1
}

/** It was given up. False when it is another's now, or he came back. */
export async function markMailFailed(
  tx: Tx,
  visitor: number,
  taken: string,
  at: string,
  error: string,
): Promise<boolean> {
  const row = { failed_at: at, last_error: error, taken_until: null }
  return (await tx('mails').where({ visitor, taken_until: taken }).update(row)) === 1
}

/** With `last`, only that mail. */
export async function deleteMail(tx: Tx, visitor: number, last?: number): Promise<void> {
  await tx('mails')
    .where(last === undefined ? { visitor } : { visitor, last })
    .delete()
}

/** What waits for a visitor, was said by people, and is in no mail yet; oldest first. */
export async function listUnmailed(tx: Tx, visitor: number): Promise<Message[]> {
  const rows = await tx<MessageRow>('messages')
    .whereIn('conversation', tx('conversations').where({ visitor }).select('id'))
    .where({ author: 'agent', held: true, act: null, retracted_at: null, mailed_at: null } as object)
    .orderBy('id')
  return rows.map(toMessage)
}

export async function markMailed(tx: Tx, ids: readonly number[], at: string): Promise<void> {
  await tx('messages')
    .whereIn('id', ids as number[])
    .update({ mailed_at: at })
}

/** Whether a message still waits for its visitor, and when it was mailed. */
export async function findMailing(tx: Tx, message: number): Promise<{ held: boolean; mailedAt: string | null }> {
  const row = await tx('messages').where({ id: message }).first('held', 'mailed_at')
  return { held: Boolean(row?.held), mailedAt: row?.mailed_at ?? null }
}
