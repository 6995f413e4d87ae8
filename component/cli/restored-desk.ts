// A desk out of a backup is a little behind what people's clients have seen. What is done so that neither is confused.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'ltx'
import { bareOf, localOf } from '../model/address.ts'
import type { MessageNotice } from '../model/notice.ts'
import { openDatabase, type Tx } from '../store/database.ts'
import { skipNumbers } from '../store/numbers.ts'
import { deleteNotices, listNotices } from '../store/outbox.ts'
import { closed, openSqlite, rows } from './snapshot.ts'

/**
 * What the desk numbered after the backup is lost, but clients remember it: a message with a number that they know they
 * would take for a repeat and hide, and a window of chat-7 would go on with another visitor. So numbers are not given again.
 * Those that people type begin at the next thousand.
 */
const steps = {
  messages: 1_000_000,
  outbox: 1_000_000,
  api_events: 1_000_000,
  conversations: 1_000,
  issues: 1_000,
}

/** Brings a desk’s database from its backup to where it can go on; `data` holds the archives of the same backup. */
export async function goOnWith(url: string, data: string): Promise<void> {
  const db = openDatabase(url)
  try {
    const offline = await offlineIn(join(data, 'ejabberd', 'messages-agents.sqlite'))
    await db.transaction(async (tx) => {
      await settleOutbox(tx, offline)
      for (const [table, step] of Object.entries(steps)) await skipNumbers(tx, table, step)
    })
  } finally {
    await db.destroy()
  }
}

/** What IM server 2 keeps already for somebody who is away must not be sent to him a second time. */
async function settleOutbox(tx: Tx, offline: ReadonlySet<string>): Promise<void> {
  const waiting = offline.size > 0 ? await listNotices(tx, 0, Number.MAX_SAFE_INTEGER) : []
  const kept = waiting.filter(({ id, notice }) => notice.kind === 'message' && offline.has(keyOf(notice, id)))
  await deleteNotices(
    tx,
    kept.map(({ id }) => id),
  )
}

const keyOf = (notice: MessageNotice, id: number): string =>
  `${localOf(bareOf(notice.to))} ${notice.from} ${notice.id ?? `o-${id}`}`

/** Receiver, sender and id of each message in ejabberd’s store for people who are away. */
async function offlineIn(file: string): Promise<Set<string>> {
  if (!existsSync(file)) return new Set()
  const archive = await openSqlite(file)
  try {
    const found = await rows<{ username: string; xml: string }>(archive, 'SELECT username, xml FROM spool')
    return new Set(
      found.map(({ username, xml }) => {
        const { from = '', id } = parse(xml).attrs as { from?: string; id?: string }
        return `${username} ${from.includes('@') ? localOf(bareOf(from)) : ''} ${id}`
      }),
    )
  } finally {
    await closed(archive)
  }
}
