// Demo people, so that the first minute with Bellhop is a conversation and not a configuration.
import { typeIs } from './desk/issue-rules.ts'
import { hire, openQueue, whoIsIn } from './desk/staff.ts'
import type { Turn } from './desk/turn.ts'
import type { Role } from './model/person.ts'

interface DemoPerson {
  user: string
  name: string
  roles: readonly Role[]
}

const people: readonly DemoPerson[] = [
  { user: 'ann', name: 'Ann', roles: ['agent'] },
  { user: 'bob', name: 'Bob', roles: ['agent'] },
  { user: 'cem', name: 'Cem', roles: ['agent'] },
  { user: 'hana', name: 'Hana', roles: ['handler'] },
  { user: 'lea', name: 'Lea', roles: ['lead'] },
]

const issueTypes = ['billing', 'billing/refund', 'delivery', 'technical', 'technical/login'] as const

export interface DemoAccount {
  jid: string
  password: string
  name: string
  roles: readonly Role[]
}

export function demoAccounts(agentsDomain: string, passwords: Readonly<Record<string, string>>): DemoAccount[] {
  return people.map(({ user, name, roles }) => ({
    jid: `${user}@${agentsDomain}`,
    password: passwords[user] ?? '',
    name,
    roles,
  }))
}

/** True when there is nobody on the desk yet. */
export async function isEmpty(turn: Turn): Promise<boolean> {
  return (await whoIsIn(turn)).length === 0
}

/** Puts the demo people, their queue and the types of issues on the desk. */
export async function fillDesk(turn: Turn, accounts: readonly DemoAccount[]): Promise<void> {
  await openQueue(turn, { name: 'support', title: 'Support' })
  for (const { jid, name, roles } of accounts) {
    await hire(turn, { jid, name, roles, queues: roles.includes('agent') ? ['support'] : [] })
  }
  for (const type of issueTypes) await typeIs(turn, type, 'hana', 'lea')
}
