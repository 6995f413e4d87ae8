// What every verb gets first: the open transaction, the time, chance, and the list of what is to be told.
import type { Notice } from '../model/notice.ts'
import type { Turn } from '../store/turns.ts'

export type { Look } from '../store/looks.ts'
export { attempt, type Posted, type Turn } from '../store/turns.ts'

/** Says it after the commit, in the order of the calls. */
export function tell(turn: Turn, notice: Notice): void {
  turn.notices.push(notice)
}

/** How long people's addresses are made: the desk knows only its domains. */
export interface Domains {
  visitors: string
  agents: string
  desk: string
}
