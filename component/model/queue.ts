// Queues: how each gives out conversations.
import type { Hours } from './hours.ts'
import type { Staff } from './person.ts'

export const policies = ['random', 'least-busy', 'round-robin', 'last-agent'] as const
export type Policy = (typeof policies)[number]

export interface Queue {
  name: string
  title: string
  policy: Policy
  /** How many conversations an agent has at most. */
  capacity: number
  /** Seconds until a waiting conversation goes to the overflow queue, else to the mailbox. */
  patience: number
  overflow: string | null
  hours: Hours | null
  /** Seconds without a first answer until the agent is reminded, and until another gets the conversation. */
  nudge: number
  reroute: number
  /** Seconds until a claim without an answer lapses. */
  lapse: number
  /** Seconds within which a closed conversation is opened again by a new word. */
  reopen: number
}

export interface Candidate {
  staff: Staff
  /** How many conversations he has. */
  load: number
  /** When he last got one; null if never. */
  assignedAt: string | null
}

/** Those who can take one more: agents, normal, below the queue's capacity or, where they have one, their own. */
export function able(candidates: readonly Candidate[], capacity: number): Candidate[] {
  return candidates.filter(
    ({ staff, load }) =>
      staff.state === 'normal' && staff.roles.includes('agent') && load < (staff.capacity ?? capacity),
  )
}

/** One of those who can, by the policy; where it leaves several, each is equally likely. */
export function choose(
  policy: Policy,
  candidates: readonly Candidate[],
  lastAgent: string | null,
  random: () => number,
): Candidate | undefined {
  const among = narrow(policy, candidates, lastAgent)
  return among[Math.floor(random() * among.length)]
}

function narrow(policy: Policy, candidates: readonly Candidate[], lastAgent: string | null): readonly Candidate[] {
  if (policy === 'least-busy') {
    const least = Math.min(...candidates.map(({ load }) => load))
    return candidates.filter(({ load }) => load === least)
  }
  if (policy === 'round-robin') {
    const longestAgo = candidates.map(({ assignedAt }) => assignedAt ?? '').sort()[0]
    return candidates.filter(({ assignedAt }) => (assignedAt ?? '') === longestAgo)
  }
  const last = candidates.filter(({ staff }) => staff.jid === lastAgent)
  return policy === 'last-agent' && last.length > 0 ? last : candidates
}
