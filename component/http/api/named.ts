// People of the staff as requests name them: by JID, or by the user name alone.
import type { Kit } from './endpoint.ts'

const people = new Set(['agent', 'handler', 'backup'])

/** The same with whole JIDs where a request names people by their user names alone. */
export function withJids<T extends object>(given: T, { agents }: Kit): T {
  const full = ([name, value]: [string, unknown]) =>
    people.has(name) && typeof value === 'string' && !value.includes('@') ? [name, `${value}@${agents}`] : [name, value]
  return Object.fromEntries(Object.entries(given).map(full)) as T
}
