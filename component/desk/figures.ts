// Figures of somebody's day, for himself.
import { startOfDay } from '../model/hours.ts'
import type { Staff } from '../model/person.ts'
import { stamp } from '../model/time.ts'
import { type Figures, figuresOf } from '../store/figures.ts'
import { findDeskHours } from '../store/issue-types.ts'
import type { Turn } from './turn.ts'

/** What he did since the day began where the desk is. */
export async function today(turn: Turn, who: Staff): Promise<Figures> {
  const zone = (await findDeskHours(turn.tx))?.zone ?? 'UTC'
  return figuresOf(turn.tx, who.jid, stamp(startOfDay(zone, turn.now)))
}
