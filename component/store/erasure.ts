// A visitor is taken out of all tables: what he wrote and what is known of him goes, numbers and times stay. And what is
// then still to be taken from the IM servers and the folder of uploads.
import type { Tx } from './database.ts'
import { dropFromIndex } from './message-search.ts'

interface Erased {
  id: number
  jid: string
  /** Where his address was, from now on; it is nobody's. */
  nobody: string
  /** How he is called in scenes. */
  name: string
  at: string
}

/** Nothing that he, or anybody to him, wrote is left, nor what tells who he was. He has no open conversation. */
export async function eraseRows(tx: Tx, erased: Erased): Promise<void> {
  const conversations: number[] = await tx('conversations').where({ visitor: erased.id }).pluck('id')
  await eraseMessages(tx, conversations, erased)
  await eraseConversations(tx, conversations, erased)
  await eraseVisitor(tx, erased)
  await eraseUnderway(tx, conversations, erased)
}

/** Tombstones remain, as of messages that their authors took back. */
async function eraseMessages(tx: Tx, conversations: readonly number[], { jid, nobody, at }: Erased): Promise<void> {
  const his = () => tx('messages').whereIn('conversation', conversations as number[])
  const ids: number[] = await his().pluck('id')
  await dropFromIndex(tx, ids)
  await tx('corrections').whereIn('message', his().select('id')).delete()
  await his().whereNotNull('act').delete()
  const empty = { body: '', stanza_id: null, about: null, reference: null, file: null, held: false }
  await his().update({ ...empty, retracted_at: at })
  await his().where({ author: 'visitor' }).update({ nick: null })
  await his().where({ author_jid: jid }).update({ author_jid: nobody })
}

async function eraseConversations(tx: Tx, conversations: readonly number[], { jid, nobody, name }: Erased) {
  const ids = conversations as number[]
  for (const table of ['notes', 'transfers', 'timers', 'guests']) await tx(table).whereIn('conversation', ids).delete()
  await tx('conversations').whereIn('id', ids).update({ close_reason: null, rating_words: null, waiting_line: null })
  const events = () => tx('events').whereIn('conversation', ids)
  // What was rated, and from whom a lead took it over, are no words.
  await events().whereNotIn('what', ['rated', 'taken over']).update({ detail: null })
  for (const table of ['events', 'issue_events', 'api_events'])
    await tx(table).where({ who: jid }).update({ who: nobody })
  const scenes = tx('issue_scenes').whereIn('conversation', ids)
  for (const { issue, conversation, known } of await scenes.select('issue', 'conversation', 'known')) {
    const { here, staff } = JSON.parse(known)
    const left = JSON.stringify({ visitor: name, here, page: null, staff, files: [], links: [] })
    await tx('issue_scenes').where({ issue, conversation }).update({ known: left })
  }
}

async function eraseVisitor(tx: Tx, { id, jid, nobody, at }: Erased): Promise<void> {
  for (const table of ['prechat_answers', 'identities', 'visitor_tokens', 'mails'])
    await tx(table).where({ visitor: id }).delete()
  await tx('resources').where({ jid }).delete()
  const nothing = { name: null, email: null, page: null, lang: 'en', held: false, receipts: false, blocked_until: null }
  await tx('visitors')
    .where({ id })
    .update({ ...nothing, jid: nobody, erased_at: at, links_since: at })
}

/** By what repeats are recognised, and what is on its way to or from him. */
async function eraseUnderway(tx: Tx, conversations: readonly number[], { jid }: Erased): Promise<void> {
  await tx('inbound').where({ sender: jid }).delete()
  const chats = new Set(conversations.map((number) => `chat-${number}`))
  for (const { id, notice } of (await tx('outbox').select('id', 'notice')) as { id: number; notice: string }[]) {
    const { kind, to, from, contact, name } = JSON.parse(notice)
    // A contact that is to go from a roster has no name.
    const isHis = to === jid || chats.has(from) || (kind === 'contact' && chats.has(contact) && name !== null)
    if (isHis) await tx('outbox').where({ id }).delete()
  }
}

/** Which windows of whom had his words in them: conversations of those who were in them, issues of those who saw them. */
export async function listCopies(tx: Tx, visitor: number): Promise<Copy[]> {
  const his = () => tx('conversations').where({ visitor }).select('id')
  const staff = tx('staff').select('jid')
  const chats: { number: number; jid: string }[] = await tx('events')
    .whereIn('conversation', his())
    .whereIn('who', staff)
    .distinct({ number: 'conversation', jid: 'who' })
  const issues = () => tx('issue_scenes').whereIn('conversation', his()).select('issue')
  const saw: { number: number; jid: string }[] = await tx('issue_events')
    .whereIn('issue', issues())
    .whereIn('who', staff)
    .distinct({ number: 'issue', jid: 'who' })
  const rows = await tx('issues').whereIn('id', issues()).select('id', 'handler', 'agent')
  const concerned = rows.flatMap(({ id, handler, agent }) => [
    { number: id, jid: handler },
    { number: id, jid: agent },
  ])
  const copies = [
    ...chats.map(({ number, jid }) => `${jid} chat-${number}`),
    ...[...saw, ...concerned].map(({ number, jid }) => `${jid} issue-${number}`),
  ]
  return [...new Set(copies)].sort().map((copy) => {
    const [jid = '', contact = ''] = copy.split(' ')
    return { jid, contact }
  })
}

/** The issues that his conversations led to. */
export async function listIssuesOf(tx: Tx, visitor: number): Promise<number[]> {
  const his = tx('conversations').where({ visitor }).select('id')
  return tx('issue_scenes').whereIn('conversation', his).distinct('issue').orderBy('issue').pluck('issue')
}

/** An archive of somebody with one of the desk's addresses. */
export interface Copy {
  /** Bare JID of one of the staff. */
  jid: string
  /** Local part, such as chat-7. */
  contact: string
}

export interface ErasureRow {
  visitor: number
  jid: string
  copies: string
  tries: number
  due: string
  taken_until: string | null
  error: string | null
  failed_at: string | null
}

export async function insertErasure(tx: Tx, visitor: number, jid: string, copies: readonly Copy[], due: string) {
  await tx('erasures').insert({ visitor, jid, copies: JSON.stringify(copies), due })
}

export async function findErasure(tx: Tx, visitor: number): Promise<ErasureRow | undefined> {
  return tx<ErasureRow>('erasures').where({ visitor }).first()
}

/** The next that is due, taken until a time. */
export async function takeErasure(tx: Tx, now: string, until: string): Promise<ErasureRow | undefined> {
  const row = await tx<ErasureRow>('erasures')
    .whereNull('failed_at')
    .where('due', '<=', now)
    .where((free) => free.whereNull('taken_until').orWhere('taken_until', '<=', now))
    .orderBy('due')
    .first()
  if (row) await tx('erasures').where({ visitor: row.visitor }).update({ taken_until: until })
  return row
}

/** It is done: nothing of it is left. */
export async function deleteErasure(tx: Tx, visitor: number): Promise<void> {
  await tx('erasures').where({ visitor }).delete()
}

/** It could not be done; `due` is when it is tried again, null never. */
export async function markErasureFailed(
  tx: Tx,
  visitor: number,
  { error, due, at }: { error: string; due: string | null; at: string },
): Promise<void> {
  const rest = due === null ? { failed_at: at } : { due }
  await tx('erasures')
    .where({ visitor })
    .update({ taken_until: null, error, tries: tx.raw('tries + 1'), ...rest })
}

/** What was given up is tried again. */
export async function markErasureAgain(tx: Tx, visitor: number, due: string): Promise<void> {
  await tx('erasures').where({ visitor }).update({ due, tries: 0, error: null, failed_at: null })
}

/** How many visitors are not yet erased outside of the desk, and of how many that was given up. */
export async function countErasures(tx: Tx): Promise<{ pending: number; failed: number }> {
  const [pending] = await tx('erasures').whereNull('failed_at').count({ n: '*' })
  const [failed] = await tx('erasures').whereNotNull('failed_at').count({ n: '*' })
  return { pending: Number(pending?.n ?? 0), failed: Number(failed?.n ?? 0) }
}
