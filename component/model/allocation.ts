// Who gets a conversation: one of the agents who can take it, by chance.
import type { Staff } from './person.ts'

/** Any agent in state normal, each equally likely; `random` gives [0, 1). */
export function pick(agents: readonly Staff[], random: () => number): Staff | undefined {
  const free = agents.filter((agent) => agent.state === 'normal' && agent.roles.includes('agent'))
  return free[Math.floor(random() * free.length)]
}
