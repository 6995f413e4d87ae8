// Erasing a visitor: at once out of the desk's tables, then, tried until it is done, out of the IM servers and the uploads.
import { domainOf } from '../../model/address.ts'
import { DeskError } from '../../model/error.ts'
import { visitorName } from '../../model/person.ts'
import { say } from '../../model/say.ts'
import { later, stamp } from '../../model/time.ts'
import { listOpenOfVisitor } from '../../store/conversations.ts'
import {
  type Copy,
  deleteErasure,
  eraseRows,
  insertErasure,
  listCopies,
  listIssuesOf,
  markErasureAgain,
  markErasureFailed,
  takeErasure,
} from '../../store/erasure.ts'
import { getVisitor } from '../../store/visitors.ts'
import type { Turn } from '../turn.ts'
import { waitAfter } from './accounts.ts'
import { closeAny } from './conversations.ts'
import { getVisitorView, type VisitorView } from './visitors.ts'

/** The issues his conversations led to: what the staff wrote in them is theirs, and stays. */
export interface Erased extends VisitorView {
  issues: number[]
}

/** Erases him; of one who is erased already, what could not be done on the servers is tried again. */
export async function eraseVisitor(turn: Turn, number: number, force: boolean): Promise<Erased> {
  const { erased } = await getVisitorView(turn, number)
  if (erased) await markErasureAgain(turn.tx, number, stamp(turn.now))
  else await erase(turn, number, force)
  return { ...(await getVisitorView(turn, number)), issues: await listIssuesOf(turn.tx, number) }
}

async function erase(turn: Turn, number: number, force: boolean): Promise<void> {
  const open = await listOpenOfVisitor(turn.tx, number)
  const active = open.filter(({ state }) => state === 'active').map(({ id }) => `#${id}`)
  if (active.length > 0 && !force)
    throw new DeskError('conflict', say('adminVisitorActive', { number, list: active.join(', ') }))
  for (const { id } of open) await closeAny(turn, id, null)
  const { id, jid } = await getVisitor(turn.tx, number)
  const at = stamp(turn.now)
  await insertErasure(turn.tx, id, jid, await listCopies(turn.tx, id), at)
  const nobody = `erased-${id}@${domainOf(jid)}`
  await eraseRows(turn.tx, { id, jid, nobody, name: visitorName({ id, name: null }), at })
  // He is told nothing more: what would wait for him would be words again.
  turn.notices.splice(0, Infinity, ...turn.notices.filter(({ to }) => to !== jid))
}

/** What is to be taken from the IM servers and the uploads. To do it twice does no harm. */
export interface ErasureWork {
  visitor: number
  /** Who he was on IM server 1. */
  jid: string
  /** Archives on IM server 2 with his words in them. */
  copies: readonly Copy[]
  tries: number
}

const leaseSeconds = 120

/** The next one, for whoever asks alone. */
export async function nextErasure(turn: Turn): Promise<ErasureWork | undefined> {
  const row = await takeErasure(turn.tx, stamp(turn.now), later(turn.now, leaseSeconds))
  return row && { visitor: row.visitor, jid: row.jid, copies: JSON.parse(row.copies), tries: row.tries }
}

export async function erasureDone(turn: Turn, { visitor }: ErasureWork): Promise<void> {
  await deleteErasure(turn.tx, visitor)
}

/** It could not be done: tried again later and later, unless that is of no use. */
export async function erasureFailed(turn: Turn, work: ErasureWork, error: string, final: boolean): Promise<void> {
  const due = final ? null : later(turn.now, waitAfter(work.tries))
  await markErasureFailed(turn.tx, work.visitor, { error: error.slice(0, 500), due, at: stamp(turn.now) })
}
