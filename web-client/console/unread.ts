// How much is unread, as the badge and the way back to the lists show it.

import type { AgentState } from '../headless/agent/state.ts'

/** Lines for this agent that nobody has looked at, conversations that ring, offers; of rooms only where he is named. */
export function unreadOf({ threads, offers }: AgentState): number {
  let sum = offers.length
  for (const { kind, unread, mentions, rings } of threads.values())
    sum += kind === 'room' ? mentions : kind === 'desk' ? 0 : Math.max(unread, rings ? 1 : 0)
  return sum
}

/** Something that must not wait. */
export const isRinging = ({ threads, offers }: AgentState): boolean =>
  offers.length > 0 || [...threads.values()].some(({ rings }) => rings)
