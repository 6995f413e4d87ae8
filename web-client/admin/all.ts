// Lists that are needed as a whole, to choose from: queues, people, types.

import { useWhole } from './ask.ts'
import type { Options } from './fields.tsx'
import type { Person, Queue } from './things.ts'

export interface People {
  all: readonly Person[]
  /** Nobody’s name is known yet. */
  loading: boolean
  find(jid: string): Person | undefined
  /** The name of somebody by his JID, else the JID. */
  nameOf(jid: string | null): string
  /** Those who have one of these roles, to choose from. */
  of(...roles: readonly Person['roles'][number][]): Options
}

export function usePeople(): People {
  const { value: all = [], loading } = useWhole<Person>('/staff', { sort: 'name' })
  const find = (jid: string) => all.find((person) => person.jid === jid)
  return {
    ...{ all, loading, find },
    nameOf: (jid) => (jid === null ? '–' : (find(jid)?.name ?? jid)),
    of: (...roles) =>
      all
        .filter((person) => person.active && person.roles.some((role) => roles.includes(role)))
        .map(({ jid, name }) => [jid, name] as const),
  }
}

/** With what is chosen now, even when it is not (or not yet) among them: else saving would silently take it away. */
export const including = (options: Options, chosen: string | null | undefined): Options =>
  !chosen || options.some(([value]) => value === chosen) ? options : [...options, [chosen, chosen] as const]

export function useQueues(): { all: readonly Queue[] | undefined; options: Options } {
  const all = useWhole<Queue>('/queues', { sort: 'title' }).value
  return { all, options: (all ?? []).map(({ name, title }) => [name, title] as const) }
}
